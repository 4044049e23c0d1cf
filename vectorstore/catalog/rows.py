"""Values of the schema as rows of the catalog's tables, and back."""

import datetime as dt
import hashlib
from functools import cache
from typing import Any, TypeAlias

from pydantic import TypeAdapter
from sqlalchemy import RowMapping

from vectorstore.analysis.periods import year_of
from vectorstore.analysis.text import fold, tokens
from vectorstore.schema import (
    AgencyLevel,
    Block,
    Figure,
    FigureKind,
    Metadata,
    Passage,
    Report,
    StructuredText,
    Versions,
)

Value: TypeAlias = str | int | float | dt.date | list[str] | None
Values: TypeAlias = dict[str, Value]

_PASSAGE = ("passage_id", "report_id", "ordinal", "start", "end", "text", "heading", "table_header", "page")
_FIGURE_PLAIN = (
    *("figure_id", "report_id", "ordinal", "indicator", "phrase", "value", "value_to", "unit", "qualifier"),
    *("part", "province", "locality", "period", "start", "end", "value_start", "value_end", "page"),
    *("heading", "row", "column"),
)
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
        "year": _year(metadata.period),
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


def read_passage(row: RowMapping) -> Passage:
    """The passage of a row of `passages`."""
    return Passage(**_picked(row, _PASSAGE))


def folded_words(phrase: str) -> str:
    """A phrase's folded words, each with a space on either side, to be matched whole."""
    return f" {' '.join(token.text for token in tokens(fold(phrase)))} "


def figure_values(figure: Figure) -> Values:
    """A row of `figures`."""
    return {
        **{name: getattr(figure, name) for name in _FIGURE_PLAIN},
        "folded_phrase": folded_words(figure.phrase),
        "rivals": list(figure.rivals),
        "kind": figure.kind.value,
        "level": None if figure.level is None else figure.level.value,
        "year": _year(figure.period),
    }


def read_figure(row: RowMapping) -> Figure:
    """The figure of a row of `figures`."""
    return Figure(
        **_picked(row, _FIGURE_PLAIN),
        rivals=tuple(row["rivals"]),
        kind=FigureKind(row["kind"]),
        level=_level(row["level"]),
    )


def _picked(row: RowMapping, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _level(value: str | None) -> AgencyLevel | None:
    return None if value is None else AgencyLevel(value)


def _year(period: str | None) -> int | None:
    return None if period is None else year_of(period)
