"""One owner of a data dir at a time: the lock, and the file that says who holds it.

The lock is the operating system's, so it dies with its process. `owner.json` only tells others who the owner
is and, for a server, where to reach it: it is believed only while the lock is held.
"""

import datetime as dt
import json
import os
import secrets
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

_PATIENCE_S = 2.0
_STEP_S = 0.05


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owns a data dir. `url` and `token` are a server's: how others work through it."""

    pid: int
    what: str
    since: str
    url: str | None = None
    token: str | None = None


class OwnedByAnotherError(Exception):
    """Another process owns the data dir; `owner` is None in the moment before it has said who it is."""

    def __init__(self, data_dir: Path, owner: Owner | None) -> None:
        name = f"{owner.what} (pid {owner.pid}, {owner.since})" if owner else "?"
        super().__init__(f"{data_dir} is owned by {name}")
        self.data_dir = data_dir
        self.owner = owner


class Ownership:
    """The data dir held by this process, until `release` or the end of the process.

    Raises OwnedByAnotherError on construction when another process holds it. Creates the folder. `announce`
    must follow at once: others wait for it a moment.
    """

    def __init__(self, data_dir: Path) -> None:
        data_dir.mkdir(parents=True, exist_ok=True)
        self._file = data_dir / "owner.json"
        self._lock = FileLock(
            data_dir / "owner.lock", thread_local=False, fallback_to_soft=False, preserve_lock_file=True
        )
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise OwnedByAnotherError(data_dir, await_owner(data_dir)) from None
        # A killed owner leaves its file behind.
        self._file.unlink(missing_ok=True)

    def announce(self, what: str, *, url: str | None = None) -> Owner:
        """Say who the owner is and, for a server, where it is reached; gives what was written."""
        owner = Owner(
            pid=os.getpid(),
            what=what,
            since=dt.datetime.now().astimezone().isoformat(timespec="seconds"),
            url=url,
            token=secrets.token_urlsafe(32) if url else None,
        )
        _write(self._file, owner)
        return owner

    def release(self) -> None:
        """Give the data dir back; doing it twice does nothing."""
        if self._lock.is_locked:
            self._file.unlink(missing_ok=True)
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def read_owner(data_dir: Path) -> Owner | None:
    """Who the owner file names, None where there is none: to be believed only while the lock is held."""
    try:
        return Owner(**json.loads((data_dir / "owner.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def await_owner(data_dir: Path, *, other_than: Owner | None = None) -> Owner | None:
    """The owner file as soon as it names somebody, or somebody `other_than`; None when patience ends.

    For the moment between a new owner's lock and its announcement.
    """
    deadline = time.monotonic() + _PATIENCE_S
    while (owner := read_owner(data_dir)) in (None, other_than):
        if time.monotonic() > deadline:
            return None
        time.sleep(_STEP_S)
    return owner


def _write(path: Path, owner: Owner) -> None:
    """Readable by this user alone from its first moment, and whole for whoever reads it."""
    draft = path.with_name(f"{path.name}.{owner.pid}")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(owner), file)
    draft.replace(path)
