"""`python -m eval.simulate`: writes simulated reports, or the sample reports that ship with the product."""

from pathlib import Path
from typing import Annotated

import typer

from eval.simulate.corpus import write_many, write_sample
from eval.simulate.errors import SimulateError
from eval.simulate.writers import FORMATS

_WRONG_USAGE = 2


def main(
    output: Annotated[Path | None, typer.Option(help="Folder for the reports and gold.jsonl.")] = None,
    count: Annotated[int, typer.Option(min=1, help="How many reports.")] = 60,
    seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.")] = 1,
    formats: Annotated[str, typer.Option(help="Formats, separated by commas.")] = ",".join(FORMATS),
    style: Annotated[str, typer.Option(help="House style: a file under eval/simulate/styles.")] = "house",
    sample: Annotated[bool, typer.Option("--sample", help="Rewrite the committed sample suite.")] = False,
) -> None:
    """Writes simulated justice reports whose every figure is known (gold.jsonl)."""
    if sample == (output is not None):
        typer.echo("give either --output DIR or --sample", err=True)
        raise typer.Exit(_WRONG_USAGE)
    try:
        if output is None:
            paths = write_sample()
        else:
            chosen = tuple(name.strip() for name in formats.split(",") if name.strip())
            paths = write_many(output, count=count, seed=seed, formats=chosen, style=style)
    except SimulateError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(_WRONG_USAGE) from error
    size = sum(path.stat().st_size for path in paths)
    typer.echo(f"{len(paths)} reports, {size / 1024:.0f} KiB, in {paths[0].parent}")


if __name__ == "__main__":
    typer.run(main)
