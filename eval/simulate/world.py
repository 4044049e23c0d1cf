"""The simulated world: how much of everything happened where and when.

Values are pure functions of (seed, place, indicator, period), so that last year's figure in this year's
report is the figure of last year's report, the districts of a table add up to its total, and parts to their
whole. How numbers are printed and worded is left to others.
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


@dataclass(frozen=True, slots=True)
class Place:
    """A province or city; `size` is its people in millions, roughly."""

    name: str
    kind: str
    size: float
    districts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """Something reports count; the fields are explained in `indicators.toml`."""

    key: str
    unit: str
    base: float = 0.0
    size: float = 0.0
    noise: float = 0.1
    stock: bool = False
    of: str | None = None
    ratio: tuple[float, float] = (0.0, 0.0)
    parts: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


@cache
def places() -> Mapping[str, Place]:
    """Every place by its name, in the order of the data."""
    data = tomllib.loads(_data("places.toml"))["place"]
    return MappingProxyType(
        {p["name"]: Place(p["name"], p["kind"], float(p["size"]), tuple(p["districts"])) for p in data}
    )


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

    def value(self, place: Place, key: str, period: Period) -> int:
        """The figure of a place for a period, at least 1."""
        indicator = indicators()[key]
        if indicator.of:
            low, high = indicator.ratio
            ratio = low + (high - low) * draw(self.seed, place.name, key, period.notation)
            return max(1, round(self.value(place, indicator.of, period) * ratio))
        return max(
            1, round(self._year(place, indicator, period.year) * self._share(place, indicator, period))
        )

    def parts(self, place: Place, key: str, period: Period) -> Mapping[str, int]:
        """A figure's parts by label; they add up to it."""
        weights = indicators()[key].parts
        return self._split(self.value(place, key, period), weights, place, key, period)

    def districts(self, place: Place, key: str, period: Period) -> Mapping[str, int]:
        """The figures of the districts listed for a place; they add up to its figure."""
        indicator = indicators()[key]
        # Where one indicator is part of another, districts weigh alike in both: none exceeds its whole.
        weights = {d: 0.6 + draw(self.seed, indicator.of or key, d) for d in place.districts}
        return self._split(self.value(place, key, period), weights, place, indicator.of or key, period)

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


def _data(name: str) -> str:
    return resources.files("eval.simulate").joinpath(name).read_text(encoding="utf-8")
