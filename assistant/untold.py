"""Reports that speak of what is asked without its figure having been read: a number that may be missing.

For places that have no figure of a topic in a period: the sentences and rows of their reports of that very
period that name the topic beside a number, and figures of the topic that no period could be told for. Whether
what is missing could change an answer is its composer's to judge.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from assistant.findings import LEVELS, Topic
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.period_notation import same_period
from vectorstore.analysis.periods import bounds, year_of
from vectorstore.analysis.quantities import find_quantities
from vectorstore.analysis.query import Aspect
from vectorstore.analysis.sentences import sentences
from vectorstore.analysis.terms import Role, TermHit, find_terms, text_is_folded
from vectorstore.analysis.text import fold, tokens
from vectorstore.catalog import Catalog
from vectorstore.schema import Figure, FigureKind, Report

_LIKE = 3
"""By so much the same thing may differ from one year to the next, to be taken for it."""
_NUMBERED_ROW = re.compile(r"\s*\d+ \|")


@dataclass(frozen=True, slots=True)
class Untold:
    """A province whose report may tell of a topic; `values` are the numbers that may be it."""

    province: str
    values: tuple[float, ...]


def untold(
    catalog: Catalog, topic: Topic, period: str | None, provinces: Collection[str], terms: Sequence[str] = ()
) -> list[Untold]:
    """What reports of these provinces may tell of a listed topic's level in a period, one a province.

    `terms` are folded words that the question narrows the topic with: a sentence must have them all.
    """
    listed, year = topic.listed, year_of(period) if period else None
    if listed is None or period is None or year is None or not provinces or topic.aspect is not Aspect.LEVEL:
        return []
    names = sorted(provinces)
    held = catalog.figures(indicators=(listed.id,), provinces=names, kinds=LEVELS)
    levels = [f for f in held if f.part is None and f.locality is None and f.kind is not FigureKind.PART]
    reports = [r for r in catalog.reports(provinces=names, years=(year,)) if _is_of(r, period)]
    found: dict[str, list[float]] = {}
    for figure in _undated(catalog, levels, period):
        found.setdefault(figure.province or "", []).append(figure.value)
    for report in reports:
        values = _unread(catalog, report, listed.id, period, terms)
        if values:
            found.setdefault(report.metadata.province or "", []).extend(values)
    made = []
    for province, values in found.items():
        usual = [f.value for f in levels if f.province == province and _is_as_long(f.period, period)]
        likely = tuple(dict.fromkeys(value for value in values if _is_likely(value, usual)))
        if likely:
            made.append(Untold(province, likely))
    return made


def speaks_of(sentence: str, indicator: str) -> bool:
    """Whether a sentence or row has numbers and names an indicator: what it counts, what was done with it."""
    if not any(character.isdigit() for character in sentence):
        return False
    hits = _hits(sentence, indicator)
    if any(hit.has(indicator, Role.ALONE) for hit in hits):
        return True
    named = any(hit.has(indicator, Role.NOUN) for hit in hits)
    done = not indicators()[indicator].acts or any(hit.has(indicator, Role.ACT) for hit in hits)
    return named and done


def _hits(sentence: str, indicator: str) -> list[TermHit]:
    if not _first_words(indicator) & set(fold(sentence).split()):  # most sentences speak of something else
        return []
    return find_terms(tokens(sentence), folded=text_is_folded(sentence))


@cache
def _first_words(indicator: str) -> frozenset[str]:
    listed = indicators()[indicator]
    return frozenset(fold(term).split()[0] for term in (*listed.nouns, *listed.alone))


def _undated(catalog: Catalog, levels: Iterable[Figure], period: str) -> list[Figure]:
    """The figures without a period of reports that are of this one, by what their other figures are of."""
    undated = [figure for figure in levels if figure.period is None]
    ids = sorted({figure.report_id for figure in undated})
    told: dict[str, set[str]] = {}
    for figure in catalog.figures(report_ids=ids, kinds=(FigureKind.ACHIEVED,)) if ids else ():
        if figure.period:
            told.setdefault(figure.report_id, set()).add(figure.period)
    of_period = {id_ for id_, periods in told.items() if same_period(max(periods, key=_end), period)}
    return [figure for figure in undated if figure.report_id in of_period]


def _end(period: str) -> tuple[date, str]:
    return bounds(period)[1], period


def _unread(
    catalog: Catalog, report: Report, indicator: str, period: str, terms: Sequence[str]
) -> list[float]:
    """The numbers of a report's sentences on an indicator that were not read as something else of it."""
    text = catalog.text(report.report_id).text
    spoken = [
        (start, end)
        for start, end in sentences(text)
        if speaks_of(text[start:end], indicator)
        and set(terms) <= {fold(token.text) for token in tokens(text[start:end])}
    ]
    if not spoken:
        return []
    read = [
        (f.value_start, f.value_end)
        for f in catalog.figures(report_ids=(report.report_id,))
        if not _may_be(f, indicator, period)
    ]
    return [
        value
        for start, end in spoken
        for value, first, last in _numbers(text[start:end])
        if not any(begin < start + last and start + first < until for begin, until in read)
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


def _numbers(sentence: str) -> list[tuple[float, int, int]]:
    """The numbers that may count something, with where they stand; a row's own number is none."""
    numbered = _NUMBERED_ROW.match(sentence)
    behind = numbered.end() if numbered else 0
    return [
        (quantity.value, quantity.start, quantity.end)
        for quantity in find_quantities(sentence)
        if not quantity.percent and quantity.start >= behind
    ]


def _is_of(report: Report, period: str) -> bool:
    return report.metadata.locality is None and _is_same(report.metadata.period, period)


def _is_same(one: str | None, other: str) -> bool:
    return one is not None and same_period(one, other)


def _is_as_long(one: str | None, other: str) -> bool:
    """Whether two periods are the same months of whatever year."""
    return one is not None and one[4:] == other[4:]


def _is_likely(value: float, usual: Sequence[float]) -> bool:
    """Whether a number is of the order that the place has in other years, where these are known."""
    if value <= 0 or not usual:
        return value > 0
    return any(value <= _LIKE * other and other <= _LIKE * value for other in usual)
