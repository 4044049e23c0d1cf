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
from vectorstore.analysis.question.glossary import find_glosses, in_vietnamese
from vectorstore.analysis.question.terms import narrows
from vectorstore.analysis.text import Token, fold, sentences, tokens
from vectorstore.retriever import Hit, HybridRetriever

_Pairs = frozenset[tuple[str, str]]

_CANDIDATES = 8
_SENTENCES = 3
_LISTED = 8
_SHORTEST = 5  # words
_UNDER = 0.5  # what a heading's word counts, to one of the sentence's own
_AS_GOOD = 0.5
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
    matched: float
    rank: int


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
    best = _sentences(speaking[:2], wanted, several=SEVERAL.search(fold(reading.text)) is not None)
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
    if reading.language == "en" and not reading.indicators:
        return bool(reading.places) and bool(
            reading.terms
        )  # its words are not the reports': the ranking must do
    if not wanted:
        return bool(reading.indicators)
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


def _sentences(hits: Sequence[Hit], wanted: Sequence[_Pairs], *, several: bool) -> list[_Sentence]:
    """The sentences that say most of what is asked: what few of them say counts for more.

    A heading speaks for the sentences under it, less than their own words do. Of a list under one heading
    more is quoted when several things are asked for.
    """
    told = [
        (hit, rank, start, end)
        for rank, hit in enumerate(hits)
        for start, end in sentences(hit.passage.text)
        if _is_statement(hit.passage.text[start:end])
    ]
    own = [_pairs(hit.passage.text[start:end]) for hit, _, start, end in told]
    above = [_pairs(_nearest_heading(hit)) for hit, *_ in told]
    weights = [_weight(sum(bool(pairs & one) for one in own), len(own)) for pairs in wanted]
    found = [
        _Sentence(
            hit,
            hit.passage.start + start,
            hit.passage.start + end,
            _said(wanted, weights, here) + _UNDER * _said(wanted, weights, heading - here),
            rank,
        )
        for (hit, rank, start, end), here, heading in zip(told, own, above, strict=True)
    ]
    best = max((s.matched for s in found), default=0.0)
    ordered = sorted(
        (s for s in found if s.matched > 0 and s.matched >= _AS_GOOD * best),
        key=lambda s: (-s.matched, s.rank, s.start),
    )
    if not several:
        return ordered[:_SENTENCES]
    return [s for s in ordered if _nearest_heading(s.hit) == _nearest_heading(ordered[0].hit)][:_LISTED]


def _weight(held: int, of: int) -> float:
    return math.log(1 + (of - held + 0.5) / (held + 0.5))


def _said(wanted: Sequence[_Pairs], weights: Sequence[float], there: Set[tuple[str, str]]) -> float:
    return sum(weight for pairs, weight in zip(wanted, weights, strict=True) if pairs & there)


def _nearest_heading(hit: Hit) -> str:
    return hit.passage.heading.rpartition(" › ")[2]


def _is_statement(sentence: str) -> bool:
    """Whether a line says something: no agency's name in capitals, caption, date of printing or table heading.

    A row of a table says something by its numbers.
    """
    if _CELLS in sentence:
        return any(character.isdigit() for character in sentence)
    words = tokens(sentence)
    return len(words) >= _SHORTEST and not sentence.isupper() and not FORMALITIES.match(fold(sentence))


def _quoted(sentence: _Sentence, citations: Citations) -> str:
    passage = sentence.hit.passage
    mark = citations.span(passage.report_id, sentence.start, sentence.end, passage.page, passage.heading)
    words = passage.text[sentence.start - passage.start : sentence.end - passage.start]
    return f"{words.rstrip(' .;:')} [{mark}]."


def _wanted(reading: QuestionReading) -> list[_Pairs]:
    """What the question says beside place and time, each word as the pairs of syllables it stands in.

    A syllable alone says too little. What names an indicator counts too: here it is words like any other.
    An English question says what the glossary makes of it; its other words, names mostly, are as they stand.
    """
    named = [(m.start, m.end) for m in reading.places] + [(m.start, m.end) for m in reading.periods]
    words = tokens(reading.text)
    said = {at for at, word in enumerate(words) if any(start <= word.start < end for start, end in named)}
    if reading.language != "en":
        return _as_pairs(words, said)
    glossed = {at for gloss in find_glosses(words) for at in range(gloss.first, gloss.last)}
    return _as_pairs(tokens(in_vietnamese(reading.text)), set()) + _as_pairs(words, said | glossed)


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
