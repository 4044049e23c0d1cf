"""How a question is read: its language, places, periods, the indicators it names and what it wants of them.

The one place for it: retrieval takes its boosts from here, the assistant its look-ups. What exists in the
reports is not known here; whether a reading can be answered is the assistant's business.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Literal

from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.periods import PeriodMention, find_periods
from vectorstore.analysis.places import PlaceMention, find_places
from vectorstore.analysis.terms import Role, TermHit, find_terms, text_is_folded
from vectorstore.analysis.text import Token, detect_language, fold, normalise, tokens


class Aspect(StrEnum):
    """What of an indicator is wanted."""

    LEVEL = "level"
    SHARE = "share"
    CHANGE = "change"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class IndicatorMention:
    """An indicator of the list named in a question, from its first word to its last."""

    indicator: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class QuestionReading:
    """A question as understood.

    `terms` are the folded words that say something and are not explained by the places, periods and
    indicators found: an answer must account for them too. `asked` is the folded noun right after the
    question word. `level` is the tier of government named (`cấp tỉnh`). `numeric` says that a number is
    wanted.
    """

    text: str
    language: Literal["vi", "en"]
    folded: bool
    places: tuple[PlaceMention, ...]
    periods: tuple[PeriodMention, ...]
    indicators: tuple[IndicatorMention, ...]
    aspects: frozenset[Aspect]
    terms: tuple[str, ...]
    asked: str | None
    level: str | None
    numeric: bool
    compares: bool


_HOW_MANY = (("bao", "nhieu"), ("may",), ("so", "luong"), ("tong", "so"), ("so",))
_HOW_MANY_EN = (("how", "many"), ("how", "much"), ("number", "of"), ("total", "of"), ("total",))
_WANTS_TEXT = frozenset(
    {"gi", "nao", "sao", "ai", "why", "what", "which", "who", "describe", "list", "explain", "neu", "liet"}
)
_COMPARES = (
    ("so", "sanh"), ("cao", "hon"), ("thap", "hon"), ("nhieu", "hon"), ("it", "hon"), ("dong", "hon"),
    ("chenh", "lech"), ("compare",), ("compared",), ("higher",), ("lower",), ("more", "than"),
    ("difference",),
)  # fmt: skip
_SUPERLATIVES = (("nhieu", "nhat"), ("it", "nhat"), ("cao", "nhat"), ("thap", "nhat"), ("most",), ("fewest",))
_SHARES = (("ty", "le"), ("ti", "le"), ("phan", "tram"), ("rate",), ("percentage",), ("percent",), ("share",))
_CHANGES = (
    ("tang", "bao"),
    ("giam", "bao"),
    ("muc", "tang"),
    ("muc", "giam"),
    ("tang", "hay"),
    ("tang", "giam"),
)
_TARGETS = (
    ("chi", "tieu"),
    ("theo", "ke", "hoach"),
    ("phan", "dau"),
    ("muc", "tieu"),
    ("ke", "hoach", "giao"),
    ("target",),
)
_JOINS = frozenset({"va", "and", "cung"})
_MONEY = frozenset({"tien", "dong", "money"})
_COMPARED_WITH = ("so voi", "so", "than", "compared with", "compared to", "from")
_LEVELS = {("cap", "tinh"): "cấp tỉnh", ("cap", "huyen"): "cấp huyện", ("cap", "xa"): "cấp xã"}


def read_question(text: str) -> QuestionReading:
    """Read a question in Vietnamese, with or without diacritics, or in English."""
    text = normalise(text).strip()
    language = detect_language(text)
    folded = text_is_folded(text)
    words = tokens(text)
    keys = [fold(word.text) for word in words]
    places = tuple(find_places(text))
    named = tuple(find_periods(text))
    spans = [(m.start, m.end) for m in places] + [(m.start, m.end) for m in named]
    known = _positions(words, spans)
    hits = _outside(find_terms(words, folded=folded, english=language == "en"), known)
    asked_at = _after_question_words(keys, hits, language)
    chosen = _choose(words, text, hits, asked_at, english=language == "en", share=_find(keys, _SHARES))
    used = _used(hits, chosen)
    aspects = _aspects(keys, _asks_noun(hits, asked_at))
    level = next((name for key, name in _LEVELS.items() if _find(keys, (key,))), None)
    beside = _named_beside(hits, used)
    explained = used | known | _positions_of(hits, Role.CONTEXT)
    terms = tuple(
        k for at, k in enumerate(keys) if at in beside or (at not in explained and _says_something(k))
    )
    return QuestionReading(
        text=text,
        language=language,
        folded=folded,
        places=places,
        periods=_asked_periods(text, named, aspects),
        indicators=tuple(_mention(words, hits, name) for name in chosen),
        aspects=aspects,
        terms=terms,
        asked=next((keys[at] for at in asked_at if at < len(keys) and at not in known), None),
        level=level,
        numeric=_is_numeric(keys, hits, asked_at, chosen),
        compares=_find(keys, _COMPARES),
    )


def _asked_periods(
    text: str, named: tuple[PeriodMention, ...], aspects: frozenset[Aspect]
) -> tuple[PeriodMention, ...]:
    """The periods asked about; a change is asked of one period, not of the one it is compared with."""
    if Aspect.CHANGE not in aspects:
        return named
    own = tuple(m for m in named if not fold(text[: m.start]).rstrip().endswith(_COMPARED_WITH))
    return own or named


@cache
def _question_words() -> frozenset[str]:
    lines = (files("vectorstore.analysis") / "question_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _says_something(key: str) -> bool:
    return key not in _question_words() and not key[0].isdigit()


def _positions(words: Sequence[Token], spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    return frozenset(
        at for at, w in enumerate(words) if any(start <= w.start and w.end <= end for start, end in spans)
    )


def _positions_of(hits: Sequence[TermHit], role: Role) -> frozenset[int]:
    return frozenset(
        at for hit in hits if any(r is role for _, r in hit.roles) for at in range(hit.first, hit.last)
    )


def _named_beside(hits: Sequence[TermHit], used: frozenset[int]) -> frozenset[int]:
    """Nouns of the list named but not asked about: they say whose or which (`văn phòng công chứng`)."""
    return frozenset(
        at
        for hit in hits
        if hit.is_noun and hit.last - hit.first > 2 and not used & set(range(hit.first, hit.last))
        for at in range(hit.first, hit.last)
    )


def _outside(hits: Sequence[TermHit], known: frozenset[int]) -> list[TermHit]:
    return [hit for hit in hits if not any(at in known for at in range(hit.first, hit.last))]


def _find(keys: Sequence[str], phrases: Sequence[tuple[str, ...]]) -> bool:
    return any(tuple(keys[at : at + len(phrase)]) == phrase for phrase in phrases for at in range(len(keys)))


def _after_question_words(keys: Sequence[str], hits: Sequence[TermHit], language: str) -> list[int]:
    """Where the nouns asked about begin: right after `bao nhiêu`, `mấy`, `số`, `how many`."""
    nouns = {hit.first for hit in hits if hit.is_noun}
    found: list[int] = []
    for at in range(len(keys)):
        for phrase in _HOW_MANY_EN if language == "en" else _HOW_MANY:
            after = at + len(phrase)
            if tuple(keys[at:after]) != phrase:
                continue
            sure = phrase not in {("so",), ("may",)}  # `sở`, `máy`, `so sánh` fold to these too
            if after < len(keys) and (after in nouns or sure) and after not in found:
                found.append(after)
    return found


def _choose(
    words: Sequence[Token],
    text: str,
    hits: Sequence[TermHit],
    asked_at: Sequence[int],
    *,
    english: bool,
    share: bool,
) -> tuple[str, ...]:
    """The indicators that the words name, in the order of their acts; only those asked about, if any are."""
    fitting = [name for name in indicators() if _fits(hits, name, english=english, share=share)]
    chosen = [name for name in fitting if not _excluded(words, text, hits, name)]
    asked_at = [*asked_at, *_set_beside_asked(words, text, hits, asked_at)]
    asked = [name for name in chosen if any(_noun_at(hits, name, at) for at in asked_at)]
    if not asked and any(fold(words[at].text) in _MONEY for at in asked_at if at < len(words)):
        asked = [name for name in chosen if indicators()[name].is_money]
    chosen = asked or ([] if _asks_noun(hits, asked_at) else chosen)
    positions = {name: _used(hits, (name,)) for name in chosen}
    specific = [name for name in chosen if not any(positions[name] < positions[other] for other in chosen)]
    return tuple(sorted(specific, key=lambda name: _first_act(hits, name, min(positions[name]))))


def _set_beside_asked(
    words: Sequence[Token], text: str, hits: Sequence[TermHit], asked_at: Sequence[int]
) -> list[int]:
    """Where nouns begin that are asked about together with one after the question word (`X và Y`)."""
    nouns = [hit for hit in hits if hit.is_noun]
    return [
        other.first
        for hit in nouns
        if hit.first in asked_at
        for other in nouns
        if 0 <= other.first - hit.last <= 2 and _set_beside(words, text, hit, other)
    ]


def _first_act(hits: Sequence[TermHit], name: str, fallback: int) -> int:
    return min((hit.first for hit in hits if hit.has(name, Role.ACT)), default=fallback)


def _fits(hits: Sequence[TermHit], name: str, *, english: bool, share: bool) -> bool:
    indicator = indicators()[name]
    roles = {role for hit in hits for i, role in hit.roles if i == name}
    needs_act = bool(indicator.english_acts if english else indicator.acts)
    needs_context = bool(indicator.english_context if english else indicator.context)
    needs_noun = not (share and indicator.acts and Role.ACT in roles)
    return (
        (Role.NOUN in roles or not needs_noun)
        and (Role.ACT in roles or not needs_act)
        and (Role.CONTEXT in roles or not needs_context)
    )


def _excluded(words: Sequence[Token], text: str, hits: Sequence[TermHit], name: str) -> bool:
    """Whether a word makes it something else; not when it is set beside the act (`ban hành và thẩm định`)."""
    acts = [hit for hit in hits if hit.has(name, Role.ACT)]
    return any(
        hit.has(name, Role.NOT) and not any(_set_beside(words, text, act, hit) for act in acts)
        for hit in hits
    )


def _set_beside(words: Sequence[Token], text: str, one: TermHit, other: TermHit) -> bool:
    first, second = sorted((one, other), key=lambda hit: hit.first)
    between = text[words[first.last - 1].end : words[second.first].start]
    return first.last <= second.first and ("," in between or bool(_JOINS & set(fold(between).split())))


def _noun_at(hits: Sequence[TermHit], name: str, at: int) -> bool:
    return any(hit.first == at and hit.has(name, Role.NOUN) for hit in hits)


def _used(hits: Sequence[TermHit], names: Sequence[str]) -> frozenset[int]:
    return frozenset(
        at
        for hit in hits
        for at in range(hit.first, hit.last)
        if any(name in names and role is not Role.NOT for name, role in hit.roles)
    )


def _mention(words: Sequence[Token], hits: Sequence[TermHit], name: str) -> IndicatorMention:
    used = sorted(_used(hits, (name,)))
    return IndicatorMention(name, words[used[0]].start, words[used[-1]].end)


def _asks_noun(hits: Sequence[TermHit], asked_at: Sequence[int]) -> bool:
    return any(hit.first in asked_at and hit.is_noun for hit in hits)


def _aspects(keys: Sequence[str], asks_noun: bool) -> frozenset[Aspect]:
    """What is wanted: shares, changes or targets where named, the level where its noun is asked for."""
    found = {
        aspect
        for aspect, phrases in (
            (Aspect.SHARE, _SHARES),
            (Aspect.CHANGE, _CHANGES),
            (Aspect.TARGET, _TARGETS),
        )
        if _find(keys, phrases)
    }
    if not found or (asks_noun and Aspect.TARGET not in found):
        found.add(Aspect.LEVEL)
    return frozenset(found)


def _is_numeric(
    keys: Sequence[str], hits: Sequence[TermHit], asked_at: Sequence[int], chosen: Sequence[str]
) -> bool:
    if asked_at or _find(keys, (("bao", "nhieu"), ("may",), *_SHARES, *_HOW_MANY_EN)):
        return True
    compared = _find(keys, (*_COMPARES, *_SUPERLATIVES))
    return bool(chosen) and (compared or not any(key in _WANTS_TEXT for key in keys))
