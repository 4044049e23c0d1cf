"""Where and when a table cell's number holds: what its row, column and group name of places and periods."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.figures.label_words import COMPARED
from ingest.figures.labels import Label, names_plan, period_of, read_label
from ingest.figures.reading import Reading
from ingest.figures.scope import Scope
from ingest.figures.subject import Subject
from vectorstore.analysis.gazetteer import places
from vectorstore.analysis.periods import covers, shift_years, year_of
from vectorstore.schema import FigureKind


def scope_of_cell(
    scope: Scope, row: Label, column: Label, kind: FigureKind = FigureKind.ACHIEVED, group: str = ""
) -> Scope:
    """The scope of a cell: a place and a period may each stand in its row's label or its column's.

    A change is one of the report's period, whichever earlier one it is measured from.
    """
    result = scope
    labels = [read_label(group), column, row] if group else [column, row]
    periods: list[str] = []
    for label in labels:
        if not label.is_total:
            result = _at_place(label, result)
        compared = label is column and kind is FigureKind.CHANGE
        told = label.outer if compared else label
        if compared and any(phrase in told.text.lower() for phrase in COMPARED):
            continue  # `Tăng, giảm so với cùng kỳ › Số tuyệt đối`
        period = period_of(told, scope.period)
        if period and kind is not FigureKind.TARGET:
            period = _as_far_as_known(period, scope.period)
        periods += [period] if period else []
    if periods:
        return replace(result, period=periods[-1] if len(labels) > 2 else periods[0])
    if kind is FigureKind.PREVIOUS:
        return replace(result, period=shift_years(result.period, -1) if result.period else None)
    return result


def scope_of_level(
    scope: Scope, subject: Subject, kind: FigureKind, column: Label, in_row: Sequence[Reading]
) -> Scope:
    """A change, or the share of a plan, is told of the latest period that its row tells a level of."""
    if subject.indicator is None or not (
        kind is FigureKind.CHANGE or (kind is FigureKind.SHARE and names_plan(column))
    ):
        return scope
    levels = [
        reading.scope.period
        for reading in in_row
        if reading.subject.indicator == subject.indicator
        and reading.kind in (FigureKind.ACHIEVED, FigureKind.PART)
        and reading.scope.period
    ]
    latest = max(levels, key=lambda period: year_of(period) or 0, default=None)
    alike = [period for period in levels if latest and year_of(period) == year_of(latest)]
    return replace(scope, period=latest) if latest and len(set(alike)) == 1 else scope


def _as_far_as_known(named: str, own: str | None) -> str:
    """A column of the year (`2025`) in a report on its first half tells of that half."""
    part_of_it = own is not None and own != named and named.isdigit() and covers(named, own)
    return own if own is not None and part_of_it else named


def _at_place(label: Label, scope: Scope) -> Scope:
    """The scope at the place a label names; a district that many provinces have is one of the report's."""
    if label.district and label.places and label.places[0].start > label.text.find(label.district):
        return replace(scope, locality=label.district)  # `Phường Bắc Gia Nghĩa` is not Gia Nghĩa
    own_city = label.district and label.places and not label.places[0].locality
    if label.places and not (own_city and label.places[0].name == scope.province and not _is_city(scope)):
        return scope.at(label.places[0])
    return replace(scope, locality=label.district) if label.district else scope


def _is_city(scope: Scope) -> bool:
    """Whether the report's province is a city by then, so that a label (`Thành phố Đà Nẵng`) names it."""
    place = places().get(scope.province or "")
    if place is None or not place.city:
        return False
    year = year_of(scope.period) if scope.period else None
    return year is None or year >= place.city_since
