"""Where a text uses the words of the indicator list.

Reports and questions are matched by the same hits, so that what is written is what is found. Words match
whole syllables; a term is not found across punctuation unless it is written with a comma itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from vectorstore.analysis.indicators import Indicator, abbreviations, indicators
from vectorstore.analysis.text import Token, fold, has_diacritics, place_tone, tokens


class Role(StrEnum):
    """What a word says about an indicator."""

    NOUN = "noun"
    ALONE = "alone"
    ACT = "act"
    CONTEXT = "context"
    NOT = "not"


Roles = frozenset[tuple[str, Role]]


@dataclass(frozen=True, slots=True)
class TermHit:
    """A term of the list found at tokens `first` to `last` (exclusive), and what it may mean."""

    first: int
    last: int
    roles: Roles

    def has(self, indicator: str, role: Role) -> bool:
        """Whether these words play this role for this indicator."""
        return (indicator, role) in self.roles

    @property
    def is_noun(self) -> bool:
        """Whether these words name what some indicator counts."""
        return _has(self.roles, Role.NOUN)

    @property
    def is_act(self) -> bool:
        """Whether these words name what was done with something counted."""
        return _has(self.roles, Role.ACT)

    @property
    def is_named(self) -> bool:
        """Whether these words name what some indicator counts or what was done with it."""
        return self.is_noun or self.is_act

    def contains(self, other: "TermHit") -> bool:
        """Whether the other hit stands inside this one and is shorter."""
        return (
            self.first <= other.first
            and other.last <= self.last
            and other.last - other.first < self.last - self.first
        )


@cache
def _has(roles: Roles, wanted: Role) -> bool:
    return any(role is wanted for _, role in roles)


def find_terms(words: Sequence[Token], *, folded: bool, english: bool = False) -> list[TermHit]:
    """Every term of the list in a tokenised text, in order of appearance.

    `folded` says that the text is written without diacritics. A noun or act inside a longer noun, or inside a
    longer act of the same field, is left out (`kiểm tra` in `tự kiểm tra`); context and excluding words are
    always kept.
    """
    keys = word_keys(words, folded=folded or english)
    if english:
        hits = _scan(words, keys, _english_terms(), english=True)
    else:
        hits = _scan(words, keys, _folded_terms() if folded else _terms())
    hits = [hit for hit in hits if not _cuts_across(hit, hits)]
    named = [hit for hit in hits if hit.is_named]
    return [kept for hit in hits if (kept := _without_contained_roles(hit, named)) is not None]


def word_keys(words: Sequence[Token], *, folded: bool) -> list[str]:
    """The tokens as terms are spelled: lower case, one tone-mark placement, or folded."""
    return [fold(word.text) if folded else place_tone(word.text.lower()) for word in words]


@cache
def first_words(indicator: str, role: Role, *, folded: bool) -> frozenset[str]:
    """The keys (`word_keys`) that Vietnamese terms of this role for this indicator begin with.

    A text without any of them has no such term, which is told sooner than by looking for all terms.
    """
    terms = _folded_terms() if folded else _terms()
    return frozenset(
        first for first, begun in terms.items() if any((indicator, role) in term.roles for term in begun)
    )


def text_is_folded(text: str) -> bool:
    """Whether a text must be matched without diacritics because it has none."""
    return not has_diacritics(text)


@dataclass(frozen=True, slots=True)
class _Term:
    words: tuple[str, ...]
    over_commas: bool
    roles: Roles


def _scan(
    words: Sequence[Token],
    keys: Sequence[str],
    terms: Mapping[str, tuple[_Term, ...]],
    *,
    english: bool = False,
) -> list[TermHit]:
    laid = tuple(keys)
    return [
        TermHit(at, at + len(term.words), term.roles)
        for at, key in enumerate(keys)
        for term in terms.get(key[:2] if english else key, ())
        if (
            _matches(term.words, laid[at : at + len(term.words)])
            if english
            else laid[at : at + len(term.words)] == term.words
        )
        and (term.over_commas or _unbroken(words[at : at + len(term.words)]))
    ]


def _matches(term: Sequence[str], keys: Sequence[str]) -> bool:
    """Whether English words are a term's, endings aside where it says so."""
    if len(term) != len(keys):
        return False
    return all(k.startswith(w[:-1]) if w.endswith("*") else k == w for w, k in zip(term, keys, strict=True))


def _unbroken(words: Sequence[Token]) -> bool:
    return all(after.start - before.end <= 1 for before, after in pairwise(words))


def _cuts_across(hit: TermHit, hits: Sequence[TermHit]) -> bool:
    """Whether a term begins inside one and ends behind it (`chứng thực` in `công chứng thực hiện`)."""
    crossed = any(other.first < hit.first < other.last < hit.last for other in hits)
    return crossed and not any(other.contains(hit) for other in hits)


def _without_contained_roles(hit: TermHit, named: Iterable[TermHit]) -> TermHit | None:
    longer = frozenset(other.roles for other in named if other.contains(hit))
    if not longer:
        return hit
    kept = _left(hit.roles, longer)
    return TermHit(hit.first, hit.last, kept) if kept else None


@cache
def _left(roles: Roles, longer: frozenset[Roles]) -> Roles:
    """What terms that contain one leave of its roles; remembered, as the list has few terms inside others."""
    return frozenset(
        (i, role)
        for i, role in roles
        if role in (Role.CONTEXT, Role.NOT) or not any(_taken(i, role, other) for other in longer)
    )


def _taken(indicator: str, role: Role, longer: Roles) -> bool:
    """Whether a longer term claims these words; an indicator's own noun and act may share them."""
    own = {taking for other, taking in longer if other == indicator}
    if own & {Role.NOUN, Role.ACT}:
        return role in own
    field = indicators()[indicator].field
    return any(
        taking is Role.NOUN or (taking is Role.ACT and indicators()[other].field == field)
        for other, taking in longer
    )


@cache
def _terms() -> Mapping[str, tuple[_Term, ...]]:
    return _by_first_word(
        (name, role, term, tuple(place_tone(token.text.lower()) for token in tokens(form)))
        for name, role, term in _listed(english=False)
        for form in _forms(term)
    )


@cache
def _folded_terms() -> Mapping[str, tuple[_Term, ...]]:
    return _by_first_word(
        (name, role, term, tuple(fold(token.text) for token in tokens(term)))
        for name, role, term in _listed(english=False)
    )


@cache
def _english_terms() -> Mapping[str, tuple[_Term, ...]]:
    """English terms by the first two letters of their first word, whose ending may be open."""
    return _by_first_word(
        ((name, role, term, tuple(term.split())) for name, role, term in _listed(english=True)), letters=2
    )


def _forms(term: str) -> Iterable[str]:
    """A term as listed and in its shortened forms (`bản trích lục`; `kết hôn có YTNN`)."""
    yield term
    shortened = term
    for words, short in sorted(abbreviations().items(), key=lambda pair: -len(pair[0])):
        if words in shortened:
            shortened = shortened.replace(words, short)
            yield shortened


def _listed(*, english: bool) -> Iterable[tuple[str, Role, str]]:
    for indicator in indicators().values():
        for role, terms in _by_role(indicator, english=english):
            for term in terms:
                yield indicator.id, role, term


def _by_role(indicator: Indicator, *, english: bool) -> tuple[tuple[Role, tuple[str, ...]], ...]:
    if english:
        return (
            (Role.NOUN, indicator.english_nouns),
            (Role.ACT, indicator.english_acts),
            (Role.CONTEXT, indicator.english_context),
            (Role.NOT, indicator.english_not),
        )
    return (
        (Role.NOUN, (*indicator.nouns, *indicator.alone)),
        (Role.ALONE, indicator.alone),
        (Role.ACT, indicator.acts),
        (Role.CONTEXT, indicator.context),
        (Role.NOT, indicator.excluded),
    )


def _by_first_word(
    listed: Iterable[tuple[str, Role, str, tuple[str, ...]]], *, letters: int | None = None
) -> Mapping[str, tuple[_Term, ...]]:
    roles: dict[tuple[tuple[str, ...], bool], set[tuple[str, Role]]] = defaultdict(set)
    for name, role, term, words in listed:
        roles[words, "," in term or " - " in term or " – " in term].add((name, role))
    grouped: dict[str, list[_Term]] = defaultdict(list)
    for (words, over_commas), found in roles.items():
        grouped[words[0][:letters]].append(_Term(words, over_commas, frozenset(found)))
    return {first: tuple(terms) for first, terms in grouped.items()}
