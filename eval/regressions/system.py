"""The assistant that faults are planted in: made from a suite's corpus once, taken apart as often as wanted.

It answers as `tuphap eval run` has it answer, without a language model; the evaluation may not know the room
that composes the real one.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.chain import Assistant
from eval.assistant_system import AssistantSystem
from ingest.job import Ingestor
from vectorstore.catalog import Catalog
from vectorstore.catalog.engine import sqlite_url
from vectorstore.embeddings import Embedder
from vectorstore.index import Index
from vectorstore.retriever import HybridRetriever


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
