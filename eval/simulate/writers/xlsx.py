"""XLSX: a workbook of tables, one sheet each, the report's head in the rows above the heading row.

Text blocks have no place in a workbook: paragraphs stand on a sheet of their own when there are any.
"""

import datetime as dt
import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from eval.simulate.document import Document, Table
from eval.simulate.writers.archive import freeze

_BOLD = Font(name="Times New Roman", bold=True)
_PLAIN = Font(name="Times New Roman")
_THIN = Side(style="thin")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WIDTHS = (6, 38)
_WIDTH = 16
_TEXT_SHEET = "Thuyết minh"


def write(document: Document) -> bytes:
    """The report as an Excel workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "eval.simulate"
    book.properties.title = f"{document.head.title} {document.head.subject}"
    book.properties.created = dt.datetime.combine(document.date, dt.time(8))
    paragraphs = [block.text for block in document.blocks if not isinstance(block, Table)]
    if paragraphs:
        sheet = book.create_sheet(_TEXT_SHEET)
        for text in (document.head.mark, document.head.title, document.head.subject, *paragraphs):
            sheet.append([text])
    tables = [block for block in document.blocks if isinstance(block, Table)]
    for ordinal, table in enumerate(tables, start=1):
        _table(book.create_sheet(table.name or f"{ordinal}"), table, document)
    buffer = io.BytesIO()
    book.save(buffer)
    return freeze(buffer.getvalue(), document.date)


def _table(sheet: Worksheet, table: Table, document: Document) -> None:
    head, width = document.head, len(table.columns)
    titles = [head.mark, *head.left, table.name, table.title, head.subject, table.note]
    for row, text in enumerate((text for text in titles if text), start=1):
        cell = sheet.cell(row, 1, text)
        cell.font, cell.alignment = _BOLD, _CENTRED
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
    top = sheet.max_row + 2
    for column in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(column)].width = (*_WIDTHS, *[_WIDTH] * width)[column - 1]
    for heading in table.head:
        row, column = top + heading.row, heading.column + 1
        cell = sheet.cell(row, column, heading.text)
        cell.font, cell.alignment, cell.border = _BOLD, _CENTRED, _BORDER
        if heading.rows > 1 or heading.columns > 1:
            last_row, last_column = row + heading.rows - 1, column + heading.columns - 1
            sheet.merge_cells(start_row=row, end_row=last_row, start_column=column, end_column=last_column)
    for row, cells in enumerate(table.rows, start=top + table.head_rows):
        for column, content in enumerate(cells, start=1):
            cell = sheet.cell(row, column, content.text if content.number is None else content.number)
            cell.font, cell.border = _PLAIN, _BORDER
            if content.number is not None:
                cell.number_format = _number_format(content.number)
    for line in table.footnotes:
        sheet.cell(sheet.max_row + 1, 1, line).font = _PLAIN
    foot = sheet.cell(sheet.max_row + 2, 1, document.foot.mark)
    foot.font = Font(name="Times New Roman", italic=True)


def _number_format(number: int | float) -> str:
    """A format that shows every decimal the number has: what is rounded away is not printed."""
    if isinstance(number, int):
        return "#,##0"
    decimals = len(str(number).partition(".")[2])
    return "#,##0." + "0" * decimals
