"""PDF with text: A4, an embedded subset of DejaVu Serif, page numbers at the top from the second page on."""

import io
from functools import cache
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Grid

from eval.simulate.document import Block, Document, Heading, Table
from eval.simulate.errors import FontMissing

Alignment = Literal[0, 1, 2, 4]
FONT_FOLDERS = (
    Path("/usr/share/fonts/truetype/dejavu"),
    Path("/usr/share/fonts/dejavu"),
    Path("/usr/share/fonts/TTF"),
)
_FONT, _BOLD = "SimulatedSerif", "SimulatedSerif-Bold"
_FILES = {_FONT: "DejaVuSerif.ttf", _BOLD: "DejaVuSerif-Bold.ttf"}
_SIZE = 10.5
_CELL_SIZE, _CELL_PADDING = 9.0, 13


def write(document: Document) -> bytes:
    """The report as a PDF file; raises FontMissing."""
    _register_fonts(FONT_FOLDERS)
    buffer = io.BytesIO()
    paper = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=3 * cm,
        rightMargin=2 * cm,
        topMargin=2 * cm,
        bottomMargin=2 * cm,
        title=f"{document.head.title} {document.head.subject}",
        author="eval.simulate",
        subject=document.head.mark,
        lang="vi",
        invariant=1,
    )
    paper.build(_story(document), onLaterPages=_page_number)
    return buffer.getvalue()


@cache
def _register_fonts(folders: tuple[Path, ...]) -> None:
    for folder in folders:
        if all((folder / file).is_file() for file in _FILES.values()):
            for name, file in _FILES.items():
                pdfmetrics.registerFont(TTFont(name, str(folder / file)))
            return
    raise FontMissing(folders)


def _story(document: Document) -> list[Flowable]:
    head, foot = document.head, document.foot
    story: list[Flowable] = [
        _line(head.mark, bold=True),
        *_columns(head.left, head.right),
        Spacer(0, 0.4 * cm),
        _line(head.title, bold=True),
        _line(head.subject, bold=True),
        _line(head.salutation),
    ]
    for block in document.blocks:
        story += _block(block)
    if foot.recipients or foot.signature:
        story += [Spacer(0, 0.4 * cm), *_columns(foot.recipients, foot.signature, align=TA_LEFT)]
    return [*story, Spacer(0, 0.3 * cm), _line(foot.mark, align=TA_LEFT)]


def _block(block: Block) -> list[Flowable]:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Heading):
        return [_line(block.text, bold=True, align=TA_JUSTIFY, indent=1 * cm)]
    return [_line(block.text, align=TA_JUSTIFY, indent=1 * cm, bold_part=block.lead)]


def _table(table: Table) -> list[Flowable]:
    depth = table.head_rows
    texts = [*table.head_grid, *(tuple(cell.text for cell in row) for row in table.rows)]
    width = (21 - 3 - 2) * cm
    first = 1 * cm
    each = (width - first) / (len(table.columns) - 1)
    widest = max(
        (
            stringWidth(cell.text, _FONT, _CELL_SIZE)
            for row in table.rows
            for cell in row
            if cell.number is not None
        ),
        default=0,
    )
    # A number is never broken over two lines: small print where the column is too narrow for it.
    size = _CELL_SIZE if widest + _CELL_PADDING <= each else _CELL_SIZE * (each - _CELL_PADDING) / widest
    rows = [
        [_line(text, bold=n < depth, align=TA_LEFT, size=size) for text in line]
        for n, line in enumerate(texts)
    ]
    grid = Grid(rows, colWidths=[first, *[each] * (len(table.columns) - 1)], repeatRows=depth)
    grid.setStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    for head in table.head:
        last = (head.column + head.columns - 1, head.row + head.rows - 1)
        if last != (head.column, head.row):
            grid.setStyle([("SPAN", (head.column, head.row), last)])
    return [
        _line(table.title, bold=True),
        *([_line(table.note, align=TA_RIGHT, size=9)] if table.note else []),
        grid,
        *(_line(line, align=TA_LEFT, size=9) for line in table.footnotes),
        Spacer(0, 0.3 * cm),
    ]


def _columns(left: tuple[str, ...], right: tuple[str, ...], align: Alignment = TA_CENTER) -> list[Flowable]:
    if not (left and right):
        return [_line(line, align=align, size=9.5) for line in (*left, *right)]
    cells = [
        [
            _line(line, bold=n == 1 and side_align == TA_CENTER, align=side_align, size=9.5)
            for n, line in enumerate(lines)
        ]
        for lines, side_align in ((left, align), (right, TA_CENTER))
    ]
    return [Grid([cells], colWidths=[6.5 * cm, 9.5 * cm], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])]


def _line(
    text: str,
    *,
    bold: bool = False,
    align: Alignment = TA_CENTER,
    size: float = _SIZE,
    indent: float = 0,
    bold_part: int = 0,
) -> Flowable:
    style = ParagraphStyle(
        "line",
        fontName=_BOLD if bold else _FONT,
        fontSize=size,
        leading=size * 1.35,
        alignment=align,
        firstLineIndent=indent,
        spaceAfter=4,
    )
    lead = f'<font name="{_BOLD}">{escape(text[:bold_part])}</font>' if bold_part else ""
    return Paragraph(lead + escape(text[bold_part:]), style)


def _page_number(canvas: Canvas, paper: SimpleDocTemplate) -> None:
    canvas.setFont(_FONT, _SIZE)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 1.2 * cm, str(paper.page))
