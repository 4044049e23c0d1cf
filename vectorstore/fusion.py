"""How the scores of several signals become one: a weighted sum of z-scores over the same candidates."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray


def z_scores(scores: Sequence[float]) -> NDArray[np.float64]:
    """Scores with mean 0 and deviation 1; all 0 where they do not differ."""
    values = np.asarray(scores, dtype=np.float64)
    if values.size == 0:
        return values
    deviation = values.std()
    if deviation <= 1e-9 * max(1.0, float(np.abs(values).max())):
        return np.zeros_like(values)
    standardised: NDArray[np.float64] = (values - values.mean()) / deviation
    return standardised


def fuse(candidates: Sequence[str], signals: Sequence[tuple[float, Mapping[str, float]]]) -> dict[str, float]:
    """One score a candidate, from weighted signals that each know every candidate."""
    total = np.zeros(len(candidates))
    for weight, scores in signals:
        if weight:
            total += weight * z_scores([scores[candidate] for candidate in candidates])
    return dict(zip(candidates, total.tolist(), strict=True))
