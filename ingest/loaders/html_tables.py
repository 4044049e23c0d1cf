"""Tables of a web page: cells with their spans and headings, or a frame that only arranges a page."""

from collections.abc import Iterator

from lxml import etree

from ingest.document import Table
from ingest.loaders.cleaning import lines, one_line
from ingest.loaders.grid import SpannedCell, compact, is_layout, place
from ingest.loaders.html_text import HEADINGS, is_dropped, shown_text, tag_of

_FRAMED = HEADINGS | {"table"}
_MOST_ROWS = 65_534


def is_frame(table: etree._Element) -> bool:
    """Whether a table holds tables or headings: then it arranges the page, and its cells are read through."""
    return any(tag_of(inner) in _FRAMED for inner in table.iterdescendants())


def read_table(table: etree._Element) -> Table | None:
    """The table's cells where they stand; None when none holds text."""
    caption = ""
    rows: list[list[SpannedCell]] = []
    for part, in_head in _parts(table):
        if tag_of(part) == "caption":
            caption = one_line(shown_text(part))
        else:
            rows.append([_cell(cell, in_head) for cell in part if tag_of(cell) in ("td", "th")])
    for number, row in enumerate(rows):
        if row and not all(cell.header for cell in row):
            # <th> at the side labels its row: only a row of nothing else heads the columns
            rows[number] = [SpannedCell(cell.text, cell.column_span, cell.row_span) for cell in row]
    placed = compact(place(rows))
    return Table(placed, caption=caption, layout=is_layout(placed)) if placed else None


def _parts(table: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """The caption and the rows, each row with whether it stands in the <thead>."""
    for child in table:
        tag = tag_of(child)
        if is_dropped(child, tag):
            continue
        if tag in ("tr", "caption"):
            yield child, False
        elif tag in ("thead", "tbody", "tfoot"):
            yield from ((row, tag == "thead") for row in child if tag_of(row) == "tr")


def _cell(cell: etree._Element, in_head: bool) -> SpannedCell:
    return SpannedCell(
        lines(shown_text(cell)),
        _span(cell.get("colspan"), 1),
        _span(cell.get("rowspan"), _MOST_ROWS),
        in_head or tag_of(cell) == "th",
    )


def _span(stated: str | None, whole: int) -> int:
    """A span as stated; 0 means all there is, anything else that is no number means one."""
    stated = (stated or "").strip()
    if not stated.isdecimal():
        return 1
    return (min(int(stated), _MOST_ROWS) if len(stated) < 9 else _MOST_ROWS) or whole
