"""A folder appears whole or not at all, whatever is killed or races."""

import threading
import time
from pathlib import Path

import pytest

from vectorstore.embeddings.staging import make_once


def fill(draft: Path) -> None:
    (draft / "a").write_text("1")
    (draft / "b").write_text("2")


def test_it_is_made_once(tmp_path: Path):
    calls = []
    for _ in range(2):
        make_once(tmp_path / "deep" / "model", lambda draft: (calls.append(draft), fill(draft))[1])
    assert len(calls) == 1
    assert sorted(path.name for path in (tmp_path / "deep" / "model").iterdir()) == ["a", "b"]


def test_a_failed_attempt_leaves_nothing_under_the_name_and_the_next_starts_afresh(tmp_path: Path):
    def fail(draft: Path) -> None:
        (draft / "half").write_text("")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        make_once(tmp_path / "model", fail)
    assert not (tmp_path / "model").exists()
    make_once(tmp_path / "model", fill)
    assert sorted(path.name for path in (tmp_path / "model").iterdir()) == ["a", "b"]
    assert not [path for path in tmp_path.iterdir() if path.is_dir() and path.name != "model"]


def test_of_several_at_once_one_does_the_work_and_all_find_it_whole(tmp_path: Path):
    calls, found = [], []

    def slow(draft: Path) -> None:
        calls.append(draft)
        (draft / "a").write_text("1")
        time.sleep(0.05)
        (draft / "b").write_text("2")

    def work() -> None:
        folder = make_once(tmp_path / "model", slow)
        found.append(sorted(path.name for path in folder.iterdir()))

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(calls) == 1
    assert found == [["a", "b"]] * 5
