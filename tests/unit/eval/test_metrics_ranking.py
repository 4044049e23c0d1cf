"""Ranking metrics: worked by hand, against published numbers of the reference tools, against the tools."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Status
from eval.metrics import ranking
from eval.metrics.score import score_row
from eval.question import Expected
from eval.system import SearchHit
from tests.support.scripted_system import make_answer

SOURCES = "abcdefghijklmno"
GRADES = st.dictionaries(st.sampled_from(SOURCES), st.integers(0, 3), min_size=1)
RANKINGS = st.permutations(SOURCES)


def test_by_hand() -> None:
    found = ranking.ranked_sources(["c", "b", "b", "x", "a"])
    assert found == ["c", "b", "x", "a"]
    relevant = {"a": 2, "b": 1, "c": 0, "d": 1}
    gained = 1 / math.log2(3) + 2 / math.log2(5)
    ideal = 2 + 1 / math.log2(3) + 1 / math.log2(4)
    assert ranking.ndcg(found, relevant) == pytest.approx(gained / ideal)
    assert ranking.recall(found, relevant) == pytest.approx(2 / 3)
    assert ranking.reciprocal_rank(found, relevant) == 1 / 2
    assert [ranking.hit(found, relevant, k) for k in (1, 2, 3)] == [0, 1, 1]


def test_nothing_found_is_worth_nothing() -> None:
    relevant = {"a": 1}
    assert ranking.ndcg([], relevant) == ranking.recall([], relevant) == 0
    assert ranking.reciprocal_rank([], relevant) == ranking.hit([], relevant, 10) == 0


def test_beyond_the_tenth_report_nothing_counts() -> None:
    found = [*SOURCES[:10], "late"]
    relevant = {"late": 1}
    assert ranking.ndcg(found, relevant) == ranking.recall(found, relevant) == 0
    assert ranking.reciprocal_rank(found, relevant) == ranking.hit(found, relevant, 10) == 0


@pytest.mark.parametrize(
    ("found", "relevant", "ndcg"),
    [
        # the example of pytrec_eval's README: rankings d3 d1 d2 and d1 d3 d2
        (["d3", "d1", "d2"], {"d1": 0, "d2": 1, "d3": 0}, 0.5),
        (["d1", "d3", "d2"], {"d2": 1, "d3": 1}, 0.6934264036172708),
        # the example of ir-measures' README, whose mean is 0.8154648767857288
        (["D0", "D1"], {"D0": 0, "D1": 1}, 0.6309297535714575),
        (["D3", "D0"], {"D0": 0, "D3": 2}, 1.0),
    ],
)
def test_published_numbers_of_the_reference_tools(
    found: list[str], relevant: dict[str, int], ndcg: float
) -> None:
    assert ranking.ndcg(found, relevant) == pytest.approx(ndcg, abs=1e-12)


@given(GRADES, RANKINGS)
@settings(deadline=None)
def test_ndcg_agrees_with_scikit_learn(relevant: dict[str, int], found: list[str]) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    if not max(relevant.values()):
        return
    grades = [[relevant.get(source, 0) for source in found]]
    order = [[-float(rank) for rank, _ in enumerate(found)]]
    assert ranking.ndcg(found, relevant) == pytest.approx(metrics.ndcg_score(grades, order, k=10))


@given(GRADES, RANKINGS)
@settings(deadline=None)
def test_everything_agrees_with_ir_measures(relevant: dict[str, int], found: list[str]) -> None:
    reference = pytest.importorskip("ir_measures")
    if not max(relevant.values()):
        return
    ours = {
        reference.nDCG @ 10: ranking.ndcg(found, relevant),
        reference.RR @ 10: ranking.reciprocal_rank(found, relevant),
        reference.R @ 10: ranking.recall(found, relevant),
        **{reference.Success @ k: ranking.hit(found, relevant, k) for k in (1, 3, 5, 10)},
    }
    run = {"q": {source: -float(rank) for rank, source in enumerate(found)}}
    theirs = reference.calc_aggregate(list(ours), {"q": relevant}, run)
    assert {str(measure): value for measure, value in theirs.items()} == pytest.approx(
        {str(measure): value for measure, value in ours.items()}
    )


@given(GRADES, RANKINGS)
def test_every_measure_lies_between_nothing_and_the_ideal_order(
    relevant: dict[str, int], found: list[str]
) -> None:
    ideal = sorted(relevant, key=lambda source: -relevant[source])
    best = 1 if max(relevant.values()) else 0
    assert 0 <= ranking.ndcg(found, relevant) <= 1 + 1e-9
    assert ranking.ndcg(ideal, relevant) == pytest.approx(best)
    assert ranking.reciprocal_rank(ideal, relevant) == ranking.hit(ideal, relevant, 1) == best
    hits = [ranking.hit(found, relevant, k) for k in (1, 3, 5, 10)]
    assert hits == sorted(hits)
    assert hits[0] <= ranking.reciprocal_rank(found, relevant) <= hits[-1]


def test_a_row_is_ranked_by_the_reports_of_its_hits() -> None:
    hits = [
        SearchHit(source=source, report_id=source, start=0, end=1, score=0.0, quote="x") for source in "bbba"
    ]
    graded = Expected(status=Status.ANSWERED, relevant={"a": 1})
    scores = score_row(graded, make_answer("x"), hits, "?").scores
    assert (scores["hit_at_1"], scores["hit_at_3"], scores["mrr_at_10"]) == (0, 1, 0.5)
    nothing = score_row(Expected(status=Status.ANSWERED, relevant={"a": 0}), make_answer("x"), hits, "?")
    assert not {"ndcg_at_10", "hit_at_1"} & set(nothing.scores)
    assert nothing.unscorable["mrr_at_10"] == "no report is graded above 0"
