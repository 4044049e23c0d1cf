"""An optional second opinion on a finished run by a language model; off unless somebody asks for it.

A judge model errs, and not always twice in the same way: what it says is kept beside the run's own scores,
never mixed with them, and no floor reads it.
"""
