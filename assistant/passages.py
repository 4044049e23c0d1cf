"""Answers in the reports' own words: the sentences of the best passages that speak of what was asked.

Nothing is rewritten, so nothing can be invented; when the best passage accounts for too little of the
question, the reports do not say.
"""

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from assistant.answer import Status
from assistant.citations import Citations
from assistant.draft import Draft
from assistant.slots import Slots
from assistant.wording.absence import no_passage
from assistant.wording.text_questions import FORMALITIES, PLANS, SEVERAL
from vectorstore.analysis.periods import covers, same_period, year_of
from vectorstore.analysis.query import QuestionReading
from vectorstore.analysis.question.glossary import find_glosses
from vectorstore.analysis.question.terms import narrows
from vectorstore.analysis.text import Token, fold, sentences, tokens
from vectorstore.retriever import Hit, HybridRetriever

_Pairs = frozenset[tuple[str, str]]

_CANDIDATES = 8
_SENTENCES = 3
_LISTED = 8
_SHORTEST = 5  # words
_COMPARED = 24  # sentences whose meaning is compared
_MEANING = 5.0  # a fifth of a cosine weighs as much as all of a question's words
_AS_GOOD = 0.25  # so much worse than the best one, a sentence is still quoted
_FEW = 3
_CELLS = " | "
_COVERED = 0.5
"""The share of the question's own words that a passage with its headings must hold to be an answer.

A question of `_FEW` such words or less must find them all: one shared syllable proves nothing.
"""


@dataclass(frozen=True, slots=True)
class _Sentence:
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


def answer_from_passages(
    retriever: HybridRetriever, reading: QuestionReading, slots: Slots, citations: Citations
) -> Draft:
    """Quote the sentences that answer a question asking for words."""
    if slots.contradicted:
        return Draft(status=Status.NOT_FOUND, sentences=(no_passage(reading.language),))
    ahead = PLANS.search(fold(reading.text)) is not None
    hits = retriever.search(
        reading.text,
        k=_CANDIDATES,
        provinces=slots.provinces if slots.place_named else (),
        years=_years(slots, ahead=ahead),
    )
    wanted = _wanted(reading)
    speaking = [hit for hit in hits if _speaks_of(hit, reading, slots, wanted, ahead=ahead)]
    if not speaking:
        return Draft(status=Status.NOT_FOUND, sentences=(no_passage(reading.language),))
    speaking.sort(key=lambda hit: -_matched(wanted, _pairs(hit.passage.indexed_text)))  # stable: ties by rank
    told = _statements(speaking[:2])
    close = _closeness(retriever, _without_named(reading), told)
    best = _best(told, wanted, close, several=SEVERAL.search(fold(reading.text)) is not None)
    if not best:
        return Draft(status=Status.NOT_FOUND, sentences=(no_passage(reading.language),))
    lines = [_quoted(sentence, citations) for sentence in sorted(best, key=lambda s: (s.rank, s.start))]
    return Draft(status=Status.ANSWERED, sentences=tuple(lines))


def _years(slots: Slots, *, ahead: bool) -> tuple[int, ...]:
    """The years of the reports to look in; what is planned for one stands in the report on the one before."""
    named = [year for period in slots.periods if (year := year_of(period)) is not None]
    return tuple(sorted({*named, *(year - 1 for year in named if ahead)}))


def _speaks_of(
    hit: Hit, reading: QuestionReading, slots: Slots, wanted: Sequence[_Pairs], *, ahead: bool
) -> bool:
    if not (ahead or _of_part(hit, slots)) or not all(
        _names(hit, locality) for locality in reading.localities
    ):
        return False
    if not wanted:
        return bool(reading.indicators) and reading.language != "en"
    there = _pairs(f"{hit.report.metadata.title}\n{hit.passage.indexed_text}")
    needed = len(wanted) if len(wanted) <= _FEW else _COVERED * len(wanted)
    return _matched(wanted, there) >= needed


def _of_part(hit: Hit, slots: Slots) -> bool:
    """Whether a report is of the part of a year that was asked; any report of the year is of the whole."""
    own, asked = hit.report.metadata.period, slots.named_periods
    if own is None or not asked:
        return True
    return any(same_period(own, period) or covers(period, own) or covers(own, period) for period in asked)


def _names(hit: Hit, locality: str) -> bool:
    where = f"{hit.report.metadata.title}\n{hit.report.metadata.locality}\n{hit.passage.indexed_text}"
    return fold(locality) in fold(where)


def _statements(hits: Sequence[Hit]) -> list[_Sentence]:
    return [
        _Sentence(hit, hit.passage.start + start, hit.passage.start + end, rank)
        for rank, hit in enumerate(hits)
        for start, end in sentences(hit.passage.text)
        if _is_statement(hit.passage.text[start:end])
    ][:_COMPARED]


def _closeness(retriever: HybridRetriever, question: str, told: Sequence[_Sentence]) -> list[float]:
    """How far in meaning each sentence is from the question beyond the closest one, 0 or less."""
    if not told:
        return []
    embedder = retriever.index.embedder
    cosines = embedder.embed_passages([sentence.words for sentence in told]) @ embedder.embed_query(question)
    return [float(cosine) for cosine in cosines - cosines.max()]


def _without_named(reading: QuestionReading) -> str:
    """The question less its places and periods, which all sentences of the right report have in common."""
    text = reading.text
    for start, end in sorted(_named(reading), reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return " ".join(text.split()) or reading.text


def _named(reading: QuestionReading) -> list[tuple[int, int]]:
    return [(m.start, m.end) for m in reading.places] + [(m.start, m.end) for m in reading.periods]


def _best(
    told: Sequence[_Sentence], wanted: Sequence[_Pairs], closeness: Sequence[float], *, several: bool
) -> list[_Sentence]:
    """The sentences that say most of what is asked, by their words and their meaning.

    What few of them say counts for more. Of a list under one heading more is quoted when several things are
    asked for.
    """
    own = [_pairs(sentence.words) for sentence in told]
    weights = [_rarity(sum(bool(pairs & one) for one in own), len(own)) for pairs in wanted]
    whole = sum(weights) or 1.0
    scored = []
    for sentence, here, far in zip(told, own, closeness, strict=True):
        # A heading speaks for the sentences under it; of a table the column heads do that.
        heading = frozenset[tuple[str, str]]() if _CELLS in sentence.words else _pairs(sentence.heading)
        scored.append((_said(wanted, weights, here | heading) / whole + _MEANING * far, sentence))
    scored.sort(key=lambda each: (-each[0], each[1].rank, each[1].start))
    if not scored:
        return []
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


def _said(wanted: Sequence[_Pairs], weights: Sequence[float], there: Set[tuple[str, str]]) -> float:
    return sum(weight for pairs, weight in zip(wanted, weights, strict=True) if pairs & there)


def _is_statement(sentence: str) -> bool:
    """Whether a line says something: it is no agency's name in capitals, caption, date or table heading.

    A row of a table says something by its numbers.
    """
    if _CELLS in sentence:
        return any(character.isdigit() for character in sentence)
    words = tokens(sentence)
    return len(words) >= _SHORTEST and not sentence.isupper() and not FORMALITIES.match(fold(sentence))


def _quoted(sentence: _Sentence, citations: Citations) -> str:
    passage = sentence.hit.passage
    mark = citations.span(passage.report_id, sentence.start, sentence.end, passage.page, passage.heading)
    return f"{sentence.words.rstrip(' .;:')} [{mark}]."


def _wanted(reading: QuestionReading) -> list[_Pairs]:
    """What the question says beside place and time, each word as the pairs of syllables it stands in.

    A syllable alone says too little. What names an indicator counts too: here it is words like any other.
    Of an English question it is what the glossary knows of it, an entry at a time.
    """
    named = _named(reading)
    words = tokens(reading.text)
    said = {at for at, word in enumerate(words) if any(start <= word.start < end for start, end in named)}
    if reading.language != "en":
        return _as_pairs(words, said)
    return [_pairs(gloss.vietnamese) for gloss in find_glosses(words) if " " in gloss.vietnamese]


def _as_pairs(words: Sequence[Token], left_out: Set[int]) -> list[_Pairs]:
    keys = [fold(word.text) for word in words]
    return [
        frozenset(pair for pair in pairwise(keys[max(0, at - 1) : at + 2]))
        for at, key in enumerate(keys)
        if at not in left_out and narrows(key)
    ]


def _matched(wanted: Sequence[_Pairs], there: _Pairs) -> int:
    return sum(bool(pairs & there) for pairs in wanted)


def _pairs(text: str) -> _Pairs:
    return frozenset(pairwise(fold(token.text) for token in tokens(text)))
