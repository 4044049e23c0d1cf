"""How a report's structured text stands on its page: lines, tables and the marked passage, as values.

Every character of the blocks is in exactly one segment, in reading order. Turning segments into HTML,
escaped, is the template's work.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from vectorstore.schema import Block, BlockKind, Cell, StructuredText

Range = tuple[int, int]
"""First code point and the one after the last."""

_NUMERIC = re.compile(r"[-+–(]?\d[\d.,\s]*[%)]?")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that is marked throughout or not at all; `anchor` on the first marked one.

    `number` says that it is the number the passage is shown for.
    """

    text: str
    marked: bool
    anchor: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell as HTML has it; `numeric` asks for alignment to the right."""

    segments: tuple[Segment, ...] = ()
    column_span: int = 1
    row_span: int = 1
    header: bool = False
    numeric: bool = False


TableRow = tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Element:
    """What stands on the page: a line under `tag` (`h2`..`h5`, `p`), a `table`, or the start of a `page`."""

    tag: str
    segments: tuple[Segment, ...] = ()
    head: tuple[TableRow, ...] = ()
    body: tuple[TableRow, ...] = ()
    page: int | None = None


def lay_out(text: StructuredText, mark: Range | None, number: Range | None = None) -> Iterator[Element]:
    """The elements of a report's page in reading order, `text[start:end]` of `mark` in marked segments.

    `number` lies inside `mark` and is in segments of its own.
    """
    marker = _Marker(text.text, mark, number)
    page = None
    for (_, table), group in groupby(enumerate(text.blocks), key=_same_table):
        blocks = [block for _, block in group]
        first = blocks[0]
        if first.page is not None and first.page != page:
            page = first.page
            yield Element("page", page=page)
        if table is not None:
            yield _table(blocks, marker)
        elif segments := marker.cut(first.start, first.end):
            # h1 is the page's own title.
            level = min(max(first.level, 1), 4) + 1
            yield Element(f"h{level}" if first.kind is BlockKind.HEADING else "p", segments)


def _same_table(item: tuple[int, Block]) -> tuple[int, int | None]:
    """Rows of one table belong together; any other line stands for itself."""
    index, block = item
    if block.kind is BlockKind.TABLE_ROW:
        return -1, -1 if block.table is None else block.table
    return index, None


class _Marker:
    """Cuts stretches of the text, asked for in reading order, at the ends of the marked range and number."""

    def __init__(self, text: str, mark: Range | None, number: Range | None) -> None:
        self.text = text
        self._mark = mark or (0, 0)
        self._number = number or (0, 0)
        self._anchored = False

    def cut(self, start: int, end: int) -> tuple[Segment, ...]:
        ends = (end_ for end_ in (*self._mark, *self._number) if start < end_ < end)
        cuts = sorted({start, end, *ends})
        return tuple(self._segment(*between) for between in pairwise(cuts))

    def _segment(self, start: int, end: int) -> Segment:
        marked = self._mark[0] <= start < self._mark[1]
        anchor = marked and not self._anchored
        self._anchored |= marked
        number = self._number[0] <= start < self._number[1]
        return Segment(self.text[start:end], marked=marked, anchor=anchor, number=number)


def _table(rows: Sequence[Block], marker: _Marker) -> Element:
    width = max((cell.column + cell.column_span for row in rows for cell in row.cells), default=1)
    covered: dict[int, int] = {}  # column -> how many rows a cell from above still covers
    grid: list[TableRow] = []
    for index, row in enumerate(rows):
        left = len(rows) - index
        cells = row.cells
        if not cells and marker.text[row.start : row.end].strip(" |"):
            cells = (Cell(row.start, row.end, 0, width),)
        grid.append(tuple(_cell(cell, row, left, marker) for cell in _fill_gaps(cells, covered, width)))
        covered = {column: below - 1 for column, below in covered.items() if below > 1}
        for cell in cells:
            if (below := _row_span(cell, left) - 1) > 0:
                covered.update(dict.fromkeys(range(cell.column, cell.column + cell.column_span), below))
    head = _head_rows(rows, grid)
    return Element("table", head=tuple(grid[:head]), body=tuple(grid[head:]))


def _fill_gaps(cells: Sequence[Cell], covered: dict[int, int], width: int) -> Iterator[Cell | None]:
    """The cells of a row, None where the report has none and no cell from above reaches down."""
    column = 0
    for cell in cells:
        yield from (None for gap in range(column, cell.column) if gap not in covered)
        yield cell
        column = cell.column + cell.column_span
    yield from (None for gap in range(column, width) if gap not in covered)


def _cell(cell: Cell | None, row: Block, left: int, marker: _Marker) -> TableCell:
    if cell is None:
        return TableCell(header=row.header)
    numeric = not row.header and _NUMERIC.fullmatch(marker.text[cell.start : cell.end].strip()) is not None
    segments = marker.cut(cell.start, cell.end)
    return TableCell(segments, max(cell.column_span, 1), _row_span(cell, left), row.header, numeric)


def _row_span(cell: Cell, left: int) -> int:
    """No further down than the `left` rows of the table, this one included."""
    return min(max(cell.row_span, 1), left)


def _head_rows(rows: Sequence[Block], grid: Sequence[TableRow]) -> int:
    """How many rows may stand in `<thead>`: none when a cell reaches out of it, as HTML would cut it."""
    head = 0
    while head < len(rows) and rows[head].header:
        head += 1
    reaches_out = any(index + cell.row_span > head for index in range(head) for cell in grid[index])
    return 0 if reaches_out else head
