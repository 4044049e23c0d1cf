"""Simulated justice reports whose every figure is known: material to measure and to show the program with.

The world (`world`), the wordings and layout (`style`, data under `styles/`) and the numbers are this
package's own: it imports nothing of the program, so a report is never worded the way the program happens to
expect.
"""
