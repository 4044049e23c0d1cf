"""Two runs side by side: what each metric gained, which questions turned, and whether that may be chance.

Rows are paired by question id; what only one run has is named and left out. Of run A the scores are held,
of run B nothing: rows are read one at a time. How a comparison reads is `eval.comparison_text`'s work.
"""

import hashlib
import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from eval.flips import Flip, said, turned
from eval.metrics.latency import percentile
from eval.metrics.registry import BY_NAME, METRICS
from eval.question import QuestionKind
from eval.rows import StoredRow, iter_rows
from eval.statistics.paired import difference_interval, holm, randomisation_p
from eval.summary import Json

SIGNIFICANT = 0.05
_TIMES = {"latency_p50_ms": 0.50, "latency_p95_ms": 0.95, "latency_p99_ms": 0.99}
_MISSING = math.nan


@dataclass(frozen=True, slots=True)
class Difference:
    """A metric's means over the pairs that both runs scored; of times, their percentiles.

    `low` to `high` is the 95% paired bootstrap interval of the change. `p_value` is of the paired
    randomisation test of this metric alone, which for right and wrong is McNemar's; `p_corrected` is Holm's
    over the metrics of the comparison, `right` apart, which is what a comparison is for (over the kinds,
    where it is of one kind). None for times: every answer takes another.
    """

    metric: str
    pairs: int
    a: float
    b: float
    low: float | None = None
    high: float | None = None
    p_value: float | None = None
    p_corrected: float | None = None

    @property
    def change(self) -> float:
        """What B has more than A."""
        return self.b - self.a

    @property
    def significant(self) -> bool:
        """Whether chance alone would rarely (under 5%, corrected) make such a change."""
        return self.p_corrected is not None and self.p_corrected < SIGNIFICANT

    @property
    def improved(self) -> bool | None:
        """Whether B is better, by the metric's better side; None when nothing changed."""
        if self.change == 0:
            return None
        return (self.change > 0) == (BY_NAME[self.metric].better == "higher")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """B against A. `kinds` has the difference in `right` of each kind; `flips` are in the order of A."""

    a: str
    b: str
    pairs: int
    differences: tuple[Difference, ...]
    kinds: Mapping[str, Difference]
    flips: tuple[Flip, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    changed: tuple[str, ...]
    """Ids whose question or expectation is not the same in both runs: not paired."""

    @property
    def to_wrong(self) -> tuple[str, ...]:
        """The questions that A got right and B did not."""
        return tuple(flip.id for flip in self.flips if flip.metric == "right" and not flip.improved)

    @property
    def to_right(self) -> tuple[str, ...]:
        """The questions that B got right and A did not."""
        return tuple(flip.id for flip in self.flips if flip.metric == "right" and flip.improved)

    @property
    def p_value(self) -> float:
        """The exact two-sided p-value of McNemar's test over the pairs with a verdict; 1 without any."""
        return next(
            (d.p_value for d in self.differences if d.metric == "right" and d.p_value is not None), 1.0
        )


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is held of a row of run A."""

    place: int
    digest: bytes
    scores: "array[float]"
    elapsed_ms: float | None
    said: str

    def scored(self) -> dict[str, float]:
        """The scores by metric, those the row has."""
        named = zip(METRICS, self.scores, strict=True)
        return {metric.name: score for metric, score in named if not math.isnan(score)}


class _Pairs:
    """The scores of both runs, side by side, of some of the rows."""

    def __init__(self) -> None:
        self.count = 0
        self._a: dict[str, array[float]] = {}
        self._b: dict[str, array[float]] = {}
        self._times: tuple[array[float], array[float]] = (array("d"), array("d"))

    def add(self, kept: _Kept, row: StoredRow) -> None:
        self.count += 1
        for metric, was in kept.scored().items():
            if metric in row.scores:
                self._a.setdefault(metric, array("d")).append(was)
                self._b.setdefault(metric, array("d")).append(row.scores[metric])
        if kept.elapsed_ms is not None and row.elapsed_ms is not None:
            self._times[0].append(kept.elapsed_ms)
            self._times[1].append(row.elapsed_ms)

    def difference(self, metric: str) -> Difference | None:
        """Not corrected for being one of several."""
        if metric in _TIMES:
            times_a, times_b = self._times
            if not times_a:
                return None
            share = _TIMES[metric]
            return Difference(metric, len(times_a), percentile(times_a, share), percentile(times_b, share))
        if metric not in self._a:
            return None
        a, b = self._a[metric], self._b[metric]
        changes = [now - was for was, now in zip(a, b, strict=True)]
        low, high = difference_interval(changes) if len(changes) > 1 else (None, None)
        mean_a, mean_b = math.fsum(a) / len(a), math.fsum(b) / len(b)
        return Difference(metric, len(a), mean_a, mean_b, low, high, randomisation_p(changes))


def compare_runs(a: Path, b: Path) -> Comparison:
    """Compares two run folders. Raises RunUnreadableError."""
    kept = {row.question.id: _keep(place, row) for place, row in enumerate(iter_rows(a))}
    everything = _Pairs()
    by_kind: dict[QuestionKind, _Pairs] = {}
    flips: list[tuple[int, Flip]] = []
    only_b: list[str] = []
    changed: list[str] = []
    seen: set[str] = set()
    for row in iter_rows(b):
        identifier = row.question.id
        if (was := kept.get(identifier)) is None:
            only_b.append(identifier)
            continue
        seen.add(identifier)
        if was.digest != _digest(row):
            changed.append(identifier)
            continue
        everything.add(was, row)
        by_kind.setdefault(row.question.kind, _Pairs()).add(was, row)
        flips += [(was.place, flip) for flip in turned(row, was.scored(), was.said)]
    of_metrics = [everything.difference(metric.name) for metric in METRICS]
    right_by_kind = {
        kind.value: difference
        for kind in QuestionKind
        if kind in by_kind and (difference := by_kind[kind].difference("right")) is not None
    }
    return Comparison(
        a=a.name,
        b=b.name,
        pairs=everything.count,
        differences=_corrected([d for d in of_metrics if d is not None], primary="right"),
        kinds=dict(zip(right_by_kind, _corrected(list(right_by_kind.values())), strict=True)),
        flips=tuple(flip for _, flip in sorted(flips, key=lambda placed: placed[0])),
        only_a=tuple(identifier for identifier in kept if identifier not in seen),
        only_b=tuple(only_b),
        changed=tuple(changed),
    )


def as_json(comparison: Comparison) -> dict[str, Json]:
    """The machine form of a comparison."""
    return {
        "a": comparison.a,
        "b": comparison.b,
        "pairs": comparison.pairs,
        "differences": [_difference_json(difference) for difference in comparison.differences],
        "kinds": {kind: _difference_json(difference) for kind, difference in comparison.kinds.items()},
        "flips": [asdict(flip) for flip in comparison.flips],
        "to_wrong": comparison.to_wrong,
        "to_right": comparison.to_right,
        "p_value": comparison.p_value,
        "only_a": comparison.only_a,
        "only_b": comparison.only_b,
        "changed": comparison.changed,
    }


def _difference_json(difference: Difference) -> dict[str, Json]:
    return {
        **asdict(difference),
        "change": difference.change,
        "improved": difference.improved,
        "significant": difference.significant,
    }


def _corrected(differences: Sequence[Difference], *, primary: str | None = None) -> tuple[Difference, ...]:
    """Holm's correction. `primary` is what a comparison is for and is tested before all else, uncorrected.
    Where no pair differs nothing could have been found: that does not count either (Tarone, 1990).
    """
    family = [d for d in differences if d.p_value is not None and d.metric != primary and not _is_still(d)]
    corrected = dict(zip(map(id, family), holm([d.p_value or 0.0 for d in family]), strict=True))
    return tuple(replace(d, p_corrected=corrected.get(id(d), d.p_value)) for d in differences)


def _is_still(difference: Difference) -> bool:
    return difference.change == 0 and difference.low == difference.high


def _keep(place: int, row: StoredRow) -> _Kept:
    scores = array("d", (row.scores.get(metric.name, _MISSING) for metric in METRICS))
    return _Kept(place, _digest(row), scores, row.elapsed_ms, said(row))


def _digest(row: StoredRow) -> bytes:
    """Of all that was asked and expected: rows are a pair only when it is the same."""
    asked = row.question.model_dump_json(exclude={"note"})
    return hashlib.sha256(asked.encode()).digest()
