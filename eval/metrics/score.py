"""One row's scores: which metrics apply to it, what they say, and whether the row as a whole is right.

A metric applies when the row expects something of it. A question whose asking failed scores 0 on all that
applies, so that failing never counts as leaving out. What applies and still cannot be scored is named with
its reason and left out of the means.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Status
from eval.metrics import grounding, lists, outcome, ranking
from eval.metrics.citations import ReportText
from eval.metrics.rules import RULES, Asked
from eval.question import Expected
from eval.system import SearchHit

_RANKING: Mapping[str, Callable[[Sequence[str], Mapping[str, int]], float]] = {
    **{f"hit_at_{k}": functools.partial(ranking.hit, k=k) for k in (1, 3, 5, 10)},
    "mrr_at_10": ranking.reciprocal_rank,
    "ndcg_at_10": ranking.ndcg,
    "recall_at_10": ranking.recall,
}
_MUST_BE_WHOLE = ("status", "value", "quoted", "citation", "items_recall", "table", "coverage", "phrases")


@dataclass(frozen=True, slots=True)
class RowScores:
    """Scores by metric, and reasons by metric where one applies but could not be scored."""

    scores: Mapping[str, float]
    unscorable: Mapping[str, str]


def score_row(
    expected: Expected,
    answer: Answer | None,
    hits: Sequence[SearchHit] | None,
    question: str,
    *,
    follow_up: bool = False,
    report_text: ReportText | None = None,
) -> RowScores:
    """Scores an answer, or (None) a question whose asking failed; `hits` likewise, read only where the row
    grades reports.

    `follow_up` says that the question leans on earlier ones; `report_text` gives the texts that quotes are
    of, where the system measured shows them.
    """
    asked = Asked(expected, question, follow_up=follow_up, report_text=report_text)
    scores = {
        name: 0.0 if answer is None else rule.score(asked, answer)
        for name, rule in RULES.items()
        if rule.is_due(asked, answer)
    }
    if answer is not None and outcome.abstained(answer):
        scores["abstention_precision"] = float(expected.status is Status.NOT_FOUND)
    if answer is not None and (grounded := grounding.numbers_grounded(answer, question)) is not None:
        scores["grounded"] = grounded
    if expected.values:
        proved = all(scores.get(name, 1.0) == 1.0 for name in ("number", "quoted", "citation"))
        scores["exact"] = float(proved and not scores["extra_values"])
    unscorable = _score_listed(expected, answer, scores)
    unscorable |= _score_ranking(expected, hits, scores)
    unscorable |= _score_verdict(expected, answer, scores)
    return RowScores(scores=scores, unscorable=unscorable)


def _score_listed(expected: Expected, answer: Answer | None, scores: dict[str, float]) -> dict[str, str]:
    if not expected.items:
        return {}
    if answer is not None and (listed := lists.listed_items(answer)):
        scores["items_precision"] = lists.items_precision(listed, expected.items)
    elif scores["items_recall"] > 0:
        return {"items_precision": "the answer is running text: what it lists cannot be told"}
    else:
        scores["items_precision"] = 0.0
    return {}


def _score_ranking(
    expected: Expected, hits: Sequence[SearchHit] | None, scores: dict[str, float]
) -> dict[str, str]:
    if not expected.relevant:
        return {}
    if max(expected.relevant.values()) <= 0:
        return dict.fromkeys(_RANKING, "no report is graded above 0")
    found = ranking.ranked_sources(hit.source for hit in hits or ())
    scores.update({name: measure(found, expected.relevant) for name, measure in _RANKING.items()})
    return {}


def _score_verdict(expected: Expected, answer: Answer | None, scores: dict[str, float]) -> dict[str, str]:
    if expected.status is Status.ANSWERED and not _says_what(expected):
        return {"right": "nothing but the status is expected"}
    whole = all(scores.get(name, 1.0) == 1.0 for name in _MUST_BE_WHOLE)
    right = whole and not scores["wrong_number"]
    scores["right"] = float(right)
    scores["wrong_answer"] = 0.0 if answer is None else outcome.wrong_answer(answer, right=right)
    scores["refused"] = 0.0 if answer is None else outcome.refused(answer, right=right)
    return {}


def _says_what(expected: Expected) -> bool:
    return any(
        (
            expected.values,
            expected.items,
            expected.table,
            expected.coverage,
            expected.phrases,
            expected.sources,
            expected.evidence,
        )
    )
