"""`python -m eval.extraction`: how well figures are read, on annotated real texts and generated reports."""

import json
from pathlib import Path
from typing import Annotated

import typer

from eval.extraction.embedding_cost import measure
from eval.extraction.errors import ExtractionError
from eval.extraction.generated import generated_cases
from eval.extraction.gold import Case
from eval.extraction.read import judge_all
from eval.extraction.real_texts import real_cases
from eval.extraction.report import Section, as_json, tables, worst

_WRONG_USAGE = 2
_MODELS = Path("data/models")


def main(
    real: Annotated[Path | None, typer.Option(help="Folder of the annotated real texts.")] = None,
    generated: Annotated[
        list[Path] | None, typer.Option(help="Folder of generated reports with gold.jsonl; may be repeated.")
    ] = None,
    markdown: Annotated[Path | None, typer.Option(help="Write the tables to this file.")] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write scores and faults to this file.")
    ] = None,
    worst_count: Annotated[int, typer.Option("--worst", help="Show so many faults of each source.")] = 0,
    processes: Annotated[int, typer.Option(min=1, help="Processes that read at a time.")] = 1,
    against_embedding: Annotated[
        bool, typer.Option("--against-embedding", help="Embed some of the reports too, and compare the cost.")
    ] = False,
    embedded: Annotated[int, typer.Option(min=1, help="How many reports to embed.")] = 10,
    model_dir: Annotated[Path, typer.Option(help="Where the bundled model is unpacked.")] = _MODELS,
) -> None:
    """Scores the figures read out of reports: recall and precision by kind of construction."""
    try:
        sources = _sources(real, generated or [])
    except ExtractionError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(_WRONG_USAGE) from error
    if not sources:
        typer.echo("nothing to score: give --real DIR or --generated DIR", err=True)
        raise typer.Exit(_WRONG_USAGE)
    sections = [
        Section(name=name, reports=tuple(judge_all(cases, processes))) for name, cases in sources.items()
    ]
    for section in sections:
        for table in tables(section):
            typer.echo(f"{table.plain()}\n")
        _show_worst(section, worst_count)
    if markdown is not None:
        told = "\n\n".join(table.markdown() for section in sections for table in tables(section))
        markdown.write_text(f"{told}\n", encoding="utf-8", newline="\n")
    if json_file is not None:
        values = json.dumps([as_json(section) for section in sections], ensure_ascii=False, indent=1)
        json_file.write_text(f"{values}\n", encoding="utf-8", newline="\n")
    if against_embedding:
        _show_cost([case.path for cases in sources.values() for case in cases], model_dir, embedded)


def _sources(real: Path | None, generated: list[Path]) -> dict[str, list[Case]]:
    """The reports to score, by name of their source; those that cannot be are named on stderr."""
    sources: dict[str, list[Case]] = {}
    if real is not None:
        cases, skipped = real_cases(real)
        for message in skipped:
            typer.echo(f"skipped: {message}", err=True)
        if cases:
            sources["real texts"] = cases
    for folder in generated:
        sources[f"generated reports ({folder.name})"] = generated_cases(folder)
    return sources


def _show_worst(section: Section, count: int) -> None:
    faults = sorted(
        (fault for report in section.reports for fault in worst(report)),
        key=lambda fault: "read" not in fault,
    )
    for fault in faults[:count]:
        typer.echo("  ".join(f"{name}: {value}" for name, value in fault.items() if value is not None))
    if count:
        typer.echo("")


def _show_cost(paths: list[Path], model_dir: Path, count: int) -> None:
    cost = measure(paths, model_dir, count)
    typer.echo(
        f"{cost.reports} reports, {cost.passages} passages: reading figures {cost.reading:.2f} s,"
        f" embedding {cost.embedding:.2f} s of the processor: {cost.ratio:.3f} of it"
    )


if __name__ == "__main__":
    typer.run(main)
