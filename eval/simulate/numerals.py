"""How Vietnamese reports print numbers: dots for thousands, a decimal comma, scale words, words, hedges.

Rounding is part of the print: every form gives back the value a reader takes from it, which is what gold
records, not the value it was made from.
"""

from dataclasses import dataclass
from math import ceil, floor

_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_WORDS = (
    *_UNITS,
    *("mười một", "mười hai", "mười ba", "mười bốn", "mười lăm", "mười sáu", "mười bảy", "mười tám"),
    *("mười chín", "hai mươi"),
)
_THOUSAND = 10**3
_MILLION = 10**6
_BILLION = 10**9


@dataclass(frozen=True, slots=True)
class Separators:
    """What stands between thousands and before decimals; nothing between thousands is allowed."""

    thousands: str = "."
    decimal: str = ","


DOTS = Separators()


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it stands on paper: its text (hedge included), the value it says, and the hedge.

    Of a range, `value` is the lower end and `value_to` the upper.
    """

    text: str
    value: int | float
    qualifier: str | None = None
    value_to: int | float | None = None


def plain(value: int | float, separators: Separators = DOTS, decimals: int = 2) -> Printed:
    """`2.536`, `98,5`; two decimals at most unless more are asked for."""
    rounded = value if isinstance(value, int) else round(value, decimals)
    grouped = (
        f"{rounded:,}" if isinstance(rounded, int) else f"{rounded:,.{decimals}f}".rstrip("0").rstrip(".")
    )
    text = grouped.replace(",", "\0").replace(".", separators.decimal).replace("\0", separators.thousands)
    return Printed(text, whole(rounded))


def zero_led(value: int, separators: Separators = DOTS) -> Printed:
    """`06`: small counts as offices type them."""
    return Printed(f"{value:02d}", value) if 0 < value < 10 else plain(value, separators)


def in_words(value: int, separators: Separators = DOTS) -> Printed:
    """`mười hai`; digits above twenty."""
    return Printed(_WORDS[value], value) if 0 <= value < len(_WORDS) else plain(value, separators)


def hedged(value: int, down: str, up: str, separators: Separators = DOTS) -> Printed:
    """`trên 184.000` or `gần 190.000`, whichever is nearer; a value that is round already stands as it is."""
    step = 10 ** max(len(str(value)) - 3, 1)
    below, above = floor(value / step) * step, ceil(value / step) * step
    if below == above or not below:
        return plain(value, separators)
    hedge, rounded = (down, below) if value - below <= above - value else (up, above)
    return Printed(f"{hedge} {plain(rounded, separators).text}", rounded, hedge)


def hedged_scaled(value: int, down: str, up: str, separators: Separators = DOTS) -> Printed:
    """`hơn 1,2 triệu`, `gần 24 nghìn`, `trên 38,4 tỷ`: three digits at most, hedged and with a scale word."""
    size, _ = _scale(value)
    if size == 1:
        return hedged(value, down, up, separators)
    step = size // 10 if value < 100 * size else size
    below, above = floor(value / step) * step, ceil(value / step) * step
    if below == above:
        return scaled_short(value, separators)
    hedge, rounded = (down, below) if value - below <= above - value else (up, above)
    return Printed(f"{hedge} {_in_scale(rounded, separators)}", rounded, hedge)


def scaled_short(value: int, separators: Separators = DOTS) -> Printed:
    """`1,2 triệu`, `184 nghìn`, `15,3 tỷ`: rounded to a tenth of the scale word; small values as digits."""
    size, _ = _scale(value)
    if size == 1:
        return plain(value, separators)
    step = size // 10
    rounded = round(value / step) * step
    return Printed(_in_scale(rounded, separators), rounded)


def scaled(value: int, separators: Separators = DOTS) -> Printed:
    """`15 tỷ 300 triệu`, to the million (the currency word follows in the text)."""
    millions = max(round(value / _MILLION), 1)
    billions, rest = divmod(millions, 1000)
    parts = [f"{plain(billions, separators).text} tỷ"] if billions else []
    parts += [f"{rest} triệu"] if rest else []
    return Printed(" ".join(parts), millions * _MILLION)


def compound(value: int, separators: Separators = DOTS) -> Printed:
    """`470 tỷ 581 triệu 046 nghìn`, to the thousand; places below the first are three digits wide."""
    thousands = max(round(value / _THOUSAND), 1)
    billions, below = divmod(thousands, 10**6)
    millions, rest = divmod(below, 10**3)
    parts = [f"{plain(billions, separators).text} tỷ"] if billions else []
    for number, word in ((millions, "triệu"), (rest, "nghìn")):
        if number or (parts and word == "triệu" and rest):
            parts.append(f"{number:03d} {word}" if parts else f"{number} {word}")
    return Printed(" ".join(parts), thousands * _THOUSAND)


def scaled_decimal(value: int, separators: Separators = DOTS) -> Printed:
    """`38,485 tỷ`, to the million; below a billion `485 triệu`."""
    millions = max(round(value / _MILLION), 1)
    billions, rest = divmod(millions, 1000)
    if not billions or not rest:
        return scaled(value, separators)
    decimals = f"{rest:03d}".rstrip("0")
    return Printed(
        f"{plain(billions, separators).text}{separators.decimal}{decimals} tỷ", millions * _MILLION
    )


def ranged(low: int, high: int, between: str, separators: Separators = DOTS) -> Printed:
    """`300–350`, or with other words between; what stands before the lower end is left to the sentence."""
    return Printed(
        f"{plain(low, separators).text}{between}{plain(high, separators).text}", low, value_to=high
    )


def whole(value: int | float) -> int | float:
    """The value as an integer where it is one."""
    return int(value) if float(value).is_integer() else value


def _scale(value: int) -> tuple[int, str]:
    for size, word in ((_BILLION, "tỷ"), (_MILLION, "triệu"), (_THOUSAND, "nghìn")):
        if value >= size and not (size == _THOUSAND and value < 10 * _THOUSAND):
            return size, word
    return 1, ""


def _in_scale(value: int, separators: Separators) -> str:
    size, word = _scale(value)
    return f"{plain(whole(value / size), separators, decimals=1).text} {word}"
