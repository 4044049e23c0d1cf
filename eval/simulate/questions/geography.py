"""Places beyond single provinces: regions, and today's provinces with what they were made of."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from eval.simulate.world import Place, places, provinces

NATION = "Cả nước"
LAST_OLD_YEAR = 2024
"""The last whole year of the 63 provinces; what spans provinces is not asked of later ones."""


@cache
def regions() -> Mapping[str, tuple[str, ...]]:
    """The provinces of each region, as they were until 30 June 2025."""
    return MappingProxyType({p.name: p.members for p in places().values() if p.kind == "vùng"})


@cache
def merged() -> Mapping[str, tuple[str, ...]]:
    """The old provinces of each province that was merged on 1 July 2025."""
    data: dict[str, list[str]] = _data()["merged"]
    return MappingProxyType({name: tuple(old) for name, old in data.items()})


@cache
def called() -> Mapping[str, str]:
    """The names that answers give to places, where they are not the world's."""
    return MappingProxyType(dict(_data()["called"]))


def _data() -> dict[str, dict[str, Any]]:
    file = resources.files("eval.simulate.questions").joinpath("geography.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def old_provinces() -> Mapping[str, Place]:
    """The 63 provinces by name."""
    return MappingProxyType({place.name: place for place in provinces()})


@cache
def abolished() -> tuple[str, ...]:
    """The old provinces whose name no province has since 1 July 2025."""
    return tuple(name for old in merged().values() for name in old if name not in merged())
