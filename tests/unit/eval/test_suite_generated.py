"""The committed generated suite is what the generator makes today, is small, and has limits to fail by."""

from pathlib import Path

import pytest

from eval.simulate.style import VISIBLE, styles_of
from eval.simulate.suite import write_suite
from eval.suite import load_suite

SUITES = Path(__file__).parents[3] / "eval" / "suites"
GENERATED = SUITES / "generated"


def test_it_is_what_the_generator_makes(tmp_path):
    write_suite(
        tmp_path,
        count=16,
        questions=160,
        seed=11,
        formats=("txt", "html", "docx", "xlsx"),
        styles=styles_of(VISIBLE),
        phrasings=("visible",),
    )
    assert (tmp_path / "questions.jsonl").read_bytes() == (GENERATED / "questions.jsonl").read_bytes()
    made = {path.name: path.read_bytes() for path in (tmp_path / "corpus").iterdir()}
    committed = {path.name: path.read_bytes() for path in (GENERATED / "corpus").iterdir()}
    assert set(made) == set(committed)
    # what packs its text may pack it differently in another version of its library
    plain = [name for name in made if name.endswith((".txt", ".html"))]
    assert plain
    assert all(made[name] == committed[name] for name in plain)


@pytest.mark.parametrize("name", ["sample", "generated"])
def test_committed_suites_are_small_and_have_limits(name):
    suite = load_suite(SUITES / name)
    assert sum(path.stat().st_size for path in (SUITES / name).rglob("*") if path.is_file()) < 2_000_000
    limited = {(limit.kind, limit.metric) for limit in suite.limits}
    kinds = {question.kind.value for question in suite.questions}
    assert {("all", "right"), ("all", "wrong_number")} <= limited
    floors = {limit.kind for limit in suite.limits if limit.side == "floor"}
    assert kinds <= floors


@pytest.mark.parametrize("name", ["pages", "pages_second", "pages_third"])
def test_the_suites_of_pages_can_be_asked_and_have_limits(name):
    suite = load_suite(SUITES / name)
    assert len(suite.questions) == 100
    assert {("all", "right"), ("all", "wrong_number")} <= {
        (limit.kind, limit.metric) for limit in suite.limits
    }
    sources = {source for question in suite.questions for source in question.expected.sources}
    assert sources <= {path.name for path in suite.corpus.iterdir()}
