"""`tuphap figures export`: the figures read out of the reports, as a table for a spreadsheet."""

import csv
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.cli.connection import operations
from api.cli.failures import UsageError
from api.cli.options import DataDir, Provinces, data_dir_of
from api.filters import read_filters
from api.operations import Operations
from api.schemas import MAX_PAGE, FigureItem

app = typer.Typer(help="Số liệu đã đọc · the figures read.", no_args_is_help=True)

Value = str | int | float | None
_COLUMNS = (
    "indicator", "phrase", "value", "value_to", "unit", "qualifier", "kind", "part", "province", "locality",
    "period", "source", "page", "heading", "row", "column", "quote", "start", "end", "report_id",
)  # fmt: skip


class Format(StrEnum):
    """What a spreadsheet opens."""

    CSV = "csv"
    XLSX = "xlsx"


@app.callback()
def figures() -> None:
    """Keeps `export` a command of its own."""


@app.command()
def export(
    context: typer.Context,
    file_format: Annotated[Format, typer.Option("--format", help="csv | xlsx")] = Format.CSV,
    output: Annotated[
        Path | None, typer.Option("--output", dir_okay=False, help="Tệp · file (csv: mặc định stdout).")
    ] = None,
    province: Provinces = None,
    data_dir: DataDir = None,
) -> None:
    """Xuất số liệu · export the figures."""
    if file_format is Format.XLSX and output is None:
        raise UsageError("xlsx cần --output · xlsx needs --output")
    provinces = read_filters(province or ()).provinces
    with operations(data_dir_of(context, data_dir), "tuphap figures") as work:
        rows = (_row(item) for item in _all(work, provinces))
        if output is None:
            csv.writer(sys.stdout, lineterminator="\n").writerows(_safe(rows))
            return
        draft = output.with_name(f".{output.name}.part")
        try:
            _write_xlsx(draft, rows) if file_format is Format.XLSX else _write_csv(draft, rows)
            draft.replace(output)
        finally:
            draft.unlink(missing_ok=True)


def _all(work: Operations, provinces: tuple[str, ...]) -> Iterator[FigureItem]:
    offset, total = 0, 1
    while offset < total:
        page = work.figures(indicators=(), provinces=provinces, periods=(), limit=MAX_PAGE, offset=offset)
        yield from page.figures
        offset, total = offset + MAX_PAGE, page.total


def _row(item: FigureItem) -> list[Value]:
    citation = item.citation
    cell = citation.cell
    return [
        item.indicator, item.phrase, item.value, item.value_to, item.unit, item.qualifier, item.kind.value,
        item.part, item.province, item.locality, item.period, citation.source, citation.page,
        citation.heading, cell.row if cell else None, cell.column if cell else None, citation.quote,
        citation.start, citation.end, citation.report_id,
    ]  # fmt: skip


def _safe(rows: Iterator[list[Value]]) -> Iterator[list[Value]]:
    """With the column names; a text of a report that a spreadsheet would run as a formula is quoted."""
    yield list(_COLUMNS)
    for row in rows:
        yield [
            f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell else cell for cell in row
        ]


def _write_csv(path: Path, rows: Iterator[list[Value]]) -> None:
    # The signature makes Excel read UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(_safe(rows))


def _write_xlsx(path: Path, rows: Iterator[list[Value]]) -> None:
    from openpyxl import Workbook  # heavy, and only for this format

    book = Workbook(write_only=True)
    sheet = book.create_sheet("figures")
    for row in _safe(rows):
        sheet.append(row)
    book.save(path)
