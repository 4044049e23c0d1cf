"""A run asks everything, keeps everything, counts rightly, holds nothing, and can be gone on with."""

import datetime as dt
import itertools
import json
import tracemalloc
from pathlib import Path

import pytest

from assistant.answer import Answer
from eval.errors import RunUnreadableError
from eval.metrics.registry import METRICS
from eval.question import SuiteQuestion
from eval.rows import iter_rows
from eval.run import RunResult, run_suite
from eval.suite import Limit, Suite
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


def run(suite: Suite, system: ScriptedSystem, output: Path, **options: object) -> RunResult:
    ticks = itertools.count()
    fixed = {"about": {"kind": "scripted"}, "started_at": STARTED, "timer": lambda: next(ticks) / 100}
    return run_suite(suite, factory_of(system), output, **{**fixed, **options})


def perfect(*questions: SuiteQuestion) -> ScriptedSystem:
    answers: dict[str, Answer | Exception] = {q.question: perfect_answer(q) for q in questions}
    return ScriptedSystem(answers, found=["a.txt"])


def means(result: RunResult, kind: str = "all") -> dict[str, float]:
    return {name: measured.value for name, measured in result.summary.kinds[kind].metrics.items()}


def test_a_perfect_system_scores_one_on_every_metric(corpus: Path, tmp_path: Path) -> None:
    questions = (*ANSWERABLE, UNANSWERABLE)
    scores = means(run(suite_of(corpus, *questions), perfect(*questions), tmp_path))
    assert {"value", "items_recall", "table", "phrases", "recall_at_10", "abstention_recall"} <= set(scores)
    for metric in METRICS:
        if metric.measure in ("share", "count") and metric.name in scores:
            assert scores[metric.name] == (1 if metric.better == "higher" else 0), metric.name


def test_a_system_that_never_answers_scores_nothing(corpus: Path, tmp_path: Path) -> None:
    scores = means(run(suite_of(corpus, *ANSWERABLE), ScriptedSystem(), tmp_path))
    higher = [m.name for m in METRICS if m.better == "higher" and m.measure == "share"]
    assert {"right", "value", "items_recall", "table", "phrases", "recall_at_10"} <= set(scores)
    assert {scores[name] for name in higher if name in scores} == {0}
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
    assert config["program"]["version"]
    assert config["packages"]["pydantic"]
    assert config["machine"]["cores"] >= 1
    rows = [
        json.loads(line) for line in (result.path / "rows.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert [row["id"] for row in rows] == ["v", "i", "p", "t", "u"]
    assert Answer.model_validate(rows[0]["answer"]) == perfect_answer(ANSWERABLE[0])
    assert rows[0]["expected"]["values"] == [VALUE]
    assert rows[0]["hits"][0]["source"] == "a.txt"
    assert rows[0]["elapsed_ms"] == 10
    summary = json.loads((result.path / "summary.json").read_text(encoding="utf-8"))
    status = summary["kinds"]["all"]["metrics"]["status"]
    assert (status["value"], status["rows"], status["high"]) == (1, 5, 1)
    assert 0 < status["low"] < 1
    assert summary["costs"] == {"setup_s": 0.01, "asking_s": 0.11, "peak_memory_mib": None}
    assert list(summary["kinds"]) == ["all", "lookup", "no_place", "list", "text", "unanswerable"]


def test_two_runs_are_the_same_and_stand_beside_each_other(corpus: Path, tmp_path: Path) -> None:
    suite = suite_of(corpus, *ANSWERABLE, UNANSWERABLE)
    first, second = (run(suite, perfect(*ANSWERABLE, UNANSWERABLE), tmp_path / "runs") for _ in range(2))
    assert first.path != second.path
    for name in ("config.json", "rows.jsonl", "summary.json"):
        assert (first.path / name).read_bytes() == (second.path / name).read_bytes()


def test_progress_is_told_question_by_question_and_search_as_a_user_sees_it(
    corpus: Path, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    system = perfect(*ANSWERABLE)
    run_suite(suite_of(corpus, *ANSWERABLE), factory_of(system), tmp_path, lambda *done: told.append(done))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [(text, k) for text, k, _ in system.searched] == [("câu v", 10)]


def test_a_system_that_cannot_be_had_leaves_no_folder(corpus: Path, tmp_path: Path) -> None:
    def refuse(_: Path) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        run_suite(suite_of(corpus, *ANSWERABLE), refuse, tmp_path / "runs")
    assert not (tmp_path / "runs").exists()


def test_quotes_are_compared_with_the_texts_that_the_system_shows(corpus: Path, tmp_path: Path) -> None:
    class Showing(ScriptedSystem):
        text = ""

        def report_text(self, report_id: str) -> str | None:
            return self.text if report_id == "a.txt" else None

    suite = suite_of(corpus, ANSWERABLE[0])
    system = Showing(default=perfect_answer(ANSWERABLE[0]))
    assert means(run(suite, system, tmp_path))["quote_exact"] == 0
    system.text = system.default.citations[0].quote
    assert means(run(suite, system, tmp_path))["quote_exact"] == 1


def test_the_memory_of_the_system_is_a_metric_where_it_is_known(corpus: Path, tmp_path: Path) -> None:
    result = run(suite_of(corpus, *ANSWERABLE), perfect(*ANSWERABLE), tmp_path, memory=lambda: 512.5)
    assert means(result)["peak_memory_mib"] == 512.5
    summary = json.loads((result.path / "summary.json").read_text(encoding="utf-8"))
    assert summary["costs"]["peak_memory_mib"] == 512.5


def test_baselines_are_asked_the_same_and_kept_inside_without_limits(corpus: Path, tmp_path: Path) -> None:
    suite = suite_of(corpus, *ANSWERABLE, limits=(Limit("floor", "all", "right", 1),))
    mute, told = ScriptedSystem(), []
    result = run(
        suite,
        perfect(*ANSWERABLE),
        tmp_path,
        baselines={"mute": factory_of(mute)},
        progress=lambda *done: told.append(done),
    )
    assert result.summary.missed == ()
    inside = result.path / "baselines" / "mute"
    assert [row.question.id for row in iter_rows(inside)] == ["v", "i", "p", "t"]
    kept = json.loads((inside / "summary.json").read_text(encoding="utf-8"))
    assert kept["kinds"]["all"]["metrics"]["right"]["value"] == 0
    assert kept["limits"] == []
    assert json.loads((inside / "config.json").read_text(encoding="utf-8"))["system"] == {"kind": "mute"}
    assert told == [(done, 8) for done in range(1, 9)]


def test_a_run_cut_off_is_gone_on_with(corpus: Path, tmp_path: Path) -> None:
    suite = suite_of(corpus, *ANSWERABLE, UNANSWERABLE)
    whole = run(suite, perfect(*ANSWERABLE, UNANSWERABLE), tmp_path / "whole")

    class Killed(ScriptedSystem):
        def ask(self, question: object) -> Answer:
            if len(self.asked) == 3:
                raise KeyboardInterrupt
            return super().ask(question)

    system = perfect(*ANSWERABLE, UNANSWERABLE)
    with pytest.raises(KeyboardInterrupt):
        run(suite, Killed(system.answers, found=["a.txt"]), tmp_path / "cut")
    (cut,) = (tmp_path / "cut").iterdir()
    assert [row.question.id for row in iter_rows(cut)] == ["v", "i", "p"]
    with (cut / "rows.jsonl").open("a", encoding="utf-8") as rows:
        rows.write('{"id": "t", "question": "câ')  # the power went in the middle of a line
    assert [row.question.id for row in iter_rows(cut)] == ["v", "i", "p"]

    finished = run(suite, system, tmp_path / "cut", resume=cut)
    assert finished.path == cut
    assert [question.text for question in system.asked] == ["câu t", "câu u"]
    assert means(finished) == means(whole)
    assert (cut / "rows.jsonl").read_bytes() == (whole.path / "rows.jsonl").read_bytes()


def test_a_run_of_other_questions_or_of_another_system_is_not_gone_on_with(
    corpus: Path, tmp_path: Path
) -> None:
    kept = run(suite_of(corpus, *ANSWERABLE), perfect(*ANSWERABLE), tmp_path).path
    with pytest.raises(RunUnreadableError, match="questions_sha256 changed"):
        run(suite_of(corpus, *ANSWERABLE[:2]), perfect(*ANSWERABLE), tmp_path, resume=kept)
    with pytest.raises(RunUnreadableError, match="system changed"):
        run(suite_of(corpus, *ANSWERABLE), perfect(), tmp_path, resume=kept, about={"kind": "other"})
    with pytest.raises(RunUnreadableError, match="no run is kept here"):
        run(suite_of(corpus, *ANSWERABLE), perfect(), tmp_path, resume=tmp_path / "nowhere")


def test_a_run_holds_no_rows_however_many_there_are(corpus: Path, tmp_path: Path) -> None:
    """A row takes up the numbers that the intervals are made of, and nothing of the answer's 50 kB."""
    answer = make_answer("Có 42 văn bản [1].", values=[make_value(42)], citations=[make_citation("42")])
    line = answer.model_copy(update={"notices": ("x" * 50_000,)}).model_dump_json()

    class Forgetful(ScriptedSystem):
        def ask(self, question: object) -> Answer:
            return Answer.model_validate_json(line)

    def most_held(count: int) -> int:
        expected = {"status": "answered", "values": [VALUE]}
        questions = tuple(make_question(f"q{n}", "lookup", expected) for n in range(count))
        asked = factory_of(Forgetful())
        tracemalloc.start()
        run_suite(suite_of(corpus, *questions), asked, tmp_path / str(count))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    most_held(1)  # what is made once
    assert (most_held(220) - most_held(20)) / 200 < 5_000
