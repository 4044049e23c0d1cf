"""What the index's keys are made of: one copy for writing, for asking and for checking citations."""

VERSION = "7"
"""Raised when folding, tokens, quantities, periods, places or the indicator list change what is stored."""
