"""Which figure a question's words are closest to, when neither list nor counted noun leads to one.

Every word of the question must be said: by the figure's own words, its clause, what opens its sentence, the
sentence or what stands above it, the nearer the better. What another number that counts the same says of
itself is only that one's. A figure is taken only when it is clearly closer than every other number.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.sources import Sources
from vectorstore.analysis.question.vocabulary import Terms, WantedWords, phrases_of, said_in, spaced
from vectorstore.schema import Figure

_CREDITS = (1.0, 0.8, 0.7, 0.45, 0.4)
"""What a word counts for that is said by the figure itself, its clause, its lead, its sentence, above it."""
_NOT_ASKED = 0.4
"""What it counts for that all words of a figure are the question's."""
_LEAST_ASKED = 0.5
"""The share of a figure's own words that must be the question's: others make it something else."""
_AHEAD = 0.1
"""By how much the closest figure must be closer than any other number."""
_MOST = 2_000
"""Of more figures than these some other than the closest would say the same; reading them all takes long."""
_MONEY = "đồng"
_ENDS_BEFORE = re.compile(r"[,;:(]")
_ENDS_BEHIND = re.compile(r"[,;.()]")


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure with what stands around its number in its sentence, as printed.

    `label`: its own words before the number, and what was read of it; `behind`: those behind it up to the
    next comma; `clause`: all between the numbers beside it; `lead`: what stands before the first number.
    """

    figure: Figure
    english: bool
    label: str
    behind: str
    clause: str
    lead: str
    quote: str
    above: str

    @property
    def own(self) -> str:
        return f"{self.label} ; {self.behind}"

    def said(self, words: str) -> Terms:
        return said_in(words, english=self.english)


def closest(figures: Sequence[Figure], wanted: WantedWords, sources: Sources) -> Figure | None:
    """The one figure that says all that is wanted and is closest to it; None when none is or several are."""
    if not wanted.words or len(figures) > _MOST:
        return None
    sources.load(figures)
    likely = [figure for figure in figures if _may_say_all(figure, wanted, sources)]
    sentences = _sentences_of(likely, sources)
    scored: list[tuple[float, Figure]] = []
    for figure in likely:
        beside = sentences[figure.report_id, figure.start]
        told = beside[figure.value_start]
        nearness = _nearness(told, wanted, [other for other in beside.values() if other is not told])
        asked = _share_asked(told, wanted)
        if nearness is not None and (asked >= _LEAST_ASKED or figure.unit == _MONEY):
            scored.append((nearness + _NOT_ASKED * asked, figure))
    if not scored:
        return None
    best, first = max(scored, key=lambda pair: pair[0])
    others = (score for score, figure in scored if figure.value != first.value)
    return first if max(others, default=0.0) <= best - _AHEAD else None


def _may_say_all(figure: Figure, wanted: WantedWords, sources: Sources) -> bool:
    """Whether a figure's sentence, label and what stands above say every word."""
    english = _is_english(figure, sources)
    if not english:
        around = f"{sources.quote(figure)} ; {_above(figure, sources)} ; {_read(figure)}"
        if not wanted.may_be_said_in(spaced(around)):
            return False
    said = said_in(sources.quote(figure), english=english) | said_in(_above(figure, sources), english=english)
    left = [ways for ways in wanted.words if said.isdisjoint(ways)]
    return not left or not any(said_in(_read(figure), english=english).isdisjoint(ways) for ways in left)


def _nearness(told: _Told, wanted: WantedWords, others: Sequence[_Told]) -> float | None:
    """How near all words are said, from 0 to 1; None where one is not."""
    beside = frozenset[str]().union(
        *(other.said(_own_of(other)) for other in others if other.figure.unit == told.figure.unit)
    )
    own, lead, clause = told.said(told.own), told.said(told.lead), told.said(told.clause)
    theirs = beside - own - lead - told.said(told.figure.unit)
    zones = (own, clause - theirs, lead, told.said(told.quote) - theirs, told.said(told.above))
    earned = [
        next((credit for zone, credit in zip(zones, _CREDITS, strict=True) if zone & ways), None)
        for ways in wanted.words
    ]
    known = [credit for credit in earned if credit is not None]
    return sum(known) / len(known) if len(known) == len(earned) else None


def _own_of(other: _Told) -> str:
    """What a number says of itself alone: what leads the first of a sentence it may share."""
    return other.behind if not other.lead or other.lead in other.clause else other.own


def _share_asked(told: _Told, wanted: WantedWords) -> float:
    """The share of what a figure's own words say that the question says too."""
    own = phrases_of(told.label, english=told.english, folded=wanted.folded)
    asked = sum(not ways.isdisjoint(wanted.ways) or words <= wanted.typed for ways, words in own)
    return asked / len(own) if own else 1.0


def _sentences_of(figures: Iterable[Figure], sources: Sources) -> dict[tuple[str, int], dict[int, _Told]]:
    """All that is told in the sentences of these figures, by where it begins, then by number."""
    wanted = {(figure.report_id, figure.start) for figure in figures}
    ids = sorted({report_id for report_id, _ in wanted})
    told: dict[tuple[str, int], dict[int, Figure]] = defaultdict(dict)
    for figure in sources.catalog.figures(report_ids=ids) if ids else ():
        if (figure.report_id, figure.start) in wanted:
            told[figure.report_id, figure.start][figure.value_start] = figure
    return {
        key: {at: _told(figure, list(beside.values()), sources) for at, figure in beside.items()}
        for key, beside in told.items()
    }


def _told(figure: Figure, beside: Sequence[Figure], sources: Sources) -> _Told:
    quote, begin = sources.quote(figure), figure.start
    first, last = figure.value_start - begin, figure.value_end - begin
    begins = max(
        (other.value_end - begin for other in beside if other.value_end <= figure.value_start), default=0
    )
    ends = min(
        (other.value_start - begin for other in beside if other.value_start >= figure.value_end),
        default=len(quote),
    )
    left, right = quote[begins:first], quote[last:ends]
    return _Told(
        figure=figure,
        english=_is_english(figure, sources),
        label=f"{_ENDS_BEFORE.split(left)[-1]} ; {_read(figure)}",
        behind=_ENDS_BEHIND.split(right)[0],
        clause=f"{left} ; {right}",
        lead=quote[: min(other.value_start for other in beside) - begin],
        quote=quote,
        above=_above(figure, sources),
    )


def _read(figure: Figure) -> str:
    return f"{figure.phrase} {figure.part or ''} {figure.row or ''} {figure.column or ''}"


def _above(figure: Figure, sources: Sources) -> str:
    return f"{figure.heading} ; {sources.report(figure).metadata.title}"


def _is_english(figure: Figure, sources: Sources) -> bool:
    return sources.report(figure).metadata.language == "en"
