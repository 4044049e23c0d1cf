"""What a number counts whose words say it only with what the text is about (`topics.toml`).

`Các tổ chức này chứng nhận 118.420 hợp đồng` in a text on notaries. Asked last, of numbers whose own words
name nothing of the list; the topic is what the sentence, else the nearest text above it, names alone.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

from ingest.figures.brackets import closed_before
from ingest.figures.clauses import Clause, Sentence, Span
from ingest.figures.narrowing import content, says_it_exists
from ingest.figures.subject import Subject
from ingest.figures.told import Told
from ingest.figures.wording import AVERAGE, LINKING, NARROWS
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.text import place_tone, tokens

_Words = tuple[str, ...]
_NUMBER = "số"


@dataclass(frozen=True, slots=True)
class _Count:
    indicator: str
    nouns: tuple[_Words, ...]
    verbs: tuple[str, ...]
    bare: bool
    heads: tuple[str, ...]

    @property
    def money(self) -> bool:
        return indicators()[self.indicator].is_money


@dataclass(frozen=True, slots=True)
class _Topic:
    name: str
    names: tuple[str, ...]
    yields_to: tuple[str, ...]
    counts: tuple[_Count, ...]


def topical_subject(told: Told, clause: Clause) -> Subject | None:
    """The subject that a number has by its noun and verb within the topic it stands under, or None."""
    quantity, sentence = clause.quantity, told.sentence
    if quantity.percent or quantity.points or quantity.multiple:
        return None
    if sentence.find(NARROWS, clause.left) is not None or sentence.find(AVERAGE, clause.left) is not None:
        return None
    noun = _nouns_behind(sentence, clause)
    if not noun and not quantity.money:
        return None
    topic = _topic_of(told, clause)
    if topic is None:
        return None
    if quantity.money:
        fitting = [c for c in topic.counts if c.money and _pays(told, clause, topic, c)]
    else:
        fitting = [c for c in topic.counts if not c.money and _counts(told, clause, topic, c, noun)]
    return Subject(fitting[0].indicator) if len(fitting) == 1 else None


def topical_head(told: Told, clause: Clause) -> Subject | None:
    """The subject of a bare number that stands behind half of a name (`tổ chức hành nghề từ 52 lên 79`)."""
    quantity, sentence = clause.quantity, told.sentence
    if clause.phrase.positions or quantity.percent or quantity.points or quantity.multiple or quantity.money:
        return None
    own = _own_words(sentence, clause)
    heads = [
        (len(words), count.indicator)
        for topic in _topics().values()
        for count in topic.counts
        for words in _heads(count)
        if sentence.keys[own.first : own.first + len(words)] == words
    ]
    if not heads or content(sentence, Span(own.first + max(heads)[0], own.last), told.mentions.positions):
        return None
    topic = _topic_of(told, clause)
    listed = {count.indicator for count in topic.counts} if topic is not None else set()
    named = {indicator for _, indicator in heads} & listed
    return Subject(named.pop()) if len(named) == 1 else None


def _heads(count: _Count) -> Iterator[_Words]:
    """What a bare number may stand behind: `tổ chức hành nghề`, `số việc`, `còn hiệu lực`."""
    yield from map(_split, count.heads)
    if indicators()[count.indicator].stock:
        yield from (words for words in count.nouns if len(words) > 1)
    elif not count.money:
        yield from (words for words in map(_split, count.verbs) if words[0] == _NUMBER and len(words) > 1)


def _pays(told: Told, clause: Clause, topic: _Topic, count: _Count) -> bool:
    """Whether the words of an amount of money, with its topic, say one thing that is paid or collected.

    What stands before the comma is paid with it (`phí, thù lao 13 tỷ`) and must be the same.
    """
    sentence = told.sentence
    named = _positions(sentence, tuple(map(" ".join, count.nouns)), clause.left)
    own = _own_words(sentence, clause)
    if named.isdisjoint(own.positions):
        return False
    known = told.mentions.positions | _positions(sentence, topic.names, Span(0, len(sentence.keys)))
    paid = _positions(sentence, count.verbs, clause.left)
    return not content(sentence, clause.left, known | named | paid)


def _counts(told: Told, clause: Clause, topic: _Topic, count: _Count, behind: _Words) -> bool:
    """Whether a number's noun and verb are those of one thing that its topic counts."""
    sentence, phrase = told.sentence, clause.phrase
    nouns = [words for words in count.nouns if behind[: len(words)] == words]
    if not nouns:
        return False
    length = max(map(len, nouns))
    known = told.mentions.positions | _positions(sentence, topic.names, Span(0, len(sentence.keys)))
    verbs = _positions(sentence, count.verbs, Span(phrase.first + length, phrase.last))
    if content(sentence, Span(phrase.first + length, phrase.last), known | verbs):
        return False
    own = _own_words(sentence, clause)
    acting = _positions(sentence, count.verbs, own)
    if content(sentence, own, known | acting | _linking(sentence, own)):
        return False
    if indicators()[count.indicator].stock and not says_it_exists(sentence, clause, None):
        return bool(acting)
    return bool(acting or verbs) or (count.bare and not content(sentence, clause.left, known))


def _linking(sentence: Sentence, span: Span) -> frozenset[int]:
    """Words that only lead from what was told before (`nhưng chỉ phải tổ chức 17 cuộc`, `họ nhận 90 vụ`)."""
    return frozenset(at for at in span.positions if sentence.keys[at] in LINKING)


def _nouns_behind(sentence: Sentence, clause: Clause) -> _Words:
    return sentence.keys[clause.phrase.first : clause.phrase.last]


def _own_words(sentence: Sentence, clause: Clause) -> Span:
    """The words before a number since the last comma or colon."""
    for at in range(clause.left.last - 1, clause.left.first, -1):
        if {",", ":"} & set(sentence.gap(at)):
            return Span(at, clause.left.last)
    first = clause.left.first
    while first < clause.left.last and sentence.keys[first].isdigit():
        first += 1  # `2. Còn hiệu lực: 347`
    return Span(first, clause.left.last)


def _positions(sentence: Sentence, phrases: tuple[str, ...], span: Span) -> frozenset[int]:
    """Where these phrases stand in a span."""
    found: set[int] = set()
    for words in map(_split, phrases):
        for at in range(span.first, span.last - len(words) + 1):
            if sentence.keys[at : at + len(words)] == words:
                found |= set(range(at, at + len(words)))
    return frozenset(found)


def _topic_of(told: Told, clause: Clause) -> _Topic | None:
    """The one topic named nearest: before the number in its sentence, behind it, else in the texts above."""
    above = [_named(s) for s in _above(told)]
    here = _nearest(told.sentence, clause)
    levels = [here, *above] if here else above
    first = next((named for named in levels if named), frozenset[str]())
    first = _without_those_within(first, levels)
    return _topics()[next(iter(first))] if len(first) == 1 else None


def _without_those_within(named: frozenset[str], levels: list[frozenset[str]]) -> frozenset[str]:
    """The topics named, where one only takes part in another the other instead."""
    everywhere = frozenset(chain.from_iterable(levels))
    wider = {w for name in named for w in _topics()[name].yields_to if w in everywhere}
    kept = {name for name in named if not set(_topics()[name].yields_to) & everywhere}
    return frozenset(kept or wider)


def _above(told: Told) -> Iterator[Sentence]:
    around = told.around
    for passed in around.before:
        yield passed.sentence
    if around.opening is not None:
        yield around.opening.sentence
    yield from around.shared


def _nearest(sentence: Sentence, clause: Clause) -> frozenset[str]:
    """The topics named last before a number, in no bracket that has closed; else behind its own noun."""
    last: dict[str, int] = {}
    for topic in _topics().values():
        at = _last_named(sentence, topic, clause)
        if at is not None:
            last[topic.name] = at
    if not last:
        return frozenset()
    end = max(last.values())
    return frozenset(name for name, at in last.items() if at == end)


def _last_named(sentence: Sentence, topic: _Topic, clause: Clause) -> int | None:
    ends = _positions(sentence, topic.names, Span(0, clause.number.first))
    open_ends = [at for at in ends if not closed_before(sentence, at, clause)]
    behind = _positions(sentence, topic.names, clause.phrase)
    return max(open_ends, default=max(behind, default=None))


def _named(sentence: Sentence) -> frozenset[str]:
    """The topics that a text names."""
    whole = Span(0, len(sentence.keys))
    return frozenset(t.name for t in _topics().values() if sentence.find(t.names, whole) is not None)


@cache
def _split(phrase: str) -> _Words:
    return tuple(place_tone(token.text.lower()) for token in tokens(phrase))


@cache
def _topics() -> dict[str, _Topic]:
    data = tomllib.loads((files("ingest.figures") / "topics.toml").read_text(encoding="utf-8"))
    return {row["name"]: _read_topic(row) for row in data["topic"]}


def _read_topic(row: dict[str, object]) -> _Topic:
    return _Topic(str(row["name"]), _texts(row["names"]), _texts(row.get("yields_to", ())), _counts_of(row))


def _counts_of(row: dict[str, object]) -> tuple[_Count, ...]:
    listed = row["counts"]
    if not isinstance(listed, list):
        raise TypeError("counts is a list of tables")
    return tuple(
        _Count(
            str(each["indicator"]),
            tuple(map(_split, _texts(each.get("nouns", ())))),
            _texts(each.get("verbs", ())),
            bool(each.get("bare", False)),
            _texts(each.get("heads", ())),
        )
        for each in listed
    )


def _texts(words: object) -> tuple[str, ...]:
    if not isinstance(words, list | tuple):
        raise TypeError("words stand in a list")
    return tuple(place_tone(str(word).lower()) for word in words)
