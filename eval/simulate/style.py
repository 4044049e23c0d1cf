"""A house style as data: the wordings of reports and their layout, read from a TOML file.

`styles/house.toml` explains the notation. Whether the slots mean anything is `style_check`'s concern, filling
them `telling`'s, laying blocks out `compose`'s.
"""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from eval.simulate.errors import StyleError
from eval.simulate.numerals import Separators
from eval.simulate.period import Span

VISIBLE, HELD_BACK = "visible", "held_back"

_PERIODS = {
    Span.YEAR: "năm {year}",
    Span.HALF: "6 tháng đầu năm {year}",
    Span.NINE_MONTHS: "9 tháng đầu năm {year}",
    Span.QUARTER: "quý I năm {year}",
    Span.SECOND_QUARTER: "quý II năm {year}",
    Span.THIRD_QUARTER: "quý III năm {year}",
}
_SAME_PERIODS = {span: "năm {year}" if span is Span.YEAR else "cùng kỳ năm {year}" for span in Span}
_UPCOMING = {
    Span.YEAR: "năm {year}",
    Span.HALF: "6 tháng cuối năm",
    Span.NINE_MONTHS: "quý IV",
    Span.QUARTER: "thời gian tới",
    Span.SECOND_QUARTER: "6 tháng cuối năm",
    Span.THIRD_QUARTER: "quý IV",
}


class DocumentKind(StrEnum):
    """What kind of paper a report is."""

    REPORT = "report"
    APPENDIX = "appendix"
    PRESS = "press"
    ENFORCEMENT = "thads"
    DISTRICT = "district"
    NATIONAL = "national"


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Alternatives = Annotated[tuple[str, ...], BeforeValidator(_listed)]
"""Wordings of the same thing; a single one may be written without brackets."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class BlockPattern(_Data):
    """One block of a report's text: a heading, a table, sentences, or some of a pool of them."""

    level: int = Field(default=0, ge=0, le=6)
    heading: str = ""
    table: str = ""
    bullet: str = ""
    lead: str = ""
    sentences: tuple[Alternatives, ...] = ()
    pool: tuple[str, ...] = ()
    pick: int = Field(default=0, ge=0)
    periods: frozenset[Span] = frozenset(Span)
    chance: float = Field(default=1.0, gt=0, le=1)

    @model_validator(mode="after")
    def _one_thing(self) -> "BlockPattern":
        things = [bool(self.heading), bool(self.table), bool(self.sentences), bool(self.pool)]
        if sum(things) != 1:
            raise ValueError("a block is one of heading, table, sentences, pool")
        if bool(self.heading) != bool(self.level):
            raise ValueError("a heading needs a level, and only a heading has one")
        if bool(self.pool) != bool(self.pick):
            raise ValueError("a pool needs a pick, and only a pool has one")
        return self


class Axis(_Data):
    """One column, or one row, of a table: what it shows under its label, and the headings above it."""

    label: str
    indicator: str = ""
    show: str = ""
    above: tuple[str, ...] = ()
    unit: Literal["", "nghìn đồng", "triệu đồng", "tỷ đồng"] = ""
    back: int = Field(default=0, ge=0)


class TablePattern(_Data):
    """A table; `rows` says what its rows are, `items` the rows of a table whose rows are indicators."""

    id: str
    rows: Literal["districts", "provinces", "regions", "indicators", "years"]
    title: str
    corner: str
    ordinal: str = "TT"
    columns: tuple[Axis, ...]
    items: tuple[Axis, ...] = ()
    total: str = ""
    total_first: bool = False
    unit: str = ""
    note: str = ""
    numbered: bool = False
    footnotes: tuple[str, ...] = ()
    years: int = Field(default=4, ge=2)
    row_label: str = "{year}"

    @model_validator(mode="after")
    def _items_are_rows(self) -> "TablePattern":
        if (self.rows == "indicators") != bool(self.items):
            raise ValueError('items are the rows of a table with rows = "indicators", and only of that')
        if len({len(column.above) for column in self.columns}) > 1 and not any(c.above for c in self.columns):
            raise ValueError("columns need headings above them or none at all")
        return self


class AppendixPattern(_Data):
    """The layout of a statistics appendix."""

    title: str
    subject: str
    sheet: str
    tables: tuple[str, ...]
    typed_numbers: bool = False


class Layout(_Data):
    """What stands above and below the text."""

    mark: str = ""
    mark_end: str = ""
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    title: Alternatives
    subject: str = ""
    subject_year: str = ""
    salutation: str = ""
    opening: Alternatives = ()
    closing: Alternatives = ()
    recipients_title: str = ""
    recipients: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    numbering: tuple[str, ...] = ("{roman}.", "{arabic}.", "{2}.{arabic}.", "{lower})")
    year_starts: str = Field(default="", pattern=r"^(\d\d/\d\d)?$")
    appendix: AppendixPattern | None = None


class Hedges(_Data):
    """Words before a number that was rounded down, and up."""

    down: tuple[str, ...] = ("trên", "hơn")
    up: tuple[str, ...] = ("gần",)


class Changes(_Data):
    """Words for more and for less."""

    more: str = "tăng"
    less: str = "giảm"


class Numbers(_Data):
    """How numbers are printed."""

    thousands: Literal[".", ",", " ", ""] = "."
    decimal: Literal[",", "."] = ","
    zero_led: bool = True
    percent: Literal["%", " %"] = "%"
    percent_decimal: Literal["", ",", "."] = ""

    @model_validator(mode="after")
    def _told_apart(self) -> "Numbers":
        if self.thousands == self.decimal:
            raise ValueError("thousands and decimals need different separators")
        return self

    @property
    def separators(self) -> Separators:
        """The separators alone."""
        return Separators(self.thousands, self.decimal)

    @property
    def in_percent(self) -> Separators:
        """The separators of rates: some offices type `73.3%` beside `4.715 người`."""
        return Separators(self.thousands, self.percent_decimal or self.decimal)


class Style(_Data):
    """Everything that makes one office's reports look and sound alike."""

    name: str
    batch: Literal["visible", "held_back", "held_back_2"] = "visible"
    documents: frozenset[DocumentKind]
    periods: Mapping[Span, str] = _PERIODS
    same_periods: Mapping[Span, str] = _SAME_PERIODS
    upcoming: Mapping[Span, str] = _UPCOMING
    hedges: Hedges = Hedges()
    changes: Changes = Changes()
    numbers: Numbers = Numbers()
    table_numbers: Numbers = Numbers(zero_led=False)
    layout: Layout
    blocks: tuple[BlockPattern, ...] = Field(default=(), alias="block")
    table_list: tuple[TablePattern, ...] = Field(default=(), alias="table")

    @model_validator(mode="after")
    def _whole(self) -> "Style":
        if not (self.layout.mark or self.layout.mark_end):
            raise ValueError("layout.mark or layout.mark_end must say that the report is simulated")
        if (DocumentKind.APPENDIX in self.documents) != (self.layout.appendix is not None):
            raise ValueError("a style that writes appendices needs [layout.appendix], and no other has it")
        if bool(self.documents - {DocumentKind.APPENDIX}) != bool(self.blocks):
            raise ValueError("a style that writes text needs [[block]]s, and no other has them")
        return self

    @property
    def tables(self) -> Mapping[str, TablePattern]:
        """The tables by their id."""
        return {table.id: table for table in self.table_list}


def load_style(name: str) -> Style:
    """The style of that name, or of that TOML file; raises StyleError where there is none or it is faulty."""
    return _read(name, Path(name)) if name.endswith(".toml") else _shipped(name)


@cache
def _shipped(name: str) -> Style:
    return _read(name, resources.files("eval.simulate.styles").joinpath(f"{name}.toml"))


def _read(name: str, file: Path | Traversable) -> Style:
    if not file.is_file():
        raise StyleError(name, "no such style")
    return _parsed(name, file.read_text(encoding="utf-8"))


@cache
def _parsed(name: str, text: str) -> Style:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise StyleError(name, f"not TOML: {problem}") from problem
    for table in ("periods", "same_periods", "upcoming"):
        default = {"periods": _PERIODS, "same_periods": _SAME_PERIODS, "upcoming": _UPCOMING}[table]
        data[table] = {**{span.value: words for span, words in default.items()}, **data.get(table, {})}
    try:
        return Style.model_validate(data)
    except ValidationError as problem:
        first = problem.errors()[0]
        raise StyleError(name, first["msg"], _where(first["loc"])) from problem


@cache
def styles_of(batch: str) -> tuple[str, ...]:
    """The names of the styles of a batch, or of `all`, in alphabetical order."""
    folder = resources.files("eval.simulate.styles")
    names = sorted(
        file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml")
    )
    return tuple(name for name in names if batch == "all" or load_style(name).batch == batch)


def _where(location: tuple[int | str, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in location).lstrip(".")
