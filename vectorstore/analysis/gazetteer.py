"""The places as data: provinces, regions and districts, and an index of how their names are written.

Reads `places.toml` and `districts.toml`, once. Which name a text means is decided in `places.py`.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, TypedDict, cast

from vectorstore.analysis.text import comparable, fold, tokens

_LAST_DAY_OF_63 = date(2025, 6, 30)


@dataclass(frozen=True, slots=True)
class Place:
    """A province, region or the whole country.

    `region`: the province's. `valid_to`, `merged_into`: last day and successor of a province that a merger
    ended. `city`: the province is a city (thành phố trực thuộc trung ương), since the year `city_since`.
    """

    name: str
    kind: Literal["province", "region", "national"]
    region: str | None
    valid_to: date | None
    merged_into: str | None
    city: bool = False
    city_since: int = 0


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write a name: its words in lower case with canonical tone places, and folded.

    `province`: the canonical name meant (of the district's provinces, for a district, all it may be).
    `kind` may be `none`: looks like a place and is none. `city`: a province that is a city. `common`: an
    everyday word too. `well_known`, `head_only`: districts that are named without head word always, or never.
    """

    words: tuple[str, ...]
    folded: tuple[str, ...]
    kind: Literal["province", "region", "national", "district", "none"]
    names: tuple[str, ...]
    heads: frozenset[str] = frozenset()
    city: bool = False
    common: bool = False
    well_known: bool = False
    head_only: bool = False


class _National(TypedDict):
    name: str
    spellings: list[str]


class _Region(_National, total=False):
    members: list[str]


class _Province(TypedDict, total=False):
    name: str
    region: str
    spellings: list[str]
    city: bool
    city_since: int
    common: bool
    merged_into: str


class _Places(TypedDict):
    not_places: list[str]
    national: _National
    region: list[_Region]
    province: list[_Province]


@cache
def _places_data() -> _Places:
    return cast(
        _Places, tomllib.loads(files("vectorstore.analysis").joinpath("places.toml").read_text("utf-8"))
    )


@cache
def places() -> Mapping[str, Place]:
    """All places by canonical name: provinces by region, then the regions, then the country."""
    data = _places_data()
    found: dict[str, Place] = {}
    for province in data["province"]:
        successor = province.get("merged_into")
        ended = _LAST_DAY_OF_63 if successor else None
        found[province["name"]] = Place(
            province["name"],
            "province",
            province["region"],
            ended,
            successor,
            province.get("city", False),
            province.get("city_since", 0),
        )
    for region in data["region"]:
        found[region["name"]] = Place(region["name"], "region", None, None, None)
    name = data["national"]["name"]
    found[name] = Place(name, "national", None, None, None)
    return MappingProxyType(found)


@cache
def members(region: str) -> tuple[str, ...]:
    """The provinces (of the 63) in a region, or in the whole country; KeyError for any other name."""
    place = places()[region]
    if place.kind == "province":
        raise KeyError(region)
    provinces = [known for known in places().values() if known.kind == "province"]
    if place.kind == "national":
        return tuple(known.name for known in provinces)
    parts = next((r.get("members") for r in _places_data()["region"] if r["name"] == region), None)
    if parts is None:
        return tuple(known.name for known in provinces if known.region == region)
    return tuple(name for part in parts for name in ((part,) if _is_province(part) else members(part)))


def _is_province(name: str) -> bool:
    return places()[name].kind == "province"


def parts_of(name: str) -> tuple[str, ...]:
    """The old provinces that make up today's one of this name, itself first; one that is gone has itself."""
    merged = [place.name for place in places().values() if place.merged_into == name]
    return (name, *merged)


def province_at(name: str, year: int) -> str:
    """The province that the territory of `name` belonged to at the end of `year`."""
    place = places().get(name)
    if place is None or place.merged_into is None or place.valid_to is None:
        return name
    return place.merged_into if year >= place.valid_to.year else name


def _words(name: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokens(comparable(name)))


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(fold(word) for word in words)


@cache
def spellings() -> Mapping[str, tuple[Spelling, ...]]:
    """Every spelling by its first folded word, the longest first."""
    data = _places_data()
    found: list[Spelling] = []
    for phrase in data["not_places"]:
        words = _words(phrase)
        found.append(Spelling(words, _folded(words), "none", ()))
    for written in (data["national"]["name"], *data["national"]["spellings"]):
        words = _words(written)
        found.append(Spelling(words, _folded(words), "national", (data["national"]["name"],)))
    for region in data["region"]:
        for written in (region["name"], *region["spellings"]):
            words = _words(written)
            found.append(Spelling(words, _folded(words), "region", (region["name"],)))
    for province in data["province"]:
        for written in (province["name"], *province.get("spellings", ())):
            words = _words(written)
            found.append(
                Spelling(
                    words,
                    _folded(words),
                    "province",
                    (province["name"],),
                    city=province.get("city", False),
                    common=province.get("common", False) and written == province["name"],
                )
            )
    found += _district_spellings()
    index: dict[str, list[Spelling]] = defaultdict(list)
    for spelling in found:
        index[spelling.folded[0]].append(spelling)
    return MappingProxyType(
        {first: tuple(sorted(group, key=lambda s: -len(s.words))) for first, group in index.items()}
    )


def _district_spellings() -> list[Spelling]:
    data = tomllib.loads(files("vectorstore.analysis").joinpath("districts.toml").read_text("utf-8"))
    well_known, head_only = set(data.pop("well_known")), set(data.pop("head_only"))
    held: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for province, by_head in data.items():
        for head, names in by_head.items():
            for name in names:
                held[name][province].add(head)
    found = []
    for name, provinces in held.items():
        words = _words(name)
        heads = frozenset(f"{head}:{province}" for province, kinds in provinces.items() for head in kinds)
        alone = len(words) > 1 or name in well_known
        found.append(
            Spelling(
                words,
                _folded(words),
                "district",
                tuple(provinces),
                heads,
                well_known=name in well_known,
                head_only=name in head_only or not alone or len(provinces) > 1 or _is_any_place(name),
            )
        )
    return found


def _is_any_place(name: str) -> bool:
    return name in places()
