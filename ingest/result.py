"""What an ingest did: counts for the contract's JSON, and words for people."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file or folder that was refused, by its path, and why."""

    path: str
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestResult:
    """Counts of files: every file met is in one of them, or in `failed`.

    `removed` are paths that `--prune` took out. `passages` and `figures` are those this run wrote. `skipped`
    and `notices` are for human eyes: files of no kind that is read, and what a reader should know.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicate: int = 0
    removed: int = 0
    failed: tuple[FailedFile, ...] = ()
    passages: int = 0
    figures: int = 0
    elapsed_s: float = 0.0
    skipped: tuple[str, ...] = field(default=())
    notices: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, object]:
        """The contract's JSON object."""
        return {
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "duplicate": self.duplicate,
            "removed": self.removed,
            "failed": [{"path": each.path, "error": each.error} for each in self.failed],
            "passages": self.passages,
            "figures": self.figures,
            "elapsed_s": round(self.elapsed_s, 3),
        }


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: `done` of `total` files, `source` the one that comes next (empty at the end)."""

    done: int
    total: int
    source: str


ProgressCallback = Callable[[Progress], None]
