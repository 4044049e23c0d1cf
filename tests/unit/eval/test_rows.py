"""Rows come back from `rows.jsonl` as they were written, one at a time, and what is no row is named."""

from pathlib import Path

import pytest

from eval.errors import RunUnreadableError
from eval.rows import as_line, iter_rows
from tests.support.kept_run import QUESTIONS, keep_run, system


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return keep_run(tmp_path, baselines=False)


def test_rows_come_back_whole(folder: Path) -> None:
    rows = list(iter_rows(folder))
    assert [row.question for row in rows] == list(QUESTIONS)
    answers = system().answers
    assert [row.answer for row in rows if row.error is None] == [
        answer for answer in answers.values() if not isinstance(answer, Exception)
    ]
    assert rows[4].error is not None
    assert rows[4].elapsed_ms is None
    lines = (folder / "rows.jsonl").read_text(encoding="utf-8").split("\n")
    assert [as_line(row) for row in rows] == lines[:-1]


def test_one_row_is_read_at_a_time(folder: Path) -> None:
    with (folder / "rows.jsonl").open("a", encoding="utf-8") as file:
        file.write("no row at all\n")
    rows = iter_rows(folder)
    assert next(rows).question.id == "good"
    with pytest.raises(RunUnreadableError, match=r"rows\.jsonl, line 8 is not a row"):
        list(rows)


def test_a_last_line_without_its_end_counts_only_when_it_is_whole(folder: Path) -> None:
    path = folder / "rows.jsonl"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.rstrip("\n"), encoding="utf-8")
    assert len(list(iter_rows(folder))) == 7
    path.write_text(text[:-30], encoding="utf-8")
    assert len(list(iter_rows(folder))) == 6


def test_a_folder_without_rows_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(RunUnreadableError, match="no rows of a run here"):
        list(iter_rows(tmp_path))
