"""An embedder that embeds a question once: benchmarks ask the same ones of several systems."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vectorstore.embeddings import Embedder


class RememberingEmbedder:
    """Another embedder with a memory for questions; for one thread."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._questions: dict[str, NDArray[np.float32]] = {}
        self.model_id = embedder.model_id
        self.dimension = embedder.dimension

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As the other does."""
        return self._embedder.embed_passages(texts)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """As the other does, or did."""
        if text not in self._questions:
            self._questions[text] = self._embedder.embed_query(text)
        return self._questions[text]
