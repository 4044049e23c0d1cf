"""Indicators named in wordings that no list holds: by the words of their names, in any order and by synonyms.

A name is taken as the set of its words (`names.toml`, `english_names.toml`, the indicator list's own names),
words that say the same (`synonyms.toml`) being one. It is met where all of them stand near each other. Names
as they are listed are found by `names.py`; this is for questions that these leave unexplained.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, product

from vectorstore.analysis.indicators import Indicator, indicators
from vectorstore.analysis.question.phrases import (
    Phrasebook,
    PhraseMatch,
    pattern_elements,
    phrasebook,
    read_data,
)
from vectorstore.analysis.question.stems import stem
from vectorstore.analysis.text import Token, fold, place_tone, tokens

_MOST_READINGS = 24  # of one pattern with alternatives
_MOST_OF_LIST = 400  # of an indicator's nouns with its acts
_SPARE_WORDS = 7  # that may stand between the words of a name
_LEAST, _LEAST_ENGLISH = 3, 2  # words of a name
_SETS_LEFT_OUT = frozenset({"aux"})
_ASKS = "how_many"


def find_loose_names(
    words: Sequence[Token],
    text: str,
    left: Collection[int],
    outside: Collection[int],
    asked: Collection[int],
    *,
    english: bool,
) -> tuple[PhraseMatch, ...]:
    """The names that explain words in `left`; tokens in `outside` already mean something else.

    What could be two indicators equally is none; of two that share words the one is meant that holds a word
    in `asked`, right behind a question word.
    """
    book = _names(english=english)
    met = _elements_met(words, text, outside, book)
    found: dict[str, frozenset[int]] = {}
    least = _LEAST_ENGLISH if english else _LEAST
    for name in _candidates(book, met):
        at = _laid(book.names[name].elements, met)
        if at is None or len(at) < least:
            continue
        indicator = book.names[name].indicator
        if indicator not in found or _better(at, found[indicator]):
            found[indicator] = at
    holding = [at for at in found.values() if not at.isdisjoint(asked)]
    found = {
        indicator: at
        for indicator, at in found.items()
        if at in holding or all(at.isdisjoint(other) for other in holding)
    }
    largest = {
        indicator: at
        for indicator, at in found.items()
        if not any(at < other for each, other in found.items() if each != indicator)
    }
    return tuple(
        PhraseMatch(indicator, min(at), max(at) + 1, at)
        for indicator, at in sorted(largest.items(), key=lambda name: min(name[1]))
        if not at.isdisjoint(left) and not any(_outdoes(each, indicator, largest) for each in largest)
    )


def _outdoes(one: str, other: str, found: Mapping[str, frozenset[int]]) -> bool:
    """Whether a name takes words from another: a part's from its whole, else the longer from the shorter."""
    if one == other or found[one].isdisjoint(found[other]):
        return False
    if indicators()[one].whole == other:
        return True
    return indicators()[other].whole != one and len(found[one]) >= len(found[other])


def own_words(words: Sequence[Token], text: str, names: Collection[str], *, english: bool) -> frozenset[int]:
    """The tokens that stand in any name of these indicators, or say the same: they narrow nothing."""
    book = _names(english=english)
    vocabulary = frozenset[str]().union(*(book.vocabulary.get(name, ()) for name in names))
    met = _elements_met(words, text, (), book)
    return frozenset(
        at for element, places in met.items() if element in vocabulary for place in places for at in place
    )


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of an indicator as the elements it is made of: groups of synonyms (`@…`), or words."""

    indicator: str
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Names:
    """All names of a language; `holding`: for each element the names it is part of, by their index.

    `unmarked`: the words of names by what they are without marks.
    """

    names: tuple[_Name, ...]
    holding: Mapping[str, Sequence[int]]
    unmarked: Mapping[str, Sequence[str]]
    vocabulary: Mapping[str, Collection[str]]
    synonyms: Phrasebook


def _candidates(book: _Names, met: Mapping[str, object]) -> list[int]:
    """The names all of whose elements are met."""
    counts: dict[int, int] = defaultdict(int)
    for element in met:
        for name in book.holding.get(element, ()):
            counts[name] += 1
    return [name for name, count in counts.items() if count == len(book.names[name].elements)]


def _laid(elements: Sequence[str], met: Mapping[str, Sequence[tuple[int, ...]]]) -> frozenset[int] | None:
    """The tokens that a name's elements stand at, near each other; None where they do not."""
    anchor, *others = sorted(elements, key=lambda element: len(met[element]))
    best: frozenset[int] | None = None
    for start in met[anchor]:
        taken = set(start)
        for element in others:
            free = [place for place in met[element] if taken.isdisjoint(place)]
            if not free:
                break
            near = (min(taken) + max(taken)) / 2
            nearest = sorted(free, key=lambda place: (abs(place[0] - near), -len(place)))[0]
            taken.update(nearest)
        else:
            if max(taken) - min(taken) < len(taken) + _SPARE_WORDS and (
                best is None or _better(frozenset(taken), best)
            ):
                best = frozenset(taken)
    return best


def _better(one: frozenset[int], other: frozenset[int]) -> bool:
    return (len(one), min(one) - max(one)) > (len(other), min(other) - max(other))


def _elements_met(
    words: Sequence[Token], text: str, outside: Collection[int], book: _Names
) -> dict[str, list[tuple[int, ...]]]:
    """Where the elements of names stand, each place by its tokens, no place within another."""
    met: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for match in book.synonyms.find_all(words, text, outside=outside):
        met[f"@{match.group}"].append(tuple(sorted(match.at)))
    for at, word in enumerate(words):
        if at not in outside:
            for element in _words_meant(word.text, book):
                met[element].append((at,))
    for element, places in met.items():
        if len(places) > 1:
            met[element] = [
                place for place in set(places) if not any(set(place) < set(other) for other in places)
            ]
    return met


def _words_meant(word: str, book: _Names) -> Sequence[str]:
    """The words of names that a typed word is: one typed without marks may be several."""
    if book.synonyms.stems:
        return (stem(fold(word)),)
    return book.unmarked.get(word.lower(), ()) if word.isascii() else (place_tone(word.lower()),)


@cache
def _names(*, english: bool) -> _Names:
    language = _Language(english=english)
    meant: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for indicator, elements in language.names():
        if len(elements) > 1:
            meant[elements].add(indicator)
    names = tuple(_Name(next(iter(each)), elements) for elements, each in meant.items() if len(each) == 1)
    holding: dict[str, list[int]] = defaultdict(list)
    vocabulary: dict[str, set[str]] = defaultdict(set)
    unmarked: dict[str, list[str]] = defaultdict(list)
    for at, name in enumerate(names):
        vocabulary[name.indicator].update(name.elements)
        for element in name.elements:
            if element not in holding and not element.startswith("@"):
                unmarked[fold(element)].append(element)
            holding[element].append(at)
    return _Names(names, dict(holding), dict(unmarked), dict(vocabulary), language.synonyms)


class _Language:
    """The name lists of a language, read into elements."""

    def __init__(self, *, english: bool) -> None:
        self._english = english
        self._listed = read_data("english_names.toml" if english else "names.toml")
        data = read_data("synonyms.toml")
        self._light = phrasebook(
            {"light": data["light"]["english" if english else "vietnamese"]}, stems=english
        )
        groups: dict[str, list[str]] = {
            name: list(phrases) for name, phrases in data["english" if english else "vietnamese"].items()
        }
        plain = phrasebook(groups, stems=english)
        self._set_groups: dict[str, str] = {}
        self._read: dict[str, tuple[str, ...]] = {}
        for name, phrases in self._listed["sets"].items():
            first = tokens(phrases[0])
            same = [m.group for m in plain.find(first, phrases[0], outside=()) if len(m.at) == len(first)]
            group = same[0] if same else f"set:{name}"
            self._set_groups[name] = group
            groups.setdefault(group, []).extend(phrases)
        self.synonyms = phrasebook(groups, stems=english)

    def names(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        """Every name of every indicator, as elements."""
        for name, patterns in self._listed["names"].items():
            if name in indicators():
                for pattern in patterns:
                    for elements in self._of_pattern(pattern):
                        yield name, elements
        for indicator in indicators().values():
            yield indicator.id, self._of_words(indicator.english if self._english else indicator.name)
            nouns, beside = self._of_list(indicator)
            for noun, other in islice(product(nouns, beside), _MOST_OF_LIST):
                yield indicator.id, tuple(sorted({*noun, *other}))

    def _of_list(self, indicator: Indicator) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
        """An indicator's nouns, and what stands beside them: its acts, or else its context."""
        if self._english:
            nouns, beside = indicator.english_nouns, indicator.english_acts or indicator.english_context
        else:
            nouns, beside = indicator.nouns, indicator.acts or indicator.context
        read = [
            list(dict.fromkeys(self._of_words(term.replace("*", "")) for term in each))
            for each in (nouns, beside)
        ]
        return read[0], read[1] or [()]

    def _of_pattern(self, pattern: str) -> Iterable[tuple[str, ...]]:
        """The ways to read a pattern, without what may be missing; none where it holds the question word."""
        if _ASKS in pattern:
            return
        choices = [
            element.split("|")
            for element in pattern_elements(pattern)
            if not element.endswith(("?", "*", "#"))
        ]
        for chosen in islice(product(*choices), _MOST_READINGS):
            elements: set[str] = set()
            run: list[str] = []
            for word in (*chosen, "@"):
                if not word.startswith("@"):
                    run.append(word.removeprefix("="))
                    continue
                elements.update(self._of_words(" ".join(run)))
                run = []
                if word[1:] and word[1:] not in _SETS_LEFT_OUT:
                    elements.add(f"@{self._set_groups[word[1:]]}")
            yield tuple(sorted(elements))

    def _of_words(self, phrase: str) -> tuple[str, ...]:
        if phrase not in self._read:
            self._read[phrase] = self._read_words(phrase)
        return self._read[phrase]

    def _read_words(self, phrase: str) -> tuple[str, ...]:
        words = tokens(phrase)
        groups = self.synonyms.find(words, phrase, outside=())
        grouped = {at for match in groups for at in match.at}
        light = {at for match in self._light.find(words, phrase, outside=grouped) for at in match.at}
        others = {
            stem(fold(word.text)) if self._english else place_tone(word.text.lower())
            for at, word in enumerate(words)
            if at not in grouped and at not in light
        }
        return tuple(sorted({f"@{match.group}" for match in groups} | others))
