"""Where on a worksheet the tables are: the rows above and below them are paragraphs."""

import re
from collections.abc import Iterator, Sequence

from ingest.document import Paragraph, Table, TableCell
from ingest.loaders.grid import Rows, compact, is_layout, names_motto, names_signer, width
from ingest.tables import holds_number, is_ordinal_row

_NOTE = re.compile(r"\s*(?:ghi chú|nguồn|chú thích|\(\*\)|\*)", re.I)


def regions(rows: Sequence[tuple[TableCell, ...]]) -> Iterator[Paragraph | Table]:
    """The paragraphs and tables of a sheet, top to bottom."""
    pending: list[tuple[TableCell, ...]] = []
    for segment in _segments(rows):
        start, end = _table_span(segment)
        if start < end and pending and _continues(pending, segment[start:end]):
            pending += segment[:end]
            rest = segment[end:]
        else:
            yield from _as_table(pending)
            yield from _as_paragraphs(segment[:start])
            pending = segment[start:end]
            rest = segment[end:]
        if rest:
            yield from _as_table(pending)
            pending = []
            yield from _as_paragraphs(rest)
    yield from _as_table(pending)


def _segments(rows: Sequence[tuple[TableCell, ...]]) -> Iterator[list[tuple[TableCell, ...]]]:
    """Runs of rows between rows that are empty and that no merged cell reaches into."""
    segment: list[tuple[TableCell, ...]] = []
    covered = 0
    for row in rows:
        if row or covered:
            segment.append(row)
        elif segment:
            yield segment
            segment = []
        covered = max([covered - 1, *(cell.row_span - 1 for cell in row)], default=0)
        covered = max(covered, 0)
    if segment:
        yield segment


def _table_span(segment: list[tuple[TableCell, ...]]) -> tuple[int, int]:
    """Where in a segment its table begins and ends; (0, 0) without one."""
    wide = [number for number, row in enumerate(segment) if len(row) > 1]
    figures = any(holds_number(cell.text) for number in wide for cell in segment[number])
    if len(wide) < (2 if figures else 3):
        return 0, 0
    start = next(
        (number for number in wide if not names_motto(segment[number]) and _followed(segment, number)), None
    )
    if start is None:
        return 0, 0
    # a heading cell may reach down beside rows that have but one cell of their own
    end = max(
        max(wide) + 1,
        max((number + cell.row_span for number in wide for cell in segment[number]), default=0),
    )
    while end - 1 > start and _is_signature(segment[end - 1]):
        end -= 1
    return start, min(end, len(segment))


def _followed(segment: list[tuple[TableCell, ...]], number: int) -> bool:
    """Whether a table can begin here: the next row goes on beside it, or a group's label stands between."""
    below = segment[number + 1 : number + 4]
    if below and (len(below[0]) > 1 or any(cell.row_span > 1 for cell in segment[number])):
        return True
    return len(segment[number]) > 2 and any(len(row) > 1 for row in below)


def _is_signature(row: tuple[TableCell, ...]) -> bool:
    """Whether a row under a table is a note or the place to sign."""
    if not row or any(holds_number(cell.text) for cell in row):
        return False
    return _NOTE.match(row[0].text) is not None or (len(row) <= 3 and names_signer(row))


def _continues(above: list[tuple[TableCell, ...]], below: list[tuple[TableCell, ...]]) -> bool:
    """Whether rows under a blank row go on with the table above: same columns, no heading of their own."""
    columns = {cell.column for row in above for cell in row}
    numbers = [holds_number(cell.text) for cell in below[0]]
    return (
        {cell.column for row in below for cell in row} <= columns
        and sum(numbers) * 2 >= len(numbers)
        and not is_ordinal_row([cell.text for cell in below[0]])
    )


def _as_table(rows: list[tuple[TableCell, ...]]) -> Iterator[Paragraph | Table]:
    if not rows:
        return
    placed: Rows = compact(tuple(rows))
    if width(placed) < 2 or is_layout(placed):
        yield from _as_paragraphs(list(placed))
    else:
        yield Table(placed)


def _as_paragraphs(rows: Sequence[tuple[TableCell, ...]]) -> Iterator[Paragraph]:
    for row in rows:
        for cell in row:
            yield from (Paragraph(line) for line in cell.text.split("\n"))
