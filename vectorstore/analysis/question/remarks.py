"""Which words of a question only ask, refer, hedge or report, and which narrow whatever they look like.

Both are data (`inert.toml`, `narrowing.toml`). Where phrases of both overlap the longer one is meant, of two
of one length the narrowing one, but of letters without marks the other. Single words that never narrow are
known to `terms.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from vectorstore.analysis.question.phrases import Phrasebook, PhraseMatch, read_phrasebook
from vectorstore.analysis.text import Token


@dataclass(frozen=True, slots=True)
class Remarks:
    """The tokens of words that narrow nothing, and those of words that do."""

    inert: frozenset[int]
    narrowing: frozenset[int]


def find_remarks(words: Sequence[Token], text: str, *, english: bool, folded: bool) -> Remarks:
    """Reads a question for both kinds; `folded`: it is Vietnamese typed without diacritics."""
    marked = not (english or folded)
    narrowing = _narrowing("english" if english else "vietnamese").find_all(
        words, text, outside=(), as_written=marked
    )
    if marked:
        narrowing += _narrowing("marked").find_all(words, text, outside=(), as_written=True)
    inert = _inert(english=english).find_all(words, text, outside=())
    if narrowing:
        longest = [(match, True) for match in narrowing] + [(match, False) for match in inert]
        longest.sort(key=lambda pair: (-len(pair[0].at), pair[1] is folded, pair[0].first))
        taken: set[int] = set()
        narrowing, inert = [], []
        for match, narrows in longest:
            if not taken & match.at:
                (narrowing if narrows else inert).append(match)
                if narrows or len(match.at) > 1:
                    taken |= match.at
    return Remarks(_at(inert), _at(narrowing))


def _at(matches: Sequence[PhraseMatch]) -> frozenset[int]:
    return frozenset(at for match in matches for at in match.at)


@cache
def _inert(*, english: bool) -> Phrasebook:
    return read_phrasebook("inert.toml", "english" if english else "vietnamese", stems=english)


@cache
def _narrowing(table: str) -> Phrasebook:
    return read_phrasebook("narrowing.toml", table, stems=table == "english")
