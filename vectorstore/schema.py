"""What is stored: reports with their structured text, passages and figures.

Every room speaks in these values; nothing renames or re-wraps them on the way. Offsets are Unicode code
points into `StructuredText.text`, end exclusive, so `text[start:end]` is always the quote. Reading them out
of files is ingest's work, keeping them the catalog's, putting them into words the assistant's.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a line of a report is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE_ROW = "table_row"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row: where its text stands, and how many columns and rows it covers.

    A merged cell's text stands once, at its top left; the positions it covers are left out of `Block.cells`
    (they are printed as empty between their separators), so a column is found by `column`, not by position.
    """

    start: int
    end: int
    column: int
    column_span: int = 1
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a report's text: a heading, a paragraph or a table row.

    `level` is a heading's depth from 1 (0 for the others); `table` the ordinal of the table in the report and
    `row` the row's ordinal in it; `header` marks a heading row of a table.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    page: int | None = None
    table: int | None = None
    row: int | None = None
    header: bool = False
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class StructuredText:
    """A report's text in NFC with its structure: the only thing offsets refer to.

    `blocks` are in reading order and do not overlap; between two blocks stands nothing but a line break. A
    table row is one line, its cells separated by ` | `.
    """

    text: str
    blocks: tuple[Block, ...]


class AgencyLevel(StrEnum):
    """Whose work a report or a figure tells of."""

    NATIONAL = "national"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a report says of itself; `None` where it does not say.

    `province` is a canonical name of the place list (`Cả nước` for a national report), `locality` a district
    or commune below it as printed, `period` in the notation of `vectorstore.analysis.periods`.
    """

    title: str
    agency: str | None = None
    level: AgencyLevel | None = None
    province: str | None = None
    locality: str | None = None
    period: str | None = None
    number: str | None = None
    date: dt.date | None = None
    language: str = "vi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report held: identity, where it came from and what it says of itself.

    `report_id` is made once from the first source and survives edits; `sources` are the paths, relative to
    the ingested folder, under which the same bytes were met, first one first.
    """

    report_id: str
    sources: tuple[str, ...]
    content_hash: str
    format: str
    metadata: Metadata
    pages: int | None = None
    ingested_at: dt.datetime | None = None

    @property
    def source(self) -> str:
        """The path this report is known by."""
        return self.sources[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a report that search finds: whole blocks under one heading.

    `text` is `StructuredText.text[start:end]`, verbatim. `heading` is the path of headings above it, joined
    by ` › `; `table_header` the heading rows of the table it continues, empty when they stand in the passage
    itself or there is no table.
    """

    passage_id: str
    report_id: str
    ordinal: int
    start: int
    end: int
    text: str
    heading: str = ""
    table_header: str = ""
    page: int | None = None

    @property
    def indexed_text(self) -> str:
        """What is embedded and indexed: the passage with what one must know to read it."""
        return "\n".join(part for part in (self.heading, self.table_header, self.text) if part)


class FigureKind(StrEnum):
    """What a number says of its indicator."""

    ACHIEVED = "achieved"
    PREVIOUS = "previous"
    TARGET = "target"
    CHANGE = "change"
    SHARE = "share"
    PART = "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number a report states, and everything needed to know what it is a number of.

    `indicator` is an id of the indicator list, or None for what is not on it: then `phrase`, the words the
    report counts with, is all there is. `rivals` are other indicators the words fit as well (never answered
    from without saying so). `value` and `value_to` are in base units (`1,2 triệu` is 1200000); `unit` is the
    count noun printed beside the number where the indicator may be printed with it, else the indicator's
    canonical one; `qualifier` is as printed (`trên`, `gần`). `part` names the part of the total when it is
    one (`cấp tỉnh`), `locality` a place below the province. `start:end` is the sentence or table row that is
    quoted, `value_start:value_end` the number itself inside it; `row` and `column` are the labels of a table
    cell.
    """

    figure_id: str
    report_id: str
    ordinal: int
    indicator: str | None
    phrase: str
    rivals: tuple[str, ...] = ()
    value: float
    value_to: float | None = None
    unit: str
    qualifier: str | None = None
    kind: FigureKind = FigureKind.ACHIEVED
    part: str | None = None
    province: str | None = None
    locality: str | None = None
    level: AgencyLevel | None = None
    period: str | None = None
    start: int
    end: int
    value_start: int
    value_end: int
    page: int | None = None
    heading: str = ""
    row: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Somebody's word that a figure was read wrongly; it keeps the figure out of every answer."""

    noted_at: dt.datetime
    note: str


@dataclass(frozen=True, slots=True)
class MarkedFigure:
    """A figure as it is looked through: with the mark that says it is wrong, if there is one."""

    figure: Figure
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """Which rules and which model read a report: a change of one asks for that step to be redone."""

    splitter: str
    analysis: str
    figures: str
    embedding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """A report with all that was read out of it: what ingest hands to the index, whole."""

    report: Report
    text: StructuredText
    passages: tuple[Passage, ...]
    figures: tuple[Figure, ...]
    versions: Versions
