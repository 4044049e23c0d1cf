"""The field's words in English and Vietnamese: what an English question would be called in a report.

`glossary.toml` holds the words; the names of the indicator list are added. Indicators themselves are found
by their own English words (`terms.py`).
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.text import Token, fold, tokens


@dataclass(frozen=True, slots=True)
class Gloss:
    """An English entry found at tokens `first` to `last` (exclusive); `noun`: what may be counted."""

    first: int
    last: int
    vietnamese: str
    noun: bool


def find_glosses(words: Sequence[Token]) -> list[Gloss]:
    """The entries that stand in the tokens of an English text, the longest first where they overlap."""
    keys = [fold(word.text) for word in words]
    found: list[Gloss] = []
    at = 0
    while at < len(keys):
        entry = next((e for e in _entries().get(keys[at][:2], ()) if _stands(e.words, keys, at)), None)
        if entry is None:
            at += 1
            continue
        found.append(Gloss(at, at + len(entry.words), entry.vietnamese, entry.noun))
        at += len(entry.words)
    return found


def in_vietnamese(text: str) -> str:
    """What the glossary knows of an English text, in Vietnamese and in the text's order; for search."""
    return " ".join(gloss.vietnamese for gloss in find_glosses(tokens(text)))


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    vietnamese: str
    noun: bool


def _stands(entry: Sequence[str], keys: Sequence[str], at: int) -> bool:
    part = keys[at : at + len(entry)]
    return len(part) == len(entry) and all(
        key.startswith(word[:-1]) if word.endswith("*") else key == word
        for word, key in zip(entry, part, strict=True)
    )


@cache
def _entries() -> Mapping[str, tuple[_Entry, ...]]:
    """The entries by the first two letters of their first word, the longest first."""
    data = tomllib.loads(
        (files("vectorstore.analysis.question") / "glossary.toml").read_text(encoding="utf-8")
    )
    listed = {indicator.english: (indicator.name, True) for indicator in indicators().values()}
    listed |= {english: (name, False) for english, name in data["words"].items()}
    listed |= {english: (name, True) for english, name in data["nouns"].items()}
    grouped: dict[str, list[_Entry]] = defaultdict(list)
    for english, (name, noun) in listed.items():
        words = tuple(english.split())
        grouped[words[0][:2]].append(_Entry(words, name, noun))
    return {
        start: tuple(sorted(entries, key=lambda e: (-len(e.words), -len(e.words[-1]))))
        for start, entries in grouped.items()
    }
