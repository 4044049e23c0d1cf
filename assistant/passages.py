"""Answers in the reports' own words: the sentences of the best passages that speak of what was asked.

Nothing is rewritten, so nothing can be invented; when the best passage accounts for too little of the
question, the reports do not say.
"""

import re
from collections.abc import Sequence, Set
from itertools import pairwise

from assistant.answer import Status
from assistant.citations import Citations
from assistant.draft import Draft
from assistant.quoting import Pairs, Sentence, best_sentences, pairs_of
from assistant.slots import Slots
from assistant.wording.absence import no_passage
from assistant.wording.text_questions import PERSONS, PLANS, SEVERAL
from vectorstore.analysis.periods import covers, same_period, year_of
from vectorstore.analysis.query import QuestionReading
from vectorstore.analysis.question.glossary import find_glosses
from vectorstore.analysis.question.terms import narrows
from vectorstore.analysis.text import Token, fold, tokens
from vectorstore.retriever import Hit, HybridRetriever

_TIER = re.compile(r"^(?:huyen|quan|thi xa|tx|thanh pho|tp|xa|phuong|thi tran)\.? ")
_CANDIDATES = 8
_FEW = 3
_COVERED = 0.5
"""The share of the question's own words that a passage with its headings must hold to be an answer.

A question of `_FEW` such words or less must find them all: one shared syllable proves nothing.
"""
_COVERED_THERE = 0.3
"""The same where place and period are named and the report is theirs: it may say it in other words."""


def answer_from_passages(
    retriever: HybridRetriever, reading: QuestionReading, slots: Slots, citations: Citations
) -> Draft:
    """Quote the sentences that answer a question asking for words."""
    if slots.contradicted:
        return Draft(status=Status.NOT_FOUND, sentences=(no_passage(reading.language),))
    ahead = PLANS.search(fold(reading.text)) is not None
    wanted = _wanted(reading)
    provinces, years = slots.provinces if slots.place_named else (), _years(slots, ahead=ahead)
    hits = retriever.search(reading.text, k=_CANDIDATES, provinces=provinces, years=years)
    speaking = [hit for hit in hits if _speaks_of(hit, reading, slots, wanted, ahead=ahead)]
    if not speaking and provinces and years:
        undated = [
            hit
            for hit in retriever.search(reading.text, k=_CANDIDATES, provinces=provinces)
            if hit.report.metadata.period is None and _tells_year(hit, years)
        ]
        speaking = [hit for hit in undated if _speaks_of(hit, reading, slots, wanted, ahead=ahead)]
    if not speaking:
        return Draft(status=Status.NOT_FOUND, sentences=(no_passage(reading.language),))
    speaking.sort(
        key=lambda hit: -_matched(wanted, pairs_of(hit.passage.indexed_text))
    )  # stable: ties by rank
    best = best_sentences(
        speaking[:2],
        _without_named(reading),
        wanted,
        retriever.index.embedder,
        several=SEVERAL.search(fold(reading.text)) is not None,
    )
    if not best:
        return Draft(status=Status.NOT_FOUND, sentences=(no_passage(reading.language),))
    lines = [_quoted(sentence, citations) for sentence in sorted(best, key=lambda s: (s.rank, s.start))]
    return Draft(status=Status.ANSWERED, sentences=tuple(lines))


def _years(slots: Slots, *, ahead: bool) -> tuple[int, ...]:
    """The years of the reports to look in; what is planned for one stands in the report on the one before."""
    named = [year for period in slots.periods if (year := year_of(period)) is not None]
    return tuple(sorted({*named, *(year - 1 for year in named if ahead)}))


def _speaks_of(
    hit: Hit, reading: QuestionReading, slots: Slots, wanted: Sequence[Pairs], *, ahead: bool
) -> bool:
    if not (ahead or _of_part(hit, slots)) or not all(
        _names(hit, locality) for locality in reading.localities
    ):
        return False
    if not wanted:
        return bool(reading.indicators) and reading.language != "en"
    there = pairs_of(f"{hit.report.metadata.title}\n{hit.passage.indexed_text}")
    if slots.place_named and slots.periods and not PERSONS.search(fold(reading.text)):
        return _matched(wanted, there) >= _COVERED_THERE * len(wanted)
    needed = len(wanted) if len(wanted) <= _FEW else _COVERED * len(wanted)
    return _matched(wanted, there) >= needed


def _tells_year(hit: Hit, years: Sequence[int]) -> bool:
    """Whether a report of no known period speaks of one of these years."""
    said = f"{hit.report.source}\n{hit.report.metadata.title}\n{hit.passage.indexed_text}"
    return any(str(year) in said for year in years)


def _of_part(hit: Hit, slots: Slots) -> bool:
    """Whether a report is of the part of a year that was asked; any report of the year is of the whole."""
    own, asked = hit.report.metadata.period, slots.named_periods
    if own is None or not asked:
        return True
    return any(same_period(own, period) or covers(period, own) or covers(own, period) for period in asked)


def _names(hit: Hit, locality: str) -> bool:
    where = fold(f"{hit.report.metadata.title}\n{hit.report.metadata.locality}\n{hit.passage.indexed_text}")
    return fold(locality) in where or _TIER.sub("", fold(locality)) in where


def _without_named(reading: QuestionReading) -> str:
    """The question less its places and periods, which all sentences of the right report have in common."""
    text = reading.text
    for start, end in sorted(_named(reading), reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return " ".join(text.split()) or reading.text


def _named(reading: QuestionReading) -> list[tuple[int, int]]:
    return [(m.start, m.end) for m in reading.places] + [(m.start, m.end) for m in reading.periods]


def _quoted(sentence: Sentence, citations: Citations) -> str:
    passage = sentence.hit.passage
    mark = citations.span(passage.report_id, sentence.start, sentence.end, passage.page, passage.heading)
    return f"{sentence.words.rstrip(' .;:')} [{mark}]."


def _wanted(reading: QuestionReading) -> list[Pairs]:
    """What the question says beside place and time, each word as the pairs of syllables it stands in.

    A syllable alone says too little. What names an indicator counts too: here it is words like any other.
    Of an English question it is what the glossary knows of it, an entry at a time.
    """
    named = _named(reading)
    words = tokens(reading.text)
    said = {at for at, word in enumerate(words) if any(start <= word.start < end for start, end in named)}
    if reading.language != "en":
        return _as_pairs(words, said)
    return [pairs_of(gloss.vietnamese) for gloss in find_glosses(words) if " " in gloss.vietnamese]


def _as_pairs(words: Sequence[Token], left_out: Set[int]) -> list[Pairs]:
    keys = [fold(word.text) for word in words]
    return [
        frozenset(pair for pair in pairwise(keys[max(0, at - 1) : at + 2]))
        for at, key in enumerate(keys)
        if at not in left_out and narrows(key)
    ]


def _matched(wanted: Sequence[Pairs], there: Pairs) -> int:
    return sum(bool(pairs & there) for pairs in wanted)
