"""The assistant that faults are planted in: made from a suite's corpus once, taken apart as often as wanted.

It answers as `tuphap eval run` has it answer, without a language model; the evaluation may not know the room
that composes the real one.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import Answer
from assistant.chain import Assistant
from assistant.question import Filters, Question
from eval.system import SearchHit
from ingest.job import Ingestor
from vectorstore.catalog import Catalog
from vectorstore.catalog.engine import sqlite_url
from vectorstore.embeddings import Embedder
from vectorstore.index import Index
from vectorstore.retriever import HybridRetriever


class AssistantSystem:
    """An assistant and a retriever as a system; `catalog` is the one whose reports they know."""

    def __init__(self, assistant: Assistant, retriever: HybridRetriever, catalog: Catalog) -> None:
        self._assistant = assistant
        self._retriever = retriever
        self._catalog = catalog

    def ask(self, question: Question) -> Answer:
        """The assistant's answer."""
        return self._assistant.ask(question)

    def search(self, text: str, k: int, filters: Filters) -> list[SearchHit]:
        """The retriever's passages."""
        hits = self._retriever.search(text, k=k, provinces=filters.provinces, years=filters.years)
        return [
            SearchHit(
                source=hit.report.source,
                report_id=hit.report.report_id,
                start=hit.passage.start,
                end=hit.passage.end,
                score=hit.score,
                quote=hit.passage.text,
            )
            for hit in hits
        ]

    def report_text(self, report_id: str) -> str | None:
        """The text that quotes are of."""
        return self._catalog.text(report_id).text


@dataclass(frozen=True, slots=True)
class Parts:
    """A sound system and what it is made of; `database_url` opens the catalog once more."""

    sound: AssistantSystem
    catalog: Catalog
    retriever: HybridRetriever
    database_url: str


@contextmanager
def opened(corpus: Path, embedder: Embedder) -> Iterator[Parts]:
    """The assistant on the reports of a folder and no others, for the time of a `with` block."""
    with tempfile.TemporaryDirectory(prefix="tuphap-regressions-") as folder:
        url = sqlite_url(Path(folder) / "tuphap.db")
        with Index.open(Path(folder), embedder=embedder, database_url=url, create=True) as index:
            Ingestor(index).ingest([corpus.absolute()])
            retriever = HybridRetriever(index=index)
            sound = AssistantSystem(Assistant(index.catalog, retriever), retriever, index.catalog)
            yield Parts(sound, index.catalog, retriever, url)
