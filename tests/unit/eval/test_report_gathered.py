"""What a report tells of the rows: outcomes, the worst of them, and which made a limit be missed."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.report.gathered import gather
from eval.report.kept import read_run
from eval.report.outcome import Outcome, missed_metrics, outcome_of
from eval.report.times import STEPS_MS, Times
from eval.report.worst import Worst
from eval.rows import StoredRow, iter_rows
from tests.support.kept_run import LIMITS, keep_run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return keep_run(tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="module")
def rows(folder: Path) -> dict[str, StoredRow]:
    return {row.question.id: row for row in iter_rows(folder)}


def test_every_row_has_the_outcome_a_person_would_name(rows: dict[str, StoredRow]) -> None:
    assert {name: outcome_of(row).value for name, row in rows.items()} == {
        "good": "right",
        "refused": "refused",
        "number": "wrong_number",
        "wrong": "wrong",
        "failed": "failed",
        "bare": "right",
        "quiet": "right",
    }


def test_what_a_row_lacks_is_its_status_alone_where_that_is_wrong(rows: dict[str, StoredRow]) -> None:
    assert missed_metrics(rows["refused"]) == ("status",)
    assert missed_metrics(rows["good"]) == ()
    lacks = missed_metrics(rows["number"])
    assert {"value", "amount", "unit", "place", "citation"} <= set(lacks)
    assert lacks[-1] == "wrong_number"
    assert "period" not in lacks
    assert "right" not in lacks


def test_rows_are_counted_by_kind_and_the_worst_come_first(folder: Path) -> None:
    gathered = gather(iter_rows(folder), read_run(folder).summary.missed)
    assert gathered.outcomes["all"] == {
        Outcome.RIGHT: 3,
        Outcome.REFUSED: 1,
        Outcome.FAILED: 1,
        Outcome.WRONG: 1,
        Outcome.WRONG_NUMBER: 1,
    }
    assert gathered.outcomes["lookup"] == {Outcome.RIGHT: 1, Outcome.REFUSED: 1}
    assert [worst.row.question.id for worst in gathered.worst] == ["number", "wrong", "failed", "refused"]
    assert gathered.not_right == 4
    few = gather(iter_rows(folder), (), shown=2)
    assert [worst.row.question.id for worst in few.worst] == ["number", "wrong"]
    assert few.not_right == 4


def test_a_missed_limit_names_the_rows_of_its_kind_that_count_against_it(folder: Path) -> None:
    causes = gather(iter_rows(folder), read_run(folder).summary.missed).causes
    named = {limit: [cause.id for cause in found] for limit, found in causes.items()}
    right, _, wrong_number, slow, unmeasured = LIMITS
    assert named[right] == ["refused"]
    assert named[wrong_number] == ["number"]
    assert len(named[slow]) == 5
    assert named[unmeasured] == []
    assert len(named) == 4


@given(st.lists(st.integers(0, 9)), st.integers(1, 6))
def test_the_worst_are_those_that_sorting_everything_would_give(badness: list[int], room: int) -> None:
    worst: Worst[int] = Worst(room)
    for place, bad in enumerate(badness):
        worst.add((bad,), place)
    everything = sorted(range(len(badness)), key=lambda place: (-badness[place], place))
    assert list(worst.things) == everything[:room]


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_every_time_stands_in_the_step_it_falls_into(times: list[float]) -> None:
    counted = Times()
    for time in times:
        counted.add(time)
    for over, upto, count in counted.filled:
        assert count == sum(
            (over is None or time > over) and (upto is None or time <= upto) for time in times
        )
    assert sum(count for _, _, count in counted.filled) == len(times)
    assert counted.filled[0][2]
    assert counted.filled[-1][2]
    assert len(STEPS_MS) + 1 == len(counted.counts)


def test_a_killed_run_is_read_for_what_it_has(tmp_path: Path) -> None:
    folder = keep_run(tmp_path)
    whole = read_run(folder)
    assert whole.whole
    assert set(whole.baselines) == {"bm25", "tutorial"}
    assert whole.costs is not None
    assert whole.summary.kinds["all"].metrics["peak_memory_mib"].value == 512
    (folder / "summary.json").unlink()
    lines = (folder / "rows.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "rows.jsonl").write_text("".join(lines[:3]) + lines[3][:40], encoding="utf-8")
    cut = read_run(folder)
    assert (cut.asked, cut.questions, cut.whole, cut.costs) == (3, 7, False, None)
    assert cut.summary.kinds["lookup"] == dataclasses.replace(whole.summary.kinds["lookup"])
