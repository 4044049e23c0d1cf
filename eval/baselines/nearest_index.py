"""The tutorials' retrieval at its best: the nearest chunks, exactly, a vector a chunk.

Ranks as LangChain's in-memory store does. A graph such as Chroma's finds these or, where it misses some,
others; being exact, a run gives the same scores each time.
"""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from vectorstore.embeddings import Embedder


class NearestIndex:
    """Nearest texts by cosine; of equals the earlier first."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: NDArray[np.float32] = np.empty((0, embedder.dimension), np.float32)
        self._groups: list[str] = []

    def index(self, texts: Sequence[str], groups: Sequence[str]) -> None:
        """Adds texts, numbered on from those it holds; `groups` names what each belongs to, for `search`."""
        self._vectors = np.vstack([self._vectors, self._embedder.embed_passages(texts)])
        self._groups += groups

    def search(self, text: str, k: int, groups: Collection[str] | None = None) -> list[tuple[int, float]]:
        """The numbers of the `k` nearest texts with their cosine, best first; only of `groups` if given."""
        numbers = np.array(
            [number for number, group in enumerate(self._groups) if groups is None or group in groups],
            np.intp,
        )
        if not len(numbers) or k < 1:
            return []
        cosines = self._vectors[numbers] @ self._embedder.embed_query(text)
        best = np.lexsort((numbers, -cosines))[:k]
        return [(int(numbers[at]), float(cosines[at])) for at in best]
