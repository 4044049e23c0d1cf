"""Lets so many threads compute at a time: more than the processors carry only keep each other waiting.

Python runs one thread at a time and takes turns every few milliseconds, so that eight searches begun together
would all end when the last of them does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore


class Turns:
    """So many turns; a thread that has one may let another have it while it waits for something."""

    def __init__(self, count: int) -> None:
        self._free = BoundedSemaphore(count)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """While this thread computes."""
        with self._free:
            yield

    @contextmanager
    def lent(self) -> Iterator[None]:
        """While this thread, which has a turn, waits for what is not computed by it."""
        self._free.release()
        try:
            yield
        finally:
            self._free.acquire()
