"""Which numbers a text prints.

Deliberately not the program's own reading of quantities: the judge shares no code with the judged, or a
misreading would prove itself right. It is generous instead: a text prints every number it could be read as.
"""

import functools
import re

_NUMBER = re.compile(r"\d{1,3}(?:[   ]\d{3})+(?![\d.,])|\d+(?:[.,]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3})*$")
_GROUPED_WITH_FRACTION = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+$|\d{1,3}(?:,\d{3})+\.\d+$")
_FRACTION = re.compile(r"\d+[.,]\d+$")
_SCALES = {
    "nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9,
    "nghin": 1e3, "ngan": 1e3, "trieu": 1e6, "ty": 1e9, "ti": 1e9,
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
}  # fmt: skip
# `tỷ lệ`, `tỷ số` and `tỷ trọng` are a rate, a ratio and a share: no billions
_SCALE_WORD = re.compile(
    r"\s*(" + "|".join(sorted(_SCALES, key=len, reverse=True)) + r")\b(?!\s+(?:lệ|le|số|trọng)\b)",
    re.IGNORECASE,
)
_DIGIT_WORDS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_ENGLISH_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_WORD = re.compile(r"\w+")
_MARK = re.compile(r"\[\d+\]")
_DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d]|[.,]\d)")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# numbers that only name a day or a period: `quý 1`, `tháng 11 năm`, `9 tháng đầu`, `first 6 months`, `Q1`
_PERIOD_NAME = re.compile(
    r"\b(?:quý|quy)\s+[1-4]\b"
    r"|\b(?:tháng|thang)\s+\d{1,2}(?=\s*(?:/|-|năm\b|nam\b|$|[,.;:)]))"
    r"|\b\d{1,2}\s+(?:tháng|thang)(?=\s+(?:đầu|dau|cuối|cuoi|năm|nam|của|cua)\b)"
    r"|\b(?:first|last)\s+\d{1,2}\s+months\b|\b\d{1,2}\s+months(?=\s+of\b)"
    r"|\b[QH][1-4]\b|\b\d{1,2}M\b"
    r"|\b(?:ngày|ngay)\s+\d{1,2}(?=\s+(?:tháng|thang)\b)"
    r"|\b\d{1,2}\s+(?:" + _MONTHS + r")\b"
    r"|\b(?:" + _MONTHS + r")\s+\d{1,2}\b",
    re.IGNORECASE,
)

Reading = frozenset[float]


def digit_readings(text: str) -> list[Reading]:
    """For each number in digits, in order, the values it may be read as.

    `2.536` is 2536 or 2.536, `98,5` is 98.5, `1,2 triệu` is 1200000 and `15 tỷ 300 triệu` is 15300000000
    beside its two terms.
    """
    readings: list[Reading] = []
    scaled_before: tuple[Reading, float, int] | None = None
    for match in _NUMBER.finditer(text):
        values, end, scale = _plain_values(match.group()), match.end(), 1.0
        while word := _SCALE_WORD.match(text, end):
            scale *= _SCALES[word.group(1).lower()]
            end = word.end()
        scaled = frozenset(round(value * scale, 6) for value in values)
        if (
            scaled_before is not None
            and scale < scaled_before[1]
            and not text[scaled_before[2] : match.start()].strip()
        ):
            scaled |= {big + small for big in scaled_before[0] for small in scaled}
        readings.append(scaled)
        if (
            len(pieces := match.group().split()) > 1
        ):  # spaces may group thousands, or stand between two numbers
            readings += [frozenset([float(piece)]) for piece in pieces]
        scaled_before = (scaled, scale, end) if scale > 1 else None
    return readings


def word_numbers(text: str) -> Reading:
    """The numbers a text writes in words, up to the hundreds: `bốn`, `hai mươi lăm`, `một trăm ba`, `ten`.

    `năm` before digits is a year, not five.
    """
    words = [(match.group().lower(), match.end()) for match in _WORD.finditer(text)]
    found: set[float] = set()
    total: int | None = None
    for word, end in words:
        is_year = word == "năm" and re.match(r"\s*\d", text[end:]) is not None
        if word in _DIGIT_WORDS and not is_year:
            total = (total or 0) + _DIGIT_WORDS[word] if total and total % 10 == 0 else _DIGIT_WORDS[word]
        elif word == "mười":
            total = (total or 0) + 10
        elif word == "mươi" and total:
            total = total - total % 10 + total % 10 * 10
        elif word == "trăm" and total:
            total *= 100
        elif word not in ("linh", "lẻ"):
            total = None
        if total is not None:
            found.add(float(total))
        if word in _ENGLISH_WORDS:
            found.add(float(_ENGLISH_WORDS[word]))
    return frozenset(found)


def prints(text: str, value: float) -> bool:
    """Whether the text can be read as printing this value, in digits or in words."""
    return any(same_number(printed, value) for printed in _all_printed(text))


def shown_numbers(answer: str, question: str) -> list[Reading]:
    """The numbers in digits that an answer's words show of their own.

    Left out: citation marks, dates, years and names of periods, which only say where and when, and what the
    question said.
    """
    said = [value for reading in digit_readings(question) for value in reading]
    bare = answer
    for naming in (_MARK, _DATE, _PERIOD_NAME, _YEAR):
        bare = naming.sub(" ; ", bare)  # a separator: what stood on both sides is not one number
    return [
        reading
        for reading in digit_readings(bare)
        if reading and not any(same_number(value, other) for value in reading for other in said)
    ]


@functools.lru_cache(maxsize=256)
def _all_printed(text: str) -> Reading:
    """Kept for a while: the quotes of an answer are asked for one number after another."""
    return word_numbers(text).union(*digit_readings(text))


def same_number(a: float, b: float, tolerance: float = 0) -> bool:
    """Whether two numbers differ by no more than the tolerance, floating-point noise aside."""
    return abs(a - b) <= tolerance + 1e-9 * max(1.0, abs(a), abs(b))


def _plain_values(digits: str) -> Reading:
    if _GROUPED_WITH_FRACTION.match(digits):
        thousands = next(mark for mark in digits if mark in ".,")
        return frozenset([float(digits.replace(thousands, "").replace(",", "."))])
    values: set[float] = set()
    if _GROUPED.match(digits):
        values.add(float(re.sub(r"[.,]", "", digits)))
    if _FRACTION.match(digits):
        values.add(float(digits.replace(",", ".")))
    if not values and not re.search(r"[.,]", digits):
        values.add(float(re.sub(r"\s", "", digits)))
    return frozenset(values)
