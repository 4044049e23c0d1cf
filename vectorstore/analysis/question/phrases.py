"""Word patterns kept as data, and where they stand in a tokenised question.

A pattern is words in their written form; `*` stands for up to ten words, `#` for a number in digits or
words, `word*` for any ending, `a|b` for either word, `@name` for any entry of the set `name`. A marked word
is also met by its unmarked form, so that quick typing matches. Which patterns there are is the callers' data.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vectorstore.analysis.text import Token, fold, place_tone

NOT_MEANT = "not_meant"  # the group of patterns that only look like others
_LONGEST_GAP = 10
_INDEXED = 4  # words
_BREAK = re.compile(r"[.;?!\n]")
_ELEMENT = re.compile(r"[^\s,]+")
_GAP, _NUMBER = "*", "#"


@dataclass(frozen=True, slots=True)
class _Word:
    """One way to fill an element: a word as written and folded, or the beginning of one."""

    written: str
    folded: str
    begins: bool


_Element = str | tuple[_Word, ...]
_Pattern = tuple[_Element, ...]


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A pattern found at tokens `first` to `last` (exclusive); `at`: the tokens it names, gaps left out."""

    group: str
    first: int
    last: int
    at: frozenset[int]
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Patterns by their first word, folded (`#` for a number), those that begin one by its first letter.

    Those that begin with several whole words are kept by up to four: a word may begin thousands of patterns.
    """

    by_words: Mapping[tuple[str, ...], tuple[tuple[str, _Pattern], ...]]
    by_start: Mapping[str, tuple[tuple[str, _Pattern], ...]]
    numbers: Mapping[str, int]
    not_after: Mapping[str, frozenset[str]]

    def find(self, words: Sequence[Token], text: str, *, outside: Collection[int]) -> list[PhraseMatch]:
        """The patterns that stand in the tokens of a text, in order; no word is named by two of them.

        Of overlapping ones that with the most words is taken. Tokens in `outside` are named by none, nor are
        those of the patterns in the group `not_meant`, which are not given.
        """
        scan = _Scan(self, words, text, frozenset(outside))
        found = [
            match
            for at in range(len(words))
            for group, pattern in self._starting(scan, at)
            if (match := scan.match(group, pattern, at)) is not None
        ]
        not_meant = frozenset(at for match in found if match.group == NOT_MEANT for at in match.at)
        if not_meant:
            return self.find(words, text, outside=not_meant | frozenset(outside))
        return _apart(found)

    def _starting(self, scan: "_Scan", at: int) -> Iterable[tuple[str, _Pattern]]:
        if at in scan.outside:
            return
        word = scan.folded[at]
        for length in range(2, min(_INDEXED, len(scan.folded) - at) + 1):
            yield from self.by_words.get(tuple(scan.folded[at : at + length]), ())
        yield from self.by_start.get(word, ())
        yield from self.by_start.get(word[:1] + _GAP, ())
        if scan.number_at(at) is not None:
            yield from self.by_start.get(_NUMBER, ())


def _apart(found: Iterable[PhraseMatch]) -> list[PhraseMatch]:
    """Those that share no word with a longer one, in order."""
    taken: set[int] = set()
    kept: list[PhraseMatch] = []
    for match in sorted(found, key=lambda m: (-len(m.at), m.last - m.first, m.first)):
        if not taken & match.at:
            taken |= match.at
            kept.append(match)
    return sorted(kept, key=lambda m: m.first)


class _Scan:
    """The tokens of one text, and how a pattern is laid over them."""

    def __init__(self, book: Phrasebook, words: Sequence[Token], text: str, outside: frozenset[int]) -> None:
        self._book = book
        self._words = words
        self._text = text
        self.outside = outside
        self.written = [place_tone(word.text.lower()) for word in words]
        self.folded = [fold(word) for word in self.written]

    def match(self, group: str, pattern: _Pattern, at: int) -> PhraseMatch | None:
        found = self._lay(pattern, 0, at)
        if found is None:
            return None
        number = next(
            (self.number_at(p) for p, e in zip(found, _named(pattern), strict=True) if e == _NUMBER), None
        )
        return PhraseMatch(group, found[0], found[-1] + 1, frozenset(found), number)

    def number_at(self, at: int) -> int | None:
        """The small number that a token says, if any."""
        word = self.written[at]
        if word.isdecimal() and len(word) < 4:
            return int(word)
        return self._book.numbers.get(word)

    def _lay(self, pattern: _Pattern, element: int, at: int) -> list[int] | None:
        """Where the elements of a pattern from `element` on stand, the first of them at token `at`."""
        if element == len(pattern):
            return []
        if pattern[element] == _GAP:
            for skipped in range(_LONGEST_GAP + 1):
                if at + skipped > len(self._words) or (skipped and self._broken(at + skipped - 1)):
                    return None
                rest = self._lay(pattern, element + 1, at + skipped)
                if rest is not None:
                    return rest
            return None
        if at >= len(self._words) or at in self.outside or not self._meets(pattern[element], at):
            return None
        if element and pattern[element - 1] != _GAP and self._broken(at):
            return None
        rest = self._lay(pattern, element + 1, at + 1)
        return None if rest is None else [at, *rest]

    def _broken(self, at: int) -> bool:
        """Whether a sentence or clause ends right before a token."""
        if not 0 < at < len(self._words):
            return False
        return _BREAK.search(self._text, self._words[at - 1].end, self._words[at].start) is not None

    def _meets(self, element: _Element, at: int) -> bool:
        if isinstance(element, str):
            return self.number_at(at) is not None
        for option in element:  # noqa: SIM110 - the innermost loop of reading a question
            if self._is_word(option, at):
                return True
        return False

    def _is_word(self, option: _Word, at: int) -> bool:
        word = self.written[at]
        if option.begins:
            return word.startswith(option.written)
        if self.folded[at] != option.folded:
            return False
        if word == option.written and not word.isascii():
            return True
        if not word.isascii():
            return False
        return at == 0 or self.folded[at - 1] not in self._book.not_after.get(option.written, ())


def _named(pattern: _Pattern) -> list[_Element]:
    return [element for element in pattern if element != _GAP]


def read_phrasebook(file: str, table: str = "groups") -> Phrasebook:
    """The phrasebook of a data file beside this module: the groups of `table` with what they are made of.

    `[numbers]`, `[sets]`, and `[not_after]`: unmarked words that are not meant after these words.
    """
    data = tomllib.loads((files("vectorstore.analysis.question") / file).read_text(encoding="utf-8"))
    sets: Mapping[str, Sequence[str]] = data["sets"]
    by_words: dict[tuple[str, ...], list[tuple[str, _Pattern]]] = defaultdict(list)
    by_start: dict[str, list[tuple[str, _Pattern]]] = defaultdict(list)
    for group, phrases in data[table].items():
        for phrase in phrases:
            for written in _expanded(_ELEMENT.findall(phrase), sets):
                pattern = tuple(_element(element) for element in written)
                openings = _openings(pattern)
                for words in openings:
                    by_words[words].append((group, pattern))
                for start in () if openings else _starts(pattern[0]):
                    by_start[start].append((group, pattern))
    numbers: dict[str, int] = dict(data["numbers"])
    numbers |= {fold(word): value for word, value in numbers.items()}
    return Phrasebook(
        {words: tuple(listed) for words, listed in by_words.items()},
        {start: tuple(listed) for start, listed in by_start.items()},
        numbers,
        {word: frozenset(before) for word, before in data["not_after"].items()},
    )


@cache
def _element(written: str) -> _Element:
    if written in (_GAP, _NUMBER):
        return written
    return tuple(
        _Word(bare := option.removesuffix(_GAP), fold(bare), option.endswith(_GAP))
        for option in written.split("|")
    )


def _starts(element: _Element) -> set[str]:
    if isinstance(element, str):
        return {element}
    return {word.folded[:1] + _GAP if word.begins else word.folded for word in element}


def _openings(pattern: _Pattern) -> list[tuple[str, ...]]:
    """The whole words that a pattern begins with, folded, up to four; none where there is only one."""
    openings: list[tuple[str, ...]] = [()]
    for element in pattern[:_INDEXED]:
        if isinstance(element, str) or any(word.begins for word in element):
            break
        openings = [(*words, folded) for words in openings for folded in {word.folded for word in element}]
    return openings if len(openings[0]) > 1 else []


@cache
def _spelled(written: str) -> tuple[str, ...]:
    return tuple(place_tone(word) for word in _ELEMENT.findall(written))


def _expanded(pattern: Sequence[str], sets: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """A pattern once for each way to fill its sets, as written in texts."""
    results: list[tuple[str, ...]] = [()]
    for element in pattern:
        options = sets[element[1:]] if element.startswith("@") else (element,)
        results = [(*result, *_spelled(option)) for result in results for option in options]
    return results


def token_positions(words: Sequence[Token], spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The tokens that lie within one of these character spans."""
    listed = list(spans)
    return frozenset(
        at for at, w in enumerate(words) if any(start <= w.start and w.end <= end for start, end in listed)
    )
