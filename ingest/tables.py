"""What a table's rows are: headings over columns, ordinals under them, or figures."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.document import TableCell
from vectorstore.analysis.countables import countable_at

_NUMBER = re.compile(r"[+-]?\(?\d[\d.,\s]*\)?\s*%?\Z")
_COUNTED = re.compile(r"\d[\d.,\s]*\s(?=[^\W\d])")
_LONGEST_COUNTED = 24
_TIME = re.compile(r"(?:năm|tháng|quý|ngày|tuần|kỳ)\b", re.IGNORECASE)
_NOTHING = re.compile(r"[-–—./*xX…]+\Z|\Z")
_ORDINAL = re.compile(r"\(?(?:(\d{1,3})|([A-ZĐ])|([a-zđ]))\)?(?:\s*=.*)?\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")

MAX_HEADER_ROWS = 3


def holds_number(text: str) -> bool:
    """Whether a cell holds nothing but a number (a year alone is a label, not a number)."""
    text = text.strip()
    return bool(_NUMBER.match(text)) and not _YEAR.match(text)


def holds_counted(text: str) -> bool:
    """Whether a cell holds a number with the noun it counts (`193 người`), and not a stretch of time."""
    text = text.strip().lower()
    number = _COUNTED.match(text)
    if number is None or len(text) - number.end() > _LONGEST_COUNTED:
        return False
    return not _TIME.match(text, number.end()) and countable_at(text, number.end(), strict=True)


def is_ordinal_row(texts: Sequence[str]) -> bool:
    """Whether a row only counts the columns: `A B 1 2 3`, `(1) (2) (3)`, `1 2 3=1+2`."""
    filled = [text.strip() for text in texts if text.strip()]
    found = [each for text in filled if (each := _ORDINAL.match(text)) is not None]
    if len(found) < len(filled) or len(filled) < 3:
        return False
    letters = [(each[2] or each[3]).upper() for each in found if each[1] is None]
    numbers = [int(each[1]) for each in found if each[1] is not None]
    return (
        letters == list("ABCD"[: len(letters)])
        and len(numbers) >= (1 if letters else 3)
        and all(later == number + 1 for number, later in pairwise(numbers))
        and numbers[0] <= MAX_HEADER_ROWS
    )


def header_rows(rows: Sequence[Sequence[TableCell]]) -> int:
    """How many rows at the top of a table are headings of its columns.

    `rows` hold only cells with text. They are the rows a format marks, or else the rows above the first one
    of figures, three at most; with what their merged cells reach down to, and the row of ordinals under them.
    In a table without figures it is the first row; 0 where figures stand in the first row already.
    """
    ordinals = next(
        (number for number in range(min(len(rows), MAX_HEADER_ROWS + 2)) if _counts_columns(rows[number])),
        None,
    )
    if ordinals:
        return ordinals + 1 if ordinals + 1 < len(rows) else ordinals
    count = 0
    while count < len(rows) and rows[count] and all(cell.header for cell in rows[count]):
        count += 1
    if not count:
        count = _rows_above_figures(rows)
    if count:
        deepest = max((cell.row_span for cell in rows[0]), default=1)
        count = max(count, min(MAX_HEADER_ROWS, deepest))
    return count if count < len(rows) else max(0, len(rows) - 1)


def _rows_above_figures(rows: Sequence[Sequence[TableCell]]) -> int:
    first = next((number for number, row in enumerate(rows) if _is_data(row)), None)
    if first is None:
        return 1
    for number in range(1, first):
        reached = any(cell.row_span > number - above for above in range(number) for cell in rows[above])
        if len(rows[number]) == 1 and not reached:
            first = number  # a label over a group of rows, not over columns
            break
    titled = len(rows[0]) == 1 and rows[0][0].column_span > 1
    return first if first <= MAX_HEADER_ROWS + titled else 1


def _counts_columns(row: Sequence[TableCell]) -> bool:
    return is_ordinal_row([cell.text for cell in row])


def _is_data(row: Sequence[TableCell]) -> bool:
    """Whether a row holds figures beside its label: half of its other cells are numbers, or dashes.

    Several labels may stand before the numbers (`Hộ tịch | Khai sinh | trường hợp | 23.007`).
    """
    others = [cell.text.strip() for cell in row[1:]]
    numbers = sum(holds_number(text) or holds_counted(text) for text in others)
    nothing = sum(_NOTHING.match(text) is not None for text in others)
    ends_in_number = bool(others) and holds_number(others[-1]) and row[-1].column_span == 1
    return numbers > 0 and ((numbers + nothing) * 2 >= len(others) or ends_in_number)
