"""How well a search ranks reports: its first ten passages are asked for, as a user sees them.

The definitions are those of trec_eval as ir-measures names them (MacAvaney, Macdonald and Ounis, ECIR 2022):
`Success@k`, `RR@10`, `nDCG@10`, `R@10`, over the reports in the order of their first passage. A report is
relevant when its grade is above 0.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

DEPTH = 10
"""Passages asked of a search."""


def ranked_sources(sources: Iterable[str]) -> list[str]:
    """Reports in the order of their first passage: several passages of one report count once."""
    return list(dict.fromkeys(sources))


def hit(ranking: Sequence[str], relevant: Mapping[str, int], k: int) -> float:
    """1 when a relevant report is among the first `k`; else 0 (ir-measures: `Success@k`)."""
    return float(any(_grade(relevant, source) > 0 for source in ranking[:k]))


def reciprocal_rank(ranking: Sequence[str], relevant: Mapping[str, int]) -> float:
    """1 by the rank of the first relevant report of ten; 0 without one (ir-measures: `RR@10`; its mean is the
    mean reciprocal rank of Voorhees, TREC-8, 1999).
    """
    ranks = enumerate(ranking[:DEPTH], start=1)
    return next((1 / rank for rank, source in ranks if _grade(relevant, source) > 0), 0.0)


def ndcg(ranking: Sequence[str], relevant: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain at ten (Järvelin and Kekäläinen, TOIS 20, 2002; ir-measures:
    `nDCG@10`): the grade is the gain, the discount is `log2(rank + 1)`.
    """
    ideal = sorted((_grade(relevant, source) for source in relevant), reverse=True)
    best = _discounted(ideal)
    return _discounted([_grade(relevant, source) for source in ranking]) / best if best else 0.0


def recall(ranking: Sequence[str], relevant: Mapping[str, int]) -> float:
    """The share of the relevant reports that are among the first ten (ir-measures: `R@10`)."""
    wanted = {source for source in relevant if _grade(relevant, source) > 0}
    return len(wanted & set(ranking[:DEPTH])) / len(wanted) if wanted else 0.0


def _grade(relevant: Mapping[str, int], source: str) -> int:
    return max(0, relevant.get(source, 0))


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains[:DEPTH], start=1))
