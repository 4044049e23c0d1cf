"""A written suite is one that the evaluation reads, the same every time."""

from pathlib import Path

from typer.testing import CliRunner

from eval.simulate.suite import read_origins, write_suite
from eval.suite import load_suite


def _write(folder: Path) -> Path:
    write_suite(folder, count=25, questions=60, seed=5, formats=("txt",))
    return folder


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_written_suite_loads_with_its_limits_and_holds_only_reports(tmp_path):
    suite = load_suite(_write(tmp_path))
    assert len(suite.questions) == 60
    assert {limit.metric for limit in suite.limits} == {
        "value",
        "citation",
        "abstention_recall",
        "wrong_number",
    }
    assert {path.suffix for path in suite.corpus.iterdir()} == {".txt"}


def test_every_question_tells_what_it_was_made_of(tmp_path):
    folder = _write(tmp_path)
    origins = read_origins(folder)
    assert set(origins) == {question.id for question in load_suite(folder).questions}
    assert all(origin["task"] and origin["phrasing"].startswith("visible/") for origin in origins.values())


def test_the_same_arguments_give_the_same_bytes(tmp_path):
    assert _contents(_write(tmp_path / "a")) == _contents(_write(tmp_path / "b"))


def test_fewer_reports_in_the_same_folder_leave_none_of_the_others(tmp_path):
    _write(tmp_path)
    write_suite(tmp_path, count=5, questions=10, seed=5, formats=("txt",))
    assert len(list((tmp_path / "corpus").iterdir())) == 5


def test_the_command_writes_a_suite_and_names_bad_phrasings(tmp_path):
    import typer

    from eval.simulate.__main__ import main

    app = typer.Typer()
    app.command()(main)
    run = CliRunner().invoke(
        app, ["--suite", str(tmp_path), "--count", "5", "--questions", "40", "--formats", "txt"]
    )
    assert run.exit_code == 0, run.output
    assert "5 reports, 40 questions" in run.output
    refused = CliRunner().invoke(app, ["--suite", str(tmp_path), "--phrasings", "nowhere"])
    assert refused.exit_code == 2
    assert "nowhere" in refused.output
