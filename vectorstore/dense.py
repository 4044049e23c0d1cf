"""Vectors of texts in Chroma: embedded under the data dir, or a Chroma server.

Holds hashes of texts and their vectors, and nothing else. A text that many reports share, word for word,
stands in it once: a few hundred equal vectors are enough to cut most of an HNSW graph off from every search
(measured: 5 texts 600 times each among 2,600 passages hid 89% of the store). Which passages have a text, and
which texts there should be, the catalog knows; that the two agree is the work of the Index. Every failure of
Chroma is a DerivedStoreError.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from vectorstore.errors import DerivedStoreError
from vectorstore.gate import Gate
from vectorstore.swap import NEW, swap_in, sweep

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection
    from chromadb.config import Settings

_NAME = "texts"
_BUILDING = "texts-building"
# Denser than Chroma's defaults (16, 100, 100): reports are near-duplicates, and near-equal vectors crowd out
# the links that keep a sparse graph in one piece.
_GRAPH: "CreateHNSWConfiguration" = {
    "space": "ip",
    "max_neighbors": 32,
    "ef_construction": 200,
    "ef_search": 200,
}
_BATCH = 2_000
_FULL_WIDTH_MARGIN = 1_000

Vector: TypeAlias = NDArray[np.float32]
"""A unit vector, or rows of them."""


@dataclass(frozen=True, slots=True)
class DenseEntries:
    """Texts to be held: their hashes, and a vector (row) each."""

    hashes: Sequence[str]
    vectors: Vector


class DenseIndex:
    """Vectors of texts by inner product, from any thread. Write from one thread at a time."""

    def __init__(self, place: Path | str) -> None:
        """`place` is the folder of an embedded Chroma or the URL of a server; `open` opens it."""
        self._place = place
        self._gate = Gate()
        self._client: Client | None = None
        self._collection: Collection | None = None

    @property
    def exists(self) -> bool:
        """Whether the folder is there; a server is taken to be."""
        return isinstance(self._place, str) or (self._place / "chroma.sqlite3").is_file()

    def open(self) -> None:
        """Open or create the store."""
        with self._gate.closed(), _failures():
            if self._collection is None:
                if isinstance(self._place, Path):
                    sweep(self._place)
                self._client = _connect(self._place)
                self._collection = _collection(self._client, _NAME)

    def close(self) -> None:
        """Let go of the files; searches under way finish first."""
        with self._gate.closed():
            self._close()

    def add(self, entries: DenseEntries) -> None:
        """Hold these texts, replacing those of the same hash."""
        with self._using() as collection:
            _upsert(collection, entries)

    def delete(self, hashes: Sequence[str]) -> None:
        """Forget these texts; those it does not hold are passed over."""
        with self._using() as collection:
            for start in range(0, len(hashes), _BATCH):
                collection.delete(ids=list(hashes[start : start + _BATCH]))

    def query(self, vector: Vector, n: int) -> list[tuple[str, float]]:
        """The hashes of the `n` nearest texts with their cosine, best first."""
        with self._using() as collection:
            found = collection.query(query_embeddings=vector[None, :], n_results=n, include=["distances"])
        distances = found["distances"] or [[]]
        return [(key, 1.0 - distance) for key, distance in zip(found["ids"][0], distances[0], strict=True)]

    def hashes(self, dimension: int, expected: int) -> set[str]:
        """The texts a search can reach, by a query as wide as the store; about `expected` should be there.

        Chroma's own count and get tell of vectors that no search finds.
        """
        probe = np.full((1, dimension), 1 / np.sqrt(dimension), dtype=np.float32)
        width = expected + _FULL_WIDTH_MARGIN
        with self._using() as collection:
            while True:
                found = collection.query(query_embeddings=probe, n_results=width, include=[])["ids"][0]
                if len(found) < width:
                    return set(found)
                width *= 2

    def replace(self, batches: Iterable[DenseEntries]) -> None:
        """Hold exactly these texts, in a fresh store built beside the old one, which serves until then.

        What is cut off half way leaves the old store, none at all, or the new one.
        """
        with _failures():
            if isinstance(self._place, str):
                self._replace_collection(batches)
            else:
                self._replace_folder(self._place, batches)

    def _replace_folder(self, place: Path, batches: Iterable[DenseEntries]) -> None:
        sweep(place)
        beside = place.with_name(place.name + NEW)
        client = _connect(beside)
        try:
            fresh = _collection(client, _NAME)
            for entries in batches:
                _upsert(fresh, entries)
        finally:
            client.close()
        with self._gate.closed():
            self._close()
            swap_in(place)
            self._client = _connect(place)
            self._collection = _collection(self._client, _NAME)
        sweep(place)

    def _replace_collection(self, batches: Iterable[DenseEntries]) -> None:
        client = self._client or _connect(self._place)
        if _BUILDING in _names(client):
            client.delete_collection(_BUILDING)
        fresh = _collection(client, _BUILDING)
        for entries in batches:
            _upsert(fresh, entries)
        with self._gate.closed():
            if _NAME in _names(client):
                client.delete_collection(_NAME)
            fresh.modify(name=_NAME)
            self._client, self._collection = client, fresh

    def _close(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client = self._collection = None

    @contextmanager
    def _using(self) -> Iterator["Collection"]:
        with self._gate.passing(), _failures():
            if self._collection is None:
                raise DerivedStoreError("Chroma", "it is not open")
            yield self._collection


def _connect(place: Path | str) -> "Client":
    # Imported here: it takes most of a second, and much that an index is opened for needs no vectors.
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    try:
        if isinstance(place, Path):
            return _connect_folder(place, settings)
        url = urlsplit(place)
        secure = url.scheme == "https"
        port = url.port or (443 if secure else 80)
        return cast("Client", chromadb.HttpClient(url.hostname or "", port, ssl=secure, settings=settings))
    except ValueError as error:  # what its clients raise when they cannot reach their store
        raise DerivedStoreError("Chroma", str(error)) from error


def _connect_folder(place: Path, settings: "Settings") -> "Client":
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.errors import ChromaError

    try:
        return cast("Client", chromadb.PersistentClient(place, settings=settings))
    except (ChromaError, ValueError):
        # Chroma keeps what failed to start in its cache of clients by path, and would give it out again.
        SharedSystemClient._identifier_to_system.pop(str(place), None)
        raise


def _collection(client: "Client", name: str) -> "Collection":
    return client.get_or_create_collection(name, configuration={"hnsw": _GRAPH}, embedding_function=None)


def _names(client: "Client") -> list[str]:
    return [collection.name for collection in client.list_collections()]


def _upsert(collection: "Collection", entries: DenseEntries) -> None:
    for start in range(0, len(entries.hashes), _BATCH):
        part = slice(start, start + _BATCH)
        collection.upsert(ids=list(entries.hashes[part]), embeddings=entries.vectors[part])


@contextmanager
def _failures() -> Iterator[None]:
    from chromadb.errors import ChromaError
    from httpx import HTTPError

    try:
        yield
    except (ChromaError, HTTPError, OSError) as error:
        raise DerivedStoreError("Chroma", str(error)) from error
