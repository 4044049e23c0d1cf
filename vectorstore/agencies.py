"""Which agency's reports a question means, and which agency a report is of; their names are data.

Only as far as ranking needs it: `ingest.agency` reads a report's agency out of its head.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.text import fold, tokens
from vectorstore.schema import Report

_USUAL = "so_tu_phap"
_LETTERS = 2  # of a first word, which are never left open


@dataclass(frozen=True, slots=True)
class AgenciesMeant:
    """The agencies a question names, or else those that work on what it is about.

    `usual` is the one that is meant where neither is said.
    """

    named: frozenset[str] = frozenset()
    by_topic: frozenset[str] = frozenset()
    usual: str | None = None


def agencies_meant(question: str, indicators_asked: Iterable[str] = ()) -> AgenciesMeant:
    """What a question says of agencies, with or without diacritics, in Vietnamese or English.

    `indicators_asked` are ids of the indicator list; where there are any, their fields are the topic.
    """
    words = _words(question)
    named = _found(words, "names")
    if named:
        return AgenciesMeant(named)
    by_field = {kind for name in indicators_asked for kind in _of_field(indicators()[name].field)}
    by_topic = frozenset(by_field) or _found(words, "topics")
    return AgenciesMeant(by_topic=by_topic, usual=None if by_topic else _USUAL)


def agency_of(report: Report) -> str | None:
    """The agency a report is of, by its own name or else its title; None for one that is not listed."""
    return _agency_in(report.metadata.agency or "") or _agency_in(report.metadata.title)


@lru_cache(maxsize=4096)
def _agency_in(text: str) -> str | None:
    return min(_found(_words(text), "names"), default=None, key=lambda kind: list(_listed()).index(kind))


def _found(words: Sequence[str], part: str) -> frozenset[str]:
    """The agencies one of whose phrases stands in the words; a longer phrase takes its words first."""
    matches = [
        (-len(phrase), at, kind)
        for at, word in enumerate(words)
        for phrase, kind in _by_beginning(part).get(word[:_LETTERS], ())
        if len(words) - at >= len(phrase) and all(map(_same, words[at : at + len(phrase)], phrase))
    ]
    taken: set[int] = set()
    found: set[str] = set()
    for length, at, kind in sorted(matches):
        span = range(at, at - length)
        if taken.isdisjoint(span):
            taken.update(span)
            found.add(kind)
    return frozenset(found)


def _same(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def _words(text: str) -> list[str]:
    return [token.text for token in tokens(fold(text))]


def _of_field(field: str) -> list[str]:
    return [kind for kind, parts in _listed().items() if tuple(field.split()) in parts["fields"]]


@cache
def _by_beginning(part: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The phrases of a part with their agencies, by the first letters of their first word."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for kind, parts in _listed().items():
        for phrase in parts[part]:
            found[phrase[0][:_LETTERS]].append((phrase, kind))
    return found


@cache
def _listed() -> dict[str, dict[str, tuple[tuple[str, ...], ...]]]:
    data = tomllib.loads((files("vectorstore") / "agencies.toml").read_text(encoding="utf-8"))
    return {
        kind: {part: tuple(tuple(phrase.split()) for phrase in phrases) for part, phrases in parts.items()}
        for kind, parts in data.items()
    }
