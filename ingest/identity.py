"""Who a report is: the path it is known by, the id made from that path, the hash of its bytes."""

import hashlib
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path, PurePosixPath

_ID_DIGITS = 16


def source_of(path: Path, root: Path) -> str:
    """The path a file is known by: relative to the ingested folder, with slashes, in NFC."""
    return as_source(path.relative_to(root).as_posix())


def as_source(name: str) -> str:
    """A relative path as it is stored; bytes that are no text (from old file systems) are replaced."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", errors="replace"))


def upload_source(name: str) -> str:
    """The path an upload is known by: the last component of the name it was sent under."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return as_source("".join(letter for letter in last if letter.isprintable())).strip()


def report_id_for(source: str, is_taken: Callable[[str], bool]) -> str:
    """The id of a report first met under this path; another one where that id lives on under other paths."""
    attempt = 0
    while True:
        salted = source if not attempt else f"{source}\n{attempt}"
        report_id = hashlib.sha256(salted.encode()).hexdigest()[:_ID_DIGITS]
        if not is_taken(report_id):
            return report_id
        attempt += 1


def content_hash(data: bytes) -> str:
    """What tells whether a file changed."""
    return hashlib.sha256(data).hexdigest()
