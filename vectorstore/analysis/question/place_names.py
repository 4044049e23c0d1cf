"""Places by the names that only questions use (`thủ đô`, `hn`), and names typed without capitals.

The informal names are data (`place_names.toml`); names as reports write them are read by `places.py`.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from vectorstore.analysis.gazetteer import places, spellings
from vectorstore.analysis.places import PlaceMention, find_places
from vectorstore.analysis.question.phrases import Phrasebook, read_phrasebook
from vectorstore.analysis.text import Token, comparable, fold, has_diacritics, lower, tokens


def with_informal(text: str, words: Sequence[Token], named: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The places named, with those named informally; the country only where no other place is."""
    found = list(named)
    for whole in _localities_with_province(text, found):
        found = [whole if mention.start == whole.start else mention for mention in found]
    for extra in (*_small_lettered(text, found), *_by_other_names(text, words)):
        apart = all(extra.end <= m.start or m.end <= extra.start for m in found)
        if apart and not (found and places()[extra.name].kind == "national"):
            found.append(extra)
    return sorted(found, key=lambda mention: mention.start)


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
def _book() -> Phrasebook:
    return read_phrasebook("place_names.toml", "names")
