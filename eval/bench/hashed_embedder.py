"""An embedder that costs next to nothing: for runs that measure figures, which are never found by meaning."""

import re
import unicodedata
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_SYLLABLE = re.compile(r"\w+")


class HashedEmbedder:
    """A bag of folded syllables, each in a direction of its own; the same in every process."""

    def __init__(self, dimension: int = 64) -> None:
        self.dimension = dimension
        self.model_id = f"hashed-syllables:{dimension}"

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimension), in the order of the texts."""
        vectors = [self.embed_query(text) for text in texts]
        return np.array(vectors, np.float32).reshape(len(texts), self.dimension)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a text, shape (dimension,); a text without syllables has one too."""
        syllables = _SYLLABLE.findall(_folded(text)) or [""]
        total = np.sum([_direction(syllable, self.dimension) for syllable in syllables], axis=0)
        vector: NDArray[np.float32] = (total / np.linalg.norm(total)).astype(np.float32)
        return vector


@lru_cache(maxsize=100_000)
def _direction(syllable: str, dimension: int) -> NDArray[np.float64]:
    drawn: NDArray[np.float64] = np.random.default_rng(zlib.crc32(syllable.encode())).standard_normal(
        dimension
    )
    return drawn


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))
