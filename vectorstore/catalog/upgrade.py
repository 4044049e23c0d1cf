"""Brings a catalog's database to the present revision."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from vectorstore.catalog.engine import write
from vectorstore.errors import NewerDatabaseError

HEAD = "0003"
_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine) -> None:
    """Create the tables or run the missing migrations; NewerDatabaseError for an unknown revision."""
    with write(engine) as connection:
        stored = revision(connection)
        if stored != HEAD:
            _migrate(connection, stored)


def revision(connection: Connection) -> str | None:
    """The revision a database stands at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return None if found is None else str(found)


def _migrate(connection: Connection, stored: str | None) -> None:
    # Imported here because a catalog that is up to date needs none of it.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if stored is not None and stored not in known:
        raise NewerDatabaseError(stored, HEAD)
    command.upgrade(config, HEAD)
