"""Writes corpora: a folder of report files, the gold of every figure in them, and what each report is."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from eval.simulate.compose import Composed, compose
from eval.simulate.gold import GoldFigure, write_gold
from eval.simulate.plan import SAMPLE_SEED, many, sample
from eval.simulate.style import load_style
from eval.simulate.summary import news_items, real_summary
from eval.simulate.world import World
from eval.simulate.writers import FORMATS, writer_for

SAMPLE = Path(__file__).parents[1] / "suites" / "sample"
"""The sample suite in the source tree."""


def write_many(
    folder: Path,
    *,
    count: int,
    seed: int,
    formats: Sequence[str] = FORMATS,
    styles: Sequence[str] = ("house",),
) -> tuple[Path, ...]:
    """Writes `count` reports, `gold.jsonl` and `reports.jsonl` into a folder; returns the reports' paths.

    Styles are names or TOML files. Raises SimulateError where a format or style does not exist, the styles
    cannot write so many reports or a font is missing.
    """
    for extension in formats:
        writer_for(extension)
    world = World(seed)
    plans = many(count, seed, formats, styles)
    composed = (compose(plan, load_style(plan.style), world) for plan in plans)
    return _write(composed, folder, gold_file=folder / "gold.jsonl", reports_file=folder / "reports.jsonl")


def write_sample(suite: Path = SAMPLE) -> tuple[Path, ...]:
    """Rewrites the sample suite's reports and gold; its questions are written by people."""
    folder = suite / "corpus"
    world, wording = World(SAMPLE_SEED), load_style("house")
    composed = [
        real_summary(),
        *news_items(),
        *(compose(plan, wording, world) for plan in sample()),
    ]
    paths = _write(composed, folder, gold_file=suite / "gold.jsonl", reports_file=None)
    for left_over in set(folder.iterdir()) - set(paths):
        left_over.unlink()
    return paths


def _write(
    reports: Iterable[Composed], folder: Path, *, gold_file: Path, reports_file: Path | None
) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    figures: list[GoldFigure] = []
    lines: list[str] = []
    for report in reports:
        path = folder / report.file
        path.write_bytes(writer_for(path.suffix.removeprefix("."))(report.document))
        paths.append(path)
        figures.extend(report.gold)
        lines.append(json.dumps(report.description, ensure_ascii=False))
    write_gold(gold_file, figures, how_printed=reports_file is not None)
    if reports_file is not None:
        reports_file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    return tuple(paths)
