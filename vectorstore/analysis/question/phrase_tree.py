"""Word patterns as a tree, so that thousands of them are laid over a question in one walk.

What the signs of a pattern mean is said in `phrases.py`.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from vectorstore.analysis.question.stems import stem
from vectorstore.analysis.text import Token, fold, place_tone

_LONGEST_GAP = 13
_BREAK = re.compile(r"[.;?!\n]")
_NUMBERED = frozenset({"no", "nos"})  # `no. 2`
_GAP, _NUMBER, _SET, _MAYBE, _AS_WRITTEN = "*", "#", "@", "?", "="


@dataclass(eq=False, slots=True)
class Node:
    """What may follow: words by their key (each as written, with the number it is), beginnings, sets, a gap …

    `groups`: the groups of the patterns that end here.
    """

    words: dict[str, list[tuple[str, "Node", int | None]]] = field(default_factory=dict)
    beginnings: list[tuple[str, "Node"]] = field(default_factory=list)
    sets: dict[str, "Node"] = field(default_factory=dict)
    number: "Node | None" = None
    gap: "Node | None" = None
    groups: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Spelling:
    """How words are keyed: folded, and in a book of stems without their endings."""

    stems: bool

    def written(self, word: str) -> str:
        """A word of a pattern as it is compared with what is typed with marks; `=word` stays so marked."""
        return place_tone(word.lower())

    def key(self, word: str) -> str:
        """What a word of a pattern is found by."""
        word = word.removeprefix(_AS_WRITTEN)
        return stem(fold(word)) if self.stems else fold(word)


def add_pattern(root: Node, elements: Sequence[str], group: str, spelling: Spelling) -> None:
    """Puts a pattern into the tree."""
    nodes = [root]
    for element in elements:
        maybe = len(element) > 1 and element.endswith(_MAYBE)
        element = element.removesuffix(_MAYBE) if maybe else element
        following = [after for node in nodes for after in _grown(node, element, spelling)]
        nodes = [*following, *nodes] if maybe else following
    for node in nodes:
        if group not in node.groups:
            node.groups.append(group)


def _grown(node: Node, element: str, spelling: Spelling) -> Iterator[Node]:
    """The nodes behind an element, made where they are missing."""
    if element == _GAP:
        node.gap = node.gap or Node()
        yield node.gap
    elif element == _NUMBER:
        node.number = node.number or Node()
        yield node.number
    elif element.startswith(_SET):
        yield node.sets.setdefault(element[1:], Node())
    else:
        for option in element.split("|"):
            if option.endswith(_GAP):
                yield _listed(node.beginnings, option.removesuffix(_GAP))
            else:
                word, _, number = option.partition(_NUMBER)
                known = node.words.setdefault(spelling.key(word), [])
                yield _known_word(known, spelling.written(word), int(number) if number else None)


def _listed(known: list[tuple[str, Node]], written: str) -> Node:
    found = next((node for each, node in known if each == written), None)
    if found is None:
        found = Node()
        known.append((written, found))
    return found


def _known_word(known: list[tuple[str, Node, int | None]], written: str, number: int | None) -> Node:
    found = next((node for each, node, said in known if (each, said) == (written, number)), None)
    if found is None:
        found = Node()
        known.append((written, found, number))
    return found


@dataclass(frozen=True, slots=True)
class Laid:
    """A pattern laid over a text: the tokens it names, and its number."""

    groups: Sequence[str]
    at: tuple[int, ...]
    number: int | None


@dataclass
class Reading:
    """The tokens of one text, and how a tree of patterns is laid over them."""

    words: Sequence[Token]
    text: str
    written: Sequence[str]
    keys: Sequence[str]
    sets: Mapping[str, Node]
    not_after: Mapping[str, Collection[str]]
    outside: frozenset[int]
    numbers: Mapping[str, int]
    as_written: bool = False

    def __post_init__(self) -> None:
        self._of_sets: dict[tuple[str, int], list[tuple[int, ...]]] = {}

    def laid(self, root: Node, at: int) -> list[Laid]:
        """The patterns that begin at a token, each as it lies first."""
        found: dict[int, Laid] = {}
        self._walk(root, at, (), None, False, found)
        return list(found.values())

    def _walk(
        self,
        node: Node,
        at: int,
        path: tuple[int, ...],
        number: int | None,
        gap: bool,
        found: dict[int, Laid],
    ) -> None:
        """Lays what is below a node from a token on; `gap`: it may stand apart from what lies already."""
        if node.groups and not gap and id(node) not in found:
            found[id(node)] = Laid(node.groups, path, number)
        if node.gap is not None:
            self._walk_gap(node.gap, at, path, number, found)
        if at >= len(self.words) or at in self.outside or (path and not gap and self._broken[at]):
            return
        key = self.keys[at]
        for written, after, said in node.words.get(key, ()):
            if self._is_word(written, at):
                self._walk(after, at + 1, (*path, at), number if said is None else said, False, found)
        if node.beginnings:
            word = self.written[at]
            for beginning, after in node.beginnings:
                if word.startswith(beginning):
                    self._walk(after, at + 1, (*path, at), number, False, found)
        if node.number is not None and (said := self._number(at)) is not None:
            self._walk(node.number, at + 1, (*path, at), said if number is None else number, False, found)
        for name, after in node.sets.items():
            for inner in self._entries(name, at) if key in self.sets[name].words else ():
                self._walk(after, inner[-1] + 1, (*path, *inner), number, False, found)

    def _walk_gap(
        self, node: Node, at: int, path: tuple[int, ...], number: int | None, found: dict[int, Laid]
    ) -> None:
        words_alone = not (node.beginnings or node.sets) and node.number is None and node.gap is None
        for skipped in range(_LONGEST_GAP + 1):
            behind = at + skipped
            if behind > len(self.words) or (skipped and self._broken[behind - 1]):
                return
            if words_alone and (behind == len(self.words) or self.keys[behind] not in node.words):
                continue  # nothing can follow here: most gaps end so
            self._walk(node, behind, path, number, True, found)

    def _entries(self, name: str, at: int) -> list[tuple[int, ...]]:
        """Where the entries of a set that begin at a token stand, the longest first."""
        key = (name, at)
        if key not in self._of_sets:
            entries = [laid.at for laid in self.laid(self.sets[name], at)]
            self._of_sets[key] = sorted(entries, key=len, reverse=True)
        return self._of_sets[key]

    def _is_word(self, written: str, at: int) -> bool:
        word = self.written[at]
        if written.startswith(_AS_WRITTEN):
            return word == written.removeprefix(_AS_WRITTEN)
        if not word.isascii() or self.as_written:
            return word == written
        return at == 0 or self.keys[at - 1] not in self.not_after.get(written, ())

    def _number(self, at: int) -> int | None:
        """The small number that a token says, if any."""
        word = self.written[at]
        if word.isdecimal() and len(word) < 4:
            return int(word)
        return self.numbers.get(word)

    @cached_property
    def _broken(self) -> list[bool]:
        """For each token whether a sentence or clause ends right before it."""
        return [
            at > 0
            and self.keys[at - 1] not in _NUMBERED
            and _BREAK.search(self.text, self.words[at - 1].end, word.start) is not None
            for at, word in enumerate(self.words)
        ]
