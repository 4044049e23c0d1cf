"""The words of the reports held, counted: what diacritics are put back from.

Counted from the catalog's texts when first asked for, then kept in step with its revision: only what came or
went is read. Of a large catalog a part is counted, always the same for the same contents: the texts with the
smallest hashes, which is as good as drawn by lot. Putting diacritics back is `analysis.diacritics`' work.
"""

import threading
from collections.abc import Collection

from vectorstore.analysis.diacritics import SyllableCounts
from vectorstore.catalog import Catalog
from vectorstore.space import Contents

_MOST = 4_000  # texts: some 800,000 words, counted in a second or two


class CorpusWords:
    """Counts of a catalog's words, from any thread."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._counting = threading.Lock()
        self._counts: SyllableCounts | None = None
        self._counted: dict[str, str] = {}
        self._contents: Contents | None = None

    def counts(self, contents: Contents) -> SyllableCounts:
        """The counts of what the catalog holds, which is `contents` now; not to be changed."""
        held = self._counts
        if held is not None and contents == self._contents:
            return held
        # Whoever finds somebody else counting takes what there is, but nobody goes without.
        if self._counting.acquire(blocking=held is None):
            try:
                if contents != self._contents:
                    self._count(contents)
            finally:
                self._counting.release()
        return self._counts or SyllableCounts()

    def _count(self, contents: Contents) -> None:
        wanted = frozenset(self._catalog.text_hashes()[:_MOST])
        gone = self._counted.keys() - wanted
        fresh = self._texts(wanted - self._counted.keys())
        counts = SyllableCounts()
        if self._counts is not None:
            counts = self._counts.copy()
        counts.remove(self._counted[text_hash] for text_hash in gone)
        counts.add(fresh.values())
        kept = {text_hash: text for text_hash, text in self._counted.items() if text_hash not in gone}
        self._counts, self._counted, self._contents = counts, kept | fresh, contents

    def _texts(self, hashes: Collection[str]) -> dict[str, str]:
        """A text by its hash, as it is indexed."""
        owners = self._catalog.passages_with_text(sorted(hashes))
        first = {ids[0]: text_hash for text_hash, ids in owners.items()}
        passages = self._catalog.passages_by_id(list(first))
        return {first[id_]: passage.indexed_text for id_, passage in passages.items()}
