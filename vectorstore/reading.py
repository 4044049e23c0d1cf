"""Has passages and their sentences embedded, each text once; what the catalog knows is not embedded again.

Reports repeat each other's sentences in passages that differ, and rows of tables that differ in numbers alone
are read alike: the latest sentences are remembered while a process takes in report after report.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vectorstore.catalog import Catalog
from vectorstore.catalog.rows import text_hash
from vectorstore.catalog.sentence_vectors import SentenceVectors, quantised
from vectorstore.catalog.vectors import as_stored
from vectorstore.schema import Passage
from vectorstore.sentence_units import sentence_units

if TYPE_CHECKING:
    from vectorstore.embeddings import Embedder


_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Embedding:
    """Vectors as the catalog keeps them: passages' by id, sentences' by the hash of the passage's text."""

    passages: dict[str, NDArray[np.float32]] = field(default_factory=dict)
    sentences: dict[str, SentenceVectors] = field(default_factory=dict)


class SentenceMemory:
    """The vectors of the latest sentences of one model, as the catalog keeps them; of one thread."""

    def __init__(self, size: int = 50_000) -> None:
        """`size` sentences take about a kilobyte each."""
        self._size = size
        self._known: OrderedDict[str, SentenceVectors] = OrderedDict()

    def get(self, sentence: str) -> SentenceVectors | None:
        """The one vector of a sentence, None if it is not remembered."""
        found = self._known.get(sentence)
        if found is not None:
            self._known.move_to_end(sentence)
        return found

    def add(self, sentence: str, vector: SentenceVectors) -> None:
        """Remember a sentence, and forget the one not asked for longest."""
        self._known[sentence] = vector
        if len(self._known) > self._size:
            self._known.popitem(last=False)


def embed(passages: Sequence[Passage], embedder: "Embedder") -> Embedding:
    """The vectors of passages and their sentences, in one call of the embedder."""
    by_text = {text_hash(passage): passage for passage in passages}
    return _embedded(by_text, by_text, passages, {}, embedder, SentenceMemory())


def embed_new(
    passages: Sequence[Passage], embedder: "Embedder", catalog: Catalog, memory: SentenceMemory
) -> Embedding:
    """The same with what the catalog and the memory know; sentences only of texts new to the catalog."""
    model = embedder.model_id
    by_text = {text_hash(passage): passage for passage in passages}
    known = catalog.vectors.by_text_hash(sorted(by_text), model)
    cut = catalog.sentence_vectors.held(sorted(by_text), model)
    return _embedded(
        {text: passage for text, passage in by_text.items() if text not in known},
        {text: passage for text, passage in by_text.items() if text not in cut},
        passages,
        known,
        embedder,
        memory,
    )


def embed_again(ids: Sequence[str], embedder: "Embedder", catalog: Catalog, *, afresh: bool) -> Iterator[int]:
    """Give passages and their sentences new vectors in the catalog; before each part, how many have them.

    What the catalog holds of this model is kept, unless all is to be made `afresh`.
    """
    memory = SentenceMemory()
    for start in range(0, len(ids), _AT_ONCE):
        yield start
        passages = list(catalog.passages_by_id(ids[start : start + _AT_ONCE]).values())
        made = embed(passages, embedder) if afresh else embed_new(passages, embedder, catalog, memory)
        catalog.vectors.set(made.passages, embedder.model_id)
        catalog.sentence_vectors.set(made.sentences, embedder.model_id)


def without_vectors(catalog: Catalog, model: str) -> list[str]:
    """The passages that lack a vector of this model, their own or those of their sentences, in order."""
    return sorted({*catalog.vectors.without(model), *catalog.sentence_vectors.without(model)})


def _embedded(
    whole: dict[str, Passage],
    cut: dict[str, Passage],
    passages: Sequence[Passage],
    known: dict[str, NDArray[np.float32]],
    embedder: "Embedder",
    memory: SentenceMemory,
) -> Embedding:
    """Vectors for the texts `whole` and for the sentences of the texts `cut`."""
    units = {text: sentence_units(passage) for text, passage in cut.items()}
    asked = dict.fromkeys(passage.indexed_text for passage in whole.values())
    every = dict.fromkeys(unit for sentences in units.values() for unit in sentences)
    vector_of = {unit: found for unit in every if (found := memory.get(unit)) is not None}
    asked |= dict.fromkeys(unit for unit in every if unit not in vector_of)
    made = embedder.embed_passages(list(asked)) if asked else np.empty((0, embedder.dimension), np.float32)
    row = {text: number for number, text in enumerate(asked)}
    stored = {text: as_stored(made[row[passage.indexed_text]]) for text, passage in whole.items()}
    for unit in every:
        if unit not in vector_of:
            vector_of[unit] = quantised(made[row[unit]][None])
            memory.add(unit, vector_of[unit])
    vectors = {**known, **stored}
    return Embedding(
        {passage.passage_id: vectors[text_hash(passage)] for passage in passages},
        {text: _joined([vector_of[unit] for unit in sentences]) for text, sentences in units.items()},
    )


def _joined(vectors: Sequence[SentenceVectors]) -> SentenceVectors:
    if not vectors:
        return SentenceVectors(np.empty((0, 0), np.int8), np.empty(0, np.float32))
    return SentenceVectors(
        np.concatenate([vector.steps for vector in vectors]),
        np.concatenate([vector.scales for vector in vectors]),
    )
