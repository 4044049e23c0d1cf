"""What must hold of a DOCX or XLSX before its library may unpack it: bounded size, no XML entities."""

import io
import re
import struct
import zipfile
import zlib

from ingest import reasons
from ingest.errors import UnreadableFileError

MAX_UNPACKED = 400_000_000
MAX_XML_PART = 120_000_000
_PROLOG = 65_536
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_XML = (".xml", ".rels")

ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    struct.error,
)
"""What reading a broken archive raises."""


def guard(data: bytes, source: str, kind: str) -> None:
    """Refuse an archive that is broken, locked, unpacks to too much or declares entities.

    Sizes are those the archive's directory states; `zipfile` reads no further than they say.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if any(entry.flag_bits & 0x1 for entry in entries):
                raise UnreadableFileError(source, reasons.LOCKED)
            parts = [entry for entry in entries if entry.filename.endswith(_XML)]
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED or any(
                entry.file_size > MAX_XML_PART for entry in parts
            ):
                raise UnreadableFileError(source, reasons.TOO_LARGE_UNPACKED)
            prologs = [_prolog(archive, entry) for entry in parts]
    except ZIP_ERRORS as error:
        raise UnreadableFileError(source, reasons.broken(kind)) from error
    if any(_DOCTYPE.search(prolog) for prolog in prologs):
        raise UnreadableFileError(source, reasons.ENTITIES)


def _prolog(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The first stretch of a part, with UTF-16 brought to plain bytes so that a declaration shows."""
    with archive.open(entry) as part:
        return part.read(_PROLOG).replace(b"\x00", b"")
