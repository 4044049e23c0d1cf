"""Learns how much each signal counts from which passage was the right one: a logistic choice among many.

The likelihood of a passage is the exponential of its weighted signals, over the sum of all candidates'
(McFadden's conditional logit; as a ranking loss: Cao et al., "Learning to Rank: From Pairwise to Listwise
Approach", ICML 2007). Convex, with a ridge, and no weight below zero: a signal never speaks against.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RIDGE = 1e-3
_STEPS = 60
_ENOUGH = 1e-9

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """A question's candidates: their signals (candidates, signals), and which are right (one at least)."""

    signals: Matrix
    right: NDArray[np.bool_]


def learn(choices: Sequence[Choice], *, ridge: float = RIDGE) -> Matrix:
    """The weight of each signal in its own unit, shape (signals,)."""
    scale = np.concatenate([choice.signals for choice in choices]).std(axis=0)
    scale[scale == 0] = 1.0
    stacked = _stacked(choices, scale)
    used = np.ones(len(scale), dtype=bool)
    while True:
        weights = _newton(stacked, used, ridge)
        if not (weights < 0).any():
            found: Matrix = weights / scale
            return found
        used &= weights > 0


@dataclass(frozen=True, slots=True)
class _Stacked:
    """All questions, filled up to as many candidates: `signals` (q, n, signals), the others (q, n)."""

    signals: Matrix
    there: NDArray[np.bool_]
    right: NDArray[np.bool_]


def _stacked(choices: Sequence[Choice], scale: Matrix) -> _Stacked:
    shape = len(choices), max(len(choice.right) for choice in choices)
    signals = np.zeros((*shape, len(scale)))
    there, right = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    for row, choice in enumerate(choices):
        many = len(choice.right)
        signals[row, :many] = choice.signals / scale
        there[row, :many], right[row, :many] = True, choice.right
    return _Stacked(signals, there, right)


def _newton(stacked: _Stacked, used: NDArray[np.bool_], ridge: float) -> Matrix:
    weights = used.astype(np.float64)
    loss, slope, bend = _loss(stacked, weights, ridge)
    for _ in range(_STEPS):
        step = np.zeros_like(weights)
        step[used] = np.linalg.solve(bend[np.ix_(used, used)], slope[used])
        size = 1.0
        there = _loss(stacked, weights - step, ridge)
        while there[0] > loss and size > _ENOUGH:
            size /= 2
            there = _loss(stacked, weights - size * step, ridge)
        if loss - there[0] <= _ENOUGH:
            break
        weights = weights - size * step
        loss, slope, bend = there
    return weights


def _loss(stacked: _Stacked, weights: Matrix, ridge: float) -> tuple[float, Matrix, Matrix]:
    """Minus the mean logarithm of the likelihood, its slope, and a bound of how it bends."""
    scores = np.where(stacked.there, stacked.signals @ weights, -np.inf)
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    wanted = np.where(stacked.right, likely, 0.0)
    of_right, of_all = wanted.sum(axis=1, keepdims=True), likely.sum(axis=1, keepdims=True)
    loss = -float(np.log(of_right / of_all).mean()) + ridge * float(weights @ weights)
    likely, wanted = likely / of_all, wanted / of_right
    mean = np.einsum("qn,qnf->qf", likely, stacked.signals)
    slope = (mean - np.einsum("qn,qnf->qf", wanted, stacked.signals)).mean(axis=0) + 2 * ridge * weights
    weighted = stacked.signals * likely[:, :, None]
    bend = np.tensordot(weighted, stacked.signals, axes=((0, 1), (0, 1))) - mean.T @ mean
    return loss, slope, bend / len(mean) + 2 * ridge * np.eye(len(weights))
