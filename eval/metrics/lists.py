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


def coverage_right(coverage: Coverage | None, expected: Coverage) -> float:
    """1 when both lists name the same places or periods, in any order; else 0."""
    return float(
        coverage is not None
        and _same_names(coverage.with_data, expected.with_data)
        and _same_names(coverage.without_data, expected.without_data)
    )


def _row_holds(row: Sequence[CellValue], wanted: Sequence[CellValue]) -> bool:
    left = list(row)
    for cell in wanted:
        if cell is None:
            continue
        found = next((index for index, other in enumerate(left) if _same_cell(other, cell)), None)
        if found is None:
            return False
        del left[found]
    return True


def _same_cell(shown: CellValue, wanted: CellValue) -> bool:
    if isinstance(shown, int | float) and isinstance(wanted, int | float):
        return same_number(shown, wanted)
    return shown is not None and same_words(str(shown), str(wanted))


def _same_names(a: Sequence[str], b: Sequence[str]) -> bool:
    return len(a) == len(b) and all(any(same_words(x, y) for y in b) for x in a)
