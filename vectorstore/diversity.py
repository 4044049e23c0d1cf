"""The order of passages that say the same: reports repeat each other, and one of each says it.

For questions that name neither place nor period. Greedy: each next passage is the best when what it shares
with those before it is taken off its score, so that the scores still fall.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from vectorstore.analysis.text import fold

_WORD = re.compile(r"[^\W\d_]+")
_ALIKE_FROM = 0.5  # of two passages' pairs of words in common; less than that is the field's language


def spread_out(
    scores: Mapping[str, float], texts: Mapping[str, str], alike: float, k: int
) -> dict[str, float]:
    """The first `k` of the candidates in order, with the scores that they are left with.

    `alike` is what a copy of a better passage loses.
    """
    left = {id_: (score, _pairs(texts[id_])) for id_, score in scores.items()}
    lost = dict.fromkeys(left, 0.0)
    chosen: dict[str, float] = {}
    while left and len(chosen) < k:
        best = min(left, key=lambda id_: (lost[id_] - left[id_][0], id_))
        score, pairs = left.pop(best)
        chosen[best] = score - lost[best]
        for id_, (_, others) in left.items():
            lost[id_] = max(lost[id_], alike * _likeness(pairs, others))
    return chosen


def _likeness(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> float:
    """0 for passages with less than half of their pairs of words in common, 1 for those that have all."""
    common = len(one & other)
    union = len(one) + len(other) - common
    shared = common / union if union else 1.0
    return max(0.0, (shared - _ALIKE_FROM) / (1 - _ALIKE_FROM))


@lru_cache(maxsize=2048)
def _pairs(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(_WORD.findall(fold(text))))
