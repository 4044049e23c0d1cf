"""A report before it is a file: head, headings, paragraphs, tables and foot, the same for every format."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading; `level` counts from 1, `text` holds the number."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its bullet included."""

    text: str


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell as printed; `number` is what a spreadsheet holds instead of the print."""

    text: str
    number: int | float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its title above it, one heading row, then the rows. `name` is its sheet in a workbook."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    name: str = ""


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Everything above the text: the mark, the two columns, title, subject and salutation."""

    mark: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    title: str
    subject: str
    salutation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """Everything below the text: who receives it, who signed, the mark once more."""

    recipients: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report; `date` is the day it bears, also written into the files' own properties."""

    head: Head
    blocks: tuple[Block, ...]
    foot: Foot
    date: dt.date
