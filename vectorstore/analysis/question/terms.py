"""The words of a question that narrow what is asked, once all else is explained."""

from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files

from vectorstore.analysis.question.glossary import find_glosses
from vectorstore.analysis.question.remarks import Remarks
from vectorstore.analysis.text import Token, fold, tokens


def left_over(
    words: Sequence[Token], remarks: Remarks, explained: Collection[int], beside: Collection[int]
) -> frozenset[int]:
    """The tokens that narrow the question; `beside`: those that do whatever they are."""
    sure = remarks.narrowing | frozenset(beside)
    return frozenset(
        at
        for at, word in enumerate(words)
        if (at not in explained or at in beside)
        and (
            at in sure or _numbers_a_kind(words, at) or (at not in remarks.inert and narrows(fold(word.text)))
        )
    )


def _numbers_a_kind(words: Sequence[Token], at: int) -> bool:
    """Whether a number says which of several kinds (`phiếu số 2`)."""
    word = words[at].text
    return at > 0 and len(word) == 1 and word.isdigit() and fold(words[at - 1].text) in ("so", "no")


def narrowing_terms(
    words: Sequence[Token],
    left: Collection[int],
    sure: Collection[int],
    explained: Collection[int],
    *,
    english: bool,
) -> tuple[str, ...]:
    """The folded words at the tokens `left`, in order; `sure`: those that narrow whatever they are.

    Of an English question, in Vietnamese where the glossary knows them.
    """
    if not english or not left:
        return tuple(fold(words[at].text) for at in sorted(left))
    terms: list[str] = []
    glossed: set[int] = set()
    for gloss in find_glosses(words):
        span = frozenset(range(gloss.first, gloss.last))
        if not span.isdisjoint(left) and all(at in left or at not in explained for at in span):
            glossed |= span
            keys = [fold(token.text) for token in tokens(gloss.vietnamese)]
            terms += [key for key in keys if narrows(key)] or (keys if not span.isdisjoint(sure) else [])
    terms += [fold(words[at].text) for at in sorted(left) if at not in glossed]
    return tuple(dict.fromkeys(terms))


def asked_word(
    words: Sequence[Token], asked_at: Sequence[int], known: Collection[int], *, english: bool
) -> str | None:
    """The folded noun right after the question word; of an English one its Vietnamese head noun."""
    at = next((at for at in asked_at if at < len(words) and at not in known), None)
    if at is None:
        return None
    if english:
        head = None
        for gloss in find_glosses(words[at:]):
            if gloss.first != (head.last if head else 0):
                break
            head = gloss
        if head is not None and head.noun:
            return fold(head.vietnamese).split()[0]
    return fold(words[at].text)


def narrows(key: str) -> bool:
    """Whether a folded word says anything that an answer must account for."""
    return key not in _question_words() and not key[0].isdigit()


@cache
def _question_words() -> frozenset[str]:
    lines = (files("vectorstore.analysis.question") / "words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
