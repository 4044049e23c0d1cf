"""The tutorials' vector store: Chroma in memory with its defaults, a vector a chunk.

What `langchain_chroma.Chroma.from_texts` and `similarity_search_with_score` ask of Chroma, asked directly, to
measure how fast it is. Chroma's graph is built otherwise each time (measured: of 40 searches among 4,000
random vectors, 38 gave other neighbours the second time), so answers are scored on `NearestIndex`.
"""

import uuid
from collections.abc import Collection, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Literal

from vectorstore.embeddings import Embedder

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection as ChromaCollection

_BATCH = 2_000


class TutorialIndex:
    """Nearest texts by squared distance. Leave it by `close`, or use it in a `with` block."""

    def __init__(self, embedder: Embedder) -> None:
        # Imported here: it takes most of a second, and telemetry is switched off by the entry points before.
        import chromadb
        from chromadb.config import Settings

        self._embedder = embedder
        # Every EphemeralClient of a process shares one store: the collection needs a name of its own.
        self._name = f"tutorial-{uuid.uuid4().hex}"
        self._client: ClientAPI = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
        self._texts: ChromaCollection = self._client.create_collection(self._name, embedding_function=None)
        self._size = 0

    def index(self, texts: Sequence[str], groups: Sequence[str] | None = None) -> None:
        """Adds texts, numbered on from those it holds; `groups` names what each belongs to, for `search`."""
        for start in range(0, len(texts), _BATCH):
            part = slice(start, start + _BATCH)
            numbers = range(self._size, self._size + len(texts[part]))
            self._texts.add(
                ids=[str(number) for number in numbers],
                embeddings=self._embedder.embed_passages(texts[part]),
                documents=list(texts[part]),
                metadatas=None if groups is None else [{"group": group} for group in groups[part]],
            )
            self._size = numbers.stop

    def search(self, text: str, k: int, groups: Collection[str] | None = None) -> list[tuple[int, float]]:
        """The numbers of some `k` near texts with their cosine, best first; only of `groups` if given."""
        if not self._size or k < 1 or (groups is not None and not groups):
            return []
        among: dict[Literal["$in", "$nin"], list[str | int | float | bool]] = {"$in": sorted(groups or ())}
        found = self._texts.query(
            query_embeddings=self._embedder.embed_query(text)[None, :],
            n_results=min(k, self._size),
            where=None if groups is None else {"group": among},
            include=["documents", "distances"],
        )
        distances = (found["distances"] or [[]])[0]
        hits = [(int(n), 1 - distance / 2) for n, distance in zip(found["ids"][0], distances, strict=True)]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))

    def close(self) -> None:
        """Forgets the texts."""
        self._client.delete_collection(self._name)

    def __enter__(self) -> "TutorialIndex":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
