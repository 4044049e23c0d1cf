"""The periods a question over time goes through, one by one."""

from collections.abc import Sequence

from assistant.compose.workbench import Workbench
from assistant.findings import Topic
from assistant.slots import periods_of_span
from assistant.territory import Where
from vectorstore.analysis.periods import bounds, same_period, year_of
from vectorstore.analysis.places import parts_of


def year_by_year(bench: Workbench, topics: Sequence[Topic]) -> tuple[str, ...]:
    """The periods listed, else the years of the range, else every year held; in order of time.

    Whole years, or the part of each year that the question names.
    """
    slots = bench.slots
    listed = [p for p in slots.periods if year_of(p) is not None]
    if len(listed) > 1:
        return tuple(sorted(listed, key=bounds))
    if slots.span and None not in slots.span:
        return periods_of_span(slots, ())
    held = _held(bench, topics, slots.wheres)
    if slots.span:
        return periods_of_span(slots, held)
    stretch = next((p for p in slots.periods if year_of(p) is None), None)
    alike = [p for p in held if _is_alike(p, slots.part_of_year)]
    if stretch:
        first, last = (day.year for day in bounds(stretch))
        return tuple(f"{year}{slots.part_of_year}" for year in range(first, last + 1))
    return tuple(alike)


def _held(bench: Workbench, topics: Sequence[Topic], wheres: Sequence[Where]) -> list[str]:
    """The periods held in the plain notation, of merged provinces those of their parts too."""
    parts = [Where(part) for where in wheres for part in (parts_of(where.province) if where.today else ())]
    held = bench.finder.periods_held(topics, [*wheres, *parts])
    plain = {f"{year_of(p)}{tail}" for p in held for tail in _tails(p)}
    return sorted(plain, key=bounds)


def _tails(period: str) -> list[str]:
    """What stands behind the year, also of a statistics year written as days."""
    year = year_of(period)
    if year is None:
        return []
    if "/" not in period:
        return [period[4:]]
    return [tail for tail in ("", "-9M", "-H1", "-Q1") if same_period(period, f"{year}{tail}")]


def _is_alike(period: str, part: str) -> bool:
    return period[4:] == part
