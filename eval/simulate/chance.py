"""Chance that repeats: a number depends on the names it is drawn for and on nothing else."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def draw(*names: object) -> float:
    """A number in [0, 1), always the same for the same names."""
    digest = hashlib.blake2b("\x1f".join(map(str, names)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def choose(options: Sequence[T], *names: object) -> T:
    """One of the options."""
    return options[int(draw(*names) * len(options))]


def shuffled(options: Sequence[T], *names: object) -> list[T]:
    """The options in a drawn order."""
    return [options[i] for i in sorted(range(len(options)), key=lambda i: (draw(*names, i), i))]
