import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from ingest import job, reasons, stable_read
from ingest import walk as walking
from ingest.errors import MissingPathError
from ingest.job import Ingestor
from ingest.reread import reread
from ingest.result import IngestResult, Progress
from tests.support.memory_index import MemoryIndex
from tests.support.report_files import pdf_bytes

if TYPE_CHECKING:
    from vectorstore.index import Index

REPORT = "BÁO CÁO\nKết quả công tác tư pháp năm 2023\n\nI. KẾT QUẢ\n\nTỉnh {} đã thẩm định {} văn bản.\n"


class Setting:
    """A folder of reports and an index."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.index = MemoryIndex()
        self.catalog = self.index.catalog
        self.ingestor = Ingestor(cast("Index", self.index))

    def write(self, name: str, text: str, age: float = 60) -> Path:
        """A file as it lay there for a while."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        then = path.stat().st_mtime - age
        os.utime(path, (then, then))
        return path

    def ingest(self, *paths: Path, prune: bool = False) -> IngestResult:
        return self.ingestor.ingest(list(paths) or [self.root], prune=prune)

    def held(self) -> dict[tuple[str, ...], str]:
        """The last line of every report by its sources."""
        return {
            content.report.sources: content.text.text.splitlines()[-1]
            for content in self.catalog.contents.values()
        }

    def id_of(self, source: str) -> str:
        report = self.catalog.report_by_source(source)
        assert report is not None
        return report.report_id


@pytest.fixture
def at(tmp_path: Path) -> Setting:
    (tmp_path / "reports").mkdir()
    return Setting(tmp_path / "reports")


def counts(result: IngestResult) -> dict[str, int]:
    names = ("added", "updated", "unchanged", "duplicate", "removed")
    found = {name: getattr(result, name) for name in names}
    found["failed"] = len(result.failed)
    return {name: count for name, count in found.items() if count}


def text(place: str = "Hậu Giang", number: int = 42) -> str:
    return REPORT.format(place, number)


def test_reports_are_added_and_then_unchanged(at: Setting) -> None:
    at.write("2023/a.txt", text())
    at.write("b.txt", text("Sóc Trăng", 33))
    first = at.ingest()
    assert counts(first) == {"added": 2}
    assert first.passages == 2
    assert set(first.as_json()) == {
        "added", "updated", "unchanged", "duplicate", "removed", "failed", "passages", "figures", "elapsed_s",
    }  # fmt: skip
    embedded = list(at.index.embedded)
    again = at.ingest()
    assert counts(again) == {"unchanged": 2}
    assert (again.passages, again.figures) == (0, 0)
    assert at.index.embedded == embedded
    report = at.catalog.report_by_source("2023/a.txt")
    assert report is not None
    assert report.metadata.period == "2023"
    assert report.format == "txt"


def test_unchanged_files_are_not_even_opened(at: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    at.write("a.txt", text())
    at.ingest()

    def refuse(path: Path, source: str) -> stable_read.StableFile:
        raise AssertionError(source)

    monkeypatch.setattr(job, "read_stable", refuse)
    assert counts(at.ingest()) == {"unchanged": 1}


def test_a_file_written_just_now_is_read_again(at: Setting) -> None:
    path = at.write("a.txt", text(number=42), age=0)
    at.ingest()
    status = path.stat()
    path.write_text(text(number=43))  # the same size
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert counts(at.ingest()) == {"updated": 1}


def test_a_touched_file_is_unchanged(at: Setting) -> None:
    at.write("a.txt", text())
    at.ingest()
    at.write("a.txt", text(), age=30)
    assert counts(at.ingest()) == {"unchanged": 1}


def test_a_changed_file_replaces_its_old_content_and_keeps_its_id(at: Setting) -> None:
    at.write("a.txt", text(number=42))
    at.ingest()
    before = at.id_of("a.txt")
    at.write("a.txt", text(number=43), age=30)
    assert counts(at.ingest()) == {"updated": 1}
    assert at.id_of("a.txt") == before
    assert list(at.held().values()) == ["Tỉnh Hậu Giang đã thẩm định 43 văn bản."]


def test_the_same_bytes_under_another_path_are_one_report(at: Setting) -> None:
    at.write("a.txt", text())
    at.write("copy/a.txt", text())
    assert counts(at.ingest()) == {"added": 1, "duplicate": 1}
    assert list(at.held()) == [("a.txt", "copy/a.txt")]
    assert counts(at.ingest()) == {"unchanged": 2}


def test_when_one_of_two_paths_changes_both_contents_are_held(at: Setting) -> None:
    for changed in ("a.txt", "b.txt"):
        setting = Setting(at.root)
        setting.write("a.txt", text(number=42))
        setting.write("b.txt", text(number=42))
        setting.ingest()
        embedded = len(setting.index.embedded)
        setting.write(changed, text(number=43), age=30)
        assert counts(setting.ingest()) == {"updated": 1, "unchanged": 1}
        other = "b.txt" if changed == "a.txt" else "a.txt"
        assert setting.held() == {
            (changed,): "Tỉnh Hậu Giang đã thẩm định 43 văn bản.",
            (other,): "Tỉnh Hậu Giang đã thẩm định 42 văn bản.",
        }
        assert len(setting.index.embedded) == embedded + 1
        assert counts(setting.ingest()) == {"unchanged": 2}


def test_a_copy_that_changes_to_what_cannot_be_read_keeps_its_old_content(at: Setting) -> None:
    at.write("a.txt", text(number=42))
    at.write("b.txt", text(number=42))
    at.ingest()
    at.write("a.txt", text(number=43), age=30)
    at.write("b.txt", "", age=30)
    assert counts(at.ingest()) == {"updated": 1, "failed": 1}
    assert at.held()[("b.txt",)].endswith("42 văn bản.")


def test_files_that_swap_their_contents(at: Setting) -> None:
    at.write("a.txt", text(number=1))
    at.write("b.txt", text(number=2))
    at.ingest()
    at.write("a.txt", text(number=2), age=30)
    at.write("b.txt", text(number=1), age=30)
    at.ingest()
    assert {sources[0]: line[-11:] for sources, line in at.held().items()} == {
        "a.txt": " 2 văn bản.",
        "b.txt": " 1 văn bản.",
    }


def test_a_file_that_becomes_a_copy_of_another_joins_it(at: Setting) -> None:
    at.write("a.txt", text(number=1))
    at.write("b.txt", text(number=2))
    at.ingest()
    at.write("b.txt", text(number=1), age=30)
    assert counts(at.ingest()) == {"unchanged": 1, "duplicate": 1}
    assert list(at.held()) == [("a.txt", "b.txt")]


def test_a_moved_file_keeps_its_report(at: Setting) -> None:
    path = at.write("a.txt", text())
    at.ingest()
    before = at.id_of("a.txt")
    (at.root / "new").mkdir()
    path.rename(at.root / "new" / "a.txt")
    assert counts(at.ingest(prune=True)) == {"duplicate": 1, "removed": 1}
    assert list(at.held()) == [("new/a.txt",)]
    assert at.id_of("new/a.txt") == before


def test_a_new_file_under_a_path_whose_report_moved_gets_an_id_of_its_own(at: Setting) -> None:
    path = at.write("a.txt", text(number=1))
    at.ingest()
    path.rename(at.root / "b.txt")
    at.ingest(prune=True)
    at.write("a.txt", text(number=2))
    assert counts(at.ingest()) == {"added": 1, "unchanged": 1}
    assert at.id_of("a.txt") != at.id_of("b.txt")


def test_what_is_gone_stays_until_prune(at: Setting) -> None:
    at.write("a.txt", text(number=1))
    at.write("b.txt", text(number=2))
    at.ingest()
    (at.root / "a.txt").unlink()
    assert counts(at.ingest()) == {"unchanged": 1}
    assert len(at.held()) == 2
    assert counts(at.ingest(prune=True)) == {"unchanged": 1, "removed": 1}
    assert list(at.held()) == [("b.txt",)]


def test_prune_leaves_uploads_and_other_folders_alone(at: Setting, tmp_path: Path) -> None:
    other = Setting(tmp_path / "other")
    other.ingestor = at.ingestor
    other.write("c.txt", text(number=3))
    gone = at.write("a.txt", text(number=1))
    at.ingest()
    other.ingest()
    at.ingestor.ingest_upload("u.txt", text(number=4).encode())
    gone.unlink()
    assert at.ingest(prune=True).removed == 1
    assert set(at.held()) == {("c.txt",), ("u.txt",)}


def test_prune_by_a_file_removes_nothing(at: Setting) -> None:
    at.write("a.txt", text(number=1))
    kept = at.write("b.txt", text(number=2))
    at.ingest()
    (at.root / "a.txt").unlink()
    assert at.ingest(kept, prune=True).removed == 0
    assert len(at.held()) == 2


def test_prune_spares_what_could_not_be_seen(at: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    at.write("closed/a.txt", text(number=1))
    at.write("b.txt", text(number=2))
    gone = at.write("c.txt", text(number=3))
    at.ingest()
    gone.unlink()
    real = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(path)
        return real(path)

    monkeypatch.setattr(walking.os, "scandir", scandir)
    result = at.ingest(prune=True)
    assert counts(result) == {"unchanged": 1, "removed": 1, "failed": 1}
    assert result.failed[0].error == reasons.NO_PERMISSION
    assert set(at.held()) == {("b.txt",), ("closed/a.txt",)}


def test_a_file_that_turned_bad_keeps_its_report_even_under_prune(at: Setting) -> None:
    at.write("a.txt", text())
    at.ingest()
    at.write("a.txt", "\x00\x01", age=30)
    result = at.ingest(prune=True)
    assert counts(result) == {"failed": 1}
    assert list(at.held()) == [("a.txt",)]


def test_bad_files_are_named_and_the_others_stored(at: Setting) -> None:
    at.write("a.txt", text())
    (at.root / "b.pdf").write_bytes(pdf_bytes([[(57, 150, "x")]])[:200])
    (at.root / "c.docx").write_bytes(b"")
    (at.root / "d.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (at.root / "e.jpg").write_bytes(b"\xff\xd8\xff")
    result = at.ingest()
    assert counts(result) == {"added": 1, "failed": 3}
    assert [Path(failed.path).name for failed in result.failed] == ["b.pdf", "c.docx", "d.doc"]
    assert all("\n" not in failed.error and "(" in failed.error for failed in result.failed)
    assert [Path(path).name for path in result.skipped] == ["e.jpg"]


def test_a_missing_path_stops_before_any_work(at: Setting) -> None:
    at.write("a.txt", text())
    with pytest.raises(MissingPathError):
        at.ingest(at.root, at.root / "nowhere", prune=True)
    assert at.held() == {}


def test_a_file_that_changes_while_it_is_read_is_named(at: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    path = at.write("a.txt", text())
    real = os.fstat

    def growing(handle: int) -> os.stat_result:
        status = real(handle)
        with path.open("a") as opened:
            opened.write("thêm")
        return status

    monkeypatch.setattr(stable_read.os, "fstat", growing)
    assert [failed.error for failed in at.ingest().failed] == [reasons.CHANGED_WHILE_READ]


def test_two_files_with_one_source_in_a_run_collide(at: Setting, tmp_path: Path) -> None:
    at.write("a.txt", text(number=1))
    other = Setting(tmp_path / "other")
    second = other.write("a.txt", text(number=2))
    result = at.ingest(at.root, other.root)
    assert counts(result) == {"added": 1, "failed": 1}
    assert result.failed[0].path == str(second.resolve())
    assert at.held()[("a.txt",)].endswith(" 1 văn bản.")
    other.write("a.txt", text(number=1))
    assert counts(at.ingest(at.root, other.root)) == {"unchanged": 2}


def test_a_file_of_another_folder_takes_a_source_over_with_a_notice(at: Setting, tmp_path: Path) -> None:
    at.write("a.txt", text(number=1))
    at.ingest()
    other = Setting(tmp_path / "other")
    other.write("a.txt", text(number=2))
    result = at.ingest(other.root)
    assert counts(result) == {"updated": 1}
    assert any("a.txt" in notice and str(at.root) in notice for notice in result.notices)


@pytest.mark.parametrize("name", ["bc.txt", "C:\\Users\\x\\bc.txt", "../../etc/bc.txt", "/bc.txt"])
def test_an_upload_is_known_by_its_name_alone(at: Setting, name: str) -> None:
    assert counts(at.ingestor.ingest_upload(name, text().encode())) == {"added": 1}
    assert list(at.held()) == [("bc.txt",)]
    assert counts(at.ingestor.ingest_upload("bc.txt", text().encode())) == {"unchanged": 1}
    assert counts(at.ingestor.ingest_upload("bc.txt", text(number=43).encode())) == {"updated": 1}


@pytest.mark.parametrize(
    ("name", "data"), [("", b"x"), ("..", b"x"), ("a/", b""), ("a.png", b"x"), ("a.txt", b"")]
)
def test_a_bad_upload_is_refused_by_name(at: Setting, name: str, data: bytes) -> None:
    result = at.ingestor.ingest_upload(name, data)
    assert counts(result) == {"failed": 1}
    assert result.failed[0].path == name


def test_our_own_bugs_are_not_taken_for_bad_files(at: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise TypeError("a bug")

    at.write("a.txt", text())
    monkeypatch.setattr("ingest.reading.structure", broken)
    with pytest.raises(TypeError, match="a bug"):
        at.ingest()


def test_progress_tells_every_file(at: Setting) -> None:
    at.write("a.txt", text(number=1))
    at.write("b.txt", text(number=2))
    seen: list[Progress] = []
    remember: Callable[[Progress], None] = seen.append
    at.ingestor.ingest([at.root], progress=remember)
    assert seen == [Progress(0, 2, "a.txt"), Progress(1, 2, "b.txt"), Progress(2, 2, "")]


def test_rereading_redoes_only_the_steps_asked_for(at: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    at.write("a.txt", text())
    at.ingest()
    (before,) = at.catalog.contents.values()
    monkeypatch.setattr("ingest.splitter.VERSION", "next")
    seen: list[tuple[int, int]] = []
    reread(cast("Index", at.index), passages=True, figures=False, progress=lambda *step: seen.append(step))
    (after,) = at.catalog.contents.values()
    assert after.versions.splitter == "next"
    assert after.versions.figures == before.versions.figures
    assert after.passages == before.passages
    assert at.catalog.origins["a.txt"].root == str(at.root.resolve())
    assert seen == [(0, 1), (1, 1)]
