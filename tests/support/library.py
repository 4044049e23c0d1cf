"""A shelf of short reports whose figures are read by the real rules, for asking without files or models."""

import datetime as dt
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.chain import Assistant
from ingest.figures import read_figures
from tests.support.contents import content
from tests.support.toy_embedder import ToyEmbedder
from vectorstore.catalog import Catalog
from vectorstore.catalog.contents import add_content
from vectorstore.catalog.engine import sqlite_url, write
from vectorstore.retriever import Hit, HybridRetriever
from vectorstore.vector_cache import PassageVectors


@dataclass(frozen=True)
class Shelved:
    """One report to put on the shelf: where and when, and its paragraphs."""

    name: str
    province: str | None
    period: str | None
    paragraphs: Sequence[str]
    title: str = "Báo cáo công tác tư pháp"
    number: str | None = "10/BC-STP"
    date: dt.date = dt.date(2023, 12, 15)


class ShelfRetriever(HybridRetriever):
    """Ranks a shelf's passages by the words they share with the question; no index behind it."""

    def search(
        self,
        text: str,
        *,
        k: int = 10,
        provinces: Sequence[str] = (),
        years: Sequence[int] = (),
        report_ids: Sequence[str] = (),
    ) -> list[Hit]:
        catalog: Catalog = self.index.catalog
        words = set(text.lower().split())
        hits = [
            Hit(
                passage=passage,
                report=report,
                score=float(len(words & set(passage.text.lower().split()))),
                highlights=(),
            )
            for report in catalog.reports(provinces=provinces, years=years)
            for passage in catalog.passages(report.report_id)
        ]
        return sorted(hits, key=lambda hit: -hit.score)[:k]


@dataclass
class ShelfIndex:
    """What the retriever needs of an index: its catalog, its embedder and its vectors."""

    catalog: Catalog
    embedder: ToyEmbedder = field(default_factory=ToyEmbedder)
    vectors: PassageVectors = field(init=False)

    def __post_init__(self) -> None:
        self.vectors = PassageVectors(self.catalog)


_filled: dict[str, bytes] = {}
"""Catalogs by what they hold: many tests ask the same one, and reading its figures takes longest."""


def shelf(folder: Path, reports: Sequence[Shelved], *, home_province: str | None = None) -> Assistant:
    """An assistant over these reports, kept in a catalog of its own under `folder`."""
    path, holds = folder / "shelf.db", repr(reports)
    if holds not in _filled:
        _fill(Catalog(sqlite_url(path)), reports)
        with closing(sqlite3.connect(path)) as database:
            _filled[holds] = database.serialize()
    else:
        path.write_bytes(_filled[holds])
    catalog = Catalog(sqlite_url(path))
    retriever = ShelfRetriever.model_construct(index=ShelfIndex(catalog))
    return Assistant(catalog, retriever, home_province=home_province)


def _fill(catalog: Catalog, reports: Sequence[Shelved]) -> None:
    for shelved in reports:
        made = content(
            shelved.name,
            shelved.paragraphs,
            province=shelved.province,
            period=shelved.period,
            title=shelved.title,
        )
        metadata = replace(made.report.metadata, number=shelved.number, date=shelved.date)
        report = replace(made.report, metadata=metadata)
        made = replace(made, report=report, figures=read_figures(report, made.text))
        with write(catalog.engine) as connection:
            add_content(connection, made, {})
    catalog.engine.dispose()
