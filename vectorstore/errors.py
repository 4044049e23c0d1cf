"""What can go wrong in the store. The cause is the class, the context its fields."""

from pathlib import Path


class StoreError(Exception):
    """The store cannot do what was asked; the message says what to do."""


class NoIndexError(StoreError):
    """There is no index in this data dir."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"no index at {path}")
        self.path = path


class VersionMismatchError(StoreError):
    """The store was written by other rules or another model; `command` brings it up to date."""

    def __init__(self, what: str, stored: str, current: str, command: str) -> None:
        super().__init__(f"{what}: the index has {stored!r}, the program {current!r}; run: {command}")
        self.what = what
        self.stored = stored
        self.current = current
        self.command = command


class UnknownReportError(StoreError):
    """No report has this id."""

    def __init__(self, report_id: str) -> None:
        super().__init__(f"no report {report_id!r}")
        self.report_id = report_id


class UnknownFigureError(StoreError):
    """No figure has this id."""

    def __init__(self, figure_id: str) -> None:
        super().__init__(f"no figure {figure_id!r}")
        self.figure_id = figure_id


class NewerDatabaseError(StoreError):
    """The database was written by a newer program than this one."""

    def __init__(self, stored: str, current: str) -> None:
        super().__init__(
            f"the database is at revision {stored}, this program knows up to {current}: "
            "it was written by a newer tuphap; upgrade the program"
        )
        self.stored = stored
        self.current = current


class SourceTakenError(StoreError):
    """A source already belongs to another report."""

    def __init__(self, source: str, report_id: str) -> None:
        super().__init__(f"{source!r} already belongs to report {report_id!r}")
        self.source = source
        self.report_id = report_id


class DerivedStoreError(StoreError):
    """Chroma's or BM25's files cannot be read or written; they can be rebuilt from the catalog."""

    def __init__(self, store: str, reason: str) -> None:
        super().__init__(f"{store} cannot be used: {reason}; run: tuphap index rebuild")
        self.store = store
        self.reason = reason


class LastSourceError(StoreError):
    """The only source of a report cannot be forgotten without the report."""

    def __init__(self, source: str, report_id: str) -> None:
        super().__init__(f"{source!r} is the only source of report {report_id!r}; delete the report instead")
        self.source = source
        self.report_id = report_id
