"""An embedder that loads its model when it is first asked to embed.

Most commands and every numeric question need no vectors, and loading a model takes about a second.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from api.lazy import Lazy

if TYPE_CHECKING:
    from vectorstore.embeddings import Embedder


class LazyEmbedder:
    """Stands for the embedder that `load` gives; threads that ask at once wait for the one load.

    `model_id` spares the load to who only compares ids; None where it is not known beforehand.
    """

    def __init__(self, load: "Callable[[], Embedder]", model_id: str | None = None) -> None:
        self._embedder = Lazy(load)
        self._model_id = model_id

    @property
    def model_id(self) -> str:
        """What the index remembers."""
        return self._model_id or self._embedder().model_id

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._embedder().dimension

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of texts to be found, shape (len(texts), dimension)."""
        return self._embedder().embed_passages(texts)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question, shape (dimension,)."""
        return self._embedder().embed_query(text)
