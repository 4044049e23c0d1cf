"""Finds the passages that speak to a question: candidates by meaning and words, scored by every signal.

The candidates come from the vectors, from BM25, and from the reports of the place and period that the
question names, because near-duplicate reports push each other out of any first hundred. All of them are then
scored exactly by every signal; the best are read. Finding figures is the catalog's work; answering is the
assistant's.
"""

import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, PrivateAttr

from vectorstore.aim import Aim, aim_of
from vectorstore.alignment import Alignment, reference_questions
from vectorstore.analysis.query import read_question
from vectorstore.analysis.text import fold, tokens
from vectorstore.candidates import Candidates, with_lexical
from vectorstore.corpus_words import CorpusWords
from vectorstore.derived import DerivedStores
from vectorstore.diversity import spread_out
from vectorstore.fusion import Signal, ranked
from vectorstore.held import Held, HeldCatalog
from vectorstore.highlights import highlights
from vectorstore.index import Index
from vectorstore.schema import Passage, Report
from vectorstore.signals import (
    QuestionTexts,
    QuestionVector,
    coverage_signal,
    meaning_signals,
    question_texts,
)
from vectorstore.turns import Turns
from vectorstore.weights import KindWeights, RankingWeights, shipped_weights

_CANDIDATES = 100
_COPIES = 10  # candidates of one and the same text
_FEW = 10_000  # passages: reports of more do not narrow anything
_READ = 12  # candidates whose text is read, at least; beyond the tenth hardly one ever was the right one
_SPARE = 6  # read beyond those wanted, for copies to give way to


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
class Explained:
    """A candidate with every signal as it is before weighing, best first in their order.

    `aim` is what it gained for its report. `coverage` is None where the text was not read.
    """

    passage_id: str
    report: Report
    dense: float
    sentence: float
    lexical: float
    coverage: float | None
    aim: float
    score: float


@dataclass(frozen=True, slots=True)
class _Scope:
    """The reports searched (all where None), and those of them that the question names."""

    report_ids: list[str] | None
    named: list[str]


@dataclass(frozen=True, slots=True)
class _Asked:
    texts: QuestionTexts
    aim: Aim
    vector: QuestionVector


@dataclass(frozen=True, slots=True)
class _Found:
    """The ids found with their BM25 score where it is known; where not, it is at most `unseen`."""

    lexical: dict[str, float | None]
    unseen: float


class HybridRetriever(BaseRetriever):
    """The passages of an index for a question; `k` is how many `invoke` gives."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Index
    k: int = 10
    weights: RankingWeights | None = None
    """Other weights than those shipped."""

    _corpus: CorpusWords = PrivateAttr()
    _held: HeldCatalog = PrivateAttr()
    _alignment: Alignment = PrivateAttr()
    _turns: Turns = PrivateAttr()

    def model_post_init(self, context: object, /) -> None:
        """Nothing is read yet."""
        super().model_post_init(context)
        self._corpus = CorpusWords(self.index.catalog)
        self._held = HeldCatalog(self.index.catalog, self.index.vectors)
        self._alignment = Alignment(self.index.embedder)
        self._turns = Turns(os.cpu_count() or 1)

    def warm(self) -> None:
        """Do now what the first search would wait for."""
        if self.index.model is not None:
            held = self._held.now()
            self.index.searchable(held.contents).lexical.warm()
            self.index.vectors.warm()
            held.warm()
            self._corpus.counts(held.contents)
            question = self.index.embedder.embed_query("")
            self._alignment.moved(question / self._alignment.spread, "en", "vi")
            for asked in reference_questions():  # each language has word lists of its own to be read
                read_question(asked[0])
                read_question(fold(asked[0]))

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
        with self._turns.taken():
            return self._search(text, k, provinces, years, report_ids)

    def _search(
        self, text: str, k: int, provinces: Sequence[str], years: Sequence[int], report_ids: Sequence[str]
    ) -> list[Hit]:
        found = self._found(text, k, provinces, years, report_ids)
        if found is None:
            return []
        asked, candidates, passages, coverage = found
        scores = candidates.scores(self._weights_for(asked).final, coverage)
        if asked.aim.is_vague:
            texts = {id_: passages[id_].text for id_ in scores}
            best = spread_out(scores, texts, self._ranking.alike, k)
        else:
            best = {id_: scores[id_] for id_ in ranked(scores)[:k]}
        reports = dict(zip(candidates.ids, candidates.reports, strict=True))
        words = f"{asked.texts.meaning} {asked.texts.words}"
        return [
            Hit(passages[id_], reports[id_], score, highlights(words, passages[id_].text))
            for id_, score in best.items()
        ]

    def explain(
        self,
        text: str,
        *,
        k: int = 10,
        provinces: Sequence[str] = (),
        years: Sequence[int] = (),
        report_ids: Sequence[str] = (),
    ) -> list[Explained]:
        """Every candidate that `search` would read for these arguments, with its signals; best first.

        Before passages that say the same are spread out.
        """
        with self._turns.taken():
            found = self._found(text, k, provinces, years, report_ids)
        if found is None:
            return []
        asked, candidates, _, coverage = found
        scores = candidates.scores(self._weights_for(asked).final, coverage)
        rows = {id_: row for row, id_ in enumerate(candidates.ids)}
        return [
            Explained(
                id_,
                candidates.reports[row],
                float(candidates.dense[row]),
                float(candidates.sentence[row]),
                float(candidates.lexical[row]),
                None if coverage is None else float(coverage[row]),
                float(candidates.aim[row]),
                scores[id_],
            )
            for id_ in ranked(scores)
            for row in [rows[id_]]
        ]

    def _found(
        self, text: str, k: int, provinces: Sequence[str], years: Sequence[int], report_ids: Sequence[str]
    ) -> tuple[_Asked, Candidates, dict[str, Passage], Signal | None] | None:
        """The question, the candidates worth reading, and what reading them gave."""
        held = self._held.now()
        stores = self.index.searchable(held.contents)
        reading = read_question(text)
        chosen: list[str] | None = None
        if provinces or years or report_ids:
            chosen = _among(held.report_ids(provinces, years), report_ids)
        if k < 1 or chosen == [] or held.contents.space is None or not tokens(reading.text):
            return None
        texts = question_texts(reading, lambda: self._corpus.counts(held.contents))
        with self._turns.lent():  # the embedder has threads of its own, and takes those that wait together
            embedded = self.index.embedder.embed_query(texts.meaning)
        asked = _Asked(texts, aim_of(reading), QuestionVector(embedded, texts.language, self._alignment))
        scope = _Scope(chosen, self._of_named(held, asked.aim, chosen))
        found = self._candidates(stores, asked, max(_CANDIDATES, 2 * k), scope, k + _SPARE)
        weights = self._weights_for(asked)
        width = max(_READ, k + _SPARE * asked.aim.is_vague)
        candidates = self._scored(held.reports(sorted(found.lexical)), asked, found)
        candidates = with_lexical(candidates, stores.lexical, texts.words, weights.first, width, found.unseen)
        read = ranked(candidates.scores(weights.first))[:width]
        passages = held.passages(read)
        candidates = candidates.only([id_ for id_ in read if id_ in passages])
        coverage = None
        if weights.final.coverage:
            in_order = [passages[id_] for id_ in candidates.ids]
            coverage = coverage_signal(stores.lexical, texts.words, in_order)
        return asked, candidates, passages, coverage

    def _candidates(self, stores: DerivedStores, asked: _Asked, n: int, scope: _Scope, enough: int) -> _Found:
        """What any signal puts among its first `n`.

        Where the place named decides and its reports have `enough` passages, nothing else is looked at.
        """
        vectors, vector = self.index.vectors, asked.vector.of("vi")
        of_named = vectors.count(scope.named) if scope.named else 0
        everywhere = [] if asked.aim.decides and of_named >= enough else [scope.report_ids]
        found: dict[str, float | None] = {}
        unseen: list[float] = []
        for report_ids in [*everywhere, *([scope.named] if of_named else [])]:
            near = vectors.nearest(vector, n, report_ids=report_ids, copies=_COPIES)
            matching: list[tuple[str, float]] = []
            if tokens(asked.texts.words) and (len(near) == n or report_ids is not scope.named):
                matching = stores.lexical.query(asked.texts.words, n, report_ids=report_ids)
                unseen.append(matching[-1][1] if len(matching) == n else 0.0)
            found = {**dict.fromkeys(id_ for id_, _ in near), **found, **dict(matching)}
        return _Found(found, unseen[0] if unseen else math.inf)  # the first look is the widest

    def _of_named(self, held: Held, aim: Aim, scope: list[str] | None) -> list[str]:
        """The reports of the place and period named, where they are few enough to narrow anything."""
        provinces = sorted(aim.provinces)
        for places, years in ((provinces, aim.years), (provinces, ()), ((), aim.years)):
            if places or years:
                reports = _among(held.report_ids(places, years), scope or ())
                if reports:
                    return reports if self.index.vectors.count(reports) <= _FEW else []
        return []

    def _scored(self, owners: Mapping[str, Report], asked: _Asked, found: _Found) -> Candidates:
        """The candidates that the catalog holds, with the signals that need no text and no look-up."""
        ids, reports = list(owners), list(owners.values())
        worth = {
            id_: asked.aim.worth(report, self._ranking.aim)
            for id_, report in {report.report_id: report for report in reports}.items()
        }
        english = np.fromiter((report.metadata.language == "en" for report in reports), bool, len(reports))
        dense, sentence = meaning_signals(self.index.vectors, asked.vector, ids, english)
        return Candidates(
            ids,
            reports,
            np.array([worth[report.report_id] for report in reports]),
            dense,
            sentence,
            np.array([found.lexical[id_] for id_ in ids], np.float64),
        )

    @property
    def _ranking(self) -> RankingWeights:
        return self.weights or shipped_weights()

    def _weights_for(self, asked: _Asked) -> KindWeights:
        return self._ranking.kinds[asked.texts.kind]

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        return [_document(hit) for hit in self.search(query, k=self.k if k is None else k)]


def _among(report_ids: list[str], wanted: Sequence[str]) -> list[str]:
    """Those of the reports that are wanted; all where none is named."""
    among = frozenset(wanted)
    return [id_ for id_ in report_ids if id_ in among] if wanted else report_ids


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
