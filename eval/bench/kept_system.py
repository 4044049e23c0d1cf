"""The built-in assistant over an index that is kept between runs, made by the ordinary write path.

Unlike `tuphap eval run` it embeds with something cheap, and it reads the figures of reports it holds once
more rather than the files: a change of the figure rules is measured without waiting for the rest.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.chain import Assistant
from assistant.question import Question
from eval.assistant_system import AssistantSystem
from eval.bench.hashed_embedder import HashedEmbedder
from eval.simulate.chance import shuffled
from eval.system import System
from ingest.figures import read_figures
from ingest.job import Ingestor
from vectorstore.index import Index
from vectorstore.retriever import HybridRetriever
from vectorstore.schema import ReportContent

_SAMPLE = 40


@dataclass(frozen=True, slots=True)
class Setup:
    """What getting ready took, in seconds: all of it, and reading figures alone (measured on a sample)."""

    reports: int
    figures: int
    refused: tuple[str, ...]
    reread: bool
    elapsed_s: float
    figures_s: float


class KeptFactory:
    """Opens the index in a folder, takes in what is new of the corpus, and gives the system; tells `setup`.

    Where the folder holds the corpus already, its figures are read again by today's rules. One process at a
    time.
    """

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self.setup: Setup | None = None

    @contextmanager
    def __call__(self, corpus: Path) -> Iterator[System]:
        """The system, once it is ready to be asked."""
        started = time.perf_counter()
        self._data_dir.mkdir(parents=True, exist_ok=True)
        with Index.open(self._data_dir, embedder=HashedEmbedder(), create=True) as index:
            _forget_others(index, corpus)
            result = Ingestor(index).ingest([corpus.absolute()], prune=True)
            again = result.unchanged > 0
            reading = _read_again(index) if again else None
            elapsed = time.perf_counter() - started
            stats = index.stats()
            self.setup = Setup(
                reports=stats.reports,
                figures=stats.figures,
                refused=tuple(f"{failed.path}: {failed.error}" for failed in result.failed),
                reread=again,
                elapsed_s=elapsed,
                figures_s=_seconds_a_report(index) * stats.reports if reading is None else reading,
            )
            retriever = HybridRetriever(index=index)
            system = AssistantSystem(Assistant(index.catalog, retriever), retriever, index.catalog)
            system.ask(Question(text="khởi động"))
            yield system


def _forget_others(index: Index, corpus: Path) -> None:
    """Deletes the reports that another corpus left in the folder."""
    for report in index.catalog.reports():
        if not any((corpus / source).is_file() for source in report.sources):
            index.delete(report.report_id)


def _read_again(index: Index) -> float:
    """Reads all figures by today's rules and stores what changed; gives the seconds that reading took.

    What is read of a report as a whole (place, period, passages) stays as it is.
    """
    catalog, reading = index.catalog, 0.0
    for report in catalog.reports():
        text = catalog.text(report.report_id)
        started = time.perf_counter()
        figures = read_figures(report, text)
        reading += time.perf_counter() - started
        held = catalog.figures(report_ids=[report.report_id])
        if set(held) != set(figures):
            index.put(
                ReportContent(
                    report=report,
                    text=text,
                    passages=tuple(catalog.passages(report.report_id)),
                    figures=figures,
                    versions=catalog.versions(report.report_id),
                )
            )
    index.erase_leftovers()
    return reading


def _seconds_a_report(index: Index) -> float:
    """What reading the figures of a report takes, over a drawn sample."""
    reports = shuffled(index.catalog.reports(), "sample")[:_SAMPLE]
    texts = [(report, index.catalog.text(report.report_id)) for report in reports]
    started = time.perf_counter()
    for report, text in texts:
        read_figures(report, text)
    return (time.perf_counter() - started) / max(len(texts), 1)
