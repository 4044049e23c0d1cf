"""Figures for a numeric question: which rows of the figure table answer it, for which places and periods.

Only rows that agree with the question in indicator, place and period are ever returned: half a year does
not stand in for a year, a neighbour's number not for one's own. What exists nearby is reported as such,
without numbers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vectorstore.analysis.periods import same_period, year_of
from vectorstore.analysis.places import members, places
from vectorstore.analysis.query import Aspect, QuestionReading
from vectorstore.analysis.text import fold, tokens
from vectorstore.catalog import Catalog
from vectorstore.schema import Figure, FigureKind, Report

NATIONAL = "Cả nước"
_TIERS = frozenset({"thanh", "pho", "tp", "thi", "xa", "tx", "huyen", "quan", "phuong", "tran"})
_MONEY_WORDS = frozenset({"tien", "dong"})

_KINDS: dict[Aspect, tuple[FigureKind, ...]] = {
    Aspect.LEVEL: (FigureKind.ACHIEVED, FigureKind.PREVIOUS, FigureKind.PART),
    Aspect.SHARE: (FigureKind.SHARE,),
    Aspect.CHANGE: (FigureKind.CHANGE,),
    Aspect.TARGET: (FigureKind.TARGET,),
}


@dataclass(frozen=True, slots=True)
class Slots:
    """Where and when to look: empty `provinces` means every place held, empty `periods` the latest."""

    provinces: tuple[str, ...]
    locality: str | None
    periods: tuple[str, ...]
    place_named: bool


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
    reports: dict[str, Report] = field(default_factory=dict)


def slots_of(
    reading: QuestionReading,
    *,
    provinces: Sequence[str],
    years: Sequence[int],
    home_province: str | None,
    held: Sequence[str],
) -> Slots:
    """Places and periods of a question: named, filtered for, the home province, or the only one held."""
    named: list[str] = []
    for mention in reading.places:
        known = places().get(mention.name)
        is_region = known is not None and known.kind == "region"
        named.extend(members(mention.name) if is_region else (mention.name,))
    named = [p for p in dict.fromkeys(named) if not provinces or p in provinces]
    refused = bool(reading.places) and not named
    own = [p for p in held if p != NATIONAL]
    fallback = (home_province,) if home_province else tuple(own) if len(own) == 1 else ()
    chosen = tuple(named) or (() if refused else tuple(provinces) or fallback)
    periods = tuple(dict.fromkeys(m.period for m in reading.periods if m.period))
    if years:
        periods = tuple(p for p in periods if year_of(p) in years) if periods else tuple(map(str, years))
    return Slots(
        provinces=chosen or (("",) if refused else ()),
        locality=next((m.locality for m in reading.places if m.locality), None),
        periods=periods,
        place_named=bool(reading.places or provinces),
    )


def look_up(catalog: Catalog, reading: QuestionReading, slots: Slots) -> Lookup:
    """The figures that answer a reading within its slots."""
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
        reports=_reports(catalog, findings),
    )


def _look_up_topic(
    catalog: Catalog, reading: QuestionReading, slots: Slots, topic: str | None, aspect: Aspect
) -> Lookup:
    if topic is None and not (reading.terms and reading.asked):
        return Lookup()
    rows = catalog.figures(
        indicators=(topic,) if topic else (), phrase_terms=() if topic else _asked_terms(reading)
    )
    rows = [f for f in rows if f.kind in _KINDS[aspect] and not f.rivals]
    titles = {r.report_id: r.metadata.title for r in catalog.reports()} if reading.terms else {}
    fitting = [f for f in rows if _fits_words(f, reading, slots, topic, catalog, titles)]
    placed = [f for f in fitting if not slots.provinces or f.province in slots.provinces]
    periods = slots.periods or _latest_period(placed)
    timed = [f for f in placed if _in_periods(f, periods)]
    if not timed:
        return _nothing(fitting, slots, periods)
    by_place = not slots.provinces and topic is not None
    findings = _choose(catalog, timed, slots, periods, reading)
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


def _asked_terms(reading: QuestionReading) -> tuple[str, ...]:
    """What an unlisted figure's own words must hold for it to be looked at."""
    if reading.asked is None or reading.asked in _MONEY_WORDS:
        return reading.terms[:1]
    return (reading.asked,)


def _fits_words(
    figure: Figure,
    reading: QuestionReading,
    slots: Slots,
    topic: str | None,
    catalog: Catalog,
    titles: dict[str, str],
) -> bool:
    """Whether every word the question adds is accounted for by the figure's words or those around it."""
    if (figure.locality is None) != (slots.locality is None):
        return False
    if figure.locality and slots.locality and not _same_locality(figure.locality, slots.locality):
        return False
    if reading.level and figure.part and reading.level != figure.part:
        return False
    if topic is None and not _counts_what_is_asked(figure, reading):
        return False
    if figure.kind is FigureKind.PART and not _names_part(figure, reading):
        return False
    if not reading.terms:
        return True
    own = _keys(f"{figure.phrase} {figure.part or ''} {figure.row or ''} {figure.column or ''}")
    if all(term in own for term in reading.terms):
        return True
    quote = catalog.text(figure.report_id).text[figure.start : figure.end]
    around = own | _keys(f"{quote} {figure.heading} {titles.get(figure.report_id, '')}")
    return all(term in around for term in reading.terms)


def _counts_what_is_asked(figure: Figure, reading: QuestionReading) -> bool:
    """Whether an unlisted figure counts the noun after `bao nhiêu` (`tiền` and `đồng` ask for money)."""
    if reading.asked in _MONEY_WORDS:
        return figure.unit == "đồng"
    return fold(figure.unit).split()[:1] == [reading.asked]


def _names_part(figure: Figure, reading: QuestionReading) -> bool:
    """Whether the question names the part a figure counts; a figure of the whole always passes."""
    if not figure.part:
        return True
    part = _keys(figure.part)
    return part <= _keys(reading.text) or (bool(reading.terms) and set(reading.terms) <= part)


def _same_locality(one: str, other: str) -> bool:
    return _keys(one) - _TIERS == _keys(other) - _TIERS


def _keys(text: str) -> frozenset[str]:
    return frozenset(fold(token.text) for token in tokens(text))


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
                findings.append(_best(catalog, group, reading))
    return findings


def _best(catalog: Catalog, group: Sequence[Figure], reading: QuestionReading) -> Finding:
    def rank(figure: Figure) -> tuple[object, ...]:
        metadata = catalog.report(figure.report_id).metadata
        own = _keys(f"{figure.phrase} {figure.part or ''} {figure.row or ''} {figure.column or ''}")
        uncovered = sum(term not in own for term in reading.terms)
        named = bool(figure.part) and _names_part(figure, reading)
        return (
            uncovered,
            not _names_part(figure, reading),
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


def _reports(catalog: Catalog, findings: Sequence[Finding]) -> dict[str, Report]:
    ids = {f.report_id for finding in findings for f in (finding.figure, *finding.differing)}
    return {report_id: catalog.report(report_id) for report_id in ids}
