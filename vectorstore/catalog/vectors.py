"""The vectors in the catalog: float16, keyed by passage and model, so that nothing is ever embedded twice."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, Row, and_, delete, func, insert, select

from vectorstore.catalog.chunks import chunks
from vectorstore.catalog.engine import write
from vectorstore.catalog.tables import passages, vectors

_STORED = np.dtype("<f2")


class Embedded(NamedTuple):
    """A passage with its vector (dimension,), as stored."""

    passage_id: str
    text_hash: str
    vector: NDArray[np.float16]


Vectors = tuple[list[str], NDArray[np.float32]]


class VectorTable:
    """Reads and writes vectors. A matrix is float32, a row a passage, in the order of the ids beside it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def by_text_hash(self, hashes: Sequence[str], model: str) -> dict[str, NDArray[np.float32]]:
        """The vectors that texts already have, by the hash of the text."""
        found: dict[str, NDArray[np.float32]] = {}
        with self._engine.connect() as connection:
            for part in chunks(hashes):
                query = (
                    select(passages.c.text_hash, func.min(vectors.c.passage_id))
                    .join(vectors, vectors.c.passage_id == passages.c.passage_id)
                    .where(passages.c.text_hash.in_(part), vectors.c.model == model)
                    .group_by(passages.c.text_hash)
                )
                owners = {passage_id: text_hash for text_hash, passage_id in connection.execute(query)}
                ids, matrix = self._read(connection, list(owners), model)
                found.update({owners[id_]: vector for id_, vector in zip(ids, matrix, strict=True)})
        return found

    def of_passages(self, ids: Sequence[str], model: str) -> Vectors:
        """The vectors of these passages, as far as they have one."""
        with self._engine.connect() as connection:
            return self._read(connection, ids, model)

    def by_report(self, report_ids: Sequence[str], model: str) -> dict[str, list[Embedded]]:
        """Every passage of these reports that has a vector, by report, in reading order."""
        found: dict[str, list[Embedded]] = defaultdict(list)
        with self._engine.connect() as connection:
            for part in chunks(report_ids):
                query = (
                    select(
                        passages.c.report_id, passages.c.passage_id, passages.c.text_hash, vectors.c.vector
                    )
                    .join(vectors, vectors.c.passage_id == passages.c.passage_id)
                    .where(passages.c.report_id.in_(part), vectors.c.model == model)
                    .order_by(passages.c.report_id, passages.c.ordinal)
                )
                for report_id, passage_id, text_hash, blob in connection.execute(query):
                    found[report_id].append(Embedded(passage_id, text_hash, np.frombuffer(blob, _STORED)))
        return found

    def without(self, model: str) -> list[str]:
        """The ids of the passages that have no vector of this model, in order."""
        query = (
            select(passages.c.passage_id)
            .outerjoin(vectors, and_(vectors.c.passage_id == passages.c.passage_id, vectors.c.model == model))
            .where(vectors.c.passage_id.is_(None))
            .order_by(passages.c.passage_id)
        )
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def embedded_texts(self, model: str) -> set[str]:
        """The hashes of the texts that have a vector of this model."""
        query = (
            select(passages.c.text_hash)
            .join(vectors, vectors.c.passage_id == passages.c.passage_id)
            .where(vectors.c.model == model)
            .distinct()
        )
        with self._engine.connect() as connection:
            return {str(text_hash) for text_hash in connection.execute(query).scalars()}

    def set(self, made: Mapping[str, NDArray[np.float32]], model: str) -> None:
        """Give passages their vectors of this model, replacing those they had."""
        with write(self._engine) as connection:
            for part in chunks(list(made)):
                connection.execute(
                    delete(vectors).where(vectors.c.passage_id.in_(part), vectors.c.model == model)
                )
            add_vectors(connection, made, model)

    @staticmethod
    def _read(connection: Connection, ids: Sequence[str], model: str) -> Vectors:
        rows: list[Row[str, bytes]] = []
        for part in chunks(ids):
            query = select(vectors.c.passage_id, vectors.c.vector).where(
                vectors.c.passage_id.in_(part), vectors.c.model == model
            )
            rows.extend(connection.execute(query).all())
        return _stacked(rows)


def add_vectors(connection: Connection, made: Mapping[str, NDArray[np.float32]], model: str) -> None:
    """Insert the vectors of passages that have none of this model yet."""
    if made:
        rows = [
            {"passage_id": id_, "model": model, "vector": vector.astype(_STORED).tobytes()}
            for id_, vector in made.items()
        ]
        connection.execute(insert(vectors), rows)


def as_stored(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """What reading back gives: the values that float16 can hold."""
    return matrix.astype(_STORED).astype(np.float32)


def _stacked(rows: Sequence[Row[str, bytes]]) -> Vectors:
    if not rows:
        return [], np.empty((0, 0), dtype=np.float32)
    joined = np.frombuffer(b"".join(row.vector for row in rows), dtype=_STORED)
    return [row.passage_id for row in rows], joined.reshape(len(rows), -1).astype(np.float32)
