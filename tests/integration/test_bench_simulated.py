"""The measured run from end to end, on a few simulated reports: written, taken in, asked, taken up again."""

import json
from pathlib import Path

import typer
from typer.testing import CliRunner

from eval.bench.simulated import main
from eval.simulate.suite import write_suite


def _run(*arguments: str) -> str:
    app = typer.Typer()
    app.command()(main)
    run = CliRunner().invoke(app, list(arguments))
    assert run.exit_code == 0, run.output
    return run.output


def test_a_kept_run_is_taken_up_again_with_the_same_figures(tmp_path: Path) -> None:
    small = ("--count", "4", "--questions", "20", "--formats", "txt", "--keep", str(tmp_path), "--json")
    first, again = (json.loads(_run(*small)) for _ in range(2))
    assert first["kinds"]["all"]["rows"] == again["kinds"]["all"]["rows"] >= 17
    assert (first["setup"]["reread"], again["setup"]["reread"]) == (False, True)
    assert first["setup"]["reports"] == again["setup"]["reports"] == 4
    assert first["setup"]["figures"] == again["setup"]["figures"] > 0
    assert not first["setup"]["refused"]
    assert len(list((tmp_path / "runs").iterdir())) == 2


def test_another_suite_in_the_same_folder_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    keep = ("--formats", "txt", "--questions", "17", "--keep", str(tmp_path / "kept"), "--json")
    _run("--count", "3", "--seed", "1", *keep)
    write_suite(tmp_path / "other", count=2, questions=17, seed=9, formats=("txt",))
    other = json.loads(_run("--suite", str(tmp_path / "other"), *keep))
    assert other["setup"]["reports"] == 2


def test_it_prints_scores_by_kind_and_where_failing_rows_come_from() -> None:
    text = _run("--count", "3", "--questions", "17", "--formats", "txt")
    assert "off_topic" in text
    assert "3 reports taken in" in text
    assert "failing by construction, document_kind:" in text


def test_phrasings_that_do_not_exist_are_wrong_usage(tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(main)
    run = CliRunner().invoke(app, ["--count", "1", "--phrasings", "nowhere", "--keep", str(tmp_path)])
    assert run.exit_code == 2
    assert "nowhere" in run.output
