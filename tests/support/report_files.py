"""Small report files made on the spot, a builder a format."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import docx
import openpyxl
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from openpyxl.workbook.workbook import Workbook


def docx_bytes(build: "Callable[[WordDocument], None]") -> bytes:
    """A Word file, its body built by `build`."""
    word = docx.Document()
    build(word)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def docx_with_body(body: str, parts: dict[str, str] | None = None, footnotes: str = "") -> bytes:
    """A Word file whose body is this XML (prefix `w`); `parts` take the place of the template's."""
    plain = docx_bytes(lambda word: None)
    out = io.BytesIO()
    namespaces = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    with zipfile.ZipFile(io.BytesIO(plain)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if name == "word/document.xml":
                target.writestr(name, f"<w:document {namespaces}><w:body>{body}</w:body></w:document>")
            elif parts and name in parts:
                target.writestr(name, parts[name].replace("NAMESPACES", namespaces))
            elif name == "word/_rels/document.xml.rels" and footnotes:
                relation = (
                    '<Relationship Id="rIdNotes" Target="footnotes.xml" '
                    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/>'
                )
                rels = source.read(name).decode()
                target.writestr(name, rels.replace("</Relationships>", f"{relation}</Relationships>"))
                target.writestr("word/footnotes.xml", f"<w:footnotes {namespaces}>{footnotes}</w:footnotes>")
            else:
                target.writestr(name, source.read(name))
    return out.getvalue()


def xlsx_bytes(build: "Callable[[Workbook], None]") -> bytes:
    """A workbook built by `build`."""
    workbook = openpyxl.Workbook()
    build(workbook)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def pdf_bytes(pages: Sequence[Sequence[tuple[float, float, str]]], *, password: str | None = None) -> bytes:
    """A PDF of A4 pages; a page is (x, y from the top, text) in points, set in a base font."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), encrypt=password)
    for page in pages:
        canvas.setFont("Helvetica", 12)
        for x, y, text in page:
            canvas.drawString(x, 842 - y, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
