"""What every loader offers: the formats it takes, and bytes in, a Document out."""

from typing import Protocol

from ingest.document import Document


class Loader(Protocol):
    """Reads one kind of file.

    `suffixes` are lower case with their dot; `format` is the name stored with the report.
    """

    @property
    def format(self) -> str: ...

    @property
    def suffixes(self) -> tuple[str, ...]: ...

    def load(self, data: bytes, source: str) -> Document:
        """Read a file's bytes.

        Raises UnreadableFileError when the file is broken, locked or unsafe to unpack, EmptyDocumentError
        when it holds no text.
        """
        ...
