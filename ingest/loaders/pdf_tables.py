"""Ruled tables of a PDF page: cells by their lines, merged cells by how many rows and columns they cover."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.document import Table, TableCell
from ingest.loaders.cleaning import lines
from ingest.loaders.grid import compact, is_layout, width
from ingest.loaders.pdf_lines import Word

if TYPE_CHECKING:
    from pdfplumber.page import Page

_TOLERANCE = 3.0
_FIGURE = re.compile(r"[\d.,\s%()+-]+\Z")


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table and the box it fills on its page, y downwards."""

    table: Table
    x0: float
    top: float
    x1: float
    bottom: float

    def covers(self, word: Word) -> bool:
        """Whether a word stands inside the table."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


def ruled_tables(page: "Page", number: int) -> list[RuledTable]:
    """The tables of a page that have at least two columns and any text; boxes around paragraphs are none."""
    found: list[RuledTable] = []
    for ruled in page.find_tables():
        texts = ruled.extract(x_tolerance_ratio=0.2)
        cells = [
            (box, text or "")
            for row, row_texts in zip(ruled.rows, texts, strict=True)
            for box, text in zip(row.cells, row_texts, strict=True)
            if box is not None
        ]
        columns = _edges([box[0] for box, _ in cells], [box[2] for box, _ in cells])
        rows = _edges([box[1] for box, _ in cells], [box[3] for box, _ in cells])
        placed: list[list[TableCell]] = [[] for _ in rows]
        for box, text in cells:
            column, row = _at(columns, box[0]), _at(rows, box[1])
            placed[row].append(
                TableCell(
                    _cell_text(text),
                    column,
                    max(1, _at(columns, box[2]) - column),
                    max(1, _at(rows, box[3]) - row),
                )
            )
        kept = compact(tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in placed))
        if width(kept) >= 2:
            table = Table(kept, page=number, layout=is_layout(kept))
            x0, top, x1, bottom = ruled.bbox
            found.append(RuledTable(table, float(x0), float(top), float(x1), float(bottom)))
    return found


def _edges(starts: Sequence[float], ends: Sequence[float]) -> list[float]:
    """The grid's lines, those closer than a hair taken as one."""
    edges: list[float] = []
    for edge in sorted({*starts, *ends}):
        if not edges or edge - edges[-1] > _TOLERANCE:
            edges.append(edge)
    return edges


def _at(edges: Sequence[float], x: float) -> int:
    return min(range(len(edges)), key=lambda place: abs(edges[place] - x))


def _cell_text(text: str) -> str:
    """A cell's lines; a figure broken over two lines in a narrow column is one figure again."""
    return "".join(text.split()) if _FIGURE.match(text) and "\n" in text else lines(text)
