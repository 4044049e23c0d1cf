"""DOCX in the layout of official papers: head and foot are tables without borders, headings are bold."""

import datetime as dt
import io

import docx
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from eval.simulate.document import Document, Heading, Table
from eval.simulate.writers.archive import freeze

_FONT = "Times New Roman"
_SIZE = 13
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def write(document: Document) -> bytes:
    """The report as a Word file."""
    paper = docx.Document()
    _set_page(paper, document)
    _head(paper, document)
    for block in document.blocks:
        if isinstance(block, Table):
            _table(paper, block)
        else:
            paragraph = paper.add_paragraph()
            paragraph.paragraph_format.first_line_indent = Cm(1)
            run = paragraph.add_run(block.text)
            run.bold = isinstance(block, Heading)
            run.italic = isinstance(block, Heading) and block.level > 2
            if not run.bold:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _foot(paper, document)
    buffer = io.BytesIO()
    paper.save(buffer)
    return freeze(buffer.getvalue(), document.date)


def _set_page(paper: DocxDocument, document: Document) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(_SIZE)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    normal.paragraph_format.space_after = Pt(6)
    properties = paper.core_properties
    properties.author = properties.last_modified_by = "eval.simulate"
    properties.title = f"{document.head.title} {document.head.subject}"
    properties.comments = document.head.mark
    properties.created = properties.modified = dt.datetime.combine(document.date, dt.time(8))
    properties.revision = 1


def _head(paper: DocxDocument, document: Document) -> None:
    head = document.head
    _line(paper.add_paragraph(), head.mark, bold=True)
    left, right = paper.add_table(rows=1, cols=2).rows[0].cells
    _lines(left, head.left)
    _lines(right, head.right)
    paper.add_paragraph()
    _line(paper.add_paragraph(), head.title, bold=True)
    _line(paper.add_paragraph(), head.subject, bold=True)
    if head.salutation:
        _line(paper.add_paragraph(), head.salutation)


def _foot(paper: DocxDocument, document: Document) -> None:
    foot = document.foot
    if foot.recipients or foot.signature:
        left, right = paper.add_table(rows=1, cols=2).rows[0].cells
        _lines(left, foot.recipients, align=WD_ALIGN_PARAGRAPH.LEFT)
        _lines(right, foot.signature)
    if foot.mark:
        paper.add_paragraph().add_run(foot.mark).italic = True


def _table(paper: DocxDocument, table: Table) -> None:
    _line(paper.add_paragraph(), table.title, bold=True)
    grid = paper.add_table(rows=1 + len(table.rows), cols=len(table.columns))
    grid.style = "Table Grid"
    texts = [table.columns, *(tuple(cell.text for cell in row) for row in table.rows)]
    for ordinal, (row, line) in enumerate(zip(grid.rows, texts, strict=True)):
        for cell, text in zip(row.cells, line, strict=True):
            cell.paragraphs[0].add_run(text).bold = ordinal == 0
    paper.add_paragraph()


def _lines(cell: _Cell, lines: tuple[str, ...], align: WD_ALIGN_PARAGRAPH = _CENTRE) -> None:
    for ordinal, line in enumerate(lines):
        paragraph = cell.add_paragraph() if ordinal else cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        _line(paragraph, line, bold=ordinal == 1, align=align)


def _line(
    paragraph: DocxParagraph, text: str, *, bold: bool = False, align: WD_ALIGN_PARAGRAPH = _CENTRE
) -> None:
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.bold = bold
