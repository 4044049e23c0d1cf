"""The indicator list: for each a sentence it is read from, and one of its nearest rival that it is not."""

import json
import tomllib
from pathlib import Path

import pytest

from ingest.figures.scope import Scope
from ingest.figures.sentences import read_sentence_figures
from ingest.figures.subject import Surroundings
from vectorstore.analysis.indicators import indicators

HERE = Path(__file__).parent
SENTENCES = [
    json.loads(line) for line in (HERE / "indicator_sentences.jsonl").read_text(encoding="utf-8").splitlines()
]
NUMBER = 37


def named_in(sentence: str) -> set[str | None]:
    """What the sentence's number is a number of: the indicator and its rivals."""
    scope = Scope("Cà Mau", None, "2023")
    readings = read_sentence_figures(sentence, (0, len(sentence)), scope, Surroundings())
    found = [r for r in readings if r.quantity.value in (NUMBER, NUMBER * 1e6, NUMBER * 1e9)]
    return {name for r in found for name in (r.subject.indicator, *r.subject.rivals)}


@pytest.mark.parametrize("case", SENTENCES, ids=[case["indicator"] for case in SENTENCES])
def test_an_indicator_is_told_from_its_nearest_rival(case: dict) -> None:
    assert named_in(case["is"]) == {case["indicator"]}, case["is"]
    assert case["indicator"] not in named_in(case["is_not"]), case["is_not"]


def test_every_indicator_has_its_sentences() -> None:
    assert sorted(case["indicator"] for case in SENTENCES) == sorted(indicators())


def test_what_an_indicator_refers_to_is_on_the_list() -> None:
    for indicator in indicators().values():
        assert indicator.whole is None or indicator.whole in indicators(), indicator.id
        assert len(set(indicator.units)) == len(indicator.units), indicator.id


def test_no_indicator_is_listed_twice() -> None:
    path = Path(__file__).parents[4] / "vectorstore" / "analysis" / "indicators.toml"
    listed = [row["id"] for row in tomllib.loads(path.read_text(encoding="utf-8"))["indicator"]]
    assert len(set(listed)) == len(listed) == len(indicators())


def test_what_exists_or_is_carried_over_is_not_added_over_periods() -> None:
    listed = indicators()
    assert not listed["luat_su"].adds_over_time
    assert not listed["thads_viec_chuyen_ky_sau"].adds_over_time
    assert listed["khai_sinh"].adds_over_time
