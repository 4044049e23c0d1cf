"""Workbooks: every visible sheet, its title rows as paragraphs, its tables with merged cells.

Formulas give the value stored with them. How values are written is `xlsx_format`'s, where a table begins and
ends on a sheet `xlsx_regions`'.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

import openpyxl
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException

from ingest import reasons
from ingest.document import Document, Paragraph, Table, TableCell
from ingest.errors import EmptyDocumentError, UnreadableFileError
from ingest.loaders.archive import ZIP_ERRORS, guard
from ingest.loaders.cleaning import lines, one_line
from ingest.loaders.xlsx_format import shown
from ingest.loaders.xlsx_regions import regions

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MAX_CELLS = 2_000_000
MAX_ROWS = 200_000

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml\Z")
_MERGE = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']"""
)
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?r\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_UNCOMPUTED = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_DEFAULT_NAME = re.compile(r"(?:sheet|trang tính|bảng|bang|table)\s*\d*\Z", re.I)


class XlsxLoader:
    """Reads .xlsx and .xlsm."""

    format = "xlsx"
    suffixes = (".xlsx", ".xlsm")

    def load(self, data: bytes, source: str) -> Document:
        guard(data, source, "XLSX")
        uncomputed = _check_sheets(data, source)
        try:
            workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        except (
            InvalidFileException, LookupError, TypeError, AttributeError, ParseError, etree.LxmlError,
            *ZIP_ERRORS,
        ) as error:  # fmt: skip
            raise UnreadableFileError(source, reasons.broken("XLSX")) from error
        notices: list[str] = []
        if uncomputed:
            notices.append(
                "có công thức chưa lưu kết quả, các ô đó bỏ trống "
                "(formulas without a stored value are left empty)"
            )
        elements = tuple(_elements(workbook, notices))
        title = one_line(workbook.properties.title or "") or None
        workbook.close()
        if not any(isinstance(element, Table) or element.heading_level is None for element in elements):
            raise EmptyDocumentError(source, reasons.NO_TEXT)
        return Document(self.format, elements, title=title, notices=tuple(notices))


def _check_sheets(data: bytes, source: str) -> bool:
    """Refuse sheets that would cost too much to hold; say whether a formula has no stored value."""
    uncomputed = False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                if not _SHEET.match(name):
                    continue
                xml = archive.read(name)
                if _extent(xml) > MAX_CELLS or _merged(xml) > MAX_CELLS:
                    raise UnreadableFileError(source, reasons.TOO_MANY_CELLS)
                uncomputed = uncomputed or _UNCOMPUTED.search(xml) is not None
    except ZIP_ERRORS as error:
        raise UnreadableFileError(source, reasons.broken("XLSX")) from error
    return uncomputed


def _extent(xml: bytes) -> int:
    """Cells in the rectangle a sheet's cells span."""
    columns = rows = 0
    for found in _CELL.finditer(xml):
        columns = max(columns, _column(found[1]))
        rows = max(rows, int(found[2]))
    return rows * columns if rows <= MAX_ROWS else MAX_CELLS + 1


def _merged(xml: bytes) -> int:
    """Cells covered by merged ranges: openpyxl makes an object for each."""
    return sum(
        (abs(_column(found[3]) - _column(found[1])) + 1) * (abs(int(found[4]) - int(found[2])) + 1)
        for found in _MERGE.finditer(xml)
    )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _elements(workbook: "Workbook", notices: list[str]) -> Iterator[Paragraph | Table]:
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            notices.append(
                f"bỏ qua trang tính ẩn “{sheet.title}” (hidden worksheet “{sheet.title}” left out)"
            )
            continue
        found = list(regions(_cells(sheet)))
        name = one_line(sheet.title)
        if found and len(workbook.worksheets) > 1 and not _DEFAULT_NAME.match(name):
            yield Paragraph(name, heading_level=1)
        yield from found


def _cells(sheet: "Worksheet") -> list[tuple[TableCell, ...]]:
    """The cells of a sheet that hold text, row by row, those of hidden rows and columns too."""
    spans = {
        (area.min_row, area.min_col): (area.max_col - area.min_col + 1, area.max_row - area.min_row + 1)
        for area in sheet.merged_cells.ranges
    }
    rows: list[tuple[TableCell, ...]] = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells: list[TableCell] = []
        for column, cell in enumerate(row, start=1):
            text = "" if cell.data_type == "e" else lines(shown(cell.value, cell.number_format))
            if text:
                column_span, row_span = spans.get((number, column), (1, 1))
                cells.append(TableCell(text, column - 1, column_span, row_span))
        rows.append(tuple(cells))
    return rows
