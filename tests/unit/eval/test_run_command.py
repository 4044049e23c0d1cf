"""`tuphap eval` at its door: what it prints, what it writes, how it ends."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from api import evaluated
from api.cli import main
from api.schemas import FailedFile
from eval.system import System
from tests.support.scripted_system import (
    ScriptedSystem,
    factory_of,
    make_answer,
    make_citation,
    make_value,
)

Command = Callable[..., int]

RIGHT = make_answer(
    "Có 42 văn bản [1].", values=[make_value(42)], citations=[make_citation("Có 42 văn bản.")]
)
NUMBER = {"id": "h1", "question": "Bao nhiêu?", "lang": "vi", "kind": "number"}
NOTHING = {"id": "h2", "question": "Mấy luật sư?", "lang": "en", "kind": "unanswerable"}
LINES = (
    {**NUMBER, "answer_number": 42, "unit": "văn bản"},
    {**NOTHING, "answer_number": None, "unit": None},
)


@pytest.fixture
def flat(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text("Có 42 văn bản.", encoding="utf-8")
    path = tmp_path / "questions.jsonl"
    lines = [{**line, "answer": None, "source": "a"} for line in LINES]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> ScriptedSystem:
    scripted = ScriptedSystem({"Bao nhiêu?": RIGHT})

    @contextmanager
    def open_scripted(factory: evaluated.BuiltInFactory, corpus: Path) -> Iterator[System]:
        if (corpus / "broken.pdf").exists():
            factory._refused(FailedFile(path="broken.pdf", error="hỏng"))
        yield scripted

    monkeypatch.setattr(evaluated.BuiltInFactory, "__call__", open_scripted)
    return scripted


@pytest.fixture
def tuphap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    monkeypatch.setattr("api.telemetry.switch_off", lambda: None)
    monkeypatch.setattr("api.cli.use_utf8", lambda: None)
    monkeypatch.chdir(tmp_path)

    def command(*arguments: object) -> int:
        monkeypatch.setattr(sys, "argv", ["tuphap", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0)

    return command


def folder_suite(flat: Path, head: str) -> Path:
    flat.parent.joinpath("reports").rename(flat.parent / "corpus")
    (flat.parent / "suite.toml").write_text(head, encoding="utf-8")
    expected = {"status": "answered", "values": [{"value": 42, "unit": "văn bản"}], "sources": ["a.txt"]}
    line = {"id": "q1", "question": "Bao nhiêu?", "kind": "lookup", "expected": expected}
    flat.write_text(json.dumps(line) + "\n", encoding="utf-8")
    return flat.parent


def test_a_question_file_just_works(
    tuphap: Command, system: ScriptedSystem, flat: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tuphap("--data-dir", tmp_path / "d", "eval", "run", flat) == 0
    printed = capsys.readouterr().out
    assert "unanswerable" in printed
    assert "Chưa đúng" not in printed
    (kept,) = (tmp_path / "d" / "eval").iterdir()
    assert {path.name for path in kept.iterdir()} == {
        "config.json",
        "rows.jsonl",
        "summary.json",
        "summary.md",
        "report.html",
        "junit.xml",
    }
    assert [question.text for question in system.asked] == ["Bao nhiêu?", "Mấy luật sư?"]


def test_json_stands_alone_on_stdout(
    tuphap: Command, system: ScriptedSystem, flat: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tuphap("eval", "run", flat, "--output", tmp_path / "runs", "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert Path(printed["path"]).parent == tmp_path / "runs"
    assert printed["kinds"]["all"]["metrics"]["right"]["value"] == 1.0


def test_what_is_not_right_is_listed_with_what_came(
    tuphap: Command, system: ScriptedSystem, flat: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    system.default = make_answer("Có 7 luật sư.", values=[make_value(7, "luật sư")])
    assert tuphap("eval", "run", flat) == 0
    printed = capsys.readouterr().out
    assert "not right: 1/2" in printed
    assert "h2 unanswerable: Mấy luật sư?" in printed
    assert "WRONG NUMBER" in printed
    assert "answered 7 luật sư" in printed


def test_a_missed_floor_is_exit_code_4_and_named(
    tuphap: Command, system: ScriptedSystem, flat: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite = folder_suite(flat, 'name = "x"\n[floors.lookup]\nvalue = 1\n')
    assert tuphap("eval", "run", suite, "--output", "runs") == 0
    system.answers = {}
    assert tuphap("eval", "run", suite, "--output", "runs") == 4
    said = capsys.readouterr().err.splitlines()
    assert said[-2].endswith("missed: lookup.value: 0, wanted at least 1")
    assert said[-1] == "  q1 (0): Bao nhiêu?"


def test_failed_questions_and_refused_reports_are_exit_code_3_and_named(
    tuphap: Command, system: ScriptedSystem, flat: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (flat.parent / "reports" / "broken.pdf").write_bytes(b"")
    assert tuphap("eval", "run", flat) == 3
    assert "broken.pdf: hỏng" in capsys.readouterr().err
    (flat.parent / "reports" / "broken.pdf").unlink()
    system.answers = {"Bao nhiêu?": RuntimeError("đứt")}
    assert tuphap("eval", "run", flat) == 3
    assert "h1: RuntimeError: đứt" in capsys.readouterr().err


def test_a_bad_suite_is_wrong_usage(
    tuphap: Command, flat: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flat.write_text('{"id": "h1"}\n', encoding="utf-8")
    assert tuphap("eval", "run", flat) == 2
    assert "questions.jsonl:1: question" in capsys.readouterr().err
    assert tuphap("eval", "run", tmp_path / "none") == 2
    assert tuphap("eval", "compare", tmp_path / "none", tmp_path / "none") == 2


def test_two_runs_are_compared(
    tuphap: Command, system: ScriptedSystem, flat: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tuphap("eval", "run", flat, "--output", tmp_path / "a")
    system.answers = {}
    tuphap("eval", "run", flat, "--output", tmp_path / "b")
    (a,), (b,) = (tmp_path / "a").iterdir(), (tmp_path / "b").iterdir()
    capsys.readouterr()
    assert tuphap("eval", "compare", a, b) == 0
    printed = capsys.readouterr().out
    assert "right to wrong (1)" in printed
    assert "h1 (lookup): Bao nhiêu?" in printed
    assert tuphap("eval", "compare", a, b, "--json", "--markdown", tmp_path / "c.md") == 0
    compared = json.loads(capsys.readouterr().out)
    assert (compared["to_wrong"], compared["to_right"]) == (["h1"], [])
    assert "`h1`" in (tmp_path / "c.md").read_text(encoding="utf-8")


def test_the_reports_can_be_made_again_and_say_what_changed_since(
    tuphap: Command, system: ScriptedSystem, flat: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b"):
        tuphap("eval", "run", flat, "--output", tmp_path / name)
        system.answers = {}
    (a,), (b,) = (tmp_path / "a").iterdir(), (tmp_path / "b").iterdir()
    before = (b / "summary.md").read_text(encoding="utf-8")
    (b / "report.html").unlink()
    capsys.readouterr()
    assert tuphap("eval", "report", b, "--against", a) == 0
    assert capsys.readouterr().out.splitlines()[0] == str(b / "report.html")
    assert (b / "report.html").is_file()
    after = (b / "summary.md").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    assert "right to wrong (1)" in after
    assert tuphap("eval", "report", tmp_path) == 2
    assert "no run is kept here" in capsys.readouterr().err


def test_a_server_that_is_not_there_is_wrong_usage_and_leaves_nothing(
    tuphap: Command,
    flat: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> httpx.Response:
        raise httpx.ConnectError("connection refused")

    monkeypatch.setattr(httpx, "get", refuse)
    monkeypatch.setattr(httpx.Client, "get", refuse)
    nobody, runs = "http://127.0.0.1:9", tmp_path / "runs"
    assert tuphap("eval", "run", flat, "--output", runs, "--url", nobody) == 2
    said = capsys.readouterr().err
    assert "cannot ask the server http://127.0.0.1:9" in said
    assert f"check {nobody}/health/ready" in said
    assert tuphap("eval", "run", flat, "--output", runs, "--openai-url", f"{nobody}/v1") == 2
    assert "--openai-url and --model go together" in capsys.readouterr().err
    other = ("--openai-url", f"{nobody}/v1", "--model", "m")
    assert tuphap("eval", "run", flat, "--output", runs, *other) == 2
    assert f"cannot connect to {nobody}/v1" in capsys.readouterr().err
    assert tuphap("eval", "run", flat, "--output", runs, "--url", nobody, *other) == 2
    assert not runs.exists()


def test_baselines_stand_beside_the_program(
    tuphap: Command,
    system: ScriptedSystem,
    flat: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("eval.baselines.BASELINES", {"bm25": lambda open_embedder: factory_of(system)})
    assert tuphap("eval", "run", flat, "--output", tmp_path / "runs", "--baselines") == 0
    assert "bm25" in capsys.readouterr().out
    (kept,) = (tmp_path / "runs").iterdir()
    assert "Chỉ BM25" in (kept / "report.html").read_text(encoding="utf-8")
    assert (kept / "baselines" / "bm25" / "rows.jsonl").is_file()


def test_a_run_cut_off_is_gone_on_with(
    tuphap: Command, system: ScriptedSystem, flat: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tuphap("eval", "run", flat, "--output", tmp_path / "runs")
    (kept,) = (tmp_path / "runs").iterdir()
    rows = kept / "rows.jsonl"
    rows.write_text(rows.read_text(encoding="utf-8").splitlines(keepends=True)[0], encoding="utf-8")
    system.asked.clear()
    assert tuphap("eval", "run", flat, "--resume", kept) == 0
    assert [question.text for question in system.asked] == ["Mấy luật sư?"]
    assert len(rows.read_text(encoding="utf-8").splitlines()) == 2
    assert tuphap("eval", "run", flat, "--resume", tmp_path) == 2
    assert "no run is kept here" in capsys.readouterr().err
