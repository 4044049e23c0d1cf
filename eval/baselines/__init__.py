"""Built-in systems to compare with, so that every report shows what the program adds.

`tutorial` is the retrieval of LangChain's tutorials (fixed-size chunks, one vector each, the
nearest ones); `bm25` ranks the same chunks by their words alone. Both answer with their best chunk.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from eval.baselines.bm25_index import Bm25Index
from eval.baselines.corpus import Chunked, read_chunks
from eval.baselines.nearest_index import NearestIndex
from eval.baselines.quoting_system import QuotingSystem
from eval.baselines.tutorial_index import TutorialIndex
from eval.system import System, SystemFactory
from vectorstore.embeddings import Embedder

OpenEmbedder = Callable[[], Embedder]
"""Loads the embedding model when it is first needed."""

Baseline = Callable[[OpenEmbedder], SystemFactory]

__all__ = ["BASELINES", "Baseline", "OpenEmbedder", "TutorialIndex"]


def _tutorial(open_embedder: OpenEmbedder) -> SystemFactory:
    @contextmanager
    def open_system(corpus: Path) -> Iterator[System]:
        held = read_chunks(corpus)
        index = NearestIndex(open_embedder())
        index.index(*_texts_and_groups(held))
        yield QuotingSystem(held, index)

    return open_system


def _bm25(_: OpenEmbedder) -> SystemFactory:
    @contextmanager
    def open_system(corpus: Path) -> Iterator[System]:
        held = read_chunks(corpus)
        index = Bm25Index()
        index.index(*_texts_and_groups(held))
        yield QuotingSystem(held, index)

    return open_system


def _texts_and_groups(held: Chunked) -> tuple[list[str], list[str]]:
    return [chunk.text for chunk in held.chunks], [chunk.report_id for chunk in held.chunks]


BASELINES: Mapping[str, Baseline] = {"tutorial": _tutorial, "bm25": _bm25}
"""By name: given the embedding model, the factory of a system."""
