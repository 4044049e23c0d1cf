"""How long answers take, and how many come in a second."""

import math
from collections.abc import Iterable, Sequence


def percentile(times: Sequence[float], share: float) -> float:
    """The smallest of the times that at least this share of them does not exceed (nearest rank: exact, no
    interpolation).
    """
    ordered = sorted(times)
    return ordered[max(1, math.ceil(share * len(ordered))) - 1]


def throughput_per_s(times_ms: Iterable[float]) -> float:
    """Answers a second when one question is asked after another: their number by the sum of their times."""
    times = list(times_ms)
    return len(times) / max(math.fsum(times) / 1000, 1e-9)
