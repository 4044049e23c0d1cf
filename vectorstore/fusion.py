"""How signals become one score: a weighted sum, of signals that each mean the same in every search.

A score does not depend on which other candidates there are, nor on their order. What the weights are and
which signals there are is the retriever's to say.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Signal = NDArray[np.float64]
"""A number a candidate; nan where a signal knows nothing of it, which counts as the least of the others."""


def fuse(signals: Sequence[tuple[float, Signal]]) -> Signal:
    """One score a candidate, shape (n,), from weighted signals of that shape."""
    total: Signal = np.zeros(signals[0][1].shape if signals else 0)
    for weight, signal in signals:
        if weight and signal.size:
            total = total + weight * _filled(signal)
    return total


def ranked(scores: Mapping[str, float]) -> list[str]:
    """The candidates, best first, equals by id."""
    return sorted(scores, key=lambda id_: (-scores[id_], id_))


def _filled(signal: Signal) -> Signal:
    unknown = np.isnan(signal)
    if not unknown.any():
        return signal
    known = signal[~unknown]
    return np.where(unknown, known.min() if known.size else 0.0, signal)
