"""A number read out of a report, before it is given its identity there; and the unit it is printed with."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ingest.figures.clauses import Clause, Sentence
from ingest.figures.scope import Scope
from ingest.figures.subject import Subject
from vectorstore.analysis.indicators import Indicator, english_units, indicators
from vectorstore.analysis.quantities import Quantity
from vectorstore.analysis.text import place_tone, tokens
from vectorstore.schema import FigureKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a number says: whose, when, of what, and the sentence or row (`start`, `end`) that states it.

    `listed`: it stands in a list of parts. `bracket`: where the bracket opens that it stands in.
    """

    quantity: Quantity
    subject: Subject
    phrase: str
    unit: str
    kind: FigureKind
    part: str | None
    scope: Scope
    start: int
    end: int
    listed: bool = False
    bracket: int | None = None
    row: str | None = None
    column: str | None = None


def printed_unit(indicator: Indicator, sentence: Sentence, clause: Clause) -> str:
    """The canonical unit, or what is printed beside the number where that counts something else (`người`)."""
    phrase, left = clause.phrase, clause.left
    for words, unit in _units()[indicator.id]:
        if (
            sentence.keys[phrase.first : phrase.first + len(words)] == words
            and len(words) <= phrase.last - phrase.first
        ):
            return unit
    if phrase.first < phrase.last:
        english = english_units().get(sentence.keys[phrase.first])
        return _canonical(english, indicator.unit) if english in indicator.units else indicator.unit
    for words, unit in _units()[indicator.id]:  # `số hồ sơ đã nhận là 12`
        if sentence.keys[left.first : left.first + len(words)] == words:
            return unit
        if sentence.keys[left.first : left.first + len(words) + 1] == ("số", *words):
            return unit
    return indicator.unit


def unit_named(indicator: Indicator, label: str) -> str | None:
    """The unit of an indicator that a table names by itself (`(vụ)`, a unit column), or None."""
    keys = _words(label)
    return next((unit for words, unit in _units()[indicator.id] if words == keys), None)


@cache
def _units() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The units of every indicator as words, longest first; `tổ hòa giải` is the canonical `tổ`."""
    return {
        name: tuple(
            sorted(
                ((_words(unit), _canonical(unit, indicator.unit)) for unit in indicator.units), key=_longest
            )
        )
        for name, indicator in indicators().items()
    }


def _words(unit: str) -> tuple[str, ...]:
    return tuple(place_tone(token.text.lower()) for token in tokens(unit))


def _canonical(unit: str, canonical: str) -> str:
    """Persons are not attendances, so they stay what is printed; the other nouns are words for the same."""
    return unit if unit == "người" and canonical.startswith("lượt") else canonical


def _longest(pair: tuple[tuple[str, ...], str]) -> int:
    return -len(pair[0])
