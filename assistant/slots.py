"""Where and when to look for an answer: what the question names, else what it is asked within.

The rule for a question that names no place stands here: the home province, else the only place held, else
every place.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from vectorstore.analysis.periods import year_of
from vectorstore.analysis.places import members, places
from vectorstore.analysis.query import QuestionReading

NATIONAL = "Cả nước"


@dataclass(frozen=True, slots=True)
class Slots:
    """Where and when to look: empty `provinces` means every place held, empty `periods` the latest.

    `contradicted` says that the question names a place or period outside its filters: nothing can answer it.
    """

    provinces: tuple[str, ...]
    locality: str | None
    periods: tuple[str, ...]
    place_named: bool
    contradicted: bool = False


def slots_of(
    reading: QuestionReading,
    *,
    provinces: Sequence[str],
    years: Sequence[int],
    home_province: str | None,
    held: Sequence[str],
) -> Slots:
    """The slots of a question asked within filters (canonical provinces, years) where `held` are held."""
    named = _named_provinces(reading)
    allowed = tuple(p for p in named if not provinces or p in provinces)
    asked = tuple(dict.fromkeys(m.period for m in reading.periods if m.period))
    within = tuple(p for p in asked if not years or year_of(p) in years)
    return Slots(
        provinces=allowed if named else tuple(provinces) or _place_meant(home_province, held),
        locality=next((m.locality for m in reading.places if m.locality), None),
        periods=within if asked else tuple(str(year) for year in years),
        place_named=bool(named or provinces),
        contradicted=bool(named and not allowed) or bool(asked and not within),
    )


def _named_provinces(reading: QuestionReading) -> tuple[str, ...]:
    """The provinces a question names, a region by its members."""
    known = places()
    return tuple(
        dict.fromkeys(
            province
            for mention in reading.places
            for province in (
                members(mention.name) if known[mention.name].kind == "region" else (mention.name,)
            )
        )
    )


def _place_meant(home_province: str | None, held: Sequence[str]) -> tuple[str, ...]:
    """The place meant by a question that names none; empty when it could be any."""
    if home_province:
        return (home_province,)
    own = tuple(p for p in held if p != NATIONAL)
    return own if len(own) == 1 else ()
