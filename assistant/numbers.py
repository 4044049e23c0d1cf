"""Numbers as a reader of each language expects them."""

from typing import Literal

_ENGLISH_QUALIFIERS = {
    "trên": "over",
    "hơn": "more than",
    "gần": "nearly",
    "khoảng": "about",
    "dưới": "under",
    "ít nhất": "at least",
    "không quá": "at most",
    "chừng": "about",
    "xấp xỉ": "about",
}


def tidy(value: float) -> float:
    """A number without the noise of having been scaled: 16,879 tỷ is 16879000000 and not .000002 more."""
    return value if float(value).is_integer() else float(f"{value:.15g}")


def plain(value: float) -> int | float:
    """The value as JSON shows it: an integer when whole."""
    return int(value) if float(value).is_integer() else value


def format_number(value: float, language: Literal["vi", "en"]) -> str:
    """`184.000` and `98,5` in Vietnamese, `184,000` and `98.5` in English."""
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10f}".rstrip("0")
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def format_qualifier(qualifier: str | None, language: Literal["vi", "en"]) -> str:
    """The hedge before a number with its space, in the reader's language where it is known."""
    if not qualifier:
        return ""
    words = qualifier if language == "vi" else _ENGLISH_QUALIFIERS.get(qualifier.lower(), qualifier)
    return f"{words.lower()} "
