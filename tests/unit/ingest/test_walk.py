import os
import unicodedata
from pathlib import Path

import pytest

from ingest import reasons
from ingest.errors import MissingPathError
from ingest.walk import Walk, walk


def write(path: Path, text: str = "Nội dung.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def sources(found: Walk) -> list[str]:
    return [file.source for file in found.files]


def test_folders_are_walked_in_order_with_relative_sources(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.docx", "a/b/d.pdf", "e.doc"):
        write(tmp_path / name)
    assert sources(walk([tmp_path])) == ["b.txt", "e.doc", "a/c.docx", "a/b/d.pdf"]


def test_hidden_files_and_locks_are_passed_over_and_other_kinds_listed(tmp_path: Path) -> None:
    for name in (".a.txt", ".git/b.txt", "~$c.docx", "Thumbs.db", "d.txt", "e.jpg"):
        write(tmp_path / name)
    found = walk([tmp_path])
    assert sources(found) == ["d.txt"]
    assert [path.name for path in found.skipped] == ["Thumbs.db", "e.jpg"]


def test_a_file_named_outright_is_taken_whatever_it_is(tmp_path: Path) -> None:
    assert sources(walk([write(tmp_path / "a" / "b.xyz")])) == ["b.xyz"]


def test_sources_are_composed(tmp_path: Path) -> None:
    write(tmp_path / unicodedata.normalize("NFD", "Hậu Giang.txt"))
    assert sources(walk([tmp_path])) == ["Hậu Giang.txt"]


def test_a_file_is_met_once_a_root(tmp_path: Path) -> None:
    file = write(tmp_path / "x" / "a.txt")
    assert sources(walk([tmp_path / "x", file, tmp_path / "x"])) == ["a.txt"]
    assert sources(walk([tmp_path, tmp_path / "x"])) == ["x/a.txt", "a.txt"]


def test_a_missing_path_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(MissingPathError, match="nowhere"):
        walk([tmp_path, tmp_path / "nowhere"])


def test_broken_links_and_loops_are_named_and_the_rest_is_found(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    found = walk([tmp_path])
    assert sources(found) == ["a.txt"]
    assert {(trouble.source, trouble.reason) for trouble in found.troubles} == {
        ("broken.txt", reasons.BROKEN_LINK),
        ("loop", reasons.FOLDER_LOOP),
    }


def test_links_to_folders_are_followed(tmp_path: Path) -> None:
    write(tmp_path / "real" / "a.txt")
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "link").symlink_to(tmp_path / "real")
    assert sources(walk([tmp_path / "root"])) == ["link/a.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    write(tmp_path / "closed" / "a.txt")
    (tmp_path / "closed").chmod(0)
    try:
        found = walk([tmp_path])
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert [trouble.reason for trouble in found.troubles] == [reasons.NO_PERMISSION]
