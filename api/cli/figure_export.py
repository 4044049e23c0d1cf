"""The columns and rows of `tuphap figures export`: a row a figure, with all that proves it."""

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from api.schemas import FigureItem

Value = str | int | float | None
_COLUMNS = (
    "indicator", "phrase", "value", "value_to", "unit", "qualifier", "kind", "part", "province", "locality",
    "period", "source", "page", "heading", "row", "column", "quote", "start", "end", "report_id",
    "figure_id", "value_start", "value_end", "rivals", "marked_at", "mark_note", "url",
)  # fmt: skip


def table(items: Iterable[FigureItem]) -> Iterator[list[Value]]:
    """The column names, then a row for each figure.

    A text of a report that a spreadsheet would run as a formula is quoted.
    """
    yield list(_COLUMNS)
    for item in items:
        yield [_harmless(value) for value in _row(item)]


def print_csv(rows: Iterable[list[Value]]) -> None:
    """The rows on stdout."""
    csv.writer(sys.stdout, lineterminator="\n").writerows(rows)


def write_csv(path: Path, rows: Iterable[list[Value]]) -> None:
    """The rows as a file."""
    # The signature makes Excel read UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def _row(item: FigureItem) -> tuple[Value, ...]:
    citation = item.citation
    cell = citation.cell
    mark = item.mark
    return (
        item.indicator, item.phrase, item.value, item.value_to, item.unit, item.qualifier, item.kind.value,
        item.part, item.province, item.locality, item.period, citation.source, citation.page,
        citation.heading, cell.row if cell else None, cell.column if cell else None, citation.quote,
        citation.start, citation.end, citation.report_id, item.figure_id, item.value_start, item.value_end,
        "; ".join(item.rivals), mark.noted_at.isoformat(timespec="seconds") if mark else None,
        mark.note if mark else None, citation.url,
    )  # fmt: skip


def _harmless(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value and value[0] in "=+-@\t\r" else value
