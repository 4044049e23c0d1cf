"""Figures as the doors hand them out: each with its citation, all of a page in three queries."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from api.citing import cite
from api.schemas import FigureItem, FigureMark
from vectorstore.schema import Figure, Mark, MarkedFigure, Report

if TYPE_CHECKING:  # heavy: SQLAlchemy comes with it
    from vectorstore.catalog import Catalog


def figure_items(catalog: "Catalog", found: Sequence[MarkedFigure]) -> tuple[FigureItem, ...]:
    """The figures in their order, with their reports and quotes fetched together.

    One whose report went away since it was found is left out.
    """
    figures = [one.figure for one in found]
    reports = catalog.reports_by_id(list({figure.report_id for figure in figures}))
    quotes = catalog.quotes({_span(figure) for figure in figures})
    return tuple(
        _item(one.figure, one.mark, reports[one.figure.report_id], quotes[_span(one.figure)])
        for one in found
        if one.figure.report_id in reports and _span(one.figure) in quotes
    )


def mark_item(mark: Mark) -> FigureMark:
    """A mark as JSON has it."""
    return FigureMark(noted_at=mark.noted_at, note=mark.note)


def _span(figure: Figure) -> tuple[str, int, int]:
    return figure.report_id, figure.start, figure.end


def _item(figure: Figure, mark: Mark | None, report: Report, quote: str) -> FigureItem:
    return FigureItem(
        figure_id=figure.figure_id,
        indicator=figure.indicator,
        phrase=figure.phrase,
        rivals=figure.rivals,
        value=_whole(figure.value),
        value_to=None if figure.value_to is None else _whole(figure.value_to),
        unit=figure.unit,
        qualifier=figure.qualifier,
        kind=figure.kind,
        part=figure.part,
        province=figure.province,
        locality=figure.locality,
        period=figure.period,
        value_start=figure.value_start,
        value_end=figure.value_end,
        citation=cite(figure, report, quote),
        mark=None if mark is None else mark_item(mark),
    )


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else value
