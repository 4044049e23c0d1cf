"""The catalog's vectors in memory: how close passages and their sentences are to a question, exactly.

Loaded when first asked, or by `warm`, and then kept in step report by report. Every score is the product of
one row with the question, computed alike wherever the row stands, and equal scores are ordered by id: the
same contents give the same answers, bit for bit, in whatever order they came in. What other processes that
share the catalog change is noticed by its revision. Which passages are worth scoring is the retriever's to
say.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from vectorstore.catalog import Catalog
from vectorstore.catalog.chunks import chunks
from vectorstore.space import Contents, held_contents
from vectorstore.vector_rows import PassageRows, Rows, Span, UnitRows

NearTexts: TypeAlias = Callable[[NDArray[np.float32], int], Sequence[str]]
"""The hashes of about so many texts that are closest to a question, found roughly."""

_EXACT_UP_TO = 30_000  # passages: all of them are scored in 5 ms; beyond that Chroma is faster
_REPORTS_AT_ONCE = 200
_COMPACT_FROM = 4_096  # dropped rows, when they are also a third of all
_LOOK_EVERY_S = 2.0


class PassageVectors:
    """Vectors of the model that the index was embedded with, from any thread, beside one that changes them.

    A question is a unit vector (dimension,) float32. While the catalog holds nothing, so does this.
    """

    def __init__(self, catalog: Catalog, near_texts: NearTexts | None = None) -> None:
        """`near_texts` narrows the choice where all passages of a large index are asked for."""
        self._catalog = catalog
        self._near_texts = near_texts
        self._shared = catalog.engine.dialect.name != "sqlite"  # then others may write to it, too
        self._lock = threading.Lock()  # held while looking up rows and while changing what is looked up
        self._writing = threading.Lock()
        self._passages = PassageRows(0)
        self._units = UnitRows(0)
        self._contents: Contents | None = None
        self._looked_at = 0.0

    def warm(self) -> None:
        """Load what is not loaded yet."""
        self._up_to_date()

    def __len__(self) -> int:
        self._up_to_date()
        return len(self._passages)

    def count(self, report_ids: Collection[str]) -> int:
        """How many passages with a vector these reports have."""
        self._up_to_date()
        with self._lock:
            return self._passages.count(report_ids)

    def owners(self, ids: Iterable[str]) -> dict[str, str]:
        """The report of each of these passages that has a vector."""
        self._up_to_date()
        with self._lock:
            return self._passages.owners_of(ids)

    def passage_cosines(self, question: NDArray[np.float32], ids: Sequence[str]) -> NDArray[np.float32]:
        """The cosine of each of these passages (len(ids),); nan for one without a vector."""
        self._up_to_date()
        with self._lock:
            rows, matrix = self._passages.rows_of(ids), self._passages.view().matrix
        return _cosines(matrix, rows, question)

    def sentence_cosines(self, question: NDArray[np.float32], ids: Sequence[str]) -> NDArray[np.float32]:
        """The cosine of the closest sentence of each of these passages (len(ids),); see `cosines`."""
        return self.cosines(question, ids)[1]

    def cosines(
        self, question: NDArray[np.float32], ids: Sequence[str]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The cosine of each of these passages, and of the closest sentence of each, (len(ids),) both.

        The passage's own where it is not cut into sentences; nan for one without a vector.
        """
        self._up_to_date()
        with self._lock:
            rows, matrix = self._passages.rows_of(ids), self._passages.view().matrix
            spans, units = self._passages.sentences_of(rows), self._units.view()
        own = _cosines(matrix, rows, question)
        best = own.copy()
        cut = np.flatnonzero(spans[:, 1] > spans[:, 0])
        if cut.size:
            starts, counts = spans[cut, 0], spans[cut, 1] - spans[cut, 0]
            firsts = np.cumsum(counts) - counts
            every = np.repeat(starts - firsts, counts) + np.arange(counts.sum())
            products = np.vecdot(units.steps[every].astype(np.float32), question)
            best[cut] = np.maximum.reduceat(products * units.scales[every], firsts)
        return own, best

    def nearest(
        self,
        question: NDArray[np.float32],
        n: int,
        *,
        report_ids: Collection[str] | None = None,
        copies: int | None = None,
    ) -> list[tuple[str, float]]:
        """The `n` passages closest to the question with their cosine, best first, equals by id.

        Of all reports, or of `report_ids`. At most `copies` passages of one and the same text, if given.
        Of all reports of a large index, some of the last may be missed: those that `near_texts` misses.
        """
        self._up_to_date()
        if n < 1:
            return []
        rows, scores, found = self._scored(question, n, report_ids)
        if not found.size:
            return []
        width = n
        while True:
            best = _best(rows, scores, found, width, copies)
            if len(best) >= n or width >= len(found):
                return best[:n]
            width *= 4  # too many of them were copies

    def follow(self, report_ids: Iterable[str]) -> None:
        """Take over what the catalog now holds of these reports; nothing while nothing is loaded."""
        with self._writing:
            if self._contents is None:
                return
            contents = held_contents(self._catalog)
            if contents.embedded != self._contents.embedded:
                self._load(contents)
                return
            try:
                self._reload(list(report_ids))
            except BaseException:
                self._reset()
                raise
            if contents.revision == self._contents.revision + 1:
                self._contents = contents  # nobody else has changed anything in between

    def forget(self) -> None:
        """Hold nothing until asked again."""
        with self._writing:
            self._reset()

    def _reset(self) -> None:
        with self._lock:
            self._passages, self._units, self._contents = PassageRows(0), UnitRows(0), None

    def _scored(
        self, question: NDArray[np.float32], n: int, report_ids: Collection[str] | None
    ) -> tuple[Rows, NDArray[np.float32], NDArray[np.int64]]:
        """The passages that the nearest are among: their cosines and rows."""
        if report_ids is None and self._near_texts is not None and len(self._passages) > _EXACT_UP_TO:
            texts = self._near_texts(question, n)
            with self._lock:
                rows, found = self._passages.view(), self._passages.rows_with(texts)
            return rows, np.vecdot(rows.matrix[found], question), found
        with self._lock:
            rows, runs = self._passages.view(), self._passages.runs(report_ids)
        return rows, *_cosines_of_runs(rows.matrix, runs, question)

    def _up_to_date(self) -> None:
        now = time.monotonic()
        if self._contents is not None and not (self._shared and now - self._looked_at > _LOOK_EVERY_S):
            return
        with self._writing:
            contents = held_contents(self._catalog)
            if self._contents is None or contents.embedded != self._contents.embedded:
                self._load(contents)
            elif contents.revision != self._contents.revision:
                self._reload(self._changed())
                self._contents = contents
            self._looked_at = now

    def _load(self, contents: Contents) -> None:
        dimension = 0 if contents.space is None else contents.space.dimension
        passages, units = PassageRows(dimension), UnitRows(dimension)
        if contents.space is not None:
            for part in chunks(self._catalog.report_ids_in_order(), _REPORTS_AT_ONCE):
                self._take_in(part, contents.space.model, passages, units)
        with self._lock:
            self._passages, self._units, self._contents = passages, units, contents

    def _reload(self, report_ids: Sequence[str]) -> None:
        space = None if self._contents is None else self._contents.space
        if space is None:
            return
        for part in chunks(report_ids, _REPORTS_AT_ONCE):
            self._take_in(part, space.model, self._passages, self._units)
        if _sparse(self._passages.dropped, len(self._passages)) or _sparse(
            self._units.dropped, self._units.used
        ):
            passages, units = self._passages.compacted(), self._units.compacted()
            passages.find_sentences(units, (), passages.reports())
            with self._lock:
                self._passages, self._units = passages, units

    def _take_in(self, report_ids: Sequence[str], model: str, passages: PassageRows, units: UnitRows) -> None:
        """Make these reports in `passages` and `units` what the catalog holds of them."""
        held = self._catalog.vectors.by_report(report_ids, model)
        texts = {passage.text_hash for every in held.values() for passage in every}
        missing = sorted(text for text in texts if not units.holds(text))
        made = self._catalog.sentence_vectors.of_texts(missing, model)
        with self._lock:
            for report_id in report_ids:
                gone = passages.drop(report_id)
                if report_id in held:
                    passages.add(report_id, held[report_id])
                    units.claim(passage.text_hash for passage in held[report_id])
                units.release(gone)
            for text, vectors in made.items():
                units.add(text, vectors)
            passages.find_sentences(units, made, held)

    def _changed(self) -> list[str]:
        """The reports that differ from what the catalog holds."""
        there = self._catalog.passage_texts()
        return [
            report_id
            for report_id in {*there, *self._passages.reports()}
            if there.get(report_id, {}) != self._passages.passages_of(report_id)
        ]


def _cosines(
    matrix: NDArray[np.float32], rows: NDArray[np.int64], question: NDArray[np.float32]
) -> NDArray[np.float32]:
    cosines = np.full(len(rows), np.nan, np.float32)
    known = np.flatnonzero(rows >= 0)
    if known.size:
        cosines[known] = np.vecdot(matrix[rows[known]], question)
    return cosines


def _cosines_of_runs(
    matrix: NDArray[np.float32], runs: Sequence[Span], question: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """The cosines of all rows of these runs, and which rows they are."""
    scores = np.empty(sum(stop - start for start, stop in runs), np.float32)
    done = 0
    for start, stop in runs:
        np.vecdot(matrix[start:stop], question, out=scores[done : done + stop - start])
        done += stop - start
    return scores, np.concatenate([np.arange(0), *(np.arange(start, stop) for start, stop in runs)])


def _best(
    rows: Rows, scores: NDArray[np.float32], found: NDArray[np.int64], width: int, copies: int | None
) -> list[tuple[str, float]]:
    """The `width` best and whatever is as good as the last of them, in order; of a text only `copies`."""
    last = max(len(scores) - width, 0)
    among = np.flatnonzero(scores >= np.partition(scores, last)[last])
    ordered = sorted(
        (-score, rows.ids[row], row)
        for score, row in zip(scores[among].tolist(), found[among].tolist(), strict=True)
    )
    if copies is None:
        return [(id_, -score) for score, id_, _ in ordered]
    seen: Counter[str] = Counter()
    best: list[tuple[str, float]] = []
    for score, id_, row in ordered:
        seen[rows.texts[row]] += 1
        if seen[rows.texts[row]] <= copies:
            best.append((id_, -score))
    return best


def _sparse(dropped: int, held: int) -> bool:
    return dropped >= _COMPACT_FROM and 3 * dropped >= held
