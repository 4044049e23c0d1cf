"""The index: a catalog, Chroma and BM25 kept in step through every change, failure and kill.

The catalog is the truth. A change is one transaction in it, with a journal entry; then Chroma and BM25
follow, then the entry goes. Whoever opens the index after a crash finds the entry, or the mark that the last
owner did not close it, and `recovery` brings both to the catalog's state. That one process alone owns the
data dir is for its doors to see to; finding passages is the retriever's work.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from vectorstore.catalog import Catalog, Origin
from vectorstore.catalog.contents import add_content, adopt_model, held_texts, origins_of, remove_content
from vectorstore.catalog.engine import checkpoint, database_exists, sqlite_path, sqlite_url, write
from vectorstore.catalog.journal import add_entry, set_meta
from vectorstore.catalog.rows import text_hash
from vectorstore.catalog.sentence_vectors import (
    add_sentence_vectors,
    remove_sentence_vectors,
    remove_surplus,
)
from vectorstore.catalog.vectors import add_vectors
from vectorstore.dense import DenseIndex
from vectorstore.derived import DerivedStores
from vectorstore.erasing import Eraser
from vectorstore.errors import NoIndexError, StoreError, VersionMismatchError
from vectorstore.lexical import LexicalIndex
from vectorstore.reading import SentenceMemory, embed_again, embed_new, without_vectors
from vectorstore.recovery import bring_up, needs_bringing_up, put_away
from vectorstore.schema import ReportContent
from vectorstore.space import Contents, VectorSpace, claim_space, held_space, note_change, note_embedding
from vectorstore.vector_cache import PassageVectors
from vectorstore.verification import Verification

if TYPE_CHECKING:
    from vectorstore.embeddings import Embedder

_ERASED_AT_ONCE = 500  # passages that BM25 is written afresh with while the caller waits: within a second
_UNSETTLED, _ADDED, _REMOVED = "unsettled", "added", "removed"
_REEMBED = "tuphap index rebuild --embeddings"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexStats:
    """How much is held, and where. `model` is None while nothing has been put; the size is in bytes."""

    path: Path
    reports: int
    passages: int
    figures: int
    provinces: tuple[str, ...]
    model: str | None
    bytes_on_disk: int


class Index:
    """Reports in, reports out, from any thread: one change at a time, beside any number of searches.

    The embedder is not asked to embed before something is put or searched, and Chroma and BM25 are not opened
    before they are needed, unless the last owner left them in disorder.
    """

    def __init__(self, data_dir: Path, catalog: Catalog, stores: DerivedStores, embedder: "Embedder") -> None:
        """The parts, closed; use `open`."""
        self.data_dir = data_dir
        self.catalog = catalog
        self.embedder = embedder
        self.vectors = PassageVectors(catalog, self._near_texts)
        self._stores = stores
        self._sentences = SentenceMemory()
        self._up = False
        self._coming_up = threading.Lock()
        self._changing = threading.RLock()
        self._eraser = Eraser(catalog, stores, self._changing, self._erased)

    @classmethod
    def open(
        cls,
        data_dir: Path,
        *,
        embedder: "Embedder",
        database_url: str | None = None,
        chroma_url: str | None = None,
        create: bool = False,
    ) -> Self:
        """Open the index of a data dir that this process owns, repaired if the last owner was cut off.

        NoIndexError when there is none and `create` is False; NewerDatabaseError when a newer program wrote
        it.
        """
        data_dir = data_dir.absolute()
        url = database_url or sqlite_url(data_dir / "tuphap.db")
        if not create and not database_exists(url):
            raise NoIndexError(data_dir)
        data_dir.mkdir(parents=True, exist_ok=True)
        catalog = Catalog(url)
        stores = DerivedStores(
            catalog, DenseIndex(chroma_url or data_dir / "chroma"), LexicalIndex(data_dir / "lexical")
        )
        index = cls(data_dir, catalog, stores, embedder)
        try:
            if needs_bringing_up(catalog):
                index._bring_up()
        except StoreError:
            index._let_go()
            raise
        return index

    @property
    def model(self) -> str | None:
        """The model that embedded what is held; None while nothing has been put."""
        space = held_space(self.catalog)
        return None if space is None else space.model

    def searchable(self, contents: Contents | None = None) -> DerivedStores:
        """The stores to search in; VersionMismatchError when another model embedded `contents` (if read)."""
        self._check_model(held_space(self.catalog) if contents is None else contents.space)
        self._bring_up()
        return self._stores

    def put(self, content: ReportContent, *, origins: Mapping[str, Origin] | None = None) -> None:
        """Store a report whole, replacing what it held; `origins` tells where its sources come from.

        Sources left out of `origins` keep what is known of them. VersionMismatchError when another model
        embedded what is held; SourceTakenError when a source belongs to another report.
        """
        with self._changing:
            self._ready_to_change()
            model = self._claim_model()
            content = replace(content, versions=replace(content.versions, embedding=model))
            made = embed_new(content.passages, self.embedder, self.catalog, self._sentences)
            report_id = content.report.report_id
            with write(self.catalog.engine) as connection:
                known = origins_of(connection, report_id)
                before = remove_content(connection, report_id)
                now = {text_hash(passage) for passage in content.passages}
                elsewhere = held_texts(connection, before | now)
                add_content(connection, content, {**known, **(origins or {})})
                add_vectors(connection, made.passages, model)
                add_sentence_vectors(connection, made.sentences, model)
                gone = before - now - elsewhere
                remove_sentence_vectors(connection, gone)
                add_entry(connection, report_id, added=now - before - elsewhere, removed=gone)
                if before or self.catalog.meta.get(_UNSETTLED) != _REMOVED:
                    set_meta(connection, _UNSETTLED, _REMOVED if before else _ADDED)
                note_change(connection)
            self._eraser.note([report_id])
            self.vectors.follow([report_id])
            self._follow_journal()
            if before:
                checkpoint(self.catalog.engine)

    def delete(self, *report_ids: str) -> None:
        """Erase reports and their bytes; many at once cost hardly more than one. UnknownReportError first.

        They are found no more when this returns. For when their words leave the files see `erase_leftovers`.
        """
        for report_id in report_ids:
            self.catalog.report(report_id)
        with self._changing:
            self._ready_to_change()
            with write(self.catalog.engine) as connection:
                for report_id in report_ids:
                    before = remove_content(connection, report_id)
                    remove_sentence_vectors(connection, before - held_texts(connection, before))
                    add_entry(connection, report_id, removed=before)
                set_meta(connection, _UNSETTLED, _REMOVED)
                note_change(connection)
            self._eraser.note(report_ids)
            self.vectors.follow(report_ids)
            self._follow_journal()
            if self.catalog.counts()[1] > _ERASED_AT_ONCE:
                self._eraser.start()
                checkpoint(self.catalog.engine)
            else:
                self.erase_leftovers()

    def erase_leftovers(self, *, wait: bool = False) -> None:
        """End a job of many changes: what is gone is erased from the files, every text findable.

        BM25 is written afresh for that: at once in a small index, beside searches and changes in a large one,
        unless `wait`; `close` waits for it.
        """
        with self._changing:
            unsettled = self.catalog.meta.get(_UNSETTLED)
            if unsettled in (_ADDED, _REMOVED):
                self._ready_to_change()
                self._stores.mend_dense(held_space(self.catalog))
                if unsettled == _REMOVED and not wait and self.catalog.counts()[1] > _ERASED_AT_ONCE:
                    self._eraser.start()
                else:
                    if unsettled == _REMOVED:
                        self._eraser.stop()
                        self._stores.rebuild_lexical()
                    self.catalog.meta.set(_UNSETTLED, "")
            checkpoint(self.catalog.engine)

    @property
    def erasing(self) -> bool:
        """Whether words of what is gone are being taken out of files just now."""
        return self._eraser.running

    def verify(self) -> Verification:
        """Compare what searches can reach with the catalog; nothing is changed."""
        with self._changing:
            pending = len(self.catalog.journal.pending())
            self._bring_up()
            reports, passages, figures = self.catalog.counts()
            return Verification(
                reports=reports,
                passages=passages,
                figures=figures,
                without_vector=tuple(self.catalog.vectors.without(self.model or "")),
                without_sentences=tuple(self.catalog.sentence_vectors.without(self.model or "")),
                surplus_sentences=tuple(self.catalog.sentence_vectors.surplus()),
                pending=pending,
                dense=self._stores.dense_drift(held_space(self.catalog)),
                lexical=self._stores.lexical_drift(),
            )

    def rebuild(self) -> None:
        """Write Chroma and BM25 afresh from the catalog; nothing is embedded."""
        with self._changing:
            with write(self.catalog.engine) as connection:
                remove_surplus(connection)
                add_entry(connection, None)
            self._ready_to_change()
            self.catalog.meta.set(_UNSETTLED, "")

    def reembed(self, progress: Callable[[int, int], None] | None = None) -> None:
        """The vectors that the present embedder has not made yet, all anew where none lacks; then `rebuild`.

        `progress(done, total)` counts passages. Cut off while changing models, it goes on where it was; until
        it is through, the old model's vectors stay.
        """
        with self._changing:
            model = self.embedder.model_id
            every = self.catalog.passage_ids()
            lacking = without_vectors(self.catalog, model)
            todo = lacking if lacking or model != self.model else every
            for done in embed_again(todo, self.embedder, self.catalog, afresh=not lacking):
                if progress is not None:
                    progress(len(every) - len(todo) + done, len(every))
            with write(self.catalog.engine) as connection:
                adopt_model(connection, model)
                remove_surplus(connection)
                claim_space(connection, VectorSpace(model, self.embedder.dimension))
                note_embedding(connection)
                add_entry(connection, None)
            self.vectors.forget()
            self._ready_to_change()
            if progress is not None:
                progress(len(every), len(every))

    def stats(self) -> IndexStats:
        """How much is held; asks neither the embedder nor Chroma."""
        reports, passages, figures = self.catalog.counts()
        return IndexStats(
            path=self.data_dir,
            reports=reports,
            passages=passages,
            figures=figures,
            provinces=self.catalog.provinces(),
            model=self.model,
            bytes_on_disk=self._bytes_on_disk(),
        )

    def close(self) -> None:
        """Finish the change under way, and leave the stores so that the next owner need not check them."""
        self._eraser.wait()
        with self._changing:
            if self._up:
                self.erase_leftovers(wait=True)
                self._stores.close()
                put_away(self.catalog)
            self._let_go()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _bring_up(self) -> None:
        with self._coming_up:
            if not self._up:
                bring_up(self.catalog, self._stores)
                self._up = True

    def _ready_to_change(self) -> None:
        self._bring_up()
        self._follow_journal()

    def _follow_journal(self) -> None:
        pending = self.catalog.journal.pending()
        if pending:
            if any(entry.report_id is None for entry in pending):
                self._eraser.stop()  # both would write BM25 afresh, in the same place
            self._stores.follow(pending, held_space(self.catalog))
            self.catalog.journal.done(pending)

    def _near_texts(self, question: NDArray[np.float32], n: int) -> list[str]:
        self._bring_up()
        return [text for text, _ in self._stores.dense.query(question, n)]

    def _erased(self, remains: bool) -> None:
        self._stores.mend_dense(held_space(self.catalog))
        self.catalog.meta.set(_UNSETTLED, _REMOVED if remains else "")

    def _check_model(self, space: VectorSpace | None) -> None:
        if space is not None and space.model != self.embedder.model_id:
            raise VersionMismatchError("embedding model", space.model, self.embedder.model_id, _REEMBED)

    def _claim_model(self) -> str:
        """The embedder's model, which an index that holds nothing takes on whatever it was before."""
        model = self.embedder.model_id
        stored = held_space(self.catalog)
        if stored is None or stored.model != model:
            if stored is not None and self.catalog.passage_ids():
                self._check_model(stored)
            with write(self.catalog.engine) as connection:
                claim_space(connection, VectorSpace(model, self.embedder.dimension))
                if stored is not None:
                    add_entry(connection, None)
            self._follow_journal()
        return model

    def _bytes_on_disk(self) -> int:
        database = sqlite_path(str(self.catalog.engine.url))
        files = [] if database is None else list(database.parent.glob(f"{database.name}*"))
        for folder in ("chroma", "lexical"):
            files.extend((self.data_dir / folder).rglob("*"))
        return sum(file.stat().st_size for file in files if file.is_file())

    def _let_go(self) -> None:
        self._eraser.stop()
        self.vectors.forget()
        self._stores.close()
        self.catalog.close()
        self._up = False
