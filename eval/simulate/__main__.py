"""`python -m eval.simulate`: writes simulated reports, or the sample reports that ship with the product."""

from pathlib import Path
from typing import Annotated

import typer

from eval.simulate.corpus import write_many, write_sample
from eval.simulate.errors import SimulateError
from eval.simulate.style import HELD_BACK, VISIBLE, styles_of
from eval.simulate.style_check import check_style
from eval.simulate.suite import write_suite
from eval.simulate.writers import FORMATS

_WRONG_USAGE = 2
_HALVES = (VISIBLE, HELD_BACK, "all")


def main(
    output: Annotated[
        Path | None, typer.Option(help="Folder for the reports, gold.jsonl, reports.jsonl.")
    ] = None,
    count: Annotated[int, typer.Option(min=1, help="How many reports.")] = 60,
    seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.")] = 1,
    formats: Annotated[str, typer.Option(help="Formats, separated by commas.")] = ",".join(FORMATS),
    styles: Annotated[
        str,
        typer.Option(help="Styles (names or TOML files), separated by commas, or a batch of them, or all."),
    ] = VISIBLE,
    sample: Annotated[bool, typer.Option("--sample", help="Rewrite the committed sample suite.")] = False,
    check: Annotated[
        str | None,
        typer.Option("--check-style", help="Check a style (a name or a TOML file), write nothing."),
    ] = None,
    suite: Annotated[
        Path | None, typer.Option(help="Folder for a suite: reports, questions, what is right.")
    ] = None,
    questions: Annotated[int, typer.Option(min=1, help="How many questions a suite has.")] = 2000,
    phrasings: Annotated[
        str, typer.Option(help="Ways of asking: files under eval/simulate/phrasings, separated by commas.")
    ] = VISIBLE,
) -> None:
    """Writes simulated justice reports whose every figure is known (gold.jsonl)."""
    if sum((sample, output is not None, check is not None, suite is not None)) != 1:
        typer.echo("give one of --output DIR, --suite DIR, --sample, --check-style STYLE", err=True)
        raise typer.Exit(_WRONG_USAGE)
    try:
        if check is not None:
            typer.echo(check_style(check))
            return
        if suite is not None:
            written = write_suite(
                suite,
                count=count,
                questions=questions,
                seed=seed,
                formats=_listed(formats),
                styles=_chosen(styles),
                phrasings=_listed(phrasings),
            )
            kinds = ", ".join(f"{kind} {number}" for kind, number in written.questions.items())
            asked = f"{sum(written.questions.values())} questions ({kinds})"
            typer.echo(f"{written.reports} reports, {asked}, in {suite}")
            return
        if output is None:
            paths = write_sample()
        else:
            paths = write_many(
                output, count=count, seed=seed, formats=_listed(formats), styles=_chosen(styles)
            )
    except SimulateError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(_WRONG_USAGE) from error
    size = sum(path.stat().st_size for path in paths)
    typer.echo(f"{len(paths)} reports, {size / 1024:.0f} KiB, in {paths[0].parent}")


def _chosen(styles: str) -> tuple[str, ...]:
    return styles_of(styles) if styles in _HALVES else _listed(styles)


def _listed(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",") if name.strip())


if __name__ == "__main__":
    typer.run(main)
