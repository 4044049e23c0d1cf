"""Texts to vectors: the embedding model behind one protocol.

`open_embedder` chooses the engine; the prompts a model wants before a question or a passage are its own
business. Storing and searching the vectors is left to the rest of the room.
"""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from vectorstore.embeddings.errors import EmbeddingError, EmbeddingModelError, EngineUnavailableError

__all__ = ["Embedder", "EmbeddingError", "EmbeddingModelError", "open_embedder"]

BUNDLED = "bundled"
_log = logging.getLogger(__name__)


class Embedder(Protocol):
    """Turns texts into vectors of unit length; may be shared by threads."""

    @property
    def model_id(self) -> str:
        """What the index remembers: vectors of different ids are not comparable."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of texts to be found, shape (len(texts), dimension), in their order."""

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question, shape (dimension,)."""


def open_embedder(model: str, model_dir: Path, *, threads: int | None = None) -> Embedder:
    """Loads `model`: `bundled`, a folder or a hub id.

    The first call unpacks the bundled one under `model_dir`. `threads` limits the processor threads used, by
    default all. Raises EmbeddingModelError.
    """
    if model == BUNDLED:
        return _open_bundled(model_dir, threads)
    from vectorstore.embeddings.sentence_transformers_engine import SentenceTransformersEmbedder

    return SentenceTransformersEmbedder(model, threads=threads)


def _open_bundled(model_dir: Path, threads: int | None) -> Embedder:
    from vectorstore.embeddings.bundled import MODEL_ID, unpack
    from vectorstore.embeddings.conversion import converted
    from vectorstore.embeddings.openvino_engine import OpenVinoEmbedder

    try:
        return OpenVinoEmbedder(converted(model_dir), threads=threads)
    except EngineUnavailableError as error:
        _log.warning("%s; the bundled model runs on sentence-transformers instead, more slowly", error)
    from vectorstore.embeddings.sentence_transformers_engine import SentenceTransformersEmbedder

    return SentenceTransformersEmbedder(str(unpack(model_dir)), model_id=MODEL_ID, threads=threads)
