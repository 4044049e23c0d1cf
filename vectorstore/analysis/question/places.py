"""How a question's places are meant: today's merged province, an old one, all provinces.

Which places are named is read by `places.py`; the words beside them are data (`task_words.toml`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from vectorstore.analysis.places import PlaceMention, find_places, parts_of, places
from vectorstore.analysis.question.phrases import PhraseMatch, token_positions
from vectorstore.analysis.question.place_names import with_informal
from vectorstore.analysis.text import Token, lower

_ANYWHERE = frozenset({"after_merger", "before_merger"})
_BEHIND = frozenset({"today", "formerly"})
_BEFORE = frozenset({"today_before", "formerly"})
# Words that say nothing of the task unless a place stands beside them.
BESIDE_PLACES = _BEHIND | _BEFORE | {"including"}


@dataclass(frozen=True, slots=True)
class PlacesMeant:
    """The places asked about; `merged`: today's province is; `explained`: the tokens that say so."""

    places: tuple[PlaceMention, ...]
    merged: bool
    explained: frozenset[int]


def named_in(text: str, words: Sequence[Token]) -> list[PlaceMention]:
    """The places a question names; a capital at its beginning says nothing of how it was typed."""
    written = text
    capitals = [w for w in words if w.text[0].isupper() and not (len(w.text) > 1 and w.text.isupper())]
    if len(capitals) == 1 and capitals[0] is words[0]:
        at = words[0].start
        text = text[:at] + lower(text[at]) + text[at + 1 :]
    return with_informal(written, words, find_places(text))


def places_meant(
    words: Sequence[Token], named: Sequence[PlaceMention], matches: Sequence[PhraseMatch]
) -> PlacesMeant:
    """The places as the words beside them have them."""
    explained: set[int] = set()
    merged = False
    for match in matches:
        behind = match.group in _BEHIND and any(_last(words, m) + 1 == match.first for m in named)
        before = match.group in _BEFORE and any(_first(words, m) == match.last for m in named)
        if match.group in _ANYWHERE or behind or before:
            explained |= match.at
            merged = merged or match.group in ("after_merger", "today", "today_before")
    whole = _with_its_parts(words, named, matches)
    if whole is None:
        return PlacesMeant(tuple(named), merged and bool(named), frozenset(explained))
    kept, said = whole
    return PlacesMeant(kept, True, frozenset(explained) | said)


def _with_its_parts(
    words: Sequence[Token], named: Sequence[PlaceMention], matches: Sequence[PhraseMatch]
) -> tuple[tuple[PlaceMention, ...], frozenset[int]] | None:
    """`Cần Thơ tính cả Hậu Giang và Sóc Trăng`: one province, when all its parts are named."""
    for match in matches:
        if match.group != "including":
            continue
        before = [m for m in named if _last(words, m) < match.first]
        if not before:
            continue
        whole = before[-1]
        added = [m for m in named if _first(words, m) >= match.last]
        parts = set(parts_of(whole.name)) - {whole.name}
        if parts and parts <= {m.name for m in added}:
            kept = tuple(m for m in named if m.name not in parts)
            spans = [(m.start, m.end) for m in added if m.name in parts]
            return kept, match.at | token_positions(words, spans)
    return None


def is_region(mention: PlaceMention) -> bool:
    """Whether a mention is a region's."""
    return places()[mention.name].kind == "region"


def is_national(mention: PlaceMention) -> bool:
    """Whether a mention is the whole country's."""
    return places()[mention.name].kind == "national"


def _first(words: Sequence[Token], mention: PlaceMention) -> int:
    return next((at for at, w in enumerate(words) if w.start >= mention.start), -2)


def _last(words: Sequence[Token], mention: PlaceMention) -> int:
    return max((at for at, w in enumerate(words) if w.end <= mention.end), default=-2)
