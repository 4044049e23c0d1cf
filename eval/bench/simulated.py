"""Measures the assistant's figures on simulated reports: `python -m eval.bench.simulated [--keep DIR]`.

Writes a suite (`eval.simulate.suite`), takes its reports in through the ordinary write path, asks every
question and prints scores by kind, the time that took, and the failing rows gathered by what they were made
of. The embedder is a cheap one: questions about figures are answered from figures alone, so the scores are
close to those of `tuphap eval run` on the same suite, in a fraction of the time. With `--keep` the suite, the
index and the run stay in a folder; the next call with it takes up the same reports and reads their figures
again by the rules of the day.
"""

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from eval.bench.failing import GROUPINGS, groups_of, is_right, shown
from eval.bench.kept_system import KeptFactory, Setup
from eval.errors import SuiteError
from eval.rows import StoredRow, iter_rows
from eval.run import RunResult, run_suite
from eval.simulate.errors import SimulateError
from eval.simulate.style import VISIBLE, styles_of
from eval.simulate.suite import read_origins, write_suite
from eval.suite import load_suite
from eval.summary import KindSummary, as_json

_WRONG_USAGE = 2
_BATCHES = ("visible", "held_back", "held_back_2", "all")
COLUMNS: Mapping[str, str] = {
    "exact": "value",
    "number": "number",
    "citation": "citation",
    "quoted": "quoted",
    "wrong": "wrong_number",
    "refused": "abstention_recall",
    "table": "table",
    "items": "items_recall",
    "cover": "coverage",
    "right": "right",
    "p95 ms": "latency_p95_ms",
}
"""What is printed of each kind, under which heading."""


def main(
    count: Annotated[int, typer.Option(min=1, help="How many reports.")] = 600,
    questions: Annotated[int, typer.Option(min=1, help="How many questions.")] = 2000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same suite.")] = 7,
    styles: Annotated[str, typer.Option(help="Styles, or visible, held_back, held_back_2, all.")] = VISIBLE,
    phrasings: Annotated[str, typer.Option(help="Phrasings, separated by commas.")] = "visible",
    formats: Annotated[
        str, typer.Option(help="Formats; pdf takes most time to read.")
    ] = "docx,html,txt,xlsx,pdf",
    suite: Annotated[
        Path | None, typer.Option(help="A suite that is there already, instead of a new one.")
    ] = None,
    keep: Annotated[Path | None, typer.Option(help="Keep everything here; take up what is there.")] = None,
    worst: Annotated[int, typer.Option(min=0, help="How many groups of failing rows to print.")] = 15,
    json_output: Annotated[
        bool, typer.Option("--json", help="Print JSON on stdout and nothing else.")
    ] = False,
) -> None:
    """Scores on simulated reports, and where the failing rows come from."""

    def measured(folder: Path) -> None:
        where = suite or folder / "suite"
        if suite is None and not (where / "suite.toml").is_file():
            write_suite(
                where,
                count=count,
                questions=questions,
                seed=seed,
                formats=_listed(formats),
                styles=styles_of(styles) if styles in _BATCHES else _listed(styles),
                phrasings=_listed(phrasings),
            )
        factory = KeptFactory(folder / "data")
        finished = run_suite(load_suite(where), factory, folder / "runs", about={"kind": "simulated"})
        report = _print_json if json_output else _print_text
        report(finished, tuple(iter_rows(finished.path)), factory.setup, read_origins(where), worst)

    try:
        _in_folder(keep, measured)
    except (SimulateError, SuiteError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(_WRONG_USAGE) from error


def _in_folder(keep: Path | None, work: Callable[[Path], None]) -> None:
    if keep is not None:
        work(keep)
        return
    with tempfile.TemporaryDirectory(prefix="tuphap-simulated-") as folder:
        work(Path(folder))


def _print_text(
    finished: RunResult,
    rows: Sequence[StoredRow],
    setup: Setup | None,
    origins: Mapping[str, Mapping[str, str]],
    worst: int,
) -> None:
    typer.echo(_table(finished.summary.kinds))
    if setup is not None:
        what = "read again" if setup.reread else "taken in"
        typer.echo(
            f"\n{setup.reports} reports {what} in {setup.elapsed_s:.0f} s, {setup.figures} figures; "
            f"reading figures is about {setup.figures_s:.0f} s of it"
        )
        for refused in setup.refused:
            typer.echo(f"refused: {refused}")
    wrong = [row for row in rows if row.scores.get("wrong_number")]
    failing = sum(not is_right(row) for row in rows)
    typer.echo(f"{failing} of {len(rows)} rows are not right; {len(wrong)} show a wrong number")
    for names in GROUPINGS:
        groups = groups_of(rows, origins, names)[:worst]
        typer.echo(f"\nfailing by {', '.join(names)}:")
        for group in groups:
            typer.echo(
                f"  {group.failing:4} of {group.rows:4}  {' · '.join(part or '–' for part in group.made_of)}"
            )
    typer.echo("\none of each, wrong numbers first:")
    for row in [*wrong[:worst], *(group.example for group in groups)]:
        typer.echo(shown(row))


def _print_json(
    finished: RunResult,
    rows: Sequence[StoredRow],
    setup: Setup | None,
    origins: Mapping[str, Mapping[str, str]],
    worst: int,
) -> None:
    failing = {
        ",".join(names): [
            {
                "made_of": dict(zip(names, group.made_of, strict=True)),
                "rows": group.rows,
                "failing": group.failing,
                "example": group.example.question.id,
            }
            for group in groups_of(rows, origins, names)[:worst]
        ]
        for names in GROUPINGS
    }
    summary = as_json(finished.summary)
    typer.echo(
        json.dumps({**summary, "setup": setup and asdict(setup), "failing": failing}, ensure_ascii=False)
    )


def _table(kinds: Mapping[str, KindSummary]) -> str:
    lines = [f"{'kind':16}{'rows':>6}" + "".join(f"{heading:>10}" for heading in COLUMNS)]
    for name, kind in kinds.items():
        lines.append(f"{name:16}{kind.rows:6}" + "".join(_cell(kind, metric) for metric in COLUMNS.values()))
    return "\n".join(lines)


def _cell(kind: KindSummary, metric: str) -> str:
    measured = kind.metrics.get(metric)
    if measured is None:
        return f"{'':>10}"
    return f"{measured.value:>10.1f}" if metric.endswith("_ms") else f"{measured.value:>10.3f}"


def _listed(names: str) -> Sequence[str]:
    return tuple(name.strip() for name in names.split(",") if name.strip())


if __name__ == "__main__":
    typer.run(main)
