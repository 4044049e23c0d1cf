"""What the rows of a run come to: means by kind with intervals, limits met and missed, failures.

Scoring a row is `eval.metrics.score`'s work, showing a summary to people that of `eval.report`.
"""

import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from eval.metrics.latency import percentile, throughput_per_s
from eval.metrics.registry import BY_NAME, METRICS, Metric
from eval.question import QuestionKind, SuiteQuestion
from eval.statistics.bootstrap import bootstrap_interval, share_interval
from eval.suite import ALL, Limit

_PERCENTILES = {"latency_p50_ms": 0.50, "latency_p95_ms": 0.95, "latency_p99_ms": 0.99}
_FEWEST = 2
"""Of fewer rows there is no interval."""

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredRow:
    """One question asked: its scores, or why it failed; `elapsed_ms` is None when it failed."""

    question: SuiteQuestion
    scores: Mapping[str, float]
    unscorable: Mapping[str, str]
    error: str | None
    elapsed_ms: float | None


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric over the rows it applies to, and the 95% interval of its mean.

    `low` and `high` are None where there is no interval to give: one row, times, memory.
    """

    value: float
    rows: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class KindSummary:
    """All metrics that any row of the kind has; `rows` counts failed ones too."""

    rows: int
    failed: int
    metrics: Mapping[str, Measured]


@dataclass(frozen=True, slots=True)
class CheckedLimit:
    """A limit with what was measured; None, and missed, where no row has the metric."""

    limit: Limit
    value: float | None
    met: bool

    def __str__(self) -> str:
        sign = "at least" if self.limit.side == "floor" else "at most"
        value = "not measured by any row" if self.value is None else f"{self.value:.4g}"
        return f"{self.limit.kind}.{self.limit.metric}: {value}, wanted {sign} {self.limit.bound:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A run in numbers; `kinds` holds `all` first, then each kind met, in the order of the contract."""

    suite: str
    kinds: Mapping[str, KindSummary]
    limits: tuple[CheckedLimit, ...]
    failed: Mapping[str, str]
    unscorable: tuple[tuple[str, str, str], ...]

    @property
    def missed(self) -> tuple[CheckedLimit, ...]:
        """The limits that do not hold."""
        return tuple(checked for checked in self.limits if not checked.met)


class SummaryBuilder:
    """Takes the rows of a run as they come and keeps nothing of them but numbers, and the names of those that
    failed or could not be scored: a row takes some hundred bytes, however long its answer.

    Its numbers are the same to the last digit in whatever order the rows came.
    """

    def __init__(self, suite: str) -> None:
        self._suite = suite
        self._kinds: dict[str, _Kind] = {}
        self._failed: dict[str, str] = {}
        self._unscorable: list[tuple[str, str, str]] = []

    def add(self, row: ScoredRow) -> None:
        """Counts one row."""
        self._kinds.setdefault(row.question.kind.value, _Kind()).add(row)
        if row.error is not None:
            self._failed[row.question.id] = row.error
        self._unscorable += [(row.question.id, metric, reason) for metric, reason in row.unscorable.items()]

    def finish(self, limits: Sequence[Limit], *, peak_memory_mib: float | None = None) -> Summary:
        """The summary against the limits; `peak_memory_mib` is of the process measured, where it is known."""
        everything = _Kind()
        kinds = {ALL: everything}
        for kind in QuestionKind:
            if of_kind := self._kinds.get(kind.value):
                everything.take(of_kind)
                kinds[kind.value] = of_kind
        summaries = {kind: of_kind.summary() for kind, of_kind in kinds.items()}
        if peak_memory_mib is not None:
            of_all = summaries[ALL]
            metrics = {**of_all.metrics, "peak_memory_mib": Measured(peak_memory_mib, of_all.rows)}
            summaries[ALL] = replace(of_all, metrics=metrics)
        return Summary(
            suite=self._suite,
            kinds=summaries,
            limits=tuple(_check(limit, summaries) for limit in limits),
            failed=dict(self._failed),
            unscorable=tuple(self._unscorable),
        )


class _Kind:
    """The numbers of the rows of one kind."""

    def __init__(self) -> None:
        self._rows = 0
        self._failed = 0
        self._scores: dict[str, array[float]] = {}
        self._times: array[float] = array("d")

    def add(self, row: ScoredRow) -> None:
        self._rows += 1
        self._failed += row.error is not None
        for metric, score in row.scores.items():
            self._scores.setdefault(metric, array("d")).append(score)
        if row.elapsed_ms is not None:
            self._times.append(row.elapsed_ms)

    def take(self, other: "_Kind") -> None:
        self._rows += other._rows
        self._failed += other._failed
        for metric, scores in other._scores.items():
            self._scores.setdefault(metric, array("d")).extend(scores)
        self._times.extend(other._times)

    def summary(self) -> KindSummary:
        measured = {
            metric.name: of_metric
            for metric in METRICS
            if (of_metric := self._timed(metric) or self._scored(metric)) is not None
        }
        return KindSummary(rows=self._rows, failed=self._failed, metrics=measured)

    def _timed(self, metric: Metric) -> Measured | None:
        if not self._times:
            return None
        if metric.name in _PERCENTILES:
            return Measured(percentile(self._times, _PERCENTILES[metric.name]), len(self._times))
        if metric.name == "throughput_per_s":
            return Measured(throughput_per_s(self._times), len(self._times))
        return None

    def _scored(self, metric: Metric) -> Measured | None:
        scores = self._scores.get(metric.name)
        if scores is None:
            # nobody abstained where it was due: that precision has nothing to divide by and is worth nothing
            none_due = metric.name != "abstention_precision" or "abstention_recall" not in self._scores
            return None if none_due else Measured(0.0, 0)
        mean = math.fsum(scores) / len(scores)
        if len(scores) < _FEWEST:
            return Measured(mean, len(scores))
        interval = share_interval(scores) if metric.measure == "share" else bootstrap_interval(scores)
        return Measured(mean, len(scores), *interval)


def as_json(summary: Summary) -> dict[str, Json]:
    """The contents of `summary.json`."""
    return {
        "suite": summary.suite,
        "kinds": {
            kind: {
                "rows": of_kind.rows,
                "failed": of_kind.failed,
                "metrics": {
                    name: {
                        "value": measured.value,
                        "rows": measured.rows,
                        "low": measured.low,
                        "high": measured.high,
                    }
                    for name, measured in of_kind.metrics.items()
                },
            }
            for kind, of_kind in summary.kinds.items()
        },
        "limits": [
            {
                "side": checked.limit.side,
                "kind": checked.limit.kind,
                "metric": checked.limit.metric,
                "bound": checked.limit.bound,
                "value": checked.value,
                "met": checked.met,
            }
            for checked in summary.limits
        ],
        "failed": [{"id": row, "error": error} for row, error in summary.failed.items()],
        "unscorable": [
            {"id": row, "metric": metric, "reason": reason} for row, metric, reason in summary.unscorable
        ],
    }


def shown(metric: str, value: float) -> str:
    """A metric's value for people: shares and counts with three decimals, all else with one."""
    return f"{value:.3f}" if BY_NAME[metric].measure in ("share", "count") else f"{value:.1f}"


def _check(limit: Limit, kinds: Mapping[str, KindSummary]) -> CheckedLimit:
    measured = kinds[limit.kind].metrics.get(limit.metric) if limit.kind in kinds else None
    if measured is None:
        return CheckedLimit(limit, None, met=False)
    above, below = measured.value >= limit.bound, measured.value <= limit.bound
    return CheckedLimit(limit, measured.value, met=above if limit.side == "floor" else below)
