"""Intervals and tests of significance: against numbers worked by hand, against scipy, by their properties."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.statistics.bootstrap import bootstrap_interval, share_interval
from eval.statistics.paired import difference_interval, holm, mcnemar_p, randomisation_p

SHARES = st.lists(st.floats(0, 1, width=32), min_size=1, max_size=30)


def test_a_bootstrap_interval_holds_the_mean_and_narrows_with_more_rows() -> None:
    few, many = [1.0] * 15 + [0.0] * 5, [1.0] * 1500 + [0.0] * 500
    narrow, wide = bootstrap_interval(many), bootstrap_interval(few)
    assert wide.low < narrow.low < 0.75 < narrow.high < wide.high
    # the share's own standard error: 1.96 × √(0.75 × 0.25 / 2000) = 0.019
    assert narrow == pytest.approx((0.731, 0.769), abs=0.003)


def test_a_bootstrap_interval_agrees_with_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    values = np.linspace(0, 1, 40) ** 2
    theirs = stats.bootstrap(
        (values,), np.mean, n_resamples=20_000, method="percentile", rng=np.random.default_rng(1)
    ).confidence_interval
    assert bootstrap_interval(values, resamples=20_000) == pytest.approx((theirs.low, theirs.high), abs=0.005)


@given(SHARES)
@settings(max_examples=40, deadline=None)
def test_an_interval_is_the_same_every_time_in_every_order(values: list[float]) -> None:
    assert share_interval(values) == share_interval(values[::-1]) == share_interval(sorted(values))


@given(SHARES)
@settings(max_examples=40, deadline=None)
def test_an_interval_lies_between_the_values(values: list[float]) -> None:
    interval = bootstrap_interval(values)
    assert min(values) - 1e-9 <= interval.low <= interval.high <= max(values) + 1e-9
    assert share_interval(values).high <= 1 + 1e-9


def test_where_all_are_right_the_interval_says_how_few_they_are() -> None:
    # Clopper and Pearson: 0.025 ** (1 / 8) and 1 - 0.025 ** (1 / 8)
    assert share_interval([1.0] * 8) == pytest.approx((0.6306, 1), abs=1e-4)
    assert share_interval([0.0] * 8) == pytest.approx((0, 0.3694), abs=1e-4)
    assert share_interval([1.0] * 800).low > 0.99
    assert bootstrap_interval([3.0, 3.0]) == (3, 3)


def test_of_nothing_there_is_no_interval() -> None:
    with pytest.raises(ValueError, match="no interval"):
        bootstrap_interval([])


@pytest.mark.parametrize(
    ("to_wrong", "to_right", "p"),
    [(0, 0, 1), (1, 1, 1), (0, 1, 1), (0, 5, 0.0625), (1, 9, 22 / 1024), (0, 10, 2 / 1024)],
)
def test_mcnemar_by_hand(to_wrong: int, to_right: int, p: float) -> None:
    assert mcnemar_p(to_wrong, to_right) == pytest.approx(p)


@given(st.integers(0, 200), st.integers(0, 200))
def test_mcnemar_is_a_probability_and_does_not_care_for_the_side(a: int, b: int) -> None:
    assert 0 <= mcnemar_p(a, b) <= 1
    assert mcnemar_p(a, b) == mcnemar_p(b, a)


@pytest.mark.parametrize(("a", "b"), [(3, 12), (0, 7), (20, 20), (41, 60)])
def test_mcnemar_is_the_binomial_test_of_the_discordant_pairs(a: int, b: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    assert mcnemar_p(a, b) == pytest.approx(stats.binomtest(a, a + b, 0.5).pvalue)


def test_randomisation_by_hand() -> None:
    # |±1 ±2| is at least 3 in 2 of 4 ways; |±1 ±2 ±4| at least 5 in ±(4+1+2), ±(4+2-1): 4 of 8
    assert randomisation_p([1.0, 2.0]) == 0.5
    assert randomisation_p([-1.0, 2.0, 4.0]) == 0.5
    assert randomisation_p([]) == randomisation_p([0.0, 0.0]) == 1


@given(st.lists(st.sampled_from([-1.0, 0.0, 1.0]), max_size=60))
def test_for_right_and_wrong_randomisation_is_mcnemar(differences: list[float]) -> None:
    expected = mcnemar_p(differences.count(-1.0), differences.count(1.0))
    assert randomisation_p(differences) == pytest.approx(expected)


def test_many_different_sizes_agree_with_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    differences = np.random.default_rng(3).normal(0.1, 0.4, size=60)
    theirs = stats.permutation_test(
        (differences, np.zeros(60)),
        lambda a, b: np.mean(a - b),
        permutation_type="samples",
        n_resamples=20_000,
        rng=np.random.default_rng(4),
    ).pvalue
    assert randomisation_p(list(differences)) == pytest.approx(theirs, abs=0.012)


@given(st.lists(st.floats(-1, 1, width=16), max_size=25))
@settings(max_examples=40, deadline=None)
def test_randomisation_is_a_probability_that_cares_for_neither_order_nor_side(values: list[float]) -> None:
    p = randomisation_p(values)
    assert 0 < p <= 1
    assert p == randomisation_p(values[::-1])
    assert p == pytest.approx(randomisation_p([-value for value in values]), abs=0.03)


def test_the_interval_of_a_difference_says_whether_zero_is_inside() -> None:
    assert difference_interval([0.0] * 90 + [1.0] * 10).low > 0
    low, high = difference_interval([1.0, -1.0] * 20)
    assert low < 0 < high


def test_holm_by_hand() -> None:
    # sorted: 0.01×4, 0.02×3, 0.03×2, 0.5×1, none smaller than the one before
    assert holm([0.03, 0.01, 0.5, 0.02]) == pytest.approx((0.06, 0.04, 0.5, 0.06))
    assert holm([]) == ()
    assert holm([0.6, 0.7]) == (1, 1)


@given(st.lists(st.floats(0, 1), max_size=20))
def test_holm_never_makes_a_p_value_smaller_and_keeps_their_order(p_values: list[float]) -> None:
    corrected = holm(p_values)
    assert all(p <= c <= 1 for p, c in zip(p_values, corrected, strict=True))
    ranked = [c for _, c in sorted(zip(p_values, corrected, strict=True))]
    assert ranked == sorted(ranked)
    assert all(math.isfinite(c) for c in corrected)
