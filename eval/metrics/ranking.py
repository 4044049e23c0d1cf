"""How well a search ranks reports: its first ten passages are asked for, as a user sees them."""

import math
from collections.abc import Iterable, Mapping

DEPTH = 10
"""Passages asked of a search."""


def ranked_sources(sources: Iterable[str]) -> list[str]:
    """Reports in the order of their first passage: several passages of one report count once."""
    return list(dict.fromkeys(sources))


def ndcg(ranking: list[str], relevant: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain at ten: gain `2^grade - 1`, discount `log2(rank + 1)`."""
    ideal = sorted((_gain(grade) for grade in relevant.values()), reverse=True)
    best = _discounted(ideal)
    return _discounted([_gain(relevant.get(source, 0)) for source in ranking]) / best if best else 0.0


def recall(ranking: list[str], relevant: Mapping[str, int]) -> float:
    """The share of the reports graded above 0 that were found."""
    wanted = {source for source, grade in relevant.items() if grade > 0}
    return len(wanted & set(ranking[:DEPTH])) / len(wanted) if wanted else 0.0


def _gain(grade: int) -> float:
    return float(2**grade - 1)


def _discounted(gains: list[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains[:DEPTH], start=1))
