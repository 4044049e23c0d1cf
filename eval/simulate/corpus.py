"""Writes corpora: a folder of report files and the gold of every figure in them."""

from collections.abc import Iterable
from pathlib import Path

from eval.simulate.compose import Composed, compose
from eval.simulate.gold import GoldFigure, write_gold
from eval.simulate.plan import SAMPLE_SEED, many, sample
from eval.simulate.style import load_style
from eval.simulate.summary import real_summary
from eval.simulate.world import World
from eval.simulate.writers import writer_for

SAMPLE = Path(__file__).parents[1] / "suites" / "sample"
"""The sample suite in the source tree."""


def write_many(
    folder: Path, *, count: int, seed: int, formats: tuple[str, ...], style: str = "house"
) -> tuple[Path, ...]:
    """Writes `count` reports and `gold.jsonl` into a folder; returns the reports' paths.

    Raises SimulateError where a format or style does not exist or a font is missing.
    """
    for extension in formats:
        writer_for(extension)
    world, wording = World(seed), load_style(style)
    composed = (compose(plan, wording, world) for plan in many(count, seed, formats))
    return _write(composed, folder, folder / "gold.jsonl")


def write_sample(suite: Path = SAMPLE) -> tuple[Path, ...]:
    """Rewrites the sample suite's reports and gold; its questions are written by people."""
    folder = suite / "corpus"
    world, wording = World(SAMPLE_SEED), load_style("house")
    composed = [real_summary(), *(compose(plan, wording, world) for plan in sample())]
    paths = _write(composed, folder, suite / "gold.jsonl")
    for left_over in set(folder.iterdir()) - set(paths):
        left_over.unlink()
    return paths


def _write(reports: Iterable[Composed], folder: Path, gold_file: Path) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    figures: list[GoldFigure] = []
    for report in reports:
        path = folder / report.file
        path.write_bytes(writer_for(path.suffix.removeprefix("."))(report.document))
        paths.append(path)
        figures.extend(report.gold)
    write_gold(gold_file, figures)
    return tuple(paths)
