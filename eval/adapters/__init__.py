"""Question files of other formats as suites, and systems behind other doors as systems."""
