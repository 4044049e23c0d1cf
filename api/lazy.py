"""A value made when it is first asked for, once, whichever thread asks."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lazy(Generic[T]):
    """Calling it gives what `make` made; a `make` that raised is tried again."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: list[T] = []
        self._guard = threading.Lock()

    def __call__(self) -> T:
        """The value; threads that ask at once wait for the one making of it."""
        with self._guard:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]
