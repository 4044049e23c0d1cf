"""The one part of something that a question asks for: `riêng cấp xã`, `fall under "minors"`.

Whether a figure is of that part is the assistant's business.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from vectorstore.analysis.question.phrases import PhraseMatch
from vectorstore.analysis.question.wording import (
    AND,
    EACH_BESIDE,
    OF_NO_PART,
    ONLY,
    PART_ENDS,
    PARTS,
    UNSURE_PARTS,
    Phrase,
)
from vectorstore.analysis.text import Token

_EACH = frozenset({"all_places", "each_place", "each_period"})
_BREAK = re.compile(r"[,;:.?!\n()“”\"]")
_OPENING = re.compile(r"[“\"(][ \t]*\Z")


def named_part(
    words: Sequence[Token],
    text: str,
    keys: Sequence[str],
    used: Collection[int],
    known: Collection[int],
    left: Collection[int],
    apart: Collection[int],
    narrowing: Collection[int],
) -> tuple[str, ...]:
    """The folded words of the part; empty where none is named.

    `used`: the tokens that name what is asked, `known` those of places and periods, `left` those that nothing
    explains, `apart` those that only want each place or period told apart (`riêng từng tỉnh`), `narrowing`
    those that narrow whatever they look like. Words in brackets or quotation marks are a part only where
    nothing else explains them.
    """
    for at in range(1, len(keys)):
        behind = _past(keys, at, _ONLY)
        if behind is not None and any(one < at for one in used):
            part = _clause(words, text, keys, behind)
            if part and not any(one in known for one in part) and not all(one in apart for one in part):
                return tuple(keys[one] for one in part if keys[one] not in AND)
    unsure = frozenset(narrowing) - frozenset(known)
    sure = (unsure | frozenset(left)) - frozenset(known)
    for at in range(1, len(keys)):
        for phrases, said in ((_PARTS, sure), (_UNSURE, unsure)):
            run = _behind(keys, at, phrases, said)
            if not run.isdisjoint(left) and any(one < at or one > max(run) for one in used):
                return tuple(keys[one] for one in sorted(run) if keys[one] not in AND)
    for at in sorted(left):
        if at and _OPENING.search(text, words[at - 1].end, words[at].start):
            part = _clause(words, text, keys, at)
            if part and all(one in left for one in part):
                return tuple(keys[one] for one in part)
    return ()


def _by_first(phrases: Sequence[Phrase]) -> Mapping[str, Sequence[Phrase]]:
    return {first: [p for p in phrases if p[0] == first] for first in {p[0] for p in phrases}}


_ONLY, _PARTS, _UNSURE = _by_first(ONLY), _by_first(PARTS), _by_first(UNSURE_PARTS)


def _past(keys: Sequence[str], at: int, phrases: Mapping[str, Sequence[Phrase]]) -> int | None:
    """The token behind one of these phrases, if it stands at a token."""
    return next((at + len(p) for p in phrases.get(keys[at], ()) if tuple(keys[at : at + len(p)]) == p), None)


def _behind(
    keys: Sequence[str], at: int, phrases: Mapping[str, Sequence[Phrase]], said: Collection[int]
) -> frozenset[int]:
    """Those of the tokens `said` that follow each other behind one of these phrases, if it stands there."""
    last = _past(keys, at, phrases)
    found: list[int] = []
    while (
        last is not None and last < len(keys) and (last in said or (not found and keys[last] in OF_NO_PART))
    ):
        found.append(last)
        last += 1
    return frozenset(one for one in found if keys[one] not in OF_NO_PART)


def told_apart(keys: Sequence[str], matches: Sequence[PhraseMatch]) -> frozenset[int]:
    """The tokens of `từng tỉnh`, `each province`, and of the prepositions that stand before such words."""
    each = {at for match in matches if match.group in _EACH for at in match.at}
    return frozenset(each | {at for at, key in enumerate(keys) if key in EACH_BESIDE})


def _clause(words: Sequence[Token], text: str, keys: Sequence[str], first: int) -> list[int]:
    """The tokens from one on to the mark, or the word of asking, that ends the clause."""
    found: list[int] = []
    for at in range(first, len(keys)):
        if keys[at] in PART_ENDS or (found and _BREAK.search(text, words[at - 1].end, words[at].start)):
            break
        found.append(at)
    return found
