"""Which model's vectors an index holds: fixed when the first report comes in, changed only as a whole."""

from dataclasses import dataclass

from sqlalchemy import Connection

from vectorstore.catalog import Catalog
from vectorstore.catalog.journal import set_meta

_MODEL, _DIMENSION = "model", "dimension"


@dataclass(frozen=True, slots=True)
class VectorSpace:
    """A model's id and the length of its vectors."""

    model: str
    dimension: int


def held_space(catalog: Catalog) -> VectorSpace | None:
    """The space of the vectors held; None while nothing was ever put."""
    model, dimension = catalog.meta.get(_MODEL), catalog.meta.get(_DIMENSION)
    return None if model is None or dimension is None else VectorSpace(model, int(dimension))


def claim_space(connection: Connection, space: VectorSpace) -> None:
    """Note the space, in the transaction that makes it true."""
    set_meta(connection, _MODEL, space.model)
    set_meta(connection, _DIMENSION, str(space.dimension))
