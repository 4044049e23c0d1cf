"""Abbreviations typed in questions, written out (`vb`, `đgv`, `đk khai sinh`), which ones being data.

Those that are the initials of words in a name of the indicator list (`đvhc`), or a word of one with the
initial of the word before it (`cthực`), need no entry. Reports are read as they print; only questions are
written out.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.question.phrases import read_data
from vectorstore.analysis.text import Token, fold, tokens


def written_out(words: Sequence[Token], outside: Collection[int]) -> list[Token]:
    """The tokens of a Vietnamese question, each abbreviation as the words it stands for.

    These words lie where the abbreviation does. Tokens in `outside` name a place or period and are kept.
    """
    keys = [fold(word.text) for word in words]
    found: list[Token] = []
    at = 0
    while at < len(words):
        entry = None
        if at not in outside:
            listed = _abbreviations().get(keys[at], ())
            entry = next((e for e in listed if _stands(e[0], words, keys, at, outside)), None)
            entry = entry or _initialled(words[at].text)
        if entry is None:
            found.append(words[at])
            at += 1
            continue
        short, full = entry
        start, end = words[at].start, words[at + len(short) - 1].end
        found += [Token(text=word, start=start, end=end) for word in full]
        at += len(short)
    return found


def _stands(
    short: Sequence[str], words: Sequence[Token], keys: Sequence[str], at: int, outside: Collection[int]
) -> bool:
    last = at + len(short)
    if any(i in outside for i in range(at, last)) or len(words) < last:
        return False
    return all(
        key == fold(part) and (word.text.isascii() or word.text.lower() == part)
        for part, word, key in zip(short, words[at:last], keys[at:last], strict=True)
    )


_LEAST_INITIALS = 3


def _initialled(word: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """What a run of consonants stands for as the initials of words that follow each other in a name."""
    key = word.lower()
    if len(key) < _LEAST_INITIALS:
        return None
    if _begins_with_two(key):
        whole = _contracted().get(key) or _contracted().get(fold(key))
        if whole:
            return ((key,), whole)
    if not key.isalpha() or not _VOWELS.isdisjoint(fold(key)):
        return None
    full = _initials().get(key)
    return ((key,), full) if full else None


def _begins_with_two(key: str) -> bool:
    """Whether a word begins with two consonants that no syllable begins with."""
    return fold(key[0]) not in _VOWELS and fold(key[1]) not in _VOWELS and key[:2] not in _ONSETS


@cache
def _contracted() -> Mapping[str, tuple[str, ...]]:
    """Two words of the indicators' names by the first letter of one and all of the other (`cthực`)."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    apart = frozenset(_data()["contracted"]["never"])
    for indicator in indicators().values():
        for name in (indicator.name, *indicator.nouns, *indicator.acts):
            for pair in pairwise(token.text.lower() for token in tokens(name)):
                if pair[1].isalpha() and apart.isdisjoint(pair) and _begins_with_two(pair[0][0] + pair[1]):
                    found[pair[0][0] + pair[1]].add(pair)
                    found[fold(pair[0][0] + pair[1])].add(pair)
    return {short: next(iter(pairs)) for short, pairs in found.items() if len(pairs) == 1}


_ONSETS = frozenset(("ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr"))
_VOWELS = frozenset("aeiouy")


@cache
def _initials() -> Mapping[str, tuple[str, ...]]:
    """Words of the indicators' names by their initials, with and without the bar of đ; where one way fits."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for indicator in indicators().values():
        for name in (indicator.name, *indicator.nouns):
            words = [token.text.lower() for token in tokens(name)]
            for first in range(len(words)):
                for last in range(first + _LEAST_INITIALS, len(words) + 1):
                    part = tuple(words[first:last])
                    initials = "".join(word[0] for word in part)
                    found[initials].add(part)
                    found[fold(initials)].add(part)
    return {initials: next(iter(parts)) for initials, parts in found.items() if len(parts) == 1}


@cache
def _abbreviations() -> Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    """The abbreviations by their first word, folded, those of most words first."""
    listed: Mapping[str, str] = _data()["abbreviations"]
    grouped: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
    for short, full in listed.items():
        parts = tuple(short.split())
        grouped[fold(parts[0])].append((parts, tuple(token.text for token in tokens(full))))
    return {first: tuple(sorted(e, key=lambda entry: -len(entry[0]))) for first, e in grouped.items()}


@cache
def _data() -> Mapping[str, Any]:
    return read_data("abbreviations.toml")
