"""What a report tells of the rows, gathered in one pass over any number of them, in bounded memory."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.report.causes import Cause, Causes
from eval.report.outcome import WORST_FIRST, Outcome, outcome_of
from eval.report.times import Times
from eval.report.worst import Worst
from eval.rows import StoredRow
from eval.suite import ALL, Limit
from eval.summary import CheckedLimit

SHOWN = 30
"""How many of the worst rows a report shows."""

NAMED = 200
"""How many failed rows, and how many that could not be scored, a report names."""


@dataclass(frozen=True, slots=True)
class WorstRow:
    """A row that is not right, and what became of it."""

    row: StoredRow
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """`outcomes` counts rows by kind (`all` too) and outcome; `worst` has wrong numbers first."""

    outcomes: Mapping[str, Mapping[Outcome, int]]
    worst: Sequence[WorstRow]
    causes: Mapping[Limit, Sequence[Cause]]
    times: Times

    @property
    def not_right(self) -> int:
        """How many rows are not right."""
        return sum(self.outcomes.get(ALL, {}).get(outcome, 0) for outcome in WORST_FIRST)


def gather(rows: Iterable[StoredRow], missed: Iterable[CheckedLimit], *, shown: int = SHOWN) -> Gathered:
    """Reads the rows once. `missed` are the limits whose causes are wanted."""
    outcomes: dict[str, Counter[Outcome]] = {ALL: Counter()}
    worst: Worst[WorstRow] = Worst(shown)
    causes, times = Causes(missed), Times()
    for row in rows:
        outcome = outcome_of(row)
        for kind in (ALL, row.question.kind.value):
            outcomes.setdefault(kind, Counter())[outcome] += 1
        if outcome is not Outcome.RIGHT:
            gravity = len(WORST_FIRST) - WORST_FIRST.index(outcome)
            worst.add((gravity,), WorstRow(row, outcome))
        causes.add(row)
        if row.elapsed_ms is not None:
            times.add(row.elapsed_ms)
    return Gathered(outcomes=outcomes, worst=worst.things, causes=causes.by_limit, times=times)
