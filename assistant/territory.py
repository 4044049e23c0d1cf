"""Places as questions mean them: a province, a district of it, or today's province in earlier years.

The provinces themselves and what they merged into are data of `vectorstore.analysis.places`; here stands only
which of them a place and a period come to.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from vectorstore.analysis.periods import bounds
from vectorstore.analysis.places import members, parts_of, places

NATIONAL = "Cả nước"


class Where(NamedTuple):
    """A place asked about: `locality` below the province, `today` for the merged province in years before."""

    province: str
    locality: str | None = None
    today: bool = False

    @property
    def name(self) -> str:
        """What it is called in an answer."""
        return self.locality or self.province


def kind_of(name: str) -> str | None:
    """`province`, `region` or `national`; None for a name that is no place of the list."""
    place = places().get(name)
    return place.kind if place else None


def took_others_in(name: str) -> bool:
    """Whether today's province of this name is more than the old one."""
    return len(parts_of(name)) > 1


def today_of(name: str) -> str:
    """The province of today that a province is or became."""
    place = places().get(name)
    return place.merged_into if place and place.merged_into else name


def is_before_mergers(period: str | None) -> bool:
    """Whether a period had ended when the provinces merged; what has no period counts as now."""
    return period is not None and bounds(period)[1] <= _last_day()


def straddles(periods: Sequence[str | None]) -> bool:
    """Whether some of these periods lie before the mergers and some after."""
    return len({is_before_mergers(period) for period in periods if period}) > 1


def gone_by(name: str, period: str | None) -> str | None:
    """The province that took this one in, when the period ends after that; None when it was still there."""
    place = places().get(name)
    if place is None or place.merged_into is None or place.valid_to is None or period is None:
        return None
    return place.merged_into if bounds(period)[1] > place.valid_to else None


def held_at(names: tuple[str, ...], period: str | None) -> tuple[str, ...]:
    """Those of these places that there were in a period; each under the name it had then, once."""
    return tuple(dict.fromkeys(gone_by(name, period) or name for name in names))


def contains(outer: str, inner: str) -> bool:
    """Whether a region or the country holds another place."""
    if outer == inner or kind_of(outer) in (None, "province"):
        return False
    return kind_of(outer) == "national" or inner in members(outer)


@cache
def _last_day() -> date:
    return max(place.valid_to for place in places().values() if place.valid_to)
