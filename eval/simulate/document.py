"""A report before it is a file: head, headings, paragraphs, tables and foot, the same for every format."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading; `level` counts from 1, `text` holds the number."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its bullet included; `lead` is how much of its beginning is bold."""

    text: str
    lead: int = 0


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell as printed; `number` is what a spreadsheet holds instead of the print."""

    text: str
    number: int | float | None = None


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A heading of a table and how many columns and rows it covers from its place on."""

    text: str
    row: int
    column: int
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its title and unit above it, the heading rows, the rows, footnotes below.

    `columns` are the lowest headings, one a column; `above` the headings above each, outermost first. `name`
    is its sheet in a workbook.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    name: str = ""
    above: tuple[tuple[str, ...], ...] = ()
    note: str = ""
    footnotes: tuple[str, ...] = ()

    @property
    def head_rows(self) -> int:
        """How many rows the headings take."""
        return 1 + max((len(labels) for labels in self.above), default=0)

    @property
    def head(self) -> tuple[HeadCell, ...]:
        """The headings; equal ones side by side are one, one with none above it covers the rows above."""
        depth = self.head_rows
        paths = [*self.above] if self.above else [()] * len(self.columns)
        cells: list[HeadCell] = []
        for level in range(depth - 1):
            column = 0
            while column < len(paths):
                path = paths[column]
                if len(path) <= level:
                    column += 1
                    continue
                end = column + 1
                while end < len(paths) and paths[end][: level + 1] == path[: level + 1]:
                    end += 1
                cells.append(HeadCell(path[level], level, column, columns=end - column))
                column = end
        for column, label in enumerate(self.columns):
            top = len(paths[column])
            cells.append(HeadCell(label, top, column, rows=depth - top))
        return tuple(cells)

    @property
    def head_grid(self) -> tuple[tuple[str, ...], ...]:
        """The headings as rows of text; what a merged heading covers is empty."""
        grid = [["" for _ in self.columns] for _ in range(self.head_rows)]
        for cell in self.head:
            grid[cell.row][cell.column] = cell.text
        return tuple(tuple(row) for row in grid)


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Everything above the text: the mark, the two columns, title, subject and salutation."""

    mark: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    title: str
    subject: str
    salutation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """Everything below the text: who receives it, who signed, the mark once more."""

    recipients: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report; `date` is the day it bears, also written into the files' own properties."""

    head: Head
    blocks: tuple[Block, ...]
    foot: Foot
    date: dt.date
