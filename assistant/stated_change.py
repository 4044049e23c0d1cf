"""What a change that a report states is a change from: read from the words around its number."""

import re
from collections.abc import Sequence

from vectorstore.analysis.periods import bounds, find_periods, shift_years
from vectorstore.analysis.text import fold
from vectorstore.schema import Figure

_AGAINST = re.compile(
    r"(?:so voi|so|voi|than|compared (?:with|to)|against|on|from|over)(?: cung ky| ky)?\s*$"
)
_PLANS = ("ke hoach", "chi tieu", "muc tieu", "du toan", "target", "plan")
_ROUNDING = 0.1
"""Points by which a printed percentage may be off the one that its levels give."""
_SLACK = 0.001
_CLAUSE_END = re.compile(r"[;.,)](?:\s|$)")


def compared_with(figure: Figure, quote: str, period: str) -> str | None:
    """The period a stated change starts from; None when it is a plan, or not a period at all.

    `quote` is the figure's sentence or row, `period` the one it is stated for. A change that names nothing is
    from the same period a year earlier, as reports mean it.
    """
    end = figure.value_end - figure.start
    behind = quote[end:]
    clause = _CLAUSE_END.search(behind)
    near = fold(behind[: clause.start()] if clause else behind)
    if any(word in near for word in _PLANS):
        return None
    mentions = [
        m
        for m in find_periods(quote, anchor=period)
        if m.period and (m.same_period_before or _AGAINST.search(fold(quote[: m.start]).rstrip()))
    ]
    after = next((m.period for m in mentions if m.start >= end), None)
    if after is not None:
        return after
    before = [m.period for m in mentions if m.end <= figure.value_start - figure.start]
    if before:
        return before[-1]
    return shift_years(period, -1)


def is_of_other_time(change: Figure, levels: Sequence[Figure], new: str, old: str) -> bool:
    """Whether a stated change is that between two other periods of its own sentence or row.

    `levels` are figures of the same thing. A row `2021: 10.013 | 2022: 8.769 | -1.244` tells of 2022,
    whatever period its last cell was taken for: the arithmetic says so.
    """
    beside = {
        f.period: f.value
        for f in levels
        if f.period and (f.report_id, f.start, f.end) == (change.report_id, change.start, change.end)
        if f.part == change.part and f.province == change.province and f.locality == change.locality
    }
    pairs = {
        (later, earlier): _gives(change, beside[later], beside[earlier])
        for later in beside
        for earlier in beside
        if bounds(earlier)[1] < bounds(later)[1]
    }
    asked = [gives for (later, earlier), gives in pairs.items() if (later, earlier) == (new, old)]
    others = [gives for (later, _), gives in pairs.items() if later != new]
    return any(others) and not any(asked)


def _gives(change: Figure, later: float, earlier: float) -> bool:
    """Whether two levels give a stated change, whichever way it went, to the digit it is rounded to."""
    difference = abs(later - earlier)
    if change.unit == "%":
        return earlier > 0 and abs(100 * difference / earlier - abs(change.value)) <= _ROUNDING
    return abs(difference - abs(change.value)) <= _SLACK * difference
