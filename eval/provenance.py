"""What a run was made with: the program and its commit, the packages beneath it, Python and the machine.

Kept in a run's `config.json`, so that two runs that differ can be told apart. What the measured system is and
how it is set is the caller's to say.
"""

import os
import platform
import re
import shutil
import subprocess
from importlib import metadata
from pathlib import Path

from eval.summary import Json

_PROGRAM = "tuphap"
_REQUIREMENT_NAME = re.compile(r"[A-Za-z0-9._-]+")
_GIT_TIMEOUT_S = 10


def program() -> dict[str, Json]:
    """The program's version, and its commit where it runs from a git checkout (`changed`: files differ)."""
    try:
        version: str | None = metadata.version(_PROGRAM)
    except metadata.PackageNotFoundError:
        version = None
    root = Path(__file__).resolve().parent.parent
    commit = _git(root, "rev-parse", "HEAD") if (root / ".git").exists() else None
    if commit is None:
        return {"version": version, "commit": None, "changed": None}
    return {"version": version, "commit": commit, "changed": bool(_git(root, "status", "--porcelain"))}


def packages() -> dict[str, Json]:
    """The installed version of each package that the program requires, by name."""
    try:
        required = metadata.requires(_PROGRAM) or []
    except metadata.PackageNotFoundError:
        return {}
    names = {found[0] for line in required if "extra ==" not in line and (found := _name(line))}
    return {name: _version(name) for name in sorted(names, key=str.lower)}


def machine() -> dict[str, Json]:
    """Where the run took place: system, processor, cores that may be used, memory in GiB."""
    return {
        "system": f"{platform.system()} {platform.release()}",
        "processor": platform.machine(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gib": _memory_gib(),
    }


def _memory_gib() -> float | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)
    except (AttributeError, ValueError, OSError):
        return None


def _name(requirement: str) -> re.Match[str] | None:
    return _REQUIREMENT_NAME.match(requirement)


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _git(root: Path, *arguments: str) -> str | None:
    git = shutil.which("git")
    if git is None:
        return None
    try:
        done = subprocess.run(
            [git, "-C", str(root), *arguments],
            capture_output=True,
            text=True,
            timeout=_GIT_TIMEOUT_S,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
