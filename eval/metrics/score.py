"""One row's scores: which metrics apply to it, what they say, and whether the row as a whole is right.

A metric applies when the row expects something of it. A question whose asking failed scores 0 on all that
applies, so that failing never counts as leaving out. What applies and still cannot be scored is named with
its reason and left out of the means.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Status
from eval.metrics import citations, lists, ranking, values, words
from eval.question import Expected
from eval.system import SearchHit

_MUST_BE_WHOLE = ("status", "value", "quoted", "citation", "items_recall", "table", "coverage", "phrases")


@dataclass(frozen=True, slots=True)
class RowScores:
    """Scores by metric, and reasons by metric where one applies but could not be scored."""

    scores: Mapping[str, float]
    unscorable: Mapping[str, str]


def score_row(
    expected: Expected, answer: Answer | None, hits: Sequence[SearchHit] | None, question: str
) -> RowScores:
    """Scores an answer, or (None) a question whose asking failed; `hits` likewise, read only where the row
    grades reports.
    """
    scores = _failed(expected) if answer is None else _answered(expected, answer, question)
    unscorable: dict[str, str] = {}
    if answer is not None and expected.items:
        if listed := lists.listed_items(answer):
            scores["items_precision"] = lists.items_precision(listed, expected.items)
        elif scores["items_recall"] > 0:
            unscorable["items_precision"] = "the answer is running text: what it lists cannot be told"
        else:
            scores["items_precision"] = 0.0
    if expected.relevant:
        if max(expected.relevant.values()) <= 0:
            unscorable["ndcg_at_10"] = unscorable["recall_at_10"] = "no report is graded above 0"
        else:
            found = ranking.ranked_sources(hit.source for hit in hits or ())
            scores["ndcg_at_10"] = ranking.ndcg(found, expected.relevant)
            scores["recall_at_10"] = ranking.recall(found, expected.relevant)
    if expected.status is Status.ANSWERED and not _says_what(expected):
        unscorable["right"] = "nothing but the status is expected"
    else:
        whole = all(scores.get(name, 1.0) == 1.0 for name in _MUST_BE_WHOLE)
        scores["right"] = float(whole and not scores["wrong_number"])
    return RowScores(scores=scores, unscorable=unscorable)


def _answered(expected: Expected, answer: Answer, question: str) -> dict[str, float]:
    scores = {
        "status": float(answer.status is expected.status),
        "wrong_number": values.shows_wrong_number(answer, expected, question),
    }
    abstained = answer.status is Status.NOT_FOUND
    if expected.status is Status.NOT_FOUND:
        scores["abstention_recall"] = float(abstained)
    if abstained:
        scores["abstention_precision"] = float(expected.status is Status.NOT_FOUND)
    if expected.values:
        scores["value"] = values.values_right(answer.values, expected.values)
        scores["number"] = values.numbers_right(answer.values, expected.values)
        scores["quoted"] = values.values_quoted(answer.values, answer.citations, len(expected.values))
        scores["extra_values"] = values.extra_values(answer.values, expected.values, expected.also)
    if expected.status is Status.ANSWERED:
        scores["citations_whole"] = citations.citations_whole(answer)
        if expected.sources:
            scores["citation"] = citations.cites_any(answer.citations, expected.sources)
    if expected.values:
        proved = all(scores.get(name, 1.0) == 1.0 for name in ("number", "quoted", "citation"))
        scores["exact"] = float(proved and not scores["extra_values"])
    if expected.items:
        scores["items_recall"] = lists.items_recall(answer, expected.items)
    if expected.table is not None:
        scores["table"] = lists.table_rows_held(answer.table, expected.table)
    if expected.coverage is not None:
        scores["coverage"] = lists.coverage_right(answer.coverage, expected.coverage)
    if expected.phrases:
        scores["phrases"] = words.phrases_held(answer, expected.phrases)
    if expected.evidence is not None:
        scores["evidence_f1"] = words.evidence_f1(answer.answer, answer.citations, expected.evidence)
    return scores


def _failed(expected: Expected) -> dict[str, float]:
    applies = {
        "status": True,
        "wrong_number": True,
        "abstention_recall": expected.status is Status.NOT_FOUND,
        "value": bool(expected.values),
        "number": bool(expected.values),
        "exact": bool(expected.values),
        "quoted": bool(expected.values),
        "citations_whole": expected.status is Status.ANSWERED,
        "citation": bool(expected.sources) and expected.status is Status.ANSWERED,
        "items_recall": bool(expected.items),
        "items_precision": bool(expected.items),
        "table": expected.table is not None,
        "coverage": expected.coverage is not None,
        "phrases": bool(expected.phrases),
        "evidence_f1": expected.evidence is not None,
    }
    return {name: 0.0 for name, does in applies.items() if does}


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
