"""How Vietnamese reports print numbers: dots for thousands, a decimal comma, scale words, words, hedges.

Rounding is part of the print: every form gives back the value a reader takes from it, which is what gold
records, not the value it was made from.
"""

from dataclasses import dataclass
from math import ceil, floor

_WORDS = (
    *("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"),
    *("mười một", "mười hai", "mười ba", "mười bốn", "mười lăm", "mười sáu", "mười bảy", "mười tám"),
    *("mười chín", "hai mươi"),
)
_MILLION = 10**6


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it stands on paper: its text (hedge included), the value it says, and the hedge."""

    text: str
    value: int | float
    qualifier: str | None = None


def plain(value: int | float) -> Printed:
    """`2.536`, `98,5`; two decimals at most."""
    rounded = value if isinstance(value, int) else round(value, 2)
    grouped = f"{rounded:,}" if isinstance(rounded, int) else f"{rounded:,.2f}".rstrip("0").rstrip(".")
    text = grouped.replace(",", "\0").replace(".", ",").replace("\0", ".")
    return Printed(text, whole(rounded))


def zero_led(value: int) -> Printed:
    """`06`: small counts as offices type them."""
    return Printed(f"{value:02d}", value) if 0 < value < 10 else plain(value)


def in_words(value: int) -> Printed:
    """`mười hai`; digits above twenty."""
    return Printed(_WORDS[value], value) if value < len(_WORDS) else plain(value)


def hedged(value: int, down: str, up: str) -> Printed:
    """`trên 184.000` or `gần 190.000`, whichever is nearer; a value that is round already stands as it is."""
    step = 10 ** max(len(str(value)) - 3, 1)
    below, above = floor(value / step) * step, ceil(value / step) * step
    if below == above or not below:
        return plain(value)
    hedge, rounded = (down, below) if value - below <= above - value else (up, above)
    return Printed(f"{hedge} {plain(rounded).text}", rounded, hedge)


def scaled(value: int) -> Printed:
    """`15 tỷ 300 triệu`, to the million (the currency word follows in the text)."""
    millions = max(round(value / _MILLION), 1)
    billions, rest = divmod(millions, 1000)
    parts = [f"{plain(billions).text} tỷ"] if billions else []
    parts += [f"{rest} triệu"] if rest else []
    return Printed(" ".join(parts), millions * _MILLION)


def scaled_decimal(value: int) -> Printed:
    """`38,485 tỷ`, to the million; below a billion `485 triệu`."""
    millions = max(round(value / _MILLION), 1)
    billions, rest = divmod(millions, 1000)
    if not billions or not rest:
        return scaled(value)
    return Printed(f"{plain(billions).text},{f'{rest:03d}'.rstrip('0')} tỷ", millions * _MILLION)


def whole(value: int | float) -> int | float:
    """The value as an integer where it is one."""
    return int(value) if float(value).is_integer() else value
