"""Reports that speak of what is asked without its figure having been read: a number that may be missing.

For places that have no figure of a topic in a period: the sentences and rows of their reports of that very
period that name the topic beside a number, and figures of the topic that no period could be told for. Which
numbers could change an answer is its composer's to say: no others are looked into. Where in a text such
sentences stand is found in `mentions.py`.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.findings import LEVELS, Topic
from assistant.mentions import Mention, mentions
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.period_notation import same_period
from vectorstore.analysis.periods import bounds, year_of
from vectorstore.analysis.quantities import find_quantities
from vectorstore.analysis.query import Aspect
from vectorstore.catalog import Catalog
from vectorstore.schema import Figure, FigureKind, Report

_LIKE = 3
"""By so much the same thing may differ from one year to the next, to be taken for it."""
_NUMBERED_ROW = re.compile(r"\s*\d+ \|")
_WHOLE = 2**30
"""Longer than any text."""

Matters = Callable[[float], bool]


@dataclass(frozen=True, slots=True)
class Untold:
    """A province whose report may tell of a topic; `values` are the numbers that may be it."""

    province: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in a report's text that may count the topic."""

    report_id: str
    province: str
    value: float
    start: int
    end: int


def untold(
    catalog: Catalog,
    topic: Topic,
    period: str | None,
    provinces: Collection[str],
    terms: Sequence[str] = (),
    matters: Matters = lambda _: True,
) -> list[Untold]:
    """What reports of these provinces may tell of a listed topic's level in a period, one a province.

    `terms` are folded words that the question narrows the topic with: a sentence must have them all.
    `matters` says which numbers could change the answer.
    """
    listed, year = topic.listed, year_of(period) if period else None
    if listed is None or period is None or year is None or not provinces or topic.aspect is not Aspect.LEVEL:
        return []
    names = sorted(provinces)
    found: dict[str, list[float]] = defaultdict(list)
    for figure in _undated(catalog, listed.id, period, names):
        if figure.value > 0 and matters(figure.value):
            found[figure.province or ""].append(figure.value)
    reports = [r for r in catalog.reports(provinces=names, years=(year,)) if _is_of(r, period)]
    numbers = [n for n in _numbers(catalog, reports, listed.id, terms) if n.value > 0 and matters(n.value)]
    for number in _unread(catalog, numbers, listed.id, period):
        found[number.province].append(number.value)
    return _likely(catalog, found, listed.id, period) if found else []


def _likely(catalog: Catalog, found: dict[str, list[float]], indicator: str, period: str) -> list[Untold]:
    """The numbers of the order that each place has in other years, where these are known."""
    usual: dict[str, list[float]] = defaultdict(list)
    for figure in _levels(catalog, indicator, sorted(found)):
        if figure.period is not None and figure.period[4:] == period[4:]:  # the same months of any year
            usual[figure.province or ""].append(figure.value)
    made = []
    for province, values in found.items():
        known = usual[province]
        likely = [v for v in values if not known or any(v <= _LIKE * u and u <= _LIKE * v for u in known)]
        if likely:
            made.append(Untold(province, tuple(dict.fromkeys(likely))))
    return made


def _levels(catalog: Catalog, indicator: str, provinces: Sequence[str]) -> list[Figure]:
    held = catalog.figures(indicators=(indicator,), provinces=provinces, kinds=LEVELS)
    return [f for f in held if f.part is None and f.locality is None and f.kind is not FigureKind.PART]


def _undated(catalog: Catalog, indicator: str, period: str, provinces: Sequence[str]) -> list[Figure]:
    """The figures without a period of reports that are of this one, by what their other figures are of."""
    held = catalog.figure_coverage(indicators=(indicator,), provinces=provinces, kinds=LEVELS)
    where = sorted({province for province, when, _ in held if province and when is None})
    if not where:
        return []
    undated = [figure for figure in _levels(catalog, indicator, where) if figure.period is None]
    ids = sorted({figure.report_id for figure in undated})
    told: dict[str, set[str]] = defaultdict(set)
    for figure in catalog.figures(report_ids=ids, kinds=(FigureKind.ACHIEVED,)) if ids else ():
        if figure.period:
            told[figure.report_id].add(figure.period)
    of_period = {id_ for id_, periods in told.items() if same_period(max(periods, key=_end), period)}
    return [figure for figure in undated if figure.report_id in of_period]


def _end(period: str) -> tuple[date, str]:
    return bounds(period)[1], period


def _numbers(
    catalog: Catalog, reports: Iterable[Report], indicator: str, terms: Sequence[str]
) -> list[_Number]:
    """The numbers beside the topic in these reports; shares and a row's own number are none."""
    owners = {report.report_id: report.metadata.province or "" for report in reports}
    texts = catalog.quotes([(id_, 0, _WHOLE) for id_ in owners])
    return [
        _Number(
            id_, owners[id_], quantity.value, mention.start + quantity.start, mention.start + quantity.end
        )
        for (id_, _, _), text in texts.items()
        for mention in mentions(text, indicator, terms)
        for quantity in find_quantities(mention.words)
        if not quantity.percent and quantity.start >= _behind_number(mention)
    ]


def _behind_number(mention: Mention) -> int:
    numbered = _NUMBERED_ROW.match(mention.words)
    return numbered.end() if numbered else 0


def _unread(catalog: Catalog, numbers: Sequence[_Number], indicator: str, period: str) -> list[_Number]:
    """Those of the numbers that were not read as something else than what is asked."""
    if not numbers:
        return []
    read: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for figure in catalog.figures(report_ids=sorted({number.report_id for number in numbers})):
        if not _may_be(figure, indicator, period):
            read[figure.report_id].append((figure.value_start, figure.value_end))
    return [
        number
        for number in numbers
        if not any(start < number.end and number.start < end for start, end in read[number.report_id])
    ]


def _may_be(figure: Figure, indicator: str, period: str) -> bool:
    """Whether a figure may yet be the one asked for: read as of nothing listed, or as the like of it.

    What is of the same field in the same unit is easily taken for it (auctions held, those that succeeded).
    """
    if figure.indicator is None or figure.rivals:
        return True
    own, other = indicators()[indicator], indicators()[figure.indicator]
    if other is not own:
        return other.field == own.field and other.unit == own.unit
    whole = figure.part is None and figure.locality is None
    return whole and figure.kind in LEVELS and _is_same(figure.period, period)


def _is_of(report: Report, period: str) -> bool:
    return report.metadata.locality is None and _is_same(report.metadata.period, period)


def _is_same(one: str | None, other: str) -> bool:
    return one is not None and same_period(one, other)
