"""What the rows of a run come to: means by kind, limits met and missed, failures; as JSON and Markdown.

Scoring a row is `eval.metrics.score`'s work.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.metrics.latency import percentile
from eval.metrics.registry import BY_NAME, METRICS
from eval.question import SuiteQuestion
from eval.suite import ALL, Limit

_PERCENTILES = {"latency_p50_ms": 0.50, "latency_p95_ms": 0.95}

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
    """A metric over the rows it applies to."""

    value: float
    rows: int


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


def summarise(suite: str, rows: Sequence[ScoredRow], limits: Sequence[Limit]) -> Summary:
    """The summary of a suite's rows against its limits."""
    by_kind: dict[str, list[ScoredRow]] = {ALL: list(rows)}
    for kind in type(rows[0].question.kind) if rows else ():
        if of_kind := [row for row in rows if row.question.kind is kind]:
            by_kind[kind.value] = of_kind
    kinds = {
        kind: KindSummary(
            rows=len(of_kind),
            failed=sum(row.error is not None for row in of_kind),
            metrics=_measure(of_kind),
        )
        for kind, of_kind in by_kind.items()
    }
    return Summary(
        suite=suite,
        kinds=kinds,
        limits=tuple(_check(limit, kinds) for limit in limits),
        failed={row.question.id: row.error for row in rows if row.error is not None},
        unscorable=tuple(
            (row.question.id, metric, reason) for row in rows for metric, reason in row.unscorable.items()
        ),
    )


def as_json(summary: Summary) -> dict[str, Json]:
    """The contents of `summary.json`."""
    return {
        "suite": summary.suite,
        "kinds": {
            kind: {
                "rows": of_kind.rows,
                "failed": of_kind.failed,
                "metrics": {
                    name: {"value": measured.value, "rows": measured.rows}
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
    """A metric's value for people: milliseconds with one decimal, all else with three."""
    return f"{value:.1f}" if metric.endswith("_ms") else f"{value:.3f}"


def as_markdown(summary: Summary) -> str:
    """The contents of `summary.md`: limits, then a table of metrics by kind, then what failed."""
    lines = [f"# {summary.suite}", ""]
    if summary.limits:
        lines += ["## Limits", ""]
        lines += [f"- {'met' if checked.met else '**missed**'}: {checked}" for checked in summary.limits] + [
            ""
        ]
    kinds = list(summary.kinds)
    lines += [
        "## Metrics",
        "",
        "In brackets: the rows a metric applies to, where they are not all of the kind.",
        "",
    ]
    lines.append("| metric | better | " + " | ".join(f"{k} ({summary.kinds[k].rows})" for k in kinds) + " |")
    lines.append("|---|---|" + "---:|" * len(kinds))
    for name in summary.kinds[ALL].metrics:
        cells = (_cell(name, summary.kinds[kind]) for kind in kinds)
        lines.append(f"| {name} | {BY_NAME[name].better} | " + " | ".join(cells) + " |")
    if summary.failed:
        lines += ["", "## Failed", "", *(f"- `{row}`: {error}" for row, error in summary.failed.items())]
    if summary.unscorable:
        lines += ["", "## Not scored", ""]
        lines += [f"- `{row}`, {metric}: {reason}" for row, metric, reason in summary.unscorable]
    return "\n".join(lines) + "\n"


def _measure(rows: Sequence[ScoredRow]) -> dict[str, Measured]:
    times = [row.elapsed_ms for row in rows if row.elapsed_ms is not None]
    measured: dict[str, Measured] = {}
    for metric in METRICS:
        if metric.name in _PERCENTILES:
            if times:
                value = percentile(times, _PERCENTILES[metric.name])
                measured[metric.name] = Measured(value, len(times))
        elif scores := [row.scores[metric.name] for row in rows if metric.name in row.scores]:
            measured[metric.name] = Measured(sum(scores) / len(scores), len(scores))
    return measured


def _check(limit: Limit, kinds: Mapping[str, KindSummary]) -> CheckedLimit:
    measured = kinds[limit.kind].metrics.get(limit.metric) if limit.kind in kinds else None
    if measured is None:
        return CheckedLimit(limit, None, met=False)
    above, below = measured.value >= limit.bound, measured.value <= limit.bound
    return CheckedLimit(limit, measured.value, met=above if limit.side == "floor" else below)


def _cell(name: str, kind: KindSummary) -> str:
    measured = kind.metrics.get(name)
    if measured is None:
        return ""
    return shown(name, measured.value) + (f" ({measured.rows})" if measured.rows != kind.rows else "")
