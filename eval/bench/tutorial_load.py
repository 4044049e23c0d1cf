"""The LangChain tutorial line's retrieval under load: as plain function calls, on threads, without a server.

It embeds questions with sentence-transformers (torch) and asks Chroma, in memory, for the nearest texts. The
vectors of the texts are those of the index it is compared with.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.baselines.tutorial_index import TutorialIndex
from eval.bench.load import Ask, closed_loop, open_loop
from eval.bench.load_statistics import LoadReport, arrivals
from eval.bench.search_requests import Parameters
from vectorstore.embeddings.sentence_transformers_engine import SentenceTransformersEmbedder
from vectorstore.index import Index

_AT_ONCE = 5_000


class _Held:
    """Gives texts the vectors they have in an index, one after the other, and questions those of torch."""

    def __init__(self, model: Path) -> None:
        self._questions = SentenceTransformersEmbedder(str(model))
        self.model_id = self._questions.model_id
        self.dimension = self._questions.dimension
        self.vectors: NDArray[np.float32] = np.empty((0, self.dimension), np.float32)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        made, self.vectors = self.vectors[: len(texts)], self.vectors[len(texts) :]
        return made

    def embed_query(self, text: str) -> NDArray[np.float32]:
        return self._questions.embed_query(text)


class TutorialLoad:
    """Holds the passages of an index as the tutorial line would; ask it with `open` and `closed`."""

    def __init__(self, index: Index, model: Path) -> None:
        embedder = _Held(model)
        self._texts = TutorialIndex(embedder)
        ids = index.catalog.passage_ids()
        for start in range(0, len(ids), _AT_ONCE):
            found, vectors = index.catalog.vectors.of_passages(
                ids[start : start + _AT_ONCE], index.model or ""
            )
            passages = index.catalog.passages_by_id(found)
            reports = index.catalog.reports_by_id(sorted({each.report_id for each in passages.values()}))
            embedder.vectors = vectors
            metadata = [reports[passages[id_].report_id].metadata for id_ in found]
            groups = [_group(each.province or "", (each.period or "")[:4]) for each in metadata]
            self._texts.index([passages[id_].indexed_text for id_ in found], groups)

    def open(self, requests: Sequence[Parameters], *, rate: float, seconds: float) -> LoadReport:
        """Requests at random moments, each on one of 40 threads."""
        with ThreadPoolExecutor(40) as threads:
            times = arrivals(rate, seconds, 1)
            return asyncio.run(open_loop(self._ask(threads), requests, times=times))

    def closed(self, requests: Sequence[Parameters], *, askers: int, seconds: float) -> LoadReport:
        """So many threads, each asking again once it is answered."""
        with ThreadPoolExecutor(askers) as threads:
            return asyncio.run(closed_loop(self._ask(threads), requests, askers=askers, seconds=seconds))

    def close(self) -> None:
        """Forgets the texts."""
        self._texts.close()

    def _search(self, parameters: Parameters) -> None:
        asked = (
            [_group(str(parameters["province"]), str(parameters["year"]))] if "year" in parameters else None
        )
        self._texts.search(str(parameters["q"]), 10, asked)

    def _ask(self, threads: ThreadPoolExecutor) -> Ask:
        async def ask(parameters: Parameters) -> None:
            await asyncio.get_running_loop().run_in_executor(threads, self._search, parameters)

        return ask


def _group(province: str, year: str) -> str:
    return f"{province} {year}"
