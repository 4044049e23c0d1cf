"""The simulated world: how much of everything happened where and when.

Values are pure functions of (seed, place, indicator, period), so that last year's figure in this year's
report is the figure of last year's report, the districts of a table add up to its total, parts to their
whole, and a merged province, a region and the country are the sums of their members. How numbers are printed
and worded is left to others.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType

from eval.simulate.chance import draw
from eval.simulate.period import Period, Span

_FIRST_YEAR = 2020
_SHARE_OF_YEAR = {Span.HALF: (0.42, 0.1), Span.NINE_MONTHS: (0.67, 0.1), Span.QUARTER: (0.18, 0.08)}
_BETWEEN = {
    Span.SECOND_QUARTER: (Span.QUARTER, Span.HALF),
    Span.THIRD_QUARTER: (Span.HALF, Span.NINE_MONTHS),
}
_PRELIMINARY = 0.4
_STILL_TO_COME = (0.01, 0.07)


@dataclass(frozen=True, slots=True)
class Place:
    """A province, city, region or the country; `size` is its people in millions, roughly.

    `key` names it in the data: the same as `name`, except for provinces as merged in 2025. A place with
    `members` (keys) is their sum.
    """

    name: str
    kind: str
    size: float = 0.0
    districts: tuple[str, ...] = ()
    key: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """Something reports count; the fields are explained in `indicators.toml`."""

    key: str
    unit: str
    area: str
    base: float = 0.0
    size: float = 0.0
    noise: float = 0.1
    stock: bool = False
    of: str | None = None
    ratio: tuple[float, float] = (0.0, 0.0)
    less: str | None = None
    parts: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    groups: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


@cache
def places() -> Mapping[str, Place]:
    """Every place by its key, in the order of the data."""
    rows = tomllib.loads(_data("places.toml"))["place"]
    found = [
        Place(
            name=row["name"],
            kind=row["kind"],
            size=float(row.get("size", 0)),
            districts=tuple(row.get("districts", ())),
            key=row.get("key", row["name"]),
            members=tuple(row.get("members", ())),
        )
        for row in rows
    ]
    return MappingProxyType({place.key: place for place in found})


@cache
def provinces() -> tuple[Place, ...]:
    """The 63 provinces and cities as they were until 30 June 2025."""
    return tuple(place for place in places().values() if not place.members)


@cache
def region_of(place: Place) -> Place:
    """The region a province lies in."""
    inside = place.members[0] if place.members else place.key
    return next(p for p in places().values() if p.kind == "vùng" and inside in p.members)


@cache
def indicators() -> Mapping[str, Indicator]:
    """Every indicator by its key."""
    data = tomllib.loads(_data("indicators.toml"))
    return MappingProxyType(
        {
            key: Indicator(key=key, **{**row, "ratio": tuple(row.get("ratio", (0.0, 0.0)))})
            for key, row in data.items()
        }
    )


@dataclass(frozen=True, slots=True)
class World:
    """All figures of one seed."""

    seed: int

    def value(self, place: Place, key: str, period: Period, district: str | None = None) -> int:
        """The figure of a place, or of a district of it, for a period; at least 1 for a whole province."""
        if district is not None:
            return self.districts(place, key, period)[district]
        return _value(self, place.key, key, period)

    def preliminary(self, place: Place, key: str, period: Period) -> int:
        """The figure as it was told before the count was closed: for some indicators a little less."""
        value = self.value(place, key, period)
        if draw(self.seed, place.key, key, period.notation, "preliminary") >= _PRELIMINARY:
            return value
        least, most = _STILL_TO_COME
        short = least + (most - least) * draw(self.seed, place.key, key, period.notation, "short")
        return max(1, value - max(1, round(value * short)))

    def parts(self, place: Place, key: str, period: Period, district: str | None = None) -> Mapping[str, int]:
        """A figure's parts by label; those of each way to divide it (by level, by group) add up to it."""
        indicator = indicators()[key]
        if place.members and district is None:
            of_members = [self.parts(places()[m], key, period) for m in place.members]
            return {label: sum(parts[label] for parts in of_members) for label in of_members[0]}
        total = self.value(place, key, period, district)
        named = key if district is None else f"{key} {district}"
        return {
            **self._split(total, indicator.parts, place, named, period),
            **self._split(total, indicator.groups, place, f"{named} groups", period),
        }

    def districts(self, place: Place, key: str, period: Period) -> Mapping[str, int]:
        """The figures of the districts listed for a place; they add up to its figure."""
        return _districts(self, place.key, key, period)

    def _districts(self, place: Place, key: str, period: Period) -> Mapping[str, int]:
        indicator = indicators()[key]
        if indicator.less and indicator.of:
            whole, without = (
                self.districts(place, indicator.of, period),
                self.districts(place, indicator.less, period),
            )
            if all(whole[d] >= without[d] for d in whole):
                return {d: whole[d] - without[d] for d in whole}
        # Where one indicator is part of another, districts weigh alike in both: none exceeds its whole.
        whole_key = _whole_of(key)
        weights = {d: 0.6 + draw(self.seed, whole_key, d) for d in place.districts}
        return self._split(self.value(place, key, period), weights, place, whole_key, period)

    def _value(self, place: Place, indicator: Indicator, period: Period) -> int:
        key = indicator.key
        if place.members:
            return sum(self.value(places()[member], key, period) for member in place.members)
        if indicator.of and indicator.less:
            rest = self.value(place, indicator.of, period) - self.value(place, indicator.less, period)
            return max(1, rest)
        if indicator.of:
            low, high = indicator.ratio
            ratio = low + (high - low) * draw(self.seed, place.name, key, period.notation)
            return max(1, round(self.value(place, indicator.of, period) * ratio))
        if period.span in _BETWEEN and not indicator.stock:
            earlier, later = (self.value(place, key, Period(period.year, s)) for s in _BETWEEN[period.span])
            return max(1, later - earlier)
        return max(
            1, round(self._year(place, indicator, period.year) * self._share(place, indicator, period))
        )

    def _year(self, place: Place, indicator: Indicator, year: int) -> float:
        key = indicator.key
        level: float = (
            indicator.base * place.size**indicator.size * (0.75 + 0.5 * draw(self.seed, place.name, key))
        )
        if not indicator.noise:
            return level
        growth = 1 + 0.05 * (year - _FIRST_YEAR) * (draw(self.seed, place.name, key, "growth") - 0.25)
        noise: float = 0.03 if indicator.stock else indicator.noise
        return level * growth * (1 - noise + 2 * noise * draw(self.seed, place.name, key, year))

    def _share(self, place: Place, indicator: Indicator, period: Period) -> float:
        if indicator.stock or period.span is Span.YEAR:
            return 1.0
        least, spread = _SHARE_OF_YEAR[period.span]
        return least + spread * draw(self.seed, place.name, indicator.key, period.notation)

    def _split(
        self, total: int, weights: Mapping[str, float], place: Place, key: str, period: Period
    ) -> Mapping[str, int]:
        moved = {
            label: weight * (0.9 + 0.2 * draw(self.seed, place.name, key, period.notation, label))
            for label, weight in weights.items()
        }
        whole = sum(moved.values())
        exact = {label: total * weight / whole for label, weight in moved.items()}
        floors = {label: int(value) for label, value in exact.items()}
        short = total - sum(floors.values())
        for label in sorted(exact, key=lambda name: floors[name] - exact[name])[:short]:
            floors[label] += 1
        return floors


def _whole_of(key: str) -> str:
    """The indicator that this one is part of at last."""
    whole = indicators()[key].of
    return _whole_of(whole) if whole else key


@cache
def _value(world: World, place: str, key: str, period: Period) -> int:
    return world._value(places()[place], indicators()[key], period)


@cache
def _districts(world: World, place: str, key: str, period: Period) -> Mapping[str, int]:
    return world._districts(places()[place], key, period)


def _data(name: str) -> str:
    return resources.files("eval.simulate").joinpath(name).read_text(encoding="utf-8")
