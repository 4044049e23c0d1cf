"""`python -m eval.regressions SUITE`: breaks the assistant on purpose and shows whether the suite notices."""

import json
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from eval.compare import as_json as comparison_json
from eval.errors import SuiteError
from eval.regressions.faults import FAULTS
from eval.regressions.system import opened
from eval.regressions.trial import Trial, run_sound, trials
from eval.suite import load_suite
from vectorstore.embeddings import BUNDLED, open_embedder

_WRONG_USAGE, _CHECK_FAILED = 2, 4


def main(
    suite: Annotated[Path, typer.Argument(help="A suite folder.")],
    fault: Annotated[
        list[str] | None, typer.Option(help=f"Only these: {', '.join(FAULTS)}. May be repeated.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Keep the runs here.")] = None,
    model_dir: Annotated[
        Path, typer.Option(help="Where the bundled model is, or is to be, unpacked.")
    ] = Path(".test-models"),
    json_output: Annotated[bool, typer.Option("--json", help="JSON on stdout and nothing else.")] = False,
) -> None:
    """Exit code 0 when every fault is caught by the limits that should, 4 when one is not."""
    if unknown := set(fault or ()) - set(FAULTS):
        typer.echo(f"no such fault: {', '.join(sorted(unknown))}", err=True)
        raise typer.Exit(_WRONG_USAGE)
    try:
        loaded = load_suite(suite)
    except SuiteError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(_WRONG_USAGE) from error
    chosen = {name: FAULTS[name] for name in fault or FAULTS}
    with tempfile.TemporaryDirectory(prefix="tuphap-trials-") as temporary:
        runs = output or Path(temporary)
        with opened(loaded.corpus, open_embedder(BUNDLED, model_dir)) as parts:
            sound = run_sound(loaded, parts, runs)
            healthy = not sound.summary.missed
            found = []
            if not json_output:
                typer.echo("sound: " + ("meets every limit" if healthy else "MISSES"))
                for checked in sound.summary.missed:
                    typer.echo(f"  {checked}")
            for trial in trials(loaded, parts, sound, runs, chosen):
                found.append(trial)
                if not json_output:
                    typer.echo(_as_text(trial))
        if json_output:
            content = {
                "sound_missed": [str(checked) for checked in sound.summary.missed],
                "faults": {trial.name: _as_json(trial) for trial in found},
            }
            typer.echo(json.dumps(content, ensure_ascii=False))
    if not healthy or any(trial.unnoticed for trial in found):
        raise typer.Exit(_CHECK_FAILED)


def _as_text(trial: Trial) -> str:
    comparison = trial.comparison
    lines = [f"\n{trial.name}: {trial.fault.meaning}"]
    lines += [f"  missed {checked}" for checked in trial.missed]
    lines += [f"  NOT NOTICED by {kind}.{metric}" for kind, metric in trial.unnoticed]
    changed = [d for d in comparison.differences if d.change and d.metric in _wanted(trial)]
    lines += [f"  {d.metric}: {d.a:.3f} -> {d.b:.3f}{_significance(d.p_corrected)}" for d in changed]
    lines += [
        f"  {len(comparison.to_wrong)} rows from right to wrong, {len(comparison.to_right)} back, "
        f"p = {comparison.p_value:.2g}: {', '.join(comparison.to_wrong)}"
    ]
    return "\n".join(lines)


def _significance(p: float | None) -> str:
    return "" if p is None else f", p = {p:.2g} (corrected)"


def _wanted(trial: Trial) -> set[str]:
    return {"right", *(metric for _, metric in trial.fault.caught_by)}


def _as_json(trial: Trial) -> dict[str, object]:
    return {
        "meaning": trial.fault.meaning,
        "missed": [str(checked) for checked in trial.missed],
        "unnoticed": [f"{kind}.{metric}" for kind, metric in trial.unnoticed],
        "comparison": comparison_json(trial.comparison),
    }


if __name__ == "__main__":
    typer.run(main)
