"""A table's rows: the number cells with the labels of their row and column, and the cells that tell in words.

Which rows are headings and what a merged cell covers was settled when the file's structure was read. A row of
words over others names their group; a merged label holds for the rows it covers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.figures.cells import CellNumber, Separators, cell_number, separators_of
from ingest.figures.labels import Label, read_label
from ingest.figures.wording import CODE_COLUMNS, ORDINAL_COLUMNS, UNIT_COLUMNS, UNIT_OR_OFFICE_COLUMN
from ingest.tables import is_ordinal_row
from vectorstore.analysis.quantities import Quantity, find_quantities
from vectorstore.schema import Block, Cell, StructuredText

_BESIDE_NUMBER = 12  # characters that may stand with a number in its cell without making it a sentence


@dataclass(frozen=True, slots=True)
class Labelled:
    """A cell with its labels, its row's group, and the unit its row states in a column of its own.

    `number` is None for a cell that tells something in words.
    """

    number: CellNumber | Quantity | None
    cell: Cell
    row: Label
    column: Label
    group: str
    unit_cell: str
    block: Block


class TableRows:
    """A table's body, read against the labels of its columns."""

    def __init__(self, text: StructuredText, rows: Sequence[Block]) -> None:
        self._text = text.text
        headers, self._body = _headers(self._text, rows)
        self._columns = {c: read_label(label) for c, label in self._column_labels(headers).items()}
        self.separators = self._settled()

    def rows(self) -> Iterator[list[Labelled]]:
        """The labelled cells row by row."""
        group = ""
        merged: dict[int, tuple[int, str]] = {}
        for row in self._body:
            cells = list(self._cells_of(row, merged, group))
            words = self._group_label(row)
            if words:
                group = words
            else:
                yield cells

    def _column_labels(self, headers: Sequence[Block]) -> dict[int, str]:
        levels: dict[int, list[str]] = {}
        for row in headers:
            for cell in row.cells:
                words = _words(self._text, cell)
                for column in range(cell.column, cell.column + cell.column_span):
                    known = levels.setdefault(column, [])
                    if words and words not in known:
                        known.append(words)
        return {column: " › ".join(words) for column, words in levels.items()}

    def _settled(self) -> Separators:
        numbers = (cell_number(self._text, cell.start, cell.end) for row in self._body for cell in row.cells)
        return separators_of(number.digits for number in numbers if number is not None)

    def _column(self, cell: Cell) -> Label:
        return self._columns.get(cell.column) or read_label("")

    def _group_label(self, row: Block) -> str:
        """The words of a row that only names the rows below it."""
        filled = [
            cell
            for cell in row.cells
            if _words(self._text, cell) and self._column(cell).key not in ORDINAL_COLUMNS
        ]
        if len(filled) != 1 or any(c.isdigit() for c in _words(self._text, filled[0])):
            return ""
        return _words(self._text, filled[0])

    def _cells_of(self, row: Block, merged: dict[int, tuple[int, str]], group: str) -> Iterator[Labelled]:
        names = [words for _, (_, words) in sorted(merged.items())]
        for place, (left, words) in list(merged.items()):
            merged.pop(place)
            if left > 1:
                merged[place] = (left - 1, words)
        unit = ""
        met_number = False
        for cell in row.cells:
            words = _words(self._text, cell)
            column = self._column(cell)
            if not words or column.key in ORDINAL_COLUMNS or column.key in CODE_COLUMNS:
                continue
            if column.key in UNIT_COLUMNS or (column.key == UNIT_OR_OFFICE_COLUMN and names):
                unit = words
                continue
            number = self._number(cell, words, labelled=bool(names))
            if number is None and names and _tells(self._text, cell):
                yield Labelled(None, cell, read_label(" › ".join(names)), column, group, unit, row)
                met_number = True
            elif number is None and not met_number:
                names.append(words)
                if cell.row_span > 1:
                    merged[cell.column] = (cell.row_span - 1, words)
            elif number is not None and names:
                met_number = True
                yield Labelled(number, cell, read_label(" › ".join(names)), column, group, unit, row)

    def _number(self, cell: Cell, words: str, *, labelled: bool) -> CellNumber | Quantity | None:
        """The number a cell holds, when it holds one and hardly anything else."""
        number = cell_number(self._text, cell.start, cell.end)
        if number is not None:
            return None if number.could_be_year and not labelled else number
        if not any(character.isdigit() for character in words):
            return None
        quantities = find_quantities(self._text, cell.start, cell.end)
        if len(quantities) != 1:
            return None
        quantity = quantities[0]
        rest = self._text[cell.start : quantity.start] + self._text[quantity.end : cell.end]
        if len(rest.strip(" ()*+-–−")) > _BESIDE_NUMBER:
            return None
        negative = self._text[cell.start : quantity.start].strip(" (") in {"-", "–", "−"}
        return replace(quantity, value=-quantity.value) if negative else quantity


def _headers(text: str, rows: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The heading rows without those that number the columns, and the rows of the body.

    A row that names one thing only is the label of a group; a table whose heading only numbers its columns is
    headed by the rows of words that follow.
    """
    headers = [row for row in rows if row.header]
    body = [row for row in rows if not row.header]
    while len(headers) > 1 and len(_named(text, headers[-1])) == 1:
        body.insert(0, headers.pop())
    while body and len(body[0].cells) > 1 and is_ordinal_row(_named(text, body[0])):
        body.pop(0)
    headers = [row for row in headers if not is_ordinal_row(_named(text, row))]
    while (
        not headers and len(body) > 1 and len(_named(text, body[0])) > 1 and not _holds_number(text, body[0])
    ):
        headers.append(body.pop(0))
    return headers, body


def _named(text: str, row: Block) -> list[str]:
    """The words of a row's filled cells, without a number of its own before a single one."""
    words = [each for cell in row.cells if (each := _words(text, cell))]
    return words[1:] if len(words) == 2 and len(words[0]) <= 3 else words


def _holds_number(text: str, row: Block) -> bool:
    return any(cell_number(text, cell.start, cell.end) is not None for cell in row.cells)


def _words(text: str, cell: Cell) -> str:
    return text[cell.start : cell.end].strip()


def _tells(text: str, cell: Cell) -> bool:
    """Whether a cell holds numbers among words, as a sentence does."""
    words = text[cell.start : cell.end]
    return any(c.isdigit() for c in words) and sum(c.isalpha() for c in words) > _BESIDE_NUMBER
