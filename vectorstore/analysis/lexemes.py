"""A sentence as words, numbers and signs, for the quantity parser; and the hedges before a number."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from vectorstore.analysis.text import comparable, fold, has_diacritics


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A run of letters, a number with its separators, or one sign; `word` is in lower case."""

    kind: Literal["word", "number", "sign"]
    word: str
    start: int
    end: int


_LEXEME = re.compile("(\\d+(?:[.,]\\d+)*)|([^\\W\\d_][^\\W\\d_\u0300-\u036f]*)|(\\S)")
_KINDS: tuple[Literal["number", "word", "sign"], ...] = ("number", "word", "sign")


@dataclass(slots=True)
class Lexed:
    """The lexemes of a text, by index; an index outside them is an empty word.

    `lowered`: the text as it is compared; `marked`: whether it is written with diacritics.
    """

    text: str
    lowered: str = field(init=False)
    marked: bool = field(init=False)
    items: list[Lexeme] = field(init=False)

    def __post_init__(self) -> None:
        self.lowered = comparable(self.text)
        self.marked = has_diacritics(self.text)
        self.items = [
            Lexeme(_KINDS[(found.lastindex or 1) - 1], found[0], found.start(), found.end())
            for found in _LEXEME.finditer(self.lowered)
        ]

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, at: int) -> Lexeme:
        return self.items[at]

    def word(self, at: int) -> str:
        """The word, number or sign at an index in lower case."""
        return self.items[at].word if 0 <= at < len(self.items) else ""

    def before(self, at: int, count: int) -> list[str]:
        """Up to `count` words before an index, nearest last."""
        return [lexeme.word for lexeme in self.items[max(0, at - count) : at]]

    def touching(self, at: int) -> bool:
        """Whether the lexeme follows the one before it without a space."""
        return 0 < at < len(self.items) and self.items[at].start == self.items[at - 1].end

    def printed(self, first: int, last: int) -> str:
        """The text of lexemes `first` to `last` (exclusive) as it stands."""
        return self.text[self.items[first].start : self.items[last - 1].end]


# Words that hedge the number after them. `đạt`, `chỉ` and the like say nothing about exactness.
_QUALIFIERS = (
    "trên dưới", "trên", "hơn", "gần", "khoảng", "chừng", "độ khoảng", "ước khoảng", "ước tính", "ước đạt",
    "ngót", "ngót nghét", "suýt soát", "non",
    "ước", "xấp xỉ", "dưới", "không dưới", "không quá", "không ít hơn", "không nhiều hơn", "chưa đến",
    "chưa tới", "chưa đầy", "ít nhất", "ít nhất là", "nhiều nhất", "tối thiểu", "tối thiểu là", "tối đa",
    "tối đa là", "over", "more than", "about", "around", "nearly", "almost", "approximately", "roughly",
    "at least", "at most", "up to", "under", "less than", "fewer than", "no more than", "no fewer than",
    "no less than", "not more than", "close to", "an estimated", "below", "above", "some",
)  # fmt: skip
# `cao hơn 15%` compares; it does not hedge.
_COMPARED = frozenset(
    ("cao", "thấp", "nhiều", "ít", "lớn", "nhỏ", "kém", "đông", "tốt", "nhanh", "sớm", "muộn", "vượt", "thap",
     "nhieu")
)  # fmt: skip


@cache
def _qualifiers() -> frozenset[tuple[str, ...]]:
    phrases = [tuple(phrase.split()) for phrase in _QUALIFIERS]
    return frozenset(phrases) | {tuple(fold(word) for word in phrase) for phrase in phrases}


def qualifier_start(lexed: Lexed, number: int) -> int | None:
    """Index of the first lexeme of the hedge directly before lexeme `number`, if there is one."""
    for length in (3, 2, 1):
        first = number - length
        if first >= 0 and tuple(lexed.before(number, length)) in _qualifiers():
            compared = lexed.word(first) in ("hơn", "hon") and lexed.word(first - 1) in _COMPARED
            return None if compared else first
    return None
