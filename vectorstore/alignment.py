"""How a model lays out questions: how far apart, and how an English one lies off its Vietnamese twin.

A model puts a question nearer to texts of its own language than to others that answer it better. What all
English questions have over their translations is taken off before they are compared with Vietnamese texts.
The spread makes cosines of different models comparable, so that one set of weights serves them all.
"""

import threading
import tomllib
from collections.abc import Sequence
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from vectorstore.embeddings import Embedder

Language = Literal["vi", "en"]


class Alignment:
    """The layout of one model's questions, worked out when first asked for (a tenth of a second each)."""

    def __init__(self, embedder: "Embedder") -> None:
        self._embedder = embedder
        self._working = threading.RLock()

    @property
    def spread(self) -> float:
        """The deviation of the cosines of unlike questions."""
        with self._working:
            return self._spread

    def moved(self, question: NDArray[np.float32], asked: Language, text: Language) -> NDArray[np.float32]:
        """The vector of a question in one language, for comparing with texts in another."""
        if asked == text:
            return question
        with self._working:
            offset = self._offset
        return question - offset if asked == "en" else question + offset

    @cached_property
    def _vietnamese(self) -> NDArray[np.float32]:
        return self._embedded(reference_questions()[0])

    @cached_property
    def _spread(self) -> float:
        cosines = (self._vietnamese @ self._vietnamese.T)[np.triu_indices(len(self._vietnamese), 1)]
        return float(cosines.std()) or 1.0

    @cached_property
    def _offset(self) -> NDArray[np.float32]:
        """Leads from Vietnamese questions to English ones."""
        english = self._embedded(reference_questions()[1])
        offset: NDArray[np.float32] = (english.mean(axis=0) - self._vietnamese.mean(axis=0)).astype(
            np.float32
        )
        return offset

    def _embedded(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self._embedder.embed_query(text) for text in texts])


@cache
def reference_questions() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The questions in Vietnamese and, in the same order, in English."""
    path = files("vectorstore") / "reference_questions.toml"
    pairs = tomllib.loads(path.read_text(encoding="utf-8"))["pair"]
    return tuple(pair["vi"] for pair in pairs), tuple(pair["en"] for pair in pairs)
