"""Comparing two runs: pairs, flips and the exact test."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.compare import compare_runs, mcnemar_p
from eval.errors import RunUnreadableError


def write_run(folder: Path, rights: dict[str, float | None], *, expected: str = "answered") -> Path:
    folder.mkdir()
    lines = []
    for row, right in rights.items():
        scores = {"status": 1.0} if right is None else {"status": 1.0, "right": right}
        lines.append(
            {"id": row, "question": "?", "expected": {"status": expected}, "scores": scores, "answer": None}
        )
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    return folder


def test_flips_and_differences_are_of_the_pairs_alone(tmp_path: Path) -> None:
    a = write_run(tmp_path / "a", {"q1": 1, "q2": 1, "q3": 0, "q4": 0, "only": 0, "none": None})
    b = write_run(tmp_path / "b", {"q4": 1, "q3": 1, "q2": 0, "q1": 1, "new": 1, "none": 1})
    compared = compare_runs(a, b)
    assert compared.pairs == 5
    assert compared.to_wrong == ("q2",)
    assert compared.to_right == ("q3", "q4")
    assert (compared.only_a, compared.only_b) == (("only",), ("new",))
    right = next(difference for difference in compared.differences if difference.metric == "right")
    assert (right.pairs, right.a, right.b, right.change) == (4, 0.5, 0.75, 0.25)
    assert compared.p_value == mcnemar_p(1, 2)


def test_a_question_that_expects_otherwise_is_no_pair(tmp_path: Path) -> None:
    a = write_run(tmp_path / "a", {"q1": 1})
    b = write_run(tmp_path / "b", {"q1": 0}, expected="not_found")
    compared = compare_runs(a, b)
    assert (compared.pairs, compared.changed, compared.to_wrong) == (0, ("q1",), ())


@pytest.mark.parametrize(
    ("to_wrong", "to_right", "p"),
    [(0, 0, 1), (1, 1, 1), (0, 1, 1), (0, 5, 0.0625), (1, 9, 22 / 1024), (0, 10, 2 / 1024)],
)
def test_mcnemar_by_hand(to_wrong: int, to_right: int, p: float) -> None:
    assert mcnemar_p(to_wrong, to_right) == pytest.approx(p)


@given(st.integers(0, 200), st.integers(0, 200))
def test_mcnemar_is_a_probability_and_does_not_care_for_the_side(a: int, b: int) -> None:
    assert 0 <= mcnemar_p(a, b) <= 1
    assert mcnemar_p(a, b) == mcnemar_p(b, a)


def test_what_is_no_run_is_said_so(tmp_path: Path) -> None:
    a = write_run(tmp_path / "a", {"q1": 1})
    with pytest.raises(RunUnreadableError, match="no rows of a run here"):
        compare_runs(a, tmp_path / "none")
    (a / "rows.jsonl").write_text('{"id": "q1"}\n', encoding="utf-8")
    with pytest.raises(RunUnreadableError, match="line 1"):
        compare_runs(a, a)
