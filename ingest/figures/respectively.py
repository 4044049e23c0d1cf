"""Numbers that follow in the order in which what they count was named (`khai sinh, khai tử lần lượt là …`).

As many subjects, periods or places stand before the word as numbers after it; each number gets its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.figures.clauses import Clause, Sentence, Span, segment
from ingest.figures.scope import Mentions
from ingest.figures.wording import ALREADY_TOLD, CHANGE, LEVELS, RESPECTIVELY, SET_BESIDE
from vectorstore.analysis.periods import PeriodMention
from vectorstore.analysis.places import PlaceMention

_REACH = 5  # words between `lần lượt` and the first number


@dataclass(frozen=True, slots=True)
class Allotted:
    """What a number gets from the list before it: the words of its subject, or a period, place or tier.

    `back`: it speaks again of what was told so many levels before (`hai con số này lần lượt là …`). `shared`:
    the words that the list's first number stands behind and its last one before, which hold for all of them.
    `first`: it is the first of its list, the others have its role.
    """

    words: Span | None = None
    period: PeriodMention | None = None
    place: PlaceMention | None = None
    level: str | None = None
    back: int | None = None
    shared: Clause | None = None
    first: bool = True


def allot(sentence: Sentence, clauses: Sequence[Clause], mentions: Mentions) -> Mapping[int, Allotted]:
    """What each clause, by its place among them, gets from a list named before its numbers."""
    found: dict[int, Allotted] = {}
    listed: Sequence[Allotted] = ()
    for marker in _markers(sentence):
        run = _run(sentence, clauses, marker)
        if len(run) < 2 or run[0] in found:
            continue
        own = _listed(sentence, clauses, mentions, run, marker)
        if own:
            listed = own
            found |= _shared(clauses, run, own)
            continue
        changed = _changed(sentence, clauses, run, marker)
        if changed:
            found |= {at: replace(each, first=at == run[0]) for at, each in zip(run, changed, strict=True)}
            continue
        segments = _segments(sentence, _before(clauses, run, marker))[-len(run) :]
        if len(listed) == len(run):  # `…, số lượt người tương ứng là …`: of the periods or places told before
            found |= _shared(clauses, run, listed)
        elif len(segments) == len(run):
            found |= {at: Allotted(w, first=at == run[0]) for at, w in zip(run, segments, strict=True)}
    return found


def _markers(sentence: Sentence) -> list[int]:
    """The positions behind the words that tell of an order."""
    return [
        at + len(words)
        for at in range(len(sentence.keys))
        for words in (phrase.split() for phrase in RESPECTIVELY)
        if sentence.keys[at : at + len(words)] == tuple(words)
    ]


def _before(clauses: Sequence[Clause], run: Sequence[int], marker: int) -> Span:
    return Span(clauses[run[0] - 1].phrase.last if run[0] else 0, marker)


def _listed(
    sentence: Sentence, clauses: Sequence[Clause], mentions: Mentions, run: Sequence[int], marker: int
) -> Sequence[Allotted]:
    """The periods, places, tiers or earlier levels that stand before a list, one for each of its numbers."""
    before = _before(clauses, run, marker)
    since = segment(sentence, clauses[run[0]]).first
    for listed in (
        _periods(sentence, mentions, before),
        _places(sentence, mentions, Span(since, marker)),
        _levels(sentence, before),
        _told_before(sentence, before, len(run)),
    ):
        if len(listed) == len(run):
            return listed
    return ()


def _shared(
    clauses: Sequence[Clause], run: Sequence[int], listed: Sequence[Allotted]
) -> Mapping[int, Allotted]:
    """Each number's own of the list; a number without a noun shares the last one's (`110 và 109 văn bản`)."""
    opening, closing = clauses[run[0]], clauses[run[-1]]
    found = {}
    for at, allotted in zip(run, listed, strict=True):
        own = clauses[at]
        phrase = own.phrase if own.phrase.positions else closing.phrase
        shared = replace(own, number=opening.number, left=opening.left, phrase=phrase)
        found[at] = replace(allotted, shared=shared, first=at == run[0])
    return found


def _levels(sentence: Sentence, span: Span) -> list[Allotted]:
    """The tiers of government named in a stretch, in order."""
    named = [
        (at, level)
        for at in span.positions
        for level in LEVELS
        if sentence.keys[at : at + len(level.split())] == tuple(level.split())
    ]
    return [Allotted(level=level) for _, level in named]


def _told_before(sentence: Sentence, span: Span, count: int) -> list[Allotted]:
    """The last levels told, where the list only points back at them."""
    if sentence.find(ALREADY_TOLD, span) is None:
        return []
    return [Allotted(back=count - place) for place in range(count)]


def _changed(
    sentence: Sentence, clauses: Sequence[Clause], run: Sequence[int], marker: int
) -> Sequence[Allotted]:
    """For the changes of a list the levels told before it in the sentence, where there are as many."""
    if sentence.find(CHANGE, Span(max(0, marker - _REACH), clauses[run[0]].number.first)) is None:
        return ()
    before = [
        clause
        for clause in clauses[: run[0]]
        if not (clause.quantity.percent or clause.quantity.points or clause.quantity.multiple)
    ]
    if len(before) != len(run):
        return ()
    return [Allotted(back=len(run) - place) for place in range(len(run))]


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
    return set(sentence.keys[clause.left.first : clause.number.first]) <= {*SET_BESIDE, *CHANGE}


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
