"""Two runs side by side: what each metric gained, which questions turned, and whether that may be chance.

Rows are paired by question id; what only one run has is named and left out.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.errors import RunUnreadableError
from eval.metrics.registry import METRICS
from eval.summary import Json


@dataclass(frozen=True, slots=True)
class Difference:
    """A metric's means over the pairs that both runs scored."""

    metric: str
    pairs: int
    a: float
    b: float

    @property
    def change(self) -> float:
        """What B has more than A."""
        return self.b - self.a


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """B against A. `p_value` is of `mcnemar_p` over the pairs with a verdict; latencies are not compared."""

    pairs: int
    differences: tuple[Difference, ...]
    to_wrong: tuple[str, ...]
    to_right: tuple[str, ...]
    p_value: float
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    changed: tuple[str, ...]
    """Ids whose question or expectation is not the same in both runs: not paired."""


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str
    question: str
    expected: Mapping[str, object]
    scores: Mapping[str, float]


def compare_runs(a: Path, b: Path) -> Comparison:
    """Compares two run folders. Raises RunUnreadableError."""
    rows_a, rows_b = _read_rows(a), _read_rows(b)
    common = [row for row in rows_a if row in rows_b]
    changed = [row for row in common if not _same_question(rows_a[row], rows_b[row])]
    pairs = {row: (rows_a[row].scores, rows_b[row].scores) for row in common if row not in changed}
    differences = []
    for metric in METRICS:
        both = [
            (in_a[metric.name], in_b[metric.name])
            for in_a, in_b in pairs.values()
            if metric.name in in_a and metric.name in in_b
        ]
        if both:
            mean_a, mean_b = (sum(side) / len(both) for side in zip(*both, strict=True))
            differences.append(Difference(metric.name, len(both), mean_a, mean_b))
    verdicts = {
        row: (in_a["right"], in_b["right"])
        for row, (in_a, in_b) in pairs.items()
        if "right" in in_a and "right" in in_b
    }
    to_wrong = tuple(row for row, (was, now) in verdicts.items() if was > now)
    to_right = tuple(row for row, (was, now) in verdicts.items() if was < now)
    return Comparison(
        pairs=len(pairs),
        differences=tuple(differences),
        to_wrong=to_wrong,
        to_right=to_right,
        p_value=mcnemar_p(len(to_wrong), len(to_right)),
        only_a=tuple(row for row in rows_a if row not in rows_b),
        only_b=tuple(row for row in rows_b if row not in rows_a),
        changed=tuple(changed),
    )


def mcnemar_p(to_wrong: int, to_right: int) -> float:
    """The two-sided exact p-value of McNemar's test: how often a fair coin would turn the discordant pairs
    at least so unevenly. 1 when no pair is discordant.
    """
    discordant = to_wrong + to_right
    tail = sum(math.comb(discordant, turned) for turned in range(min(to_wrong, to_right) + 1))
    return min(1.0, float(2 * tail / (1 << discordant)))


def as_json(comparison: Comparison) -> dict[str, Json]:
    """The machine form of a comparison."""
    return {
        "pairs": comparison.pairs,
        "differences": [
            {
                "metric": difference.metric,
                "pairs": difference.pairs,
                "a": difference.a,
                "b": difference.b,
                "change": difference.change,
            }
            for difference in comparison.differences
        ],
        "to_wrong": comparison.to_wrong,
        "to_right": comparison.to_right,
        "p_value": comparison.p_value,
        "only_a": comparison.only_a,
        "only_b": comparison.only_b,
        "changed": comparison.changed,
    }


def _same_question(a: _Row, b: _Row) -> bool:
    return a.question == b.question and a.expected == b.expected


def _read_rows(run: Path) -> dict[str, _Row]:
    path = run / "rows.jsonl"
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise RunUnreadableError(run, f"no rows of a run here ({error})") from error
    rows: dict[str, _Row] = {}
    for number, line in enumerate(lines, start=1):
        if not line:
            continue
        try:
            row = _Row.model_validate_json(line)
        except ValidationError as error:
            raise RunUnreadableError(run, f"rows.jsonl, line {number} is not a row: {error}") from error
        rows[row.id] = row
    return rows
