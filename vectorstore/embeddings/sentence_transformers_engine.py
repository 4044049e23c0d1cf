"""Any model that sentence-transformers loads, from a folder or a hub id; the reference for the bundled one.

It brings torch along, so nothing imports this module until such a model is asked for.
"""

import hashlib
import re
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vectorstore.embeddings.errors import EmbeddingModelError
from vectorstore.embeddings.telemetry import silence_hugging_face

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_HUB_ID = re.compile(r"\w[\w.-]*(/\w[\w.-]*)?", re.ASCII)
_SETTINGS = ("modules.json", "config.json")
_PASSAGE_PROMPTS = ("document", "passage", "corpus")
_BATCH_ON_CPU = 4  # measured on two cores: 11 passages a second, with batches of 32, 6
_BATCH_ON_ACCELERATOR = 64
_FINGERPRINT_BYTES = 1 << 20


class SentenceTransformersEmbedder:
    """Embeds with torch, with the prompts of the model's own settings; may be shared by threads."""

    def __init__(self, model: str, *, model_id: str | None = None, threads: int | None = None) -> None:
        """`model` is a folder, or a hub id: the one case that reaches for the network, if not downloaded yet.

        Raises EmbeddingModelError if it cannot be loaded.
        """
        self._model = _load(model)
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise EmbeddingModelError(
                model, "it does not give one vector a text", "Choose a sentence embedding model"
            )
        if threads is not None:
            import torch

            torch.set_num_threads(threads)
        prompts = self._model.prompts
        self._query_prompt = prompts.get("query") or ""
        self._passage_prompt = next(filter(None, map(prompts.get, _PASSAGE_PROMPTS)), "")
        self._batch_size = _BATCH_ON_CPU if self._model.device.type == "cpu" else _BATCH_ON_ACCELERATOR
        self._one_at_a_time = threading.Lock()  # its tokenizer is not made for several threads
        self.model_id = model_id or _identity(model)
        self.dimension = dimension

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimension), in the order of the texts."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        return self._encode(texts, self._passage_prompt)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question, shape (dimension,)."""
        vector: NDArray[np.float32] = self._encode([text], self._query_prompt)[0]
        return vector

    def _encode(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        with self._one_at_a_time:
            vectors = self._model.encode(
                list(texts),
                prompt=prompt,
                batch_size=self._batch_size,
                normalize_embeddings=True,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        return np.asarray(vectors, np.float32)


def _load(model: str) -> "SentenceTransformer":
    folder = Path(model) if model else None
    if folder and folder.is_dir():
        remedy = "Give the folder of a whole sentence-transformers model"
        if not any((folder / name).is_file() for name in _SETTINGS):
            raise EmbeddingModelError(model, f"the folder holds neither {' nor '.join(_SETTINGS)}", remedy)
        silence_hugging_face()
        return _construct(model, remedy)
    if not _HUB_ID.fullmatch(model):
        raise EmbeddingModelError(model, "there is no such folder", "Check the path")
    silence_hugging_face()
    try:
        return _construct(model, "")
    except EmbeddingModelError:  # not downloaded yet
        remedy = "Check the name and the connection, or download the model once and give its folder"
        return _construct(model, remedy, local_files_only=False)


def _construct(model: str, remedy: str, *, local_files_only: bool = True) -> "SentenceTransformer":
    try:
        from safetensors import SafetensorError
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging
    except (ImportError, OSError) as error:
        reason = f"sentence-transformers does not start: {error}"
        raise EmbeddingModelError(model, reason, "Reinstall torch and sentence-transformers") from error
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(
            model,
            local_files_only=local_files_only,
            model_kwargs={"dtype": "float32"},
            trust_remote_code=False,
        )
    except (OSError, ValueError, KeyError, RuntimeError, ImportError, SafetensorError) as error:
        reason = str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
        raise EmbeddingModelError(model, reason, remedy) from error


def _identity(model: str) -> str:
    """Its name and what tells versions apart: a hub model's commit; a folder's files by size and ends."""
    folder = Path(model)
    if not folder.is_dir():
        from huggingface_hub import try_to_load_from_cache

        cached = try_to_load_from_cache(model, "config.json")
        return f"{model}@{Path(cached).parent.name[:12]}" if isinstance(cached, str) else model
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()}\0{size}\0".encode())
        with path.open("rb") as file:
            digest.update(file.read(_FINGERPRINT_BYTES))
            file.seek(max(0, size - _FINGERPRINT_BYTES))
            digest.update(file.read())
    return f"{folder.resolve().name}@{digest.hexdigest()[:12]}"
