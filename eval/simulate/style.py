"""A house style as data: the wordings of reports and their layout, read from a TOML file under `styles/`.

`styles/house.toml` explains the notation. Filling the slots is left to `slots`, laying blocks out to
`compose`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from eval.simulate.errors import StyleError
from eval.simulate.period import Span

_ALL_SPANS = frozenset(Span)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPattern:
    """One block of a report's text: a heading, a table, sentences, or some of a pool of them."""

    level: int = 0
    heading: str = ""
    table: str = ""
    bullet: str = ""
    sentences: tuple[tuple[str, ...], ...] = ()
    pool: tuple[str, ...] = ()
    pick: int = 0
    spans: frozenset[Span] = _ALL_SPANS


@dataclass(frozen=True, slots=True)
class Column:
    """An indicator a table shows, under its label."""

    indicator: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePattern:
    """A table: a row a district (`by_district`) or a row an indicator."""

    name: str
    by_district: bool
    title: str
    corner: str
    columns: tuple[Column, ...]
    total: str = ""
    unit: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppendixPattern:
    """The layout of a statistics appendix."""

    title: str
    subject: str
    sheet: str
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What stands above and below the text."""

    mark: str
    mark_end: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    title: str
    subject: str
    subject_year: str
    salutation: str
    opening: str
    closing: str
    recipients_title: str
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    signers: tuple[str, ...]
    appendix: AppendixPattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Everything that makes one office's reports look and sound alike."""

    name: str
    periods: Mapping[Span, str]
    same_periods: Mapping[Span, str]
    upcoming: Mapping[Span, str]
    hedge_down: tuple[str, ...]
    hedge_up: tuple[str, ...]
    more: str
    less: str
    layout: Layout
    blocks: tuple[BlockPattern, ...]
    tables: Mapping[str, TablePattern]


@cache
def load_style(name: str) -> Style:
    """The style of that name; raises StyleError where there is none or its data is not whole."""
    file = resources.files("eval.simulate.styles").joinpath(f"{name}.toml")
    if not file.is_file():
        raise StyleError(name, "no such style")
    try:
        return _style(tomllib.loads(file.read_text(encoding="utf-8")))
    except (KeyError, TypeError, ValueError) as problem:
        raise StyleError(name, repr(problem)) from problem


def _style(data: dict[str, Any]) -> Style:
    return Style(
        name=data["name"],
        periods=_by_span(data["periods"]),
        same_periods=_by_span(data["same_periods"]),
        upcoming=_by_span(data["upcoming"]),
        hedge_down=tuple(data["hedges"]["down"]),
        hedge_up=tuple(data["hedges"]["up"]),
        more=data["changes"]["more"],
        less=data["changes"]["less"],
        layout=_layout(data["layout"]),
        blocks=tuple(_block(row) for row in data["block"]),
        tables=MappingProxyType({row["id"]: _table(row) for row in data["table"]}),
    )


def _by_span(data: dict[str, str]) -> Mapping[Span, str]:
    return MappingProxyType({span: data[span.value] for span in Span})


def _layout(data: dict[str, Any]) -> Layout:
    appendix = data["appendix"]
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
    fields["appendix"] = AppendixPattern(**{**appendix, "tables": tuple(appendix["tables"])})
    return Layout(**fields)


def _block(row: dict[str, Any]) -> BlockPattern:
    spans = frozenset(Span(name) for name in row["periods"]) if "periods" in row else _ALL_SPANS
    return BlockPattern(
        level=row.get("level", 0),
        heading=row.get("heading", ""),
        table=row.get("table", ""),
        bullet=row.get("bullet", ""),
        sentences=tuple(tuple(alternatives) for alternatives in row.get("sentences", ())),
        pool=tuple(row.get("pool", ())),
        pick=row.get("pick", 0),
        spans=spans,
    )


def _table(row: dict[str, Any]) -> TablePattern:
    return TablePattern(
        name=row["id"],
        by_district={"districts": True, "indicators": False}[row["rows"]],
        title=row["title"],
        corner=row["corner"],
        columns=tuple(Column(column["indicator"], column["label"]) for column in row["columns"]),
        total=row.get("total", ""),
        unit=row.get("unit", ""),
        change=row.get("change", ""),
    )
