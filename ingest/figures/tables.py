"""Figures from tables: each number with the labels of its row and column, the caption and the heading.

What stands in which row is `rows`' work. Words in a cell are read as a sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ingest.figures.cells import CellNumber
from ingest.figures.clauses import Sentence, read_sentence
from ingest.figures.labels import Label, leftover, names_another, period_of, read_label, subject_of_cell
from ingest.figures.reading import Reading, unit_named
from ingest.figures.rows import Labelled, TableRows
from ingest.figures.scope import Scope
from ingest.figures.sentences import read_sentence_figures
from ingest.figures.subject import Subject, Surroundings
from ingest.figures.units import Unit, unit_of
from ingest.figures.wording import (
    CARRIED,
    COMPARED_LABELS,
    LABEL_FILLERS,
    PLANNED_LABELS,
    PREVIOUS,
    RATE_LABELS,
)
from vectorstore.analysis.gazetteer import spellings
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.periods import shift_years
from vectorstore.analysis.quantities import Quantity
from vectorstore.analysis.terms import Role
from vectorstore.schema import Block, FigureKind, StructuredText


def read_table_figures(
    text: StructuredText, rows: Sequence[Block], caption: str, scope: Scope, around: Surroundings
) -> list[Reading]:
    """The figures of one table, row by row. `caption` is the text just above it, which may name a unit."""
    return _Table(text, rows, caption, scope, around).readings()


class _Table:
    """One table: its columns' labels, and what is settled once for all its cells."""

    def __init__(
        self,
        text: StructuredText,
        rows: Sequence[Block],
        caption: str,
        scope: Scope,
        around: Surroundings,
    ) -> None:
        self._text = text.text
        self._caption = caption
        self._scope = scope
        self._around = around
        self._above = (read_sentence(caption, 0, len(caption)), *around.shared)
        self._rows = TableRows(text, rows)
        self._subjects: dict[tuple[object, ...], tuple[Subject, frozenset[str]]] = {}
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
            found += in_row
        return found

    def _read_words(self, cell: Labelled) -> Iterator[Reading]:
        """The figures of a cell that tells something in words; its row's label stands above it."""
        row, column, block = cell.row, cell.column, cell.block
        around = Surroundings((row.sentence, read_label(cell.group).sentence, *self._above))
        scope = self._placed(row, column)
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
        kind = _kind(row, column, percent=percent)
        subject, used = self._subject_of(cell, money=money, percent=percent)
        if kind is FigureKind.SHARE and _only_rate(column) and in_row:
            levels = [r for r in in_row if r.kind in (FigureKind.ACHIEVED, FigureKind.PART) and r.unit != "%"]
            subject = levels[-1].subject if levels else subject
        part = self._part(cell, subject, used, kind)
        return [
            Reading(
                quantity=quantity,
                subject=subject,
                phrase=" ".join(each for each in (cell.group, row.text, column.text) if each),
                unit=_printed(unit, subject, cell, money=money, percent=percent),
                kind=FigureKind.PART if part and kind is FigureKind.ACHIEVED else kind,
                part=part,
                scope=self._placed(row, column, previous=kind is FigureKind.PREVIOUS, group=cell.group),
                start=cell.block.start,
                end=cell.block.end,
                row=row.text,
                column=column.text,
            )
        ]

    def _unit_of(self, cell: Labelled) -> Unit:
        key = (cell.unit_cell, cell.row.text, cell.column.text, cell.group)
        if cell.row.names_place:
            key = (cell.unit_cell, "", cell.column.text, cell.group)
        unit = self._units.get(key)
        if unit is None:
            labels = (cell.row.text, cell.column.text, cell.group)
            unit = self._units[key] = unit_of(cell.unit_cell, cell.column.text, labels, self._caption)
        return unit

    def _subject_of(self, cell: Labelled, *, money: bool, percent: bool) -> tuple[Subject, frozenset[str]]:
        row, column = cell.row, cell.column
        named = bool(row.sentence.hits) or not row.names_place
        key = (row.text if named else "", column.text, cell.group, money, percent)
        found = self._subjects.get(key)
        if found is None:
            group = (read_label(cell.group).sentence,) if cell.group else ()
            above: tuple[Sentence, ...] = (*group, *self._above)
            found = self._subjects[key] = subject_of_cell(row, column, above, money=money, percent=percent)
        return found

    def _placed(self, row: Label, column: Label, *, previous: bool = False, group: str = "") -> Scope:
        """The scope of a cell: a place and a period may each stand in its row's label or its column's."""
        result = self._scope
        labels = [read_label(group), column, row] if group else [column, row]
        periods: list[str] = []
        for label in labels:
            if not label.is_total:
                result = _at_place(label, result)
            period = period_of(label, self._scope.period)
            periods += [period] if period else []
        if periods:
            return replace(result, period=periods[-1] if len(labels) > 2 else periods[0])
        if previous:
            return replace(result, period=shift_years(result.period, -1) if result.period else None)
        return result

    def _part(self, cell: Labelled, subject: Subject, used: frozenset[str], kind: FigureKind) -> str | None:
        """The part a row or column names: what it says beyond the indicator, a place, a period or a unit."""
        known = used | LABEL_FILLERS
        if kind is FigureKind.SHARE and any(p in cell.column.text.lower() for p in PLANNED_LABELS):
            return "kế hoạch"
        named: list[str] = []
        for label in (cell.row, cell.column):
            if label.is_total or label.names_place or period_of(label, self._scope.period):
                continue
            if label is cell.column and kind in (FigureKind.CHANGE, FigureKind.PREVIOUS, FigureKind.TARGET):
                continue
            if label is cell.row and not used:
                continue
            part = label.level or _kind_counted(label, subject.indicator)
            if part is None and self._says_more(label, label is cell.row, known, subject.indicator):
                part = label.text
            named += [part] if part else []
        return ", ".join(named) or None

    def _says_more(self, label: Label, is_row: bool, known: frozenset[str], indicator: str | None) -> bool:
        """Whether a label says more than what is counted: another office, a kind, words of its own."""
        if names_another(label, indicator):
            return True
        if not is_row:
            return bool(_beyond_unit(label, known))
        counts = indicator is not None and any(
            label.sentence.with_role(indicator, role) for role in (Role.NOUN, Role.ACT)
        )
        if not counts and any(k not in LABEL_FILLERS and not k.isdigit() for k in label.sentence.keys):
            return True  # the column says what is counted, so the row says whose
        return bool(leftover(label, known))


def _kind_counted(label: Label, indicator: str | None) -> str | None:
    """The kind of what an indicator counts that a label names (`Nghị quyết` of all documents)."""
    words = label.text.rpartition("›")[2].strip().lower()
    kinds = indicators()[indicator].kinds if indicator is not None else ()
    return next((kind for kind in kinds if kind in words), None)


def _kind(row: Label, column: Label, *, percent: bool) -> FigureKind:
    words = f"{row.text} {column.text}".lower()
    if any(phrase in words for phrase in COMPARED_LABELS):
        return FigureKind.CHANGE
    planned = any(phrase in words for phrase in PLANNED_LABELS)
    if percent or any(phrase in words for phrase in RATE_LABELS):
        return FigureKind.TARGET if planned and "%" not in column.text else FigureKind.SHARE
    if any(phrase in words and f"{phrase} {CARRIED}" not in words for phrase in PREVIOUS):
        return FigureKind.PREVIOUS
    return FigureKind.TARGET if planned else FigureKind.ACHIEVED


def _only_rate(column: Label) -> bool:
    """Whether a column's own label says no more than that it holds a rate."""
    own = read_label(column.text.rpartition("›")[2].strip())
    return not any(hit.is_named for hit in own.sentence.hits) and not leftover(own, LABEL_FILLERS)


def _at_place(label: Label, scope: Scope) -> Scope:
    """The scope at the place a label names; a district that many provinces have is one of the report's."""
    if label.district and label.places and label.places[0].start > 0:
        return replace(scope, locality=label.text)  # `Phường Bắc Gia Nghĩa` is not Gia Nghĩa
    own_city = label.district and label.places and not label.places[0].locality
    if label.places and not (
        own_city and label.places[0].name == scope.province and not _is_city(scope.province)
    ):
        return scope.at(label.places[0])
    return replace(scope, locality=label.text) if label.district else scope


@cache
def _is_city(name: str) -> bool:
    """Whether a province is a city (`Thành phố Đà Nẵng`), so that a label names it and not its seat."""
    return any(spelling.city and name in spelling.names for each in spellings().values() for spelling in each)


def _beyond_unit(label: Label, known: frozenset[str]) -> tuple[str, ...]:
    """The words of a column's label beyond the indicator and the unit it gives in brackets."""
    bare = read_label(" ".join(piece.partition("(")[0] for piece in label.text.split("›")))
    return leftover(bare, known)


def _printed(unit: Unit, subject: Subject, cell: Labelled, *, money: bool, percent: bool) -> str:
    if percent:
        return "%"
    if money:
        return "đồng"
    if subject.indicator is None:
        return unit.printed
    indicator = indicators()[subject.indicator]
    return (unit_named(indicator, unit.printed) if unit.printed else None) or indicator.unit
