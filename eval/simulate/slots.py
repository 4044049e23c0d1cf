"""Fills the slots of a style's sentences with figures, and keeps the gold of each.

The notation of slots is explained at the head of `styles/house.toml`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from eval.simulate import numerals
from eval.simulate.chance import choose
from eval.simulate.errors import StyleError
from eval.simulate.gold import GoldFigure, Kind
from eval.simulate.numerals import Printed
from eval.simulate.period import Period
from eval.simulate.style import Style
from eval.simulate.world import Indicator, Place, World, indicators

_SLOT = re.compile(r"\{(\w+)(?:\.([^|}]+))?(?:\|(\w+))?\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What one report's sentences are filled from: its world, place, period, and what it leaves out."""

    report: str
    style: Style
    world: World
    place: Place
    period: Period
    omits: frozenset[str] = frozenset()

    @property
    def names(self) -> Mapping[str, str]:
        """The slots that are no figures."""
        style, place = self.style, self.place
        period = style.periods[self.period.span].format(year=self.period.year)
        return {
            "name": place.name,
            "NAME": place.name.upper(),
            "kind": place.kind,
            "Kind": place.kind.capitalize(),
            "KIND": place.kind.upper(),
            "place": f"{place.kind} {place.name}",
            "year": str(self.period.year),
            "next_year": str(self.period.year + 1),
            "period": period,
            "Period": period[0].upper() + period[1:],
            "PERIOD": period.upper(),
            "same_period": style.same_periods[self.period.span].format(year=self.period.year - 1),
            "NEXT": style.upcoming[self.period.span].format(year=self.period.year + 1).upper(),
        }

    def words(self, pattern: str) -> str:
        """Fills a pattern that holds no figures."""
        return _SLOT.sub(lambda slot: self._name(slot[1]), pattern)

    def sentence(
        self, alternatives: tuple[str, ...], *names: object
    ) -> tuple[str, tuple[GoldFigure, ...]] | None:
        """The sentence as this place words it, with its gold; None where no alternative can be told.

        An alternative cannot be told when the report leaves out an indicator of it, or when nothing changed
        where it tells of a change.
        """
        first = choose(range(len(alternatives)), self.place.name, *names)
        for pattern in alternatives[first:] + alternatives[:first]:
            told = self._told(pattern)
            if told is not None:
                return told
        return None

    def figure(self, key: str, kind: Kind, printed: Printed, **where: str | None) -> GoldFigure:
        """Gold for one number; `where` names its locality, part, sentence or cell."""
        unit = "%" if kind is Kind.SHARE else indicators()[key].unit
        period = {Kind.PREVIOUS: self.period.previous, Kind.TARGET: self.period.next_year}
        return GoldFigure(
            report=self.report,
            indicator=key,
            value=printed.value,
            unit=where.pop("unit", None) or unit,
            printed=printed.text,
            kind=kind,
            province=self.place.name,
            period=period.get(kind, self.period).notation,
            qualifier=printed.qualifier,
            **where,
        )

    def value(self, key: str, period: Period | None = None) -> int:
        """A figure of this place; of this period unless another is given."""
        return self.world.value(self.place, key, period or self.period)

    def change_percent(self, key: str) -> float:
        """The change on the same period last year, in per cent, one decimal."""
        before = self.value(key, self.period.previous)
        return round(100 * (self.value(key) - before) / before, 1)

    def _told(self, pattern: str) -> tuple[str, tuple[GoldFigure, ...]] | None:
        pieces: list[str] = []
        found: list[tuple[str, Kind, Printed, str | None, str | None]] = []
        end = 0
        for slot in _SLOT.finditer(pattern):
            pieces.append(pattern[end : slot.start()])
            end = slot.end()
            key, aspect, form = slot[1], slot[2] or "", slot[3] or ""
            if key not in indicators():
                pieces.append(self._name(key))
                continue
            if key in self.omits:
                return None
            written = self._slot(indicators()[key], aspect, form)
            if written is None:
                return None
            text, kind, printed, unit, part = written
            pieces.append(text)
            found.append((key, kind, printed, unit, part))
        text = "".join([*pieces, pattern[end:]])
        text = text[0].upper() + text[1:]
        gold = tuple(
            self.figure(key, kind, printed, unit=unit, part=part, sentence=text)
            for key, kind, printed, unit, part in found
        )
        return text, gold

    def _slot(
        self, indicator: Indicator, aspect: str, form: str
    ) -> tuple[str, Kind, Printed, str | None, str | None] | None:
        """The slot's text, and its gold as (kind, printed, unit where not the indicator's, part)."""
        key = indicator.key
        name, _, part = aspect.partition(":")
        match name:
            case "":
                printed = self._form(self.value(key), form, key)
                return printed.text, Kind.ACHIEVED, printed, None, None
            case "previous":
                printed = self._form(self.value(key, self.period.previous), form, key)
                return printed.text, Kind.PREVIOUS, printed, None, None
            case "part":
                printed = self._form(self.world.parts(self.place, key, self.period)[part], form, key)
                return printed.text, Kind.PART, printed, None, part
            case "target":
                printed = numerals.plain(target(self.value(key)))
                return printed.text, Kind.TARGET, printed, None, None
            case "share":
                printed = numerals.plain(self._share(indicator))
                return printed.text, Kind.SHARE, printed, None, None
            case "share_target":
                hedge = self.style.hedge_down[0]
                least = int(self._share(indicator) // 5 * 5)
                printed = Printed(f"{hedge} {least}", least, hedge)
                return printed.text, Kind.TARGET, printed, "%", None
            case "change":
                return self._change(self.value(key) - self.value(key, self.period.previous), indicator.unit)
            case "change_percent":
                return self._change(self.change_percent(key), "%")
        raise StyleError(self.style.name, f"slot {{{key}.{aspect}}} has no meaning")

    def _change(
        self, change: int | float, unit: str
    ) -> tuple[str, Kind, Printed, str | None, str | None] | None:
        if not change:
            return None
        size = numerals.plain(abs(change))
        word = self.style.more if change > 0 else self.style.less
        gap = "" if unit == "%" else " "
        return (
            f"{word} {size.text}{gap}{unit}",
            Kind.CHANGE,
            Printed(size.text, numerals.whole(change)),
            unit,
            None,
        )

    def _share(self, indicator: Indicator) -> float:
        if indicator.of is None:
            raise StyleError(self.style.name, f"{indicator.key} is part of nothing, so it has no share")
        return round(100 * self.value(indicator.key) / self.value(indicator.of), 2)

    def _form(self, value: int, form: str, key: str) -> Printed:
        place = self.place.name
        match form:
            case "":
                return numerals.zero_led(value)
            case "words":
                return numerals.in_words(value)
            case "scale":
                return numerals.scaled(value)
            case "decimal":
                return numerals.scaled_decimal(value)
            case "hedge":
                down = choose(self.style.hedge_down, place, key)
                return numerals.hedged(value, down, choose(self.style.hedge_up, place, key))
        raise StyleError(self.style.name, f"form |{form} has no meaning")

    def _name(self, name: str) -> str:
        try:
            return self.names[name]
        except KeyError:
            raise StyleError(self.style.name, f"slot {{{name}}} has no meaning") from None


def target(value: int) -> int:
    """Next year's target: a little more, rounded as targets are."""
    digits = max(len(str(value)) - 2, 0)
    return int(round(value * 1.05, -digits))
