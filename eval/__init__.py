"""Measures an assistant through its public face."""
