"""An office's file as rows of cells: the sheets of a workbook, or one CSV of whatever delimiter and encoding.

Rows keep the numbers they have on the screen, so that a message can name them.
"""

import csv
import datetime as dt
import io
import unicodedata
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from eval.adapters.pairs.columns import is_skipped, read_header
from ingest.errors import UnreadableFileError
from ingest.loaders.decoding import decode

_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class GridCell:
    """What a cell holds: its text as written, or its number; `percent` where it is shown as one."""

    text: str = ""
    number: int | float | None = None
    percent: bool = False
    day: dt.date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it."""
        return not self.text and self.number is None and self.day is None


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row with its number on the screen, from 1."""

    number: int
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; `name` is None for a CSV file."""

    name: str | None
    rows: tuple[GridRow, ...]


class UnreadableSheetError(Exception):
    """The file is no workbook or table of text; the message says why."""


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The visible sheets that may hold questions. Raises UnreadableSheetError."""
    data = path.read_bytes()
    if path.suffix.lower() in (".csv", ".tsv"):
        try:
            text = decode(data, path.name)
        except UnreadableFileError as error:
            raise UnreadableSheetError(error.reason) from error
        return (Sheet(None, tuple(_csv_rows(text))),)
    return tuple(_workbook_sheets(data))


def _workbook_sheets(data: bytes) -> Iterator[Sheet]:
    try:
        with warnings.catch_warnings():  # of what it leaves out of the workbook, and nobody reads here
            warnings.simplefilter("ignore", UserWarning)
            book = load_workbook(io.BytesIO(data), data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise UnreadableSheetError(
            f"không phải bảng tính .xlsx đọc được · is no readable .xlsx workbook: {error}"
        ) from error
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible" and not is_skipped(sheet.title):
            rows = (
                GridRow(number, tuple(_workbook_cell(cell.value, cell.number_format) for cell in row))
                for number, row in enumerate(sheet.iter_rows(), start=1)
            )
            yield Sheet(sheet.title, tuple(rows))


def _workbook_cell(value: object, number_format: str) -> GridCell:
    if isinstance(value, bool):
        return GridCell(text=str(value))
    if isinstance(value, int | float):
        percent = "%" in number_format
        number = round(value * 100, 10) if percent else value
        whole = int(number) if number == int(number) else number
        return GridCell(text=f"{whole}%" if percent else str(whole), number=whole, percent=percent)
    if isinstance(value, dt.datetime):
        return GridCell(text=value.date().isoformat(), day=value.date())
    if isinstance(value, dt.date):
        return GridCell(text=value.isoformat(), day=value)
    return GridCell(text=_clean(str(value)) if value is not None else "")


def _csv_rows(text: str) -> Iterator[GridRow]:
    best = max(_DELIMITERS, key=lambda each: _columns_recognised(text, each))
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=best), start=1):
        yield GridRow(number, tuple(GridCell(text=_clean(cell)) for cell in row))


def _columns_recognised(text: str, delimiter: str) -> int:
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    return max((len(read_header(row).columns) for row, _ in zip(rows, range(20), strict=False)), default=0)


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()
