"""Files to Documents: one loader a format, chosen by suffix and checked against content."""

from pathlib import PurePath

from ingest import reasons
from ingest.document import Document
from ingest.errors import EmptyDocumentError, UnreadableFileError, UnsupportedFormatError
from ingest.loaders.content import Content, content_of, is_encrypted_office
from ingest.loaders.docx import DocxLoader
from ingest.loaders.html import HtmlLoader
from ingest.loaders.loader import Loader
from ingest.loaders.pdf import PdfLoader
from ingest.loaders.txt import TextLoader
from ingest.loaders.xlsx import XlsxLoader

__all__ = ["Loader", "is_document", "load"]

_LOADERS: tuple[Loader, ...] = (TextLoader(), HtmlLoader(), DocxLoader(), PdfLoader(), XlsxLoader())
_BY_SUFFIX = {suffix: loader for loader in _LOADERS for suffix in loader.suffixes}
_HOLDS = {
    "txt": {Content.TEXT, Content.HTML},
    "html": {Content.HTML, Content.TEXT},
    "docx": {Content.DOCX},
    "pdf": {Content.PDF},
    "xlsx": {Content.XLSX},
}
# Old office formats, and the one to save as. Software often writes HTML or the new format under their names.
_OLD_OFFICE = {
    **dict.fromkeys((".doc", ".rtf", ".odt", ".docm", ".dot"), ".docx"),
    **dict.fromkeys((".xls", ".xlsb", ".ods"), ".xlsx"),
    **dict.fromkeys((".ppt", ".pptx"), ".pdf"),
}
_BY_CONTENT = {Content.HTML: ".html", Content.DOCX: ".docx", Content.XLSX: ".xlsx"}


def is_document(name: str) -> bool:
    """Whether a file of this name is taken for a report: one that is read, or refused by name."""
    suffix = PurePath(name).suffix.lower()
    return suffix in _BY_SUFFIX or suffix in _OLD_OFFICE


def load(data: bytes, source: str) -> Document:
    """Read a file known as `source`.

    Raises UnsupportedFormatError for kinds no loader reads, UnreadableFileError for broken, locked or
    misnamed files, EmptyDocumentError for those without text.
    """
    suffix = PurePath(source).suffix.lower()
    content = content_of(data)
    if suffix not in _BY_SUFFIX and suffix not in _OLD_OFFICE:
        raise UnsupportedFormatError(source, reasons.unsupported(suffix))
    if content is Content.EMPTY:
        raise EmptyDocumentError(source, reasons.EMPTY_FILE)
    if is_encrypted_office(data):
        raise UnreadableFileError(source, reasons.LOCKED)
    if suffix in _OLD_OFFICE:
        if content not in _BY_CONTENT or suffix in (".docm", ".ppt", ".pptx"):
            raise UnsupportedFormatError(source, reasons.unsupported_office(suffix, _OLD_OFFICE[suffix]))
        return _BY_SUFFIX[_BY_CONTENT[content]].load(data, source)
    loader = _BY_SUFFIX[suffix]
    if content not in _HOLDS[loader.format]:
        raise UnreadableFileError(source, _misnamed(loader.format.upper(), content))
    return loader.load(data, source)


def _misnamed(named: str, content: Content) -> str:
    if content is Content.BINARY and named in ("TXT", "HTML"):
        return reasons.BINARY
    if content in (Content.BINARY, Content.TEXT, Content.ZIP):
        return reasons.broken(named)
    return reasons.disguised(named, "DOC/XLS" if content is Content.OLE else content.value)
