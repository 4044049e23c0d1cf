"""The indicator list: what reports count, as data.

`indicators.toml` holds the list; this module loads and checks it. Where a text uses the list's words is found
by `terms`; which number they belong to is decided by `ingest.figures`, which indicator a question asks for by
`query`.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Indicator(BaseModel):
    """One thing reports count. `stock` marks what exists at a time (lawyers) and not what was done.

    `whole` is the indicator this one is a part of (communes, of those that meet a standard), `amount` the
    money that goes with it. The word lists
    are described at the head of `indicators.toml`; sets (`@name`) are already put in.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    name: str
    english: str
    field: str
    unit: str
    also_units: tuple[str, ...] = ()
    stock: bool = False
    carries_over: bool = False
    whole: str | None = None
    amount: str | None = None
    nouns: tuple[str, ...] = Field(min_length=1)
    alone: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    excluded: tuple[str, ...] = Field(default=(), alias="not")
    english_nouns: tuple[str, ...] = Field(min_length=1)
    english_acts: tuple[str, ...] = ()
    english_context: tuple[str, ...] = ()
    english_not: tuple[str, ...] = ()

    @property
    def is_money(self) -> bool:
        """Whether the value is an amount of money."""
        return self.unit == "đồng"

    @property
    def counts_people(self) -> bool:
        """Whether its number may be printed with `người`."""
        return any("người" in unit.split() for unit in self.units)

    @property
    def units(self) -> tuple[str, ...]:
        """The nouns its number is printed with, the canonical unit first."""
        return (self.unit, *self.also_units)

    @property
    def adds_over_time(self) -> bool:
        """Whether the figures of two periods may be added: not what exists at a time or is carried over."""
        return not (self.stock or self.carries_over)


@cache
def indicators() -> Mapping[str, Indicator]:
    """Every indicator of the list by its id, in the list's order."""
    data = _data()
    sets: dict[str, list[str]] = data["sets"]
    listed = [Indicator.model_validate(_with_sets(row, sets)) for row in data["indicator"]]
    return {indicator.id: indicator for indicator in listed}


@cache
def english_units() -> Mapping[str, str]:
    """English nouns that people are counted with, and the unit they are."""
    units: dict[str, str] = _data()["english_units"]
    return units


@cache
def abbreviations() -> Mapping[str, str]:
    """Words of the list's terms, and what they are shortened to in reports."""
    words: dict[str, str] = _data()["abbreviations"]
    return words


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("vectorstore.analysis") / "indicators.toml").read_text(encoding="utf-8"))


def _with_sets(row: Mapping[str, object], sets: Mapping[str, list[str]]) -> dict[str, object]:
    return {
        key: [word for term in value for word in (sets[term[1:]] if term.startswith("@") else (term,))]
        if isinstance(value, list)
        else value
        for key, value in row.items()
    }
