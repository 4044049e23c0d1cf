"""A Document to one text with its structure: the text that every offset refers to.

One block a line: headings, paragraphs, table rows with their cells separated by ` | `. What is a heading is
`headings`' question, which rows of a table are its headings `tables`'. Nothing here reads meaning.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.document import Document, Paragraph, Table, TableCell
from ingest.headings import Line, heading_levels
from ingest.tables import header_rows
from ingest.title import Title, find_title
from vectorstore.schema import Block, BlockKind, Cell, StructuredText

SEPARATOR = " | "
_KIND_LENGTH = 30
"""`BÁO CÁO`, `BÁO CÁO TỔNG KẾT` stand on a line of their own, the lines of the subject are joined."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A table row to be written."""

    cells: tuple[TableCell, ...]
    columns: int
    table: int
    row: int
    header: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """A line to be written, and the row it is, if it is one."""

    line: Line
    page: int | None
    row: _Row | None = None


def structure(document: Document) -> StructuredText:
    """The document as one text: `text[block.start:block.end]` is each block's own line, exactly."""
    parts = list(_parts(document.elements))
    lines = [part.line for part in parts]
    title = find_title(lines)
    levels = heading_levels(lines, title)
    subject = title.lines[1:] if _names_kind(lines, title) else title.lines
    writer = _Writer()
    for number, (part, level) in enumerate(zip(parts, levels, strict=True)):
        if number in subject[1:]:
            continue
        if number in subject:
            part = _Part(Line(" ".join(lines[each].text for each in subject)), part.page)
        writer.write(part, level)
    return StructuredText("\n".join(writer.lines), tuple(writer.blocks))


def _names_kind(lines: Sequence[Line], title: Title) -> bool:
    return len(title.lines) > 1 and len(lines[title.lines[0]].text) <= _KIND_LENGTH


def _parts(elements: Iterable[Paragraph | Table]) -> Iterator[_Part]:
    tables = _Tables()
    for element in elements:
        if isinstance(element, Paragraph):
            tables.close()
            yield from _paragraph_parts(element)
        elif element.layout:
            tables.close()
            for row in element.rows:
                for cell in row:
                    for text in cell.text.split("\n"):
                        yield _Part(Line(text, aside=True), element.page)
        else:
            if element.caption:
                yield _Part(Line(element.caption, aside=True), element.page)
            for written in tables.rows(element):
                yield _Part(Line("", table=True), element.page, written)


def _paragraph_parts(paragraph: Paragraph) -> Iterator[_Part]:
    for text in paragraph.text.split("\n"):
        if text:
            line = Line(text, paragraph.heading_level, paragraph.bold, paragraph.centered)
            yield _Part(line, paragraph.page)


@dataclass(slots=True)
class _Tables:
    """Numbers the tables; one that goes on over a page break keeps its number and drops its repeated head."""

    count: int = 0
    next_row: int = 0
    columns: int = 0
    page: int | None = None
    head: tuple[tuple[str, ...], ...] = field(default=())

    def close(self) -> None:
        """A table that follows a paragraph is a new one."""
        self.page = None

    def rows(self, table: Table) -> Iterator[_Row]:
        columns = max((cell.column + cell.column_span for row in table.rows for cell in row), default=0)
        headers = header_rows(table.rows)
        head = tuple(tuple(cell.text for cell in row) for row in table.rows[:headers])
        repeated = 0
        goes_on = self.page is not None and table.page == self.page + 1 and columns == self.columns
        if goes_on and self.head and head[: len(self.head)] == self.head:
            repeated = len(self.head)
        elif goes_on and headers:
            goes_on = False
        if not goes_on:
            self.count += 1
            self.next_row = 0
            self.head = head
        self.columns, self.page = columns, table.page
        for number, row in enumerate(table.rows[repeated:], start=repeated):
            header = not goes_on and number < headers
            yield _Row(row, columns, self.count - 1, self.next_row, header)
            self.next_row += 1


def _cell_line(text: str) -> str:
    """A cell's text as one line; a bar in it must not read as the end of the cell."""
    return " ".join(text.split("\n")).replace("|", "/")


class _Writer:
    """Writes lines one below the other and notes where each stands."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.blocks: list[Block] = []
        self._at = 0

    def write(self, part: _Part, level: int) -> None:
        if part.row is not None:
            self._write_row(part.row, part.page)
            return
        kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
        text = part.line.text
        self._add(text, Block(kind, self._at, self._at + len(text), level, part.page))

    def _write_row(self, row: _Row, page: int | None) -> None:
        texts = {cell.column: _cell_line(cell.text) for cell in row.cells}
        at = self._at
        starts: dict[int, int] = {}
        for column in range(row.columns):
            starts[column] = at
            at += len(texts.get(column, "")) + len(SEPARATOR)
        text = SEPARATOR.join(texts.get(column, "") for column in range(row.columns))
        cells = tuple(
            Cell(
                starts[cell.column],
                starts[cell.column] + len(texts[cell.column]),
                cell.column,
                cell.column_span,
                cell.row_span,
            )
            for cell in row.cells
        )
        block = Block(
            BlockKind.TABLE_ROW,
            self._at,
            self._at + len(text),
            page=page,
            table=row.table,
            row=row.row,
            header=row.header,
            cells=cells,
        )
        self._add(text, block)

    def _add(self, text: str, block: Block) -> None:
        self.lines.append(text)
        self.blocks.append(block)
        self._at += len(text) + 1
