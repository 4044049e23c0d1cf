"""Passages by id: what every search reads last, so SQLite's are read by way of its driver.

SQLAlchemy takes four times as long to build, check and unpack so small a query.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from sqlalchemy import Engine, select

from vectorstore.catalog import rows
from vectorstore.catalog.chunks import chunks
from vectorstore.catalog.tables import passages
from vectorstore.schema import Passage


def read_passages(engine: Engine, ids: Sequence[str]) -> dict[str, Passage]:
    """Those of these passages that are held, by id."""
    read = _by_driver if engine.dialect.name == "sqlite" else _by_query
    return {found.passage_id: found for part in chunks(ids) for found in read(engine, part)}


def _by_query(engine: Engine, ids: Sequence[str]) -> list[Passage]:
    query = select(*rows.PASSAGE_COLUMNS).where(passages.c.passage_id.in_(ids))
    with engine.connect() as connection:
        return [rows.read_passage(row) for row in connection.execute(query)]


def _by_driver(engine: Engine, ids: Sequence[str]) -> Iterable[Passage]:
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(_sql(engine, len(ids)), list(ids))
        return [rows.read_passage(row) for row in cursor.fetchall()]
    finally:
        connection.close()


@lru_cache(maxsize=64)
def _sql(engine: Engine, count: int) -> str:
    query = select(*rows.PASSAGE_COLUMNS).where(passages.c.passage_id.in_([""] * count))
    return str(query.compile(engine, compile_kwargs={"render_postcompile": True}))
