"""The gates of the sample suite notice what breaks the assistant, and a run gives the same scores again."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eval.bench.hashed_embedder import HashedEmbedder
from eval.compare import compare_runs
from eval.regressions.faults import FAULTS
from eval.regressions.system import Parts, opened
from eval.regressions.trial import run_sound, trials
from eval.rows import iter_rows
from eval.run import RunResult
from eval.suite import Suite, load_suite

if TYPE_CHECKING:
    from vectorstore.embeddings import Embedder

# Taking in the sample reports with the real model takes a minute or two.
pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def suite(sample_corpus: Path) -> Suite:
    return load_suite(sample_corpus.parent)


@pytest.fixture(scope="module")
def parts(sample_corpus: Path, embedder: "Embedder") -> Iterator[Parts]:
    with opened(sample_corpus, embedder) as made:
        yield made


@pytest.fixture(scope="module")
def sound(suite: Suite, parts: Parts, tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    return run_sound(suite, parts, tmp_path_factory.mktemp("runs"))


def test_the_sound_assistant_meets_every_limit(sound: RunResult) -> None:
    assert [str(missed) for missed in sound.summary.missed] == []
    assert sound.summary.failed == {}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_regression_fails_the_gate_by_name(
    name: str, suite: Suite, parts: Parts, sound: RunResult, tmp_path: Path
) -> None:
    (trial,) = trials(suite, parts, sound, tmp_path, {name: FAULTS[name]})
    assert trial.run.summary.failed == {}
    assert trial.unnoticed == ()
    assert trial.comparison.p_value < 0.001
    kinds = {kind for kind, _ in FAULTS[name].caught_by} - {"all"}
    rows = {row.question.id: row.question.kind.value for row in iter_rows(sound.path)}
    assert {rows[flipped] for flipped in trial.comparison.to_wrong} >= kinds
    assert len(trial.comparison.to_right) <= 3


def test_the_same_run_again_gives_the_same_scores_to_the_last_digit(
    suite: Suite, parts: Parts, sound: RunResult, tmp_path: Path
) -> None:
    again = run_sound(suite, parts, tmp_path)
    assert _scores(again) == _scores(sound)
    assert compare_runs(sound.path, again.path).flips == ()


def test_a_fresh_assistant_on_the_same_reports_gives_the_same_scores(suite: Suite, tmp_path: Path) -> None:
    corpus = tmp_path / "reports"
    corpus.mkdir()
    for path in suite.corpus.glob("*2023.*"):
        shutil.copy(path, corpus)
    runs = []
    for name in ("first", "second"):
        with opened(corpus, HashedEmbedder()) as parts:  # another model's scores, but as fresh as any
            runs.append(_scores(run_sound(suite, parts, tmp_path / name)))
    assert runs[0] == runs[1]


def _scores(run: RunResult) -> list[tuple[str, dict[str, float]]]:
    return [(row.question.id, dict(row.scores)) for row in iter_rows(run.path)]
