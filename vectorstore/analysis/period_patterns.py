"""How periods are written: the patterns of `periods.py`, each with what it means.

Patterns are matched against lower-case text with canonical tone places. They are written with diacritics;
`written` lets each marked letter stand unmarked too, so that one pattern reads both ways of typing.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from vectorstore.analysis.countables import countable_at
from vectorstore.analysis.period_notation import between, months_of
from vectorstore.analysis.text import fold

_MARKED_LETTER = re.compile(r"[^\x00-\x7f–—]")


def written(pattern: str) -> re.Pattern[str]:
    """A compiled pattern whose marked letters (none inside a class) may also stand without their marks."""
    return re.compile(_MARKED_LETTER.sub(lambda letter: f"[{letter[0]}{fold(letter[0])}]", pattern))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a piece of text says about time.

    `period` when it says all; `of_year` makes the period once the year is known; `since` is the first year
    of an open stretch. With none of them the words mean a stretch that cannot be named (`trước năm 2015`).
    `closes`: month and day up to which an `as_of` reading was counted. `silent` takes the text away from
    other rules without naming a period (a plain date, a term of office).
    """

    period: str | None = None
    of_year: Callable[[int], str] | None = None
    since: int | None = None
    as_of: bool = False
    closes: tuple[int, int] | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and its reading; None leaves the text to later rules.

    Every match contains one of `triggers` (unmarked): looking for them first saves running the pattern.
    """

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Reading | None]
    triggers: tuple[str, ...] = ()


_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1,
    )
    for name in names.split()
}  # fmt: skip
_DAYS = (0, *(monthrange(2023, month)[1] for month in range(1, 13)))  # of a year without a leap day
_LAST_DAY = (12, 31)
_NUMBERS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12, "nhất": 1, "nhì": 2, "i": 1, "ii": 2, "iii": 3, "iv": 4,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4,
    "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "đầu": 1, "cuối": 4, "opening": 1, "final": 4, "closing": 4,
}  # fmt: skip
_VALUES = _NUMBERS | {fold(word): value for word, value in _NUMBERS.items()}

YEAR = r"(?:19[4-9]\d|20\d\d)"
YEAR_END = r"(?![\d%]|[.,/]\d)"
_Y = f"(?P<year>{YEAR}){YEAR_END}"
_MONTH = "(?:" + "|".join(_MONTHS) + r")\b\.?"
_FULL_DATE = (
    rf"\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?{YEAR}(?!\d)"
    rf"|\d{{1,2}}\s+tháng\s+\d{{1,2}}(?!\d)(?:,?\s+năm\s+{YEAR}(?!\d))?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+{YEAR}(?!\d))?"
    rf"|{_MONTH}\s+\d{{1,2}}(?!\d)(?:st|nd|rd|th)?(?:,?\s+{YEAR}(?!\d))?"
)
_DATE = rf"(?:{_FULL_DATE}|\d{{1,2}}/\d{{1,2}}(?![\d/]))"
_TO = r"\s*(?:đến hết|đến|tới hết|tới|to|until|through|-|–|—)\s*"
_DAY = r"(?:ngày\s+)?"
_KIND_OF_YEAR = r"(?:(?:công tác|thi hành án|kế hoạch|thống kê|báo cáo|tài chính|ngân sách)\s+)?"
# What joins a part of a year to its year: `/2023`, ` năm 2023`, ` năm công tác 2023`, ` of 2023`.
_OF_YEAR = rf"(?:\s*[/,-]?\s*(?:(?:của|in|of|trong)\s+)?(?:năm\s+)?{_KIND_OF_YEAR}{_Y})"
# `3 tháng đầu vận hành`: of something that began then, not of the year.
_NOT_OF_YEAR = r"\s+(?:vận hành|thực hiện|triển khai|thi hành|hoạt động|áp dụng|thí điểm|thành lập)"
_OPEN_YEAR = rf"(?:{_OF_YEAR}|(?:\s+năm)?(?:\s+(?:nay|công tác))?)"
_MONTH_OF = rf"tháng\s+(\d{{1,2}})(?:(?:\s?[/.-]\s?|\s+năm\s+)({YEAR}))?"
_NAMED = r"một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười một|mười hai|mười"
COUNT = rf"(?<![\w.,/])(?P<count>\d{{1,2}}|{_NAMED})\s+tháng"
_ENGLISH = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_END_OF = r"(?:(?:thời điểm|hết|cuối|ngày|the end of|end of|the)\s+)*"

_NUMERIC_DATE = re.compile(r"(\d{1,2})\s?(?:[/.-]|\s+[^\W\d_]+\s)\s*(\d{1,2})(?:\D+(\d{4}))?")
_MONTH_NAME = re.compile(_MONTH)


def _value(word: str) -> int:
    return int(word) if word.isdigit() else _VALUES[word]


def read_date(text: str) -> tuple[int, int, int | None] | None:
    """Day, month and year (if given) of a written date; None when there is no such day."""
    named = _MONTH_NAME.search(text)
    if named:
        numbers = [int(digits) for digits in re.findall(r"\d+", text)]
        day, month = numbers[0], _MONTHS[named[0].rstrip(".")]
        year = numbers[1] if len(numbers) > 1 else None
    else:
        found = _NUMERIC_DATE.match(text)
        if found is None:
            return None
        day, month, year = int(found[1]), int(found[2]), int(found[3]) if found[3] else None
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year or 2024, month)[1]:
        return None
    return day, month, year


def _of(make: Callable[[int], str], year: str | None, *, closes: tuple[int, int] | None = None) -> Reading:
    """The reading of a part of a year, whose year may be missing."""
    as_of = closes is not None
    if year:
        return Reading(make(int(year)), as_of=as_of, closes=closes)
    return Reading(of_year=make, as_of=as_of, closes=closes)


def _span(begin: tuple[int, int, int | None], end: tuple[int, int, int | None]) -> Reading | None:
    """From a day (or month's first day) to a day; a missing year follows from the other or is left open."""

    def of_year(year: int) -> str:
        begin_year = begin[2] or year - ((begin[1], begin[0]) > (end[1], end[0]))
        first, last = date(begin_year, begin[1], begin[0]), date(year, end[1], end[0])
        return between(first, last) if first <= last else str(year)

    if end[2] is not None and begin[2] is not None and begin[2] > end[2]:
        return None
    return Reading(of_year(end[2])) if end[2] is not None else Reading(of_year=of_year)


def _date_range(found: re.Match[str]) -> Reading | None:
    begin, end = read_date(found[1]), read_date(found[2])
    if begin is None or end is None or (end[2] is None and countable_at(found.string, found.end())):
        return None
    return _span(begin, end)


def _dated_range(found: re.Match[str]) -> Reading | None:
    reading = _date_range(found)
    return reading if reading and reading.period else None


def _range_to_end(found: re.Match[str]) -> Reading | None:
    """From a day to the end of a month or year (`từ 1/7/2017 đến hết năm 2022`)."""
    begin, year, month = read_date(found["begin"]), int(found["last"]), int(found["month"] or _LAST_DAY[0])
    if begin is None or begin[2] is None or not 1 <= month <= 12:
        return None
    return _span(begin, (monthrange(year, month)[1], month, year))


def _year_to_month(found: re.Match[str]) -> Reading | None:
    """From the beginning of a year to the end of a month of a later one (`từ 2021 đến tháng 5/2024`)."""
    month, year = int(found["month"]), int(found["last"])
    if not 1 <= month <= 12 or int(found["first"]) >= year:
        return None
    return _span((1, 1, int(found["first"])), (monthrange(year, month)[1], month, year))


def _month_range(found: re.Match[str]) -> Reading | None:
    first, last = int(found[1]), int(found[3])
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    year = int(found[4])
    return _span((1, first, int(found[2]) if found[2] else None), (monthrange(year, last)[1], last, year))


def _year_range(found: re.Match[str]) -> Reading | None:
    first, last = int(found[1]), int(found[2])
    return Reading(between(date(first, 1, 1), date(last, 12, 31))) if 0 <= last - first <= 60 else None


def _since(found: re.Match[str]) -> Reading | None:
    return None if countable_at(found.string, found.end("year")) else Reading(since=int(found["year"]))


def _as_of_date(found: re.Match[str]) -> Reading | None:
    day = read_date(found["date"])
    if day is None or (day[2] is None and countable_at(found.string, found.end())):
        return None
    year = str(day[2]) if day[2] else None
    return _of(lambda y: f"{y}-{day[1]:02}", year, closes=(day[1], min(day[0], _DAYS[day[1]])))


def _plain_date(found: re.Match[str]) -> Reading | None:
    return Reading(silent=True) if read_date(found["date"]) else None


def _silent(found: re.Match[str]) -> Reading:
    return Reading(silent=True)


def _unnamed(found: re.Match[str]) -> Reading:
    return Reading()


def _year(found: re.Match[str]) -> Reading:
    as_of = "asof" in found.groupdict()
    return Reading(found["year"], as_of=as_of, closes=_LAST_DAY if as_of else None)


def _middle(found: re.Match[str]) -> Reading:
    return Reading(f"{found['year']}-06", as_of=True)


def _months(found: re.Match[str]) -> Reading | None:
    count = _value(found["count"])
    if not 1 <= count <= 12:
        return None
    if found.groupdict().get("last") and count < 12:
        return _of(lambda y: between(date(y, 13 - count, 1), date(y, 12, 31)), found["year"])
    return _of(lambda y: months_of(y, count), found["year"])


def _quarters(found: re.Match[str]) -> Reading:
    return _of(lambda y: months_of(y, 3 * _value(found["quarters"])), found["year"])


def _from_january(found: re.Match[str]) -> Reading:
    return _of(lambda y: months_of(y, _MONTHS[found["month"].rstrip(".")]), found["year"])


def _english_month_range(found: re.Match[str]) -> Reading | None:
    first, last = (_MONTHS[found[name].rstrip(".")] for name in ("first", "month"))
    year = int(found["year"])
    return _span((1, first, None), (monthrange(year, last)[1], last, year))


def _months_ended(found: re.Match[str]) -> Reading | None:
    """`nine months to September 2023`; of months that do not begin with January nothing is said."""
    ended = found["ended"]
    if ended and _MONTHS[ended.rstrip(".")] != _value(found["count"]):
        return Reading()
    return _months(found)


def _half(found: re.Match[str]) -> Reading:
    half = "H2" if found["second"] else "H1"
    return _of(lambda year: f"{year}-{half}", found["year"])


def _half_first(found: re.Match[str]) -> Reading:
    return _of(lambda year: f"{year}-H1", found["year"])


def _quarter(found: re.Match[str]) -> Reading:
    number = _value(found["quarter"])
    return _of(lambda year: f"{year}-Q{number}", found["year"])


def _month(found: re.Match[str]) -> Reading | None:
    word = found["month"].rstrip(".")
    number = int(word) if word.isdigit() else _MONTHS[word]
    if not 1 <= number <= 12:
        return None
    closes = (number, _DAYS[number]) if "asof" in found.groupdict() else None
    return _of(lambda y: f"{y}-{number:02}", found.groupdict().get("year"), closes=closes)


_ABSOLUTE: tuple[tuple[str, Callable[[re.Match[str]], Reading | None], str], ...] = (
    (
        rf"\b(?:từ|from)\s+(?:đầu\s+)?(?:năm\s+)?({YEAR})\s+(?:đến|tới|to|until)\s+"
        rf"(?:hết|cuối|(?:the\s+)?end\s+of)\s+(?:năm\s+)?({YEAR}){YEAR_END}",
        _year_range, "tu |from",
    ),
    (rf"\b(?:từ|from)\s+{_DAY}({_DATE}){_TO}{_DAY}({_DATE})", _date_range, "tu |from"),
    (
        rf"\b(?:từ|from)\s+{_DAY}(?P<begin>{_FULL_DATE})\s+(?:đến|tới|to|until)\s+(?:{_END_OF}"
        rf"(?:tháng\s+(?P<month>\d{{1,2}})(?:\s?[/.-]\s?|\s+năm\s+)|năm\s+)|(?:hết|cuối|(?:the\s+)?end\s+of)\s+)"
        rf"(?P<last>{YEAR}){YEAR_END}",
        _range_to_end, "tu |from",
    ),
    (
        rf"\b(?:từ|from)\s+(?:đầu\s+)?(?:năm\s+)?(?P<first>{YEAR})\s+(?:đến|tới|to|until)\s+{_END_OF}?"
        rf"tháng\s+(?P<month>\d{{1,2}})(?:\s?[/.-]\s?|\s+năm\s+)(?P<last>{YEAR}){YEAR_END}",
        _year_to_month, "tu |from",
    ),
    (rf"\bbetween\s+({_DATE})\s+and\s+({_DATE})", _date_range, "between"),
    (rf"(?<![\w/.,])({_DATE}){_TO}{_DAY}({_DATE})", _dated_range, ""),
    (
        rf"\b(?:từ\s+)?{_MONTH_OF}{_TO}(?:tháng\s+)?(\d{{1,2}})(?:\s?[/.-]\s?|\s+năm\s+)({YEAR}){YEAR_END}",
        _month_range, "thang",
    ),
    (
        rf"\b(?:(?:tính\s+)?(?:đến|tới)|as of|as at|by)\s+{_END_OF}(?P<date>{_DATE})",
        _as_of_date, "den|toi|as |by",
    ),
    (
        r"\b(?:(?:lũy|luỹ)\s+kế\s+(?:từ\s+đầu\s+năm\s+)?|từ\s+đầu\s+năm\s+)(?:cho\s+)?(?:đến|tới)\s+"
        rf"{_END_OF}tháng\s+(?P<count>\d{{1,2}})(?:\s?[/.-]\s?|\s+năm\s+){_Y}",
        _months, "thang",
    ),
    (
        rf"\b(?P<asof>(?:tính\s+)?(?:đến|tới))\s+{_END_OF}tháng\s+(?P<month>\d{{1,2}})(?:\s?[/.-]\s?|\s+năm\s+){_Y}",
        _month, "thang",
    ),
    (
        rf"\b(?P<asof>(?:tính\s+)(?:đến|tới)\s+(?:(?:hết|cuối)\s+)?năm|(?:đến|tới)\s+(?:hết|cuối)\s+năm"
        rf"|(?:by|at|as of)\s+(?:the\s+)?end\s+of)\s+{_Y}",
        _year, "den|toi|end",
    ),
    (
        r"\b(?:(?:tính\s+)?(?:đến|tới)|by|as of)\s+(?:khoảng\s+|the\s+)?(?:giữa|middle of|mid)[\s-]+"
        rf"(?:năm\s+)?{_Y}",
        _middle, "giua|mid",
    ),
    (
        rf"\bngày\s+\d{{1,2}}(?:\s*(?:,|và|-|–)\s*(?:ngày\s+)?\d{{1,2}})*\s*[/-]\s*\d{{1,2}}(?:\s*[/-]\s*{YEAR})?(?!\d)",
        _silent, "ngay",
    ),
    (rf"(?<![\w/.,])(?P<date>{_FULL_DATE})(?![\w/])", _plain_date, ""),
    (
        rf"\b(?:nhiệm kỳ|nhiệm kì|niên khóa|khóa|term)\s+(?:[ivx\d]+,?\s+)?\(?{YEAR}\s*[-–—]\s*{YEAR}",
        _silent, "nhiem|khoa|term",
    ),
    (rf"\bbetween\s+({YEAR})\s+and\s+({YEAR}){YEAR_END}", _year_range, "between"),
    (
        r"\b(?:(?:giai đoạn|thời kỳ|thời kì|trong các năm|các năm|period)\s+)?"
        r"(?:(?:từ|from)\s+)?(?:đầu\s+)?(?:năm\s+)?"
        rf"(?<![\d.,/-])({YEAR}){_TO}(?:cuối\s+)?(?:năm\s+)?({YEAR}){YEAR_END}",
        _year_range, "",
    ),
    (
        rf"\b(?:kể\s+)?(?:từ|since)\s+(?:đầu\s+)?(?:năm\s+)?{_Y}"
        r"(?:\s+(?:đến nay|tới nay|trở lại đây|onwards?))?",
        _since, "tu |since",
    ),
    (rf"\bnửa\s+(?:năm\s+)?(?:đầu|(?P<second>cuối|sau)){_OPEN_YEAR}", _half, "nua"),
    (rf"\b(?:trước|sau|before|after)\s+(?:năm\s+)?{YEAR}{YEAR_END}", _unnamed, "truoc|sau|before|after"),
    (rf"{COUNT}\s+(?:đầu(?!{_NOT_OF_YEAR})|(?P<last>cuối)){_OPEN_YEAR}", _months, "thang"),
    (rf"{COUNT}{_OF_YEAR}", _months, "thang"),
    (rf"(?<![\w.,/])(?P<count>\d{{1,2}})\s?[tm]\s?(?:đầu\s+)?(?:năm\s+)?[/-]?\s?{_Y}", _months, ""),
    (
        rf"(?<![\w.,/])(?P<count>\d{{1,2}})\s?(?:th\.?\s?(?:đầu\s+(?:năm\s+)?|năm\s+|[/-]\s?)"
        rf"|(?:thg|tđn|tđ)\.?\s?(?:đầu\s+)?(?:năm\s+)?[/-]?\s?){_Y}",
        _months, "th|td",
    ),
    (
        rf"(?<![\w.,/])0?(?P<quarters>[123]|một|hai|ba)\s+(?:quý|quí)\s+đầu(?:\s+(?:của|trong))?{_OPEN_YEAR}",
        _quarters, "quy|qui",
    ),
    (rf"\b(?:first\s+)?(?P<quarters>two|three)\s+quarters\s+(?:(?:of|in)\s+)?{_Y}", _quarters, "quarter"),
    (
        rf"\b(?:from\s+|between\s+)?(?P<first>{_MONTH})\s*(?:to|through|until|till|and|[-–])\s*"
        rf"(?:the\s+end\s+of\s+)?(?P<month>{_MONTH})\s+(?:of\s+)?{_Y}",
        _english_month_range, "to|thr|til|and|-|–",
    ),
    (
        rf"\b(?:first|(?P<last>last))\s+(?P<count>\d{{1,2}}|{_ENGLISH})[\s-]+months?{_OF_YEAR}?",
        _months, "month",
    ),
    (
        rf"(?<![\w-])(?P<count>\d{{1,2}}|{_ENGLISH})[\s-]+months?(?:\s+period)?"
        rf"(?:\s+(?:to|ended|ending|through)\s+(?P<ended>{_MONTH}))?{_OF_YEAR}",
        _months_ended, "month",
    ),
    (rf"\bbán\s+niên\s+(?:đầu\s+)?(?:năm\s+)?{_Y}", _half_first, "nien"),
    (
        rf"\b(?:first|opening|(?P<second>second|last|latter|closing))[\s-]half{_OF_YEAR}?",
        _half, "half",
    ),
    (rf"\bh(?:1|(?P<second>2))(?:[\s/-]\s?|\s+(?:of|năm)\s+){_Y}", _half, "h1|h2"),
    (
        rf"\b(?:quý|quí)\s+(?:thứ\s+)?(?P<quarter>iv|iii|ii|i|[1-4]|một|hai|ba|tư|nhất|nhì|(?:đầu|cuối)(?=\s+(?:của\s+)?năm))(?!\w){_OF_YEAR}?",
        _quarter, "quy|qui",
    ),
    (rf"\bq\.?\s?(?P<quarter>iv|iii|ii|i|[1-4])\s?[\s/.-]\s?(?:(?:of|năm)\s+)?{_Y}", _quarter, "q"),
    (
        rf"\bquarter\s+(?P<quarter>iv|iii|ii|i|[1-4]|one|two|three|four)(?!\w){_OF_YEAR}?",
        _quarter, "quarter",
    ),
    (
        rf"\b(?P<quarter>first|second|third|fourth|last|opening|final|closing|1st|2nd|3rd|4th)\s+quarter{_OF_YEAR}?",
        _quarter, "quarter",
    ),
    (rf"\btháng\s+(?P<month>\d{{1,2}})(?:\s?[/.-]\s?|,?\s+(?:của\s+)?năm\s+){_Y}", _month, "thang"),
    (rf"(?<![\w.,/-])(?P<month>\d{{1,2}})\s?[/-]\s?{_Y}", _month, ""),
    (r"(?<!\d )\btháng\s+(?P<month>\d{1,2})(?![\d%]|\s?[/.,-]\s?\d)", _month, "thang"),
    (rf"\b(?P<month>{_MONTH})\s+{_Y}", _month, ""),
    (rf"\bfy\s?{_Y}", _year, "fy"),
    (rf"\b(?:cả\s+)?(?:năm|year)\s+{_KIND_OF_YEAR}{_Y}", _year, "nam|year"),
)  # fmt: skip


@cache
def absolute_rules() -> tuple[Rule, ...]:
    """The rules for written-out periods, in order: an earlier one takes its text from the later ones."""
    return tuple(
        Rule(written(pattern), read, tuple(triggers.split("|")) if triggers else ())
        for pattern, read, triggers in _ABSOLUTE
    )
