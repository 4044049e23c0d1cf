"""Where a source came from: what a later run needs to see that it is unchanged, or gone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """The folder a source was ingested from, and the file's size and time then.

    `root` is that folder's absolute path, None for an upload: only sources with a root can be pruned. `size`
    is in bytes, `mtime_ns` in nanoseconds since the epoch, both None where unknown.
    """

    root: str | None = None
    size: int | None = None
    mtime_ns: int | None = None


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One path under which a report is held."""

    source: str
    report_id: str
    origin: Origin
