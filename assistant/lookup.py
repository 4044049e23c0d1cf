"""Figures for a numeric question: which rows of the figure table answer it, for which places and periods.

Only rows that agree with the question in indicator, place and period are ever returned: half a year does
not stand in for a year, a neighbour's number not for one's own. What exists nearby is reported as such,
without numbers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.fit import WordFit
from assistant.slots import NATIONAL, Slots
from vectorstore.analysis.periods import same_period, year_of
from vectorstore.analysis.query import Aspect, QuestionReading
from vectorstore.analysis.text import fold
from vectorstore.catalog import Catalog
from vectorstore.schema import Figure, FigureKind

_KINDS: dict[Aspect, tuple[FigureKind, ...]] = {
    Aspect.LEVEL: (FigureKind.ACHIEVED, FigureKind.PREVIOUS, FigureKind.PART),
    Aspect.SHARE: (FigureKind.SHARE,),
    Aspect.CHANGE: (FigureKind.CHANGE,),
    Aspect.TARGET: (FigureKind.TARGET,),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer: a figure, and others from other reports that state it differently."""

    figure: Figure
    differing: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Lookup:
    """What the figure table says: findings in the order asked, and what exists instead of what is missing."""

    findings: tuple[Finding, ...] = ()
    by_place: bool = False
    without_data: tuple[str, ...] = ()
    other_periods: tuple[str, ...] = ()
    other_places: tuple[str, ...] = ()
    period_chosen: str | None = None


def look_up(catalog: Catalog, reading: QuestionReading, slots: Slots) -> Lookup:
    """The figures that answer a reading within its slots."""
    if slots.contradicted:
        return Lookup()
    topics: list[str | None] = [m.indicator for m in reading.indicators]
    topics = topics or [None]
    findings: list[Finding] = []
    fallback = Lookup()
    for topic in topics:
        for aspect in sorted(reading.aspects, key=list(Aspect).index):
            result = _look_up_topic(catalog, reading, slots, topic, aspect)
            findings.extend(result.findings)
            fallback = result if not fallback.findings else fallback
    if not findings:
        return fallback
    return Lookup(
        findings=tuple(findings),
        by_place=fallback.by_place,
        without_data=fallback.without_data,
        period_chosen=fallback.period_chosen,
    )


def _look_up_topic(
    catalog: Catalog, reading: QuestionReading, slots: Slots, topic: str | None, aspect: Aspect
) -> Lookup:
    if topic is None and not (reading.terms and reading.asked):
        return Lookup()
    fit = WordFit(catalog, reading, slots, listed=topic is not None)
    rows = catalog.figures(indicators=(topic,) if topic else (), phrase_terms=fit.asked_terms)
    rows = [f for f in rows if f.kind in _KINDS[aspect] and not f.rivals]
    placed = [f for f in rows if not slots.provinces or f.province in slots.provinces]
    placed = [f for f in placed if (not slots.periods or _in_periods(f, slots.periods)) and fit.fits(f)]
    periods = slots.periods or _latest_period(placed)
    timed = [f for f in placed if _in_periods(f, periods)]
    if not timed:
        return _nothing([f for f in rows if fit.fits(f)], slots, periods)
    by_place = not slots.provinces and topic is not None
    findings = _choose(catalog, timed, slots, periods, reading, fit)
    with_data = {finding.figure.province for finding in findings}
    asked_places = slots.provinces or tuple(p for p in catalog.provinces() if p != NATIONAL)
    if by_place:
        findings = [f for f in findings if f.figure.province not in (None, NATIONAL)]
    return Lookup(
        findings=tuple(findings),
        by_place=by_place,
        without_data=tuple(p for p in asked_places if p not in with_data)
        if by_place or len(slots.provinces) > 1
        else (),
        period_chosen=periods[0] if periods and not slots.periods else None,
    )


def _latest_period(figures: Iterable[Figure]) -> tuple[str, ...]:
    """The latest year a figure exists for, whole years before their parts; none when none is dated."""
    dated = {f.period for f in figures if f.period}
    if not dated:
        return ()
    return (max(dated, key=lambda p: (year_of(p) or 0, len(p) == 4, p)),)


def _in_periods(figure: Figure, periods: Sequence[str]) -> bool:
    if not periods:
        return figure.period is None
    return figure.period is not None and any(same_period(figure.period, period) for period in periods)


def _choose(
    catalog: Catalog,
    figures: Sequence[Figure],
    slots: Slots,
    periods: Sequence[str],
    reading: QuestionReading,
    fit: WordFit,
) -> list[Finding]:
    """The best figure for each place and period asked, in the order asked, places held in their own order."""
    provinces = slots.provinces or tuple(sorted({f.province or "" for f in figures}, key=fold))
    findings: list[Finding] = []
    for province in provinces:
        for period in periods or (None,):
            group = [
                f
                for f in figures
                if (f.province or "") == province
                and (period is None or (f.period is not None and same_period(f.period, period)))
            ]
            if group:
                findings.append(_best(catalog, group, reading, fit))
    return findings


def _best(catalog: Catalog, group: Sequence[Figure], reading: QuestionReading, fit: WordFit) -> Finding:
    def rank(figure: Figure) -> tuple[object, ...]:
        metadata = catalog.report(figure.report_id).metadata
        named = bool(figure.part) and fit.names_part(figure)
        return (
            fit.uncovered(figure),
            not fit.names_part(figure),
            reading.level is not None and not named,
            0 if named else list(FigureKind).index(figure.kind),
            metadata.number is None,
            -(metadata.date.toordinal() if metadata.date else 0),
            figure.qualifier is not None,
            figure.ordinal,
        )

    ordered = sorted(group, key=rank)
    first = ordered[0]
    differing = [
        f
        for f in ordered[1:]
        if f.report_id != first.report_id
        and f.kind is FigureKind.ACHIEVED
        and f.part == first.part
        and f.value != first.value
        and f.unit == first.unit
    ]
    return Finding(first, tuple({f.report_id: f for f in reversed(differing)}.values()))


def _nothing(fitting: Sequence[Figure], slots: Slots, periods: Sequence[str]) -> Lookup:
    """What exists nearby: the same thing at other times there, or elsewhere at that time."""
    here = [f for f in fitting if f.province in slots.provinces]
    then = [f for f in fitting if _in_periods(f, periods)] if periods else []
    elsewhere = {p for f in then if (p := f.province) is not None and p not in slots.provinces}
    return Lookup(
        other_periods=tuple(sorted({f.period for f in here if f.period})),
        other_places=tuple(sorted(elsewhere, key=fold)),
    )
