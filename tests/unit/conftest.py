"""What makes thousands of small tests quick: an empty catalog is laid out once, by the real migrations."""

import sqlite3
from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from vectorstore.catalog import upgrade
from vectorstore.catalog.engine import open_engine, sqlite_url, write

_OF_MIGRATIONS = "test_catalog_upgrade"
_Migrate = Callable[[Connection, str | None], None]


@pytest.fixture(scope="session")
def empty_catalog(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """The statements that lay out an empty catalog, told by a database that was really migrated."""
    path = tmp_path_factory.mktemp("catalog") / "empty.db"
    engine = open_engine(sqlite_url(path))
    with write(engine) as connection:
        upgrade._migrate(connection, None)
    engine.dispose()
    held = sqlite3.connect(path)
    try:
        return tuple(line for line in held.iterdump() if line not in ("BEGIN TRANSACTION;", "COMMIT;"))
    finally:
        held.close()


@pytest.fixture(autouse=True)
def _laid_out_catalogs(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, empty_catalog: tuple[str, ...]
) -> None:
    """New catalogs take those statements instead of migrating, but where migrating is what is tested."""
    if request.node.path.stem == _OF_MIGRATIONS:
        return
    monkeypatch.setattr(upgrade, "_migrate", _laying_out(empty_catalog, upgrade._migrate))


def _laying_out(statements: tuple[str, ...], migrate: _Migrate) -> _Migrate:
    def laid_out(connection: Connection, stored: str | None) -> None:
        if stored is not None or connection.dialect.name != "sqlite":
            migrate(connection, stored)
            return
        for statement in statements:
            connection.exec_driver_sql(statement)

    return laid_out
