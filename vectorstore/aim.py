"""Which report a question is about: the place, the period, the agency and the locality that it names.

Reports of one kind say the same sentences about other places and years, so no other signal can tell them
apart. A named place outweighs everything else; a period without a place only leans. Provinces that have
merged answer for each other in time: today's for what is after, its parts for what was before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from vectorstore.agencies import AgenciesMeant, agencies_meant, agency_of
from vectorstore.analysis.periods import bounds, covers, same_period, year_of
from vectorstore.analysis.places import members, parts_of, places, province_at
from vectorstore.analysis.query import QuestionReading
from vectorstore.analysis.text import fold
from vectorstore.schema import Report
from vectorstore.weights import AimWeights

_SUCCESSOR, _PART, _MEMBER, _NATIONAL = 0.8, 0.5, 0.3, 0.1  # of the worth of the place that was named


@dataclass(frozen=True, slots=True)
class Aim:
    """What a question says of the report it wants.

    `provinces`: how well each fits; `decides`: they are named one by one, so that no other comes before them.
    `localities` are folded.
    """

    provinces: Mapping[str, float]
    decides: bool
    periods: tuple[str, ...]
    localities: tuple[str, ...]
    agencies: AgenciesMeant

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the periods."""
        return tuple(sorted({year for period in self.periods if (year := year_of(period)) is not None}))

    @property
    def is_vague(self) -> bool:
        """Whether neither a place nor a period is named."""
        return not self.provinces and not self.periods

    def worth(self, report: Report, weights: AimWeights) -> float:
        """What a report gains by being more or less the one that is meant."""
        if self.is_vague and not self.agencies.named:
            return 0.0
        own = report.metadata
        place = self.provinces.get(own.province or "", 0.0)
        period = max((_period_match(own.period, asked) for asked in self.periods), default=0.0)
        known = bool(self.provinces) and own.province is not None
        return (
            weights.place * place
            + (weights.period if known else weights.period_alone) * period
            + (self._agency_worth(report, weights) if own.province or own.agency else 0.0)
            + weights.locality * self._locality_match(own.locality)
        )

    def _agency_worth(self, report: Report, weights: AimWeights) -> float:
        kind = agency_of(report)
        if kind is None:
            return 0.0
        if kind in self.agencies.named:
            return weights.agency
        if not self.provinces:  # then reports of anybody may tell of it
            return 0.0
        if kind in self.agencies.by_topic:
            return weights.agency_topic
        return weights.agency_usual if kind == self.agencies.usual else 0.0

    def _locality_match(self, own: str | None) -> float:
        """1 for a report of a locality named, -1 for one of any other place below the province."""
        if own is None:
            return 0.0
        name = fold(own)
        if any(asked in name or name in asked for asked in self.localities):
            return 1.0
        return -1.0 if self.provinces else 0.0


def aim_of(reading: QuestionReading) -> Aim:
    """What the reading of a question says of the report it wants."""
    periods = tuple(mention.period for mention in reading.periods if mention.period is not None)
    years = [year for period in periods if (year := year_of(period)) is not None]
    provinces: dict[str, float] = {}
    for mention in reading.places:
        for name, fit in _standing_for(mention.name, years, merged=reading.merged):
            provinces[name] = max(fit, provinces.get(name, 0.0))
    decides = bool(reading.places) and all(_is_province(mention.name) for mention in reading.places)
    localities = tuple(fold(locality) for locality in reading.localities)
    agencies = agencies_meant(reading.text, [mention.indicator for mention in reading.indicators])
    return Aim(provinces, decides, periods, localities, agencies)


def _standing_for(name: str, years: Sequence[int], *, merged: bool) -> list[tuple[str, float]]:
    """The places whose reports may speak for a place that was named, each with how well."""
    place = places().get(name)
    if place is None or _is_province(name):
        found = [(name, 1.0)]
        found += [(part, 1.0 if merged else _PART) for part in parts_of(name)[1:]]
        found += [(later, _SUCCESSOR) for year in years if (later := province_at(name, year)) != name]
        return found
    if place.kind == "region":
        return [(name, 1.0), *((member, _MEMBER) for member in members(name))]
    return [(name, _NATIONAL)]


def _is_province(name: str) -> bool:
    place = places().get(name)
    return place is not None and place.kind == "province"


@lru_cache(maxsize=8192)
def _period_match(own: str | None, asked: str) -> float:
    """1 for the same period; where one holds the other at most a half, by how much they have in common."""
    if own is None:
        return 0.0
    if same_period(own, asked):
        return 1.0
    if covers(own, asked) or covers(asked, own):
        shorter, longer = sorted((_days(own), _days(asked)))
        return 0.2 + 0.3 * shorter / longer
    return 0.0


def _days(period: str) -> int:
    first, last = bounds(period)
    return (last - first).days + 1
