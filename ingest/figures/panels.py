"""Tables written in several strips beside each other, their headings repeated: read as one below the other.

`Chỉ tiêu | Số liệu | Chỉ tiêu | Số liệu`: a strip's numbers belong to the label in it. What is no such
table is left as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.figures.cells import cell_number
from vectorstore.schema import Block

_NARROWEST = 2


def strip_width(headings: Mapping[int, str]) -> int | None:
    """How many columns a strip has, where all the headings of a table repeat; None where they do not."""
    columns = max(headings, default=-1) + 1
    labels = [headings.get(column, "").lower() for column in range(columns)]
    for width in range(_NARROWEST, columns // 2 + 1):
        strip = labels[:width]
        if columns % width == 0 and labels == strip * (columns // width) and len(set(strip)) == width:
            return width if all(strip) else None
    return None


def in_strips(text: str, rows: Sequence[Block], width: int) -> list[Block]:
    """The rows of one strip after the other, where each strip has its own words beside its numbers."""
    count = max((cell.column for row in rows for cell in row.cells), default=0) // width + 1
    strips = [[_strip(row, number, width) for row in rows] for number in range(count)]
    if not all(_names_its_rows(text, strip) for strip in strips):
        return list(rows)
    return [row for strip in strips for row in strip if row.cells]


def _strip(row: Block, number: int, width: int) -> Block:
    first = number * width
    return replace(
        row,
        cells=tuple(
            replace(cell, column=cell.column - first)
            for cell in row.cells
            if first <= cell.column and cell.column + cell.column_span <= first + width
        ),
    )


def _names_its_rows(text: str, strip: Sequence[Block]) -> bool:
    """Whether every row of a strip that holds a number has words before it."""
    for row in strip:
        numbers = [cell_number(text, cell.start, cell.end) is not None for cell in row.cells]
        named = [any(c.isalpha() for c in text[cell.start : cell.end]) for cell in row.cells]
        if True in numbers and True not in named:
            return False
    return True
