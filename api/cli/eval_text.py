"""What `tuphap eval` prints: tables, what is not right, and which rows made a limit be missed."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from api.cli.output import remark, result

if TYPE_CHECKING:  # the evaluation is loaded by its own commands alone
    from eval.report.gathered import WorstRow
    from eval.report.write import Written

_HEADLINE = ("right", "status", "value", "number", "quoted", "citation", "wrong_number", "latency_p50_ms")
_PIPE_WIDTH = 160


def print_json(content: Mapping[str, object]) -> None:
    """One line of JSON on stdout."""
    result(json.dumps(content, ensure_ascii=False))


def print_run(written: "Written") -> None:
    """The metrics by kind, all of them over all rows, the worst rows, and where everything is kept."""
    from eval.metrics.registry import BY_NAME
    from eval.report.write import PAGE
    from eval.suite import ALL
    from eval.summary import shown

    run, gathered = written.run, written.gathered
    kinds = run.summary.kinds
    headline = [name for name in _HEADLINE if name in kinds[ALL].metrics]
    _print_table(
        run.suite,
        ("kind", "rows", *headline),
        (
            (
                kind,
                str(of_kind.rows),
                *(shown(n, of_kind.metrics[n].value) if n in of_kind.metrics else "" for n in headline),
            )
            for kind, of_kind in kinds.items()
        ),
    )
    beside = {name: one.summary.kinds[ALL].metrics for name, one in run.baselines.items()}
    _print_table(
        ALL,
        ("metric", "value", "95%", *beside, "rows", "better", "what"),
        (
            (
                name,
                shown(name, got.value),
                "" if got.low is None or got.high is None else f"{got.low:.3f}–{got.high:.3f}",
                *(shown(name, other[name].value) if name in other else "" for other in beside.values()),
                str(got.rows),
                BY_NAME[name].better,
                BY_NAME[name].definition,
            )
            for name, got in kinds[ALL].metrics.items()
        ),
    )
    if gathered.worst:
        result(f"Chưa đúng · not right: {gathered.not_right}/{run.asked}")
    for worst in gathered.worst:
        result(_shortfall(worst))
    if (more := gathered.not_right - len(gathered.worst)) > 0:
        result(f"  … {more} câu nữa · more")
    for identifier, metric, reason in run.summary.unscorable:
        result(f"Không chấm · not scored: {identifier}, {metric}: {reason}")
    result(f"Kết quả · results: {run.path}")
    result(f"Báo cáo · report: {run.path / PAGE}")


def remark_missed(written: "Written") -> None:
    """On stderr, each limit that does not hold, with the rows that count most against it."""
    for checked in written.run.summary.missed:
        remark(f"Không đạt · missed: {checked}")
        for cause in written.gathered.causes.get(checked.limit, ()):
            remark(f"  {cause.id} ({cause.score:g}): {cause.question}")


def _shortfall(worst: "WorstRow") -> str:
    from eval.report.outcome import missed_metrics

    row, expected = worst.row, worst.row.question.expected
    wanted = "; ".join(f"{value.value} {value.unit}" for value in expected.values) or expected.status.value
    if row.answer is None:
        got = row.error or ""
    else:
        values = "; ".join(f"{value.value} {value.unit}" for value in row.answer.values)
        got = f"{row.answer.status.value} {values}".strip()
    return (
        f"  {row.question.id} {row.question.kind.value}: {row.question.question}\n"
        f"      {worst.outcome.value.upper().replace('_', ' ')}: {', '.join(missed_metrics(row))}"
        f" | cần · wanted: {wanted} | được · got: {got}"
    )


def _print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left")
    for index, column in enumerate(columns):
        table.add_column(column, justify="left" if index == 0 or column in ("better", "what") else "right")
    for row in rows:
        table.add_row(*map(Text, row))
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else _PIPE_WIDTH).print(table)
