"""Which model's vectors an index holds: fixed when the first report comes in, changed only as a whole.

Two counters tell a process that shares the catalog what others have done to it: the revision counts changes
of reports, the embedding how often all vectors were made anew.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from vectorstore.catalog import Catalog
from vectorstore.catalog.journal import count_up, set_meta
from vectorstore.catalog.tables import meta

_FACTS = str(select(meta.c.key, meta.c.value))
_MODEL, _DIMENSION = "model", "dimension"
_REVISION, _EMBEDDING = "revision", "embedding"


@dataclass(frozen=True, slots=True)
class VectorSpace:
    """A model's id and the length of its vectors."""

    model: str
    dimension: int


def held_space(catalog: Catalog) -> VectorSpace | None:
    """The space of the vectors held; None while nothing was ever put."""
    return held_contents(catalog).space


def claim_space(connection: Connection, space: VectorSpace) -> None:
    """Note the space, in the transaction that makes it true."""
    set_meta(connection, _MODEL, space.model)
    set_meta(connection, _DIMENSION, str(space.dimension))


@dataclass(frozen=True, slots=True)
class Contents:
    """What the catalog held at one moment: whose vectors, made anew how often, changed how often."""

    space: VectorSpace | None
    embedding: int
    revision: int

    @property
    def embedded(self) -> tuple[VectorSpace | None, int]:
        """What must be equal for vectors read before to be still the right ones."""
        return self.space, self.embedding


def held_contents(catalog: Catalog) -> Contents:
    """What the catalog holds now."""
    facts = _facts(catalog)
    model, dimension = facts.get(_MODEL), facts.get(_DIMENSION)
    space = None if model is None or dimension is None else VectorSpace(model, int(dimension))
    return Contents(space, int(facts.get(_EMBEDDING, 0)), int(facts.get(_REVISION, 0)))


def _facts(catalog: Catalog) -> dict[str, str]:
    """What the catalog notes of itself, by way of the driver: every search asks, some of them twice."""
    connection = catalog.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(_FACTS)
        return {str(key): str(value) for key, value in cursor.fetchall()}
    finally:
        connection.close()


def note_change(connection: Connection) -> None:
    """Reports come or go in this transaction."""
    count_up(connection, _REVISION)


def note_embedding(connection: Connection) -> None:
    """All vectors were made anew."""
    count_up(connection, _EMBEDDING)
