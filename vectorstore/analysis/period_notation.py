"""The notation of periods: what `2023-H1` or `2022-11-15/2023-11-14` means, compared and described.

Knows nothing of texts; `periods.py` reads those. Every function raises ValueError on a string that is
not in the notation.
"""

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import Literal

_PERIOD = re.compile(r"(\d{4})(?:-(?:(H[12])|(Q[1-4])|(\d{1,2})M|(\d{2})))?")
_RANGE = re.compile(r"(\d{4})-(\d{2})-(\d{2})/(\d{4})-(\d{2})-(\d{2})")
_ROMAN = ("I", "II", "III", "IV")
_MONTHS = (
    "", "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@lru_cache(maxsize=4096)
def bounds(period: str) -> tuple[date, date]:
    """First and last day of a period."""
    found = _PERIOD.fullmatch(period)
    if found:
        year = int(found[1])
        first, last = 1, 12
        if found[2]:
            first, last = (1, 6) if found[2] == "H1" else (7, 12)
        elif found[3]:
            last = 3 * int(found[3][1])
            first = last - 2
        elif found[4]:
            last = int(found[4])
        elif found[5]:
            first = last = int(found[5])
        if 1 <= first <= last <= 12:
            return date(year, first, 1), _month_end(year, last)
    found = _RANGE.fullmatch(period)
    if found:
        numbers = [int(part) for part in found.groups()]
        begin, end = date(*numbers[:3]), date(*numbers[3:])
        if begin <= end:
            return begin, end
    raise ValueError(f"not a period: {period!r}")


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def months_of(year: int, count: int) -> str:
    """The first `count` months of a year: `2023-Q1`, `2023-H1`, `2023-9M`, `2023` for 12."""
    special = {1: f"{year}-01", 3: f"{year}-Q1", 6: f"{year}-H1", 12: str(year)}
    return special.get(count, f"{year}-{count}M")


def between(begin: date, end: date) -> str:
    """The period from one day to another, in its shortest notation."""
    if begin.year == end.year and begin.day == 1 and end == _month_end(end.year, end.month):
        year, first, last = begin.year, begin.month, end.month
        if first == last:
            return f"{year}-{first:02}"
        if first == 1:
            return months_of(year, last)
        if (first, last) == (7, 12):
            return f"{year}-H2"
        if last - first == 2 and last % 3 == 0:
            return f"{year}-Q{last // 3}"
    return f"{begin.isoformat()}/{end.isoformat()}"


def year_of(period: str) -> int | None:
    """The year a period counts for; a range of at most 13 months counts for the year of its end."""
    begin, end = bounds(period)
    months = (end.year - begin.year) * 12 + end.month - begin.month + (end.day - begin.day + 1) / 31
    return end.year if months <= 13.01 else None


def covers(outer: str, inner: str) -> bool:
    """Whether every day of `inner` lies in `outer`."""
    begin, end = bounds(outer)
    inner_begin, inner_end = bounds(inner)
    return begin <= inner_begin and inner_end <= end


def shift_years(period: str, n: int) -> str:
    """The same period `n` years later (earlier when negative)."""
    begin, end = bounds(period)
    if "/" not in period:
        return f"{begin.year + n:04}{period[4:]}"
    return between(_shift_day(begin, n), _shift_day(end, n))


def _shift_day(day: date, years: int) -> date:
    year = day.year + years
    if day == _month_end(day.year, day.month) and day.month == 2:
        return _month_end(year, 2)
    return day.replace(year=year)


_EARLY_CLOSING, _LATE_CLOSING = 61, 15
_YEAR_CLOSES = (11, 14)


def as_of(day: date, report: str | None = None) -> str | None:
    """The period that what stood on a day, or was counted up to it, belongs to; None: only its month.

    The period of the report that says so when it closes about then: statistics close up to two months before
    the calendar does, and are told some days after it. Else the year, from the statistics year's end on.
    """
    if report is not None and year_of(report) is not None:
        begin, end = bounds(report)
        early = min(_EARLY_CLOSING, (end - begin).days // 2)
        if -early <= (day - end).days <= _LATE_CLOSING:
            return report
    return str(day.year) if (day.month, day.day) >= _YEAR_CLOSES else None


# A statistics year or half-year may run off the calendar by some months: mid-November to mid-November in
# most offices, October to September in judgment enforcement. (label, days at least, at most, end months)
_STATISTICS = (
    ("", 330, 397, range(9, 13)),
    ("-9M", 255, 290, range(6, 11)),
    ("-H1", 165, 200, range(3, 8)),
    ("-Q1", 80, 100, range(1, 5)),
)


def same_period(a: str, b: str) -> bool:
    """Whether two periods mean the same: equal, or one is the statistics-year form of the other."""
    return a == b or _statistics_label(a) == _statistics_label(b)


def _statistics_label(period: str) -> str:
    if "/" not in period:
        return period
    begin, end = bounds(period)
    days = (end - begin).days + 1
    for label, shortest, longest, end_months in _STATISTICS:
        if shortest <= days <= longest and end.month in end_months:
            return f"{end.year}{label}"
    return period


def describe(period: str, language: Literal["vi", "en"]) -> str:
    """A period in words, as a sentence takes it: `6 tháng đầu năm 2023`, `the first half of 2023`."""
    begin, end = bounds(period)
    vietnamese = language == "vi"
    found = _PERIOD.fullmatch(period)
    if found is None:
        return _describe_range(begin, end, vietnamese)
    year, half, quarter, months, month = found.groups()
    if half == "H1":
        return f"6 tháng đầu năm {year}" if vietnamese else f"the first half of {year}"
    if half:
        return f"6 tháng cuối năm {year}" if vietnamese else f"the second half of {year}"
    if quarter:
        return f"quý {_ROMAN[int(quarter[1]) - 1]}/{year}" if vietnamese else f"{quarter} {year}"
    if months:
        count = int(months)
        return f"{count} tháng đầu năm {year}" if vietnamese else f"the first {count} months of {year}"
    if month:
        return f"tháng {int(month)}/{year}" if vietnamese else f"{_MONTHS[int(month)]} {year}"
    return f"năm {year}" if vietnamese else str(year)


def _describe_range(begin: date, end: date, vietnamese: bool) -> str:
    if (begin.month, begin.day, end.month, end.day) == (1, 1, 12, 31):
        return f"giai đoạn {begin.year}–{end.year}" if vietnamese else f"{begin.year}–{end.year}"
    if vietnamese:
        return f"từ {begin.day}/{begin.month}/{begin.year} đến {end.day}/{end.month}/{end.year}"
    return f"{begin.day} {_MONTHS[begin.month]} {begin.year} to {end.day} {_MONTHS[end.month]} {end.year}"
