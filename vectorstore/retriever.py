"""Finds the passages that speak to a question: dense and lexical candidates, fused by z-scores.

The candidates come from Chroma, from BM25, and from the reports of the place and period that the question
names, because near-duplicate reports push each other out of any first hundred. All of them are then scored
exactly by every signal. Finding figures is the catalog's work; answering is the assistant's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from numpy.typing import NDArray
from pydantic import ConfigDict

from vectorstore.analysis.query import QuestionReading, read_question
from vectorstore.analysis.text import tokens
from vectorstore.derived import DerivedStores
from vectorstore.fusion import fuse
from vectorstore.highlights import highlights
from vectorstore.index import Index
from vectorstore.schema import Passage, Report
from vectorstore.signals import Named, cosines, named, nearest, period_match, place_match

_CANDIDATES = 100
_COPIES = 10  # candidates of one and the same text
_WIDEST = 4_000  # texts asked of Chroma for a filter that selects too much to be answered exactly
_EXACT_UP_TO = 10_000  # passages whose vectors are read and compared rather than asked of Chroma
_KEYWORDS = 2  # so few words are looked up as they are: a name, a number, a foreign word
_PLACE_WEIGHT = 1.0
_PERIOD_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: its report, its score and the character ranges in `passage.text` that match.

    Scores compare the hits of one search, not those of two.
    """

    passage: Passage
    report: Report
    score: float
    highlights: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much the meaning and the words of a passage count, in deviations from the mean candidate."""

    dense: float
    lexical: float


_VIETNAMESE = Weights(dense=1.0, lexical=0.75)
_WITHOUT_DIACRITICS = Weights(dense=0.5, lexical=1.0)
_ENGLISH = Weights(dense=1.0, lexical=0.0)


class HybridRetriever(BaseRetriever):
    """The passages of an index for a question; `k` is how many `invoke` gives."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Index
    k: int = 10

    def search(
        self,
        text: str,
        *,
        k: int = 10,
        provinces: Sequence[str] = (),
        years: Sequence[int] = (),
        report_ids: Sequence[str] = (),
    ) -> list[Hit]:
        """The `k` best passages, best first, of the reports that pass every filter given.

        VersionMismatchError when another model embedded the index.
        """
        stores = self.index.searchable()
        catalog = self.index.catalog
        reading = read_question(text)
        scope: list[str] | None = None
        if provinces or years or report_ids:
            scope = catalog.report_ids(provinces=provinces, years=years, report_ids=report_ids)
        if k < 1 or scope == [] or self.index.model is None or not tokens(reading.text):
            return []
        question = _Question(reading, named(reading), self.index.embedder.embed_query(reading.text))
        found = self._candidates(stores, question, max(_CANDIDATES, 2 * k), scope)
        return self._ranked(stores, question, found, k)

    def _candidates(
        self, stores: DerivedStores, question: "_Question", n: int, scope: list[str] | None
    ) -> list[str]:
        """The ids that any signal puts among its first `n`."""
        found = dict.fromkeys(self._dense(stores, question, n, scope))
        if question.weights.lexical:
            found |= dict.fromkeys(_lexical(stores, question, n, scope))
        preferred = self._of_named(question.named, scope)
        if preferred:
            found |= dict.fromkeys(self._dense(stores, question, n, preferred))
            if question.weights.lexical:
                found |= dict.fromkeys(_lexical(stores, question, n, preferred))
        return list(found)

    def _dense(
        self, stores: DerivedStores, question: "_Question", n: int, scope: list[str] | None
    ) -> list[str]:
        catalog = self.index.catalog
        if scope is not None and catalog.passage_count(scope) <= _EXACT_UP_TO:
            return nearest(catalog, question.vector, n, scope, self.index.embedder.model_id)
        width = n
        while True:
            texts = [text for text, _ in stores.dense.query(question.vector, width)]
            owners = catalog.passages_with_text(texts, report_ids=scope)
            found = [id_ for text in texts for id_ in owners.get(text, ())[:_COPIES]]
            if len(found) >= n or len(texts) < width or width >= _WIDEST:
                return found[:n]
            width = min(4 * width, _WIDEST)  # the filter left too few

    def _of_named(self, asked: Named, scope: list[str] | None) -> list[str]:
        """The reports of the place and period named, where they are few enough to narrow anything."""
        if not asked.provinces and not asked.years:
            return []
        catalog = self.index.catalog
        reports = catalog.report_ids(
            provinces=sorted(asked.provinces), years=asked.years, report_ids=scope or ()
        )
        return reports if catalog.passage_count(reports) <= _EXACT_UP_TO else []

    def _ranked(
        self, stores: DerivedStores, question: "_Question", candidates: list[str], k: int
    ) -> list[Hit]:
        catalog = self.index.catalog
        dense = cosines(catalog, question.vector, candidates, self.index.embedder.model_id)
        known = list(dense)  # an id that the catalog does not hold (any more) has no vector in it either
        lexical = stores.lexical.scores(question.reading.text, known) if question.weights.lexical else {}
        scores = fuse(known, [(question.weights.dense, dense), (question.weights.lexical, lexical)])
        owners = catalog.reports_of_passages(known)
        reports = catalog.reports_by_id(sorted(set(owners.values())))
        for id_, report_id in owners.items():
            if report_id in reports:
                scores[id_] += question.boost(reports[report_id])
        best = sorted(owners, key=lambda id_: (-scores[id_], id_))[:k]
        passages = catalog.passages_by_id(best)
        return [
            Hit(
                passages[id_],
                reports[owners[id_]],
                scores[id_],
                highlights(question.reading.text, passages[id_].text),
            )
            for id_ in best
            if id_ in passages and owners[id_] in reports
        ]

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        return [_document(hit) for hit in self.search(query, k=self.k if k is None else k)]


@dataclass(frozen=True, slots=True)
class _Question:
    reading: QuestionReading
    named: Named
    vector: NDArray[np.float32]

    @property
    def weights(self) -> Weights:
        if self.reading.language == "en" and len(tokens(self.reading.text)) > _KEYWORDS:
            return _ENGLISH
        return _WITHOUT_DIACRITICS if self.reading.folded else _VIETNAMESE

    def boost(self, report: Report) -> float:
        """How much a report gains for being of the place and the period asked for."""
        place = _PLACE_WEIGHT * place_match(report, self.named.provinces)
        return place + _PERIOD_WEIGHT * period_match(report, self.named.periods)


def _lexical(stores: DerivedStores, question: _Question, n: int, scope: list[str] | None) -> list[str]:
    return [id_ for id_, _ in stores.lexical.query(question.reading.text, n, report_ids=scope)]


def _document(hit: Hit) -> Document:
    passage, metadata = hit.passage, hit.report.metadata
    return Document(
        id=passage.passage_id,
        page_content=passage.text,
        metadata={
            "report_id": passage.report_id,
            "source": hit.report.source,
            "title": metadata.title,
            "province": metadata.province,
            "period": metadata.period,
            "heading": passage.heading,
            "table_header": passage.table_header,
            "page": passage.page,
            "start": passage.start,
            "end": passage.end,
            "score": hit.score,
        },
    )
