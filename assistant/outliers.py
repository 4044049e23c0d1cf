"""Figures that jump about a thousandfold against their neighbours: a unit misread or misprinted.

Neighbours are the same thing at the same place in other periods and, where those do not decide, at other
places in the same period. Pure: numbers in, verdicts out.

The thresholds: a slip of unit or of a thousands mark is a factor of 1.000, and what it is compared with may
itself differ by a factor of three, so 300 counts as a jump. Money and small counts do move from year to year
and differ from place to place, but a year against a year stays within a factor of 30 almost always, and
nothing below 1.000 on both sides is judged: `2` after `600` is a small province, not a slip. Places differ
more than years do (a great city's enforced sums are some thousand times a mountain province's), so they
convict only what is also 30 times beyond the greatest or the smallest of at least four others.
"""

from collections.abc import Sequence
from statistics import median

_JUMP = 300
_NEAR = 30
_LARGE = 1_000
_PLACES_NEEDED = 4


def jumps_in_time(value: float, others: Sequence[float]) -> bool:
    """Whether a value is a jump away from most values of the same thing in other periods."""
    others = [other for other in others if other > 0]
    if value <= 0 or not others:
        return False
    apart = [(_apart(value, other), other) for other in others]
    near = sum(factor <= _NEAR for factor, _ in apart)
    far = sum(factor >= _JUMP and max(value, other) >= _LARGE for factor, other in apart)
    return 2 * far >= len(others) and near < far


def jumps_among_places(value: float, others: Sequence[float]) -> bool:
    """Whether a value is a jump away from the same thing at all other places."""
    others = [other for other in others if other > 0]
    if value <= 0 or len(others) < _PLACES_NEEDED:
        return False
    middle = median(others)
    beyond = value >= _NEAR * max(others) or value * _NEAR <= min(others)
    return beyond and _apart(value, middle) >= _JUMP and max(value, middle) >= _LARGE


def is_confirmed_in_time(value: float, others: Sequence[float]) -> bool:
    """Whether most values of other periods are near: then no other place can make it a jump."""
    others = [other for other in others if other > 0]
    return bool(others) and 2 * sum(_apart(value, other) <= _NEAR for other in others) > len(others)


def is_usual_among_places(value: float, others: Sequence[float]) -> bool:
    """Whether enough other places have the like: then a lone neighbour in time is the one that is off."""
    others = [other for other in others if other > 0]
    return len(others) >= _PLACES_NEEDED and _apart(value, median(others)) <= _NEAR


def _apart(one: float, other: float) -> float:
    low, high = (one, other) if one < other else (other, one)
    return high / low if low > 0 else float("inf")
