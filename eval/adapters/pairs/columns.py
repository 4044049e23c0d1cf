"""What an office's sheet calls its columns, statuses and kinds: the words are data in `columns.toml`."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from assistant.answer import Status
from eval.metrics.words import words
from eval.question import QuestionKind

Column = Literal[
    "id",
    "question",
    "status",
    "value",
    "unit",
    "province",
    "period",
    "tolerance",
    "answer",
    "items",
    "phrases",
    "source",
    "evidence",
    "kind",
    "history",
    "note",
    "accept",
]
COLUMNS: tuple[Column, ...] = get_args(Column)

_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\*")
_BETWEEN_NAMES = re.compile(r"\s*[/|·\n]\s*")


class NumberWords(BaseModel):
    """Words around a number: hedges before it, scales and percent signs behind it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hedges: tuple[str, ...]
    percent: tuple[str, ...]
    scales: Mapping[str, int]


class _Sheets(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    skipped: tuple[str, ...]


class _Acceptance(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    accepted: tuple[str, ...]
    rejected: tuple[str, ...]


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: Mapping[Column, tuple[str, ...]]
    acceptance: _Acceptance
    statuses: Mapping[Status, tuple[str, ...]]
    kinds: Mapping[QuestionKind, tuple[str, ...]]
    numbers: NumberWords
    sheets: _Sheets


@dataclass(frozen=True, slots=True)
class Header:
    """Which column is what, by position; `unknown` names mean nothing here, `doubled` stand twice."""

    columns: Mapping[Column, int]
    titles: Mapping[Column, str]
    unknown: tuple[str, ...]
    doubled: tuple[str, ...]


def read_header(cells: Sequence[str]) -> Header:
    """What a row means as column names; an empty mapping when it names none."""
    columns: dict[Column, int] = {}
    titles: dict[Column, str] = {}
    unknown: list[str] = []
    doubled: list[str] = []
    for position, cell in enumerate(cells):
        if not cell.strip():
            continue
        column = _column_named(cell)
        if column is None:
            unknown.append(cell.strip())
        elif column in columns:
            doubled.append(cell.strip())
        else:
            columns[column], titles[column] = position, " ".join(cell.split())
    return Header(columns, titles, tuple(unknown), tuple(doubled))


def status_named(text: str) -> Status | None:
    """The status a cell names, in words or as the suite format does."""
    return _statuses().get(_key(text))


def kind_named(text: str) -> QuestionKind | None:
    """The kind a cell names, in words or as the suite format does."""
    return _kinds().get(_key(text))


def acceptance_named(text: str) -> bool | None:
    """Whether a mark accepts a row or rejects it; None for a mark that means neither."""
    words_of = _data().acceptance
    if _key(text) in {_key(mark) for mark in words_of.accepted}:
        return True
    return False if _key(text) in {_key(mark) for mark in words_of.rejected} else None


def number_words() -> NumberWords:
    """The words around numbers."""
    return _data().numbers


def is_skipped(sheet: str) -> bool:
    """Whether a sheet of this name explains and holds no questions."""
    return _key(sheet) in {_key(name) for name in _data().sheets.skipped}


def names_of(column: Column) -> tuple[str, ...]:
    """The names a column is known by, the one to show first."""
    return _data().columns[column]


def kind_names() -> Mapping[QuestionKind, str]:
    """A Vietnamese name for every kind."""
    return {kind: names[0] for kind, names in _data().kinds.items()}


def _column_named(title: str) -> Column | None:
    known = _columns()
    if (column := known.get(_key(title))) is not None:
        return column
    bare = _IN_BRACKETS.sub(" ", title)
    meant = {known.get(_key(name)) for name in _BETWEEN_NAMES.split(bare.strip()) if name}
    whole = known.get(_key(bare))
    return whole or (meant.pop() if len(meant) == 1 else None)


def _key(text: str) -> str:
    return " ".join(words(text.replace("_", " ")))


@cache
def _data() -> _Words:
    text = (files("eval.adapters.pairs") / "columns.toml").read_text(encoding="utf-8")
    return _Words.model_validate(tomllib.loads(text))


@cache
def _columns() -> Mapping[str, Column]:
    return {_key(name): column for column, names in _data().columns.items() for name in names}


@cache
def _statuses() -> Mapping[str, Status]:
    written = {_key(name): status for status, names in _data().statuses.items() for name in names}
    return written | {_key(status.value): status for status in Status}


@cache
def _kinds() -> Mapping[str, QuestionKind]:
    written = {_key(name): kind for kind, names in _data().kinds.items() for name in names}
    return written | {_key(kind.value): kind for kind in QuestionKind}
