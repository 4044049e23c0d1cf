"""Whose and when: the place and period a number inherits from its clause, sentence, heading and report."""

from dataclasses import dataclass, replace

from ingest.figures.clauses import Sentence
from vectorstore.analysis.periods import PeriodMention, find_periods, shift_years
from vectorstore.analysis.places import PlaceMention, find_places
from vectorstore.schema import Metadata

_COMPARED = ("so với", "so với cùng kỳ", "so", "so với thời điểm", "so với trước", "hơn", "trước")


@dataclass(frozen=True, slots=True)
class Scope:
    """The place and period in force at a point of a report."""

    province: str | None
    locality: str | None
    period: str | None

    @classmethod
    def of_report(cls, metadata: Metadata) -> "Scope":
        """What the whole report is about."""
        return cls(metadata.province, metadata.locality, metadata.period)

    def within(self, heading: str) -> "Scope":
        """The scope under a heading, which may name a period or a place of its own."""
        periods = [
            m.period
            for m in find_periods(heading, anchor=self.period)
            if m.period and not m.same_period_before
        ]
        places = find_places(heading)
        scope = replace(self, period=periods[0]) if periods else self
        return scope.at(places[0]) if places else scope

    def at(self, place: PlaceMention) -> "Scope":
        """The same period at a place named."""
        return replace(self, province=place.name, locality=place.locality)


@dataclass(frozen=True, slots=True)
class Mentions:
    """The periods and places a sentence names, and the token positions that name them."""

    periods: tuple[PeriodMention, ...]
    places: tuple[PlaceMention, ...]
    positions: frozenset[int]


def read_mentions(sentence: Sentence, anchor: str | None) -> Mentions:
    """The periods and places named in a sentence."""
    periods = tuple(find_periods(sentence.text, sentence.start, sentence.end, anchor=anchor))
    compared = frozenset(m.start for m in periods if _is_compared_with(sentence, m.start))
    places = tuple(find_places(sentence.text, sentence.start, sentence.end))
    spans = [(m.start, m.end) for m in periods] + [(m.start, m.end) for m in places]
    positions = frozenset(
        at
        for at, word in enumerate(sentence.words)
        if any(start <= word.start and word.end <= end for start, end in spans)
    )
    own = tuple(m for m in periods if m.start not in compared)
    return Mentions(own, places, positions)


def _is_compared_with(sentence: Sentence, start: int) -> bool:
    """Whether a period is only what something is compared with (`so với năm 2022`)."""
    before = sentence.text[sentence.start : start].lower().rstrip()
    return before.endswith(_COMPARED)


def scope_of_number(
    sentence: Sentence, mentions: Mentions, start: int, phrase_end: int, scope: Scope, *, previous: bool
) -> Scope:
    """The scope of the number at `start`: the nearest period and place named before it, else what is in
    force.

    A period after the number counts only inside its own noun phrase. `previous` takes the scope one year
    back where the text says `cùng kỳ` without naming a year.
    """
    open_to_it = Mentions(
        tuple(m for m in mentions.periods if not _bracketed_off(sentence, m.end, start)),
        tuple(m for m in mentions.places if not _bracketed_off(sentence, m.end, start)),
        mentions.positions,
    )
    placed = _place_scope(open_to_it, start, scope)
    return _period_scope(open_to_it, start, phrase_end, placed, previous=previous)


def _bracketed_off(sentence: Sentence, end: int, start: int) -> bool:
    """Whether a bracket closes between a mention and a number after it: what is said inside stays inside."""
    between = sentence.text[end:start]
    return between.count(")") > between.count("(")


def _place_scope(mentions: Mentions, start: int, scope: Scope) -> Scope:
    named = [m for m in mentions.places if m.end <= start]
    if not named:
        return scope
    nearest = named[-1]
    if nearest.locality is None and nearest.name == scope.province:
        return replace(scope, locality=scope.locality if len(named) == 1 else None)
    return scope.at(nearest)


def _period_scope(mentions: Mentions, start: int, phrase_end: int, scope: Scope, *, previous: bool) -> Scope:
    before = [m for m in mentions.periods if m.end <= start]
    inside = [m for m in mentions.periods if start < m.start <= phrase_end and not m.same_period_before]
    if previous:
        earlier = [m for m in before if m.same_period_before and m.period]
        if earlier:
            return replace(scope, period=earlier[-1].period)
        return replace(scope, period=shift_years(scope.period, -1) if scope.period else None)
    plain = [m for m in before if not m.same_period_before]
    chosen = plain[-1] if plain else (inside[0] if inside else None)
    return replace(scope, period=chosen.period) if chosen and chosen.period else scope
