"""What speaks for a passage: closeness in meaning, and the place and period that were asked for.

Each signal is one function; shared words are scored by `lexical`. Weights are the retriever's to choose.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vectorstore.analysis.periods import covers, same_period, year_of
from vectorstore.analysis.places import members, places
from vectorstore.analysis.query import QuestionReading
from vectorstore.catalog import Catalog
from vectorstore.schema import Report


@dataclass(frozen=True, slots=True)
class Named:
    """The provinces and periods a question names; a region stands for its provinces."""

    provinces: frozenset[str]
    periods: tuple[str, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the periods."""
        return tuple(sorted({year for period in self.periods if (year := year_of(period)) is not None}))


def named(reading: QuestionReading) -> Named:
    """What the reading of a question says of place and period."""
    provinces: set[str] = set()
    for mention in reading.places:
        provinces.add(mention.name)
        place = places().get(mention.name)
        if place is not None and place.kind == "region":
            provinces.update(members(mention.name))
    periods = tuple(mention.period for mention in reading.periods if mention.period is not None)
    return Named(frozenset(provinces), periods)


def cosines(
    catalog: Catalog, vector: NDArray[np.float32], ids: Sequence[str], model: str
) -> dict[str, float]:
    """How close each of these passages is to the question; those without a vector are left out."""
    found, matrix = catalog.vectors.of_passages(ids, model)
    return _products(found, matrix, vector)


def nearest(
    catalog: Catalog, vector: NDArray[np.float32], n: int, report_ids: Sequence[str], model: str
) -> list[str]:
    """The `n` passages of these reports that are closest to the question, exactly, best first."""
    found, matrix = catalog.vectors.of_reports(report_ids, model)
    if not found:
        return []
    return [found[at] for at in np.argsort(matrix @ -vector, kind="stable")[:n]]


def place_match(report: Report, provinces: Container[str | None]) -> float:
    """1 for a report of a place that was named, else 0."""
    return 1.0 if report.metadata.province in provinces else 0.0


def period_match(report: Report, periods: Iterable[str]) -> float:
    """1 for a report of a period that was named, a half where one holds the other, else 0."""
    own = report.metadata.period
    if own is None:
        return 0.0
    return max((_period_match(own, period) for period in periods), default=0.0)


def _period_match(own: str, asked: str) -> float:
    if same_period(own, asked):
        return 1.0
    return 0.5 if covers(own, asked) or covers(asked, own) else 0.0


def _products(
    ids: Sequence[str], matrix: NDArray[np.float32], vector: NDArray[np.float32]
) -> dict[str, float]:
    if not ids:
        return {}
    return dict(zip(ids, (matrix @ vector).tolist(), strict=True))
