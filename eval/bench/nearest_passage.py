"""The plainest dense search: the passage whose vector is nearest to the question's, over all of an index.

It is exact, and reads every vector of the catalog into memory once.
"""

from collections.abc import Sequence

import numpy as np

from vectorstore.index import Index


class NearestPassage:
    """Compares a question with every passage held when this was made."""

    def __init__(self, index: Index) -> None:
        self._index = index
        ids = index.catalog.passage_ids()
        self._ids, self._vectors = index.catalog.vectors.of_passages(ids, index.embedder.model_id)

    def source(self, text: str) -> str:
        """The file the nearest passage is of; empty in an empty index."""
        if not self._ids:
            return ""
        cosines = self._vectors @ self._index.embedder.embed_query(text)
        return self.source_of([self._ids[int(np.argmax(cosines))]])

    def source_of(self, passage_ids: Sequence[str]) -> str:
        """The file the first of these passages is of; empty without any."""
        catalog = self._index.catalog
        for id_ in passage_ids[:1]:
            report_id = catalog.reports_of_passages([id_]).get(id_, "")
            return catalog.report(report_id).source if report_id else ""
        return ""
