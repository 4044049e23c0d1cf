"""Ranges of years in a question that are wanted year by year: `giai đoạn 2019-2023`, `5 năm gần đây`.

A range written out is a period too, and stands among the question's periods; an open or relative one is
none until somebody knows which years there are.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vectorstore.analysis.period_patterns import YEAR
from vectorstore.analysis.periods import PeriodMention, bounds
from vectorstore.analysis.question.phrases import PhraseMatch
from vectorstore.analysis.text import fold

_YEAR = re.compile(rf"\b{YEAR}\b")
_SINCE = re.compile(r"\b(?:tu|since|from)\b")


@dataclass(frozen=True, slots=True)
class YearSpan:
    """First and last year asked for, None where open or relative; `years`: how many of the latest."""

    first: int | None = None
    last: int | None = None
    years: int | None = None


def find_year_span(
    text: str, periods: Sequence[PeriodMention], matches: Sequence[PhraseMatch]
) -> YearSpan | None:
    """The range of years a question names; None when it names none."""
    for mention in periods:
        span = _written_out(mention.period) if mention.period else _since(text, mention)
        if span is not None:
            return span
    for match in matches:
        if match.group == "recent_years":
            return YearSpan(years=match.number or _REPEATED)
        if match.group == "some_years":
            return YearSpan()
    return None


def lists_years(text: str) -> bool:
    """Whether the years of a range are spoken of one by one (`các năm 2021-2023`)."""
    return _LISTED.search(fold(text)) is not None


_LISTED = re.compile(
    rf"\b(?:cac|nhung|tung) nam (?:tu |tu nam )?{YEAR}|\b(?:over|for|in) the years (?:from )?{YEAR}"
)
_REPEATED = 5  # `năm năm qua`: the only count that is written with the word for year itself


def _written_out(period: str) -> YearSpan | None:
    begin, end = bounds(period)
    whole = (begin.month, begin.day, end.month, end.day) == (1, 1, 12, 31)
    return YearSpan(begin.year, end.year) if whole and begin.year < end.year else None


def _since(text: str, mention: PeriodMention) -> YearSpan | None:
    words = fold(text[mention.start : mention.end])
    found = _YEAR.search(words)
    return YearSpan(first=int(found[0])) if found and _SINCE.search(words) else None
