"""What a report's sentences and tables are filled from: place and neighbours, period, the world's figures.

Wording the figures is left to `telling`.
"""

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from eval.simulate.chance import draw, shuffled
from eval.simulate.errors import StyleError
from eval.simulate.gold import GoldFigure, Kind
from eval.simulate.numerals import Printed
from eval.simulate.period import Period, Span
from eval.simulate.slot import SLOT, Slot
from eval.simulate.style import DocumentKind, Style
from eval.simulate.world import Place, World, indicators, places, provinces, region_of

_LAST_OLD_PROVINCES = 2024
_MONTHS = {
    Span.YEAR: (0, 12),
    Span.HALF: (0, 6),
    Span.NINE_MONTHS: (0, 9),
    Span.QUARTER: (0, 3),
    Span.SECOND_QUARTER: (3, 6),
    Span.THIRD_QUARTER: (6, 9),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a figure was counted: a place, or a district of it."""

    place: Place
    district: str | None = None


@dataclass(frozen=True, kw_only=True)
class Filling:
    """One report's world, place, period and day, and what it leaves out or gets wrong."""

    report: str
    style: Style
    world: World
    place: Place
    period: Period
    kind: DocumentKind = DocumentKind.REPORT
    date: dt.date = dt.date(2000, 1, 1)
    omits: frozenset[str] = frozenset()
    locality: str | None = None
    preliminary: bool = False
    misprint: str = ""

    @property
    def spot(self) -> Spot:
        """The place the report is about."""
        return Spot(self.place, self.locality)

    @property
    def seed_names(self) -> tuple[object, ...]:
        """What chance is drawn for in this report, beside what it decides."""
        return (
            self.world.seed,
            self.place.key,
            *([self.locality] if self.locality else []),
            self.period.notation,
        )

    @cached_property
    def peers(self) -> tuple[Place, ...]:
        """Other provinces it may be compared with: of its region, or of the country for a national report."""
        if self.place.members:
            scope = [place for place in provinces() if self._holds(place)]
        else:
            scope = [places()[key] for key in region_of(self.place).members if key != self.place.key]
        if self.period.year > _LAST_OLD_PROVINCES:
            return ()
        return tuple(shuffled(scope, self.world.seed, self.place.key, self.period.notation, "peers"))

    def ranked(self, key: str) -> tuple[Place, ...]:
        """The provinces of the region or country, the highest figure first."""
        return tuple(sorted(self.peers, key=lambda place: -self.world.value(place, key, self.period)))

    def at(self, where: str, key: str) -> Spot | None:
        """The spot a slot means after `@`; None where the report has none."""
        if not where:
            return self.spot
        if where == "nation":
            return Spot(places()["Cả nước"])
        if where == "region":
            return Spot(region_of(self.place))
        if where.startswith("d"):
            number = int(where[1:]) - 1
            listed = shuffled(self.place.districts, *self.seed_names, "districts")
            return Spot(self.place, listed[number]) if number < len(listed) else None
        if where.isdigit():
            return Spot(self.peers[int(where) - 1]) if int(where) <= len(self.peers) else None
        number = int(where[-1])
        if number > len(self.peers) or not key:
            return None
        return Spot(self.ranked(key)[-number if where.startswith("bottom") else number - 1])

    def value(self, key: str, period: Period | None = None, spot: Spot | None = None) -> int:
        """A figure of this place and period unless others are given."""
        period, spot = period or self.period, spot or self.spot
        if self.preliminary and period == self.period and spot == self.spot and spot.district is None:
            return self.world.preliminary(spot.place, key, period)
        return self.world.value(spot.place, key, period, spot.district)

    def parts(self, key: str, spot: Spot) -> Mapping[str, int]:
        """The parts of a figure of this period."""
        return self.world.parts(spot.place, key, self.period, spot.district)

    def change_percent(self, key: str, spot: Spot | None = None) -> float:
        """The change on the same period last year, in per cent, one decimal; nan where there was nothing."""
        before = self.value(key, self.period.previous, spot)
        return round(100 * (self.value(key, spot=spot) - before) / before, 1) if before else float("nan")

    def figure(
        self,
        key: str,
        kind: Kind,
        printed: Printed,
        spot: Spot,
        *,
        construction: str,
        unit: str | None = None,
        part: str | None = None,
        period: str | None = None,
        misprint: bool = False,
    ) -> GoldFigure:
        """Gold for one number; unit and period only where indicator and kind say others."""
        usual = {Kind.PREVIOUS: self.period.previous, Kind.TARGET: self.period.next_year}
        period = period or usual.get(kind, self.period).notation
        of_this_report = kind in (Kind.ACHIEVED, Kind.PART) and period == self.period.notation
        return GoldFigure(
            report=self.report,
            indicator=key,
            value=printed.value,
            value_to=printed.value_to,
            unit=unit or ("%" if kind is Kind.SHARE else indicators()[key].unit),
            printed=printed.text,
            kind=kind,
            province=spot.place.name,
            period=period,
            qualifier=printed.qualifier,
            locality=spot.district,
            part=part,
            misprint=misprint,
            preliminary=of_this_report and spot == self.spot and self._differs(key),
            construction=construction,
            style=self.style.name,
            document_kind=self.kind.value,
            dates=self.notation_of_dates if of_this_report else None,
            merged=bool(spot.place.members) and spot.place.key != spot.place.name,
        )

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The slots that are no figures and take nothing after their name."""
        style, place, local = self.style, self.place, self.locality or ""
        period = style.periods[self.period.span].format(year=self.period.year)
        upcoming = style.upcoming[self.period.span].format(year=self.period.year + 1)
        first, last = self.first_and_last_day
        return {
            "name": place.name,
            "NAME": place.name.upper(),
            "kind": place.kind,
            "Kind": place.kind.capitalize(),
            "KIND": place.kind.upper(),
            "place": place_words(place),
            "Place": _capital(place_words(place)),
            "region": region_of(place).name if place.kind != "nước" else place.name,
            "locality": _small(local),
            "Locality": local,
            "LOCALITY": local.upper(),
            "local_name": local.removeprefix("Thành phố ").removeprefix("Thị xã ").removeprefix("Huyện "),
            "year": str(self.period.year),
            "next_year": str(self.period.year + 1),
            "period": period,
            "Period": _capital(period),
            "PERIOD": period.upper(),
            "same_period": style.same_periods[self.period.span].format(year=self.period.year - 1),
            "upcoming": upcoming,
            "NEXT": upcoming.upper(),
            "from_date": f"{first:%d/%m/%Y}",
            "to_date": f"{last:%d/%m/%Y}",
            "dates": f"từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}",
            "number": str(40 + int(draw(self.world.seed, place.name, self.period.notation, "number") * 400)),
            "day": f"{self.date.day:02d}",
            "month": f"{self.date.month:02d}",
            "date_year": str(self.date.year),
        }

    @property
    def first_and_last_day(self) -> tuple[dt.date, dt.date]:
        """The days the period runs from and to, by the style's year of statistics or the calendar's."""
        start = self.style.layout.year_starts
        day, month = (int(start[:2]), int(start[3:])) if start else (1, 1)
        first = dt.date(self.period.year - (1 if start else 0), month, day)
        begins, ends = _MONTHS[self.period.span]
        return _later(first, begins), _later(first, ends) - dt.timedelta(days=1)

    @property
    def notation_of_dates(self) -> str | None:
        """`2022-11-15/2023-11-14`, where the style has a year of statistics of its own."""
        first, last = self.first_and_last_day
        return f"{first.isoformat()}/{last.isoformat()}" if self.style.layout.year_starts else None

    def words(self, pattern: str) -> str:
        """Fills a pattern that holds no figures."""
        return SLOT.sub(lambda match: self.name(Slot.of(match)) or "", pattern)

    def name(self, slot: Slot) -> str | None:
        """A slot that is no figure; None where the report has no such place."""
        if slot.where:
            spot = self.at(slot.where, slot.argument)
            return None if spot is None else _spot_words(spot, slot.name)
        if slot.name == "any":
            return self._any(slot)
        if slot.argument and slot.name in ("year", "period", "Period"):
            return replace(self, period=self.period.back(-int(slot.argument))).names[slot.name]
        try:
            return self.names[slot.name]
        except KeyError:
            raise StyleError(self.style.name, f"slot {slot} has no meaning") from None

    def _any(self, slot: Slot) -> str:
        least, _, most = slot.argument.partition("-")
        drawn = int(least) + int(draw(*self.seed_names, str(slot)) * (int(most) - int(least) + 1))
        return f"{drawn:0{len(least)}d}"

    def _holds(self, place: Place) -> bool:
        members = self.place.members
        return place.key in members or region_of(place).key in members

    def _differs(self, key: str) -> bool:
        return self.preliminary and self.value(key) != self.world.value(self.place, key, self.period)


def place_words(place: Place) -> str:
    """`tỉnh Sóc Trăng`, `vùng Tây Nguyên`, `cả nước`."""
    return "cả nước" if place.kind == "nước" else f"{place.kind} {place.name}"


def _spot_words(spot: Spot, name: str) -> str:
    if spot.district is not None:
        return _small(spot.district)
    words = {
        "name": "cả nước" if spot.place.kind == "nước" else spot.place.name,
        "place": place_words(spot.place),
        "kind": spot.place.kind,
    }
    return words[name.lower()]


def _later(day: dt.date, months: int) -> dt.date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
