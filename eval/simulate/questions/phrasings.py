"""Phrasings as data: the names, spellings and frames of one or more files under `eval/simulate/phrasings`.

The notation stands at the head of `phrasings/visible.toml`. Choosing among them and filling them is
`wording`'s.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.simulate.errors import SimulateError

Manner = Literal["vi", "short", "citizen", "en"]


class PhrasingError(SimulateError):
    """A set of phrasings does not exist or its data cannot be used."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"phrasings '{name}': {problem}")


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class IndicatorNames(_Data):
    """What people call an indicator; the head of the file says what each form must fit."""

    noun: tuple[str, ...] = Field(min_length=1)
    ask: tuple[str, ...] = Field(min_length=1)
    short: tuple[str, ...] = Field(min_length=1)
    citizen: tuple[str, ...] = Field(min_length=1)
    en: tuple[str, ...] = Field(min_length=1)


class Spellings(_Data):
    """How a place is written; `short` falls back on `vi`."""

    vi: tuple[str, ...] = Field(min_length=1)
    en: tuple[str, ...] = Field(min_length=1)
    short: tuple[str, ...] = ()


class PeriodWords(_Data):
    """How a period is said."""

    name: tuple[str, ...] = Field(min_length=1)
    when: tuple[str, ...] = Field(min_length=1)
    short: tuple[str, ...] = Field(min_length=1)
    en_name: tuple[str, ...] = Field(min_length=1)
    en_when: tuple[str, ...] = Field(min_length=1)


class Frame(_Data):
    """A question with slots, for one task; the conditions say which questions it fits."""

    task: str
    manner: Manner
    text: Annotated[str, Field(min_length=1)]
    money: bool | None = None
    rises: bool = False
    falls: bool = False


class History(_Data):
    """What the assistant is made to have said before."""

    answer: str


class OffTopic(_Data):
    """A whole question about something else."""

    text: str


class PhrasingFile(_Data):
    """One file."""

    indicator: Mapping[str, IndicatorNames]
    place: Mapping[str, Spellings]
    region: Mapping[str, Spellings]
    period: Mapping[str, PeriodWords]
    frame: tuple[Frame, ...]
    history: History
    off_topic: tuple[OffTopic, ...]


@dataclass(frozen=True, slots=True)
class NamedFrame:
    """A frame with a name to find it by: `visible/level-3`, counted from 1 within file and task."""

    name: str
    source: str
    frame: Frame


def known_phrasings() -> tuple[str, ...]:
    """The names of all files."""
    files = resources.files("eval.simulate.phrasings").iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


@cache
def load_phrasings(name: str) -> PhrasingFile:
    """The phrasings of that name. Raises PhrasingError."""
    file = resources.files("eval.simulate.phrasings").joinpath(f"{name}.toml")
    if not file.is_file():
        raise PhrasingError(name, f"there is no such file; there are: {', '.join(known_phrasings())}")
    try:
        return PhrasingFile.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as problem:
        raise PhrasingError(name, str(problem)) from problem


@cache
def named_frames(name: str) -> tuple[NamedFrame, ...]:
    """The frames of a file, each with its name."""
    counted: dict[str, int] = {}
    frames = []
    for frame in load_phrasings(name).frame:
        counted[frame.task] = counted.get(frame.task, 0) + 1
        frames.append(NamedFrame(f"{name}/{frame.task}-{counted[frame.task]}", name, frame))
    return tuple(frames)
