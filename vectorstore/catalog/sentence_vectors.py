"""The vectors of passages' sentences in the catalog: a row a distinct text and model, nothing embedded twice.

A vector is kept as int8 with a scale of its own: half the bytes of float16, which at 100,000 passages decides
what fits into memory, and its cosines are off by less than 0.002. Which sentences a passage has is said by
`vectorstore.sentence_units`; that a text whose passages are all gone goes too, by the Index.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, and_, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from vectorstore.catalog.chunks import chunks
from vectorstore.catalog.engine import write
from vectorstore.catalog.tables import passages, sentence_vectors

_SCALE = np.dtype("<f4")
_STEPS = 127


@dataclass(frozen=True, slots=True)
class SentenceVectors:
    """The sentences of one text in reading order: `steps` (n, dimension), each row times its `scales` (n,).

    Empty for a text that is one unit: the passage's own vector says it all.
    """

    steps: NDArray[np.int8]
    scales: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.scales)


def quantised(matrix: NDArray[np.float32]) -> SentenceVectors:
    """Rows as they are kept."""
    largest = np.abs(matrix).max(axis=1, initial=0.0)
    scales = np.where(largest > 0, largest / _STEPS, 1.0).astype(_SCALE)
    return SentenceVectors(np.rint(matrix / scales[:, None]).astype(np.int8), scales)


class SentenceVectorTable:
    """Reads and writes the vectors of sentences, by the hash of the text they stand in."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of_texts(self, hashes: Sequence[str], model: str) -> dict[str, SentenceVectors]:
        """What is held of these texts; a text that was never cut into sentences is not among them."""
        found: dict[str, SentenceVectors] = {}
        with self._engine.connect() as connection:
            for part in chunks(hashes):
                query = select(
                    sentence_vectors.c.text_hash, sentence_vectors.c.units, sentence_vectors.c.vectors
                ).where(sentence_vectors.c.text_hash.in_(part), sentence_vectors.c.model == model)
                for text_hash, units, blob in connection.execute(query):
                    found[text_hash] = _read(units, blob)
        return found

    def held(self, hashes: Sequence[str], model: str) -> frozenset[str]:
        """Those of these texts whose sentences have their vectors."""
        with self._engine.connect() as connection:
            return frozenset(
                text_hash
                for part in chunks(hashes)
                for text_hash in connection.execute(
                    select(sentence_vectors.c.text_hash).where(
                        sentence_vectors.c.text_hash.in_(part), sentence_vectors.c.model == model
                    )
                ).scalars()
            )

    def without(self, model: str) -> list[str]:
        """The ids of the passages whose text has not been cut and embedded by this model, in order."""
        query = (
            select(passages.c.passage_id)
            .outerjoin(
                sentence_vectors,
                and_(sentence_vectors.c.text_hash == passages.c.text_hash, sentence_vectors.c.model == model),
            )
            .where(sentence_vectors.c.text_hash.is_(None))
            .order_by(passages.c.passage_id)
        )
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def surplus(self) -> list[str]:
        """The hashes of texts that no passage has any more, in order: there should be none."""
        query = (
            select(sentence_vectors.c.text_hash)
            .outerjoin(passages, passages.c.text_hash == sentence_vectors.c.text_hash)
            .where(passages.c.text_hash.is_(None))
            .distinct()
            .order_by(sentence_vectors.c.text_hash)
        )
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def set(self, made: Mapping[str, SentenceVectors], model: str) -> None:
        """Give texts their sentences' vectors of this model, replacing those they had."""
        with write(self._engine) as connection:
            for part in chunks(list(made)):
                connection.execute(
                    delete(sentence_vectors).where(
                        sentence_vectors.c.text_hash.in_(part), sentence_vectors.c.model == model
                    )
                )
            add_sentence_vectors(connection, made, model)


def add_sentence_vectors(connection: Connection, made: Mapping[str, SentenceVectors], model: str) -> None:
    """Insert the sentences of texts; those that have some of this model already keep them.

    Another process may have read the same text at the same moment.
    """
    if made:
        rows = [
            {"text_hash": text, "model": model, "units": len(held), "vectors": _blob(held)}
            for text, held in made.items()
        ]
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(insert(sentence_vectors).on_conflict_do_nothing(), rows)


def remove_sentence_vectors(connection: Connection, hashes: Collection[str]) -> None:
    """Forget texts that no passage has any more, whichever model read them."""
    for part in chunks(sorted(hashes)):
        connection.execute(delete(sentence_vectors).where(sentence_vectors.c.text_hash.in_(part)))


def remove_surplus(connection: Connection) -> None:
    """Forget every text that no passage has any more."""
    held = select(passages.c.text_hash).where(passages.c.text_hash == sentence_vectors.c.text_hash)
    connection.execute(delete(sentence_vectors).where(~held.exists()))


def _blob(held: SentenceVectors) -> bytes:
    return held.scales.astype(_SCALE).tobytes() + held.steps.tobytes()


def _read(units: int, blob: bytes) -> SentenceVectors:
    cut = units * _SCALE.itemsize
    scales = np.frombuffer(blob[:cut], dtype=_SCALE).astype(np.float32)
    steps = np.frombuffer(blob, dtype=np.int8, offset=cut)
    return SentenceVectors(steps.reshape(units, -1) if units else steps.reshape(0, 0), scales)
