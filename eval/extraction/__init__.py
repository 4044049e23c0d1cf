"""Scores of reading: the figures read out of reports against what stands in them, by kind of construction."""
