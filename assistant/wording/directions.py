"""Which way something went: the words of a question and of a report that say so, as data."""

import re

from vectorstore.analysis.query import QuestionReading
from vectorstore.analysis.text import fold

_ASKED = {
    1: re.compile(r"\b(?:tang|rose|rise|risen|increases?d?|grew|growth|up)\b"),
    -1: re.compile(r"\b(?:giam|fell|fall|fallen|decreases?d?|declined?|dropped|down)\b"),
}
_PER_CENT = re.compile(r"%|\b(?:phan tram|per cent|percent|percentage|ty le (?:tang|giam))\b")
_EITHER = re.compile(r"\btang\W+(?:hay |hoac |va )?giam\b")


def asked(reading: QuestionReading) -> int:
    """1 where increases are asked about, -1 where decreases are, 0 for either or for no change at all.

    What names an indicator (`miễn, giảm thi hành án`) or narrows it says nothing of a direction.
    """
    text = reading.text
    for mention in reading.indicators:
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    words = fold(text)
    if _EITHER.search(words):
        return 0
    found = {way: pattern.search(words) for way, pattern in _ASKED.items()}
    ways = [way for way, match in found.items() if match and match[0] not in reading.terms]
    return ways[0] if len(ways) == 1 else 0


def in_per_cent(question: str) -> bool:
    """Whether changes are asked about in per cent of what was before."""
    return _PER_CENT.search(fold(question)) is not None


def sign(value: float) -> int:
    """1 for more, -1 for less, 0 for the same."""
    return (value > 0) - (value < 0)
