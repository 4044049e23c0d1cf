"""`tuphap figures list|export|mark|unmark`: the figures read out of the reports."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.cli.connection import operations
from api.cli.failures import UsageError
from api.cli.figure_export import Value, print_csv, table, write_csv
from api.cli.options import (
    Ambiguous,
    DataDir,
    Indicators,
    Json,
    Kinds,
    Marked,
    Periods,
    Provinces,
    data_dir_of,
)
from api.cli.output import remark, result, result_json
from api.filters import indicator_named, read_filters
from api.operations import Operations
from api.schemas import MAX_NOTE, MAX_PAGE, FigureItem, FigurePage
from vectorstore.schema import FigureKind

app = typer.Typer(help="Số liệu đã đọc · the figures read.", no_args_is_help=True)

FigureId = Annotated[str, typer.Argument(metavar="ID", help="Mã số liệu · the figure's id.")]


class Format(StrEnum):
    """What a spreadsheet opens."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class _Filter:
    """Which figures are asked for."""

    indicators: tuple[str, ...]
    provinces: tuple[str, ...]
    periods: tuple[str, ...]
    kinds: tuple[FigureKind, ...]
    ambiguous: bool | None
    marked: bool | None

    @classmethod
    def read(
        cls,
        indicator: list[str] | None,
        province: list[str] | None,
        period: list[str] | None,
        kind: list[FigureKind] | None,
        ambiguous: bool | None,
        marked: bool | None,
    ) -> "_Filter":
        """Ids and names as a person gives them. Raises UnknownIndicatorError or UnknownProvinceError."""
        return cls(
            indicators=tuple(map(indicator_named, indicator or ())),
            provinces=read_filters(province or ()).provinces,
            periods=tuple(period or ()),
            kinds=tuple(kind or ()),
            ambiguous=ambiguous,
            marked=marked,
        )

    def page(self, work: Operations, *, limit: int, offset: int) -> FigurePage:
        """A page of them."""
        return work.figures(
            indicators=self.indicators,
            provinces=self.provinces,
            periods=self.periods,
            kinds=self.kinds,
            ambiguous=self.ambiguous,
            marked=self.marked,
            limit=limit,
            offset=offset,
        )

    def all(self, work: Operations) -> Iterator[FigureItem]:
        """All of them, a page held at a time."""
        offset, total = 0, 1
        while offset < total:
            page = self.page(work, limit=MAX_PAGE, offset=offset)
            yield from page.figures
            offset, total = offset + MAX_PAGE, page.total


@app.command("list")
def list_figures(
    context: typer.Context,
    indicator: Indicators = None,
    province: Provinces = None,
    period: Periods = None,
    kind: Kinds = None,
    ambiguous: Ambiguous = None,
    marked: Marked = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=MAX_PAGE, help="Số dòng · how many.")] = 50,
    offset: Annotated[int, typer.Option("--offset", min=0, help="Bỏ qua · how many to skip.")] = 0,
    json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Xem số liệu · look through the figures."""
    wanted = _Filter.read(indicator, province, period, kind, ambiguous, marked)
    with operations(data_dir_of(context, data_dir), "tuphap figures") as work:
        page = wanted.page(work, limit=limit, offset=offset)
    if json:
        result_json(page)
        return
    from api.cli.figure_lines import lines

    for item in page.figures:
        for line in lines(item):
            result(line)
    last = offset + len(page.figures)
    if last < page.total:
        remark(f"… {last}/{page.total}; xem tiếp · go on with: --offset {last}")


@app.command()
def mark(
    context: typer.Context,
    figure_id: FigureId,
    note: Annotated[str, typer.Option("--note", help="Sai ở chỗ nào · what is wrong.")],
    data_dir: DataDir = None,
) -> None:
    """Đánh dấu sai · mark a figure wrong."""
    if not 1 <= len(note.strip()) <= MAX_NOTE:
        raise UsageError(f"--note cần 1–{MAX_NOTE} ký tự · --note takes 1 to {MAX_NOTE} characters")
    with operations(data_dir_of(context, data_dir), "tuphap figures") as work:
        work.mark_figure(figure_id, note=note.strip())
    result(f"Đã đánh dấu sai · marked wrong {figure_id}")


@app.command()
def unmark(context: typer.Context, figure_id: FigureId, data_dir: DataDir = None) -> None:
    """Bỏ đánh dấu · take a mark back."""
    with operations(data_dir_of(context, data_dir), "tuphap figures") as work:
        work.unmark_figure(figure_id)
    result(f"Đã bỏ đánh dấu · mark taken back {figure_id}")


@app.command()
def export(
    context: typer.Context,
    file_format: Annotated[Format, typer.Option("--format", help="csv | xlsx")] = Format.CSV,
    output: Annotated[
        Path | None, typer.Option("--output", dir_okay=False, help="Tệp · file (csv: mặc định stdout).")
    ] = None,
    indicator: Indicators = None,
    province: Provinces = None,
    period: Periods = None,
    kind: Kinds = None,
    ambiguous: Ambiguous = None,
    marked: Marked = None,
    data_dir: DataDir = None,
) -> None:
    """Xuất số liệu · export the figures."""
    if file_format is Format.XLSX and output is None:
        raise UsageError("xlsx cần --output · xlsx needs --output")
    wanted = _Filter.read(indicator, province, period, kind, ambiguous, marked)
    write: Callable[[Path, Iterable[list[Value]]], None] = (
        _write_xlsx if file_format is Format.XLSX else write_csv
    )
    with operations(data_dir_of(context, data_dir), "tuphap figures") as work:
        rows = table(wanted.all(work))
        if output is None:
            print_csv(rows)
            return
        draft = output.with_name(f".{output.name}.part")
        try:
            write(draft, rows)
            draft.replace(output)
        finally:
            draft.unlink(missing_ok=True)


def _write_xlsx(path: Path, rows: Iterable[list[Value]]) -> None:
    from openpyxl import Workbook  # heavy, and only for this format

    book = Workbook(write_only=True)
    sheet = book.create_sheet("figures")
    for row in rows:
        sheet.append(row)
    book.save(path)
