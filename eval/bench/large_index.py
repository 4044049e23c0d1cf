"""An index of 100,000 passages to search under load: made-up reports, the first vectors real, the rest not.

Reports are those of `synthetic_catalog`, cut into passages of a few lines. The first passages and their
sentences are embedded by the model; every later one gets a vector between those of two earlier texts, turned
by chance, so that the spread of the vectors stays near the model's. Making it takes minutes; it is kept and
used again.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from eval.bench.synthetic_catalog import FIGURES_PER_REPORT, reports
from vectorstore.catalog.contents import add_content
from vectorstore.catalog.engine import write
from vectorstore.catalog.sentence_vectors import add_sentence_vectors
from vectorstore.catalog.vectors import add_vectors
from vectorstore.embeddings import Embedder
from vectorstore.index import Index
from vectorstore.reading import embed
from vectorstore.schema import Passage, ReportContent
from vectorstore.space import VectorSpace, claim_space

_LINES = 3  # a passage
_AT_ONCE, _EMBEDDED_AT_ONCE = 25, 2  # reports a transaction
_TURN = 0.3  # how long the step of chance is, against a vector of length 1
_KNOWN_AT_LEAST = 64


class PartlySyntheticEmbedder:
    """Embeds with the model until `model_off`; afterwards makes vectors like those it has seen."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._seen: list[NDArray[np.float32]] = []
        self._known: NDArray[np.float32] | None = None
        self.model_id = embedder.model_id
        self.dimension = embedder.dimension

    def model_off(self) -> None:
        """From now on no text is embedded by the model."""
        if not self._seen:
            self._seen.append(self._embedder.embed_passages([f"báo cáo {n}" for n in range(_KNOWN_AT_LEAST)]))
        self._known = np.concatenate(self._seen)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimension); a synthetic one depends on its text alone."""
        if self._known is None:
            made = self._embedder.embed_passages(texts)
            self._seen.append(made)
            return made
        seeds = [zlib.crc32(text.encode()) for text in texts]
        drawn = [np.random.default_rng(seed) for seed in seeds]
        # Between two of them: crowds around single vectors would fall apart in Chroma's graph.
        ends = self._known[[draw.integers(len(self._known), size=2) for draw in drawn]]
        along = np.array([draw.random() for draw in drawn], np.float32)[:, None]
        near = along * ends[:, 0] + (1 - along) * ends[:, 1]
        steps = np.stack([draw.standard_normal(self.dimension) for draw in drawn])
        turned = near + _TURN * steps / np.sqrt(self.dimension)
        vectors: NDArray[np.float32] = (turned / np.linalg.norm(turned, axis=1, keepdims=True)).astype(
            np.float32
        )
        return vectors

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The model's."""
        return self._embedder.embed_query(text)


def contents() -> Iterator[ReportContent]:
    """Made-up reports in passages of a few lines, without figures; there is no end of them."""
    for content in reports(10**9 * FIGURES_PER_REPORT):
        yield replace(content, passages=tuple(_passages(content)), figures=())


def fill(index: Index, embedder: PartlySyntheticEmbedder, *, passages: int, embedded: int) -> Iterator[int]:
    """Write reports of so many passages, the first `embedded` with the model's vectors; tells how many.

    The catalog is written first, then the stores that follow from it.
    """
    with write(index.catalog.engine) as connection:
        claim_space(connection, VectorSpace(embedder.model_id, embedder.dimension))
    made, done = contents(), 0
    while done < passages:
        if done >= embedded:
            embedder.model_off()
        part = list(islice(made, _AT_ONCE if done >= embedded else _EMBEDDED_AT_ONCE))
        every = [passage for content in part for passage in content.passages]
        vectors = embed(every, embedder)
        with write(index.catalog.engine) as connection:
            for content in part:
                add_content(connection, content, {})
            add_vectors(connection, vectors.passages, embedder.model_id)
            add_sentence_vectors(connection, vectors.sentences, embedder.model_id)
        done += len(every)
        yield done
    index.rebuild()


def _passages(content: ReportContent) -> Iterator[Passage]:
    blocks, text = content.text.blocks, content.text.text
    for ordinal, at in enumerate(range(0, len(blocks), _LINES)):
        start, end = blocks[at].start, blocks[min(at + _LINES, len(blocks)) - 1].end
        yield Passage(
            passage_id=f"{content.report.report_id}:{start}",
            report_id=content.report.report_id,
            ordinal=ordinal,
            start=start,
            end=end,
            text=text[start:end],
        )
