"""Numbers: how digits with separators and number words are read. Context is left to `quantities.py`."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

_GROUPS = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
_ONE_SEPARATOR = re.compile(r"(\d+)([.,])(\d+)")

SCALES = {
    "chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10_000, "triệu": 10**6, "tr": 10**6,
    "tỷ": 10**9, "tỉ": 10**9, "hundred": 100, "thousand": 1000, "million": 10**6, "mn": 10**6,
    "billion": 10**9, "bn": 10**9, "trillion": 10**12,
}  # fmt: skip


def read_digits(literal: str, language: str, *, fractional: bool, percent: bool = False) -> Decimal | None:
    """The value of digits with separators, or None when they are no number (`1.1.2`).

    `fractional`: a scale word, percent sign or measure follows, so that a decimal part makes sense; then a
    single separator before three digits is read by the language. Otherwise things are counted, and it
    groups thousands in either language. `percent`: no rate is 87,583 %, so there it never does after two
    digits.
    """
    if literal.isdigit():
        return Decimal(literal)
    dots, commas = literal.count("."), literal.count(",")
    if dots and commas:
        return _read_mixed(literal)
    if dots + commas > 1:
        return Decimal(re.sub("[.,]", "", literal)) if _GROUPS.fullmatch(literal) else None
    found = _ONE_SEPARATOR.fullmatch(literal)
    if found is None:
        return None
    grouped = _GROUPS.fullmatch(literal) is not None and not (percent and len(found[1]) > 1)
    decimal_mark = "." if language == "en" else ","
    if grouped and not (fractional and found[2] == decimal_mark):
        return Decimal(found[1] + found[3])
    return Decimal(f"{found[1]}.{found[3]}")


def _read_mixed(literal: str) -> Decimal | None:
    """`1.234,5` or `1,234.5`: the last separator is the decimal one, the others group."""
    mark = max(literal.rfind("."), literal.rfind(","))
    whole, fraction = literal[:mark], literal[mark + 1 :]
    if literal[mark] in whole or not _GROUPS.fullmatch(whole):
        return None
    return Decimal(re.sub("[.,]", "", whole) + "." + fraction)


_VI_DIGITS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_VI_SCALES = {"nghìn": 1000, "ngàn": 1000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_EN_SMALL = {
    word: value
    for value, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"), start=1,
    )
}  # fmt: skip
_EN_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
_EN_SCALES = {"thousand": 1000, "million": 10**6, "billion": 10**9}
NUMBER_WORDS_VI = frozenset(_VI_DIGITS) - {"mốt", "tư", "lăm", "nhăm"} | {"mười"}
NUMBER_WORDS_EN = frozenset(_EN_SMALL) | frozenset(_EN_TENS)


def read_words(words: Sequence[str], language: str) -> tuple[int, int] | None:
    """Value and length of the number that the words (lower case, hyphens apart) begin with, if any."""
    group, scales = (_group_en, _EN_SCALES) if language == "en" else (_group_vi, _VI_SCALES)
    return _read_scaled(words, group, scales)


def _read_scaled(
    words: Sequence[str],
    read_group: Callable[[Sequence[str]], tuple[int, int] | None],
    scales: dict[str, int],
) -> tuple[int, int] | None:
    total, used, limit = 0, 0, 10**15
    while (group := read_group(words[used:])) is not None:
        value, length = group
        scale = 1
        while used + length < len(words) and words[used + length] in scales:
            scale *= scales[words[used + length]]
            length += 1
        if scale >= limit:
            break
        total, used, limit = total + value * scale, used + length, scale
        if scale == 1:
            break
    return (total, used) if used else None


def _group_vi(words: Sequence[str]) -> tuple[int, int] | None:
    """A number below 1,000; `năm` after tens is the word for year (`mười năm`), `lăm` is five."""
    value = used = 0
    if len(words) > 1 and words[1] == "trăm" and words[0] in (*_VI_DIGITS, "không"):
        value, used = 100 * _VI_DIGITS.get(words[0], 0), 2
        if used + 1 < len(words) and words[used] in ("linh", "lẻ") and words[used + 1] in _VI_DIGITS:
            return value + _VI_DIGITS[words[used + 1]], used + 2
    rest = words[used:]
    tens = 0
    if rest and rest[0] == "mười":
        value, tens = value + 10, 1
    elif len(rest) > 1 and rest[1] in ("mươi", "chục") and rest[0] in _VI_DIGITS:
        value, tens = value + 10 * _VI_DIGITS[rest[0]], 2
    if tens:
        used += tens
        if used < len(words) and words[used] in _VI_DIGITS and words[used] != "năm":
            return value + _VI_DIGITS[words[used]], used + 1
        return value, used
    if used == 0 and rest and rest[0] in _VI_DIGITS and rest[0] not in ("mốt", "tư", "lăm", "nhăm"):
        return _VI_DIGITS[rest[0]], 1
    return (value, used) if used else None


def _group_en(words: Sequence[str]) -> tuple[int, int] | None:
    value = used = 0
    if len(words) > 1 and words[0] in _EN_SMALL and words[1] == "hundred":
        value, used = 100 * _EN_SMALL[words[0]], 2
        if used + 1 < len(words) and words[used] == "and" and words[used + 1] in (*_EN_SMALL, *_EN_TENS):
            used += 1
    if used < len(words) and words[used] in _EN_TENS:
        value, used = value + _EN_TENS[words[used]], used + 1
        if used < len(words) and _EN_SMALL.get(words[used], 10) < 10:
            value, used = value + _EN_SMALL[words[used]], used + 1
    elif used < len(words) and words[used] in _EN_SMALL:
        value, used = value + _EN_SMALL[words[used]], used + 1
    return (value, used) if used else None
