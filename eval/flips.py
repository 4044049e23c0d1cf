"""The questions that turned between two runs, with what was wanted and what each run said, in short."""

from collections.abc import Mapping
from dataclasses import dataclass

from eval.metrics.registry import BY_NAME
from eval.question import Expected
from eval.rows import StoredRow

TURNING = ("right", "wrong_number")
"""The metrics whose turns are worth reading one by one."""
_SHORT = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A question that turned by one of the metrics; `improved` says that B is the better one."""

    metric: str
    id: str
    kind: str
    question: str
    improved: bool
    wanted: str
    a: str
    b: str


def turned(row: StoredRow, before: Mapping[str, float], said_before: str) -> list[Flip]:
    """How a question turned from the scores and the answer it had before; empty when it did not."""
    return [
        Flip(
            metric=metric,
            id=row.question.id,
            kind=row.question.kind.value,
            question=row.question.question,
            improved=(row.scores[metric] > before[metric]) == (BY_NAME[metric].better == "higher"),
            wanted=_wanted(row.question.expected),
            a=said_before,
            b=said(row),
        )
        for metric in TURNING
        if metric in before and metric in row.scores and before[metric] != row.scores[metric]
    ]


def said(row: StoredRow) -> str:
    """What the system answered, status first, or why asking it failed."""
    if row.answer is None or row.error is not None:
        return _cut(row.error or "")
    return _cut(f"{row.answer.status.value}: {' '.join(row.answer.answer.split())}")


def _wanted(expected: Expected) -> str:
    wanted = [f"{value.value} {value.unit}" for value in expected.values]
    wanted += [*expected.items, *expected.phrases]
    return _cut(f"{expected.status.value}: {'; '.join(wanted)}" if wanted else expected.status.value)


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
