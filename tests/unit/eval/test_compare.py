"""Comparing two runs: pairs, changes and their intervals, what is significant, what turned."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Answer
from eval.compare import Comparison, Difference, as_json, compare_runs
from eval.comparison_text import as_markdown, as_text
from eval.errors import RunUnreadableError
from eval.rows import StoredRow, as_line
from eval.statistics.paired import mcnemar_p
from tests.support.scripted_system import make_answer, make_question

Scores = Mapping[str, float]


def stored(
    identifier: str,
    scores: Scores,
    *,
    kind: str = "lookup",
    wanted: float = 42,
    answer: Answer | None = None,
    error: str | None = None,
    elapsed_ms: float | None = 10.0,
    note: str | None = None,
) -> StoredRow:
    expected = {"status": "answered", "values": [{"value": wanted, "unit": "văn bản"}]}
    return StoredRow(
        question=make_question(identifier, kind, expected, note=note),
        answer=None if error else answer or make_answer("Có 42 văn bản [1]."),
        hits=None,
        scores=scores,
        unscorable={},
        error=error,
        elapsed_ms=None if error else elapsed_ms,
    )


def write_rows(folder: Path, rows: Sequence[StoredRow]) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "rows.jsonl").write_text("".join(as_line(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def write_run(folder: Path, rights: Mapping[str, float | None], *, wanted: float = 42) -> Path:
    rows = [
        stored(name, {"status": 1.0} | ({} if right is None else {"right": right}), wanted=wanted)
        for name, right in rights.items()
    ]
    return write_rows(folder, rows)


def of(comparison: Comparison, metric: str) -> Difference:
    return next(difference for difference in comparison.differences if difference.metric == metric)


def test_flips_and_differences_are_of_the_pairs_alone(tmp_path: Path) -> None:
    a = write_run(tmp_path / "a", {"q1": 1, "q2": 1, "q3": 0, "q4": 0, "only": 0, "none": None})
    b = write_run(tmp_path / "b", {"q4": 1, "q3": 1, "q2": 0, "q1": 1, "new": 1, "none": 1})
    compared = compare_runs(a, b)
    assert compared.pairs == 5
    assert compared.to_wrong == ("q2",)
    assert compared.to_right == ("q3", "q4")
    assert (compared.only_a, compared.only_b) == (("only",), ("new",))
    right = of(compared, "right")
    assert (right.pairs, right.a, right.b, right.change) == (4, 0.5, 0.75, 0.25)
    assert compared.p_value == right.p_value == mcnemar_p(1, 2)


def test_a_question_that_expects_otherwise_is_no_pair(tmp_path: Path) -> None:
    a = write_run(tmp_path / "a", {"q1": 1})
    b = write_run(tmp_path / "b", {"q1": 0}, wanted=43)
    compared = compare_runs(a, b)
    assert (compared.pairs, compared.changed, compared.to_wrong) == (0, ("q1",), ())


def test_a_note_for_people_changes_no_question(tmp_path: Path) -> None:
    a = write_rows(tmp_path / "a", [stored("q1", {"right": 1.0})])
    b = write_rows(tmp_path / "b", [stored("q1", {"right": 1.0}, note="xem lại")])
    assert compare_runs(a, b).pairs == 1


def test_a_clear_loss_is_significant_and_a_single_turn_is_not(tmp_path: Path) -> None:
    names = [f"q{n}" for n in range(40)]
    a = write_run(tmp_path / "a", dict.fromkeys(names, 1.0))
    b = write_run(tmp_path / "b", {name: float(n >= 12) for n, name in enumerate(names)})
    lost = of(compare_runs(a, b), "right")
    assert lost.significant
    assert lost.improved is False
    assert lost.p_value == mcnemar_p(12, 0)
    assert lost.low is not None
    assert lost.high is not None
    assert lost.low < -0.3 < lost.high < 0
    once = write_run(tmp_path / "c", {name: float(n >= 1) for n, name in enumerate(names)})
    assert not of(compare_runs(a, once), "right").significant


def test_a_lower_metric_improves_by_falling(tmp_path: Path) -> None:
    a = write_rows(tmp_path / "a", [stored(f"q{n}", {"wrong_number": 1.0}) for n in range(10)])
    b = write_rows(tmp_path / "b", [stored(f"q{n}", {"wrong_number": 0.0}) for n in range(10)])
    better = of(compare_runs(a, b), "wrong_number")
    assert (better.change, better.improved, better.significant) == (-1, True, True)
    worse = of(compare_runs(b, a), "wrong_number")
    assert (worse.change, worse.improved) == (1, False)
    assert [(flip.metric, flip.improved) for flip in compare_runs(b, a).flips] == [
        ("wrong_number", False)
    ] * 10


def test_several_metrics_are_corrected_and_the_one_it_is_about_is_not(tmp_path: Path) -> None:
    before = {"right": 1.0, "value": 1.0, "citation": 1.0, "unit": 1.0, "status": 1.0}
    after = {**before, "right": 0.0, "value": 0.0, "citation": 0.0, "unit": 0.0}
    a = write_rows(tmp_path / "a", [stored(f"q{n}", before) for n in range(20)])
    b = write_rows(tmp_path / "b", [stored(f"q{n}", after if n < 6 else before) for n in range(20)])
    compared = compare_runs(a, b)
    alone = mcnemar_p(6, 0)
    assert of(compared, "right").p_corrected == alone == of(compared, "value").p_value
    # three other metrics turned; the one in which no pair differs was never in question
    assert of(compared, "value").p_corrected == pytest.approx(3 * alone)
    assert of(compared, "status").p_corrected == 1
    assert of(compared, "right").significant
    assert not of(compared, "value").significant


def test_times_are_compared_without_a_test(tmp_path: Path) -> None:
    a = write_rows(tmp_path / "a", [stored(f"q{n}", {}, elapsed_ms=10.0 + n) for n in range(10)])
    b = write_rows(tmp_path / "b", [stored(f"q{n}", {}, elapsed_ms=20.0 + n) for n in range(9)])
    median = of(compare_runs(a, b), "latency_p50_ms")
    assert (median.pairs, median.a, median.b) == (9, 14, 24)
    assert median.p_value is median.p_corrected is None
    assert not median.significant


def test_each_kind_has_its_own_difference(tmp_path: Path) -> None:
    def rows(right: float) -> list[StoredRow]:
        return [
            *(stored(f"t{n}", {"right": 1.0}, kind="text") for n in range(3)),
            *(stored(f"l{n}", {"right": right}, kind="lookup") for n in range(9)),
        ]

    kinds = compare_runs(write_rows(tmp_path / "a", rows(1)), write_rows(tmp_path / "b", rows(0))).kinds
    assert list(kinds) == ["lookup", "text"]
    assert (kinds["lookup"].change, kinds["lookup"].significant) == (-1, True)
    assert (kinds["text"].change, kinds["text"].p_corrected) == (0, 1)


def flipped(tmp_path: Path) -> Comparison:
    a = write_rows(
        tmp_path / "a",
        [
            stored("đúng-1", {"right": 1.0, "wrong_number": 0.0}),
            stored("sai-2", {"right": 0.0, "wrong_number": 0.0}, error="KeyError: 'hỏng'"),
            stored("cũ", {"right": 1.0}),
        ],
    )
    wrong = make_answer("Có 55 | văn\nbản " + "rất dài " * 60, values=())
    b = write_rows(
        tmp_path / "b",
        [
            stored("đúng-1", {"right": 0.0, "wrong_number": 1.0}, answer=wrong),
            stored("sai-2", {"right": 1.0, "wrong_number": 0.0}),
        ],
    )
    return compare_runs(a, b)


def test_a_turned_question_is_told_with_what_was_wanted_and_both_answers(tmp_path: Path) -> None:
    flips = flipped(tmp_path).flips
    assert [(flip.id, flip.metric, flip.improved) for flip in flips] == [
        ("đúng-1", "right", False),
        ("đúng-1", "wrong_number", False),
        ("sai-2", "right", True),
    ]
    assert flips[0].wanted == "answered: 42 văn bản"
    assert flips[0].a == "answered: Có 42 văn bản [1]."
    assert flips[0].b.startswith("answered: Có 55 | văn bản rất dài")
    assert len(flips[0].b) == 160
    assert flips[2].a == "KeyError: 'hỏng'"


def test_a_comparison_reads_as_text_and_as_markdown(tmp_path: Path) -> None:
    compared = flipped(tmp_path)
    text, markdown = as_text(compared), as_markdown(compared)
    for page in (text, markdown):
        assert "nay đưa số sai · now shows a wrong number (1)" in page
        assert "đúng thành sai · right to wrong (1)" in page
        assert "đúng-1" in page
        assert "chỉ có ở A · only in A (1)" in page
        assert "p = 1.0000" in page
        assert "nothing beyond chance" in page
    table = [line for line in markdown.splitlines() if line.startswith("|")]
    assert all(line.count("|") - line.count("\\|") == table[0].count("|") for line in table[:3])
    assert "Có 55 \\| văn bản" in markdown


def test_the_verdict_names_what_got_worse_beyond_chance(tmp_path: Path) -> None:
    names = [f"q{n}" for n in range(30)]
    a = write_run(tmp_path / "a", dict.fromkeys(names, 1.0))
    b = write_run(tmp_path / "b", dict.fromkeys(names, 0.0))
    assert "kém hẳn · worse beyond chance: right; McNemar: 30 đúng→sai" in as_text(compare_runs(a, b))
    assert "hơn hẳn · better beyond chance: right" in as_markdown(compare_runs(b, a))
    assert "nothing beyond chance" in as_text(compare_runs(a, a))


def test_the_machine_form_is_json_with_everything_in_it(tmp_path: Path) -> None:
    content = json.loads(json.dumps(as_json(flipped(tmp_path)), allow_nan=False))
    assert content["to_wrong"] == ["đúng-1"]
    assert content["only_a"] == ["cũ"]
    right = next(difference for difference in content["differences"] if difference["metric"] == "right")
    assert right == {
        **{"metric": "right", "pairs": 2, "a": 0.5, "b": 0.5, "change": 0.0, "low": -1.0, "high": 1.0},
        **{"p_value": 1.0, "p_corrected": 1.0, "improved": None, "significant": False},
    }
    assert content["flips"][0]["wanted"] == "answered: 42 văn bản"


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.5, 1.0]), st.sampled_from([0.0, 0.5, 1.0])), min_size=1))
@settings(max_examples=20, deadline=None)
def test_turning_the_runs_round_turns_every_sign(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[float, float]]
) -> None:
    folder = tmp_path_factory.mktemp("runs")
    a, b = (
        write_rows(folder / name, [stored(f"q{n}", {"right": pair[side]}) for n, pair in enumerate(pairs)])
        for side, name in enumerate("ab")
    )
    there, back = of(compare_runs(a, b), "right"), of(compare_runs(b, a), "right")
    assert there.change == -back.change
    assert there.p_value == pytest.approx(back.p_value, abs=0.03)
    assert compare_runs(a, b).to_wrong == compare_runs(b, a).to_right
    same = of(compare_runs(a, a), "right")
    assert (same.change, same.p_value, same.improved) == (0, 1, None)


def test_what_is_no_run_is_said_so(tmp_path: Path) -> None:
    a = write_run(tmp_path / "a", {"q1": 1})
    with pytest.raises(RunUnreadableError, match="no rows of a run here"):
        compare_runs(a, tmp_path / "none")
    (a / "rows.jsonl").write_text('{"id": "q1"}\n', encoding="utf-8")
    with pytest.raises(RunUnreadableError, match="line 1"):
        compare_runs(a, a)
