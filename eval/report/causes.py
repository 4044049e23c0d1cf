"""Which rows made a limit be missed: a few of the worst by the very metric that the limit is on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.report.worst import Worst
from eval.rows import StoredRow
from eval.suite import ALL, Limit
from eval.summary import CheckedLimit

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Cause:
    """A row that counts against a limit, with its own score (milliseconds for a latency)."""

    id: str
    question: str
    score: float


class Causes:
    """Gathers, row by row, at most `shown` causes for each missed limit; wrong numbers go before
    what is equally bad otherwise."""

    def __init__(self, missed: Iterable[CheckedLimit], shown: int = SHOWN) -> None:
        self._worst: dict[Limit, Worst[Cause]] = {checked.limit: Worst(shown) for checked in missed}

    def add(self, row: StoredRow) -> None:
        """Takes note of a row."""
        for limit, worst in self._worst.items():
            if limit.kind not in (ALL, row.question.kind.value):
                continue
            score = _score(row, limit)
            if score is not None and (score < 1 if limit.side == "floor" else score > 0):
                badness = -score if limit.side == "floor" else score
                wrong_number = row.scores.get("wrong_number", 0.0)
                worst.add((badness, wrong_number), Cause(row.question.id, row.question.question, score))

    @property
    def by_limit(self) -> Mapping[Limit, Sequence[Cause]]:
        """The worst rows of each missed limit, worst first; none where no row has the metric."""
        return {limit: worst.things for limit, worst in self._worst.items()}


def _score(row: StoredRow, limit: Limit) -> float | None:
    if limit.metric.startswith("latency_"):
        return row.elapsed_ms
    return row.scores.get(limit.metric)
