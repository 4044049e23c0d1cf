"""The geometry of the page's charts, in percent of their width or height; the template draws them as SVG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.report.outcome import Outcome
from eval.report.times import Times


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a stacked bar."""

    outcome: Outcome
    start: float
    width: float
    count: int


def stacked(outcomes: Mapping[Outcome, int]) -> tuple[Segment, ...]:
    """The outcomes that occur, right ones first, side by side over the whole width."""
    total = sum(outcomes.values())
    segments, before = [], 0
    for outcome in Outcome:
        if count := outcomes.get(outcome, 0):
            segments.append(Segment(outcome, 100 * before / total, 100 * count / total, count))
            before += count
    return tuple(segments)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the histogram: its step in milliseconds (None: no end), count and height."""

    over: float | None
    upto: float | None
    count: int
    height: float


def histogram(times: Times) -> tuple[Column, ...]:
    """The times as columns, the highest of them 100 high."""
    steps = times.filled
    highest = max((count for _, _, count in steps), default=0)
    return tuple(Column(over, upto, count, 100 * count / highest) for over, upto, count in steps)


@dataclass(frozen=True, slots=True)
class Mark:
    """A value on a scale from 0 to 100, with the ends of its interval where it has one."""

    name: str
    at: float
    low: float | None
    high: float | None


def mark(name: str, value: float, low: float | None, high: float | None) -> Mark:
    """A share as a mark; what lies beyond the scale stands at its end."""
    ends = (None, None) if low is None or high is None else (_on_scale(low), _on_scale(high))
    return Mark(name, _on_scale(value), *ends)


def placed(marks: Sequence[Mark]) -> tuple[tuple[Mark, float], ...]:
    """The marks with their heights: one below the other, so that none hides another."""
    each = 100 / len(marks) if marks else 0.0
    return tuple((one, each * (i + 0.5)) for i, one in enumerate(marks))


def _on_scale(share: float) -> float:
    return 100 * min(1.0, max(0.0, share))
