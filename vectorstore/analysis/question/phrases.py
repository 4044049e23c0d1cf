"""Word patterns kept as data, and where they stand in a tokenised question.

A pattern is words in their written form; `*` stands for up to ten words, `#` for a number in digits or
words, `word*` for any ending, `a|b` for either word, `@name` for any entry of the set `name`; a `?` behind a
word or set says that it may be missing; `năm#5` is a word that says a number there, `=cộng` one not met
without
its marks. Any other marked word is also met by its unmarked form, so that quick typing matches; in a
book of stems English words are met in all their endings. Which patterns there are is the callers' data; how
they are laid over a text is `phrase_tree.py`.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from vectorstore.analysis.question.phrase_tree import Node, Reading, Spelling, add_pattern
from vectorstore.analysis.question.stems import stem
from vectorstore.analysis.text import Token, fold, place_tone

NOT_MEANT = "not_meant"  # the group of patterns that only look like others
_ELEMENT = re.compile(r"[^\s,]+")


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
    """The patterns of a data file as one tree, and the trees of the sets that they name."""

    root: Node
    sets: Mapping[str, Node]
    numbers: Mapping[str, int]
    not_after: Mapping[str, frozenset[str]]
    stems: bool
    starts: frozenset[str] | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", _starts(self.root, self.sets))

    def find(self, words: Sequence[Token], text: str, *, outside: Collection[int]) -> list[PhraseMatch]:
        """The patterns that stand in the tokens of a text, in order; no word is named by two of them.

        Of overlapping ones that with the most words is taken. Tokens in `outside` are named by none, nor are
        those of the patterns in the group `not_meant`, which are not given.
        """
        found = self.find_all(words, text, outside=outside)
        not_meant = frozenset(at for match in found if match.group == NOT_MEANT for at in match.at)
        if not_meant:
            return self.find(words, text, outside=not_meant | frozenset(outside))
        return apart(found)

    def find_all(
        self, words: Sequence[Token], text: str, *, outside: Collection[int], as_written: bool = False
    ) -> list[PhraseMatch]:
        """Every pattern that stands in the tokens of a text, whatever it shares with others.

        `as_written`: a marked word is not met by its unmarked form.
        """
        written, folded = zip(*(_spelled(word.text) for word in words), strict=True) if words else ((), ())
        keys = [stem(key) for key in folded] if self.stems else folded
        reading = Reading(
            words,
            text,
            written,
            keys,
            self.sets,
            self.not_after,
            frozenset(outside),
            self.numbers,
            as_written=as_written,
        )
        return [
            PhraseMatch(group, laid.at[0], laid.at[-1] + 1, frozenset(laid.at), laid.number)
            for at in range(len(words))
            if self.starts is None or keys[at] in self.starts
            for laid in reading.laid(self.root, at)
            for group in laid.groups
        ]


@lru_cache(maxsize=16384)
def _spelled(word: str) -> tuple[str, str]:
    """A typed word as patterns are compared with it, and folded."""
    written = place_tone(word.lower())
    return written, fold(written)


def apart(found: Iterable[PhraseMatch]) -> list[PhraseMatch]:
    """Those that share no word with a longer one, in order."""
    taken: set[int] = set()
    kept: list[PhraseMatch] = []
    for match in sorted(found, key=lambda m: (-len(m.at), m.last - m.first, m.first)):
        if not taken & match.at:
            taken |= match.at
            kept.append(match)
    return sorted(kept, key=lambda m: m.first)


def read_phrasebook(file: str, table: str = "groups", *, stems: bool = False) -> Phrasebook:
    """The phrasebook of a data file beside this module: the groups of `table` with what they are made of.

    `[numbers]`, `[sets]`, and `[not_after]`: unmarked words that are not meant after these words.
    """
    data = read_data(file)
    spelling = Spelling(stems=stems)
    sets = {name: _tree({name: listed}, spelling) for name, listed in data.get("sets", {}).items()}
    numbers: dict[str, int] = dict(data.get("numbers", {}))
    numbers |= {fold(word): value for word, value in numbers.items()}
    not_after = {word: frozenset(before) for word, before in data.get("not_after", {}).items()}
    return Phrasebook(_tree(data[table], spelling), sets, numbers, not_after, stems)


def read_data(file: str) -> Mapping[str, Any]:
    """The tables of a data file beside this module."""
    return tomllib.loads((files("vectorstore.analysis.question") / file).read_text(encoding="utf-8"))


def phrasebook(groups: Mapping[str, Sequence[str]], *, stems: bool = False) -> Phrasebook:
    """A phrasebook of patterns that name no sets."""
    return Phrasebook(_tree(groups, Spelling(stems=stems)), {}, {}, {}, stems)


def pattern_elements(pattern: str) -> list[str]:
    """What a pattern is made of, in order; punctuation is overlooked."""
    return _ELEMENT.findall(pattern)


def _starts(root: Node, sets: Mapping[str, Node]) -> frozenset[str] | None:
    """The keys of the words that a pattern may begin with; None where it may begin with any."""
    if root.beginnings or root.number is not None or root.gap is not None or root.groups:
        return None
    return frozenset(root.words).union(*(sets[name].words for name in root.sets))


def _tree(groups: Mapping[str, Sequence[str]], spelling: Spelling) -> Node:
    root = Node()
    for group, phrases in groups.items():
        for phrase in phrases:
            add_pattern(root, pattern_elements(phrase), group, spelling)
    return root


def token_positions(words: Sequence[Token], spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The tokens that lie within one of these character spans."""
    listed = list(spans)
    return frozenset(
        at for at, w in enumerate(words) if any(start <= w.start and w.end <= end for start, end in listed)
    )
