"""Which period a report tells of: by its title, its opening, never by its date alone.

How periods are written and read is `vectorstore.analysis.periods`; here only which mention is the report's.
"""

import re
from collections.abc import Iterator, Sequence

from vectorstore.analysis.periods import PeriodMention, find_periods
from vectorstore.analysis.text import fold, sentences

_OPENING = 3
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLAUSE = re.compile(
    r"(?:\A|[:;–-]\s*|\b(?:cho|trong|của) (?:kỳ|thời kỳ)(?: báo cáo)?\s*|^\s*[-+•]\s*)"
    r"(?:trong |in |during )?(?:the )?\Z",
    re.I,
)
_REPORTING = re.compile(r"(?:theo )?(?:bao cao|thong ke|so lieu|tong hop|ket qua|ky bao cao|nam bao cao)\b")
_HALF_MONTH, _NINE_MONTH = 5, 8


def find_report_period(
    title: str, opening: Sequence[str], body: Sequence[str], year: int | None, month: int | None
) -> str | None:
    """The report's period, None when nothing says it.

    `title` comes first, then the first words of the `opening` lines, then the `body` where all its sentences
    that begin with a period agree. `year` and `month` of publication only complete a mention that names no
    year, `6 tháng đầu năm`: another year in its sentence is usually the one compared with.
    """
    return (
        _first(title, year, month)
        or next((found for line in opening[:_OPENING] for found in _leading(line, year, month)), None)
        or _agreed(body, year, month)
    )


def _first(title: str, year: int | None, month: int | None) -> str | None:
    return next((found for _, found in _stated(title, year, month)), None)


def _leading(line: str, year: int | None, month: int | None) -> Iterator[str]:
    """The periods that sentences of a line begin with, or that a line says its report is of."""
    for start, end in sentences(line):
        sentence = line[start:end]
        reporting = _REPORTING.match(fold(sentence)) is not None or " báo cáo " in sentence
        for mention, period in _stated(sentence, year, month):
            if reporting or _CLAUSE.search(sentence[: mention.start]):
                yield period


def _agreed(body: Sequence[str], year: int | None, month: int | None) -> str | None:
    periods = {period for line in body for period in _leading(line, year, month)}
    return periods.pop() if len(periods) == 1 else None


def _stated(text: str, year: int | None, month: int | None) -> Iterator[tuple[PeriodMention, str]]:
    """The mentions of a text that can be a report's own, with the period."""
    for mention in find_periods(text):
        if mention.same_period_before or mention.as_of:
            continue
        own = mention.period if _YEAR.search(text, mention.start, mention.end) else None
        period = own or _completed(text, mention, year, month)
        if period is not None:
            yield mention, period


def _completed(text: str, mention: PeriodMention, year: int | None, month: int | None) -> str | None:
    """`6 tháng đầu năm` with the year of publication, where it can be that; never a bare `trong năm`."""
    if year is None:
        return None
    for part, over in (("H1", _HALF_MONTH), ("9M", _NINE_MONTH), ("Q1", 3), ("Q2", 6), ("Q3", 9)):
        period = f"{year}-{part}"
        if month is not None and month < over:
            continue
        same = (each for each in find_periods(text, anchor=period) if each.start == mention.start)
        if any(each.period == period for each in same) and not _names_report(text, mention):
            return period
    return None


def _names_report(text: str, mention: PeriodMention) -> bool:
    """Whether the words only point at the period of the report (`trong kỳ`, `trong năm`), whichever it is."""
    words = fold(text[mention.start : mention.end])
    return not any(letter.isdigit() for letter in words) and not re.search(
        r"\b(?:quy|sau|chin|ba|dau nam|first|half|quarter)\b", words
    )
