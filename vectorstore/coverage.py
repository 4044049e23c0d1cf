"""How much of a question one sentence of a passage says: its words and pairs of words, rare ones first.

Folded, so that a question without diacritics is covered as well. What is rare the lexical index knows; which
sentences a passage has, `sentence_units` says.
"""

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from string import punctuation

from vectorstore.analysis.text import fold
from vectorstore.schema import Passage
from vectorstore.sentence_units import sentence_units

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][^\W_]*")  # what `tokens` finds in folded text, faster
_APART = {ord(mark): " " for mark in punctuation if mark not in ".,"}  # those two may stand in a number
_REMEMBERED = 20_000  # passages, some 25 MB


def grams(question: str) -> tuple[str, ...]:
    """The folded words and pairs of neighbouring words of a question, each once; pairs hold a space."""
    words = _words(fold(question))
    return tuple(dict.fromkeys((*words, *(f"{a} {b}" for a, b in pairwise(words)))))


def rarity(held: int, documents: int) -> float:
    """What a word says that stands in `held` of `documents` (the inverse document frequency of BM25)."""
    return math.log(1 + (documents - held + 0.5) / (held + 0.5))


def coverage(weights: Mapping[str, float], passages: Sequence[Passage]) -> list[float]:
    """The share of the grams' weight that the best sentence of each passage has, 0 to 1."""
    whole = sum(weights.values())
    if not whole:
        return [0.0] * len(passages)
    wanted = [(f" {gram} ", weight) for gram, weight in weights.items()]
    return [_best(passage, wanted) / whole for passage in passages]


def _best(passage: Passage, wanted: Sequence[tuple[str, float]]) -> float:
    everything, sentences = _folded(passage)
    there = [(gram, weight) for gram, weight in wanted if gram in everything]
    return max((sum(weight for gram, weight in there if gram in one) for one in sentences), default=0.0)


@lru_cache(maxsize=_REMEMBERED)
def _folded(passage: Passage) -> tuple[str, tuple[str, ...]]:
    """All words of a passage's sentences, and those of each; a space before and after every word."""
    sentences = tuple(map(_spaced, sentence_units(passage) or (passage.text,)))
    return "\n".join(sentences), sentences


def _spaced(text: str) -> str:
    return f" {' '.join(_words(fold(text)))} "


def _words(folded: str) -> list[str]:
    """What `_WORD` finds in a text, in half the time: most of what stands between spaces is one word."""
    words: list[str] = []
    for piece in folded.translate(_APART).split():
        word = piece.strip(".,")
        if word.isalpha() or word.isdecimal():
            words.append(word)
        else:
            words += _WORD.findall(word)
    return words
