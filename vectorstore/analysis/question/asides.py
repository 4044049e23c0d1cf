"""What a question says of the asker's business: what the answer is for, a word repeated in brackets.

It says nothing of what is asked. The words that begin such a clause are data (`task_words.toml`).
"""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from vectorstore.analysis.question.phrases import PhraseMatch, token_positions
from vectorstore.analysis.terms import TermHit
from vectorstore.analysis.text import Token, detect_language, fold

_BREAK = re.compile(r"[,;:.?!\n()]")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_COURTESY = frozenset(("polite", "purpose", "occasion"))
_TITLES = frozenset(("t", "tp", "tx", "h", "q", "tinh", "p", "x"))  # short for tỉnh, thành phố, thị xã …
_LONGEST = 14  # words
_NOT_PURPOSE = frozenset(
    ("nghi", "xuat", "an", "cuong", "tai", "muc", "phong")
)  # `de nghi`, `de xuat` unmarked


def asides(
    words: Sequence[Token],
    text: str,
    matches: Sequence[PhraseMatch],
    hits: Sequence[TermHit],
    known: Collection[int],
) -> frozenset[int]:
    """The tokens of clauses that say what the answer is for (`để đưa vào báo cáo`, `for a meeting`).

    One that names something the list counts is none, unless it names an occasion. Tokens in `known` name a
    place or period and end it.
    """
    found: set[int] = set()
    for match in matches:
        if match.group == "occasion" and fold(words[match.first].text) in ("for", "cho", "vao"):
            found |= match.at
        if match.group != "purpose" or match.first in found or _is_other(words, match, hits):
            continue
        last = _end(words, text, match.first, known)
        occasion = any(m.group == "occasion" and match.last <= m.first and m.last <= last for m in matches)
        named = any(hit.is_named and match.last <= hit.first < last for hit in hits)
        if (occasion or not named) and last - match.first <= _LONGEST:
            found.update(range(match.first, last))
    courtesy = {at for match in matches if match.group in _COURTESY for at in match.at} | found
    busy = set(known) | {at for hit in hits if hit.is_named for at in range(hit.first, hit.last)}
    busy |= {at for match in matches if match.group not in (*_COURTESY, "filler") for at in match.at}
    if any(hit.is_named for hit in hits):
        for part in _parts(words, text):
            if courtesy & set(part) and not (busy - courtesy) & set(part):
                found.update(part)
    return frozenset(found)


def _parts(words: Sequence[Token], text: str) -> list[range]:
    """The question from one mark of punctuation to the next."""
    begins = [at for at in range(1, len(words)) if _BREAK.search(text, words[at - 1].end, words[at].start)]
    return [range(first, last) for first, last in pairwise([0, *begins, len(words)])]


def outside_brackets(text: str) -> str:
    """The text without what stands in brackets, each letter in its place."""
    return _BRACKETED.sub(lambda found: " " * len(found[0]), text)


def glosses(words: Sequence[Token], text: str) -> frozenset[int]:
    """The tokens of Vietnamese words that an English question puts in brackets."""
    spans = [found.span(1) for found in _BRACKETED.finditer(text) if detect_language(found[1]) == "vi"]
    return token_positions(words, spans)


def beside_spans(
    words: Sequence[Token], text: str, places: Sequence[tuple[int, int]], named: Sequence[tuple[int, int]]
) -> frozenset[int]:
    """The tokens that belong to a place or period without standing in it (`t. Hậu Giang`, `n2023`)."""
    starts = {start for start, _ in places}
    titles = {
        at
        for at, word in enumerate(words[:-1])
        if fold(word.text) in _TITLES
        and not text[word.end : words[at + 1].start].strip(". ")
        and words[at + 1].start in starts
    }
    held = {
        at
        for at, word in enumerate(words)
        if any(word.start <= start and end <= word.end for start, end in named)
    }
    return frozenset(titles | held)


def _is_other(words: Sequence[Token], match: PhraseMatch, hits: Sequence[TermHit]) -> bool:
    """Whether the word that would begin a clause is part of a term, or of `đề nghị` typed unmarked."""
    if any(hit.first <= match.first < hit.last and hit.last - hit.first > 1 for hit in hits):
        return True
    behind = fold(words[match.last].text) if match.last < len(words) else ""
    return words[match.first].text.lower() == "de" and behind in _NOT_PURPOSE


def _end(words: Sequence[Token], text: str, first: int, known: Collection[int]) -> int:
    """The token before which a clause ends."""
    at = first + 1
    while at < len(words) and at not in known and not _BREAK.search(text, words[at - 1].end, words[at].start):
        at += 1
    return at
