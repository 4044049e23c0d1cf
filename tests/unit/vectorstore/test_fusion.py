"""Fusion: a weighted sum that no other candidate and no order can change."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.fusion import fuse, ranked

ROWS = st.lists(st.tuples(*[st.floats(-50, 50)] * 3), min_size=1, max_size=20)
WEIGHTS = (2.0, 0.5, 0.1)


def fused(rows: list[tuple[float, ...]]) -> list[float]:
    columns = np.array(rows, dtype=np.float64).T
    return fuse(list(zip(WEIGHTS, columns, strict=True))).tolist()


@given(rows=ROWS, data=st.data())
def test_the_order_of_the_candidates_does_not_matter(
    rows: list[tuple[float, ...]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(rows))))
    assert fused([rows[at] for at in order]) == [fused(rows)[at] for at in order]


@given(rows=ROWS)
def test_other_candidates_do_not_matter(rows: list[tuple[float, ...]]) -> None:
    assert fused(rows[:1]) == fused(rows)[:1]


def test_two_signals_that_agree_beat_one_that_shouts() -> None:
    dense, words = np.array([9.0, 8.8, 1.0]), np.array([0.0, 30.0, 31.0])
    assert fuse([(1.0, dense), (0.2, words)]).argmax() == 1


def test_what_a_signal_does_not_know_counts_as_the_least() -> None:
    scores = fuse([(1.0, np.array([0.5, np.nan, 0.9]))])
    assert scores.tolist() == [0.5, 0.5, 0.9]
    assert fuse([(1.0, np.array([np.nan, np.nan]))]).tolist() == [0, 0]


def test_no_candidates_and_no_signals_have_no_scores() -> None:
    assert fuse([]).size == 0
    assert fuse([(1.0, np.array([]))]).size == 0
    assert fuse([(0.0, np.array([3.0]))]).tolist() == [0]


def test_equal_scores_are_ordered_by_id() -> None:
    assert ranked({"b": 1.0, "c": 2.0, "a": 1.0}) == ["c", "a", "b"]


@pytest.mark.parametrize("scores", [{}, {"a": 1.0}])
def test_few_are_ranked_as_they_are(scores: dict[str, float]) -> None:
    assert ranked(scores) == list(scores)
