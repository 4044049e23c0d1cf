"""Figures from tables: each number with the labels of its row and column, the caption and the heading.

A cell's label is read as if it were a sentence: `Số việc công chứng` × `Văn phòng công chứng`. Which rows
are headings and what a merged cell covers was settled when the file's structure was read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.figures.clauses import read_sentence
from ingest.figures.labels import leftover, subject_of_cell
from ingest.figures.scope import Scope
from ingest.figures.sentences import Reading
from ingest.figures.subject import Subject, Surroundings
from ingest.figures.wording import CHANGE, LABEL_FILLERS, PREVIOUS
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.periods import find_periods, shift_years
from vectorstore.analysis.places import find_places
from vectorstore.analysis.quantities import Quantity, find_quantities
from vectorstore.analysis.text import fold
from vectorstore.schema import Block, FigureKind, StructuredText

_TOTALS = frozenset({"tong so", "tong cong", "cong", "tong", "toan tinh", "chung", "total", "tong chung"})
_ORDINALS = frozenset({"stt", "tt", "so tt", "no", "#"})
_UNIT_COLUMNS = frozenset({"don vi tinh", "dvt"})
_UNIT_OR_OFFICE_COLUMN = "don vi"
# A name follows with a capital letter: `Xã Tân Phú`, not `xã đạt chuẩn`.
_DISTRICT = re.compile(r"(?i:huyện|quận|thị xã|thành phố|tp\.?|tx\.?|xã|phường|thị trấn)\s+[^\W\d_a-zà-ỹđ]")
_UNIT_STATED = re.compile(r"(?:đơn vị(?: tính)?|đvt)\s*:\s*([^.;)\n]+)", re.IGNORECASE)
_SCALES = {"nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}


@dataclass(frozen=True, slots=True)
class Label:
    """A row's or column's heading: its text as printed, joined from one to three levels."""

    text: str

    @property
    def key(self) -> str:
        """The label folded, for comparing with known ones."""
        return " ".join(fold(self.text).replace(":", " ").split())


@dataclass(frozen=True, slots=True)
class Labelled:
    """A number cell with its labels, and the unit its row states in a column of its own."""

    quantity: Quantity
    row: Label
    column: Label
    unit_cell: str
    block: Block


def read_table_figures(
    text: StructuredText, rows: Sequence[Block], caption: str, scope: Scope, around: Surroundings
) -> list[Reading]:
    """The figures of one table, row by row. `caption` is the text just above it, which may name a unit."""
    headers = [row for row in rows if row.header]
    body = [row for row in rows if not row.header]
    columns = _column_labels(text, headers)
    readings: list[Reading] = []
    for row in body:
        for labelled in _labelled(text, row, columns):
            reading = _reading(text, labelled, caption, scope, around)
            if reading is not None:
                readings.append(reading)
    return readings


def _column_labels(text: StructuredText, headers: Sequence[Block]) -> dict[int, Label]:
    levels: dict[int, list[str]] = {}
    for row in headers:
        for cell in row.cells:
            words = text.text[cell.start : cell.end].strip()
            for column in range(cell.column, cell.column + cell.column_span):
                known = levels.setdefault(column, [])
                if words and words not in known:
                    known.append(words)
    return {column: Label(" › ".join(words)) for column, words in levels.items()}


def _labelled(text: StructuredText, row: Block, columns: dict[int, Label]) -> list[Labelled]:
    ordinals = {c for c, label in columns.items() if label.key in _ORDINALS}
    names: list[str] = []
    unit = ""
    found: list[Labelled] = []
    for cell in row.cells:
        words = text.text[cell.start : cell.end].strip()
        column = columns.get(cell.column, Label(""))
        if not words or cell.column in ordinals:
            continue
        if column.key in _UNIT_COLUMNS or (column.key == _UNIT_OR_OFFICE_COLUMN and names):
            unit = words
            continue
        quantity = _whole_number(text, cell.start, cell.end)
        if quantity is None:
            if not found:
                names.append(words)
        elif names:
            found.append(Labelled(quantity, Label(" › ".join(names)), column, unit, row))
    return found


def _whole_number(text: StructuredText, start: int, end: int) -> Quantity | None:
    """The number a cell holds, when it holds one and hardly anything else."""
    quantities = find_quantities(text.text, start, end)
    if len(quantities) != 1:
        return None
    quantity = quantities[0]
    rest = text.text[start : quantity.start] + text.text[quantity.end : end]
    if len(rest.strip(" ()*+-–−")) > 12:
        return None
    negative = text.text[start : quantity.start].strip(" (") in {"-", "–", "−"}
    return replace(quantity, value=-quantity.value) if negative else quantity


def _reading(
    text: StructuredText, labelled: Labelled, caption: str, scope: Scope, around: Surroundings
) -> Reading | None:
    row, column = labelled.row, labelled.column
    label = f"{row.text} | {column.text}"
    kind = _kind(labelled)
    number_scope = _scope(labelled, scope, previous=kind is FigureKind.PREVIOUS)
    percent = labelled.quantity.percent or "%" in label
    unit_text = " ".join((_unit_of(caption), labelled.unit_cell, row.text, column.text))
    scale, money = (1.0, False) if percent else _scale(unit_text)
    subject, used = subject_of_cell(row.text, column.text, caption, around, money=money, percent=percent)
    part = _part(labelled, used, scope)
    quantity = labelled.quantity
    if scale != 1.0:
        quantity = _scaled(quantity, scale)
    return Reading(
        quantity=quantity,
        subject=subject,
        phrase=label.replace(" | ", " ").strip(),
        unit=_unit(labelled, subject, money=money, percent=percent),
        kind=FigureKind.PART if part and kind is FigureKind.ACHIEVED else kind,
        part=part,
        scope=number_scope,
        start=labelled.block.start,
        end=labelled.block.end,
        row=row.text,
        column=column.text,
    )


def _kind(labelled: Labelled) -> FigureKind:
    words = f"{labelled.row.text} {labelled.column.text}".lower()
    if any(phrase in words for phrase in ("so sánh", "tăng/giảm", "tăng, giảm", *CHANGE)):
        return FigureKind.CHANGE
    if any(phrase in words for phrase in PREVIOUS):
        return FigureKind.PREVIOUS
    if any(phrase in words for phrase in ("kế hoạch", "chỉ tiêu giao", "mục tiêu")):
        return FigureKind.TARGET
    if labelled.quantity.percent or "%" in words or "tỷ lệ" in words or "tỉ lệ" in words:
        return FigureKind.SHARE
    return FigureKind.ACHIEVED


def _scope(labelled: Labelled, scope: Scope, *, previous: bool) -> Scope:
    """The scope of a cell: a place and a period may each stand in its row's label or its column's."""
    result = scope
    periods: list[str] = []
    for label in (labelled.column, labelled.row):
        if label.key not in _TOTALS:
            result = _placed(label, result)
        periods += [m.period for m in find_periods(label.text, anchor=scope.period) if m.period]
    if periods:
        return replace(result, period=periods[0])
    if previous:
        return replace(result, period=shift_years(scope.period, -1) if scope.period else None)
    return result


def _placed(label: Label, scope: Scope) -> Scope:
    """The scope at the place a label names; a district that many provinces have is one of the report's."""
    named = find_places(label.text)
    if named:
        return scope.at(named[0])
    return replace(scope, locality=label.text) if _DISTRICT.match(label.text) else scope


def _unit_of(caption: str) -> str:
    """The unit a caption states for the whole table (`Đơn vị tính: triệu đồng`)."""
    stated = _UNIT_STATED.search(caption)
    return stated.group(1) if stated else ""


def _scale(words: str) -> tuple[float, bool]:
    """The scale that the unit in a heading or caption gives to every number, and whether it is money."""
    lowered = words.lower()
    at = lowered.rfind("đồng")
    if (
        at < 0
        or "hợp đồng" in lowered[max(0, at - 5) : at + 5]
        or "hội đồng" in lowered[max(0, at - 5) : at + 5]
    ):
        return 1.0, False
    before = lowered[:at].split()
    scale = _SCALES.get(before[-1].strip("("), 1.0) if before else 1.0
    return scale, True


def _scaled(quantity: Quantity, scale: float) -> Quantity:
    return replace(
        quantity,
        value=quantity.value * scale,
        value_to=None if quantity.value_to is None else quantity.value_to * scale,
    )


def _part(labelled: Labelled, used: frozenset[str], report: Scope) -> str | None:
    """The part a row or column names: what it says beyond the indicator, a place, a period or a unit."""
    row, column = labelled.row, labelled.column
    if used and not _names_scope(row, report) and leftover(row.text, used | LABEL_FILLERS):
        return " ".join(leftover(row.text, used | LABEL_FILLERS))
    words = [w for w in read_sentence(column.text, 0, len(column.text)).keys if w not in used | LABEL_FILLERS]
    if words and not _names_scope(column, report) and not _leftover_is_unit(column):
        return column.text
    return None


def _names_scope(label: Label, report: Scope) -> bool:
    """Whether a label names a total, a place or a period, which say whose and when, not which part."""
    return (
        label.key in _TOTALS
        or bool(find_places(label.text))
        or bool(_DISTRICT.match(label.text))
        or bool(find_periods(label.text, anchor=report.period))
    )


def _leftover_is_unit(label: Label) -> bool:
    return label.text.strip().startswith("(") and label.text.strip().endswith(")")


def _unit(labelled: Labelled, subject: Subject, *, money: bool, percent: bool) -> str:
    if percent:
        return "%"
    if money:
        return "đồng"
    if subject.indicator is not None:
        return indicators()[subject.indicator].unit
    return _in_brackets(labelled.row) or _in_brackets(labelled.column) or labelled.unit_cell


def _in_brackets(label: Label) -> str:
    """The unit a label gives in brackets at its end (`Tổ hòa giải (tổ)`)."""
    text = label.text.strip()
    return text.rpartition("(")[2].rstrip(") ") if text.endswith(")") and "(" in text else ""
