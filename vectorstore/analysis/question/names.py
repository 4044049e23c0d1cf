"""The names that people give indicators in questions, which reports do not use.

Which ones there are is data (`names.toml`, `english_names.toml`). A name counts as noun, act and context of
its indicator, so that it is weighed with the words of the list.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.question.phrases import Phrasebook, PhraseMatch, read_phrasebook
from vectorstore.analysis.terms import Role, TermHit
from vectorstore.analysis.text import Token, has_diacritics

_KEPT = frozenset({Role.ACT, Role.CONTEXT, Role.NOT})
_FIRST = frozenset({Role.NOUN, Role.ALONE, Role.ACT, Role.CONTEXT})
_FURTHER = frozenset({Role.ACT, Role.CONTEXT})


@dataclass(frozen=True, slots=True)
class Names:
    """The names found, in order; `at`: the tokens they are made of."""

    matches: tuple[PhraseMatch, ...]

    @property
    def at(self) -> frozenset[int]:
        """The tokens that the names are made of."""
        return frozenset(at for match in self.matches for at in match.at)

    def asked(self, asked_at: Sequence[int]) -> list[int]:
        """Where the nouns asked about begin; a name that holds the question word is asked about itself."""
        holding = (m.first for m in self.matches if any(m.first < at <= m.last for at in asked_at))
        return sorted({*asked_at, *holding})


def find_names(words: Sequence[Token], text: str, outside: Collection[int], *, english: bool) -> Names:
    """The names in a question; of an English one also Vietnamese names, written with their marks."""
    found = [*_vietnamese().find(words, text, outside=outside)] if not english else []
    if english:
        found = _english().find(words, text, outside=outside)
        taken = frozenset(at for match in found for at in match.at) | frozenset(outside)
        found += [
            match
            for match in _vietnamese().find(words, text, outside=taken)
            if any(has_diacritics(words[at].text) for at in match.at)
        ]
        found.sort(key=lambda match: match.first)
    return Names(tuple(match for match in found if match.group in indicators()))


def with_names(hits: Sequence[TermHit], names: Names, *, english: bool) -> list[TermHit]:
    """The hits, names among them: of a part of a name, what it would count or exclude is left out.

    A Vietnamese name that the list itself has says nothing new; English stems (`auction*`) say less than one.
    """
    listed = (
        frozenset() if english else frozenset((h.first, h.last, name) for h in hits for name in _nouns(h))
    )
    new = [m for m in names.matches if (m.first, m.last, m.group) not in listed]
    kept = [kept for hit in hits if (kept := _beside(hit, new, english=english)) is not None]
    kept += [hit for match in new for hit in _hits(match)]
    return sorted(kept, key=lambda hit: (hit.first, hit.last))


def _nouns(hit: TermHit) -> list[str]:
    return [name for name, role in hit.roles if role is Role.NOUN]


def _beside(hit: TermHit, matches: Sequence[PhraseMatch], *, english: bool) -> TermHit | None:
    """A hit without what it does not mean as a part of a name."""
    roles = hit.roles
    span = frozenset(range(hit.first, hit.last))
    for match in matches:
        if span < match.at or (english and span == match.at):
            roles = frozenset((name, role) for name, role in roles if role in _KEPT or name == match.group)
        if match.first <= hit.first and hit.last <= match.last:
            roles = roles - {(match.group, Role.NOT)}
    return TermHit(hit.first, hit.last, roles) if roles else None


def _hits(match: PhraseMatch) -> list[TermHit]:
    """A hit for each unbroken run of a name's words."""
    runs: list[list[int]] = []
    for at in sorted(match.at):
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return [
        TermHit(run[0], run[-1] + 1, frozenset((match.group, role) for role in (_FURTHER if i else _FIRST)))
        for i, run in enumerate(runs)
    ]


@cache
def _vietnamese() -> Phrasebook:
    return read_phrasebook("names.toml", "names")


@cache
def _english() -> Phrasebook:
    return read_phrasebook("english_names.toml", "names", stems=True)
