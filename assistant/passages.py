"""Answers in the reports' own words: the sentences of the best passages that speak of what was asked.

Nothing is rewritten, so nothing can be invented; when the best passage accounts for too little of the
question, the reports do not say.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Status
from assistant.citations import Citations
from assistant.draft import Draft
from assistant.lookup import Slots
from assistant.wording import no_passage
from vectorstore.analysis.periods import year_of
from vectorstore.analysis.query import QuestionReading
from vectorstore.analysis.text import fold, sentences, tokens
from vectorstore.retriever import Hit, HybridRetriever

_CANDIDATES = 8
_SENTENCES = 3
_COVERED = 0.6
"""The share of the question's own words that a passage with its headings must hold to be an answer."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    hit: Hit
    start: int
    end: int
    matched: int
    rank: int


def answer_from_passages(
    retriever: HybridRetriever, reading: QuestionReading, slots: Slots, citations: Citations
) -> Draft:
    """Quote the sentences that answer a question asking for words."""
    hits = retriever.search(
        reading.text,
        k=_CANDIDATES,
        provinces=slots.provinces if slots.place_named else (),
        years=tuple(y for p in slots.periods if (y := year_of(p)) is not None),
    )
    wanted = frozenset(reading.terms)
    speaking = [hit for hit in hits if _speaks_of(hit, reading, wanted)]
    if not speaking:
        return Draft(status=Status.NOT_FOUND, sentences=(no_passage(reading),))
    best = _sentences(speaking[:2], wanted)
    lines = [_quoted(sentence, citations) for sentence in sorted(best, key=lambda s: (s.rank, s.start))]
    return Draft(status=Status.ANSWERED, sentences=tuple(lines))


def _speaks_of(hit: Hit, reading: QuestionReading, wanted: frozenset[str]) -> bool:
    if reading.language == "en":  # its words are not the reports': the place named and the ranking must do
        return bool(reading.places) and bool(reading.terms or reading.indicators)
    if not wanted:
        return bool(reading.indicators)
    there = _keys(f"{hit.passage.indexed_text} {hit.report.metadata.title}")
    return len(wanted & there) >= _COVERED * len(wanted)


def _sentences(hits: Sequence[Hit], wanted: frozenset[str]) -> list[_Sentence]:
    found: list[_Sentence] = []
    for rank, hit in enumerate(hits):
        passage = hit.passage
        above = wanted & _keys(passage.heading.rpartition(" › ")[2])
        for start, end in sentences(passage.text):
            matched = len(above | wanted & _keys(passage.text[start:end])) + len(above)
            found.append(_Sentence(hit, passage.start + start, passage.start + end, matched, rank))
    matching = [s for s in found if s.matched] or found
    best = max((s.matched for s in matching), default=0)
    ordered = sorted(matching, key=lambda s: (-s.matched, s.rank, s.start))
    return [s for s in ordered if 2 * s.matched >= best][:_SENTENCES]


def _quoted(sentence: _Sentence, citations: Citations) -> str:
    passage = sentence.hit.passage
    mark = citations.span(passage.report_id, sentence.start, sentence.end, passage.page, passage.heading)
    words = passage.text[sentence.start - passage.start : sentence.end - passage.start]
    return f"{words.rstrip(' .;:')} [{mark}]."


def _keys(text: str) -> frozenset[str]:
    return frozenset(fold(token.text) for token in tokens(text))
