"""Whether two systems asked the same questions differ by more than chance.

Every test is two-sided and of one metric; who tests many at once corrects with `holm`.
"""

import itertools
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from eval.statistics.bootstrap import SEED, Interval, bootstrap_interval

RANDOMISATIONS = 10_000
_ENUMERATED = 12
"""Up to so many pairs that differ, every way of swapping them is looked at (4,096)."""
_NOISE = 1e-9


def mcnemar_p(to_wrong: int, to_right: int) -> float:
    """The exact p-value of McNemar's test (McNemar, Psychometrika 12, 1947): how often a fair coin would turn
    the discordant pairs at least so unevenly. 1 when no pair is discordant.
    """
    discordant = to_wrong + to_right
    tail = sum(math.comb(discordant, turned) for turned in range(min(to_wrong, to_right) + 1))
    return min(1.0, float(2 * tail / (1 << discordant)))


def randomisation_p(differences: Sequence[float], *, seed: int = SEED) -> float:
    """The p-value of the paired randomisation test on the mean difference (Fisher, The Design of Experiments,
    1935; for comparing search engines: Smucker, Allan and Carterette, CIKM 2007).

    If the systems were the same, each pair could as well have come the other way round: the p-value is the
    share of such swaps whose mean difference is at least as large. Exact where the differences are all of one
    size (then it is McNemar's test) or few; else of 10,000 random swaps, the observed one counted among them.
    """
    observed = np.asarray(differences, dtype=np.float64)
    observed = observed[np.abs(observed) > _NOISE]
    if not len(observed):
        return 1.0
    rounded = np.abs(observed).round(9)
    sizes, counts = np.unique(rounded, return_counts=True)
    if len(sizes) == 1:
        return mcnemar_p(int((observed < 0).sum()), int((observed > 0).sum()))
    least = abs(math.fsum(observed)) - _NOISE * float(sizes.sum())
    if len(observed) <= _ENUMERATED:
        signs = np.array(list(itertools.product((-1.0, 1.0), repeat=len(observed))))
        sums = (signs * np.abs(observed)).sum(axis=1)
        return float((np.abs(sums) >= least).mean())
    sums = _swapped_sums(sizes, counts, np.random.default_rng(seed))
    return float(((np.abs(sums) >= least).sum() + 1) / (RANDOMISATIONS + 1))


def difference_interval(differences: Sequence[float]) -> Interval:
    """The bootstrap interval of the mean of paired differences: whole pairs are drawn (paired bootstrap; for
    systems that write text: Koehn, EMNLP 2004).
    """
    return bootstrap_interval(differences)


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """The p-values, in their order, corrected for being several (Holm, Scandinavian Journal of Statistics 6,
    1979): calling significant what stays under 5% errs anywhere in the family in at most 5% of cases.
    """
    corrected = [0.0] * len(p_values)
    highest = 0.0
    for rank, index in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[index]))
        corrected[index] = highest
    return tuple(corrected)


def _swapped_sums(
    sizes: NDArray[np.float64], counts: NDArray[np.intp], draw: np.random.Generator
) -> NDArray[np.float64]:
    """Of `count` differences of one size, binomially many keep their sign."""
    sums = np.zeros(RANDOMISATIONS)
    for size, count in zip(sizes, counts, strict=True):
        sums += size * (2 * draw.binomial(count, 0.5, size=RANDOMISATIONS) - count)
    return sums
