"""Chroma and BM25 together: how they follow the catalog, and how they are checked and restored from it.

When that is to happen is decided by the Index. Nothing here embeds: every vector comes from the catalog.
"""

import logging
from collections.abc import Iterator, Sequence

import numpy as np

from vectorstore.catalog import Catalog
from vectorstore.catalog.chunks import chunks
from vectorstore.catalog.journal import Entry
from vectorstore.dense import DenseEntries, DenseIndex
from vectorstore.errors import DerivedStoreError
from vectorstore.lexical import LexicalEntry, LexicalIndex
from vectorstore.schema import Report
from vectorstore.space import VectorSpace
from vectorstore.verification import Drift

_REPORTS_AT_ONCE = 50
_ATTEMPTS = 3
_REBUILD = "tuphap index rebuild"
_MENDABLE, _FEW = 0.05, 500  # share of the texts, and how many in any case

_log = logging.getLogger(__name__)


class DerivedStores:
    """What search looks in.

    In every method `space` is that of the vectors Chroma is to hold; None while the catalog has none.
    """

    def __init__(self, catalog: Catalog, dense: DenseIndex, lexical: LexicalIndex) -> None:
        self.dense = dense
        self.lexical = lexical
        self._catalog = catalog

    def open(self) -> None:
        """Open both as they are."""
        self.dense.open()
        self.lexical.open()

    def close(self) -> None:
        """Let go of the files of both."""
        self.dense.close()
        self.lexical.close()

    def follow(self, entries: Sequence[Entry], space: VectorSpace | None) -> None:
        """Do what the journal asks for; doing it twice changes nothing."""
        if any(entry.report_id is None for entry in entries):
            self.rebuild(space)
            return
        for entry in entries:
            if entry.report_id is not None:
                self._follow(entry, entry.report_id, space)

    def rebuild(self, space: VectorSpace | None) -> None:
        """Write both afresh from the catalog."""
        self.rebuild_dense(space)
        self.rebuild_lexical()

    def rebuild_dense(self, space: VectorSpace | None) -> None:
        """Write Chroma afresh from the catalog's vectors."""
        self.dense.replace(self._dense_entries(self._catalog.text_hashes(), space))
        self.mend_dense(space)

    def rebuild_lexical(self) -> None:
        """Write BM25 afresh from the catalog, which also leaves behind the words of what is gone."""
        self.lexical.replace(self.lexical_entries(self._catalog.report_ids()))

    def lexical_entries(self, report_ids: Sequence[str]) -> Iterator[LexicalEntry]:
        """What BM25 is to hold of these reports; nothing of those that the catalog does not hold."""
        for part in chunks(report_ids, _REPORTS_AT_ONCE):
            reports = self._catalog.reports_by_id(part)
            for report in reports.values():
                head = _head(report)
                for passage in self._catalog.passages(report.report_id):
                    text = f"{head}\n{passage.indexed_text}"
                    yield LexicalEntry(passage.passage_id, report.report_id, text)

    def dense_drift(self, space: VectorSpace | None) -> Drift:
        """How far what searches of Chroma reach is from the catalog."""
        if space is None:
            return Drift()
        expected = self._catalog.vectors.embedded_texts(space.model)
        try:
            found = self.dense.hashes(space.dimension, len(expected))
        except DerivedStoreError as error:
            return Drift(unreadable=error.reason)
        return _difference(expected, found)

    def lexical_drift(self) -> Drift:
        """How far BM25 is from the catalog."""
        try:
            found = self.lexical.ids()
        except DerivedStoreError as error:
            return Drift(unreadable=error.reason)
        return _difference(set(self._catalog.passage_ids()), found)

    def repair(self, space: VectorSpace | None) -> None:
        """Bring both to the catalog's state: what is missing is added, what is left over taken out.

        A store that cannot be read, or still differs after that, is written afresh.
        """
        if not self.mend_dense(space):
            self.rebuild_dense(space)
        if not self._mend_lexical():
            self.rebuild_lexical()

    def mend_dense(self, space: VectorSpace | None) -> bool:
        """Put right what differs in Chroma without writing it afresh; False when that does not do.

        Chroma's graph can lose sight of a few of its vectors while others come in: a text that it holds and
        no search reaches is taken out and put in again, which links it anew. Where many are lost the graph is
        in pieces: putting them in one by one would take longer than writing it afresh, and help less.
        """
        for _ in range(_ATTEMPTS):
            drift = self.dense_drift(space)
            if drift.clean:
                return True
            if drift.unreadable is not None or self._in_pieces(drift, space):
                return False
            try:
                self.dense.delete([*drift.surplus, *drift.missing])
                self._add_texts(drift.missing, space)
            except DerivedStoreError:
                return False
        return self.dense_drift(space).clean

    def _in_pieces(self, drift: Drift, space: VectorSpace | None) -> bool:
        lost = len(drift.missing)
        if space is None or lost <= _FEW:
            return False
        held = len(self._catalog.vectors.embedded_texts(space.model))
        if lost <= _MENDABLE * held:
            return False
        _log.warning("Chroma finds %d of %d texts; %s writes it afresh", held - lost, held, _REBUILD)
        return True

    def _follow(self, entry: Entry, report_id: str, space: VectorSpace | None) -> None:
        held = self._catalog.held_texts([*entry.added, *entry.removed])
        self.dense.delete([text for text in entry.removed if text not in held])
        self._add_texts([text for text in entry.added if text in held], space)
        self.lexical.put(report_id, self.lexical_entries([report_id]))

    def _add_texts(self, hashes: Sequence[str], space: VectorSpace | None) -> None:
        for entries in self._dense_entries(hashes, space):
            self.dense.add(entries)

    def _mend_lexical(self) -> bool:
        drift = self.lexical_drift()
        if drift.unreadable is not None:
            return False
        try:
            self.lexical.delete(drift.surplus)
            for report_id in sorted(set(self._catalog.reports_of_passages(drift.missing).values())):
                self.lexical.put(report_id, self.lexical_entries([report_id]))
        except DerivedStoreError:
            return False
        return self.lexical_drift().clean

    def _dense_entries(self, hashes: Sequence[str], space: VectorSpace | None) -> Iterator[DenseEntries]:
        if space is None:
            return
        for part in chunks(hashes):
            vectors = self._catalog.vectors.by_text_hash(part, space.model)
            if vectors:
                yield DenseEntries(list(vectors), np.stack(list(vectors.values())))


def _head(report: Report) -> str:
    """What a passage does not say of itself because its report says it at the top."""
    metadata = report.metadata
    parts = (metadata.title, metadata.agency, metadata.locality, metadata.province)
    return " ".join(part for part in parts if part)


def _difference(expected: set[str], found: set[str]) -> Drift:
    return Drift(tuple(sorted(expected - found)), tuple(sorted(found - expected)))
