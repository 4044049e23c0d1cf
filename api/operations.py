"""What a command can have done, whoever does it: this process, or the server that owns the data dir.

`api.application` does it here, `api.remote` asks the server. Command code is written once, against this.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from api.schemas import (
    FigureMark,
    FigurePage,
    IndexCheck,
    IndexSummary,
    IngestSummary,
    RebuildStep,
    RebuildSummary,
    ReportDetail,
    ReportPage,
    SearchResult,
)
from assistant.answer import Answer
from assistant.question import Filters, Question
from vectorstore.schema import FigureKind

ProgressSink = Callable[[int, int, str], None]
"""Told `(done, total, what)`; `total` is 0 while it is not known. What it raises stops the work."""


def unheard(done: int, total: int, what: str) -> None:
    """A sink for work that nobody watches."""


class FigureNotMarkedError(Exception):
    """There is no mark to take back from this figure."""

    def __init__(self, figure_id: str) -> None:
        super().__init__(f"figure {figure_id!r} is not marked")
        self.figure_id = figure_id


class Operations(Protocol):
    """The work of the commands. Every method may raise the errors of the rooms below."""

    def ask(self, question: Question) -> Answer:
        """The answer to a question."""
        ...

    def search(self, text: str, *, k: int, filters: Filters) -> SearchResult:
        """At most `k` passages, best first."""
        ...

    def ingest(self, paths: Sequence[Path], *, prune: bool, progress: ProgressSink) -> IngestSummary:
        """Take in files and folders, given as absolute paths."""
        ...

    def reports(self, filters: Filters, *, limit: int, offset: int) -> ReportPage:
        """A page of the reports held."""
        ...

    def report(self, report_id: str) -> ReportDetail:
        """One report. Raises UnknownReportError."""
        ...

    def delete_report(self, report_id: str) -> None:
        """Erase a report. Raises UnknownReportError."""
        ...

    def figures(
        self,
        *,
        indicators: Sequence[str] = (),
        provinces: Sequence[str] = (),
        periods: Sequence[str] = (),
        kinds: Sequence[FigureKind] = (),
        ambiguous: bool | None = None,
        marked: bool | None = None,
        limit: int,
        offset: int,
    ) -> FigurePage:
        """A page of the figures read out of the reports, each with its citation.

        `ambiguous` asks for those whose words fit other indicators too, `marked` for those marked wrong;
        False for the others, None for all.
        """
        ...

    def mark_figure(self, figure_id: str, *, note: str) -> FigureMark:
        """Mark a figure wrong: no answer uses it any more. Raises UnknownFigureError."""
        ...

    def unmark_figure(self, figure_id: str) -> None:
        """Take a mark back. Raises UnknownFigureError or FigureNotMarkedError."""
        ...

    def stats(self) -> IndexSummary:
        """How much is held."""
        ...

    def verify(self) -> IndexCheck:
        """Whether the derived stores agree with the catalog."""
        ...

    def rebuild(self, step: RebuildStep, progress: ProgressSink) -> RebuildSummary:
        """Redo a step from what the catalog keeps; `indexes` embeds nothing."""
        ...

    def close(self) -> None:
        """Give back what is held."""
        ...
