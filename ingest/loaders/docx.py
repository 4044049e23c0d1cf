"""Word documents: the body's paragraphs and tables in order, footnotes after the paragraph that has them.

Headers, footers, tracked deletions and hidden text are left out; automatic numbering is written out.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from ingest import reasons
from ingest.document import Document, Paragraph, Table, TableCell
from ingest.errors import EmptyDocumentError, UnreadableFileError
from ingest.loaders.archive import ZIP_ERRORS, guard
from ingest.loaders.cleaning import lines, one_line
from ingest.loaders.docx_numbering import Numbering, read_numbering
from ingest.loaders.docx_text import Styles, is_bold, paragraph_text, read_styles
from ingest.loaders.grid import compact, is_layout

_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_WRAPPERS = frozenset(
    qn(tag) for tag in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag")
)
_VAL = qn("w:val")
_FOOTNOTES = f"{RELATION.STYLES.rsplit('/', 1)[0]}/footnotes"


class DocxLoader:
    """Reads .docx."""

    format = "docx"
    suffixes = (".docx",)

    def load(self, data: bytes, source: str) -> Document:
        guard(data, source, "DOCX")
        try:
            word = docx.Document(io.BytesIO(data))
            body = word.element.body
            reader = _Reader(
                read_styles(_part(word, RELATION.STYLES)),
                read_numbering(_part(word, RELATION.NUMBERING)),
                _notes(_part(word, _FOOTNOTES)),
            )
            title = word.core_properties.title
        except (OpcError, etree.LxmlError, LookupError, TypeError, AttributeError, *ZIP_ERRORS) as error:
            raise UnreadableFileError(source, reasons.broken("DOCX")) from error
        elements = tuple(reader.elements(body))
        if not elements:
            raise EmptyDocumentError(source, reasons.NO_TEXT)
        return Document(self.format, elements, title=one_line(title) or None)


def _part(word: WordDocument, relation: str) -> etree._Element | None:
    """The XML of a part of the document, None where it has none."""
    for related in word.part.rels.values():
        if related.reltype == relation and not related.is_external:
            root: etree._Element = parse_xml(related.target_part.blob)
            return root
    return None


def _notes(root: etree._Element | None) -> dict[str, etree._Element]:
    if root is None:
        return {}
    return {
        note.get(qn("w:id")) or "": note
        for note in root.iterfind(qn("w:footnote"))
        if note.get(qn("w:type")) in (None, "normal")
    }


@dataclass(frozen=True, slots=True)
class _Reader:
    styles: Styles
    numbering: Numbering
    notes: dict[str, etree._Element]

    def elements(self, container: etree._Element) -> Iterator[Paragraph | Table]:
        for child in container:
            if child.tag == _P:
                yield from self._paragraphs(child)
            elif child.tag == _TBL:
                yield from self._table(child)
            elif child.tag in _WRAPPERS:
                yield from self.elements(child)

    def _paragraphs(self, paragraph: etree._Element) -> Iterator[Paragraph | Table]:
        """The paragraph, a line each where it has line breaks; then its text boxes and footnotes."""
        style = self.styles.of(paragraph)
        shown = lines(paragraph_text(paragraph).replace("\t", " "))
        if shown:
            if style.number_id not in (None, "0"):
                mark = self.numbering.mark(style.number_id or "", style.depth)
                shown = f"{mark} {shown}" if mark else shown
            bold = is_bold(paragraph, style)
            for line in shown.split("\n"):
                yield Paragraph(line, style.heading_level, bold=bold, centered=style.centered)
        for box in _text_boxes(paragraph):
            yield from self.elements(box)
        for reference in paragraph.iter(qn("w:footnoteReference")):
            note = self.notes.get(reference.get(qn("w:id")) or "")
            if note is not None:
                yield from self.elements(note)

    def _table(self, table: etree._Element) -> Iterator[Paragraph | Table]:
        rows = [row for row in _rows(table) if not _is_deleted(row)]
        cells = [cell for row in rows for cell in _cells(row)]
        if any(cell.find(f".//{_TBL}") is not None for cell in cells) and (
            len(cells) <= len(rows) or not any(_numeric(cell) for cell in cells)
        ):
            for cell in cells:  # a frame around other tables
                yield from self.elements(cell)
            return
        placed = compact(tuple(self._placed(rows)))
        if placed:
            yield Table(placed, layout=is_layout(placed))

    def _placed(self, rows: list[etree._Element]) -> Iterator[tuple[TableCell, ...]]:
        grid = [list(_grid_cells(row)) for row in rows]
        for number, row in enumerate(grid):
            header = rows[number].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            yield tuple(
                TableCell(
                    self._cell_text(cell.element),
                    cell.column,
                    cell.span,
                    1 + _continued(grid[number + 1 :], cell.column),
                    header,
                )
                for cell in row
                if not cell.continues
            )

    def _cell_text(self, cell: etree._Element) -> str:
        texts: list[str] = []
        for element in self.elements(cell):
            if isinstance(element, Paragraph):
                texts.append(element.text)
            else:
                texts += ["; ".join(inner.text for inner in row) for row in element.rows]
        return "\n".join(texts)


@dataclass(frozen=True, slots=True)
class _GridCell:
    element: etree._Element
    column: int
    span: int
    continues: bool


def _grid_cells(row: etree._Element) -> Iterator[_GridCell]:
    column = _number(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
    for cell in _cells(row):
        span = max(1, _number(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), 1))
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        continues = merge is not None and merge.get(_VAL, "continue") == "continue"
        yield _GridCell(cell, column, span, continues)
        column += span


def _continued(rows_below: list[list[_GridCell]], column: int) -> int:
    """How many rows below continue the merged cell that begins in this column."""
    count = 0
    for row in rows_below:
        if not any(cell.column == column and cell.continues for cell in row):
            break
        count += 1
    return count


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == _TR:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == _TC:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _cells(child)


def _is_deleted(row: etree._Element) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _numeric(cell: etree._Element) -> bool:
    """Whether a cell, apart from tables inside it, holds nothing but a number."""
    text = "".join(paragraph_text(child) for child in cell.iterchildren(_P)).strip()
    return bool(text) and not any(letter.isalpha() for letter in text)


def _text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Text boxes anchored in a paragraph, each once (Word writes an old form of each beside the new one)."""
    for box in paragraph.iter(qn("w:txbxContent")):
        above = [ancestor.tag for ancestor in box.iterancestors()]
        nested = qn("w:txbxContent") in above[: above.index(_P) if _P in above else None]
        if not nested and not any(str(tag).endswith("}Fallback") for tag in above):
            yield box


def _number(element: etree._Element | None, default: int) -> int:
    stated = "" if element is None else element.get(_VAL) or ""
    return int(stated) if stated.isdecimal() and len(stated) < 5 else default
