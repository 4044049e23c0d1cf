"""The marks that number a Vietnamese official paper: PHẦN, A., I., 1., 1.1., a), and the item dashes.

Says what mark a line begins with, never whether the line is a heading: that is `headings`' question.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class MarkKind(StrEnum):
    """Kinds of numbering, each a level of its own in a paper that uses it."""

    PART = "part"
    UPPER = "upper"
    ROMAN = "roman"
    ARABIC = "arabic"
    ARABIC_2 = "arabic2"
    ARABIC_3 = "arabic3"
    LETTER = "letter"
    ITEM = "item"


RANK = {
    MarkKind.PART: 1,
    MarkKind.UPPER: 2,
    MarkKind.ROMAN: 2,
    MarkKind.ARABIC: 4,
    MarkKind.ARABIC_2: 5,
    MarkKind.ARABIC_3: 6,
    MarkKind.LETTER: 7,
    MarkKind.ITEM: 9,
}
"""Which kinds stand above which when a paper uses several."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line's mark; `end` is where the words after it begin, `first` whether it counts one (I., 1., a))."""

    kind: MarkKind
    end: int
    first: bool


_ORDINALS = "NHẤT|HAI|BA|BỐN|TƯ|NĂM|SÁU|BẢY|TÁM|CHÍN|MƯỜI"
_PART = re.compile(
    rf"(?:(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục)\s+(?:(?:THỨ|thứ|Thứ)\s+)?"
    rf"(?P<number>(?i:{_ORDINALS})|[IVX]+|\d{{1,2}}|[A-Z])"
    rf"|(?:PHỤ LỤC|Phụ lục)(?:\s+(?:SỐ\s+|số\s+)?(?:[IVX]+|\d{{1,2}}[A-Za-z]?|[A-Z]))?)(?!\w)\s*[.:)–-]?\s*"
)
_ROMAN = re.compile(r"(?P<number>X{0,2}(?:IX|IV|V?I{0,3}))(?:\s*[./)]\s*|\s+[-–]\s+|\s*[-–]\s+)(?=\S)")
_UPPER = re.compile(r"(?P<number>[A-HĐ])(?:\s*[./)]\s+|\s+[-–]\s+)(?=\S)")
_ARABIC = re.compile(r"(?P<number>\d{1,2})(?:[./)]\)?\s+|\.(?=[^\W\d_]))(?=\S)")
_ARABIC_DASH = re.compile(r"(?P<number>\d{1,2})\s*[-–]\s*(?=[^\W\d_]{2})")
_ARABIC_DEEP = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,4})(?:[.)]\s*(?=[^\W\d])|\s*[-–]\s+(?=[^\W\d])|\s+(?=[^\W\d_]))"
)
_LETTER = re.compile(r"\(?(?P<number>[a-zđ]\d?(?:\.\d{1,2})?)(?:\)\.?|\.(?=\s))\s*(?=\S)")
_ITEM = re.compile(r"(?:[-–—+•●○▪■*·]|[\uf000-\uf0ff])\s*(?=\S)")


def read_mark(line: str) -> Mark | None:
    """The numbering mark a line begins with, or None."""
    found = _PART.match(line)
    if found:
        number = found["number"]
        return Mark(MarkKind.PART, found.end(), number is None or number.upper() in {"NHẤT", "I", "1", "A"})
    found = _ARABIC_DEEP.match(line)
    if found and _begins_words(line, found.end()):
        parts = found["number"].split(".")
        kind = MarkKind.ARABIC_2 if len(parts) == 2 else MarkKind.ARABIC_3
        return Mark(kind, found.end(), int(parts[-1]) == 1)
    for kind, pattern, one in (
        (MarkKind.ROMAN, _ROMAN, "I"),
        (MarkKind.UPPER, _UPPER, "A"),
        (MarkKind.ARABIC, _ARABIC, "1"),
        (MarkKind.LETTER, _LETTER, "a"),
    ):
        found = pattern.match(line)
        if found and found["number"]:
            return Mark(kind, found.end(), found["number"].lstrip("0") == one)
    found = _ARABIC_DASH.match(line)
    if found and line[found.end()].isupper() and line[found.end() + 1].islower():  # not `12-KH/TU`
        return Mark(MarkKind.ARABIC, found.end(), int(found["number"]) == 1)
    found = _ITEM.match(line)
    return Mark(MarkKind.ITEM, found.end(), False) if found else None


def _begins_words(line: str, start: int) -> bool:
    """Whether a capital or a quotation mark follows: `1.1 Công tác`, but not `1.5 tỷ đồng`."""
    return start < len(line) and (line[start].isupper() or line[start] in "\"'“‘(")
