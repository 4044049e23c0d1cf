"""Which characters of a passage match a question's words."""

import re
from functools import lru_cache
from itertools import accumulate

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
_WORD = re.compile(r"(\d+(?:[.,]\d+)*|[^\W\d_][^\W_]*)")  # split: every second part is one
_GAP = re.compile(r"[ \t]*")


def highlights(question: str, text: str) -> tuple[tuple[int, int], ...]:
    """The character ranges of `text` that hold words of the question, whatever their diacritics.

    Sorted, apart from each other; neighbouring words make one range. Question words and grammar count only
    when the question has nothing else.
    """
    wanted = _wanted(question)
    parts = _WORD.split(fold(text))  # folding keeps offsets; marks that stand alone are in no word
    ends = list(accumulate(map(len, parts)))
    ranges: list[tuple[int, int]] = []
    for at, word in enumerate(parts[1::2]):
        if word not in wanted:
            continue
        start, end = ends[2 * at], ends[2 * at + 1]
        if ranges and _GAP.fullmatch(text, ranges[-1][1], start):
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((start, end))
    return tuple(ranges)


@lru_cache(maxsize=64)
def _wanted(question: str) -> frozenset[str]:
    stop_words = _STOP_WORDS if has_diacritics(question) else _FOLDED_STOP_WORDS
    words = [lower(token.text) for token in tokens(question)]
    telling = [word for word in words if word not in stop_words]
    return frozenset(fold(word) for word in telling or words)
