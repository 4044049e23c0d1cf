"""The question words for numbers, and the numbers that a question states itself."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from vectorstore.analysis.countables import countable_at
from vectorstore.analysis.question.phrases import PhraseMatch
from vectorstore.analysis.question.wording import (
    ASKING,
    ASKING_MARKED,
    BEING,
    HOW_MANY,
    HOW_MANY_EN,
    MONEY_BEHIND,
    NAMED_BY_NUMBER,
    NOT_COUNTED,
    PER_CENT,
    UNSURE,
)
from vectorstore.analysis.terms import Role, TermHit
from vectorstore.analysis.text import Token, comparable, fold

# Groups of task words whose `bao nhiêu` asks for a difference, a share or a place in an order.
_OWN_QUESTION = frozenset(
    {
        "change",
        "more_by",
        "exceeds_by",
        "share_of",
        "share_of_first",
        "times_as_many",
        "rank_of_one",
        "places_counted",
    }
)
# Behind these words with a gap stands what there is most of (`nhiều luật sư nhất`).
_MORE = frozenset({"most", "least", "compare", "more_by"})


@dataclass(frozen=True, slots=True)
class Given:
    """A number that the question states with what it counts, at tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    text: str


def how_many_at(
    words: Sequence[Token], hits: Sequence[TermHit], matches: Sequence[PhraseMatch], *, english: bool
) -> list[int]:
    """Where the nouns asked about begin: right after `bao nhiêu`, `mấy`, `số`, `how many`."""
    keys = [fold(word.text) for word in words]
    own = {at for match in matches if match.group in _OWN_QUESTION for at in match.at}
    nouns = {hit.first for hit in hits if hit.is_noun}
    counted = {m.last for m in matches if m.group == "exceeds_by" and m.last in nouns}  # `hơn … bao nhiêu vụ`
    found: list[int] = []
    for at in range(len(keys)):
        for phrase in HOW_MANY_EN if english else HOW_MANY:
            after = at + len(phrase)
            if tuple(keys[at:after]) != phrase or (at in own and phrase in ASKING and after not in counted):
                continue
            if phrase in UNSURE and not _may_ask(words[at]):
                continue
            if after in nouns or (phrase not in UNSURE and tuple(keys[after : after + 2]) not in PER_CENT):
                found.append(after)
    found += [who for after in found if (who := _who_is(keys, after, nouns)) is not None]
    behind = (_behind_more(match, english=english) for match in matches if match.group in _MORE)
    found += [at for at in behind if at is not None and at < len(keys) and keys[at] not in NOT_COUNTED]
    return sorted({after for after in found if after < len(keys) and after not in own})


def asked_in(keys: Sequence[str], *, english: bool) -> frozenset[int]:
    """The tokens right behind a question word for numbers."""
    phrases = HOW_MANY_EN[:2] if english else ASKING
    return frozenset(
        at + len(phrase)
        for at in range(len(keys))
        for phrase in phrases
        if tuple(keys[at : at + len(phrase)]) == phrase
    )


def _may_ask(word: Token) -> bool:
    """Whether a word is `số` or `mấy`, or may be, typed without its marks; `cơ sở` is not."""
    return word.text.isascii() or word.text.lower() in ASKING_MARKED


def _who_is(keys: Sequence[str], at: int, nouns: Collection[int]) -> int | None:
    """Where a noun begins that people are: `bao nhiêu người là (làm, hành nghề) …`."""
    if keys[at : at + 1] != ["nguoi"]:
        return None
    after = at + 1
    while after < len(keys) and keys[after] in BEING:
        after += 1
    return after if at + 1 < after and after in nouns else None


def _behind_more(match: PhraseMatch, *, english: bool) -> int | None:
    """Where the noun begins that there is more of: in the gap of `nhiều … nhất`, behind `most`."""
    if match.last - match.first > len(match.at):
        after = min(match.at) + 1
        return after if after not in match.at else None
    return match.last if english else None


def asks_before(keys: Sequence[str], matches: Sequence[PhraseMatch], end: int, *, english: bool) -> bool:
    """Whether `bao nhiêu` or `how many` stands before a token, other than as part of the task's words."""
    own = {at for match in matches if match.group in _OWN_QUESTION for at in match.at}
    phrases = HOW_MANY_EN[:1] if english else ASKING
    return any(
        at not in own and tuple(keys[at : at + len(phrase)]) == phrase
        for at in range(end)
        for phrase in phrases
    )


def wants_money(
    words: Sequence[Token],
    text: str,
    matches: Sequence[PhraseMatch],
    hits: Sequence[TermHit],
    known: Collection[int],
) -> bool:
    """Whether `thu hồi được bao nhiêu`, with no noun behind it, asks for an amount of money."""
    nouns = {hit.first for hit in hits if hit.is_noun}
    for match in matches:
        if match.group != "money_asked":
            continue
        after = match.last
        if after >= len(words) or after in known:
            return True
        broken = text[words[after - 1].end : words[after].start].strip() != ""
        if broken or (after not in nouns and fold(words[after].text) in NOT_COUNTED):
            return True
    return False


_IN_MONEY = re.compile(r"\(\s*(?:(?:ty|ti|trieu|nghin|ngan) )?(?:dong|tien|vnd)\s*\)")


def speaks_of_money(words: Sequence[Token], text: str, known: Collection[int]) -> bool:
    """Whether `tiền`, `money` stands in a question without being a part of what is read already.

    So does a unit of money in brackets (`số phạt vi phạm hành chính (đồng)`).
    """
    if _IN_MONEY.search(fold(text)):
        return True
    keys = [fold(word.text) for word in words]
    for at, word in enumerate(words):
        if at in known:
            continue
        unmarked = word.text.isascii() and keys[at] == "tien" and at > 0 and keys[at - 1] in MONEY_BEHIND
        if word.text.lower() == "tiền" or unmarked or keys[at] == "money":
            return True
    return False


def given_numbers(
    words: Sequence[Token], text: str, hits: Sequence[TermHit], known: Collection[int]
) -> tuple[tuple[Given, ...], list[TermHit]]:
    """The numbers stated with what they count (`18 xã`), and the hits without these nouns."""
    lowered = comparable(text)
    given: list[Given] = []
    for at, word in enumerate(words[:-1]):
        if at in known or not word.text[0].isdigit() or (at and fold(words[at - 1].text) in NAMED_BY_NUMBER):
            continue
        last = max((hit.last for hit in hits if hit.first == at + 1 and hit.is_noun), default=0)
        if not last and countable_at(lowered, word.end):
            last = at + 2
        if last and at + 1 not in known:
            given.append(Given(at, last, text[word.start : words[last - 1].end]))
    stated = {at for each in given for at in range(each.first, each.last)}
    kept = [_of_context(hit) if stated & set(range(hit.first, hit.last)) else hit for hit in hits]
    return tuple(given), [hit for hit in kept if hit.roles]


def _of_context(hit: TermHit) -> TermHit:
    return TermHit(
        hit.first, hit.last, frozenset((name, role) for name, role in hit.roles if role is Role.CONTEXT)
    )
