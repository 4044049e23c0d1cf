"""What a change that a report states is a change from: read from the words around its number."""

import re

from vectorstore.analysis.periods import find_periods, shift_years
from vectorstore.analysis.text import fold
from vectorstore.schema import Figure

_AGAINST = re.compile(
    r"(?:so voi|so|voi|than|compared (?:with|to)|against|on|from|over)(?: cung ky| ky)?\s*$"
)
_PLANS = ("ke hoach", "chi tieu", "muc tieu", "du toan", "target", "plan")
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
