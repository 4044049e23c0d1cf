"""How well two engines of one model rank: exact dense search over XQuAD's paragraphs, by nDCG at ten.

A question's own paragraph is the relevant one; nothing but the vectors counts here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.bench.xquad import Xquad
from eval.metrics.ranking import DEPTH, ndcg
from vectorstore.embeddings import Embedder
from vectorstore.weights import Kind

KINDS: tuple[Kind, ...] = ("vietnamese", "unmarked", "english")


@dataclass(frozen=True, slots=True)
class Ranked:
    """nDCG@10 by kind of question, and the vectors it comes from, a row a paragraph."""

    ndcg: dict[str, float]
    paragraphs: NDArray[np.float32]


def ranked(embedder: Embedder, xquad: Xquad, every: int = 1) -> Ranked:
    """What an engine gives on every n-th question."""
    files = list(xquad.paragraphs)
    paragraphs = embedder.embed_passages([xquad.paragraphs[file] for file in files])
    scores: dict[str, float] = {}
    for kind in KINDS:
        asked = [(question.file, question.put(kind)) for question in xquad.questions[::every]]
        scores[kind] = _mean([_ndcg(embedder, paragraphs, files, text, file) for file, text in asked])
    return Ranked(scores, paragraphs)


def _ndcg(
    embedder: Embedder, paragraphs: NDArray[np.float32], files: Sequence[str], text: str, wanted: str
) -> float:
    order = np.argsort(paragraphs @ -embedder.embed_query(text), kind="stable")[:DEPTH]
    return ndcg([files[at] for at in order], {wanted: 1})


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
