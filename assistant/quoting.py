"""Which sentences of the passages found answer a question: those nearest to it in words and meaning.

Which passages speak of it at all is settled in `passages.py`; nothing is rewritten here.
"""

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from assistant.wording.text_questions import FORMALITIES
from vectorstore.analysis.text import fold, sentences, tokens
from vectorstore.retriever import Hit

if TYPE_CHECKING:
    from vectorstore.embeddings import Embedder

Pairs: TypeAlias = frozenset[tuple[str, str]]
"""Pairs of neighbouring folded syllables: one alone says too little."""

_CELLS = " | "
_SENTENCES = 3
_LISTED = 8
_SHORTEST = 5  # words
_BARE_CELLS = 2  # so many numbers side by side are a row of figures
_COMPARED = 24  # sentences whose meaning is compared
_MEANING = 5.0  # a fifth of a cosine weighs as much as all of a question's words
_AS_GOOD = 0.25  # so much worse than the best one, a sentence is still quoted


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage found, by its place in the report; `rank`: that of its passage."""

    hit: Hit
    start: int
    end: int
    rank: int

    @property
    def words(self) -> str:
        """The sentence as it stands."""
        start = self.hit.passage.start
        return self.hit.passage.text[self.start - start : self.end - start]

    @property
    def heading(self) -> str:
        """The nearest heading above it."""
        return self.hit.passage.heading.rpartition(" › ")[2]


def best_sentences(
    hits: Sequence[Hit], question: str, wanted: Sequence[Pairs], embedder: "Embedder", *, several: bool
) -> list[Sentence]:
    """The sentences that say most of what is asked, best first; none where no line says anything.

    `wanted`: the question's words, each as the pairs it may stand in. What few sentences say counts for more.
    Of a list under one heading more is quoted when `several` things are asked for.
    """
    told = _statements(hits)
    return _best(told, wanted, _closeness(embedder, question, told), several=several) if told else []


def _statements(hits: Sequence[Hit]) -> list[Sentence]:
    return [
        Sentence(hit, hit.passage.start + start, hit.passage.start + end, rank)
        for rank, hit in enumerate(hits)
        for start, end in sentences(hit.passage.text)
        if _is_statement(hit.passage.text[start:end])
    ][:_COMPARED]


def _closeness(embedder: "Embedder", question: str, told: Sequence[Sentence]) -> list[float]:
    """How far in meaning each sentence is from the question beyond the closest one, 0 or less."""
    cosines = embedder.embed_passages([sentence.words for sentence in told]) @ embedder.embed_query(question)
    return [float(cosine) for cosine in cosines - cosines.max()]


def _best(
    told: Sequence[Sentence], wanted: Sequence[Pairs], closeness: Sequence[float], *, several: bool
) -> list[Sentence]:
    own = [pairs_of(sentence.words) for sentence in told]
    weights = [_rarity(sum(bool(pairs & one) for one in own), len(own)) for pairs in wanted]
    whole = sum(weights) or 1.0
    scored = []
    for sentence, here, far in zip(told, own, closeness, strict=True):
        # A heading speaks for the sentences under it; of a table the column heads do that.
        heading = frozenset[tuple[str, str]]() if _CELLS in sentence.words else pairs_of(sentence.heading)
        scored.append((_said(wanted, weights, here | heading) / whole + _MEANING * far, sentence))
    scored.sort(key=lambda each: (-each[0], each[1].rank, each[1].start))
    best, first = scored[0]
    if not several:
        return [sentence for score, sentence in scored if score >= best - _AS_GOOD][:_SENTENCES]
    return [
        sentence
        for score, sentence in scored
        if score >= best - 2 * _AS_GOOD and sentence.heading == first.heading
    ][:_LISTED]


def _rarity(held: int, of: int) -> float:
    return math.log(1 + (of - held + 0.5) / (held + 0.5))


def _said(wanted: Sequence[Pairs], weights: Sequence[float], there: Set[tuple[str, str]]) -> float:
    return sum(weight for pairs, weight in zip(wanted, weights, strict=True) if pairs & there)


def _is_statement(sentence: str) -> bool:
    """Whether a line says something: it is no agency's name in capitals, caption, date or table heading.

    A row of a table says something where its cells have words; bare numbers mean nothing without the heads of
    their columns, and whoever wants them asks for a number.
    """
    if _CELLS in sentence:
        cells = sentence.split(_CELLS)[1:]
        bare = sum(any(c.isdigit() for c in cell) and not any(c.isalpha() for c in cell) for cell in cells)
        return bare < _BARE_CELLS and any(character.isdigit() for character in sentence)
    words = tokens(sentence)
    return len(words) >= _SHORTEST and not sentence.isupper() and not FORMALITIES.match(fold(sentence))


def pairs_of(text: str) -> Pairs:
    return frozenset(pairwise(fold(token.text) for token in tokens(text)))
