"""The ingest: files to the index, each stored whole or not at all.

Knows what is new, changed, unchanged or the same bytes under another path, and what to forget. How a file is
read is `reading`'s, which files there are `walk`'s, how the stores keep in step the index's.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest import reasons
from ingest.errors import IngestError, SourceCollisionError, UnsupportedFormatError
from ingest.identity import content_hash, report_id_for, upload_source
from ingest.reading import content_of, read_file
from ingest.result import FailedFile, IngestResult, Progress, ProgressCallback
from ingest.stable_read import read_stable, settled
from ingest.walk import FoundFile, Walk, walk
from vectorstore.catalog import Origin
from vectorstore.index import Index
from vectorstore.schema import Report


@dataclass(slots=True)
class _Tally:
    """What a run has done so far."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicate: int = 0
    removed: int = 0
    passages: int = 0
    figures: int = 0
    failed: list[FailedFile] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def result(self, started: float, skipped: Sequence[Path] = ()) -> IngestResult:
        return IngestResult(
            added=self.added,
            updated=self.updated,
            unchanged=self.unchanged,
            duplicate=self.duplicate,
            removed=self.removed,
            failed=tuple(self.failed),
            passages=self.passages,
            figures=self.figures,
            elapsed_s=time.perf_counter() - started,
            skipped=tuple(str(path) for path in skipped),
            notices=tuple(self.notices),
        )


class Ingestor:
    """Takes files into an index. One run at a time; the index sees to searches beside it."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._catalog = index.catalog

    def ingest(
        self, paths: Sequence[Path], *, prune: bool = False, progress: ProgressCallback | None = None
    ) -> IngestResult:
        """Take in files and folders; refused files are named in the result and the others go on.

        `prune` forgets what was ingested from these folders and is not in them any more. Raises
        MissingPathError before any work when a path does not exist.
        """
        started = time.perf_counter()
        met = walk(paths)
        tally = _Tally(failed=[FailedFile(str(each.path), each.reason) for each in met.troubles])
        known = {record.source: record.origin for record in self._catalog.sources()}
        first: dict[str, FoundFile] = {}
        for number, file in enumerate(met.files):
            if progress is not None:
                progress(Progress(number, len(met.files), file.source))
            other = first.setdefault(file.source, file)
            if other is file and _is_as_known(file, known.get(file.source)):
                tally.unchanged += 1
                continue
            try:
                self._take_file(file, tally, again=other is not file)
            except IngestError as error:
                tally.failed.append(FailedFile(str(file.path), error.reason))
        if prune:
            tally.removed = self._prune(met)
        self._index.erase_leftovers()
        if progress is not None:
            progress(Progress(len(met.files), len(met.files), ""))
        return tally.result(started, met.skipped)

    def ingest_upload(self, name: str, data: bytes) -> IngestResult:
        """Take in one file sent by name; the same rules, known by its name alone, never pruned."""
        started = time.perf_counter()
        tally = _Tally()
        source = upload_source(name)
        try:
            if not source:
                raise UnsupportedFormatError(name, reasons.unsupported(""))
            self._take(source, data, Origin(), tally)
        except IngestError as error:
            tally.failed.append(FailedFile(name, error.reason))
        self._index.erase_leftovers()
        return tally.result(started)

    def _take_file(self, file: FoundFile, tally: _Tally, *, again: bool) -> None:
        """Read a file and take it in; `again` when another file of this run has its source already."""
        read = read_stable(file.path, file.source)
        if again:
            held = self._catalog.report_by_source(file.source)
            if held is None or held.content_hash != content_hash(read.data):
                raise SourceCollisionError(file.source, reasons.COLLISION)
            tally.unchanged += 1
            return
        origin = Origin(str(file.root), read.size, settled(read.mtime_ns))
        self._take(file.source, read.data, origin, tally)

    def _take(self, source: str, data: bytes, origin: Origin, tally: _Tally) -> None:
        digest = content_hash(data)
        held = self._catalog.report_by_source(source)
        if held is not None and held.content_hash == digest:
            self._note_origin(source, origin)
            tally.unchanged += 1
            return
        same = self._catalog.report_by_hash(digest)
        if same is not None:
            if held is not None:
                self._note_replaced(source, origin, digest, tally)
                self._leave(held, source)
            self._catalog.add_source(same.report_id, source, origin)
            tally.duplicate += 1
            return
        self._store(source, data, digest, held, origin, tally)

    def _store(
        self, source: str, data: bytes, digest: str, held: Report | None, origin: Origin, tally: _Tally
    ) -> None:
        """Read the file; only when that worked, put it in place of what its source held before."""
        read = read_file(data, source)
        report = Report(
            report_id=held.report_id if held is not None and held.source == source else self._new_id(source),
            sources=(source,),
            content_hash=digest,
            format=read.format,
            metadata=read.metadata,
            pages=read.pages,
        )
        content = content_of(report, read.text, self._index.embedder.model_id)
        if held is not None:
            self._note_replaced(source, origin, digest, tally)
            if held.source != source:
                self._catalog.remove_source(source)
            elif len(held.sources) > 1:
                self._keep_for_others(held)
        self._index.put(content, origins={source: origin})
        if held is None:
            tally.added += 1
        else:
            tally.updated += 1
        tally.passages += len(content.passages)
        tally.figures += len(content.figures)
        tally.notices += [f"{source}: {notice}" for notice in read.notices]

    def _keep_for_others(self, held: Report) -> None:
        """Give a report's other sources, which still hold the old bytes, a report of their own.

        Its passages read as before, so that their vectors are found in the catalog and nothing is embedded.
        """
        others = held.sources[1:]
        origins = {source: self._catalog.origin_of(source) or Origin() for source in others}
        report = replace(held, report_id=self._new_id(others[0]), sources=others)
        content = content_of(report, self._catalog.text(held.report_id), self._index.embedder.model_id)
        for source in others:
            self._catalog.remove_source(source)
        self._index.put(content, origins=origins)

    def _leave(self, held: Report, source: str) -> None:
        """Take a source from its report; a report goes with its last source."""
        if len(held.sources) > 1:
            self._catalog.remove_source(source)
        else:
            self._index.delete(held.report_id)

    def _new_id(self, source: str) -> str:
        return report_id_for(source, lambda report_id: bool(self._catalog.reports_by_id([report_id])))

    def _note_origin(self, source: str, origin: Origin) -> None:
        """Note where a source is now, unless it is an upload or still stands where it was met first."""
        known = self._catalog.origin_of(source)
        if known is None or known == origin or known.root is None or origin.root is None:
            return
        if known.root == origin.root or not (Path(known.root) / source).is_file():
            self._catalog.set_origin(source, origin)

    def _note_replaced(self, source: str, origin: Origin, digest: str, tally: _Tally) -> None:
        """Say so when a file of another folder, which still holds something else, loses its place."""
        known = self._catalog.origin_of(source)
        if known is None or known.root is None or known.root == origin.root:
            return
        elsewhere = Path(known.root) / source
        try:
            differs = content_hash(elsewhere.read_bytes()) != digest
        except OSError:  # gone or out of reach: nothing is lost by replacing it
            return
        if differs:
            tally.notices.append(f"{source}: thay cho tệp cùng tên ở {known.root} (replaces the file there)")

    def _prune(self, met: Walk) -> int:
        """Forget the sources of the walked folders that are gone; a report goes with its last source."""
        gone: set[str] = set()
        for root in met.folders:
            sources, blind = met.met(root)
            gone.update(
                record.source
                for record in self._catalog.sources(root=str(root))
                if record.source not in sources and not record.source.startswith(blind)
            )
        emptied: set[str] = set()
        for source in sorted(gone):
            held = self._catalog.report_by_source(source)
            if held is None:
                continue
            if set(held.sources) <= gone:
                emptied.add(held.report_id)
            else:
                self._catalog.remove_source(source)
        if emptied:
            self._index.delete(*sorted(emptied))
        return len(gone)


def _is_as_known(file: FoundFile, origin: Origin | None) -> bool:
    """Whether a file has the size and time it was stored with: then its bytes are not read again."""
    return (
        origin is not None
        and origin.mtime_ns is not None
        and (origin.root, origin.size, origin.mtime_ns) == (str(file.root), file.size, file.mtime_ns)
    )
