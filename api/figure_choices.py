"""What one may filter figures by: indicators, places and periods that figures are held of."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.periods import bounds

if TYPE_CHECKING:  # heavy: SQLAlchemy comes with it
    from vectorstore.catalog import Catalog


@dataclass(frozen=True, slots=True)
class FigureChoices:
    """Indicator ids in the list's order, places by name, periods newest first."""

    indicators: tuple[str, ...]
    provinces: tuple[str, ...]
    periods: tuple[str, ...]


def choices(catalog: "Catalog", *, chosen: Collection[str], places: Collection[str]) -> FigureChoices:
    """What is left to choose once these indicators and places are chosen (each empty: none is yet).

    Each figure is counted once: the coverage of the indicators together is that of all the list knows.
    """
    held = {id_: catalog.figure_coverage(indicators=(id_,)) for id_ in indicators()}
    coverage = [one for id_ in (chosen or held) for one in held.get(id_, ())]
    if not chosen:
        coverage += catalog.figure_coverage(unlisted=True)
    of_places = {period for province, period, _ in coverage if not places or province in places}
    return FigureChoices(
        indicators=tuple(
            id_
            for id_, found in held.items()
            if any(not places or province in places for province, _, _ in found)
        ),
        provinces=tuple(sorted({province for province, _, _ in coverage if province})),
        periods=tuple(sorted((period for period in of_places if period), key=_end, reverse=True)),
    )


def _end(period: str) -> tuple[str, str]:
    first, last = bounds(period)
    return last.isoformat(), first.isoformat()
