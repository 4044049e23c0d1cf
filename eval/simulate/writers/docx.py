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
            if isinstance(block, Heading):
                run = paragraph.add_run(block.text)
                run.bold, run.italic = True, block.level > 2
                continue
            if block.lead:
                paragraph.add_run(block.text[: block.lead]).bold = True
            run = paragraph.add_run(block.text[block.lead :])
            run.bold = run.italic = False
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
    if head.mark:
        _line(paper.add_paragraph(), head.mark, bold=True)
    if head.left and head.right:
        left, right = paper.add_table(rows=1, cols=2).rows[0].cells
        _lines(left, head.left)
        _lines(right, head.right)
        paper.add_paragraph()
    else:
        for line in (*head.left, *head.right):
            _line(paper.add_paragraph(), line)
    _line(paper.add_paragraph(), head.title, bold=True)
    if head.subject:
        _line(paper.add_paragraph(), head.subject, bold=True)
    if head.salutation:
        _line(paper.add_paragraph(), head.salutation)


def _foot(paper: DocxDocument, document: Document) -> None:
    foot = document.foot
    if foot.recipients and foot.signature:
        left, right = paper.add_table(rows=1, cols=2).rows[0].cells
        _lines(left, foot.recipients, align=WD_ALIGN_PARAGRAPH.LEFT)
        _lines(right, foot.signature)
    else:
        for line in (*foot.recipients, *foot.signature):
            _line(paper.add_paragraph(), line, align=WD_ALIGN_PARAGRAPH.RIGHT)
    if foot.mark:
        paper.add_paragraph().add_run(foot.mark).italic = True


def _table(paper: DocxDocument, table: Table) -> None:
    _line(paper.add_paragraph(), table.title, bold=True)
    if table.note:
        _line(paper.add_paragraph(), table.note, align=WD_ALIGN_PARAGRAPH.RIGHT)
    depth, width = table.head_rows, len(table.columns)
    grid = paper.add_table(rows=depth + len(table.rows), cols=width)
    grid.style = "Table Grid"
    cells = grid._cells  # every look at a row's cells would lay the whole table out again
    for head in table.head:
        first = cells[head.row * width + head.column]
        last = cells[(head.row + head.rows - 1) * width + head.column + head.columns - 1]
        merged = first.merge(last) if last is not first else first
        merged.paragraphs[0].add_run(head.text).bold = True
    for ordinal, row in enumerate(table.rows, start=depth):
        for column, cell in enumerate(row):
            cells[ordinal * width + column].paragraphs[0].add_run(cell.text).bold = False
    for line in table.footnotes:
        paper.add_paragraph().add_run(line).italic = True
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
