"""PDF with a text layer: paragraphs joined over line and page ends, ruled tables, pages kept.

Page numbers and running heads are left out. A scan is refused by name: it has no text to read.
"""

import io
import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from ingest import reasons
from ingest.document import Document, Paragraph, Table, TableCell
from ingest.errors import EmptyDocumentError, UnreadableFileError
from ingest.loaders.cleaning import one_line
from ingest.loaders.pdf_columns import Columns, split_columns
from ingest.loaders.pdf_lines import (
    Line,
    Margins,
    Word,
    is_centered,
    margins,
    paragraphs,
    read_lines,
    without_running_lines,
)
from ingest.loaders.pdf_tables import RuledTable, ruled_tables

if TYPE_CHECKING:
    from pdfplumber.page import Page

MAX_PAGES = 2_000

_Item = Line | Columns | RuledTable
# pdfminer reads what it is given: a wrong type, a missing key or a cut stream comes out as one of these
_LIBRARY_ERRORS = (
    PdfminerException,
    MalformedPDFException,
    PSException,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    EOFError,
    RecursionError,
    OSError,
    ArithmeticError,
)
_WORD_ATTRIBUTES = ["fontname", "size"]


class PdfLoader:
    """Reads .pdf."""

    format = "pdf"
    suffixes = (".pdf",)

    def load(self, data: bytes, source: str) -> Document:
        # pdfminer's warnings about odd fonts are no use to whoever ingests a thousand files
        logging.getLogger("pdfminer").setLevel(logging.ERROR)
        try:
            with pdfplumber.open(io.BytesIO(data)) as pdf:
                count = len(pdf.pages)
                if count > MAX_PAGES:
                    raise UnreadableFileError(source, reasons.TOO_MANY_PAGES)
                title = pdf.metadata.get("Title")
                read = [_read_page(page, number) for number, page in enumerate(pdf.pages, start=1)]
        except _LIBRARY_ERRORS as error:
            locked = any(isinstance(cause, PDFPasswordIncorrect) for cause in (error, *error.args))
            raise UnreadableFileError(source, reasons.LOCKED if locked else reasons.broken("PDF")) from error
        if not any(lines or tables for lines, tables, _ in read):
            raise EmptyDocumentError(source, reasons.NO_TEXT_SCAN)
        elements = tuple(_elements(read))
        if not elements:
            raise EmptyDocumentError(source, reasons.NO_TEXT)
        return Document(
            self.format,
            elements,
            title=one_line(title) or None if isinstance(title, str) else None,
            pages=count,
        )


_PageContent = tuple[list[Line], list[RuledTable], float]
"""A page's lines outside its tables, its tables, its width."""


def _read_page(page: "Page", number: int) -> _PageContent:
    """All that is asked of the PDF library for a page."""
    tables = ruled_tables(page, number)
    found = page.extract_words(x_tolerance_ratio=0.2, extra_attrs=_WORD_ATTRIBUTES)
    words = [
        Word(
            word["text"],
            float(word["x0"]),
            float(word["x1"]),
            float(word["top"]),
            float(word["bottom"]),
            float(word["size"]),
            "bold" in word["fontname"].lower() or "black" in word["fontname"].lower(),
        )
        for word in found
        if word["upright"]
    ]
    outside = [word for word in words if not any(table.covers(word) for table in tables)]
    lines = read_lines(outside, number, float(page.height))
    page_width = float(page.width)
    page.close()
    return lines, tables, page_width


def _elements(read: Sequence[_PageContent]) -> Iterator[Paragraph | Table]:
    pages = without_running_lines([lines for lines, _, _ in read])
    body = margins(pages, max(width for _, _, width in read))
    items: list[_Item] = []
    for lines, (_, tables, width) in zip(pages, read, strict=True):
        items += _in_order(lines, tables, width)
    run: list[Line] = []
    for item in items:
        if isinstance(item, Line):
            run.append(item)
            continue
        yield from _paragraphs(run, body)
        run = []
        yield _side_by_side(item) if isinstance(item, Columns) else item.table
    yield from _paragraphs(run, body)


def _in_order(lines: Sequence[Line], tables: Sequence[RuledTable], width: float) -> list[_Item]:
    """A page's lines, columns and tables, top to bottom."""
    items: list[_Item] = []
    rest = list(lines)
    for table in sorted(tables, key=lambda table: table.top):
        above = [line for line in rest if line.top < table.top]
        rest = rest[len(above) :]
        items += [*split_columns(above, width / 2), table]
    return items + split_columns(rest, width / 2)


def _paragraphs(lines: Sequence[Line], body: Margins) -> Iterator[Paragraph]:
    for group in paragraphs(lines, body):
        text = one_line(" ".join(line.text for line in group))
        if text:
            yield Paragraph(
                text,
                page=group[0].page,
                bold=all(line.bold for line in group),
                centered=all(is_centered(line, body) for line in group),
            )


def _side_by_side(columns: Columns) -> Table:
    sides = (columns.left, columns.right)
    cells = tuple(
        TableCell("\n".join(line.text for line in side), number) for number, side in enumerate(sides)
    )
    return Table((cells,), page=columns.left[0].page, layout=True)
