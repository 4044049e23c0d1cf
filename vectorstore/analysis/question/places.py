"""How a question's places are meant: today's merged province, an old one, all provinces.

Which places are named is read by `places.py`; the words beside them are data (`task_words.toml`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vectorstore.analysis.places import PlaceMention, find_places, parts_of, places
from vectorstore.analysis.question.phrases import PhraseMatch, token_positions
from vectorstore.analysis.question.place_names import with_informal
from vectorstore.analysis.question.wording import OF_PLACE_KINDS, PLACE_PREPOSITIONS
from vectorstore.analysis.text import Token, fold, lower

_TIER = re.compile(r"(?:tinh|huyen|xa)\s+")
_OF_TIER = (" cap", "(cap")
_ANYWHERE = frozenset({"after_merger", "before_merger"})
_BEHIND = frozenset({"today", "formerly"})
_BEFORE = frozenset({"today_before", "formerly"})
# Words that range over places of a kind, and name none.
RANGES_OVER_ALL = frozenset(
    {"place_asked", "numbered_places", "top", "bottom", "all_places", "each_place", "places_counted"}
)
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
    return [_less_tier(text, mention) for mention in with_informal(written, words, find_places(text))]


def _less_tier(text: str, mention: PlaceMention) -> PlaceMention:
    """A place without the title before it that says a tier (`cấp tỉnh Nam Định`)."""
    title = _TIER.match(fold(text[mention.start : mention.end]))
    if title is None or not fold(text[: mention.start]).rstrip().endswith(_OF_TIER):
        return mention
    return replace(mention, start=mention.start + title.end())


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
    if merged:
        named = [replace(m, locality=None) if _is_namesake(m) else m for m in named]
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


def _is_namesake(mention: PlaceMention) -> bool:
    """Whether a city is called like its province: beside words of the merger the province is meant."""
    return mention.locality is not None and fold(mention.locality).endswith(fold(mention.name))


def before_places(words: Sequence[Token], spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    """`ở`, `tại`, `tỉnh` before a place: grammar, whatever else they exclude in the list."""
    starts = {start for start, _ in spans}
    return frozenset(
        at
        for at, word in enumerate(words[:-1])
        if words[at + 1].start in starts and fold(word.text) in PLACE_PREPOSITIONS
    )


def of_place_kinds(keys: Sequence[str], matches: Sequence[PhraseMatch]) -> frozenset[int]:
    """`thành` of `tỉnh, thành phố nào`: no success."""
    ranging = (match for match in matches if match.group in RANGES_OVER_ALL)
    return frozenset(at for match in ranging for at in match.at if keys[at] in OF_PLACE_KINDS)


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
