"""What a look-up finds: figures that answer, and amounts of a place and period made of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from statistics import median
from typing import NamedTuple

from assistant.territory import Where
from vectorstore.analysis.indicators import Indicator, indicators
from vectorstore.analysis.query import Aspect
from vectorstore.analysis.text import fold, tokens
from vectorstore.schema import Figure, FigureKind

_ORDER = 5
"""By this factor the middle values of two groups differ where one is a part and the other the whole."""


class Topic(NamedTuple):
    """What is asked about: an indicator of the list (None: what only words describe) and what of it."""

    indicator: str | None
    aspect: Aspect

    @property
    def listed(self) -> Indicator | None:
        """The indicator's entry in the list."""
        return indicators()[self.indicator] if self.indicator else None


@dataclass(frozen=True, slots=True)
class Finding:
    """A figure, others that state the same differently, and whether it jumps a thousandfold."""

    figure: Figure
    differing: tuple[Figure, ...] = ()
    jump: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """What a topic comes to at a place in a period: one finding, or one of each part of today's province."""

    topic: Topic
    where: Where
    period: str | None
    findings: tuple[Finding, ...]

    @property
    def first(self) -> Figure:
        """Its figure; of several the first, which tells unit and kind."""
        return self.findings[0].figure

    @property
    def is_sum(self) -> bool:
        """Whether it is added up from parts."""
        return len(self.findings) > 1

    @property
    def value(self) -> float:
        """The number, for putting amounts in order."""
        return sum(finding.figure.value for finding in self.findings)

    @property
    def jumps(self) -> bool:
        """Whether it is off by about a thousandfold, or made of something that is."""
        return any(finding.jump for finding in self.findings)

    @property
    def is_exact(self) -> bool:
        """Whether it can be reckoned with: a range has no one value."""
        return all(finding.figure.value_to is None for finding in self.findings)


class Missing(NamedTuple):
    """Today's province in a year before the mergers, of which some parts have no figure."""

    parts: tuple[Amount, ...]
    without: tuple[str, ...]


Key = tuple[Topic, Where, str | None]


@dataclass(frozen=True, slots=True)
class Found:
    """The amounts found, by topic, place and period; `wheres` and `periods` as asked, all held when none was.

    `partly` tells of merged provinces with parts missing; `period_chosen` is the period taken because the
    question named none; `every_place` says that no place was asked about.
    """

    topics: tuple[Topic, ...]
    wheres: tuple[Where, ...]
    periods: tuple[str | None, ...]
    amounts: Mapping[Key, Amount] = field(default_factory=dict)
    partly: Mapping[Key, Missing] = field(default_factory=dict)
    period_chosen: str | None = None
    every_place: bool = False

    def get(self, topic: Topic, where: Where, period: str | None) -> Amount | None:
        """One amount."""
        return self.amounts.get((topic, where, period))

    def __iter__(self) -> Iterator[Amount]:
        """All amounts: by topic, then place, then period, in the order asked."""
        for topic in self.topics:
            for where in self.wheres:
                for period in self.periods:
                    amount = self.get(topic, where, period)
                    if amount is not None:
                        yield amount

    def __bool__(self) -> bool:
        """Whether anything was found."""
        return bool(self.amounts)


LEVELS = (FigureKind.ACHIEVED, FigureKind.PREVIOUS, FigureKind.PART)

KINDS: Mapping[Aspect, tuple[FigureKind, ...]] = {
    Aspect.LEVEL: LEVELS,
    Aspect.SHARE: (FigureKind.SHARE, FigureKind.PREVIOUS),
    Aspect.CHANGE: (FigureKind.CHANGE,),
    Aspect.TARGET: (FigureKind.TARGET,),
}


def is_of(figure: Figure, aspect: Aspect) -> bool:
    """Whether a figure tells this aspect: last year's rate is no level, last year's level no rate."""
    if figure.kind not in KINDS[aspect]:
        return False
    if aspect is Aspect.LEVEL:
        return figure.kind is not FigureKind.PREVIOUS or figure.unit != "%"
    return aspect is not Aspect.SHARE or figure.kind is FigureKind.SHARE or figure.unit == "%"


def alike(
    amounts: Sequence[Amount], asked: frozenset[str] = frozenset()
) -> tuple[list[Amount], list[Amount]]:
    """Those that count the same (part, unit of unlisted things), and the others.

    The part that the question names by `asked`, its folded words, where its numbers are of another order than
    the rest; else as many as possible.
    """
    groups: dict[tuple[str | None, str | None, bool], list[Amount]] = {}
    for amount in amounts:
        figure = amount.first
        unit = figure.unit if amount.topic.indicator is None else None
        groups.setdefault((figure.part, unit, figure.unit == "%"), []).append(amount)
    if not groups:
        return [], []
    best = max(groups.values(), key=len)
    for (part, _, _), group in groups.items():
        if part and _names(asked, part, group[0].topic) and _is_of_other_order(group, best):
            best = group
            break
    return best, [amount for amount in amounts if amount not in best]


def _names(asked: frozenset[str], part: str, topic: Topic) -> bool:
    """Whether these words name a part by more than what the indicator is called anyway."""
    words = frozenset(fold(token.text) for token in tokens(part))
    return words <= asked and not words <= _own_words(topic.indicator)


@cache
def _own_words(indicator: str | None) -> frozenset[str]:
    """The folded words of an indicator's names."""
    listed = indicators().get(indicator or "")
    if listed is None:
        return frozenset()
    terms = (listed.name, *listed.nouns, *listed.acts, *listed.alone, *listed.context, *listed.units)
    return frozenset(fold(token.text) for term in terms for token in tokens(term))


def _is_of_other_order(group: Sequence[Amount], others: Sequence[Amount]) -> bool:
    """Whether two groups can hardly be of the same thing, by their middle values."""
    one, other = (abs(median(amount.value for amount in each)) for each in (group, others))
    return min(one, other) * _ORDER < max(one, other)
