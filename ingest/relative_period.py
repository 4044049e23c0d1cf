"""Completes words for time that name no year by the day a text was published: `9 tháng qua`, `năm nay`.

Only what can be meant on that day: six months of a year are not told in February of it.
"""

import re
from datetime import date

from ingest.published import Published
from vectorstore.analysis.period_notation import between
from vectorstore.analysis.periods import bounds, find_periods
from vectorstore.analysis.text import fold

_STATISTICS_YEAR_ENDS = (11, 14)
_NEW_YEAR_MONTHS = 2
_COMPARED_UNTIL = 3  # months
_THIS_YEAR = re.compile(r"(?:trong )?nam nay|this year")
_WHOLE_YEAR = re.compile(
    r"(?:trong |suot |ca )?(?:mot )?nam(?: (?:vua |da )?qua)?"
    r"|(?:in |over |during )?the (?:past )?year(?: just (?:ended|gone|past))?"
)
_SINCE_NEW_YEAR = re.compile(r"(?:tinh )?(?:ke )?tu dau nam(?: (?:den|toi) nay)?")
_MONTHS_ONLY = re.compile(r"(?:trong )?(\w+ thang)(?: (?:vua |da )?qua)?")
_LONG = 6
_REPORTED = re.compile(
    r"(?:trong )?k[yi](?: (?:nay|bao cao))?|(?:the )?reporting period|during the (?:reporting )?period"
)


def complete(words: str, published: Published) -> str | None:
    """The period that words without a year mean in a text published then; None where that is not sure."""
    if published.year is None:
        return None
    folded = fold(words).strip()
    if _SINCE_NEW_YEAR.fullmatch(folded):
        day = published.date
        return between(date(day.year, 1, 1), day) if day and (day.month, day.day) != (1, 1) else None
    if _THIS_YEAR.fullmatch(folded):
        return str(published.year) if _is_year_end(published) else None
    if _WHOLE_YEAR.fullmatch(folded):
        return year_told(published)
    months = _MONTHS_ONLY.fullmatch(folded)
    named = [m.period for m in find_periods(f"{months[1]} dau nam" if months else words, anchor="2000")]
    if len(named) != 1 or named[0] is None or named[0] == "2000" or "/" in named[0]:
        return None
    return _part_told(named[0][4:], published)


def only_points(words: str) -> bool:
    """Whether words only point at a report's own time, whichever that is: `kỳ báo cáo`, `trong kỳ`."""
    return _REPORTED.fullmatch(fold(words).strip()) is not None


def year_just_ended(published: Published) -> str | None:
    """The year whose results are told on a day of its last weeks; None for any other day."""
    return str(published.year) if _is_year_end(published) and published.date else None


def year_compared(earlier: int, published: Published) -> str | None:
    """The year told in its next one's first months, where `earlier` is the latest it is compared with."""
    if published.year is None or published.month is None or published.month > _COMPARED_UNTIL:
        return None
    return str(earlier + 1) if earlier + 2 == published.year else None


def _is_year_end(published: Published) -> bool:
    if published.date is not None:
        return (published.date.month, published.date.day) > _STATISTICS_YEAR_ENDS
    return published.month == 12


def year_told(published: Published) -> str | None:
    """The whole year a text tells of: the one that ends, or the one before while the year is new."""
    if published.year is None or published.month is None:
        return None
    if _is_year_end(published):
        return str(published.year)
    return str(published.year - 1) if published.month <= _NEW_YEAR_MONTHS else None


def _part_told(part: str, published: Published) -> str | None:
    """A part of a year, of the year of publication unless it was not over by then."""
    if published.year is None:
        return None
    last = bounds(f"2000{part}")[1].month
    begins = bounds(f"2000{part}")[0].month
    if published.month is None:
        return f"{published.year}{part}" if last < 12 else None
    early = 1 if last - begins + 1 >= _LONG else 0  # statistics close some weeks before the months do
    if published.month >= last - early:
        return f"{published.year}{part}"
    ended_last_year = last == 12 and published.month <= _NEW_YEAR_MONTHS
    return f"{published.year - 1}{part}" if ended_last_year else None
