"""Reads what a person gives as filters: a province or an indicator in any spelling, years within reason."""

import difflib
from collections.abc import Sequence

from assistant.question import Filters
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.places import find_places, members, places
from vectorstore.analysis.text import fold, normalise

FIRST_YEAR, LAST_YEAR = 1945, 2100


class UnknownProvinceError(ValueError):
    """No place of the list is called so; `nearest` are names that look like it."""

    def __init__(self, name: str, nearest: Sequence[str]) -> None:
        hint = f"; gần nhất · nearest: {', '.join(nearest)}" if nearest else ""
        super().__init__(f"không có tỉnh nào tên {name!r} · unknown province{hint}")
        self.name = name
        self.nearest = tuple(nearest)


class YearOutOfRangeError(ValueError):
    """A year no report can be of."""

    def __init__(self, year: int) -> None:
        super().__init__(f"năm phải trong khoảng {FIRST_YEAR}–{LAST_YEAR} · year out of range: {year}")
        self.year = year


class UnknownIndicatorError(ValueError):
    """No indicator has this id or name; `nearest` are ids whose id or name looks like it."""

    def __init__(self, name: str, nearest: Sequence[str]) -> None:
        hint = f"; gần nhất · nearest: {', '.join(nearest)}" if nearest else ""
        super().__init__(f"không có chỉ tiêu nào là {name!r} · unknown indicator{hint}")
        self.name = name
        self.nearest = tuple(nearest)


def indicator_named(text: str) -> str:
    """The id of the indicator that `text` is the id or a name of. Raises UnknownIndicatorError."""
    called = {
        _plain(name): id_
        for id_, indicator in indicators().items()
        for name in (indicator.english, indicator.name, id_)
    }
    if (found := called.get(_plain(text))) is not None:
        return found
    close = difflib.get_close_matches(_plain(text), called, n=3, cutoff=0.5)
    raise UnknownIndicatorError(text, list(dict.fromkeys(called[name] for name in close)))


def place_named(text: str) -> str:
    """The canonical name of the place that `text` spells, and nothing else. Raises UnknownProvinceError."""
    plain = " ".join(normalise(text).split())
    for mention in find_places(plain):
        if (mention.start, mention.end, mention.locality) == (0, len(plain), None):
            return mention.name
    raise UnknownProvinceError(text, _nearest(text))


def province_named(text: str) -> str:
    """The canonical name of the one province `text` spells: not a region, not the country."""
    name = place_named(text)
    if places()[name].kind != "province":
        raise UnknownProvinceError(text, members(name)[:3])
    return name


def read_filters(provinces: Sequence[str] = (), years: Sequence[int] = ()) -> Filters:
    """Filters in canonical names; a region stands for its provinces.

    Raises UnknownProvinceError or YearOutOfRangeError.
    """
    names: list[str] = []
    for text in provinces:
        name = place_named(text)
        names += members(name) if places()[name].kind == "region" else (name,)
    for year in years:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise YearOutOfRangeError(year)
    return Filters(provinces=tuple(dict.fromkeys(names)), years=tuple(dict.fromkeys(years)))


def _nearest(text: str) -> list[str]:
    folded = {_plain(name): name for name in places()}
    close = difflib.get_close_matches(_plain(text), folded, n=3, cutoff=0.5)
    return [folded[name] for name in close]


def _plain(text: str) -> str:
    return " ".join(fold(normalise(text)).casefold().split())
