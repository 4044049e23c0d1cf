"""The passages that a search weighs, a row each: their signals, and the scores these make.

Where they come from, and what is done with the best, is the retriever's to say.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from vectorstore.analysis.text import tokens
from vectorstore.fusion import Signal, fuse
from vectorstore.lexical import LexicalIndex
from vectorstore.schema import Report
from vectorstore.weights import Weights

_ROUNDING = 1e-5  # BM25 adds in single precision, in whatever order


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidates with their signals, one a row; `lexical` is nan where it is not known yet."""

    ids: list[str]
    reports: list[Report]
    aim: Signal
    dense: Signal
    sentence: Signal
    lexical: Signal

    def scores(self, weights: Weights, coverage: Signal | None = None) -> dict[str, float]:
        """The score of each."""
        return dict(zip(self.ids, self._scores(weights, coverage).tolist(), strict=True))

    def only(self, ids: Sequence[str]) -> "Candidates":
        """These of them, in this order."""
        rows = {id_: row for row, id_ in enumerate(self.ids)}
        at = [rows[id_] for id_ in ids]
        return Candidates(
            [self.ids[row] for row in at],
            [self.reports[row] for row in at],
            *(signal[at] for signal in (self.aim, self.dense, self.sentence, self.lexical)),
        )

    def _scores(self, weights: Weights, coverage: Signal | None = None) -> Signal:
        signals = [
            (1.0, self.aim),
            (weights.dense, self.dense),
            (weights.sentence, self.sentence),
            (weights.lexical, self.lexical),
        ]
        if coverage is not None:
            signals.append((weights.coverage, coverage))
        return fuse(signals)


def with_lexical(
    candidates: Candidates, lexical: LexicalIndex, words: str, weights: Weights, n: int, most: float
) -> Candidates:
    """The candidates with the BM25 scores that decide which are the `n` best by these weights.

    None that is unknown is above `most`: those that it would not bring among the best are not looked up, and
    get 0, as do those in which no word stands.
    """
    unknown = np.isnan(candidates.lexical)
    known = replace(candidates, lexical=np.where(unknown, 0.0, candidates.lexical))
    if not unknown.any() or most <= 0 or not tokens(words):
        return known
    scores = known._scores(weights)
    last = np.partition(scores, -n)[-n] if n < len(scores) else -np.inf
    gain = max(weights.lexical, 0.0) * most * (1 + _ROUNDING)
    rows = np.flatnonzero(unknown & (scores + gain >= last))
    ids = [candidates.ids[row] for row in rows.tolist()]
    found = lexical.scores(words, ids) if ids else {}
    known.lexical[rows] = [found[id_] for id_ in ids]
    return known
