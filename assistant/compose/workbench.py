"""What every composer works with: the question as read, the figures, amounts as values and words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Language, Value, ValueKind
from assistant.arithmetic import Cited, Computed, Term, total
from assistant.citations import Citations
from assistant.findings import Amount, Found, Topic
from assistant.lookup import FigureFinder
from assistant.numbers import plain
from assistant.slots import Slots
from assistant.sources import Sources
from assistant.territory import Where, kind_of
from assistant.wording import phrases
from assistant.wording.statements import way_of
from vectorstore.analysis.places import members
from vectorstore.analysis.query import Aspect, QuestionReading
from vectorstore.analysis.text import fold, tokens
from vectorstore.schema import Figure, FigureKind


@dataclass(frozen=True, slots=True)
class Workbench:
    """One question's reading, slots and figures, with what puts amounts into terms, values and words."""

    reading: QuestionReading
    slots: Slots
    finder: FigureFinder
    sources: Sources
    citations: Citations

    @property
    def language(self) -> Language:
        """The reader's language."""
        return self.reading.language

    @property
    def asked_words(self) -> frozenset[str]:
        """The question's words, folded."""
        return frozenset(fold(token.text) for token in tokens(self.reading.text))

    def of_whole(self, region: str) -> "Workbench":
        """The same, with a region as a place of its own."""
        return replace(self, slots=replace(self.slots, wheres=(Where(region),), region=None))

    def topics(self, aspect: Aspect | None = None) -> list[Topic]:
        """What is asked about, one aspect of each: the level unless only another is wanted."""
        aspect = aspect or self._main_aspect()
        indicators: list[str | None] = [m.indicator for m in self.reading.indicators]
        return [Topic(indicator, aspect) for indicator in indicators or [None]]

    def _main_aspect(self) -> Aspect:
        aspects = self.reading.aspects
        for aspect in (Aspect.LEVEL, Aspect.SHARE, Aspect.TARGET):
            if aspect in aspects:
                return aspect
        return Aspect.LEVEL

    def term(self, amount: Amount) -> Term:
        """An amount as something to reckon with."""
        cited = [
            Cited(f.figure.value, self.citations.figure(f.figure), f.figure.qualifier is not None)
            for f in amount.findings
        ]
        return total(cited) if len(cited) > 1 else cited[0]

    def value(self, amount: Amount) -> Value:
        """An amount as a value of the answer."""
        figure, term = amount.first, self.term(amount)
        if isinstance(term, Computed):
            return self.computed(term, amount)
        return self.stated(figure, period=amount.period)

    def stated(self, figure: Figure, *, period: str | None = None) -> Value:
        """A figure as a value of the answer; under the period asked where that is only another notation.

        A decrease is negative, also where the report prints it without a sign (`giảm 5`).
        """
        value = figure.value
        if figure.kind is FigureKind.CHANGE and way_of(figure, self.sources.before(figure)) < 0:
            value = -abs(value)
        return Value(
            value=plain(value),
            value_to=plain(figure.value_to) if figure.value_to is not None else None,
            unit=figure.unit,
            qualifier=figure.qualifier,
            indicator=figure.indicator,
            kind=ValueKind(figure.kind.value),
            province=figure.province,
            period=period or figure.period,
            citations=(self.citations.figure(figure),),
        )

    def computed(
        self,
        term: Computed,
        like: Amount,
        *,
        unit: str | None = None,
        province: str | None = None,
        period: str | None = None,
    ) -> Value:
        """Something worked out as a value; place, period and unit are those of `like` unless given."""
        return Value(
            value=plain(term.value),
            unit=unit or unit_of(like),
            qualifier="khoảng" if term.hedged else None,
            indicator=like.topic.indicator,
            kind=ValueKind.COMPUTED,
            province=province if province is not None else (like.where.province or None),
            period=period if period is not None else like.period,
            citations=term.marks,
            operation=term.operation,
        )

    def shown(self, amount: Amount) -> str:
        """An amount in words with its unit, a stated one as the report prints it."""
        figure = amount.first
        if amount.is_sum:
            term = self.term(amount)
            return phrases.reckoned(term.value, unit_of(amount), self.language, hedged=term.hedged)
        printed = phrases.amount(figure, self.sources.printed(figure), self.language)
        return phrases.with_unit(printed, figure.unit, self.language)

    def reckoned(self, term: Computed, unit: str, *, size: bool = False) -> str:
        """Something worked out in words with its unit; `size` leaves the sign to the words around it."""
        value = abs(term.value) if size else term.value
        return phrases.reckoned(value, unit, self.language, hedged=term.hedged)

    def marks(self, *amounts: Amount) -> str:
        """The citation marks of amounts."""
        return phrases.marks([mark for amount in amounts for mark in self.term(amount).marks])

    def topic(self, topic: Topic, like: Amount | None = None) -> str:
        """What is asked about, in words."""
        return phrases.topic_name(topic, self.language, like.first if like else None)

    def place(self, where: Where) -> str:
        """A place in words."""
        return phrases.place_name(where, self.language)

    def when(self, period: str | None) -> str:
        """A period in words."""
        return phrases.when(period, self.language)

    def label(self, amount: Amount, *, by_place: bool, by_period: bool, by_topic: bool = False) -> str:
        """What tells an amount from its neighbours."""
        return phrases.head(
            self.topic(amount.topic, amount) if by_topic else "",
            self.place(amount.where) if by_place else "",
            self.when(amount.period) if by_period else "",
        )

    def load(self, found: Found) -> None:
        """Read all that answering with these amounts will cite, at once."""
        self.sources.load(finding.figure for amount in found for finding in amount.findings)

    def whole_of(self, topic: Topic, where: Where, period: str | None) -> Amount | None:
        """A region's amount: as a report states it, else of all its provinces when none is missing."""
        stated = self.finder.find((topic,), (where,), (period,)).get(topic, where, period)
        if stated is not None or kind_of(where.province) != "region" or topic.aspect is not Aspect.LEVEL:
            return stated
        provinces = [Where(name) for name in members(where.province)]
        parts = list(self.finder.find((topic,), provinces, (period,)))
        if len(parts) < len(provinces) or any(part.jumps or not part.is_exact for part in parts):
            return None
        return Amount(topic, where, period, tuple(f for part in parts for f in part.findings))


def unit_of(amount: Amount) -> str:
    """The unit of something worked out from an amount: as printed, its indicator's own where that varies."""
    listed, printed = amount.topic.listed, {f.figure.unit for f in amount.findings}
    return listed.unit if len(printed) > 1 and listed is not None else amount.first.unit


def common_unit(amounts: Sequence[Amount]) -> str | None:
    """The unit in which amounts may be set off against each other; None when they count different things."""
    printed = {unit_of(amount) for amount in amounts}
    if len(printed) == 1:
        return printed.pop()
    if "%" in printed:
        return None
    if len({amount.topic.indicator for amount in amounts}) == 1 and (listed := amounts[0].topic.listed):
        return listed.unit
    shared = [_units(amount) for amount in amounts]
    return next((unit for unit in shared[0] if all(unit in units for units in shared[1:])), None)


def _units(amount: Amount) -> tuple[str, ...]:
    listed = amount.topic.listed
    return (amount.first.unit, *(listed.units if listed is not None else ()))
