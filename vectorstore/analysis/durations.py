"""Stretches of time told by their length alone: `10 năm thi hành Luật Hòa giải ở cơ sở`, `a decade of …`.

No period says when such a stretch was, so a figure of it is known by the words beside it. Stretches that end
today (`5 năm gần đây`) are ranges of years, and `question.year_spans` reads them.
"""

import re

from vectorstore.analysis.periods import bounds
from vectorstore.analysis.text import fold, normalise

_VI = {
    "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười lăm": 15, "hai mươi": 20,
}  # fmt: skip
_EN = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "fifteen": 15, "twenty": 20,
}  # fmt: skip
# `tháng 12 năm 2023`, `trên 5 năm` (of practice), `thứ 10 năm`, `hai mươi năm`.
_NOT_AFTER = "".join(
    rf"(?<!\b{word} )"
    for word in ("tháng", "quý", "thứ", "ngày", "trên", "dưới", "đủ", "quá", "từ", "mươi", "trong số")
)
_NOT_BEFORE = (
    r"(?! (?:\d{4}\b|nay\b|ngoái\b|trước\b|sau\b|gần|qua\b|vừa\b|trở\b|mới\b|cuối\b|liên\b|liền\b"
    r"|một lần|kinh nghiệm|tuổi|tù\b))"
)
_LATEST = "".join(rf"(?<!\b{word} )" for word in ("last", "past", "previous", "recent", "latest"))
_NO_STRETCH = r"(?! (?:ago|old|later|before|experience|of experience|or more|in prison)\b)"


def _pattern(year: str) -> re.Pattern[str]:
    def spelled(word: str) -> str:
        return word if year == "năm" else fold(word)

    # `nam nam` without marks is a place and the word for year (`tỉnh Hà Nam năm nay`).
    counts = [spelled(word) for word in _VI if year == "năm" or word != "năm"]
    words = "|".join(sorted(counts, key=len, reverse=True))
    before, after = spelled(_NOT_AFTER), spelled(_NOT_BEFORE)
    return re.compile(rf"(?<![\w.,/-]){before}(\d{{1,2}}|{words}) {year}\b{after}")


_MARKED, _BARE = _pattern("năm"), _pattern("nam")
_ENGLISH = re.compile(rf"(?<![\w.,/-]){_LATEST}(\d{{1,2}}|{'|'.join(_EN)})[ -]years?\b{_NO_STRETCH}")
_DECADE = re.compile(rf"\b{_LATEST}(?:one|a|the) decade\b{_NO_STRETCH}")


def find_durations(text: str) -> frozenset[int]:
    """The lengths in whole years, two or more, of the stretches of time that a text speaks of."""
    words = " ".join(normalise(text).lower().split())
    bare = fold(words) == words
    found = [_VI.get(n) or _UNMARKED.get(n) or int(n) for n in (_BARE if bare else _MARKED).findall(words)]
    if bare:
        found += [_EN.get(n) or int(n) for n in _ENGLISH.findall(words)]
        found += [10 for _ in _DECADE.findall(words)]
    return frozenset(years for years in found if years > 1)


def years_in(period: str) -> int | None:
    """How many whole calendar years a period is; None where it is no whole number of them."""
    begin, end = bounds(period)
    whole = (begin.month, begin.day, end.month, end.day) == (1, 1, 12, 31)
    return end.year - begin.year + 1 if whole else None


_UNMARKED = {fold(word): years for word, years in _VI.items()}
