"""When a paper or article was written or put out: the date of its head, its dateline, its first words.

Which period a report tells of is `report_period`'s question; a date alone seldom answers it.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.title import is_dateline
from vectorstore.analysis.text import fold

_LONGEST_HEAD_DATE = 60
# `Số: 1034/BC-STP, ngày 24/9/2015`
_NUMBER_AND_DATE = re.compile(
    r"so\s*:?\s*\d[^\s,.;]*\s*[,.;–-]?\s*(?:[^\d,:;]{2,40},\s*)?ngay\s+"
    r"\d{1,2}(?:[/.-]\d{1,2}[/.-]| thang \d{1,2} nam )\d{4}\W*"
)
_WRITTEN_DATE = re.compile(r"ngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})")
_PLACE_AND_DATE = re.compile(rf"[^\d,:;]{{2,40}},?\s*{_WRITTEN_DATE.pattern}\W*")
_DATE = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH_DATE = re.compile(
    r"\b(?:(?P<day>\d{1,2}) (?P<month>[a-z]{3})[a-z]*\.?"
    r"|(?P<month_first>[a-z]{3})[a-z]*\.? (?P<day_behind>\d{1,2})),?"
    r" (?P<year>\d{4})\b"
)
_MONTH = re.compile(r"(?<![\d/])(\d{1,2})[/-](\d{4})(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
# `(Báo X, 28/12/2021) - …`, `Sáng 22/12/2022, …`, `BTP - Ngày 10/12/2023, …`: the day an article begins with.
_FIRST_WORDS = re.compile(r"\W*(?:[^\d.;:]{0,60}\b)?(?=\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d))")
# `(Dong Xoai, January 22, 2019) – …`
_ENGLISH_DATELINE = re.compile(r"\W*[^\d.;:]{2,60}\b\d{1,2}(?: [a-z]{3,9}\.?)?,? \d{4}\)?\s*[-–—]")
# `Hà Nam, ngày 05/07/2023 - …`, `(28/12/2021) …`: the line's first words alone, set off from its sentence.
_DATELINE = re.compile(
    r"(?:[^\d.;:()]{2,40},?\s+\(?)?(?:ngày\s+)?(?=\d)(?P<date>[\d/.-]{8,10})\)?\s*[-–—]\s"
    r"|\((?:[^\d.;:()]{2,40},\s*)?(?=\d)(?P<inside>[\d/.-]{8,10})\)"
)


@dataclass(frozen=True, slots=True)
class Published:
    """The date of a paper, or its year and month as far as they are known."""

    date: dt.date | None = None
    year: int | None = None
    month: int | None = None

    @classmethod
    def on(cls, date: dt.date) -> "Published":
        """Published on a day."""
        return cls(date, date.year, date.month)


def dates_paper(line: str) -> bool:
    """Whether a line only says when the paper was written or put out."""
    folded = fold(line)
    return _dates_itself(line) or (
        len(line) < _LONGEST_HEAD_DATE and _PLACE_AND_DATE.fullmatch(folded) is not None
    )


def _dates_itself(line: str) -> bool:
    """Whether a line is a dateline, or the paper's number with its day."""
    return is_dateline(line) or _NUMBER_AND_DATE.fullmatch(fold(line).strip()) is not None


def read_published(head: Sequence[str]) -> Published:
    """The date that the lines of a head give."""
    for line in head:
        written = _WRITTEN_DATE.search(fold(line))
        if written is None and _dates_itself(line):
            written = _DATE.search(line)
        date = _date(written) or (_english_date(line) if is_dateline(line) else None)
        if date is not None:
            return Published.on(date)
    for line in filter(is_dateline, head):
        month, year = _MONTH.search(line), _YEAR.search(line)
        if month and 1 <= int(month[1]) <= 12:
            return Published(None, int(month[2]), int(month[1]))
        if year:
            return Published(None, int(year[1]))
    return Published()


def read_first_words(body: Iterable[str]) -> Published:
    """The day that an article begins with, in its first line or its second: near the day it was put out."""
    for line in islice(body, 2):
        opening = _FIRST_WORDS.match(line)
        date = _date(_DATE.match(line, opening.end())) if opening else None
        if date is None and (dateline := _ENGLISH_DATELINE.match(fold(line))):
            date = _english_date(dateline[0])
        if date:
            return Published.on(date)
    return Published()


def read_dateline(body: Iterable[str]) -> dt.date | None:
    """The day set before the first sentence of an article, in its first line or its second."""
    for line in islice(body, 2):
        if found := _DATELINE.match(line):
            return _date(_DATE.fullmatch(found["date"] or found["inside"]))
    return None


def _english_date(line: str) -> dt.date | None:
    found = _ENGLISH_DATE.search(fold(line))
    name = (found["month"] or found["month_first"]) if found else None
    if found is None or name not in _MONTHS:
        return None
    return _day(int(found["year"]), _MONTHS.index(name) + 1, int(found["day"] or found["day_behind"]))


def _date(found: re.Match[str] | None) -> dt.date | None:
    return _day(int(found[3]), int(found[2]), int(found[1])) if found else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:  # 31 November, a misprint
        return None
