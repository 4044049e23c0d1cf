"""What stands in brackets stays in them: which bracket a number stands in, which numbers it may speak of."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from ingest.figures.clauses import Clause, Sentence, Span
from ingest.figures.wording import PARTS


class _Bracketed(Protocol):
    @property
    def bracket(self) -> int | None: ...


_Any = TypeVar("_Any", bound=_Bracketed)


def bracket_at(sentence: Sentence, offset: int) -> int | None:
    """Where the innermost bracket opens that is still open at an offset; None outside brackets."""
    opened: list[int] = []
    for at in range(sentence.start, offset):
        if sentence.text[at] == "(":
            opened.append(at)
        elif sentence.text[at] == ")" and opened:
            opened.pop()
    return opened[-1] if opened else None


def within_reach(readings: Sequence[_Any], bracket: int | None) -> list[_Any]:
    """The readings a number may speak of: those in its own bracket and outside brackets; else all."""
    near = [r for r in readings if r.bracket is None or r.bracket == bracket]
    return near or list(readings)


def closed_before(sentence: Sentence, position: int, clause: Clause) -> bool:
    """Whether a word stands in a bracket that closes before a clause's number."""
    between = sentence.text[sentence.words[position].start : sentence.words[clause.number.first - 1].end + 1]
    return between.count(")") > between.count("(")


def label_in(sentence: Sentence, clause: Clause, bracket: int | None) -> Span:
    """The words before a number that name it, without those before the bracket it stands in."""
    first = clause.left.first
    while bracket is not None and first < clause.left.last and sentence.words[first].start < bracket:
        first += 1
    opened = sentence.find(PARTS, Span(first, clause.left.last))
    first = opened or first
    for at in range(clause.left.last, first, -1):
        if ":" in sentence.gap(at) and at < clause.left.last:
            return Span(at, clause.left.last)
    return Span(first, clause.left.last)
