"""Numbers as Vietnamese offices write them in a cell: `1.234,5`, `1,2 triệu`, `15 tỷ 300 triệu đồng`.

A number that can be read in two ways is refused, never guessed: a suite's gold has to be right.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from eval.adapters.pairs.columns import number_words
from vectorstore.analysis.text import fold

_DIGITS = re.compile(r"\d{1,3}(?:[.,   ]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?", re.ASCII)
_ONE_COMMA = re.compile(r"[1-9]\d{0,2},\d{3}$")
_GROUPED = re.compile(
    r"\d{1,3}(?:(?P<group>[.,])\d{3})(?:(?P=group)\d{3})*(?:(?!(?P=group))[.,]\d+)?$", re.ASCII
)


class NumberUnclearError(Exception):
    """The text is no number, or may be several; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number in base units and the unit written behind it (empty where none is)."""

    value: int | float
    unit: str


def read_number(text: str, *, comma_is_decimal: bool = False) -> WrittenNumber:
    """The number a cell writes. Raises NumberUnclearError.

    `comma_is_decimal`: what is counted tells that `38,485` has decimals, as a scale word behind it would.
    """
    rest = _without_hedge(unicodedata.normalize("NFC", text).strip())
    sign = -1 if rest[:1] in ("-", "−", "–") else 1
    rest = rest.lstrip("-−–+ ")
    total, last_scale, terms = 0.0, float("inf"), 0
    while (digits := _DIGITS.match(rest)) is not None:
        behind = rest[digits.end() :].lstrip()
        scale, behind, scaled = _scale(behind)
        marked = comma_is_decimal or scaled or _is_percent(behind)
        if terms and not (scale < last_scale):
            raise NumberUnclearError(_SEVERAL)
        total += _plain(digits.group(), marked) * scale
        rest, terms, last_scale = behind, terms + 1, scale
        if not scaled:
            break
    if not terms:
        raise NumberUnclearError(_NONE)
    if re.search(r"\d", rest):
        raise NumberUnclearError(_SEVERAL)
    value = sign * round(total, 6)
    unit = "%" if _is_percent(rest) else " ".join(rest.split()).rstrip(".")
    return WrittenNumber(int(value) if value == int(value) else value, unit)


def scaled_unit(unit: str) -> tuple[int, str]:
    """What a unit multiplies by, and what is left of it: `tỷ đồng` is (1000000000, `đồng`)."""
    scale, rest, _ = _scale(unit.strip())
    return scale, "%" if _is_percent(rest) else rest


_NONE = "không phải một số viết bằng chữ số: ghi như 1.234,5 hoặc 1,2 triệu · is no number in digits"
_SEVERAL = (
    "có nhiều số: ghi một số; nhiều số liệu thì ngăn bằng dấu ; · holds several numbers: separate them by ;"
)


def _plain(digits: str, marked: bool) -> float:
    """The value of digits with their separators: a dot groups thousands, a comma begins decimals.

    English writing is read only where it cannot be Vietnamese (`1,234.5`, `12.5`).
    """
    if _ONE_COMMA.match(digits) and not marked:
        bare = digits.replace(",", "")
        raise NumberUnclearError(
            f"{digits!r} có thể là {bare} hoặc {digits}0: ghi {bare} hoặc {digits}0 · may be read in two ways"
        )
    compact = re.sub(r"[   ]", "", digits)
    marks = [mark for mark in compact if mark in ".,"]
    if not marks:
        return float(compact)
    if len(marks) == 1:
        grouped = re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", compact) is not None
        return float(compact.replace(".", "") if grouped else compact.replace(",", "."))
    if _GROUPED.match(compact) is None:
        raise NumberUnclearError(_NONE)
    whole = compact.replace(marks[0], "")
    return float(whole.replace(marks[-1], "."))


def _scale(text: str) -> tuple[int, str, bool]:
    """The scale words a text begins with, multiplied, and what is behind them."""
    scale, found = 1, False
    while (word := _scale_pattern().match(text)) is not None:
        scale *= _scales()[fold(word.group(1))]
        text, found = text[word.end() :].lstrip(), True
    return scale, text, found


@cache
def _scales() -> dict[str, int]:
    return {fold(name): scale for name, scale in number_words().scales.items()}


@cache
def _scale_pattern() -> re.Pattern[str]:
    names = "|".join([*number_words().scales, *_scales()])
    return re.compile(rf"({names})(?!\w)", re.IGNORECASE)


def _is_percent(text: str) -> bool:
    return fold(text).strip(" .") in {fold(name) for name in number_words().percent}


def _without_hedge(text: str) -> str:
    folded = fold(text)
    for hedge in number_words().hedges:
        if folded.startswith(fold(hedge) + " "):
            return text[len(hedge) :].lstrip()
    return text
