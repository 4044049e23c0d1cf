"""What a question says beside place and time, word by word, and what a text says, in the same terms.

A word is said by itself, unmarked, or by any phrase of its group of synonyms (`synonyms.toml`); English ones
by what the glossary makes of them. Which indicator it all means is not known here (`interpretation.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from vectorstore.analysis.question.glossary import find_glosses, in_vietnamese
from vectorstore.analysis.question.numbers import asked_in
from vectorstore.analysis.question.phrases import Phrasebook, phrasebook, read_data, token_positions
from vectorstore.analysis.question.reading import QuestionReading
from vectorstore.analysis.question.remarks import find_remarks
from vectorstore.analysis.question.stems import stem
from vectorstore.analysis.question.terms import narrows
from vectorstore.analysis.text import Token, fold, has_diacritics, place_tone, tokens

Terms = frozenset[str]
"""Words in their marks and without any, and groups of synonyms as `@name`."""
_JOINING = frozenset({"va", "and"})
_MONEY: Terms = frozenset({"tien", "dong", "money", "@so_tien"})
"""What any amount of money says."""


@dataclass(frozen=True, slots=True)
class WantedWords:
    """The words and phrases of a question that an answer must say, each by any of its ways.

    `typed`: all words of the question, in their marks if it has any, else folded (`folded`).
    """

    words: tuple[Terms, ...]
    typed: Terms
    folded: bool

    @property
    def ways(self) -> Terms:
        """All ways to say any of them."""
        return frozenset[str]().union(*self.words)

    @property
    def literal(self) -> tuple[str, ...]:
        """The words that can be said in no other way, folded."""
        return tuple(
            fold(way) for ways in self.words if len(ways) == 1 for way in ways if not way.startswith("@")
        )

    def may_be_said_in(self, text: str) -> bool:
        """Whether a text in Vietnamese, as `spaced` gives it, has the letters of every word: quick to ask."""
        return all(any(f" {each} " in text for way in ways for each in _letters(way)) for ways in self.words)


def wanted_words(reading: QuestionReading) -> WantedWords:
    """What a question says but for places, periods, and words that only ask or report.

    Of a question for several numbers, what it says of the first.
    """
    words, english = tokens(reading.text), reading.language == "en"
    keys = [fold(word.text) for word in words]
    spans = [*((m.start, m.end) for m in reading.places), *((m.start, m.end) for m in reading.periods)]
    named = token_positions(words, spans)
    remarks = find_remarks(words, reading.text, english=english, folded=reading.folded)
    light = {at for match in _light(english=english).find(words, reading.text, outside=()) for at in match.at}
    inert = ((remarks.inert | light) - remarks.narrowing) | named
    telling = {
        at
        for at, key in enumerate(keys)
        if at not in inert and (tells(words[at].text) or at in remarks.narrowing or key.isdigit())
    }
    end = _end_of_first(words, reading.text, keys, english=english)
    folded = english or reading.folded
    items = _items_of_english(words, named) if english else _items(words, reading.text, named, folded=folded)
    ways = (
        item.ways
        for item in items
        if item.first < end
        and (item.is_phrase or not item.at.isdisjoint(telling))
        and item.ways.isdisjoint(_MONEY)
    )
    typed = keys if folded else [_written(word) for word in words]
    return WantedWords(tuple(dict.fromkeys(ways)), frozenset(typed), folded)


def _end_of_first(words: Sequence[Token], text: str, keys: Sequence[str], *, english: bool) -> int:
    """Where what is asked second begins: behind the last comma or `và` before its question word."""
    asking = sorted(asked_in(keys, english=english))
    if len(asking) < 2:
        return len(keys)
    for at in range(asking[1] - 1, asking[0], -1):
        if keys[at] in _JOINING or {",", ";"} & set(text[words[at - 1].end : words[at].start]):
            return at
    return asking[1]


def spaced(text: str) -> str:
    """A text's folded words, with a space around each."""
    return f" {' '.join(fold(token.text) for token in tokens(text))} "


@lru_cache(maxsize=1024)
def _letters(way: str) -> tuple[str, ...]:
    """The folded letters that say a word, or a phrase of its group."""
    if not way.startswith("@"):
        return (fold(way),)
    phrases = read_data("synonyms.toml")["vietnamese"][way[1:]]
    return tuple(" ".join(fold(token.text) for token in tokens(phrase)) for phrase in phrases)


@lru_cache(maxsize=4096)
def said_in(text: str, *, english: bool) -> Terms:
    """What a stretch of a report says; an English one also by what the glossary makes of it."""
    if not english:
        return _terms(text)
    return _terms(in_vietnamese(text)) | {stem(fold(token.text)) for token in tokens(text)}


@lru_cache(maxsize=4096)
def phrases_of(text: str, *, english: bool, folded: bool) -> tuple[tuple[Terms, Terms], ...]:
    """The phrases and words of a text that say something: the ways of each, and its own words.

    `folded`: these without marks.
    """
    words = tokens(text)
    written = [fold(word.text) if folded else _written(word) for word in words]
    items = (
        _items_of_english(words, frozenset()) if english else _items(words, text, frozenset(), folded=folded)
    )
    return tuple(
        (item.ways, frozenset(written[at] for at in item.at))
        for item in items
        if item.is_phrase or any(tells(words[at].text) for at in item.at)
    )


def _terms(text: str) -> Terms:
    words = tokens(text)
    groups = {f"@{match.group}" for match in _synonyms().find(words, text, outside=())}
    return frozenset(groups.union(*({fold(word.text), _written(word)} for word in words)))


@dataclass(frozen=True, slots=True)
class _Item:
    """A word, or a phrase of a group of synonyms: at which tokens, and the ways to say it."""

    at: frozenset[int]
    ways: Terms

    @property
    def first(self) -> int:
        return min(self.at)

    @property
    def is_phrase(self) -> bool:
        """Whether it is a phrase, whose words mean together what each alone does not."""
        return len(self.at) > 1 and any(way.startswith("@") for way in self.ways)


def _items(words: Sequence[Token], text: str, outside: frozenset[int], *, folded: bool) -> list[_Item]:
    """The phrases and words of a text, in order; `folded`: the words without marks."""
    phrases = _synonyms().find(words, text, outside=outside)
    taken = {at for match in phrases for at in match.at} | outside
    found = [_Item(match.at, frozenset({f"@{match.group}"})) for match in phrases]
    found += [
        _Item(frozenset({at}), frozenset({fold(word.text) if folded else _written(word)}))
        for at, word in enumerate(words)
        if at not in taken
    ]
    return sorted(found, key=lambda item: item.first)


def _items_of_english(words: Sequence[Token], outside: frozenset[int]) -> list[_Item]:
    """The same of an English text: an entry of the glossary is the phrases and words it is in Vietnamese."""
    found: list[_Item] = []
    taken = set(outside)
    for gloss in find_glosses(words):
        at = frozenset(range(gloss.first, gloss.last))
        if not at.isdisjoint(outside):
            continue
        taken |= at
        itself = frozenset({stem(fold(words[gloss.first].text))}) if len(at) == 1 else frozenset[str]()
        vietnamese = _items(tokens(gloss.vietnamese), gloss.vietnamese, frozenset(), folded=True)
        found += [
            _Item(at, item.ways | itself)
            for item in vietnamese
            if any(way.startswith("@") or narrows(way) for way in item.ways)
        ]
    for place, word in enumerate(words):
        if place not in taken:
            key = fold(word.text)
            found.append(_Item(frozenset({place}), frozenset({key, stem(key)})))
    return sorted(found, key=lambda item: item.first)


def _written(word: Token) -> str:
    """A word as it is compared in its marks."""
    return place_tone(word.text.lower())


def tells(word: str) -> bool:
    """Whether a word says anything of what a number counts: by its marks, where it has any."""
    return word.lower() not in _telling_nothing() if has_diacritics(word) else narrows(fold(word))


@cache
def _telling_nothing() -> frozenset[str]:
    lines = (files("vectorstore.analysis.question") / "telling.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _light(*, english: bool) -> Phrasebook:
    return phrasebook({"light": read_data("synonyms.toml")["light"]["english" if english else "vietnamese"]})


@cache
def _synonyms() -> Phrasebook:
    return phrasebook(read_data("synonyms.toml")["vietnamese"])
