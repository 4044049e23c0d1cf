"""What people and machines read of a run: a page for a manager, Markdown for a pull request, JUnit for CI.

All of it is made from the run's folder alone, so that it can be made again later.
"""
