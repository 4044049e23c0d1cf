"""A real, tiny index kept in memory: the part of `vectorstore.index.Index` that an ingest uses."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tests.support.toy_embedder import ToyEmbedder
from vectorstore.catalog import Origin, SourceRecord
from vectorstore.errors import LastSourceError, SourceTakenError, UnknownReportError
from vectorstore.schema import Figure, Passage, Report, ReportContent, StructuredText, Versions


class MemoryCatalog:
    """Reports by id and their sources, with the refusals of the real catalog."""

    def __init__(self) -> None:
        self.contents: dict[str, ReportContent] = {}
        self.origins: dict[str, Origin] = {}

    def reports(self) -> list[Report]:
        return sorted((held.report for held in self.contents.values()), key=lambda report: report.source)

    def reports_by_id(self, ids: Sequence[str]) -> dict[str, Report]:
        return {id_: self.contents[id_].report for id_ in ids if id_ in self.contents}

    def report_by_source(self, source: str) -> Report | None:
        return next((report for report in self.reports() if source in report.sources), None)

    def report_by_hash(self, content_hash: str) -> Report | None:
        return next((report for report in self.reports() if report.content_hash == content_hash), None)

    def text(self, report_id: str) -> StructuredText:
        return self._held(report_id).text

    def passages(self, report_id: str) -> list[Passage]:
        return list(self._held(report_id).passages)

    def figures_of(self, report_id: str) -> list[Figure]:
        return list(self._held(report_id).figures)

    def versions(self, report_id: str) -> Versions:
        return self._held(report_id).versions

    def origin_of(self, source: str) -> Origin | None:
        return self.origins.get(source)

    def sources(self, *, root: str | None = None) -> list[SourceRecord]:
        return [
            SourceRecord(source, report.report_id, self.origins[source])
            for report in self.reports()
            for source in report.sources
            if root is None or self.origins[source].root == root
        ]

    def set_origin(self, source: str, origin: Origin) -> None:
        self.origins[source] = origin

    def add_source(self, report_id: str, source: str, origin: Origin) -> None:
        self._refuse_taken(source, None)
        held = self._held(report_id)
        report = replace(held.report, sources=(*held.report.sources, source))
        self.contents[report_id] = replace(held, report=report)
        self.origins[source] = origin

    def remove_source(self, source: str) -> None:
        report = self.report_by_source(source)
        if report is None:
            return
        left = tuple(each for each in report.sources if each != source)
        if not left:
            raise LastSourceError(source, report.report_id)
        held = self.contents[report.report_id]
        self.contents[report.report_id] = replace(held, report=replace(report, sources=left))
        del self.origins[source]

    def put(self, content: ReportContent, origins: Mapping[str, Origin]) -> None:
        report = content.report
        for source in report.sources:
            self._refuse_taken(source, report.report_id)
        before = self.contents.get(report.report_id)
        for source in before.report.sources if before else ():
            if source not in report.sources:
                del self.origins[source]
        self.contents[report.report_id] = content
        for source in report.sources:
            self.origins[source] = origins.get(source) or self.origins.get(source) or Origin()

    def remove(self, report_id: str) -> None:
        for source in self._held(report_id).report.sources:
            del self.origins[source]
        del self.contents[report_id]

    def _held(self, report_id: str) -> ReportContent:
        if report_id not in self.contents:
            raise UnknownReportError(report_id)
        return self.contents[report_id]

    def _refuse_taken(self, source: str, own: str | None) -> None:
        report = self.report_by_source(source)
        if report is not None and report.report_id != own:
            raise SourceTakenError(source, report.report_id)


class MemoryIndex:
    """Puts and deletes whole reports; `embedded` lists every text that had no vector yet."""

    def __init__(self) -> None:
        self.catalog = MemoryCatalog()
        self.embedder = ToyEmbedder()
        self.embedded: list[str] = []

    def put(self, content: ReportContent, *, origins: Mapping[str, Origin] | None = None) -> None:
        known = {passage.indexed_text for held in self.catalog.contents.values() for passage in held.passages}
        self.embedded += [
            passage.indexed_text for passage in content.passages if passage.indexed_text not in known
        ]
        self.catalog.put(content, origins or {})

    def delete(self, *report_ids: str) -> None:
        for report_id in report_ids:
            self.catalog.remove(report_id)

    def erase_leftovers(self) -> None:
        """Nothing is left over in memory."""
