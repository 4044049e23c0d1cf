"""Cells with spans to the rows of a Table: where each stands, what is empty, what is layout."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.document import TableCell
from ingest.tables import holds_number
from vectorstore.analysis.text import fold

Rows = tuple[tuple[TableCell, ...], ...]

MAX_COLUMNS = 400

_HEAD = re.compile(r"cong hoa xa hoi chu nghia viet nam|doc lap\s*[-–]\s*tu do\s*[-–]\s*hanh phuc")
_FOOT = re.compile(
    r"noi nhan\s*:|^(?:kt\.|tm\.|tl\.|tuq\.|q\.)\s|^(?:pho )?(?:giam doc|cuc truong|chi cuc truong|"
    r"truong phong|chu tich|bo truong|thu truong|nguoi lap(?: bieu)?|chanh van phong)\b",
    re.MULTILINE,
)
_LAYOUT_ROWS = 6
_SIGNATURE_ROWS = 3


@dataclass(frozen=True, slots=True)
class SpannedCell:
    """A cell as a format states it, before its column is known."""

    text: str
    column_span: int = 1
    row_span: int = 1
    header: bool = False


def place(rows: Iterable[Sequence[SpannedCell]]) -> Rows:
    """Give every cell its column, as a browser does: moved right past those that reach down into its row."""
    taken: dict[int, int] = {}  # column -> rows it is still covered for
    placed: list[tuple[TableCell, ...]] = []
    for row in rows:
        column = 0
        cells: list[TableCell] = []
        covered = {at: left - 1 for at, left in taken.items() if left > 1}
        for cell in row:
            while taken.get(column, 0) > 0:
                column += 1
            span = max(1, min(cell.column_span, MAX_COLUMNS - column))
            if column >= MAX_COLUMNS:
                break
            down = max(1, cell.row_span)
            cells.append(TableCell(cell.text, column, span, down, cell.header))
            if down > 1:
                covered.update(dict.fromkeys(range(column, column + span), down - 1))
            column += span
        taken = covered
        placed.append(tuple(cells))
    return _clip(tuple(placed))


def _clip(rows: Rows) -> Rows:
    """No cell reaches below the last row."""
    return tuple(
        tuple(replace(cell, row_span=min(cell.row_span, len(rows) - number)) for cell in row)
        for number, row in enumerate(rows)
    )


def compact(rows: Rows) -> Rows:
    """The rows without those, and without columns, in which no text begins; spans shrink with them."""
    rows = _clip(rows)
    kept_rows = [number for number, row in enumerate(rows) if any(cell.text for cell in row)]
    kept_columns = sorted({cell.column for row in rows for cell in row if cell.text})
    column_at = {column: place for place, column in enumerate(kept_columns)}
    row_set = set(kept_rows)
    compacted: list[tuple[TableCell, ...]] = []
    for number in kept_rows:
        cells = [
            replace(
                cell,
                column=column_at[cell.column],
                column_span=sum(
                    cell.column <= column < cell.column + cell.column_span for column in kept_columns
                ),
                row_span=sum(below in row_set for below in range(number, number + cell.row_span)),
            )
            for cell in rows[number]
            if cell.text
        ]
        compacted.append(tuple(cells))
    return tuple(compacted)


def width(rows: Rows) -> int:
    """How many columns the rows have."""
    return max((cell.column + cell.column_span for row in rows for cell in row), default=0)


def is_layout(rows: Rows) -> bool:
    """Whether a table only arranges text: the two-column head, the signatures, a box around a paragraph."""
    columns = width(rows)
    if columns <= 1 or not rows:
        return True
    if columns <= 3 and len(rows) == 1 and not any(holds_number(cell.text) for cell in rows[0]):
        return True
    if len(rows) <= _LAYOUT_ROWS and any(names_motto(row) for row in rows):
        return True
    return len(rows) <= _SIGNATURE_ROWS and columns <= 3 and any(names_signer(row) for row in rows)


def names_motto(row: Sequence[TableCell]) -> bool:
    """Whether a row has the national motto, as the head of a paper does."""
    return any(_HEAD.search(fold(cell.text)) for cell in row)


def names_signer(row: Sequence[TableCell]) -> bool:
    """Whether a row has the receivers or the office of who signs, as the foot of a paper does."""
    return any(_FOOT.search(fold(cell.text)) for cell in row)
