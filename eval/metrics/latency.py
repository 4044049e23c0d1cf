"""How long answers take."""

import math
from collections.abc import Sequence


def percentile(times: Sequence[float], share: float) -> float:
    """The smallest of the times that at least this share of them does not exceed (nearest rank)."""
    ordered = sorted(times)
    return ordered[max(1, math.ceil(share * len(ordered))) - 1]
