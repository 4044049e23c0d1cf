"""Replacing a folder by one written beside it, so that a kill leaves the old one, none, or the new one."""

import shutil
from pathlib import Path

NEW, _OLD = ".new", ".old"


def swap_in(folder: Path) -> None:
    """Put `<folder>.new` in the place of `folder`; the old one waits as `<folder>.old` for `sweep`."""
    if folder.exists():
        folder.rename(folder.with_name(folder.name + _OLD))
    folder.with_name(folder.name + NEW).rename(folder)


def sweep(folder: Path) -> None:
    """Delete what a finished or interrupted replacement left beside `folder`."""
    for suffix in (NEW, _OLD):
        beside = folder.with_name(folder.name + suffix)
        if beside.exists():
            shutil.rmtree(beside)
