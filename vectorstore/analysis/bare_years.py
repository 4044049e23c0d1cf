"""Four bare digits: a year or a count (`Hậu Giang 2023`, `thụ lý 2015 việc`, `Khai sinh: 2019`).

Years with a word of their own (`năm 2023`, `quý I/2023`) are read in `periods.py`.
"""

import re
from collections.abc import Callable, Collection

from vectorstore.analysis.countables import countable_at
from vectorstore.analysis.period_patterns import YEAR

BARE_YEAR = re.compile(rf"(?<![\w.,/+-])({YEAR})(?!\w|%|[.,/]\d|-\d)")
_COUNTED_BEFORE = frozenset(
    ("trên", "hơn", "gần", "khoảng", "chừng", "dưới", "được", "xử", "cấp", "xong", "lý", "giải", "gồm",
     "có", "là", "tổng", "cộng", "đạt", "thành", "đến", "và", "với", "nhận", "duyệt", "định", "hành",
     "thi", "tra", "soát", "quyết", "dưỡng", "chức", "mở", "đã", "over", "about", "nearly", "than", "had",
     "has", "have", "with", "were", "total", "handled")
)  # fmt: skip
_QUALIFIERS = frozenset(
    ("trên", "hơn", "gần", "khoảng", "chừng", "dưới", "ngót", "nghét", "tren", "khoang", "duoi", "over",
     "about", "nearly", "almost", "than", "around")
)  # fmt: skip
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s+$")
_COLON = re.compile(r":\s*$")
_LONGEST_WORD = 24
_ENGLISH_WORD = re.compile(r"\s+([a-z]+)")
# `nhiều hơn 2022 bao nhiêu` compares with a year; any other word behind would be what is counted.
_COUNTED_AFTER = re.compile(
    r"\s*(?!(?:bao nhi[êe]u|m[ấa]y|th[ếe] n[àa]o|ra sao|kh[ôo]ng|hay|l[àa])\b)[^\W\d_]"
)
# `thành 2001 (tỷ lệ 91,5%)`: what has a rate is counted.
_RATE_BEHIND = re.compile(
    r"\s*[(,]\s*(?:(?:chiếm|đạt|bằng)\s+)?"
    r"(?:(?:tỷ|tỉ) lệ|(?:tăng|giảm|chiếm|đạt|bằng)?\s*\d+(?:[.,]\d+)?\s*%)"
)
_RESPECTIVELY = re.compile(r"\s*l(?:ần lượt|an luot)\b")
_SAYS_YEAR = ("năm", "nam", "year")
_YEAR_BEFORE = frozenset(
    ("riêng", "sang", "tới", "đầu", "cuối", "hết", "giữa", "trước", "sau", "cả", "từ", "kỳ", "kì", "tháng",
     "của", "với", "than", "with", "in", "of", "for", "since", "during", "year", "from", "until", "by",
     "before", "after")
)  # fmt: skip
# `42 văn bản (2022: 39 văn bản)`
_BRACKETED_YEAR = re.compile(rf"[(\[;]\s*{YEAR}\s*(?::|là\b|có\b|chỉ\b|đạt\b|was\b|were\b)")
_JOINED_TO = re.compile(r"\s*(?:,|/|-|–|;|\bvà\b|\bhay\b|\bhoặc\b|\bvới\b|\band\b|\bor\b)\s*$")
_LONGEST_JOINT = 12
_NUMBER = re.compile(r"\d[\d.,]*")
_NUMBERING = re.compile(r"\s*(?:(?:\d{1,2}\.)+\d{0,2}|\d{1,2}\))")


def reads_as_year(low: str, found: re.Match[str], *, marked: bool) -> bool:
    """Whether the digits that BARE_YEAR found in a lower-case text may be a year and are not counted.

    `marked`: the text is written with diacritics, so that its words can be trusted.
    """
    before = _word_before(low, found)
    if before in _QUALIFIERS:
        return not _COUNTED_AFTER.match(low, found.end())
    if _RATE_BEHIND.match(low, found.end()):
        return False
    if marked and _COLON.search(low, max(0, found.start() - 3), found.start()) and _is_counted(low, found):
        return False
    if before not in _COUNTED_BEFORE and not before.endswith("ed"):
        return True
    if marked:
        return not _is_counted(low, found)
    follows = _ENGLISH_WORD.match(low, found.end())
    return follows is None or not follows[1].endswith("s")


def is_named_year(low: str, found: re.Match[str], period_ends: Collection[int], *, alone: bool) -> bool:
    """Whether the words of a report tell that the digits are a year.

    They need a word for it, a period beside them (`period_ends`: where those named so far end), or to stand
    `alone` with other years.
    """
    before = _word_before(low, found)
    if before in _SAYS_YEAR:
        return True
    if _is_counted(low, found):
        return False
    if alone or before in _YEAR_BEFORE or _BRACKETED_YEAR.match(low, max(0, found.start() - 1)):
        return True
    joined = _JOINED_TO.search(low, max(0, found.start() - _LONGEST_JOINT), found.start())
    return joined is not None and joined.start() in period_ends


def has_only_years(low: str, is_free: Callable[[int, int], bool]) -> bool:
    """Whether a text has no number but years: a heading, a cell; `is_free`: not taken by words for time."""
    numbering = _NUMBERING.match(low)
    return not any(
        is_free(*number.span()) and not BARE_YEAR.match(low, number.start())
        for number in _NUMBER.finditer(low, numbering.end() if numbering else 0)
    )


def _word_before(low: str, found: re.Match[str]) -> str:
    word = _WORD_BEFORE.search(low, max(0, found.start() - _LONGEST_WORD), found.start())
    return word[1] if word else ""


def _is_counted(low: str, found: re.Match[str]) -> bool:
    return countable_at(low, found.end()) and not _RESPECTIVELY.match(low, found.end())
