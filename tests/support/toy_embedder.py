"""A real, tiny embedder: a hashed bag of folded syllables, so that texts sharing words are near."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class ToyEmbedder:
    """Deterministic across processes; every syllable has a random direction drawn from its hash."""

    def __init__(self, dimension: int = 32, *, seed: int = 0) -> None:
        self.dimension = dimension
        self.model_id = f"toy:{dimension}/{seed}"
        self._seed = seed

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimension), in the order of the texts."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self.embed_query(text)
        return vectors

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a text, shape (dimension,); a text without syllables has one too."""
        syllables = re.findall(r"\w+", _fold(text)) or [""]
        total = np.sum([self._direction(syllable) for syllable in syllables], axis=0)
        vector: NDArray[np.float32] = (total / np.linalg.norm(total)).astype(np.float32)
        return vector

    def _direction(self, syllable: str) -> NDArray[np.float64]:
        digest = hashlib.sha256(f"{self._seed}\0{syllable}".encode()).digest()
        return np.random.default_rng(int.from_bytes(digest[:8])).standard_normal(self.dimension)


def _fold(text: str) -> str:
    """Without case and diacritics."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))
