"""Fusion by z-scores: scale and offset of a signal do not matter, its weight does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.fusion import fuse, z_scores

SCORES = st.lists(st.integers(-1000, 1000), min_size=2, max_size=30)


@given(scores=SCORES, scale=st.floats(0.1, 100), offset=st.floats(-100, 100))
def test_scale_and_offset_of_a_signal_do_not_matter(scores: list[int], scale: float, offset: float) -> None:
    moved = [scale * score + offset for score in scores]
    assert np.allclose(z_scores(scores), z_scores(moved), atol=1e-6)


@given(scores=SCORES)
def test_z_scores_keep_the_order_around_zero(scores: list[int]) -> None:
    found = z_scores(scores)
    assert abs(found.sum()) < 1e-6
    order = np.argsort(scores, kind="stable")
    assert np.all(np.diff(found[order]) >= 0)


def test_signals_that_do_not_differ_say_nothing() -> None:
    assert z_scores([0.3, 0.3, 0.3]).tolist() == [0, 0, 0]
    assert z_scores([]).tolist() == []


def test_two_signals_that_agree_beat_one_that_shouts() -> None:
    dense = {"a": 0.90, "b": 0.89, "c": 0.2}
    lexical = {"a": 0.0, "b": 30.0, "c": 1.0}
    fused = fuse(["a", "b", "c"], [(1.0, dense), (1.0, lexical)])
    assert max(fused, key=fused.__getitem__) == "b"


def test_a_signal_of_no_weight_need_not_be_there() -> None:
    fused = fuse(["a", "b"], [(1.0, {"a": 1.0, "b": 2.0}), (0.0, {})])
    assert fused == {"a": pytest.approx(-1), "b": pytest.approx(1)}
    assert fuse([], [(1.0, {})]) == {}
