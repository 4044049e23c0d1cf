"""Intervals of a mean by the bootstrap, and what stands in for it where every value is the same."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SEED = 20_231_209
CONFIDENCE = 0.95
RESAMPLES = 2000
_DRAWS_AT_ONCE = 1_000_000


class Interval(NamedTuple):
    """Where the true mean is to be thought, ends included."""

    low: float
    high: float


def bootstrap_interval(
    values: Sequence[float] | NDArray[np.float64],
    *,
    confidence: float = CONFIDENCE,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Interval:
    """The percentile bootstrap interval of the mean (Efron and Tibshirani, An Introduction to the Bootstrap,
    1993, chapter 13).

    As many values are drawn with replacement as there are, `resamples` times; the interval holds the middle
    `confidence` of the means. Values that are all the same give an interval without width: see
    `share_interval`. The same values give the same interval in whatever order. Raises ValueError for no
    value.
    """
    if len(values) == 0:
        raise ValueError("a mean of nothing has no interval")
    distinct, counts = np.unique(np.asarray(values, dtype=np.float64), return_counts=True)
    if len(distinct) == 1:
        return Interval(float(distinct[0]), float(distinct[0]))
    means = np.sort(_resampled_means(distinct, counts, resamples, np.random.default_rng(seed)))
    tail = (1 - confidence) / 2
    low = int(np.floor(tail * resamples))
    return Interval(float(means[low]), float(means[resamples - 1 - low]))


def share_interval(
    values: Sequence[float] | NDArray[np.float64], *, confidence: float = CONFIDENCE
) -> Interval:
    """`bootstrap_interval` of values between 0 and 1, honest where all of them are 0 or all are 1.

    There a resample shows nothing but the same again, and 8 right of 8 would look as sure as 800 of 800. The
    exact interval of a share takes its place (Clopper and Pearson, Biometrika 26, 1934), which is closed at
    these ends: 8 of 8 leave room down to 0.631.
    """
    interval = bootstrap_interval(values, confidence=confidence)
    room = ((1 - confidence) / 2) ** (1 / len(values))
    if interval == (1.0, 1.0):
        return Interval(room, 1.0)
    if interval == (0.0, 0.0):
        return Interval(0.0, 1.0 - room)
    return interval


def _resampled_means(
    distinct: NDArray[np.float64], counts: NDArray[np.intp], resamples: int, draw: np.random.Generator
) -> NDArray[np.float64]:
    """How often each distinct value is drawn is multinomial: no need to draw the values one by one."""
    size = int(counts.sum())
    shares = counts / size
    at_once = max(1, _DRAWS_AT_ONCE // len(distinct))
    means = np.empty(resamples)
    for start in range(0, resamples, at_once):
        end = min(start + at_once, resamples)
        drawn = draw.multinomial(size, shares, size=end - start)
        means[start:end] = (drawn * distinct).sum(axis=1) / size
    return means
