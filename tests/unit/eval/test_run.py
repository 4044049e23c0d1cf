"""A run asks everything, keeps everything, counts rightly and says which floors do not hold."""

import datetime as dt
import itertools
import json
from pathlib import Path

import pytest

from assistant.answer import Answer
from eval.metrics.registry import BY_NAME, METRICS
from eval.question import SuiteQuestion
from eval.run import RunResult, run_suite
from eval.suite import Limit, Suite
from eval.summary import as_markdown
from tests.support.scripted_system import (
    NOT_FOUND,
    ScriptedSystem,
    factory_of,
    make_answer,
    make_citation,
    make_question,
    make_value,
    perfect_answer,
)

VALUE = {"value": 42, "unit": "văn bản", "province": "Hậu Giang", "period": "2023"}
ANSWERABLE = (
    make_question(
        "v",
        "lookup",
        {"status": "answered", "values": [VALUE], "sources": ["a.txt"], "relevant": {"a.txt": 1}},
    ),
    make_question(
        "i", "list", {"status": "answered", "items": ["Đà Nẵng", "Hà Nam"], "sources": ["b.txt", "a.txt"]}
    ),
    make_question(
        "p",
        "text",
        {"status": "answered", "phrases": ["còn hạn chế"], "evidence": "Công tác còn hạn chế."},
    ),
    make_question(
        "t",
        "no_place",
        {
            "status": "answered",
            "table": {"rows": [["Hậu Giang", 42]]},
            "coverage": {"with_data": ["Hậu Giang"], "without_data": []},
        },
    ),
)
UNANSWERABLE = make_question("u", "unanswerable", {"status": "not_found"})
STARTED = dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("x", encoding="utf-8")
    return folder


def suite_of(corpus: Path, *questions: SuiteQuestion, limits: tuple[Limit, ...] = ()) -> Suite:
    return Suite(name="Bộ thử", path=corpus.parent, corpus=corpus, questions=questions, limits=limits)


def run(suite: Suite, system: ScriptedSystem, output: Path) -> RunResult:
    ticks = itertools.count()
    return run_suite(
        suite,
        factory_of(system),
        output,
        about={"kind": "scripted"},
        started_at=STARTED,
        timer=lambda: next(ticks) / 100,
    )


def perfect(*questions: SuiteQuestion) -> ScriptedSystem:
    answers: dict[str, Answer | Exception] = {q.question: perfect_answer(q) for q in questions}
    return ScriptedSystem(answers, found=["a.txt"])


def means(result: RunResult, kind: str = "all") -> dict[str, float]:
    return {name: measured.value for name, measured in result.summary.kinds[kind].metrics.items()}


def test_a_perfect_system_scores_one_on_every_metric(corpus: Path, tmp_path: Path) -> None:
    questions = (*ANSWERABLE, UNANSWERABLE)
    scores = means(run(suite_of(corpus, *questions), perfect(*questions), tmp_path))
    assert set(scores) == set(BY_NAME)
    for metric in METRICS:
        if not metric.name.startswith("latency"):
            assert scores[metric.name] == (1 if metric.better == "higher" else 0), metric.name


def test_a_system_that_never_answers_scores_nothing(corpus: Path, tmp_path: Path) -> None:
    scores = means(run(suite_of(corpus, *ANSWERABLE), ScriptedSystem(), tmp_path))
    assert set(scores) == set(BY_NAME) - {"abstention_recall"}
    assert {scores[m.name] for m in METRICS if m.better == "higher" and m.name in scores} == {0}
    assert scores["wrong_number"] == scores["extra_values"] == 0


def test_a_wrong_number_is_caught_wherever_it_is_shown(corpus: Path, tmp_path: Path) -> None:
    issued = make_answer(
        "Có 55 văn bản [1].",
        values=[make_value(55, province="Hậu Giang", period="2023")],
        citations=[make_citation("55 văn bản")],
    )
    suite = suite_of(corpus, ANSWERABLE[0], UNANSWERABLE)
    scores = means(run(suite, ScriptedSystem(default=issued), tmp_path))
    assert scores["wrong_number"] == 1
    assert scores["right"] == scores["value"] == scores["number"] == scores["abstention_recall"] == 0
    assert scores["citation"] == scores["quoted"] == 1


def test_a_right_value_without_its_proof_is_not_right(corpus: Path, tmp_path: Path) -> None:
    good = perfect_answer(ANSWERABLE[0])
    planted = good.model_copy(update={"citations": (make_citation("Không có số nào."),)})
    scores = means(run(suite_of(corpus, ANSWERABLE[0]), ScriptedSystem(default=planted), tmp_path))
    assert (scores["value"], scores["quoted"], scores["right"]) == (1, 0, 0)


def test_abstention_counts_both_ways(corpus: Path, tmp_path: Path) -> None:
    others = [make_question(name, "unanswerable", {"status": "not_found"}) for name in ("u2", "u3")]
    system = perfect(ANSWERABLE[0], *others)
    system.default = NOT_FOUND
    system.answers = {
        **system.answers,
        UNANSWERABLE.question: make_answer("Có 1 vụ.", values=[make_value(1, "vụ")]),
    }
    result = run(suite_of(corpus, *ANSWERABLE, UNANSWERABLE, *others), system, tmp_path)
    # three not_found on answerable questions and two on the three unanswerable ones
    assert means(result)["abstention_precision"] == pytest.approx(2 / 5)
    assert means(result)["abstention_recall"] == pytest.approx(2 / 3)
    assert result.summary.kinds["all"].metrics["abstention_precision"].rows == 5


def test_a_question_that_raises_is_named_and_counted_against_the_system(corpus: Path, tmp_path: Path) -> None:
    system = perfect(*ANSWERABLE)
    system.answers = {**system.answers, ANSWERABLE[0].question: KeyError("hỏng")}
    result = run(suite_of(corpus, *ANSWERABLE), system, tmp_path)
    assert result.summary.failed == {"v": "KeyError: 'hỏng'"}
    assert result.summary.kinds["lookup"].failed == 1
    assert means(result)["status"] == 0.75
    assert means(result, "lookup")["value"] == means(result, "lookup")["right"] == 0
    assert "latency_p50_ms" not in means(result, "lookup")
    assert len(system.asked) == 4


def test_what_cannot_be_scored_is_named_and_left_out(corpus: Path, tmp_path: Path) -> None:
    running_text = make_answer("Đà Nẵng và Hà Nam đạt [1].", citations=[make_citation("Đà Nẵng")])
    bare = make_question("s", "text", {"status": "answered"})
    result = run(suite_of(corpus, ANSWERABLE[1], bare), ScriptedSystem(default=running_text), tmp_path)
    assert [(row, metric) for row, metric, _ in result.summary.unscorable] == [
        ("i", "items_precision"),
        ("s", "right"),
    ]
    assert "items_precision" not in means(result)
    assert result.summary.kinds["all"].metrics["right"].rows == 1


def test_limits_are_checked_and_a_limit_nobody_measured_is_missed(corpus: Path, tmp_path: Path) -> None:
    limits = (
        Limit("floor", "lookup", "value", 1.0),
        Limit("floor", "all", "status", 0.9),
        Limit("ceiling", "all", "wrong_number", 0.0),
        Limit("floor", "trend", "value", 0.5),
    )
    system = perfect(ANSWERABLE[0])
    result = run(suite_of(corpus, *ANSWERABLE[:2], limits=limits), system, tmp_path)
    assert [checked.limit.metric for checked in result.summary.missed] == ["status", "value"]
    assert [str(checked) for checked in result.summary.missed] == [
        "all.status: 0.5, wanted at least 0.9",
        "trend.value: not measured by any row, wanted at least 0.5",
    ]


def test_the_run_folder_holds_everything(corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "runs"
    suite = suite_of(corpus, *ANSWERABLE, UNANSWERABLE, limits=(Limit("floor", "all", "status", 1),))
    result = run(suite, perfect(*ANSWERABLE, UNANSWERABLE), output)
    assert result.path == output / "bo-thu-20240102T030405Z"
    config = json.loads((result.path / "config.json").read_text(encoding="utf-8"))
    assert config["system"] == {"kind": "scripted"}
    assert config["questions"] == 5
    rows = [
        json.loads(line) for line in (result.path / "rows.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert [row["id"] for row in rows] == ["v", "i", "p", "t", "u"]
    assert Answer.model_validate(rows[0]["answer"]) == perfect_answer(ANSWERABLE[0])
    assert rows[0]["expected"]["values"] == [VALUE]
    assert rows[0]["hits"][0]["source"] == "a.txt"
    assert rows[0]["elapsed_ms"] == 10
    summary = json.loads((result.path / "summary.json").read_text(encoding="utf-8"))
    assert summary["kinds"]["all"]["metrics"]["status"] == {"value": 1, "rows": 5}
    assert list(summary["kinds"]) == ["all", "lookup", "no_place", "list", "text", "unanswerable"]
    markdown = (result.path / "summary.md").read_text(encoding="utf-8")
    assert markdown == as_markdown(result.summary)
    assert "| status | higher | 1.000 | 1.000 |" in markdown
    assert "- met: all.status: 1, wanted at least 1" in markdown


def test_two_runs_are_the_same_and_stand_beside_each_other(corpus: Path, tmp_path: Path) -> None:
    suite = suite_of(corpus, *ANSWERABLE, UNANSWERABLE)
    first, second = (run(suite, perfect(*ANSWERABLE, UNANSWERABLE), tmp_path / "runs") for _ in range(2))
    assert first.path != second.path
    for name in ("config.json", "rows.jsonl", "summary.json", "summary.md"):
        assert (first.path / name).read_bytes() == (second.path / name).read_bytes()


def test_progress_is_told_question_by_question_and_search_as_a_user_sees_it(
    corpus: Path, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    system = perfect(*ANSWERABLE)
    run_suite(suite_of(corpus, *ANSWERABLE), factory_of(system), tmp_path, lambda *done: told.append(done))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [(text, k) for text, k, _ in system.searched] == [("câu v", 10)]
