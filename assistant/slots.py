"""Where and when to look for an answer: what the question names, else what it is asked within.

The rule for a question that names no place stands here: the home province, else the only place held, else
every place. A question that ranges over places in words ranges over all of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.territory import NATIONAL, Where, kind_of, today_of
from vectorstore.analysis.periods import bounds, find_periods, shift_years, year_of
from vectorstore.analysis.places import members
from vectorstore.analysis.query import QuestionReading
from vectorstore.analysis.tasks import TaskKind

_A_YEAR = "2000"


@dataclass(frozen=True, slots=True)
class Slots:
    """Where and when to look: empty `wheres` means every place held, empty `periods` the latest.

    `region` is the region (or `Cả nước`) whose provinces `wheres` are, when the question names it and nothing
    else. `span` are the first and last year of a range asked year by year, each None where it is open,
    `part_of_year` what of each year is meant (`-H1`; empty: all of it). `held` are the provinces that reports
    are held of. `ranked` are the places whose rank among all of them is asked. `contradicted` says that the
    question names a place or period outside its filters: nothing can answer it.
    """

    wheres: tuple[Where, ...]
    periods: tuple[str, ...]
    place_named: bool
    held: tuple[str, ...] = ()
    region: str | None = None
    span: tuple[int | None, int | None] | None = None
    span_years: int | None = None
    part_of_year: str = ""
    ranked: tuple[Where, ...] = ()
    contradicted: bool = False

    @property
    def provinces(self) -> tuple[str, ...]:
        """The provinces to look in, each once."""
        return tuple(dict.fromkeys(where.province for where in self.wheres))

    @property
    def named_periods(self) -> tuple[str, ...]:
        """The periods asked about one by one: not the range whose years are asked."""
        return tuple(p for p in self.periods if not self.span or year_of(p) is not None)


def slots_of(
    reading: QuestionReading,
    *,
    provinces: Sequence[str],
    years: Sequence[int],
    home_province: str | None,
    held: Sequence[str],
) -> Slots:
    """The slots of a question asked within filters (canonical provinces, years) where `held` are held."""
    named, region = _named(reading)
    allowed = tuple(w for w in named if not provinces or w.province in provinces)
    asked = tuple(dict.fromkeys(m.period for m in reading.periods if m.period))
    within = tuple(p for p in asked if not years or _in_years(p, years))
    own = tuple(p for p in held if kind_of(p) == "province")
    ranked = _is_ranked_among_all(reading)
    if named and not ranked:
        wheres = allowed
    elif provinces:
        wheres = tuple(map(Where, provinces))
    else:
        wheres = () if _ranges_over_places(reading) else _place_meant(home_province, own)
    return Slots(
        wheres=wheres,
        periods=within if asked else tuple(str(year) for year in years),
        place_named=bool(named or provinces),
        held=own,
        region=region if len(allowed) == len(named) else None,
        span=reading.span,
        span_years=reading.span_years,
        part_of_year=_part_of_year(reading),
        ranked=allowed if ranked else (),
        contradicted=bool(named and not allowed) or bool(asked and not within),
    )


def periods_of_span(slots: Slots, held: Sequence[str]) -> tuple[str, ...]:
    """The periods of a range of years, one a year; the open ends as far as `held` goes, in order of time."""
    first, last = slots.span or (None, None)
    known = sorted({y for p in held if _part(p) == slots.part_of_year and (y := year_of(p)) is not None})
    last = last if last is not None else (known[-1] if known else None)
    if last is None:
        return ()
    if first is None:
        first = last - slots.span_years + 1 if slots.span_years else (known[0] if known else last)
    return tuple(f"{year}{slots.part_of_year}" for year in range(first, last + 1))


def overlap(periods: Sequence[str]) -> bool:
    """Whether any day would count twice."""
    stretches = sorted(bounds(period) for period in periods)
    return any(after[0] <= before[1] for before, after in pairwise(stretches))


def _named(reading: QuestionReading) -> tuple[tuple[Where, ...], str | None]:
    """The places a question names in its order, a region by its provinces; and the region, if alone."""
    mentions = [m for m in reading.places if not (reading.all_places and m.name == NATIONAL)]
    districts = {m.name for m in mentions if m.locality}
    sets_against = reading.task.kind in (TaskKind.COMPARE, TaskKind.RATIO)
    wheres: list[Where] = []
    for mention in mentions:
        region = kind_of(mention.name) == "region"
        if region and sets_against:
            wheres.append(Where(mention.name))
        elif region:
            wheres.extend(map(Where, members(mention.name)))
        elif mention.locality:
            wheres.append(Where(mention.name, mention.locality))
        elif mention.name not in districts or (sets_against and len(mentions) == 2):
            wheres.append(
                Where(today_of(mention.name), today=True) if reading.merged else Where(mention.name)
            )
    alone = mentions[0].name if len({m.name for m in mentions}) == 1 else None
    return tuple(dict.fromkeys(wheres)), alone if alone and kind_of(alone) == "region" else None


def _ranges_over_places(reading: QuestionReading) -> bool:
    return reading.all_places or (reading.task.over == "places" and reading.task.kind is not TaskKind.COMPARE)


def _is_ranked_among_all(reading: QuestionReading) -> bool:
    """Whether the place named is one of those put in order (`An Giang đứng thứ mấy`)."""
    return reading.all_places and reading.task.kind is TaskKind.RANKING and reading.task.over == "places"


def _place_meant(home_province: str | None, own: Sequence[str]) -> tuple[Where, ...]:
    """The place meant by a question that names none; empty when it could be any."""
    if home_province:
        return (Where(home_province),)
    return (Where(own[0]),) if len(own) == 1 else ()


def _in_years(period: str, years: Sequence[int]) -> bool:
    year = year_of(period)
    if year is not None:
        return year in years
    first, last = bounds(period)
    return all(y in years for y in range(first.year, last.year + 1))


def _part_of_year(reading: QuestionReading) -> str:
    """What of each year is asked about in a question over years: `-H1`, `-Q2`, or nothing for all of it."""
    for mention in reading.periods:
        period = mention.period
        if period is None:
            again = find_periods(reading.text[mention.start : mention.end], anchor=_A_YEAR)
            period = again[0].period if len(again) == 1 else None
        if period and (part := _part(period)):
            return part
    return ""


def _part(period: str) -> str:
    """What stands behind the year in a period's notation."""
    return "" if "/" in period else period[4:]


def year_before(period: str) -> str:
    """The same period a year earlier."""
    return shift_years(period, -1)
