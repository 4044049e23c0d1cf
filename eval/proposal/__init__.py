"""Makes a suite from a folder of reports: proposes questions for a person to accept or correct.

The questions come from figures that the program read itself, so none of them is gold before somebody has
compared it with its evidence: only accepted rows become questions.
"""
