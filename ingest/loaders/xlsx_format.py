"""A worksheet value as a Vietnamese office shows it: `2.536`, `98,5%`, `31/12/2023`.

The number format decides on grouping, decimals and percent; text is left as it is typed.
"""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

CellValue = object
"""What openpyxl gives: text, a number, a truth value, a date, a time, a duration or None."""

_GENERAL_DIGITS = 10
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_IGNORED = re.compile(r"\[[^\]]*\]|_.|\*.")
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?")
_SCIENTIFIC = re.compile(r"E[+-]", re.I)


class _Format(NamedTuple):
    before: str
    digits: int
    grouped: bool
    decimals: int
    optional: int
    percent: bool
    thousands: int
    after: str


def shown(value: CellValue, number_format: str) -> str:
    """The value as text; empty for an empty cell and for an error such as `#DIV/0!`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), number_format)
    if isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y}" if value.time() == dt.time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    return str(value)


def _number(number: Decimal, number_format: str) -> str:
    if not number.is_finite():
        return ""
    sections = _sections(number_format)
    section = sections[1] if number < 0 and len(sections) > 1 else sections[0]
    if number == 0 and len(sections) > 2:
        section = sections[2]
    format_ = _parsed(section)
    if format_ is None:
        literal = _unquoted(section).strip()
        # a section of nothing but a dash stands for zero; any other number is better seen than hidden
        return literal if number == 0 and literal and not literal.isalnum() else _general(number)
    if number < 0 and len(sections) > 1:
        number = -number  # the section writes its own sign
    number = number * 100 if format_.percent else number
    number /= Decimal(1000) ** format_.thousands
    rounded = number.quantize(Decimal(1).scaleb(-format_.decimals), rounding=ROUND_HALF_UP)
    text = f"{rounded:,f}" if format_.grouped else f"{rounded:f}"
    if format_.digits > 1 and not format_.grouped:  # `00` writes 1 as 01
        whole, point, fraction = text.lstrip("-").partition(".")
        text = f"{'-' if rounded < 0 else ''}{whole.zfill(format_.digits)}{point}{fraction}"
    if format_.optional and "." in text:
        must = format_.decimals - format_.optional
        while text.endswith("0") and len(text.rpartition(".")[2]) > must:
            text = text[:-1]
        text = text.rstrip(".")
    text = text.translate(str.maketrans(",.", ".,"))
    return " ".join(f"{format_.before}{text}{'%' if format_.percent else ''}{format_.after}".split())


def _general(number: Decimal) -> str:
    rounded = Decimal(f"{number:.{_GENERAL_DIGITS}g}") if number % 1 else number
    text = f"{rounded:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",")


@lru_cache(maxsize=512)
def _sections(number_format: str) -> tuple[str, ...]:
    """The parts of a format for positive numbers, negative ones and zero, as far as it has them."""
    parts: list[str] = [""]
    for piece in re.findall(r'"[^"]*"|\\.|\[[^\]]*\]|;|.', number_format):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return tuple(parts)


@lru_cache(maxsize=512)
def _parsed(section: str) -> _Format | None:
    """What a section says; None for `General`, for text and for what is written in powers of ten."""
    bare = _IGNORED.sub("", section)
    shape = _LITERAL.sub(lambda found: "\x01" * len(found[0]), bare)
    digits = _DIGITS.search(shape)
    if digits is None or "general" in shape.lower() or _SCIENTIFIC.search(shape):
        return None
    whole, _, fraction = digits[0].partition(".")
    rest = shape[digits.end() :]
    scaling = len(whole) - len(whole.rstrip(",")) if not fraction else len(rest) - len(rest.lstrip(","))
    percent = "%" in shape
    return _Format(
        _unquoted(bare[: digits.start()]).replace("%", ""),
        whole.count("0"),
        "," in whole.rstrip(","),
        len(fraction),
        len(fraction) - len(fraction.rstrip("#")),
        percent,
        scaling,
        _unquoted(bare[digits.end() :]).replace("%", "").replace(",", "", scaling if fraction else 0),
    )


def _unquoted(section: str) -> str:
    return _LITERAL.sub(
        lambda found: found[1] if found[1] is not None else found[2], _IGNORED.sub("", section)
    )
