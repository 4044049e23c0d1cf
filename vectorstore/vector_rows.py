"""Vectors in memory that grow at the end: a report's passages are neighbours, and scored without gathering.

What a reader has looked up stays as it is while a writer adds and drops reports: rows are written once,
beyond what any reader knows of, and never used again. Looking up and changing want the lock of
`PassageVectors`.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from vectorstore.catalog.sentence_vectors import SentenceVectors
from vectorstore.catalog.vectors import Embedded

Span: TypeAlias = tuple[int, int]
"""A first row and the row after the last."""

_T = TypeVar("_T", np.float32, np.int8, np.int64)

_FIRST_ROWS = 1024
_NOWHERE = (0, 0)


class Rows(NamedTuple):
    """What a reader works on: `matrix` (rows, dimension) float32, and of each row its passage and text."""

    matrix: NDArray[np.float32]
    ids: Sequence[str]
    texts: Sequence[str]


class Units(NamedTuple):
    """The sentences of texts: `steps` (rows, dimension) int8, to be multiplied by `scales`."""

    steps: NDArray[np.int8]
    scales: NDArray[np.float32]


class PassageRows:
    """A row a passage, in the order the reports came in."""

    def __init__(self, dimension: int) -> None:
        self._matrix = np.empty((_FIRST_ROWS, dimension), np.float32)
        self._sentences = np.zeros((_FIRST_ROWS, 2), np.int64)  # of each row where they are in `UnitRows`
        self._ids: list[str] = []
        self._texts: list[str] = []
        self._owners: list[str] = []
        self._row_of: dict[str, int] = {}
        self._rows_with: dict[str, list[int]] = {}
        self._span_of: dict[str, Span] = {}
        self._runs: list[Span] | None = None

    def __len__(self) -> int:
        return len(self._row_of)

    @property
    def dropped(self) -> int:
        """How many rows no passage is in any more."""
        return len(self._ids) - len(self._row_of)

    def reports(self) -> list[str]:
        """The reports held, in the order they came in."""
        return list(self._span_of)

    def view(self) -> Rows:
        """All rows, those dropped among them."""
        return Rows(self._matrix, self._ids, self._texts)

    def passages_of(self, report_id: str) -> dict[str, str]:
        """The passages of a report with the hashes of their texts."""
        start, stop = self._span_of.get(report_id, _NOWHERE)
        return dict(zip(self._ids[start:stop], self._texts[start:stop], strict=True))

    def rows_of(self, ids: Sequence[str]) -> NDArray[np.int64]:
        """The row of each of these passages; -1 where it is not held."""
        return np.fromiter((self._row_of.get(id_, -1) for id_ in ids), np.int64, len(ids))

    def rows_with(self, texts: Iterable[str]) -> NDArray[np.int64]:
        """The rows of all passages that have these texts."""
        return np.array([row for text in texts for row in self._rows_with.get(text, ())], np.int64)

    def owners_of(self, ids: Iterable[str]) -> dict[str, str]:
        """The report of each of these passages that is held."""
        row_of, owners = self._row_of.get, self._owners
        return {id_: owners[row] for id_ in ids if (row := row_of(id_)) is not None}

    def sentences_of(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where the sentences of these rows are, (len(rows), 2); none for the row -1."""
        return np.where(rows[:, None] < 0, 0, self._sentences[rows])

    def find_sentences(self, units: "UnitRows", texts: Iterable[str], report_ids: Iterable[str]) -> None:
        """Note where the sentences are of all passages with these texts and of these reports."""
        spans = (self._span_of.get(report_id, _NOWHERE) for report_id in report_ids)
        rows = np.concatenate([self.rows_with(texts), *(np.arange(*span) for span in spans)])
        self._sentences[rows] = units.spans_of([self._texts[row] for row in rows.tolist()])

    def count(self, report_ids: Iterable[str]) -> int:
        """How many passages these reports have."""
        spans = (self._span_of.get(report_id, _NOWHERE) for report_id in report_ids)
        return sum(stop - start for start, stop in spans)

    def runs(self, report_ids: Iterable[str] | None) -> list[Span]:
        """The rows of these reports (None: all), neighbours taken together."""
        if report_ids is not None:
            return _joined(self._span_of[id_] for id_ in set(report_ids) if id_ in self._span_of)
        if self._runs is None:
            self._runs = _joined(self._span_of.values())
        return self._runs

    def add(self, report_id: str, passages: Sequence[Embedded]) -> None:
        """Take in a report that is not held."""
        start = len(self._ids)
        stop = start + len(passages)
        if stop > len(self._matrix):
            self._matrix = _grown(self._matrix, start, stop)
            self._sentences = _grown(self._sentences, start, stop)
        self._sentences[start:stop] = _NOWHERE
        for row, passage in enumerate(passages, start):
            self._matrix[row] = passage.vector
            self._row_of[passage.passage_id] = row
            self._rows_with.setdefault(passage.text_hash, []).append(row)
        self._ids.extend(passage.passage_id for passage in passages)
        self._texts.extend(passage.text_hash for passage in passages)
        self._owners.extend([report_id] * len(passages))
        self._span_of[report_id] = start, stop
        self._runs = None

    def drop(self, report_id: str) -> list[str]:
        """Let go of a report; the hashes of the texts that its passages had, one a passage."""
        start, stop = self._span_of.pop(report_id, _NOWHERE)
        for row in range(start, stop):
            del self._row_of[self._ids[row]]
            rows = self._rows_with[self._texts[row]]
            rows.remove(row)
            if not rows:
                del self._rows_with[self._texts[row]]
        self._runs = None
        return self._texts[start:stop]

    def compacted(self) -> "PassageRows":
        """The same without the dropped rows."""
        fresh = PassageRows(self._matrix.shape[1])
        for report_id, (start, stop) in self._span_of.items():
            held = zip(self._ids[start:stop], self._texts[start:stop], self._matrix[start:stop], strict=True)
            fresh.add(report_id, [Embedded(id_, text, vector) for id_, text, vector in held])
        return fresh


class UnitRows:
    """The sentences of texts, those of a text together; a text that many passages have is held once."""

    def __init__(self, dimension: int) -> None:
        self._steps = np.empty((_FIRST_ROWS, dimension), np.int8)
        self._scales = np.empty(_FIRST_ROWS, np.float32)
        self._used = 0
        self._span_of: dict[str, Span] = {}
        self._passages: dict[str, int] = {}

    @property
    def used(self) -> int:
        """How many rows are taken, by texts held or dropped."""
        return self._used

    @property
    def dropped(self) -> int:
        """How many of them no text is in any more."""
        return self._used - sum(stop - start for start, stop in self._span_of.values())

    def holds(self, text: str) -> bool:
        """Whether the sentences of a text are here."""
        return text in self._span_of

    def view(self) -> Units:
        """The sentences of all texts, those dropped among them."""
        return Units(self._steps, self._scales)

    def spans_of(self, texts: Iterable[str]) -> NDArray[np.int64]:
        """The first row of each of these texts and the row after its last, (len(texts), 2)."""
        return np.array([self._span_of.get(text, _NOWHERE) for text in texts], np.int64).reshape(-1, 2)

    def add(self, text: str, held: SentenceVectors) -> None:
        """Take in the sentences of a text that are not held."""
        start, stop = self._used, self._used + len(held)
        if stop > len(self._steps):
            self._steps = _grown(self._steps, start, stop)
            self._scales = _grown(self._scales, start, stop)
        if len(held):
            self._steps[start:stop] = held.steps
            self._scales[start:stop] = held.scales
        self._used = stop
        self._span_of[text] = start, stop

    def claim(self, texts: Iterable[str]) -> None:
        """A passage more has each of these texts."""
        for text in texts:
            self._passages[text] = self._passages.get(text, 0) + 1

    def release(self, texts: Iterable[str]) -> None:
        """A passage less has each of these texts; what none has is dropped."""
        for text in texts:
            self._passages[text] -= 1
            if not self._passages[text]:
                del self._passages[text]
                self._span_of.pop(text, None)

    def compacted(self) -> "UnitRows":
        """The same without the dropped rows."""
        fresh = UnitRows(self._steps.shape[1])
        for text, (start, stop) in self._span_of.items():
            fresh.add(text, SentenceVectors(self._steps[start:stop], self._scales[start:stop]))
        fresh._passages = dict(self._passages)
        return fresh


def _grown(array: NDArray[_T], used: int, wanted: int) -> NDArray[_T]:
    """A longer array with the same rows; what is not yet written of it takes no memory."""
    longer = np.empty((max(wanted, 2 * len(array)), *array.shape[1:]), array.dtype)
    longer[:used] = array[:used]
    return longer


def _joined(spans: Iterable[Span]) -> list[Span]:
    runs: list[Span] = []
    for start, stop in sorted(spans):
        if start == stop:
            continue
        if runs and runs[-1][1] == start:
            runs[-1] = runs[-1][0], stop
        else:
            runs.append((start, stop))
    return runs
