"""Answers that name several things: lists, tables and coverage."""

import re
from collections.abc import Sequence

from assistant.answer import Answer, Coverage
from assistant.answer import Table as AnswerTable
from eval.metrics.printed import same_number
from eval.metrics.words import holds, same_words, shown_texts
from eval.question import ExpectedTable

_BULLET = re.compile(r"^\s*(?:[-*•+–]|\d{1,3}[.)])\s+(.+)$", re.MULTILINE)
_AFTER_COLON = re.compile(r":\s+([^\n]+)$")
_SEPARATOR = re.compile(r"\s*[,;]\s+(?:và\s+|and\s+)?|\s+(?:và|and)\s+")

CellValue = str | int | float | None


def items_recall(answer: Answer, items: Sequence[str]) -> float:
    """The share of the expected items that stand in the answer's words or in a cell of its table."""
    texts = shown_texts(answer)
    return sum(any(holds(text, item) for text in texts) for item in items) / len(items)


def listed_items(answer: Answer) -> list[str]:
    """The items an answer sets out as a list: table rows, else lines with bullets or numbers, else what an
    enumeration after a colon names. Empty when the answer is running text.
    """
    if answer.table is not None and answer.table.rows:
        return [" ".join(str(cell) for cell in row if cell is not None) for row in answer.table.rows]
    if bullets := _BULLET.findall(answer.answer):
        return bullets
    if enumeration := _AFTER_COLON.search(answer.answer.strip()):
        return [item for item in _SEPARATOR.split(enumeration.group(1).rstrip(" .")) if item]
    return []


def items_precision(listed: Sequence[str], items: Sequence[str]) -> float:
    """The share of the listed items that hold an expected one."""
    return sum(any(holds(text, item) for item in items) for text in listed) / len(listed)


def table_rows_held(table: AnswerTable | None, expected: ExpectedTable) -> float:
    """The share of the expected rows found: a row is found when each of its cells stands in one row of the
    answer's table, in any column. Empty expected cells are not looked for.
    """
    rows = table.rows if table is not None else ()
    return sum(any(_row_holds(row, wanted) for row in rows) for wanted in expected.rows) / len(expected.rows)


def table_cells_right(table: AnswerTable | None, expected: ExpectedTable) -> float:
    """The share of the expected cells that stand in the row they belong to, in any column.

    A row is known by its words: it is looked for among the answer's rows, none taken twice, that hold every
    cell of words it has, and there the one with most of its numbers counts. A row that is not there has no
    right cell. Empty expected cells are not looked for.
    """
    left = list(table.rows) if table is not None else []
    right = total = 0
    for wanted in expected.rows:
        cells = [cell for cell in wanted if cell is not None]
        labels = [cell for cell in cells if isinstance(cell, str)]
        total += len(cells)
        held = [(_held(row, cells), -place) for place, row in enumerate(left) if _row_holds(row, labels)]
        if held:
            most, place = max(held)
            right += most
            del left[-place]
    return right / total if total else 0.0


def coverage_right(coverage: Coverage | None, expected: Coverage) -> float:
    """1 when both lists name the same places or periods, in any order; else 0."""
    return float(
        coverage is not None
        and _same_names(coverage.with_data, expected.with_data)
        and _same_names(coverage.without_data, expected.without_data)
    )


def _row_holds(row: Sequence[CellValue], wanted: Sequence[CellValue]) -> bool:
    cells = [cell for cell in wanted if cell is not None]
    return _held(row, cells) == len(cells)


def _held(row: Sequence[CellValue], cells: Sequence[CellValue]) -> int:
    """How many of the cells stand in the row, none of its own counted twice."""
    left, found = list(row), 0
    for cell in cells:
        place = next((index for index, other in enumerate(left) if _same_cell(other, cell)), None)
        if place is not None:
            found += 1
            del left[place]
    return found


def _same_cell(shown: CellValue, wanted: CellValue) -> bool:
    if isinstance(shown, int | float) and isinstance(wanted, int | float):
        return same_number(shown, wanted)
    return shown is not None and same_words(str(shown), str(wanted))


def _same_names(a: Sequence[str], b: Sequence[str]) -> bool:
    return len(a) == len(b) and all(any(same_words(x, y) for y in b) for x in a)
