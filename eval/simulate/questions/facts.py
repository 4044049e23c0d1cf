"""What a corpus says, put together from the gold of all its reports.

A fact is one figure of one place and period; every report that states it is a statement of it, whether as its
own result or as last year's. Statements agree when they are the same number or one is a rounding of another
(`trên 184.000` beside `184.312`); a fact whose statements do not agree is a conflict, one that is misprinted
anywhere is spoiled, and neither is used where a single right answer is needed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from eval.simulate.gold import GoldFigure, Kind
from eval.simulate.questions.geography import old_provinces
from eval.simulate.world import indicators

PERCENT = "%"
_ROUNDED = frozenset(("hedge", "scale"))
_ROUNDING = 0.06
"""A rounding differs by less than this share: `1,2 triệu` is said of 1,249,000."""
_NOT_OF_ITS_WHOLE = frozenset(("of_plan", "of_previous", "over_plan"))
HALF_OF_LAST_DIGIT = 0.051
"""How far a computed per cent may be off: half of one decimal, and a little for floating point."""


@dataclass(frozen=True, slots=True)
class Key:
    """Which figure of which place and period; a plain level has neither `part` nor `locality`."""

    indicator: str
    province: str
    period: str
    part: str | None = None
    locality: str | None = None
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the reports say: the most exact value, how far others round it, who says so, how it is printed."""

    value: int | float
    unit: str
    tolerance: float
    reports: tuple[str, ...]
    dated: bool
    example: GoldFigure

    @property
    def exact(self) -> bool:
        """Nobody rounds it."""
        return not self.tolerance and not is_rounded(self.example)


class Facts:
    """Every fact of a corpus."""

    def __init__(self, gold: Iterable[GoldFigure]) -> None:
        """From the gold of all reports of the corpus."""
        self._gold = tuple(gold)
        self._levels: dict[Key, list[GoldFigure]] = defaultdict(list)
        self._others: dict[tuple[Kind, Key], list[GoldFigure]] = defaultdict(list)
        self._mentioned: set[tuple[str, str, str]] = set()
        for figure in self._gold:
            self._take(figure)
        self._agreed: dict[Key, Agreed | None] = {}

    def _take(self, figure: GoldFigure) -> None:
        key = Key(
            figure.indicator, figure.province, figure.period, figure.part, figure.locality, figure.merged
        )
        if figure.kind in (Kind.ACHIEVED, Kind.PREVIOUS, Kind.PART) and figure.unit != PERCENT:
            self._levels[key].append(figure)
        else:
            self._others[figure.kind, key].append(figure)
        if figure.kind is not Kind.TARGET:
            self._mentioned.add((figure.indicator, figure.province, figure.period))

    @cached_property
    def levels(self) -> tuple[Key, ...]:
        """Whole figures of provinces, regions and the country with one right answer, in a fixed order."""
        return tuple(
            key for key in self._keys if key.part is None and key.locality is None and self.agreed(key)
        )

    @cached_property
    def parts(self) -> tuple[Key, ...]:
        """Named parts of provinces' figures."""
        return tuple(key for key in self._keys if key.part and key.locality is None and self.agreed(key))

    @cached_property
    def districts(self) -> tuple[Key, ...]:
        """Figures of places below a province."""
        return tuple(key for key in self._keys if key.locality and key.part is None and self.agreed(key))

    @cached_property
    def conflicts(self) -> tuple[Key, ...]:
        """Whole figures of provinces that reports disagree on, though none of them is a misprint."""
        return tuple(
            key
            for key in self._keys
            if key.part is None
            and key.locality is None
            and not any(f.misprint or f.value_to is not None for f in self._levels[key])
            and self.agreed(key) is None
        )

    @cached_property
    def _keys(self) -> list[Key]:
        return sorted(
            self._levels, key=lambda key: tuple(map(str, (key.indicator, key.province, key.period, key)))
        )

    @cached_property
    def held(self) -> tuple[str, ...]:
        """The provinces that some report is about, in the order of the data."""
        about: dict[str, Counter[str]] = defaultdict(Counter)
        for figure in self._gold:
            about[figure.report][figure.province] += 1
        names = {province for counted in about.values() for province, _ in counted.most_common(1)}
        return tuple(name for name in old_provinces() if name in names)

    def statements(self, key: Key) -> tuple[GoldFigure, ...]:
        """Everything the reports say of it."""
        return tuple(self._levels.get(key, ()))

    def others(self, kind: Kind, key: Key) -> tuple[GoldFigure, ...]:
        """Targets, changes and shares at this place and period."""
        return tuple(self._others.get((kind, key), ()))

    def of_kind(self, kind: Kind) -> Iterator[tuple[Key, tuple[GoldFigure, ...]]]:
        """All figures of a kind beside levels, by their key, in a fixed order."""
        for (held, key), figures in sorted(self._others.items(), key=lambda item: str(item[0])):
            if held is kind:
                yield key, tuple(figures)

    def agreed(self, key: Key) -> Agreed | None:
        """What all reports say together; None where they say nothing, or not the same."""
        if key not in self._agreed:
            self._agreed[key] = agreed_by(self._levels.get(key, []))
        return self._agreed[key]

    def level(self, indicator: str, province: str, period: str) -> Agreed | None:
        """A province's whole figure."""
        return self.agreed(Key(indicator, province, period))

    def mentions(self, indicator: str, province: str, period: str) -> bool:
        """Whether any figure but a target is of it: also a part, a district's, a share, a change."""
        return (indicator, province, period) in self._mentioned

    @cached_property
    def by_topic(self) -> Mapping[tuple[str, str], Mapping[str, Agreed]]:
        """For each indicator and period that no report disagrees on anywhere: the provinces' figures."""
        found: dict[tuple[str, str], dict[str, Agreed]] = defaultdict(dict)
        spoiled: set[tuple[str, str]] = set()
        for key in self._keys:
            if _is_whole(key):
                topic = (key.indicator, key.period)
                agreed = self.agreed(key)
                if agreed is None:
                    spoiled.add(topic)
                else:
                    found[topic][key.province] = agreed
        return {topic: places for topic, places in sorted(found.items()) if topic not in spoiled}

    @cached_property
    def by_series(self) -> Mapping[tuple[str, str], Mapping[int, Agreed]]:
        """For each indicator and province: its whole years, where reports agree on all of them."""
        found: dict[tuple[str, str], dict[int, Agreed]] = defaultdict(dict)
        spoiled: set[tuple[str, str]] = set()
        for key in self._keys:
            if _is_whole(key) and key.period.isdigit():
                agreed = self.agreed(key)
                if agreed is None:
                    spoiled.add((key.indicator, key.province))
                else:
                    found[key.indicator, key.province][int(key.period)] = agreed
        return {series: years for series, years in sorted(found.items()) if series not in spoiled}

    def stated_share(self, key: Key) -> Agreed | None:
        """The per cent of its whole that reports state, where the levels beside it bear it out."""
        whole = indicators()[key.indicator].of
        part_level, whole_level = (
            (self.level(i, key.province, key.period) if i else None) for i in (key.indicator, whole)
        )
        figures = [f for f in self.others(Kind.SHARE, key) if f.construction not in _NOT_OF_ITS_WHOLE]
        if not figures or part_level is None or whole_level is None:
            return None
        if not (part_level.exact and whole_level.exact) or len(figures) != len(self.others(Kind.SHARE, key)):
            return None
        computed = 100 * part_level.value / whole_level.value
        if any(abs(figure.value - computed) > HALF_OF_LAST_DIGIT for figure in figures):
            return None
        return agreed_by(figures)


def whole_years(first: int, last: int) -> str:
    """The notation of several years together."""
    return f"{first}-01-01/{last}-12-31"


def is_rounded(figure: GoldFigure) -> bool:
    """Whether the print is a rounding of what was counted."""
    coarse = isinstance(figure.value, int) and figure.value >= 10_000 and figure.value % 1000 == 0
    return bool(figure.qualifier) or figure.construction in _ROUNDED or coarse


def _is_whole(key: Key) -> bool:
    return key.part is None and key.locality is None and not key.merged and key.province in old_provinces()


def agreed_by(figures: list[GoldFigure]) -> Agreed | None:
    if not figures or any(f.misprint or f.value_to is not None for f in figures):
        return None
    if len({f.unit for f in figures}) > 1 or (
        len({f.preliminary for f in figures}) > 1 and len({f.value for f in figures}) > 1
    ):
        return None
    exact = [f for f in figures if not is_rounded(f)]
    if len({f.value for f in exact}) > 1:
        return None
    best = exact[0] if exact else min(figures, key=lambda f: (_trailing_noughts(f.value), f.report))
    if any(abs(f.value - best.value) > _ROUNDING * abs(best.value) for f in figures):
        return None
    return Agreed(
        value=best.value,
        unit=best.unit,
        tolerance=float(max(abs(f.value - best.value) for f in figures)),
        reports=tuple(sorted({f.report for f in figures})),
        dated=any(f.dates for f in figures),
        example=best,
    )


def _trailing_noughts(value: int | float) -> int:
    digits = str(value)
    return len(digits) - len(digits.rstrip("0"))
