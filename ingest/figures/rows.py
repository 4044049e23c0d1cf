"""A table's rows: the number cells with the labels of their row and column, and the cells that tell in words.

Which rows are headings and what a merged cell covers was settled when the file's structure was read. A row of
words over others names their group; a merged label holds for the rows it covers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.figures.cells import CellNumber, Separators, cell_number, separators_of
from ingest.figures.clauses import Sentence
from ingest.figures.label_words import DIFFERENCE, MOVES
from ingest.figures.labels import BULLET, JOINED, Label, periods_of, read_label
from ingest.figures.panels import in_strips, strip_width
from ingest.figures.wording import CODE_COLUMNS, ORDINAL_COLUMNS, UNIT_COLUMNS, UNIT_OR_OFFICE_COLUMN
from ingest.tables import holds_counted, is_ordinal_row
from vectorstore.analysis.quantities import Quantity, find_quantities
from vectorstore.schema import Block, Cell, StructuredText

_ROWS_BEFORE = 3  # rows above a row that say what it speaks of
_NUMBERING = re.compile(r"\(?(?:\d{1,3}|[IVX]{1,5}|[A-ZĐa-zđ])[.)]?\Z")
_ROMAN = re.compile(r"[IVX]{1,5}[.)]?\Z")
_NUMBER, _DEEPER_NUMBER = re.compile(r"\d{1,3}[.)]?\Z"), re.compile(r"\d{1,2}(?:\.\d{1,2})+[.)]?\Z")
_BESIDE_NUMBER = 12  # characters that may stand with a number in its cell without making it a sentence


@dataclass(frozen=True, slots=True)
class Labelled:
    """A cell with its labels, its row's group, and the unit its row states in a column of its own.

    `number` is None for a cell that tells something in words. `before` are the rows above it in its group,
    nearest first; `is_part`: its row names a part of the row above it.
    """

    number: CellNumber | Quantity | None
    cell: Cell
    row: Label
    column: Label
    group: str
    unit_cell: str
    block: Block
    before: tuple[str, ...] = ()
    is_part: bool = False

    def tells_change(self, text: str) -> bool:
        """Whether the cell itself says that its number was added or lost (`tăng 12 văn bản`)."""
        return (
            self.number is not None and text[self.cell.start : self.number.start].strip(" (").lower() in MOVES
        )


class TableRows:
    """A table's body, read against the labels of its columns."""

    def __init__(
        self, text: StructuredText, rows: Sequence[Block], elsewhere: Separators = Separators.UNKNOWN
    ) -> None:
        self._text = text.text
        headers, self._body = _headers(self._text, rows)
        self.captions, headers = _captions(self._text, headers)
        headers = _spread(headers)
        labels = self._column_labels(headers)
        if width := strip_width(labels):
            self._body = in_strips(self._text, self._body, width)
        self._columns = {c: read_label(label) for c, label in labels.items()}
        self._left: dict[int, tuple[Sentence, ...]] = {}
        self.beside_total = self._beside_total()
        self.separators = self._settled(elsewhere)

    def rows(self) -> Iterator[list[Labelled]]:
        """The labelled cells row by row."""
        group = ""
        merged: dict[int, tuple[int, str]] = {}
        before: tuple[str, ...] = ()
        marks = _Marks()
        for row in self._body:
            cells = list(self._cells_of(row, merged, group))
            words = self._group_label(row)
            if words and read_label(words).leads_to_parts:
                marks.announce()
            elif words:
                group, before, marks = words, (), _Marks()
            elif cells:
                label = cells[0].row
                is_part = marks.is_part(self._mark_of(row), label)
                yield [replace(cell, before=before, is_part=is_part) for cell in cells]
                before = (label.text, *before)[:_ROWS_BEFORE]

    def labels(self) -> Iterator[str]:
        """The words of its columns' labels and its rows' first cells, those of a difference left out."""
        first = (_words(self._text, cell) for row in self._body for cell in row.cells[:2])
        named = (label.text for label in self._columns.values())
        return (words for words in (*named, *first) if words and DIFFERENCE not in words.lower())

    def left_of(self, column: int) -> tuple[Sentence, ...]:
        """The nearest label to the left of a column that names something counted."""
        found = self._left.get(column)
        if found is None:
            labels = (self._columns[c].sentence for c in sorted(self._columns, reverse=True) if c < column)
            found = self._left[column] = next(((s,) for s in labels if any(h.is_noun for h in s.hits)), ())
        return found

    def _beside_total(self) -> frozenset[int]:
        """The columns that share their outer headings with a column that totals them."""
        totals = {label.outer.text for label in self._columns.values() if label.text and label.own.is_total}
        whole = "" in totals
        return frozenset(
            column
            for column, label in self._columns.items()
            if label.text and not label.own.is_total and (whole or label.outer.text in totals)
        )

    def _mark_of(self, row: Block) -> str:
        """What kind of number or bullet stands before a row."""
        first = row.cells[0] if row.cells else None
        if first is None:
            return ""
        words = _words(self._text, first)
        if self._column(first).key in ORDINAL_COLUMNS:
            return _mark(words)
        found = BULLET.match(words)
        return _mark(found[0]) if found else ""

    def _column_labels(self, headers: Sequence[Block]) -> dict[int, str]:
        levels: dict[int, list[str]] = {}
        for row in headers:
            for cell in row.cells:
                words = _words(self._text, cell)
                for column in range(cell.column, cell.column + cell.column_span):
                    known = levels.setdefault(column, [])
                    if words and words not in known:
                        known.append(words)
        return {column: JOINED.join(words) for column, words in levels.items()}

    def _settled(self, elsewhere: Separators) -> Separators:
        numbers = (cell_number(self._text, cell.start, cell.end) for row in self._body for cell in row.cells)
        return separators_of((number.digits for number in numbers if number is not None), elsewhere)

    def _column(self, cell: Cell) -> Label:
        return self._columns.get(cell.column) or read_label("")

    def _group_label(self, row: Block) -> str:
        """The words of a row that only names the rows below it."""
        filled = [
            cell
            for cell in row.cells
            if _words(self._text, cell) and self._column(cell).key not in ORDINAL_COLUMNS
        ]
        if len(filled) != 1:
            return ""
        words = _words(self._text, filled[0])
        bare = words[found.end() :] if (found := BULLET.match(words)) else words
        return words if not any(c.isdigit() for c in bare) or _names_period(bare) else ""

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
            if (
                not any(c.isalnum() for c in words)
                or (column.key in ORDINAL_COLUMNS and not read_label(words).is_total)
                or column.key in CODE_COLUMNS
            ):
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
        lead = self._text[cell.start : quantity.start].strip(" (").lower()
        rest = ("" if lead in MOVES else lead) + self._text[quantity.end : cell.end]
        if len(rest.strip(" ()*+-–−")) > _BESIDE_NUMBER:
            return None
        negative = lead in {"-", "–", "−"} or MOVES.get(lead, 1) < 0
        return replace(quantity, value=-quantity.value) if negative else quantity


@dataclass(slots=True)
class _Marks:
    """Follows the numbers and bullets before rows, to tell where the parts of a row end."""

    last: str = ""
    parts: str | None = None
    announced: bool = False

    def announce(self) -> None:
        """A row of nothing but `Trong đó:` stands above."""
        self.announced = True

    def is_part(self, mark: str, label: Label) -> bool:
        """Whether the next row, which has this mark and label, names a part of a row above it."""
        leads = label.leads_to_parts
        deeper = bool(mark) and mark != self.last
        if leads or (self.announced and deeper):
            self.parts = mark if deeper else None
            self.announced = False
            return True
        self.announced = False
        if self.parts is not None and mark == self.parts:
            return True
        self.last, self.parts = mark, None
        return False


def _mark(words: str) -> str:
    words = words.strip()
    kinds = ((_ROMAN, "I"), (_NUMBER, "1"), (_DEEPER_NUMBER, "1.1"))
    return next((kind for shape, kind in kinds if shape.match(words)), words[:1])


def _names_period(words: str) -> bool:
    return any(mention.start == 0 for mention in periods_of(words, None))


def _captions(text: str, headers: Sequence[Block]) -> tuple[tuple[str, ...], list[Block]]:
    """The rows of a heading whose one cell covers the whole table, and the rows that head its columns."""
    width = max((cell.column + cell.column_span for row in headers for cell in row.cells), default=0)
    kept = list(headers)
    captions: list[str] = []
    while len(kept) > 1 and len(kept[0].cells) == 1 and kept[0].cells[0].column_span >= max(2, width - 1):
        captions.append(_words(text, kept.pop(0).cells[0]))
    return tuple(captions), kept


def _spread(headers: Sequence[Block]) -> list[Block]:
    """The heading rows of a table whose merged cells were lost, each label reaching over those it heads.

    A label with another below it reaches on over the columns that have none beside it but one below.
    """
    if len(headers) < 2 or any(c.column_span > 1 or c.row_span > 1 for row in headers for c in row.cells):
        return list(headers)
    columns = [{cell.column for cell in row.cells} for row in headers]
    result: list[Block] = []
    bounds: set[int] = set()  # where a label further up begins
    for number, row in enumerate(headers):
        below = set[int]().union(*columns[number + 1 :])
        bounds |= columns[number]
        cells: list[Cell] = []
        for cell in row.cells:
            reach = 1
            while cell.column in below and cell.column + reach in below and cell.column + reach not in bounds:
                reach += 1
            cells.append(replace(cell, column_span=reach))
        result.append(replace(row, cells=tuple(cells)))
    return result


def _headers(text: str, rows: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The heading rows without those that number the columns, and the rows of the body.

    A row that names one thing only is the label of a group; a table whose heading only numbers its columns is
    headed by the rows of words that follow.
    """
    headers = [row for row in rows if row.header]
    body = [row for row in rows if not row.header]
    while len(headers) > 1 and len(_named(text, headers[-1])) == 1 and _heads_rows(text, headers):
        body.insert(0, headers.pop())
    while body and len(body[0].cells) > 1 and is_ordinal_row(_named(text, body[0])):
        body.pop(0)
    headers = [row for row in headers if not is_ordinal_row(_named(text, row))]
    while (
        not headers and len(body) > 1 and len(_named(text, body[0])) > 1 and not _holds_number(text, body[0])
    ):
        headers.append(body.pop(0))
    return headers, body


def _heads_rows(text: str, headers: Sequence[Block]) -> bool:
    """Whether the one label of the last row stands where rows are named, and not under a column's heading."""
    first = headers[0].cells[0] if headers[0].cells else None
    numbered = first is not None and read_label(_words(text, first)).key in ORDINAL_COLUMNS
    return any(_words(text, cell) and cell.column <= int(numbered) for cell in headers[-1].cells)


def _named(text: str, row: Block) -> list[str]:
    """The words of a row's filled cells, without a number of its own before a single one."""
    words = [each for cell in row.cells if (each := _words(text, cell))]
    return words[1:] if len(words) == 2 and _NUMBERING.match(words[0]) else words


def _holds_number(text: str, row: Block) -> bool:
    return any(
        cell_number(text, cell.start, cell.end) is not None or holds_counted(text[cell.start : cell.end])
        for cell in row.cells
    )


def _words(text: str, cell: Cell) -> str:
    return text[cell.start : cell.end].strip()


def _tells(text: str, cell: Cell) -> bool:
    """Whether a cell holds numbers among words, as a sentence does."""
    words = text[cell.start : cell.end]
    return any(c.isdigit() for c in words) and sum(c.isalpha() for c in words) > _BESIDE_NUMBER
