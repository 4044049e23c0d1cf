"""A bound in a question: `trên 500 vụ`, `dưới 50%`, `từ 200 luật sư trở lên`, `at least 90%`.

Which numbers are quantities is read by `quantities.py`; which hedge means which bound is data
(`task_words.toml`).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from vectorstore.analysis.quantities import Quantity, find_quantities
from vectorstore.analysis.text import fold

_NUMBER_WORD = re.compile(r"\b(?:muoi|tram|nghin|ngan|trieu|ty|ten|hundred|thousand|million|half)\b")
_BEHIND_WITHIN = 90  # characters: `30.000 quyết định xử phạt vi phạm hành chính trở lên`
_CLAUSE_END = re.compile(r"[,;:?!\n]|\.(?!\d)")
# A bare number that ends its clause is a quantity by its bound alone (`luật sư tối đa 50, năm 2023`).
_BARE = re.compile(r"(?<![\w/.,-])(?:\d{1,3}(?:[.,]\d{3})+|\d+)(?![\w/%]|[.,-]\d)")
Comparison = Literal["ge", "gt", "le", "lt", "eq"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A bound to be met; `value` in base units; `unit`: `%`, `đồng`, or None for things counted."""

    comparison: Comparison
    value: float
    unit: str | None


@dataclass(frozen=True, slots=True)
class Bound:
    """A threshold; `spans`: its number, and its comparing words before and behind."""

    spans: tuple[tuple[int, int], ...]
    threshold: Threshold


def find_bound(text: str, language: str, outside: Sequence[tuple[int, int]] = ()) -> Bound | None:
    """The first bound a text states; numbers within the spans `outside` set none."""
    if not _may_hold_number(text, outside):
        return None
    for quantity in find_quantities(text, language=language):
        if any(start < quantity.end and quantity.start < end for start, end in outside):
            continue
        bound = _bound(text, quantity)
        if bound is not None:
            return bound
    return next((bound for each in _bare_numbers(text, outside) if (bound := _bound(text, each))), None)


@dataclass(frozen=True, slots=True)
class _Bare:
    """A number with nothing beside it that says what it counts."""

    start: int
    end: int
    value: float
    percent: bool = False
    money: bool = False

    @property
    def number_start(self) -> int:
        return self.start

    @property
    def number_end(self) -> int:
        return self.end


def _bare_numbers(text: str, outside: Sequence[tuple[int, int]]) -> Iterator[_Bare]:
    for found in _BARE.finditer(text):
        start, end = found.span()
        if any(first < end and start < last for first, last in outside):
            continue
        rest = fold(text[end:]).lstrip()
        named = len(text) - len(rest) in {first for first, _ in outside}
        if named or not rest[:1].isalnum() or any(rest.startswith(phrase) for phrase, _ in _behind()):
            yield _Bare(start, end, float(re.sub(r"\D", "", found[0])))


def _may_hold_number(text: str, outside: Sequence[tuple[int, int]]) -> bool:
    """Whether there are digits outside the spans or a number in words; spares most questions the parser."""
    digits = any(
        letter.isdigit() and not any(start <= at < end for start, end in outside)
        for at, letter in enumerate(text)
    )
    return digits or _NUMBER_WORD.search(fold(text)) is not None


def _bound(text: str, quantity: Quantity | _Bare) -> Bound | None:
    before = fold(text[: quantity.number_start]).rstrip()
    after = fold(_CLAUSE_END.split(text[quantity.number_end :][:_BEHIND_WITHIN], maxsplit=1)[0])
    first = next(((phrase, c) for phrase, c in _before() if _ends_with(before, phrase)), None)
    behind = next(((phrase, c) for phrase, c in _behind() if phrase in after), None)
    if first is None and behind is None and not quantity.percent:
        return None
    comparison: Comparison = behind[1] if behind else first[1] if first else "eq"
    spans = [(len(before) - len(first[0]) if first else quantity.start, quantity.end)]
    if behind:
        at = quantity.number_end + after.index(behind[0])
        spans.append((at, at + len(behind[0])))
    unit = "%" if quantity.percent else "đồng" if quantity.money else None
    return Bound(tuple(spans), Threshold(comparison, quantity.value, unit))


def _ends_with(before: str, phrase: str) -> bool:
    return before.endswith(phrase) and (len(before) == len(phrase) or before[-len(phrase) - 1].isspace())


@cache
def _before() -> tuple[tuple[str, Comparison], ...]:
    return _phrases("before")


@cache
def _behind() -> tuple[tuple[str, Comparison], ...]:
    return _phrases("behind")


def _phrases(table: str) -> tuple[tuple[str, Comparison], ...]:
    """The comparing words before or behind a number, folded, the longest first."""
    data = tomllib.loads(
        (files("vectorstore.analysis.question") / "task_words.toml").read_text(encoding="utf-8")
    )
    listed = cast(Mapping[str, Sequence[str]], data["bounds"][table])
    found = [(fold(phrase), cast(Comparison, name)) for name, phrases in listed.items() for phrase in phrases]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))
