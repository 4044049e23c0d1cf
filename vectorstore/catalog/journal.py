"""What the derived stores have still to be told, and the few facts about the index as a whole."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, Integer, Text, cast, delete, insert, select, update

from vectorstore.catalog.chunks import chunks
from vectorstore.catalog.engine import write
from vectorstore.catalog.tables import journal, meta


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of the catalog that Chroma and BM25 may not have seen yet.

    BM25 must hold the passages that the catalog now has of `report_id`; Chroma must hold the texts `added`
    and forget those `removed` (hashes), as far as the catalog still agrees. An entry without a report asks
    for both to be rebuilt.
    """

    entry: int
    report_id: str | None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class Journal:
    """The entries in the order they were written, until they are done."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def pending(self) -> list[Entry]:
        """What is still to be done, oldest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(journal).order_by(journal.c.entry)).all()
        return [Entry(row.entry, row.report_id, tuple(row.added), tuple(row.removed)) for row in rows]

    def done(self, entries: Sequence[Entry]) -> None:
        """Forget entries that the derived stores have followed."""
        with write(self._engine) as connection:
            for part in chunks([entry.entry for entry in entries]):
                connection.execute(delete(journal).where(journal.c.entry.in_(part)))


def add_entry(
    connection: Connection,
    report_id: str | None,
    *,
    added: Collection[str] = (),
    removed: Collection[str] = (),
) -> None:
    """Write an entry in the transaction that makes the change."""
    connection.execute(
        insert(journal).values(report_id=report_id, added=sorted(added), removed=sorted(removed))
    )


class Meta:
    """Facts about the index as a whole, by key."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, key: str) -> str | None:
        """The value, None where there is none."""
        with self._engine.connect() as connection:
            found = connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar_one_or_none()
        return None if found is None else str(found)

    def every(self) -> dict[str, str]:
        """All of them, as they are at one moment."""
        with self._engine.connect() as connection:
            return {row.key: row.value for row in connection.execute(select(meta))}

    def set(self, key: str, value: str) -> None:
        """Remember a value."""
        with write(self._engine) as connection:
            set_meta(connection, key, value)


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Remember a value in the caller's transaction."""
    connection.execute(delete(meta).where(meta.c.key == key))
    connection.execute(insert(meta).values(key=key, value=value))


def count_up(connection: Connection, key: str) -> None:
    """Add one to a value that counts, from 0; two transactions at once wait for each other."""
    counted = cast(cast(meta.c.value, Integer) + 1, Text)
    if not connection.execute(update(meta).where(meta.c.key == key).values(value=counted)).rowcount:
        connection.execute(insert(meta).values(key=key, value="1"))
