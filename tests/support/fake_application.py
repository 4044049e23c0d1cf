"""An application without model or stores: a few reports in memory, answers a test has queued."""

import datetime as dt
import time
from collections import Counter, deque
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from api.application import Application
from api.settings import Settings
from assistant.answer import Answer, Citation, Status, Understood
from assistant.chain import Assistant
from assistant.question import Question
from ingest import figures as figure_rules
from ingest import splitter
from ingest.job import Ingestor
from ingest.result import FailedFile, IngestResult, Progress
from tests.support.toy_embedder import ToyEmbedder
from vectorstore import analysis
from vectorstore.catalog import Catalog, Origin
from vectorstore.errors import UnknownFigureError, UnknownReportError
from vectorstore.index import Index, IndexStats
from vectorstore.retriever import Hit, HybridRetriever
from vectorstore.schema import (
    Block,
    BlockKind,
    Figure,
    FigureKind,
    Mark,
    MarkedFigure,
    Metadata,
    Passage,
    Report,
    ReportContent,
    StructuredText,
    Versions,
)
from vectorstore.verification import Drift, Verification

TEXT = "Sở Tư pháp đã thẩm định 42 văn bản.\nBảng | 1"
FIGURE = Figure(
    figure_id="f1",
    report_id="r-a.txt",
    ordinal=0,
    indicator="van_ban_tham_dinh",
    phrase="thẩm định văn bản",
    value=42.0,
    unit="văn bản",
    province="Hậu Giang",
    period="2023",
    start=0,
    end=35,
    value_start=24,
    value_end=26,
)


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Tuphap = Callable[..., Ran]
"""Runs `tuphap` with the arguments given."""


def make_content(
    source: str,
    text: str,
    *,
    province: str = "Hậu Giang",
    period: str = "2023",
    figures: Sequence[Figure] = (),
) -> ReportContent:
    """A report of one paragraph and one passage."""
    report_id = f"r-{source}"
    return ReportContent(
        report=Report(
            report_id=report_id,
            sources=(source,),
            content_hash=text,
            format="txt",
            metadata=Metadata(title=f"Báo cáo {source}", province=province, period=period),
        ),
        text=StructuredText(text=text, blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),)),
        passages=(
            Passage(
                passage_id=f"p-{source}", report_id=report_id, ordinal=0, start=0, end=len(text), text=text
            ),
        ),
        figures=tuple(figures),
        versions=Versions(
            splitter=splitter.VERSION,
            analysis=analysis.VERSION,
            figures=figure_rules.VERSION,
            embedding="toy",
        ),
    )


class FakeCatalog(Catalog):
    """Reports and marks in dicts."""

    def __init__(self) -> None:
        self.held: dict[str, ReportContent] = {}
        self.marks: dict[str, Mark] = {}

    def reports(self, *, provinces: Sequence[str] = (), years: Sequence[int] = ()) -> list[Report]:
        found = [content.report for content in self.held.values()]
        return [
            report
            for report in found
            if (not provinces or report.metadata.province in provinces)
            and (not years or str(report.metadata.period) in map(str, years))
        ]

    def report(self, report_id: str) -> Report:
        return self._content(report_id).report

    def text(self, report_id: str) -> StructuredText:
        return self._content(report_id).text

    def passages(self, report_id: str) -> list[Passage]:
        return list(self._content(report_id).passages)

    def versions(self, report_id: str) -> Versions:
        return self._content(report_id).versions

    def read_by(self) -> dict[Versions, int]:
        return dict(Counter(content.versions for content in self.held.values()))

    def provinces(self) -> tuple[str, ...]:
        return tuple(sorted({str(content.report.metadata.province) for content in self.held.values()}))

    def figures(
        self,
        *,
        indicators: Collection[str] = (),
        provinces: Collection[str] = (),
        years: Collection[int] = (),
        periods: Collection[str] = (),
        kinds: Collection[FigureKind] = (),
        report_ids: Collection[str] = (),
        phrase_terms: Collection[str] = (),
        unit_heads: Collection[str] = (),
        unlisted: bool = False,
    ) -> list[Figure]:
        wanted = (
            (indicators, "indicator"),
            (provinces, "province"),
            (periods, "period"),
            (kinds, "kind"),
            (report_ids, "report_id"),
        )
        return [
            figure
            for figure in self._figures()
            if figure.figure_id not in self.marks
            and all(not among or getattr(figure, field) in among for among, field in wanted)
            and not (unlisted and figure.indicator)
        ]

    def figures_of(self, report_id: str) -> list[Figure]:
        return list(self._content(report_id).figures)

    def figure_coverage(
        self,
        *,
        indicators: Collection[str] = (),
        provinces: Collection[str] = (),
        kinds: Collection[FigureKind] = (),
        phrase_terms: Collection[str] = (),
        unit_heads: Collection[str] = (),
        unlisted: bool = False,
    ) -> list[tuple[str | None, str | None, int]]:
        held = self.figures(indicators=indicators, provinces=provinces, kinds=kinds, unlisted=unlisted)
        counted = Counter((figure.province, figure.period) for figure in held)
        return [(province, period, count) for (province, period), count in counted.items()]

    def figures_page(
        self,
        *,
        indicators: Collection[str] = (),
        provinces: Collection[str] = (),
        periods: Collection[str] = (),
        kinds: Collection[FigureKind] = (),
        ambiguous: bool | None = None,
        marked: bool | None = None,
        limit: int,
        offset: int,
    ) -> tuple[list[MarkedFigure], int]:
        found = [
            MarkedFigure(figure, self.marks.get(figure.figure_id))
            for figure in self._figures()
            if (not indicators or figure.indicator in indicators)
            and (not provinces or figure.province in provinces)
            and (not periods or figure.period in periods)
            and (not kinds or figure.kind in kinds)
            and (ambiguous is None or bool(figure.rivals) is ambiguous)
            and (marked is None or (figure.figure_id in self.marks) is marked)
        ]
        return found[offset : offset + limit], len(found)

    def quotes(self, spans: Collection[tuple[str, int, int]]) -> dict[tuple[str, int, int], str]:
        return {span: self.held[span[0]].text.text[span[1] : span[2]] for span in spans}

    def reports_by_id(self, ids: Sequence[str]) -> dict[str, Report]:
        return {id_: self.held[id_].report for id_ in ids if id_ in self.held}

    def mark_figure(self, figure_id: str, *, note: str) -> Mark:
        self._require_figure(figure_id)
        self.marks[figure_id] = Mark(dt.datetime(2026, 3, 12, 9, tzinfo=dt.UTC), note)
        return self.marks[figure_id]

    def unmark_figure(self, figure_id: str) -> bool:
        self._require_figure(figure_id)
        return self.marks.pop(figure_id, None) is not None

    def _figures(self) -> list[Figure]:
        return [figure for content in self.held.values() for figure in content.figures]

    def _require_figure(self, figure_id: str) -> None:
        if figure_id not in {figure.figure_id for figure in self._figures()}:
            raise UnknownFigureError(figure_id)

    def _content(self, report_id: str) -> ReportContent:
        if report_id not in self.held:
            raise UnknownReportError(report_id)
        return self.held[report_id]


class FakeIndex(Index):
    """An index that is its catalog."""

    def __init__(self, path: Path) -> None:
        self.catalog: FakeCatalog = FakeCatalog()
        self.embedder = ToyEmbedder()
        self.vectors: None = None
        self.path = path
        self.closed = False
        self.drift = Drift()
        self.rebuilt: list[str] = []

    def put(self, content: ReportContent, *, origins: Mapping[str, Origin] | None = None) -> None:
        self.catalog.held[content.report.report_id] = content

    def delete(self, *report_ids: str) -> None:
        for report_id in report_ids:
            self.catalog.report(report_id)
            del self.catalog.held[report_id]

    def stats(self) -> IndexStats:
        held = self.catalog.held.values()
        return IndexStats(
            path=self.path,
            reports=len(held),
            passages=sum(len(content.passages) for content in held),
            figures=sum(len(content.figures) for content in held),
            provinces=self.catalog.provinces(),
            model="toy",
            bytes_on_disk=1_000_000,
        )

    def verify(self) -> Verification:
        stats = self.stats()
        return Verification(
            reports=stats.reports,
            passages=stats.passages,
            figures=stats.figures,
            without_vector=(),
            pending=0,
            dense=self.drift,
            lexical=Drift(),
        )

    def rebuild(self) -> None:
        self.rebuilt.append("indexes")

    def reembed(self, progress: Callable[[int, int], None] | None = None) -> None:
        self.rebuilt.append("embeddings")
        if progress is not None:
            progress(1, 1)

    def close(self) -> None:
        self.closed = True


class FakeRetriever(HybridRetriever):
    """Finds the passages that hold every word of the query, in the order they were put."""

    def search(
        self,
        text: str,
        *,
        k: int = 10,
        provinces: Sequence[str] = (),
        years: Sequence[int] = (),
        report_ids: Sequence[str] = (),
    ) -> list[Hit]:
        catalog = self.index.catalog
        return [
            Hit(passage=passage, report=report, score=1.0, highlights=((0, 2),))
            for report in catalog.reports(provinces=provinces, years=years)
            for passage in catalog.passages(report.report_id)
            if all(word in passage.text for word in text.split())
        ][:k]


def make_answer(text: str, *, citations: Sequence[Citation] = (), status: Status = Status.ANSWERED) -> Answer:
    """An answer of nothing but its words and citations."""
    return Answer(
        status=status,
        answer=text,
        language="vi",
        citations=tuple(citations),
        understood=Understood(places=(), periods=(), indicators=(), standalone_question=text),
        conversation_id="c",
        message_id="m",
        elapsed_ms=1.0,
    )


def make_citation(number: int = 1, quote: str = "thẩm định 42 văn bản") -> Citation:
    """A citation of `quote` at the start of a report."""
    return Citation(
        number=number,
        report_id="r-a.txt",
        source="a.txt",
        title="Báo cáo a.txt",
        agency=None,
        province="Hậu Giang",
        period="2023",
        date=None,
        page=None,
        heading=None,
        quote=quote,
        start=0,
        end=len(quote),
        url="/reports/r-a.txt?c=0-5#c",
    )


class FakeAssistant(Assistant):
    """Gives what was queued, answers or exceptions, and says where it is at home when nothing is queued."""

    def __init__(self, home_province: str | None, queue: "deque[Answer | Exception]") -> None:
        self.home = home_province
        self.queue = queue
        self.asked: list[Question] = []

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        if not self.queue:
            return make_answer(f"nhà: {self.home}; hỏi: {question.text}", status=Status.NOT_FOUND)
        queued = self.queue.popleft()
        if isinstance(queued, Exception):
            raise queued
        return queued


class FakeIngestor(Ingestor):
    """Puts every text file as a report; a file that holds `BROKEN` is refused. `pause_s` is spent on each."""

    def __init__(self, index: FakeIndex) -> None:
        self.into = index
        self.pause_s = 0.0
        self.calls: list[tuple[tuple[Path, ...], bool]] = []

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        prune: bool = False,
        progress: Callable[[Progress], None] | None = None,
    ) -> IngestResult:
        self.calls.append((tuple(paths), prune))
        files = sorted(file for path in paths for file in ([path] if path.is_file() else path.rglob("*.txt")))
        texts = [(file.name, file.read_text(encoding="utf-8")) for file in files]
        for done, (name, _) in enumerate(texts):
            if progress is not None:
                progress(Progress(done=done, total=len(texts), source=name))
            time.sleep(self.pause_s)
        return self._put(texts)

    def ingest_upload(self, name: str, data: bytes) -> IngestResult:
        return self._put([(name, data.decode())])

    def _put(self, texts: Sequence[tuple[str, str]]) -> IngestResult:
        good = [make_content(name, text) for name, text in texts if "BROKEN" not in text]
        for content in good:
            self.into.put(content)
        failed = tuple(FailedFile(name, "tệp hỏng") for name, text in texts if "BROKEN" in text)
        return IngestResult(
            added=len(good),
            updated=0,
            unchanged=0,
            duplicate=0,
            removed=0,
            failed=failed,
            passages=len(good),
            figures=0,
            elapsed_s=0.1,
        )


class FakeApplication(Application):
    """The real application on fake parts; `answers` is what its assistants say next."""

    index: FakeIndex
    ingestor: FakeIngestor

    def __init__(self, data_dir: Path, *, home_province: str | None = None) -> None:
        self.answers: deque[Answer | Exception] = deque()
        index = FakeIndex(data_dir)
        super().__init__(
            Settings(data_dir=data_dir).model_copy(update={"home_province": home_province}),
            index=index,
            embedder=ToyEmbedder(),
            retriever=lambda: FakeRetriever(index=index),
            settle=lambda home: FakeAssistant(home, self.answers),
            ingestor=lambda: FakeIngestor(index),
        )

    def warm(self) -> None:
        """There is nothing to load."""
