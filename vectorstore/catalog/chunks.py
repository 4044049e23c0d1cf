"""Long lists of keys, in parts that a database takes in one statement."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

LIMIT = 5_000  # SQLite takes 32,766 parameters, PostgreSQL 65,535

T = TypeVar("T")


def chunks(items: Sequence[T], size: int = LIMIT) -> Iterator[Sequence[T]]:
    """Consecutive parts of at most `size` items; none for an empty list."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
