"""What the aspect of a slot shows: which number, in which print, and what it says of its indicator.

An aspect that has nothing to show (no change, no such part of a year) shows None; one that makes no sense for
its indicator is the style's fault. The aspects are explained at the head of `styles/house.toml`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import isnan

from eval.simulate import numerals
from eval.simulate.chance import choose
from eval.simulate.errors import StyleError
from eval.simulate.filling import Filling, Spot
from eval.simulate.gold import Kind
from eval.simulate.numerals import Printed
from eval.simulate.period import Period, Span
from eval.simulate.slot import Slot
from eval.simulate.world import Indicator, indicators

CELL = "cell"
"""The form of numbers in tables: a change stands alone with its sign, no change is a nought."""
_LEAST_TIMES = 1.1
_THOUSANDFOLD = 1000


@dataclass(frozen=True, slots=True)
class Shown:
    """A number and the words that the slot puts around it.

    `kind` None: words only, no figure. `unit` and `period` only where indicator and kind say others.
    """

    kind: Kind | None
    printed: Printed
    before: str = ""
    after: str = ""
    unit: str | None = None
    part: str | None = None
    period: str | None = None
    misprint: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    filling: Filling
    indicator: Indicator
    slot: Slot
    spot: Spot

    def value(self, period: Period | None = None) -> int:
        return self.filling.value(self.indicator.key, period, self.spot)

    def fault(self, problem: str) -> StyleError:
        return StyleError(self.filling.style.name, f"slot {self.slot}: {problem}")

    def decimal(self, number: float) -> Printed:
        return numerals.plain(number, self.filling.style.numbers.in_percent)


def show(filling: Filling, indicator: Indicator, slot: Slot, spot: Spot) -> Shown | None:
    """What a slot shows; None where there is nothing to show."""
    asked = _Asked(filling, indicator, slot, spot)
    aspect = _ASPECTS.get(slot.aspect)
    if aspect is None:
        raise asked.fault("has no meaning")
    return aspect(asked)


def _level(asked: _Asked) -> Shown:
    value, filling = asked.value(), asked.filling
    if filling.misprint == asked.indicator.key and asked.spot == filling.spot:
        return Shown(Kind.ACHIEVED, _form(asked, value * _THOUSANDFOLD), misprint=True)
    return Shown(Kind.ACHIEVED, _form(asked, value))


def _previous(asked: _Asked) -> Shown | None:
    period = asked.filling.period.back(int(asked.slot.argument or 1))
    value = asked.value(period)
    return Shown(Kind.PREVIOUS, _form(asked, value), period=period.notation) if value else None


def _since(asked: _Asked) -> Shown | None:
    if asked.indicator.stock:
        raise asked.fault("what stands at a moment is not added up over years")
    period, years = asked.filling.period, int(asked.slot.argument or 3)
    if period.span is not Span.YEAR:
        return None
    total = sum(asked.value(period.back(n)) for n in range(years))
    return Shown(
        Kind.ACHIEVED, _form(asked, total), period=f"{period.year - years + 1}-01-01/{period.year}-12-31"
    )


def _within(asked: _Asked) -> Shown | None:
    period, span = asked.filling.period, Span(asked.slot.argument)
    if span not in period.span.holds:
        return None
    shorter = Period(period.year, span)
    return Shown(Kind.ACHIEVED, _form(asked, asked.value(shorter)), period=shorter.notation)


def _part(asked: _Asked) -> Shown:
    return Shown(Kind.PART, _form(asked, _part_of(asked)), part=asked.slot.argument)


def _part_share(asked: _Asked) -> Shown | None:
    whole = asked.value()
    if not whole:
        return None
    return Shown(Kind.SHARE, asked.decimal(100 * _part_of(asked) / whole), part=asked.slot.argument)


def _rest(asked: _Asked) -> Shown:
    """What is left of the parts of one division when those named are taken away."""
    named = [label.strip() for label in asked.slot.argument.split(",")]
    parts = asked.filling.parts(asked.indicator.key, asked.spot)
    ways = (asked.indicator.parts, asked.indicator.groups)
    way = next((way for way in ways if all(label in way for label in named)), None)
    if way is None:
        raise asked.fault("names parts the indicator does not fall into")
    left = sum(parts[label] for label in way if label not in named)
    return Shown(Kind.PART, _form(asked, left), part="còn lại")


def _part_of(asked: _Asked) -> int:
    parts = asked.filling.parts(asked.indicator.key, asked.spot)
    if asked.slot.argument not in parts:
        raise asked.fault(f"the indicator has the parts {', '.join(parts) or 'none'}")
    return parts[asked.slot.argument]


def _share(asked: _Asked) -> Shown | None:
    return _shown_share(asked, asked.filling.period, Kind.SHARE)


def _share_previous(asked: _Asked) -> Shown | None:
    return _shown_share(asked, asked.filling.period.previous, Kind.PREVIOUS)


def _shown_share(asked: _Asked, period: Period, kind: Kind) -> Shown | None:
    share = _share_in(asked, period)
    return None if share is None else Shown(kind, asked.decimal(share), unit="%")


def _share_in(asked: _Asked, period: Period) -> float | None:
    whole_key = asked.slot.argument or asked.indicator.of
    if whole_key is None or whole_key not in indicators():
        raise asked.fault("is part of nothing, so it has no share")
    whole = asked.filling.value(whole_key, period, asked.spot)
    return round(100 * asked.value(period) / whole, 2) if whole else None


def _share_target(asked: _Asked) -> Shown | None:
    share = _share_in(asked, asked.filling.period)
    if share is None:
        return None
    hedge, least = asked.filling.style.hedges.down[0], int(share // 5 * 5)
    return Shown(Kind.TARGET, Printed(f"{hedge} {least}", least, hedge), unit="%")


def _share_target_range(asked: _Asked) -> Shown | None:
    share = _share_in(asked, asked.filling.period)
    if share is None:
        return None
    least = int(share // 5 * 5)
    return Shown(Kind.TARGET, _range(asked, least - 5, least), unit="%")


def _target(asked: _Asked) -> Shown:
    return Shown(Kind.TARGET, _form(asked, target(asked.value()), zero_led=False))


def _target_range(asked: _Asked) -> Shown | None:
    least = target(asked.value())
    most = target(least)
    return Shown(Kind.TARGET, _range(asked, least, most)) if most > least else None


def _plan(asked: _Asked) -> Shown:
    year = asked.filling.period.whole_year
    return Shown(Kind.TARGET, _form(asked, _planned(asked), zero_led=False), period=year.notation)


def _of_plan(asked: _Asked) -> Shown:
    return Shown(Kind.SHARE, asked.decimal(round(100 * asked.value() / _planned(asked), 1)))


def _over_plan(asked: _Asked) -> Shown | None:
    over = round(100 * (asked.value() - _planned(asked)) / _planned(asked), 1)
    return Shown(Kind.CHANGE, asked.decimal(over), unit="%") if over > 0 else None


def _planned(asked: _Asked) -> int:
    """What was set as this year's target a year ago."""
    return max(1, target(asked.value(asked.filling.period.whole_year.previous)))


def _change(asked: _Asked) -> Shown | None:
    change = asked.value() - asked.value(asked.filling.period.previous)
    return _shown_change(asked, change, asked.indicator.unit, f" {asked.indicator.unit}")


def _change_percent(asked: _Asked) -> Shown | None:
    change = asked.filling.change_percent(asked.indicator.key, asked.spot)
    return _shown_change(asked, change, "%", asked.filling.style.numbers.percent)


def _change_points(asked: _Asked) -> Shown | None:
    now, before = (_share_in(asked, p) for p in (asked.filling.period, asked.filling.period.previous))
    if now is None or before is None:
        return None
    return _shown_change(asked, round(now - before, 2), "điểm %", " điểm %")


def _shown_change(asked: _Asked, change: int | float, unit: str, unit_printed: str) -> Shown | None:
    words, form = asked.filling.style.changes, asked.slot.form
    if isnan(change) or (not change and form != CELL):
        return None
    if form == CELL:
        return Shown(Kind.CHANGE, replace(asked.decimal(change), value=numerals.whole(change)), unit=unit)
    size = Printed(asked.decimal(abs(change)).text, numerals.whole(change))
    if form == "signed":
        signed = replace(size, text=f"{'+' if change > 0 else '-'}{size.text}")
        return Shown(Kind.CHANGE, signed, after=unit_printed, unit=unit)
    if form == "size":
        return Shown(Kind.CHANGE, size, unit=unit)
    before = f"{words.more if change > 0 else words.less} "
    return Shown(Kind.CHANGE, size, before, "" if form == "plain" else unit_printed, unit=unit)


def _change_times(asked: _Asked) -> Shown | None:
    before = asked.value(asked.filling.period.previous)
    times = round(asked.value() / before, 2) if before else 0
    if times < _LEAST_TIMES:
        return None
    more = asked.filling.style.changes.more
    return Shown(Kind.CHANGE, asked.decimal(times), f"{more} ", " lần", unit="lần")


def _of_previous(asked: _Asked) -> Shown | None:
    before = asked.value(asked.filling.period.previous)
    return (
        Shown(Kind.CHANGE, asked.decimal(round(100 * asked.value() / before, 1)), unit="%")
        if before
        else None
    )


def _word(asked: _Asked) -> Shown | None:
    change = asked.value() - asked.value(asked.filling.period.previous)
    words = asked.filling.style.changes
    return Shown(None, Printed(words.more if change > 0 else words.less, 0)) if change else None


_ASPECTS: Mapping[str, Callable[[_Asked], Shown | None]] = {
    "": _level,
    "previous": _previous,
    "since": _since,
    "within": _within,
    "part": _part,
    "part_share": _part_share,
    "rest": _rest,
    "share": _share,
    "share_previous": _share_previous,
    "share_target": _share_target,
    "share_target_range": _share_target_range,
    "target": _target,
    "target_range": _target_range,
    "plan": _plan,
    "of_plan": _of_plan,
    "over_plan": _over_plan,
    "change": _change,
    "change_percent": _change_percent,
    "change_points": _change_points,
    "change_times": _change_times,
    "of_previous": _of_previous,
    "word": _word,
}


def _range(asked: _Asked, low: int, high: int) -> Printed:
    between = " đến " if asked.slot.form == "from_to" else "–"
    return numerals.ranged(low, high, between, asked.filling.style.numbers.separators)


def _form(asked: _Asked, value: int, *, zero_led: bool = True) -> Printed:
    style, form = asked.filling.style, asked.slot.form
    separators = style.numbers.separators
    if form == "":
        lead = numerals.zero_led if style.numbers.zero_led and zero_led else numerals.plain
        return lead(value, separators)
    if form in ("hedge", "hedge_short"):
        key, place = asked.indicator.key, asked.spot.place.name
        down, up = choose(style.hedges.down, place, key), choose(style.hedges.up, place, key)
        hedge = numerals.hedged if form == "hedge" else numerals.hedged_scaled
        return hedge(value, down, up, separators)
    if form not in _PRINTS:
        raise asked.fault("has no such form")
    return _PRINTS[form](value, separators)


def _bare(value: int, _: numerals.Separators) -> Printed:
    return Printed(str(value), value)


_PRINTS: Mapping[str, Callable[[int, numerals.Separators], Printed]] = {
    "plain": numerals.plain,
    CELL: numerals.plain,
    "zero": numerals.zero_led,
    "bare": _bare,
    "words": numerals.in_words,
    "short": numerals.scaled_short,
    "scale": numerals.scaled,
    "decimal": numerals.scaled_decimal,
    "compound": numerals.compound,
}


def target(value: int) -> int:
    """Next year's target: a little more, rounded as targets are."""
    digits = max(len(str(value)) - 2, 0)
    return int(round(value * 1.05, -digits))
