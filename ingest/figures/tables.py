"""Figures from tables: each number with the labels of its row and column, the caption and the heading.

What stands in which row is `rows`' work. Words in a cell are read as a sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from ingest.figures.cell_role import (
    divides,
    is_difference,
    kind_of,
    only_rate,
    part_of,
    tells_earlier,
    was_left_over,
)
from ingest.figures.cell_scope import scope_of_cell, scope_of_level
from ingest.figures.cell_subject import Named, Near, subject_of_caption, subject_of_cell
from ingest.figures.cells import CellNumber, Separators
from ingest.figures.clauses import read_sentence
from ingest.figures.label_words import COUNTS, OPENING
from ingest.figures.labels import Label, names_another, read_label
from ingest.figures.reading import Reading, unit_named
from ingest.figures.rows import Labelled, TableRows
from ingest.figures.scope import Scope
from ingest.figures.sentences import read_sentence_figures
from ingest.figures.subject import Subject, Surroundings
from ingest.figures.table_levels import alone_at_level, told_by_name, told_once
from ingest.figures.units import Unit, may_state_unit, unit_of
from ingest.figures.wording import AVERAGE
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.quantities import Quantity
from vectorstore.schema import Block, FigureKind, StructuredText


def read_table_figures(
    text: StructuredText,
    rows: Sequence[Block],
    caption: str,
    scope: Scope,
    around: Surroundings,
    elsewhere: Separators = Separators.UNKNOWN,
) -> list[Reading]:
    """The figures of one table, row by row. `caption` is the text just above it, which may name a unit.

    `elsewhere`: how the other tables of the report write their numbers.
    """
    return _Table(text, rows, caption, scope, around, elsewhere).readings()


class _Table:
    """One table: its columns' labels, and what is settled once for all its cells."""

    def __init__(
        self,
        text: StructuredText,
        rows: Sequence[Block],
        caption: str,
        scope: Scope,
        around: Surroundings,
        elsewhere: Separators,
    ) -> None:
        self._text = text.text
        self._scope = scope
        self._around = around
        self._rows = TableRows(text, rows, elsewhere)
        self._caption = "\n".join(each for each in (caption, *self._rows.captions) if each)
        self._above = (read_sentence(self._caption, 0, len(self._caption)), *around.shared)
        self._subjects: dict[tuple[object, ...], Named] = {}
        self._captioned: dict[bool, Named] = {}
        self._whole: dict[tuple[int, bool], Named] = {}
        self._units: dict[tuple[str, ...], Unit] = {}

    def readings(self) -> list[Reading]:
        """All figures of the table."""
        found: list[Reading] = []
        for cells in self._rows.rows():
            in_row: list[Reading] = []
            for cell in cells:
                in_row += (
                    self._read_words(cell) if cell.number is None else self._read(cell, cell.number, in_row)
                )
            found += told_once(in_row)
        return list(alone_at_level(list(told_by_name(found))))

    def _read_words(self, cell: Labelled) -> Iterator[Reading]:
        """The figures of a cell that tells something in words; its row's label stands above it."""
        row, column, block = cell.row, cell.column, cell.block
        around = Surroundings((row.sentence, read_label(cell.group).sentence, *self._above))
        scope = scope_of_cell(self._scope, row, column)
        for reading in read_sentence_figures(self._text, (cell.cell.start, cell.cell.end), scope, around):
            yield replace(reading, start=block.start, end=block.end, row=row.text, column=column.text)

    # Cells

    def _read(
        self, cell: Labelled, number: CellNumber | Quantity, in_row: Sequence[Reading]
    ) -> list[Reading]:
        row, column = cell.row, cell.column
        unit = self._unit_of(cell)
        percent = number.percent or unit.percent
        money = unit.money and not percent
        if isinstance(number, CellNumber):
            quantity = number.quantity(self._rows.separators, fractional=money or percent)
        else:
            quantity, money = number, money or number.money
        if quantity is None:
            return []
        if money and unit.scale != 1.0 and not (isinstance(number, Quantity) and number.money):
            quantity = replace(quantity, value=quantity.value * unit.scale)
        of_level: str | None = None
        kind = kind_of(row, column, percent=percent)
        if cell.tells_change(self._text):
            kind = FigureKind.CHANGE
        subject, used = self._subject_of(cell, money=money, percent=percent)
        if kind is FigureKind.SHARE and only_rate(column) and in_row:
            levels = [r for r in in_row if r.kind in (FigureKind.ACHIEVED, FigureKind.PART) and r.unit != "%"]
            subject = levels[-1].subject if levels else subject
            of_level = levels[-1].part if levels else None
        (subject, used), apart = self._as_part(cell, (subject, used), money=money, percent=percent)
        if kind is FigureKind.CHANGE and is_difference(row, column) and not self._tells_earlier:
            subject, kind = Subject(None), FigureKind.ACHIEVED  # of two things of one time: two prices
        counts = kind in (FigureKind.ACHIEVED, FigureKind.PREVIOUS, FigureKind.TARGET)
        if counts and not money and not percent and not quantity.value.is_integer():
            subject, used = Subject(None), frozenset()  # nobody counts `151.123,564` cases: a unit is missing
        if counts and column.own.unmarked.lower().startswith((*AVERAGE, *OPENING)):
            subject, used = Subject(None), frozenset()  # a mean of the other columns, what there was before
        part = part_of(row, column, cell.group, subject.indicator, used, kind, self._scope.period)
        part = part or apart or of_level
        return [
            Reading(
                quantity=quantity,
                subject=subject,
                phrase=" ".join(each for each in (cell.group, row.text, column.text) if each),
                unit=_printed(unit, subject, cell, money=money, percent=percent),
                kind=FigureKind.PART if part and kind is FigureKind.ACHIEVED else kind,
                part=part,
                scope=scope_of_level(
                    scope_of_cell(self._scope, row, column, kind, cell.group), subject, kind, column, in_row
                ),
                start=cell.block.start,
                end=cell.block.end,
                row=row.text,
                column=column.text,
            )
        ]

    @cached_property
    def _tells_earlier(self) -> bool:
        return tells_earlier((self._caption, *self._rows.labels()), self._scope.period)

    def _unit_of(self, cell: Labelled) -> Unit:
        key = (cell.unit_cell, cell.row.text, cell.column.text, cell.group)
        if cell.row.names_place and not may_state_unit(cell.row.text):
            key = (cell.unit_cell, "", cell.column.text, cell.group)
        unit = self._units.get(key)
        if unit is None:
            labels = (cell.row.text, cell.column.text, cell.group)
            unit = self._units[key] = unit_of(cell.unit_cell, cell.column.text, labels, self._caption)
        return unit

    def _subject_of(self, cell: Labelled, *, money: bool, percent: bool) -> Named:
        row, column = cell.row, cell.column
        named = bool(row.sentence.hits) or not row.names_place
        key = (
            row.text if named else "",
            column.text,
            cell.group,
            cell.before if named else (),
            cell.unit_cell,
            money,
            percent,
        )
        found = self._subjects.get(key)
        if found is None:
            group = (read_label(cell.group).sentence,) if cell.group else ()
            shared = named and not row.is_total  # what the rows above speak of, their total does not
            before = [read_label(text).sentence for text in cell.before] if shared else []
            headed = read_label(cell.group)
            if row.is_total and any(hit.is_noun for hit in headed.sentence.hits):
                row = headed  # `Số hồ sơ tiếp nhận` over `Tổng số`, `Trực tuyến`
            near = Near((*group, *self._above), (*self._rows.left_of(cell.cell.column), *before))
            found = self._divided(cell, near, money=money, percent=percent) or subject_of_cell(
                row, column, near, money=money, percent=percent
            )
            if found[0].indicator is None and cell.unit_cell and not money:
                found = _named_by_unit(cell, near, percent=percent)
            if found[0].indicator is None and not percent:
                found = self._of_caption(cell, money=money)
            elif self._counted_by_caption(cell, found[0]) or was_left_over(row, column, found[0].indicator):
                found = Subject(None), frozenset[str]()
            self._subjects[key] = found
        return found

    def _divided(self, cell: Labelled, near: Near, *, money: bool, percent: bool) -> Named | None:
        """What the heading over a column counts, where a total stands beside it: the column says whose."""
        column = cell.column
        if len(column.segments) < 2 or cell.cell.column not in self._rows.beside_total:
            return None
        whole = subject_of_cell(cell.row, column.outer, near, money=money, percent=percent)
        indicator = whole[0].indicator
        return whole if indicator and names_another(column.own, indicator) else None

    def _of_caption(self, cell: Labelled, *, money: bool) -> Named:
        """The subject of the caption for a cell whose labels only say where, when or which part of it."""
        found = self._captioned.get(money)
        if found is None:
            found = self._captioned[money] = subject_of_caption(self._above[:2], money=money)
        indicator = found[0].indicator
        if indicator is None or not _leaves_open(cell.row, indicator):
            return Subject(None), frozenset()
        own = cell.column.own
        divided = cell.cell.column in self._rows.beside_total or any(map(divides, cell.column.segments))
        if cell.column.is_role or (divided and not own.is_role and _leaves_open(own, indicator)):
            unit = self._unit_of(cell).printed
            if not unit or money or unit_named(indicators()[indicator], unit):
                return found
        return Subject(None), frozenset()

    def _counted_by_caption(self, cell: Labelled, subject: Subject) -> bool:
        """Whether people or offices in a row may only say whose the caption's numbers are."""
        listed = indicators()
        indicator = listed.get(subject.indicator or "")
        if indicator is None or not indicator.stock or not cell.column.is_role:
            return False
        if cell.row.unmarked.lower().startswith(COUNTS) or unit_named(indicator, self._unit_of(cell).printed):
            return False
        captioned = subject_of_caption(self._above[:1], money=False)[0].indicator
        return captioned is not None and not listed[captioned].stock

    def _as_part(
        self, cell: Labelled, named: Named, *, money: bool, percent: bool
    ) -> tuple[Named, str | None]:
        """What a cell counts as a part of the row above (`Trong đó: …`), and the part's name."""
        whole = self._whole.get((cell.cell.column, money))
        if not cell.is_part:
            if named[0].indicator is not None and not percent:
                self._whole[cell.cell.column, money] = named
            else:
                self._whole.pop((cell.cell.column, money), None)
            return named, None
        if whole is None or named[0].indicator not in (None, whole[0].indicator):
            return named, None
        return whole, cell.row.unmarked


def _named_by_unit(cell: Labelled, near: Near, *, percent: bool) -> Named:
    """The subject of a row that names only the work, from the noun in its unit (`Thi … | cuộc thi`)."""
    if any(hit.is_noun for hit in cell.row.sentence.hits):
        return Subject(None), frozenset()
    row = read_label(f"{cell.unit_cell} {cell.row.unmarked}")
    subject, used = subject_of_cell(row, cell.column, near, money=False, percent=percent)
    return (subject, used | frozenset(row.sentence.keys)) if subject.indicator else (subject, used)


def _leaves_open(label: Label, indicator: str) -> bool:
    """Whether a label names nothing of the list but kinds of what an indicator counts, or whose it is.

    Verbs of other fields of work only say which of them.
    """
    listed = indicators()
    field = listed[indicator].field
    return all(
        name == indicator
        or listed[name].stock
        or words in listed[indicator].kinds
        or (not hit.is_noun and listed[name].field != field)
        for hit in label.sentence.hits
        if (hit.is_noun if label.level else hit.is_named)  # `cấp` of `cấp tỉnh` is no verb
        for words in (" ".join(label.sentence.keys[hit.first : hit.last]),)
        for name, _ in hit.roles
    )


def _printed(unit: Unit, subject: Subject, cell: Labelled, *, money: bool, percent: bool) -> str:
    if percent:
        return "%"
    if money:
        return "đồng"
    if subject.indicator is None:
        return unit.printed
    indicator = indicators()[subject.indicator]
    return (unit_named(indicator, unit.printed) if unit.printed else None) or indicator.unit
