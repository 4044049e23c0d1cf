"""Places by the names that only questions use (`thủ đô`, `hn`), and names typed without capitals.

The informal names are data (`place_names.toml`); names as reports write them are read by `places.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from vectorstore.analysis.gazetteer import places, spellings
from vectorstore.analysis.places import PlaceMention, find_places
from vectorstore.analysis.question.phrases import Phrasebook, read_phrasebook
from vectorstore.analysis.text import Token, comparable, fold, has_diacritics, lower, tokens


def with_informal(text: str, words: Sequence[Token], named: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The places named, with those named informally; the country only where no other place is."""
    everyday = [
        (words[m.first].start, words[m.last - 1].end) for m in _everyday().find(words, text, outside=())
    ]
    found = [
        m
        for m in named
        if _is_titled(text, m) or not any(first < m.end and m.start < last for first, last in everyday)
    ]
    for whole in _localities_with_province(text, found):
        found = [whole if mention.start == whole.start else mention for mention in found]
    for extra in (*_small_lettered(text, found), *_by_other_names(text, words)):
        apart = all(extra.end <= m.start or m.end <= extra.start for m in found)
        if apart and not (found and places()[extra.name].kind == "national"):
            found.append(extra)
    found += [m for m in _joined(words) if _apart(m, found)]
    found += [m for m in _where_places_stand(text, words, found) if _apart(m, found)]
    return _cities_within(text, sorted(found, key=lambda mention: mention.start))


def _is_titled(text: str, mention: PlaceMention) -> bool:
    """Whether a word that only places have stands in front (`tinh dien bien trong nam`, `o dien bien`)."""
    before = fold(text[: mention.start]).split()[-1:]
    return bool({*before, fold(text[mention.start : mention.end]).split()[0]} & _IN_FRONT)


def _apart(mention: PlaceMention, others: Sequence[PlaceMention]) -> bool:
    return all(mention.end <= m.start or m.end <= mention.start for m in others)


def _joined(words: Sequence[Token]) -> list[PlaceMention]:
    """Provinces whose syllables are written as one word, as English texts do (`Hoabinh`)."""
    return [
        PlaceMention(word.start, word.end, name, None)
        for word in words
        if word.text.isascii() and (name := _one_word().get(word.text.lower()))
    ]


@cache
def _one_word() -> dict[str, str]:
    return {
        fold("".join(letter for letter in name if letter.isalpha())): name
        for name, place in places().items()
        if place.kind == "province" and " " in name
    }


_TITLES = frozenset(("tinh", "t", "tp", "pho"))
_IN_FRONT = _TITLES | {"o", "tai", "cua", "thuoc"}
_LISTING = frozenset((",", "+", ";", "va", "voi", "vs", "cung", "-"))


def _where_places_stand(
    text: str, words: Sequence[Token], named: Sequence[PlaceMention]
) -> list[PlaceMention]:
    """Provinces typed in small letters behind their title, or in a list of places (`tỉnh A, khanh hoa`)."""
    if text.islower() and text.isascii():
        return []
    found = []
    for mention in find_places(fold(text)):
        if mention.locality or not _apart(mention, named) or places()[mention.name].kind != "province":
            continue
        at = next((i for i, w in enumerate(words) if w.start >= mention.start), len(words))
        first = fold(text[mention.start : mention.end]).split()[0].strip(".")
        titled = first in _TITLES or (at > 0 and fold(words[at - 1].text) in _TITLES)
        before = fold(text[: mention.start]).rstrip()
        listed = bool(named) and (before[-1:] in _LISTING or before.rpartition(" ")[2] in _LISTING)
        if (titled or listed) and _is_typed(text[mention.start : mention.end], mention.name):
            found.append(mention)
    return found


def _is_typed(printed: str, name: str) -> bool:
    """Whether the words of a name carry its marks or none."""
    words = [token.text for token in tokens(comparable(printed))]
    return any(
        len(words) >= len(spelling.words)
        and all(
            word in (own, fold(own))
            for word, own in zip(words[-len(spelling.words) :], spelling.words, strict=True)
        )
        for word in words
        for spelling in spellings().get(fold(word), ())
        if spelling.kind == "province" and name in spelling.names
    )


_WITHIN = re.compile(r"\s*(?:[(,-]|thuoc)\s*(?:tinh\s*)?")


def _cities_within(text: str, named: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Localities with their province behind them (`thành phố Huế (Thừa Thiên Huế)`)."""
    found: list[PlaceMention] = []
    for mention in named:
        before = found[-1] if found else None
        if (
            before is not None
            and before.name == mention.name
            and not mention.locality
            and (before.locality or _CITY.match(fold(text[before.start : before.end])))
            and _WITHIN.fullmatch(fold(text[before.end : mention.start]))
        ):
            city = before.locality or text[before.start : before.end]
            found[-1] = PlaceMention(before.start, mention.end, mention.name, city)
        else:
            found.append(mention)
    return found


_CITY = re.compile(r"(?:thanh pho|tp\.?) ")


def _localities_with_province(text: str, named: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Localities whose province stands behind them in small letters (`huyện Thới Lai - cần thơ`)."""
    if text.islower() or not any(mention.locality for mention in named):
        return []
    longer = {m.start: m for m in named if m.locality}
    return [
        replace(m, locality=longer[m.start].locality)
        for m in find_places(lower(text))
        if m.locality and m.start in longer and m.end > longer[m.start].end and m.name == longer[m.start].name
    ]


def _small_lettered(text: str, named: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Provinces and regions written in small letters among words with capitals, marks and all."""
    if text.islower() or not has_diacritics(text):
        return []
    again = find_places(lower(text))
    known = {(mention.start, mention.end) for mention in named}
    return [
        m for m in again if (m.start, m.end) not in known and m.locality is None and _is_spelled_out(text, m)
    ]


def _is_spelled_out(text: str, mention: PlaceMention) -> bool:
    """Whether the marks of a name are all there, and it is no everyday word."""
    printed = tuple(token.text for token in tokens(comparable(text[mention.start : mention.end])))
    return any(
        printed[-len(spelling.words) :] == spelling.words and not spelling.common
        for word in printed
        for spelling in spellings().get(fold(word), ())
        if spelling.kind in ("province", "region") and mention.name in spelling.names
    )


def _by_other_names(text: str, words: Sequence[Token]) -> list[PlaceMention]:
    found = _book().find(words, text, outside=())
    return [PlaceMention(words[m.first].start, words[m.last - 1].end, m.group, None) for m in found]


@cache
def _everyday() -> Phrasebook:
    return read_phrasebook("place_names.toml", "everyday")


@cache
def _book() -> Phrasebook:
    return read_phrasebook("place_names.toml", "names")
