"""The application: the built objects, and the work of the doors done with them in this process.

It implements `api.operations.Operations`; `api.compose` builds it. Only values of the contract leave it.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from api.citing import report_url
from api.figure_items import figure_items, mark_item
from api.lazy import Lazy
from api.operations import FigureNotMarkedError, ProgressSink, unheard
from api.schemas import (
    DriftItem,
    FailedFile,
    FigureMark,
    FigurePage,
    IndexCheck,
    IndexSummary,
    IngestSummary,
    OutdatedItem,
    RebuildStep,
    RebuildSummary,
    ReportDetail,
    ReportItem,
    ReportPage,
    SearchHit,
    SearchResult,
)
from api.settings import Settings
from assistant.answer import Answer
from assistant.question import Filters, Question
from vectorstore.schema import FigureKind, Report

if TYPE_CHECKING:  # what these import is heavy: `api.compose` loads it, where an index is opened
    from assistant.chain import Assistant
    from ingest.job import Ingestor
    from ingest.result import IngestResult, Progress
    from vectorstore.catalog import Catalog
    from vectorstore.embeddings import Embedder
    from vectorstore.index import Index
    from vectorstore.retriever import Hit, HybridRetriever
    from vectorstore.verification import Drift


class Application:
    """Everything built on one open index. Reads may come from many threads, writes from one at a time.

    The parts for reading and for writing are made when they are first needed: a command needs only one of
    the two, and each loads heavy libraries. `settle` makes the assistant of a home province.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        index: "Index",
        embedder: "Embedder",
        retriever: Callable[[], "HybridRetriever"],
        settle: Callable[[str | None], "Assistant"],
        ingestor: Callable[[], "Ingestor"],
    ) -> None:
        self.settings = settings
        self.index = index
        self.embedder = embedder
        self._retriever = Lazy(retriever)
        self._ingestor = Lazy(ingestor)
        # An assistant remembers its conversations: each home province has one, made when first asked from.
        self._assistants: dict[str | None, Lazy[Assistant]] = {}
        self._settle = settle

    @property
    def catalog(self) -> "Catalog":
        """The authoritative store."""
        return self.index.catalog

    @property
    def retriever(self) -> "HybridRetriever":
        """Finds passages."""
        return self._retriever()

    @property
    def ingestor(self) -> "Ingestor":
        """Takes reports in."""
        return self._ingestor()

    def warm(self) -> None:
        """Make the parts, load the model, open the stores and search once, before the first question does."""
        for make in (self._retriever, self._ingestor):
            make()
        self.at_home(self.settings.home_province)
        self.embedder.embed_query("khởi động")
        self.retriever.warm()
        self.search("khởi động", k=1, filters=Filters())

    def ask(self, question: Question) -> Answer:
        """The answer to a question."""
        return self.assistant.ask(question)

    @property
    def assistant(self) -> "Assistant":
        """The assistant that is at home where the settings say."""
        return self.at_home(self.settings.home_province)

    def at_home(self, home_province: str | None) -> "Assistant":
        """The assistant of a caller with a home province of its own."""
        made = Lazy(lambda: self._settle(home_province))
        return self._assistants.setdefault(home_province, made)()

    def search(self, text: str, *, k: int, filters: Filters) -> SearchResult:
        """At most `k` passages, best first."""
        started = time.perf_counter()
        hits = self.retriever.search(text, k=k, provinces=filters.provinces, years=filters.years)
        elapsed_ms = round((time.perf_counter() - started) * 1000, 1)
        return SearchResult(hits=tuple(map(_hit, hits)), elapsed_ms=elapsed_ms)

    def ingest(self, paths: Sequence[Path], *, prune: bool, progress: ProgressSink) -> IngestSummary:
        """Take in files and folders, given as absolute paths."""

        def tell(step: "Progress") -> None:
            progress(step.done, step.total, step.source)

        return _summary(self.ingestor.ingest(paths, prune=prune, progress=tell))

    def ingest_upload(self, name: str, data: bytes) -> IngestSummary:
        """Take in one file that came over the wire; `name` is its source."""
        return _summary(self.ingestor.ingest_upload(name, data))

    def reports(self, filters: Filters, *, limit: int, offset: int) -> ReportPage:
        """A page of the reports held, by province, period and source."""
        held = self.catalog.reports(provinces=filters.provinces, years=filters.years)
        items = tuple(_report_item(report) for report in held[offset : offset + limit])
        return ReportPage(reports=items, total=len(held), limit=limit, offset=offset)

    def report(self, report_id: str) -> ReportDetail:
        """One report. Raises UnknownReportError."""
        item = _report_item(self.catalog.report(report_id))
        return ReportDetail(
            **item.model_dump(),
            characters=len(self.catalog.text(report_id).text),
            passages=len(self.catalog.passages(report_id)),
            figures=len(self.catalog.figures_of(report_id)),
            versions=self.catalog.versions(report_id),
        )

    def delete_report(self, report_id: str) -> None:
        """Erase a report. Raises UnknownReportError."""
        self.index.delete(report_id)

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
        """A page of the figures read out of the reports, each with its citation."""
        found, total = self.catalog.figures_page(
            indicators=indicators,
            provinces=provinces,
            periods=periods,
            kinds=kinds,
            ambiguous=ambiguous,
            marked=marked,
            limit=limit,
            offset=offset,
        )
        items = figure_items(self.catalog, found)
        return FigurePage(figures=items, total=total, limit=limit, offset=offset)

    def mark_figure(self, figure_id: str, *, note: str) -> FigureMark:
        """Mark a figure wrong. Raises UnknownFigureError."""
        return mark_item(self.catalog.mark_figure(figure_id, note=note))

    def unmark_figure(self, figure_id: str) -> None:
        """Take a mark back. Raises UnknownFigureError or FigureNotMarkedError."""
        if not self.catalog.unmark_figure(figure_id):
            raise FigureNotMarkedError(figure_id)

    def stats(self) -> IndexSummary:
        """How much is held."""
        stats = self.index.stats()
        return IndexSummary(
            path=str(stats.path),
            reports=stats.reports,
            passages=stats.passages,
            figures=stats.figures,
            provinces=stats.provinces,
            model=stats.model,
            bytes_on_disk=stats.bytes_on_disk,
        )

    def verify(self) -> IndexCheck:
        """Whether the derived stores agree with the catalog."""
        found = self.index.verify()
        return IndexCheck(
            clean=found.clean,
            reports=found.reports,
            passages=found.passages,
            figures=found.figures,
            without_vector=found.without_vector,
            without_sentences=found.without_sentences,
            surplus_sentences=found.surplus_sentences,
            pending=found.pending,
            dense=_drift(found.dense),
            lexical=_drift(found.lexical),
            outdated=self.outdated(),
        )

    def outdated(self) -> tuple[OutdatedItem, ...]:
        """What older rules have read, with the command that reads it again."""
        from ingest.reread import outdated  # the document libraries come with it

        return tuple(OutdatedItem(reports=old.reports, command=old.command) for old in outdated(self.catalog))

    def rebuild(self, step: RebuildStep, progress: ProgressSink = unheard) -> RebuildSummary:
        """Redo a step from what the catalog keeps; `indexes` embeds nothing."""
        started = time.perf_counter()
        if step == "indexes":
            self.index.rebuild()
        elif step == "embeddings":
            self.index.reembed(lambda done, total: progress(done, total, step))
        else:
            from ingest.reread import reread  # heavy: the document libraries

            reread(
                self.index,
                passages=step == "passages",
                figures=step == "figures",
                progress=lambda done, total: progress(done, total, step),
            )
        stats = self.index.stats()
        return RebuildSummary(
            step=step,
            reports=stats.reports,
            passages=stats.passages,
            figures=stats.figures,
            elapsed_s=round(time.perf_counter() - started, 3),
        )

    def close(self) -> None:
        """Close the index."""
        self.index.close()


def _hit(hit: "Hit") -> SearchHit:
    passage, metadata = hit.passage, hit.report.metadata
    return SearchHit(
        source=hit.report.source,
        report_id=passage.report_id,
        title=metadata.title,
        province=metadata.province,
        period=metadata.period,
        score=hit.score,
        page=passage.page,
        heading=passage.heading or None,
        quote=passage.text,
        start=passage.start,
        end=passage.end,
        highlights=hit.highlights,
        url=report_url(passage.report_id, passage.start, passage.end),
    )


def _report_item(report: Report) -> ReportItem:
    metadata = report.metadata
    return ReportItem(
        report_id=report.report_id,
        source=report.source,
        sources=report.sources,
        title=metadata.title,
        agency=metadata.agency,
        level=metadata.level,
        province=metadata.province,
        locality=metadata.locality,
        period=metadata.period,
        number=metadata.number,
        date=metadata.date,
        language=metadata.language,
        format=report.format,
        pages=report.pages,
        ingested_at=report.ingested_at,
        url=report_url(report.report_id),
    )


def _summary(result: "IngestResult") -> IngestSummary:
    return IngestSummary(
        added=result.added,
        updated=result.updated,
        unchanged=result.unchanged,
        duplicate=result.duplicate,
        removed=result.removed,
        failed=tuple(FailedFile(path=file.path, error=file.error) for file in result.failed),
        passages=result.passages,
        figures=result.figures,
        elapsed_s=round(result.elapsed_s, 3),
        skipped=result.skipped,
        notices=result.notices,
    )


def _drift(drift: "Drift") -> DriftItem:
    return DriftItem(missing=drift.missing, surplus=drift.surplus, unreadable=drift.unreadable)
