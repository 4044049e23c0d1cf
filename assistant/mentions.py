"""Sentences and rows of a text that name an indicator beside a number.

Most of a text speaks of something else, and dozens of texts are looked through for one question: only the
sentences around the first words of a term are read at all.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.sentences import sentences
from vectorstore.analysis.terms import Role, find_terms, first_words, text_is_folded, word_keys
from vectorstore.analysis.text import fold, lower, tokens

_TONE_PLACES = tuple(
    zip(
        "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(),
        "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(),
        strict=True,
    )
)
"""The two ways of writing the tone of an open syllable (`hòa`, `hoà`)."""
_KEPT = 2
"""So many words of a term are looked for in a text."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence or row, and where in the text it begins."""

    start: int
    words: str


def mentions(text: str, indicator: str, terms: Sequence[str] = ()) -> list[Mention]:
    """The sentences and rows that tell a number of an indicator and have all of some folded words."""
    return [
        Mention(start, text[start:end])
        for start, end in _near(text, indicator)
        if speaks_of(text[start:end], indicator)
        and set(terms) <= {fold(token.text) for token in tokens(text[start:end])}
    ]


def speaks_of(sentence: str, indicator: str) -> bool:
    """Whether a sentence or row has numbers and names an indicator: what it counts, what was done with it."""
    if not any(character.isdigit() for character in sentence):
        return False
    words, folded = tokens(sentence), text_is_folded(sentence)
    if not _may_speak_of(word_keys(words, folded=folded), indicator, folded=folded):
        return False
    hits = find_terms(words, folded=folded)
    if any(hit.has(indicator, Role.ALONE) for hit in hits):
        return True
    named = any(hit.has(indicator, Role.NOUN) for hit in hits)
    done = not indicators()[indicator].acts or any(hit.has(indicator, Role.ACT) for hit in hits)
    return named and done


def _may_speak_of(keys: Iterable[str], indicator: str, *, folded: bool) -> bool:
    """Whether terms that name an indicator begin somewhere; dozens of sentences hold only its first words."""
    held = set(keys)

    def begins(role: Role) -> bool:
        return not held.isdisjoint(first_words(indicator, role, folded=folded))

    if begins(Role.ALONE):
        return True
    return begins(Role.NOUN) and (not indicators()[indicator].acts or begins(Role.ACT))


def _near(text: str, indicator: str) -> Iterator[tuple[int, int]]:
    """The sentences that have the first words of one of an indicator's terms."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = lower(text)
    seen: set[tuple[int, int]] = set()
    read = 0  # up to here the lines are cut into sentences
    spans: list[tuple[int, int]] = []
    for at in _places(lowered, indicator):
        if at >= read:
            read = text.find("\n", at) + 1 or len(text)
            spans = sentences(text, text.rfind("\n", 0, at) + 1, read)
        for span in spans:
            if span[0] <= at < span[1] and span not in seen:
                seen.add(span)
                yield span


def _places(lowered: str, indicator: str) -> list[int]:
    """Where one of the spellings of an indicator's first words stands, in order."""
    found: set[int] = set()
    for spelling in _spellings(indicator):
        at = lowered.find(spelling)
        while at >= 0:
            found.add(at)
            at = lowered.find(spelling, at + 1)
    return sorted(found)


@cache
def _spellings(indicator: str) -> tuple[str, ...]:
    """The first words of each term as texts have them: the tone mark in either place, or no marks at all."""
    listed = indicators()[indicator]
    first = {" ".join(term.lower().split()[:_KEPT]) for term in (*listed.nouns, *listed.alone)}
    forms = {
        form for words in first for form in (words, _moved(words, 0, 1), _moved(words, 1, 0), fold(words))
    }
    return tuple(
        sorted(form for form in forms if not any(other != form and other in form for other in forms))
    )


def _moved(words: str, here: int, there: int) -> str:
    for pair in _TONE_PLACES:
        words = words.replace(pair[here], pair[there])
    return words
