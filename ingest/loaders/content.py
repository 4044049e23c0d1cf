"""What a file is by its first bytes, whatever its name says."""

import io
import re
import zipfile
from enum import StrEnum


class Content(StrEnum):
    """Kinds of content that are told apart before a loader is chosen."""

    EMPTY = "empty"
    PDF = "PDF"
    DOCX = "DOCX"
    XLSX = "XLSX"
    ZIP = "ZIP"
    OLE = "OLE"
    """Word, Excel or PowerPoint before 2007, or an encrypted DOCX or XLSX."""
    HTML = "HTML"
    BINARY = "binary"
    TEXT = "text"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"MZ",
    b"II*\x00",
    b"MM\x00*",
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
# "EncryptedPackage" as an OLE directory entry spells it
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEAD = 4096


def content_of(data: bytes) -> Content:
    """Tell what kind of file these bytes are."""
    if not data:
        return Content.EMPTY
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return Content.PDF
    if data.startswith(b"PK"):
        return _zip_content(data)
    if data.startswith(_OLE):
        return Content.OLE
    if data.startswith(_BINARY):
        return Content.BINARY
    if data.startswith(_UTF16):
        text = data[: _HEAD - _HEAD % 2].decode("utf-16", errors="replace").encode("utf-8", errors="replace")
        return Content.HTML if _HTML.match(text.removeprefix(b"\xef\xbb\xbf")) else Content.TEXT
    if b"\x00" in head:
        return Content.BINARY
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return Content.HTML
    return Content.TEXT


def is_encrypted_office(data: bytes) -> bool:
    """Whether an OLE file is a DOCX or XLSX behind a password."""
    return data.startswith(_OLE) and _ENCRYPTED in data


def _zip_content(data: bytes) -> Content:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return Content.ZIP
    if any(name.startswith("word/") for name in names):
        return Content.DOCX
    if any(name.startswith("xl/") for name in names):
        return Content.XLSX
    return Content.ZIP
