"""What each signal counts, by kind of question: data, with how it was learned (`weights.toml`)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Kind = Literal["vietnamese", "unmarked", "english"]
KINDS: tuple[Kind, ...] = ("vietnamese", "unmarked", "english")


@dataclass(frozen=True, slots=True)
class Weights:
    """Of each signal, per unit: a spread of the model's cosines, a BM25 point, the whole question covered.

    Weighted, the signals add up to the logarithm of how likely a passage is the one, but for a constant.
    """

    dense: float
    sentence: float
    lexical: float
    coverage: float = 0.0


@dataclass(frozen=True, slots=True)
class KindWeights:
    """`first` ranks all candidates, `final` the best of them, whose text is read."""

    first: Weights
    final: Weights


@dataclass(frozen=True, slots=True)
class AimWeights:
    """What it is worth that a report is the one a question names, in the same unit."""

    place: float
    period: float
    period_alone: float
    agency: float
    agency_topic: float
    agency_usual: float
    locality: float


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """All that the retriever weighs."""

    kinds: Mapping[Kind, KindWeights]
    aim: AimWeights
    alike: float


@cache
def shipped_weights() -> RankingWeights:
    """The weights that come with the program."""
    data = tomllib.loads((files("vectorstore") / "weights.toml").read_text(encoding="utf-8"))
    kinds = {
        kind: KindWeights(Weights(**data[kind]["first"]), Weights(**data[kind]["final"])) for kind in KINDS
    }
    return RankingWeights(kinds, AimWeights(**data["aim"]), data["diversity"]["alike"])
