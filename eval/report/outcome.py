"""What became of a question, in one word: the first thing a person wants to know of a row."""

from enum import StrEnum

from eval.metrics.outcome import wrong_answer
from eval.metrics.registry import BY_NAME
from eval.rows import StoredRow


class Outcome(StrEnum):
    """Every row has exactly one."""

    RIGHT = "right"
    REFUSED = "refused"
    FAILED = "failed"
    WRONG = "wrong"
    WRONG_NUMBER = "wrong_number"


WORST_FIRST = (Outcome.WRONG_NUMBER, Outcome.WRONG, Outcome.FAILED, Outcome.REFUSED)
"""What is not right, the gravest first: showing a number that is not so is the worst an answer can do."""


def outcome_of(row: StoredRow) -> Outcome:
    """`WRONG`: something was answered and is not as expected; `REFUSED`: nothing was, and something was due.

    A row with nothing to check but its status is judged by that.
    """
    if row.error is not None or row.answer is None:
        return Outcome.FAILED
    if row.scores.get("wrong_number"):
        return Outcome.WRONG_NUMBER
    if row.scores.get("right", row.scores.get("status", 0.0)) == 1:
        return Outcome.RIGHT
    return Outcome.WRONG if wrong_answer(row.answer, right=False) else Outcome.REFUSED


def missed_metrics(row: StoredRow) -> tuple[str, ...]:
    """What a row lacks, by the names of its metrics in the order scored; a wrong number last.

    Left out are the verdicts made of others and the measures of degree, which few rows have in full. Where
    the status is wrong, nothing else can be right and it stands alone.
    """
    missed = [
        name
        for name, score in row.scores.items()
        if score < 1 and not name.startswith(_LEFT_OUT) and _is_higher_better(name)
    ]
    if "status" in missed:
        missed = ["status"]
    return (*missed, *(("wrong_number",) if row.scores.get("wrong_number") else ()))


_LEFT_OUT = (
    *("right", "exact"),
    *("evidence_f1", "citation_precision", "citation_recall", "table_cells", "abstention_"),
    *("hit_at_", "mrr_at_", "ndcg_at_", "recall_at_"),
)


def _is_higher_better(name: str) -> bool:
    return name not in BY_NAME or BY_NAME[name].better == "higher"
