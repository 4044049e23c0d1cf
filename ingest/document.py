"""What a loader hands on: a file's elements in reading order, nothing interpreted yet.

Which element is a heading of which depth, where offsets stand and what the report says of itself is decided
once for all formats in `structure` and `metadata`.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or line; `heading_level` where the format itself marks one (a Word style, an <h2>)."""

    text: str
    heading_level: int | None = None
    page: int | None = None
    bold: bool = False
    centered: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell where its text stands once; a merged cell covers `column_span` × `row_span` positions."""

    text: str
    column: int
    column_span: int = 1
    row_span: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table row by row; `layout` marks one that only arranges text (the two-column head of a report)."""

    rows: tuple[tuple[TableCell, ...], ...]
    page: int | None = None
    caption: str = ""
    layout: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its elements in order, and what the file's own properties say."""

    format: str
    elements: tuple[Paragraph | Table, ...]
    title: str | None = None
    pages: int | None = None
    notices: tuple[str, ...] = field(default=())
