"""Who does a command's work: this process when it can own the data dir, else the server that does."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from api.operations import Operations
from api.owner import OwnedByAnotherError, Ownership, await_owner
from vectorstore.errors import NoIndexError

if TYPE_CHECKING:
    from api.settings import Settings

# The imports inside functions load what is heavy (settings, the stores, the model's engine, the HTTP client)
# only in a command that runs: `tuphap --help` and usage errors are quick.


@contextmanager
def operations(data_dir: Path | None, what: str, *, create: bool = False) -> Iterator[Operations]:
    """The operations on a data dir, for the time of the block; `what` names the command to others.

    Raises SettingsError, NoIndexError (unless `create`), OwnedByAnotherError.
    """
    from api.settings import load_settings

    settings = load_settings(data_dir)
    if not create:
        require_index(settings)
    try:
        ownership = Ownership(settings.data_dir)
    except OwnedByAnotherError as refused:
        server = _server(settings, refused)
        try:
            yield server
        finally:
            server.close()
        return
    with ownership:
        ownership.announce(what)
        from api.compose import open_application

        application = open_application(settings, create=create)
        try:
            yield application
        finally:
            application.close()


def require_index(settings: "Settings") -> None:
    """Refuse, before anything is written there, a data dir that holds no catalog. Raises NoIndexError."""
    if settings.database_url is None and not (settings.data_dir / "tuphap.db").is_file():
        raise NoIndexError(settings.data_dir)


def _server(settings: "Settings", refused: OwnedByAnotherError) -> Operations:
    """The server that owns the data dir. Raises OwnedByAnotherError when the owner is none, or is silent."""
    from api.remote import RemoteApplication, ServerSilentError

    owner = refused.owner
    while owner is not None and owner.url is not None:
        try:
            return RemoteApplication(owner, home_province=settings.home_province)
        except ServerSilentError:
            # Its file may be a dead server's, and the lock already a new one's.
            successor = await_owner(settings.data_dir, other_than=owner)
            if successor is None:
                break
            owner = successor
    raise OwnedByAnotherError(settings.data_dir, owner) from refused
