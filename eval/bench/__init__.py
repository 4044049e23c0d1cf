"""Benchmarks: the speeds the design relies on, printed side by side in one run."""
