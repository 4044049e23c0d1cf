"""PDF with text: A4, an embedded subset of DejaVu Serif, page numbers at the top from the second page on."""

import io
from functools import cache
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Grid

from eval.simulate.document import Block, Document, Heading, Table
from eval.simulate.errors import FontMissing

Alignment = Literal[0, 1, 4]
FONT_FOLDERS = (
    Path("/usr/share/fonts/truetype/dejavu"),
    Path("/usr/share/fonts/dejavu"),
    Path("/usr/share/fonts/TTF"),
)
_FONT, _BOLD = "SimulatedSerif", "SimulatedSerif-Bold"
_FILES = {_FONT: "DejaVuSerif.ttf", _BOLD: "DejaVuSerif-Bold.ttf"}
_SIZE = 10.5


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
        _columns(head.left, head.right),
        Spacer(0, 0.4 * cm),
        _line(head.title, bold=True),
        _line(head.subject, bold=True),
        _line(head.salutation),
    ]
    for block in document.blocks:
        story += _block(block)
    if foot.recipients or foot.signature:
        story += [Spacer(0, 0.4 * cm), _columns(foot.recipients, foot.signature, align=TA_LEFT)]
    return [*story, Spacer(0, 0.3 * cm), _line(foot.mark, align=TA_LEFT)]


def _block(block: Block) -> list[Flowable]:
    if isinstance(block, Table):
        texts = [block.columns, *(tuple(cell.text for cell in row) for row in block.rows)]
        rows = [
            [_line(text, bold=not n, align=TA_LEFT, size=9) for text in line] for n, line in enumerate(texts)
        ]
        width = (21 - 3 - 2) * cm
        first = 1 * cm
        each = (width - first) / (len(block.columns) - 1)
        grid = Grid(rows, colWidths=[first, *[each] * (len(block.columns) - 1)], repeatRows=1)
        grid.setStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
        return [_line(block.title, bold=True), grid, Spacer(0, 0.3 * cm)]
    return [_line(block.text, bold=isinstance(block, Heading), align=TA_JUSTIFY, indent=1 * cm)]


def _columns(left: tuple[str, ...], right: tuple[str, ...], align: Alignment = TA_CENTER) -> Flowable:
    cells = [
        [
            _line(line, bold=n == 1 and side_align == TA_CENTER, align=side_align, size=9.5)
            for n, line in enumerate(lines)
        ]
        for lines, side_align in ((left, align), (right, TA_CENTER))
    ]
    return Grid([cells], colWidths=[6.5 * cm, 9.5 * cm], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])


def _line(
    text: str, *, bold: bool = False, align: Alignment = TA_CENTER, size: float = _SIZE, indent: float = 0
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
    return Paragraph(escape(text), style)


def _page_number(canvas: Canvas, paper: SimpleDocTemplate) -> None:
    canvas.setFont(_FONT, _SIZE)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 1.2 * cm, str(paper.page))
