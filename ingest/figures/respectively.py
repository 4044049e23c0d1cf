"""Numbers that follow in the order in which what they count was named (`khai sinh, khai tử lần lượt là …`).

As many subjects, periods or places stand before the word as numbers after it; each number gets its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.figures.clauses import Clause, Sentence, Span
from ingest.figures.scope import Mentions
from ingest.figures.wording import RESPECTIVELY, SET_BESIDE
from vectorstore.analysis.periods import PeriodMention
from vectorstore.analysis.places import PlaceMention

_REACH = 5  # words between `lần lượt` and the first number


@dataclass(frozen=True, slots=True)
class Allotted:
    """What a number gets from the list before it: the words of its subject, or a period, or a place."""

    words: Span | None = None
    period: PeriodMention | None = None
    place: PlaceMention | None = None


def allot(sentence: Sentence, clauses: Sequence[Clause], mentions: Mentions) -> Mapping[int, Allotted]:
    """What each clause, by its place among them, gets from a list named before its numbers."""
    everything = Span(0, len(sentence.words))
    marker = sentence.find(RESPECTIVELY, everything)
    if marker is None:
        return {}
    run = _run(sentence, clauses, marker)
    if len(run) < 2:
        return {}
    start = clauses[run[0] - 1].phrase.last if run[0] else 0
    before = Span(start, marker)
    for listed in (_periods(sentence, mentions, before), _places(sentence, mentions, before)):
        if len(listed) == len(run):
            return dict(zip(run, listed, strict=True))
    segments = _segments(sentence, before)[-len(run) :]
    return dict(zip(run, map(Allotted, segments), strict=True)) if len(segments) == len(run) else {}


def _run(sentence: Sentence, clauses: Sequence[Clause], marker: int) -> list[int]:
    """The numbers of the list: the first close behind the word, the others joined to it."""
    run: list[int] = []
    for index, clause in enumerate(clauses):
        if clause.number.first < marker:
            continue
        if not run:
            if clause.number.first - marker > _REACH:
                break
        elif not _joined(sentence, clause):
            break
        run.append(index)
    return run


def _joined(sentence: Sentence, clause: Clause) -> bool:
    return set(sentence.keys[clause.left.first : clause.number.first]) <= set(SET_BESIDE)


def _inside(sentence: Sentence, start: int, span: Span) -> bool:
    return span.first < span.last and (
        sentence.words[span.first].start <= start < sentence.words[span.last - 1].end
    )


def _periods(sentence: Sentence, mentions: Mentions, span: Span) -> list[Allotted]:
    return [Allotted(period=m) for m in mentions.periods if _inside(sentence, m.start, span)]


def _places(sentence: Sentence, mentions: Mentions, span: Span) -> list[Allotted]:
    return [Allotted(place=m) for m in mentions.places if _inside(sentence, m.start, span)]


def _segments(sentence: Sentence, span: Span) -> list[Span]:
    """The stretch cut at commas and joining words."""
    segments: list[Span] = []
    first = span.first
    for at in span.positions:
        joins = sentence.keys[at] in SET_BESIDE
        if at > first and (joins or "," in sentence.gap(at)):
            segments.append(Span(first, at))
            first = at
        if joins:
            first = at + 1
    if first < span.last:
        segments.append(Span(first, span.last))
    return segments
