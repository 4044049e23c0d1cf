"""Only the BM25 scores that can decide are looked up, and the best come out as if all were."""

from collections.abc import Sequence
from typing import cast

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.candidates import Candidates, with_lexical
from vectorstore.fusion import ranked
from vectorstore.lexical import LexicalIndex
from vectorstore.schema import Report
from vectorstore.weights import Weights

WEIGHTS = Weights(dense=1.0, sentence=0.5, lexical=0.25, coverage=0.0)


class Scores:
    """Answers for the BM25 index, and keeps what was asked for."""

    def __init__(self, scores: dict[str, float]) -> None:
        self.known = scores
        self.asked: list[str] = []

    def scores(self, text: str, passage_ids: Sequence[str]) -> dict[str, float]:
        self.asked += passage_ids
        return {id_: self.known[id_] for id_ in passage_ids}


def candidates(dense: Sequence[float], lexical: Sequence[float]) -> Candidates:
    ids = [f"p{n:02}" for n in range(len(dense))]
    zeros = np.zeros(len(dense))
    reports = cast(list[Report], [None] * len(dense))
    return Candidates(ids, reports, zeros, np.array(dense), zeros, np.array(lexical))


number = st.floats(0, 10).map(lambda value: round(value, 2))


@given(st.lists(st.tuples(number, number, st.booleans()), min_size=1, max_size=30), st.integers(1, 12))
def test_the_best_are_those_of_all_scores(rows: list[tuple[float, float, bool]], n: int) -> None:
    least = min((lexical for _, lexical, seen in rows if seen), default=10.0)
    # What was not seen is no better than the last that was.
    true = [lexical if seen else min(lexical, least) for _, lexical, seen in rows]
    dense = [row[0] for row in rows]
    known = candidates(dense, [score if row[2] else np.nan for score, row in zip(true, rows, strict=True)])
    whole = candidates(dense, true)
    index = Scores(dict(zip(whole.ids, true, strict=True)))
    made = with_lexical(known, cast(LexicalIndex, index), "luật sư", WEIGHTS, n, least)
    expected, found = whole.scores(WEIGHTS), made.scores(WEIGHTS)
    assert ranked(found)[:n] == ranked(expected)[:n]
    assert [found[id_] for id_ in ranked(found)[:n]] == [expected[id_] for id_ in ranked(expected)[:n]]


def test_what_cannot_come_among_the_best_is_not_looked_up() -> None:
    known = candidates([9.0, 8.0, 8.1, 1.0], [2.0, 2.0, np.nan, np.nan])
    index = Scores({"p02": 1.0, "p03": 2.0})
    made = with_lexical(known, cast(LexicalIndex, index), "luật sư", WEIGHTS, 2, 2.0)
    assert index.asked == ["p02"]
    assert made.lexical.tolist() == [2.0, 2.0, 1.0, 0.0]
