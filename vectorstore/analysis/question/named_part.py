"""The one part of something that a question asks for: `riêng cấp xã`, `fall under "minors"`.

Whether a figure is of that part is the assistant's business.
"""

import re
from collections.abc import Collection, Sequence

from vectorstore.analysis.question.wording import ONLY, PART_ENDS
from vectorstore.analysis.text import Token

_BREAK = re.compile(r"[,;:.?!\n()“”\"]")
_OPENING = re.compile(r"[“\"(][ \t]*\Z")


def named_part(
    words: Sequence[Token],
    text: str,
    keys: Sequence[str],
    used: Collection[int],
    known: Collection[int],
    left: Collection[int],
) -> tuple[str, ...]:
    """The folded words of the part; empty where none is named.

    `used`: the tokens that name what is asked, `known` those of places and periods, `left` those that nothing
    explains. Words in brackets or quotation marks are a part only where nothing else explains them.
    """
    for at in range(1, len(keys)):
        behind = next((at + len(p) for p in ONLY if tuple(keys[at : at + len(p)]) == p), None)
        if behind is not None and any(one < at for one in used):
            part = _clause(words, text, keys, behind)
            if part and not any(one in known for one in part):
                return tuple(keys[one] for one in part)
    for at in sorted(left):
        if at and _OPENING.search(text, words[at - 1].end, words[at].start):
            part = _clause(words, text, keys, at)
            if part and all(one in left for one in part):
                return tuple(keys[one] for one in part)
    return ()


def _clause(words: Sequence[Token], text: str, keys: Sequence[str], first: int) -> list[int]:
    """The tokens from one on to the mark, or the word of asking, that ends the clause."""
    found: list[int] = []
    for at in range(first, len(keys)):
        if keys[at] in PART_ENDS or (found and _BREAK.search(text, words[at - 1].end, words[at].start)):
            break
        found.append(at)
    return found
