"""Bytes of a text file to text: the Unicode encodings, then Windows-1258 where it gives Vietnamese."""

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from ingest import reasons
from ingest.errors import UnreadableFileError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_VIETNAMESE = frozenset("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ")
_LEGACY = "cp1258"
_SURE = 0.95
_WORD = re.compile(r"[^\W\d_]+")


def decode(data: bytes, source: str, declared: str | None = None) -> str:
    """Decode a text file: by its byte order mark, as declared, as UTF-8, or as plausible Windows-1258.

    Raises UnreadableFileError when none of these gives text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data, encoding, source)
    if b"\x00" in data:
        raise UnreadableFileError(source, reasons.BINARY)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared is not None:
        text = _as_declared(data, declared)
        if text is not None:
            return text
    text = _legacy(data)
    if text is None:
        raise UnreadableFileError(source, reasons.ENCODING)
    return text


def _strictly(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(source, reasons.ENCODING) from error


def _as_declared(data: bytes, declared: str) -> str | None:
    try:
        # a wrong byte in a page whose encoding is stated is a wrong byte, not another encoding
        return data.decode(declared, errors="strict" if declared.lower() == _LEGACY else "replace")
    except (LookupError, UnicodeDecodeError):
        return None


def _legacy(data: bytes) -> str | None:
    """Windows-1258 text if what comes out reads as Vietnamese, else None."""
    best = from_bytes(data, cp_isolation=[_LEGACY]).best()
    if best is None:
        return None
    text = unicodedata.normalize("NFC", str(best))
    foreign = [letter for word in _WORD.findall(text.lower()) for letter in word if not letter.isascii()]
    if not foreign:
        return None
    marked = sum(letter in _VIETNAMESE for letter in foreign)
    strange = sum(unicodedata.category(letter) in {"Cc", "Sk", "So", "Mn", "Cf"} for letter in text)
    strange -= text.count("\n") + text.count("\r") + text.count("\t")
    return text if marked >= _SURE * (len(foreign) + strange) else None
