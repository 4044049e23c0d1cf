"""Learns the retriever's weights from questions whose file is known, and ranks with them.

`left_out` ranks the questions of an article with weights learned from the other articles alone. What a named
place, period or agency is worth is not learned here: these texts are no reports.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import vectorstore.weights
from eval.bench.listwise_choice import Choice, Matrix, learn
from eval.bench.xquad import Asked
from vectorstore.index import Index
from vectorstore.retriever import Explained, HybridRetriever
from vectorstore.weights import KINDS, Kind

OUR_KINDS: tuple[Kind, ...] = KINDS
_WIDE = 100  # so many candidates are read, that all there is can be learned from
_READ = 16  # what a search reads
_FIRST = ("dense", "sentence", "lexical")
_FINAL = (*_FIRST, "coverage")


@dataclass(frozen=True, slots=True)
class _Seen:
    """The candidates of one question: files, signals (candidates, signals), what their report gains them."""

    article: int
    file: str
    files: Sequence[str]
    signals: Matrix
    aim: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights in the order of `_FIRST` and `_FINAL`."""

    first: Matrix
    final: Matrix


class Learner:
    """What the retriever sees of every question, by kind; asked for once."""

    def __init__(self, index: Index, questions: Sequence[Asked]) -> None:
        retriever = HybridRetriever(index=index)
        self._seen: dict[Kind, list[_Seen]] = {
            kind: [_seen(question, retriever.explain(question.put(kind), k=_WIDE)) for question in questions]
            for kind in KINDS
        }

    def weights(self, kind: Kind, *, without: int | None = None) -> Learned:
        """The weights that all articles give, or all but one."""
        seen = [each for each in self._seen[kind] if each.article != without]
        width = len(_FIRST)
        first = learn([choice for each in seen if (choice := _choice(each, width)) is not None])
        if kind == "english":  # a translation shares no words to cover
            return Learned(first, np.append(first, 0.0))
        return Learned(first, learn([c for each in seen if (c := _choice(each, width + 1)) is not None]))

    def left_out(self, kind: Kind) -> list[list[str]]:
        """The files in the order found for each question, by weights learned without its article."""
        articles = sorted({each.article for each in self._seen[kind]})
        learned = {article: self.weights(kind, without=article) for article in articles}
        return [_ranking(each, learned[each.article]) for each in self._seen[kind]]


def write_weights(learner: Learner) -> None:
    """Write what was learned from all articles into the weights that are shipped."""
    path = Path(vectorstore.weights.__file__).with_name("weights.toml")
    lines = path.read_text(encoding="utf-8").splitlines()
    for kind in KINDS:
        learned = learner.weights(kind)
        at = lines.index(f"[{kind}]")
        lines[at + 1] = f"first = {_table(_FIRST, learned.first)}"
        lines[at + 2] = f"final = {_table(_FINAL, learned.final)}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    vectorstore.weights.shipped_weights.cache_clear()


def _table(names: Sequence[str], weights: Matrix) -> str:
    return (
        "{ " + ", ".join(f"{name} = {weight:.3g}" for name, weight in zip(names, weights, strict=True)) + " }"
    )


def _seen(question: Asked, candidates: Sequence[Explained]) -> _Seen:
    signals = [[c.dense, c.sentence, c.lexical, c.coverage or 0.0] for c in candidates]
    return _Seen(
        question.article,
        question.file,
        [candidate.report.source for candidate in candidates],
        np.array(signals, dtype=np.float64).reshape(len(candidates), len(_FINAL)),
        np.array([candidate.aim for candidate in candidates], dtype=np.float64),
    )


def _choice(seen: _Seen, width: int) -> Choice | None:
    """What can be learned from a question; nothing where the right file is not among the candidates."""
    right = np.array([file == seen.file for file in seen.files], dtype=np.bool_)
    return Choice(seen.signals[:, :width], right) if right.any() else None


def _ranking(seen: _Seen, learned: Learned) -> list[str]:
    """As a search ranks: the best by `first`, then by `final`."""
    first = seen.signals[:, : len(_FIRST)] @ learned.first + seen.aim
    read = np.argsort(-first, kind="stable")[:_READ]
    final = seen.signals[read] @ learned.final + seen.aim[read]
    order = read[np.argsort(-final, kind="stable")]
    return list(dict.fromkeys(seen.files[at] for at in order))
