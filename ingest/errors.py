"""Why a file could not be taken in. The cause is the class, the file and the reason are its fields."""

from pathlib import Path


class MissingPathError(ValueError):
    """A path that was asked for does not exist: wrong usage, found before any work."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"không có tệp hay thư mục này (no such file or folder): {path}")
        self.path = path


class IngestError(Exception):
    """A file was refused; the others go on."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class UnsupportedFormatError(IngestError):
    """No loader reads this kind of file."""


class UnreadableFileError(IngestError):
    """The file is broken, locked by a password, or not what its name says."""


class EmptyDocumentError(IngestError):
    """The file holds no text (a scan without recognition, an empty sheet)."""


class SourceCollisionError(IngestError):
    """Two different files of one run would be known by the same path."""
