import contextlib
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Paragraph
from ingest.errors import EmptyDocumentError, IngestError, UnreadableFileError, UnsupportedFormatError
from ingest.loaders import is_document, load
from tests.support.report_files import docx_bytes, pdf_bytes

PDF = pdf_bytes([[(57, 150, "42 van ban")]])
DOCX = docx_bytes(lambda word: word.add_paragraph("42 văn bản"))
HTML = "<html><body><p>42 văn bản</p></body></html>".encode()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("a.txt", "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.docx", PDF, "holds PDF"),
        ("a.pdf", DOCX, "holds DOCX"),
        ("a.xlsx", DOCX, "holds DOCX"),
        ("a.txt", DOCX, "holds DOCX"),
        ("a.docx", archive(), "broken"),
        ("a.docx", b"chi la chu", "broken"),
        ("a.pdf", b"chi la chu", "broken"),
        ("a.docx", OLE, "holds DOC/XLS"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "not a text"),
    ],
)
def test_content_that_is_not_what_the_name_says_is_named(name: str, data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFileError, match=says) as refusal:
        load(data, name)
    assert refusal.value.source == name
    assert "\n" not in refusal.value.reason


@pytest.mark.parametrize(
    ("name", "data"), [("a.doc", OLE), ("a.xls", OLE), ("a.png", b"x"), ("a", b"x"), ("a.rtf", b"{")]
)
def test_kinds_that_no_loader_reads_are_unsupported(name: str, data: bytes) -> None:
    with pytest.raises(UnsupportedFormatError):
        load(data, name)


@pytest.mark.parametrize(
    ("name", "data"), [("a.doc", HTML), ("a.xls", HTML), ("a.doc", DOCX), ("a.DOCX", DOCX)]
)
def test_what_office_software_writes_under_old_names_is_read(name: str, data: bytes) -> None:
    assert [element.text for element in load(data, name).elements if isinstance(element, Paragraph)] == [
        "42 văn bản"
    ]


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.docx", "a.pdf", "a.xlsx", "a.doc"])
def test_nothing_is_empty(name: str) -> None:
    with pytest.raises(EmptyDocumentError):
        load(b"", name)


def test_what_a_folder_is_searched_for() -> None:
    assert is_document("Báo cáo.PDF")
    assert is_document("cũ.doc")
    assert not is_document("Thumbs.db")
    assert not is_document("ảnh.jpg")


@settings(max_examples=40)
@given(
    st.sampled_from([("a.docx", DOCX), ("a.pdf", PDF), ("a.html", HTML)]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12),
    st.floats(0.3, 1),
)
def test_damaged_files_are_read_or_refused_by_name(
    file: tuple[str, bytes], changes: list[tuple[float, int]], keep: float
) -> None:
    name, data = file
    damaged = bytearray(data[: int(len(data) * keep)])
    for at, byte in changes:
        damaged[int(at * (len(damaged) - 1))] = byte
    with contextlib.suppress(IngestError):
        load(bytes(damaged), name)
