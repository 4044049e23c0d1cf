import os
from pathlib import Path

from ingest.identity import as_source, report_id_for, source_of, upload_source


def test_ids_are_made_from_the_source_and_avoid_those_taken() -> None:
    first = report_id_for("2023/a.docx", lambda _: False)
    assert first == report_id_for("2023/a.docx", lambda _: False)
    assert len(first) >= 12
    second = report_id_for("2023/a.docx", lambda report_id: report_id == first)
    assert second not in ("", first)


def test_sources_have_slashes_and_are_storable() -> None:
    assert source_of(Path("/r/2023/a.docx"), Path("/r")) == "2023/a.docx"
    assert as_source(os.fsdecode(b"b\xe1o.txt")).encode() != b""


def test_uploads_lose_their_folders_and_control_characters() -> None:
    assert upload_source("C:\\x\\b\x00c.docx ") == "bc.docx"
    assert upload_source("..") in ("", "..")
