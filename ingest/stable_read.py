"""Reads a file whole, and notices when it changes meanwhile."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

from ingest import reasons
from ingest.errors import UnreadableFileError
from ingest.walk import reason_of

MAX_BYTES = 300_000_000
_SETTLED_AFTER_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class StableFile:
    """The bytes of a file, and its size and time while they were read."""

    data: bytes
    size: int
    mtime_ns: int


def read_stable(path: Path, source: str) -> StableFile:
    """The bytes of a file; UnreadableFileError when it is out of reach, too large or being written."""
    try:
        with path.open("rb") as opened:
            before = os.fstat(opened.fileno())
            if before.st_size > MAX_BYTES:
                raise UnreadableFileError(source, reasons.TOO_LARGE)
            data = opened.read(MAX_BYTES + 1)
            after = os.fstat(opened.fileno())
    except OSError as error:
        raise UnreadableFileError(source, reason_of(path, error)) from error
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if not same or len(data) != after.st_size:
        raise UnreadableFileError(source, reasons.CHANGED_WHILE_READ)
    return StableFile(data, after.st_size, after.st_mtime_ns)


def settled(mtime_ns: int) -> int | None:
    """The time to remember a file by; None when it is so new that another write could have the same."""
    return mtime_ns if mtime_ns < time.time_ns() - _SETTLED_AFTER_NS else None
