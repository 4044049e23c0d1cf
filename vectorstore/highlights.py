"""Which characters of a passage match a question's words."""

import re
from collections.abc import Iterator
from functools import lru_cache

from vectorstore.analysis.text import fold, has_diacritics, lower, tokens

# Words of asking and of grammar. With diacritics they are compared as written: `có` is one, `cơ` is none.
_STOP_WORDS = frozenset(
    """
    là có của và thì ở tại các những được đã sẽ bị cho với về từ đến trong ngoài trên dưới theo này đó kia nào
    gì ai sao mấy bao nhiêu thế như hay hoặc không chưa bằng để do vì nên mà còn cũng cùng một hãy xin hỏi
    biết ra
    a an the of in on at to for by from with and or is are was were be been do does did has have had how many
    much what which who whom when where why that this these those it its there
    """.split()
)
# Folded, these are as often words that tell: tư pháp, vi phạm, hội nghị, bảng, ...
_TELLING_WHEN_FOLDED = frozenset(("tu", "vi", "hoi", "bang", "bi", "ra", "nen", "xin", "do"))
_FOLDED_STOP_WORDS = frozenset(fold(word) for word in _STOP_WORDS) - _TELLING_WHEN_FOLDED
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][^\W_]*")
_GAP = re.compile(r"[ \t]*")


def highlights(question: str, text: str) -> tuple[tuple[int, int], ...]:
    """The character ranges of `text` that hold words of the question, whatever their diacritics.

    Sorted, apart from each other; neighbouring words make one range. Question words and grammar count only
    when the question has nothing else.
    """
    folded = fold(text)  # folding keeps offsets; marks that stand alone are in no word
    ranges: list[tuple[int, int]] = []
    for start, end in sorted(span for word in _wanted(question) for span in _spans(word, folded)):
        if ranges and _GAP.fullmatch(text, ranges[-1][1], start):
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((start, end))
    return tuple(ranges)


def _spans(word: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a word stands in a text: looked for, and then looked at, as a text has many words."""
    at = text.find(word)
    while at >= 0:
        if _is_word(text, at, at + len(word)):
            yield at, at + len(word)
        at = text.find(word, at + 1)


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether a word begins and ends at these places of the text."""
    before = text[start - 1] if start else " "
    behind = text[end] if end < len(text) else " "
    if before in " \n" and behind in " \n":
        return True
    if before.isalpha() or (behind.isalpha() and not text[start].isdecimal()):
        return False
    first = start
    while first and not text[first - 1].isspace():
        first -= 1
    words = (word.span() for word in _WORD.finditer(text, first))
    return next((span == (start, end) for span in words if span[1] > start), False)


@lru_cache(maxsize=64)
def _wanted(question: str) -> frozenset[str]:
    stop_words = _STOP_WORDS if has_diacritics(question) else _FOLDED_STOP_WORDS
    words = [lower(token.text) for token in tokens(question)]
    telling = [word for word in words if word not in stop_words]
    return frozenset(word for word in map(fold, telling or words) if _WORD.fullmatch(word))
