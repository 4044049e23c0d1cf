"""A run as Markdown for a pull request: the verdict, the numbers that matter, what missed and why."""

from collections.abc import Iterable, Sequence

from eval.metrics.registry import BY_NAME
from eval.report.gathered import Gathered
from eval.report.kept import KeptRun
from eval.report.outcome import Outcome
from eval.report.page import HEADLINE, verdict
from eval.suite import ALL
from eval.summary import Measured, shown

_WORST = 10
_NAMED = 20


def render_markdown(run: KeptRun, gathered: Gathered, compared: str | None = None) -> str:
    """The contents of `summary.md`. `compared` is Markdown of a comparison with another run, set behind."""
    counts = gathered.outcomes.get(ALL, {})
    lines = [
        f"## {_cell(run.suite)}: {verdict(run)[1].en}",
        "",
        f"{counts.get(Outcome.RIGHT, 0)} of {run.asked} right, "
        f"**{counts.get(Outcome.WRONG_NUMBER, 0)} showed a wrong number**, "
        f"{counts.get(Outcome.WRONG, 0)} wrong or incomplete, {counts.get(Outcome.REFUSED, 0)} not answered, "
        f"{counts.get(Outcome.FAILED, 0)} failed.",
        "",
    ]
    lines += _missed(run, gathered)
    lines += _headline(run)
    lines += _by_kind(run)
    lines += _not_right(gathered)
    lines += _named("Failed", [f"`{row}`: {_cell(error)}" for row, error in run.summary.failed.items()])
    lines += _named(
        "Not scored", [f"`{row}`, {metric}: {reason}" for row, metric, reason in run.summary.unscorable]
    )
    if compared is not None:
        lines += [compared.rstrip(), ""]
    return "\n".join(lines).rstrip() + "\n"


def _missed(run: KeptRun, gathered: Gathered) -> list[str]:
    lines = []
    for checked in run.summary.missed:
        lines.append(f"- **missed** {checked}")
        lines += [
            f"  - `{cause.id}` ({cause.score:g}): {_cell(cause.question)}"
            for cause in gathered.causes.get(checked.limit, ())
        ]
    return [*lines, ""] if lines else []


def _headline(run: KeptRun) -> list[str]:
    ours = run.summary.kinds[ALL].metrics
    names = [name for name in HEADLINE if name in ours]
    names += [name for name in ours if name.startswith("latency_")]
    columns = ["metric", "better", "value", "95% interval", "rows", *run.baselines]
    rows = []
    for name in names:
        others = (baseline.summary.kinds[ALL].metrics.get(name) for baseline in run.baselines.values())
        got = ours[name]
        beside = ["–" if other is None else shown(name, other.value) for other in others]
        rows.append(
            [name, BY_NAME[name].better, shown(name, got.value), _interval(name, got), str(got.rows), *beside]
        )
    return _table(columns, "llrrr" + "r" * len(run.baselines), rows)


def _by_kind(run: KeptRun) -> list[str]:
    kinds = run.summary.kinds
    names = [name for name in kinds[ALL].metrics if not name.startswith("latency_")]
    rows = [
        [kind, str(of_kind.rows), *(_value(name, of_kind.metrics.get(name)) for name in names)]
        for kind, of_kind in kinds.items()
    ]
    table = _table(["kind", "rows", *names], "lr" + "r" * len(names), rows)
    return ["<details><summary>By kind</summary>", "", *table, "</details>", ""]


def _not_right(gathered: Gathered) -> list[str]:
    shown_rows = gathered.worst[:_WORST]
    if not shown_rows:
        return []
    rows = [
        [
            one.outcome.value,
            f"`{one.row.question.id}`",
            _cell(one.row.question.question),
            _cell(one.row.answer.answer if one.row.answer is not None else one.row.error or ""),
        ]
        for one in shown_rows
    ]
    heading = f"Not right ({len(shown_rows)} of {gathered.not_right})"
    table = _table(["outcome", "id", "question", "answer"], "llll", rows)
    return [f"<details><summary>{heading}</summary>", "", *table, "</details>", ""]


def _named(heading: str, entries: Sequence[str]) -> list[str]:
    if not entries:
        return []
    more = [f"- and {len(entries) - _NAMED} more"] if len(entries) > _NAMED else []
    listed = [f"- {entry}" for entry in entries[:_NAMED]]
    return [
        f"<details><summary>{heading}: {len(entries)}</summary>",
        "",
        *listed,
        *more,
        "",
        "</details>",
        "",
    ]


def _table(columns: Sequence[str], sides: str, rows: Iterable[Sequence[str]]) -> list[str]:
    marks = ["---" if side == "l" else "---:" for side in sides]
    return [*(f"| {' | '.join(line)} |" for line in (columns, marks, *rows)), ""]


def _value(name: str, measured: Measured | None) -> str:
    return "" if measured is None else shown(name, measured.value)


def _interval(name: str, measured: Measured) -> str:
    if measured.low is None or measured.high is None:
        return ""
    return f"{shown(name, measured.low)} – {shown(name, measured.high)}"


def _cell(text: str) -> str:
    """A text on one line of a table, cut where it goes on, with nothing in it that Markdown or HTML reads."""
    line = " ".join(text.split())
    line = line if len(line) <= _CELL_CHARACTERS else f"{line[:_CELL_CHARACTERS]}…"
    return line.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("`", "'")


_CELL_CHARACTERS = 200
