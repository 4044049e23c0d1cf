"""Values of the schema as rows of the catalog's tables, and back."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import fields
from functools import cache, lru_cache
from typing import Any, TypeAlias

from pydantic import TypeAdapter
from sqlalchemy import Row, RowMapping, String, cast

from vectorstore.analysis.periods import bounds, same_period, year_of
from vectorstore.analysis.text import fold, tokens
from vectorstore.catalog.tables import figures, passages
from vectorstore.schema import (
    AgencyLevel,
    Block,
    Figure,
    FigureKind,
    Mark,
    MarkedFigure,
    Metadata,
    Passage,
    Report,
    StructuredText,
    Versions,
)

Value: TypeAlias = str | int | float | dt.date | list[str] | None
Values: TypeAlias = dict[str, Value]

_PASSAGE = ("passage_id", "report_id", "ordinal", "start", "end", "text", "heading", "table_header", "page")
_FIGURE = tuple(field.name for field in fields(Figure))
_FIGURE_PLAIN = tuple(name for name in _FIGURE if name not in ("rivals", "kind", "level"))
_INDEXED, _LONGEST_UNIT = 600, 40  # characters
_RIVALS, _KIND, _LEVEL = map(_FIGURE.index, ("rivals", "kind", "level"))
_SET_FIELD = tuple(getattr(Figure, name).__set__ for name in _FIGURE)
_SET_PASSAGE = tuple(getattr(Passage, name).__set__ for name in _PASSAGE)
_KINDS = {kind.value: kind for kind in FigureKind}
_LEVELS = {level.value: level for level in AgencyLevel}

CUT_OFF = "…"
"""What `context_words` that are cut off begin with: no word."""

FIGURE_COLUMNS = tuple(
    # A list's text as it is stored: nearly always that of the empty one, which need not be parsed.
    cast(figures.c.rivals, String) if name == "rivals" else figures.c[name]
    for name in _FIGURE
)
"""What `read_figure` takes, in its order."""

PASSAGE_COLUMNS = tuple(passages.c[name] for name in _PASSAGE)
"""What `read_passage` takes, in its order."""

_METADATA_PLAIN = ("title", "agency", "province", "locality", "period", "number", "date", "language")


@cache
def _blocks() -> TypeAdapter[tuple[Block, ...]]:
    return TypeAdapter(tuple[Block, ...])


def report_values(report: Report, versions: Versions, now: dt.datetime) -> Values:
    """A row of `reports`; `now` (UTC) stands in where the report has no time of its own."""
    ingested_at = report.ingested_at or now
    metadata = report.metadata
    return {
        "report_id": report.report_id,
        "content_hash": report.content_hash,
        "format": report.format,
        "pages": report.pages,
        "ingested_at": ingested_at.astimezone(dt.UTC).replace(tzinfo=None),
        **{name: getattr(metadata, name) for name in _METADATA_PLAIN},
        "level": None if metadata.level is None else metadata.level.value,
        "year": year_of_period(metadata.period),
        "splitter_version": versions.splitter,
        "analysis_version": versions.analysis,
        "figures_version": versions.figures,
        "embedding_version": versions.embedding,
    }


def read_report(row: RowMapping, sources: tuple[str, ...]) -> Report:
    """The report of a row of `reports` and its sources, first one first."""
    return Report(
        report_id=row["report_id"],
        sources=sources,
        content_hash=row["content_hash"],
        format=row["format"],
        metadata=Metadata(**_picked(row, _METADATA_PLAIN), level=_level(row["level"])),
        pages=row["pages"],
        ingested_at=row["ingested_at"].replace(tzinfo=dt.UTC),
    )


def read_versions(row: RowMapping) -> Versions:
    """The versions that read the report of a row of `reports`."""
    return Versions(
        splitter=row["splitter_version"],
        analysis=row["analysis_version"],
        figures=row["figures_version"],
        embedding=row["embedding_version"],
    )


def text_values(report_id: str, text: StructuredText) -> Values:
    """A row of `texts`."""
    blocks = _blocks().dump_json(text.blocks, exclude_defaults=True).decode()
    return {"report_id": report_id, "text": text.text, "blocks": blocks}


def read_text(row: RowMapping) -> StructuredText:
    """The structured text of a row of `texts`."""
    return StructuredText(text=row["text"], blocks=_blocks().validate_json(row["blocks"]))


def text_hash(passage: Passage) -> str:
    """What two passages share when, and only when, they are indexed alike."""
    return hashlib.blake2b(passage.indexed_text.encode(), digest_size=16).hexdigest()


def passage_values(passage: Passage) -> Values:
    """A row of `passages`."""
    return {**{name: getattr(passage, name) for name in _PASSAGE}, "text_hash": text_hash(passage)}


def read_passage(row: Sequence[Any]) -> Passage:
    """The passage of a row of `PASSAGE_COLUMNS`; see `read_figure` for how it is made."""
    passage = object.__new__(Passage)
    for set_field, value in zip(_SET_PASSAGE, row, strict=True):
        set_field(passage, value)
    return passage


def folded_words(phrase: str) -> str:
    """A phrase's folded words, each with a space on either side, to be matched whole."""
    return f" {' '.join(_words(phrase))} "


def context_words(*parts: str | None) -> str:
    """The folded words of all these parts, each once, spaced like `folded_words`.

    As many as an index takes, as PostgreSQL's refuses a longer key; `CUT_OFF` then stands before them.
    """
    words = dict.fromkeys(word for part in parts if part for word in _words(part))
    joined = f" {' '.join(words)} "
    return joined if len(joined) <= _INDEXED else f"{CUT_OFF}{joined[: joined.rindex(' ', 0, _INDEXED) + 1]}"


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[str, ...]:
    """The folded words of a text; remembered, as figures share their sentences and headings."""
    return tuple(token.text for token in tokens(fold(text)))


@lru_cache(maxsize=4096)
def unit_head(unit: str) -> str:
    """A unit's first word, folded, without the comma after it; empty when it has none."""
    words = fold(unit).split()
    return words[0].strip(",;.:()")[:_LONGEST_UNIT] if words else ""


def figure_values(figure: Figure, *, text: str, title: str) -> Values:
    """A row of `figures`, for a figure of the report of this text and title."""
    return {
        **{name: getattr(figure, name) for name in _FIGURE_PLAIN},
        "folded_phrase": folded_words(figure.phrase),
        "unit_head": unit_head(figure.unit),
        "context_words": context_words(
            *(figure.phrase, figure.part, figure.row, figure.column, figure.heading, title),
            text[figure.start : figure.end],
        ),
        "rivals": list(figure.rivals),
        "kind": figure.kind.value,
        "level": None if figure.level is None else figure.level.value,
        "year": year_of_period(figure.period),
    }


def read_figure(row: Row[Any]) -> Figure:
    """The figure of a row that begins with `FIGURE_COLUMNS`.

    Hundreds are read for one question, and a frozen class's own `__init__` takes three times as long.
    """
    values = list(row[: len(_FIGURE)])
    values[_RIVALS] = () if values[_RIVALS] == "[]" else tuple(json.loads(values[_RIVALS]))
    values[_KIND] = _KINDS[values[_KIND]]
    values[_LEVEL] = _level(values[_LEVEL])
    figure = object.__new__(Figure)
    for set_field, value in zip(_SET_FIELD, values, strict=True):
        set_field(figure, value)
    return figure


def read_marked_figure(row: Row[Any]) -> MarkedFigure:
    """The figure of a row of `FIGURE_COLUMNS` with `noted_at` and `note` of its mark, if it has one."""
    noted_at = row.noted_at
    return MarkedFigure(
        read_figure(row), None if noted_at is None else Mark(noted_at.replace(tzinfo=dt.UTC), row.note)
    )


def _picked(row: RowMapping, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _level(value: str | None) -> AgencyLevel | None:
    return None if value is None else _LEVELS[value]


@lru_cache(maxsize=4096)
def year_of_period(period: str | None) -> int | None:
    """The year a period counts for, or passes for as a statistics year; ValueError where it is none."""
    if period is None:
        return None
    year, last = year_of(period), bounds(period)[1].year
    return last if year is None and same_period(period, str(last)) else year
