"""An embedder that counts words: deterministic, instant, and it remembers what it was asked to embed."""

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vectorstore.analysis.text import fold, tokens


class WordEmbedder:
    """Texts that share words are close. `embedded` are the passages it was given, in order."""

    def __init__(self, model_id: str = "words", dimension: int = 32) -> None:
        self.model_id = model_id
        self.dimension = dimension
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded.extend(texts)
        return np.array([self._vector(text) for text in texts], dtype=np.float32).reshape(-1, self.dimension)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        return self._vector(text)

    def _vector(self, text: str) -> NDArray[np.float32]:
        words = [token.text for token in tokens(fold(text))]
        vector = np.sum([self._word(word) for word in ("", *words)], axis=0)
        return vector / np.linalg.norm(vector)

    def _word(self, word: str) -> NDArray[np.float32]:
        """A direction of its own for every word."""
        seed = zlib.crc32(f"{self.model_id}/{word}".encode())
        return np.random.default_rng(seed).standard_normal(self.dimension).astype(np.float32)
