"""Which files an ingest is about: folders walked in sorted order, each file with the path it is known by.

What cannot be read is named and the rest goes on; nothing is opened here.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest import reasons
from ingest.errors import MissingPathError
from ingest.identity import source_of
from ingest.loaders import is_document


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to ingest; `root` is the folder its `source` is relative to, absolute."""

    path: Path
    source: str
    root: Path
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """A file or folder that could not be looked at, and why."""

    path: Path
    source: str
    root: Path
    reason: str


@dataclass(slots=True)
class Walk:
    """All that was met; `folders` are the folders that were asked for, absolute."""

    files: list[FoundFile] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    skipped: list[Path] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)

    def met(self, root: Path) -> tuple[set[str], tuple[str, ...]]:
        """The sources met under a root, and the paths below which it could not be seen what there is."""
        sources = {file.source for file in self.files if file.root == root}
        blind = [trouble.source for trouble in self.troubles if trouble.root == root]
        return sources | set(blind), tuple("" if path in ("", ".") else f"{path}/" for path in blind)


def walk(paths: Sequence[Path]) -> Walk:
    """Look up files and folders. MissingPathError before anything else when one does not exist."""
    for path in paths:
        if not os.path.lexists(path):
            raise MissingPathError(path)
    found = Walk()
    seen: set[tuple[Path, Path]] = set()
    for path in paths:
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would rename what a link names
        if absolute.is_dir():
            root = absolute.resolve()
            if root not in found.folders:
                found.folders.append(root)
                _walk_folder(root, found, seen)
        else:
            parent = absolute.parent.resolve()
            _add_once(parent / absolute.name, parent, found, seen)
    return found


def _walk_folder(root: Path, found: Walk, seen: set[tuple[Path, Path]]) -> None:
    pending: list[tuple[Path, tuple[Path, ...]]] = [(root, (root,))]
    while pending:
        current, chain = pending.pop()
        try:
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError as error:
            found.troubles.append(_trouble(current, root, error))
            continue
        folders: list[tuple[Path, tuple[Path, ...]]] = []
        for path in _shown(entries):
            if path.is_dir():
                folders += _entered(path, root, chain, found)
            elif not is_document(path.name):
                found.skipped.append(path)
            else:
                _add_once(path, root, found, seen)
        pending += reversed(folders)


def _shown(entries: Sequence["os.DirEntry[str]"]) -> Iterator[Path]:
    """Entries that are neither hidden nor the lock files of office programs."""
    return (Path(entry.path) for entry in entries if not entry.name.startswith((".", "~$")))


def _entered(
    path: Path, root: Path, chain: tuple[Path, ...], found: Walk
) -> list[tuple[Path, tuple[Path, ...]]]:
    """The folder to go into; none when a link leads back into a folder it stands in."""
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        found.troubles.append(_trouble(path, root, error))
        return []
    if real in chain:
        found.troubles.append(Trouble(path, source_of(path, root), root, reasons.FOLDER_LOOP))
        return []
    return [(path, (*chain, real))]


def _add_once(path: Path, root: Path, found: Walk, seen: set[tuple[Path, Path]]) -> None:
    if (root, path) in seen:
        return
    seen.add((root, path))
    try:
        status = path.stat()
    except OSError as error:
        found.troubles.append(_trouble(path, root, error))
        return
    if not stat.S_ISREG(status.st_mode):
        found.skipped.append(path)
        return
    found.files.append(FoundFile(path, source_of(path, root), root, status.st_size, status.st_mtime_ns))


def _trouble(path: Path, root: Path, error: OSError | RuntimeError) -> Trouble:
    source = source_of(path, root) if path.is_relative_to(root) else path.name
    return Trouble(path, source, root, reason_of(path, error))


def reason_of(path: Path, error: OSError | RuntimeError) -> str:
    """The words for what the operating system said."""
    if isinstance(error, PermissionError):
        return reasons.NO_PERMISSION
    if isinstance(error, FileNotFoundError):
        return reasons.BROKEN_LINK if path.is_symlink() else reasons.GONE_WHILE_READ
    return reasons.BROKEN_LINK if path.is_symlink() else reasons.READ_ERROR
