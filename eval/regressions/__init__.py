"""Planted regressions: the assistant with one part broken, to prove that a suite's gates would notice."""
