"""Remembers the vectors of questions asked lately: an answer searches several times with one question."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from vectorstore.embeddings import Embedder

_MOST = 2_048  # of 384 numbers, 3 MB


class QuestionCache:
    """An embedder that embeds a question it still remembers no second time; may be shared by threads."""

    def __init__(self, embedder: "Embedder", most: int = _MOST) -> None:
        """`most` is how many questions are remembered, the latest asked."""
        self._embedder = embedder
        self._most = most
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()
        self.model_id = embedder.model_id
        self.dimension = embedder.dimension

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimension), in the order of the texts."""
        return self._embedder.embed_passages(texts)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question, shape (dimension,); it may not be written to."""
        with self._lock:
            if (known := self._known.get(text)) is not None:
                self._known.move_to_end(text)
                return known
        made = self._embedder.embed_query(text)
        made.flags.writeable = False
        with self._lock:
            self._known[text] = made
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return made
