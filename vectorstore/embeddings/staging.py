"""Makes a folder once and whole: it appears under its name complete, or not at all."""

import shutil
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock


def make_once(folder: Path, fill: Callable[[Path], None]) -> Path:
    """Returns `folder`; if it is not there, has `fill` write a neighbour that is then renamed into place.

    A process that dies meanwhile leaves a neighbour that nobody takes for the folder, and the next one sweeps
    away. Of two that race, one waits for the other (the lock dies with its process) and finds the work done.
    """
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_name(f".{folder.name}.lock")):
        if not folder.is_dir():
            draft = folder.with_name(f".{folder.name}.draft")
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir()
            fill(draft)
            draft.rename(folder)
    return folder
