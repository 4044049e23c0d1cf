"""Figures from running text: every number of a sentence with its subject, role, place and period."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.figures.bases import base_of, money_meant, speaks_back
from ingest.figures.clauses import Clause, Sentence, Span, cut, read_sentence
from ingest.figures.narrowing import content, words_of
from ingest.figures.printed import phrase_of, unit_of_number, whole_of
from ingest.figures.reading import Reading
from ingest.figures.respectively import Allotted, allot
from ingest.figures.roles import Role, role_of
from ingest.figures.scope import Mentions, Scope, listed_places, read_mentions, scope_of_number
from ingest.figures.subject import Subject, Surroundings, Wanted, subject_of
from ingest.figures.wording import ACCOMPANIES, CHANGE, LEVELS, OF_THESE, OPENS_WITH_PAST, TARGET
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.periods import year_of
from vectorstore.analysis.quantities import find_quantities
from vectorstore.analysis.terms import Role as TermRole
from vectorstore.schema import FigureKind

_TARGET_WORDS = frozenset(word for phrase in TARGET for word in phrase.split())
_AS_OF = re.compile(r"đến\s+(?:\S+\s+){0,2}$")


def read_sentence_figures(
    text: str,
    span: tuple[int, int],
    scope: Scope,
    around: Surroundings,
    before: Sequence[Reading] = (),
    *,
    planned: bool = False,
    english: bool = False,
) -> list[Reading]:
    """The figures of one sentence, in reading order.

    `scope` is the place and period in force, `around` the words above that the sentence shares, `before` the
    figures of the sentence before it; `planned` says that its section tells of what is to come.
    """
    quantities = find_quantities(text, *span, language="en" if english else "vi")
    if not quantities:
        return []
    sentence = read_sentence(text, *span, english=english)
    mentions = read_mentions(sentence, scope.period)
    sentence = sentence.without_terms_in([(place.start, place.end) for place in mentions.places])
    reader = _Reader(sentence, mentions, scope, around, before)
    clauses = cut(sentence, quantities)
    allotted = allot(sentence, clauses, mentions)
    for index, clause in enumerate(clauses):
        reader.read(clause, role_of(sentence, clause, planned=planned), allotted.get(index, Allotted()))
    return reader.readings


class _Reader:
    """Reads the numbers of one sentence one after the other: each may speak of those before it."""

    def __init__(
        self,
        sentence: Sentence,
        mentions: Mentions,
        scope: Scope,
        around: Surroundings,
        before: Sequence[Reading],
    ) -> None:
        self.readings: list[Reading] = []
        self._spoken: list[Reading] = []  # those that a later number may speak of
        self._sentence = sentence
        self._mentions = mentions
        self._scope = scope
        self._around = around
        self._before = before
        self._back = before if speaks_back(sentence) else ()
        self._past_phrases: list[Span] = []

    def read(self, clause: Clause, role: Role, allotted: Allotted) -> None:
        """Add the figures of one clause."""
        if role.level is None and self._shares_level(clause):
            role = replace(role, level=self._spoken[-1].part)
        if role.kind is FigureKind.SHARE and self._restates_change(clause):
            role = replace(role, kind=FigureKind.CHANGE)
        subject = self._subject(clause, role, allotted)
        kind, part = self._part(clause, role, subject)
        scope = self._scope_of(clause, kind, subject, allotted)
        if kind is FigureKind.ACHIEVED and self._is_past(scope, subject):
            kind = FigureKind.PREVIOUS
        if kind is FigureKind.ACHIEVED and self._splits_up(clause, subject, scope):
            kind, part = FigureKind.PART, part or self._sentence.printed(clause.left)
        reading = Reading(
            quantity=clause.quantity,
            subject=subject,
            phrase=phrase_of(self._sentence, clause),
            unit=unit_of_number(self._sentence, clause, subject),
            kind=kind,
            part=part,
            scope=scope,
            start=self._sentence.start,
            end=self._sentence.end,
            listed=role.listed_as_part,
        )
        places = listed_places(self._sentence, self._mentions, clause.quantity.start)
        if kind is FigureKind.SHARE and len(places) > 1:  # a rate that holds of each place named
            self.readings += [replace(reading, scope=scope.at(place)) for place in places]
        else:
            self.readings.append(reading)
        self._spoken.append(reading)
        self.readings += whole_of(self._sentence, clause, reading)

    # What is counted

    def _subject(self, clause: Clause, role: Role, allotted: Allotted) -> Subject:
        quantity, sentence = clause.quantity, self._sentence
        relative = quantity.percent or quantity.points or quantity.multiple
        money = money_meant(sentence, clause) if relative else None
        known = self._mentions.positions
        silent = set(content(sentence, clause.left, known)) <= _TARGET_WORDS
        back = self._before if relative and silent else self._back
        base = base_of(clause, role.kind, self._spoken, back, money)
        if role.kind is FigureKind.CHANGE:
            if base is not None and base.listed and ";" in sentence.gap(clause.left.first):
                whole = [r for r in self._spoken if not r.listed and r.kind is FigureKind.ACHIEVED]
                base = whole[-1] if whole else base  # `…, trong đó …; tăng 12 vụ việc`
            return self._changed(clause, base, money)
        if allotted.words is not None:
            return self._allotted(clause, allotted.words)
        if relative and silent and base is not None:
            return base.subject.without_extras()
        indicator = base.subject.indicator if base else None
        found = subject_of(sentence, clause, self._around, Wanted(known, indicator, money, relative))
        if found.indicator is None and base is not None and role.listed_as_part:
            named = base.subject.indicator and self._names_noun_of(base.subject.indicator, clause)
            if named and quantity.money == (base.unit == "đồng"):
                return replace(base.subject, extras=content(sentence, clause.phrase, frozenset()))
        if (
            found.indicator is None
            and base is not None
            and silent
            and not relative
            and self._repeats(clause, base)
        ):
            same_money = quantity.money == (base.unit == "đồng")
            return Subject(base.subject.indicator, base.subject.rivals) if same_money else found
        return found

    def _allotted(self, clause: Clause, words: Span) -> Subject:
        """The subject of a number whose words stand in a list before it."""
        own = replace(clause, left=words, number=Span(words.last, words.last))
        wanted = Wanted(self._mentions.positions, noun_optional=not clause.quantity.money)
        found = subject_of(self._sentence, own, self._around, wanted)
        named = found.indicator and self._sentence.with_role(found.indicator, TermRole.NOUN)
        return found if named else Subject(None)

    def _changed(self, clause: Clause, base: Reading | None, money: bool | None) -> Subject:
        """What changed: what the words before the change name, else the number before it."""
        sentence = self._sentence
        at = sentence.find(CHANGE, clause.left)
        named = Span(clause.left.first, (at or clause.left.last) - 1)
        if any(hit.is_named and hit.first in named for hit in sentence.hits):
            wanted = Wanted(self._mentions.positions, money=money, noun_optional=True)
            found = subject_of(
                sentence,
                replace(clause, phrase=Span(clause.number.last, clause.number.last)),
                self._around,
                wanted,
            )
            if found.indicator is not None:
                return found.without_extras()
        for reading in (*reversed(self._spoken), *reversed(self._back)):
            counter = reading.unit.split()[:1]
            if (
                counter
                and counter[0] in sentence.keys[named.first : named.last]
                and reading.subject.indicator
            ):
                return reading.subject.without_extras()
        return base.subject.without_extras() if base else Subject(None)

    def _names_noun_of(self, indicator: str, clause: Clause) -> bool:
        """Whether what stands behind a number begins with a noun of an indicator."""
        nouns = self._sentence.with_role(indicator, TermRole.NOUN)
        return any(hit.first == clause.phrase.first for hit in nouns)

    def _repeats(self, clause: Clause, base: Reading) -> bool:
        """Whether the words after a number add nothing to what the number before it counts."""
        if base.subject.indicator is None:
            return False
        phrase = clause.phrase
        if phrase.first >= phrase.last:
            return True
        if self._sentence.keys[phrase.first : phrase.first + 2] in OF_THESE:
            return True
        nouns = [
            hit
            for hit in self._sentence.with_role(base.subject.indicator, TermRole.NOUN)
            if hit.first == phrase.first
        ]
        counters = {unit.split()[0] for unit in indicators()[base.subject.indicator].units}
        if not nouns and self._sentence.keys[phrase.first] not in counters:
            return False
        rest = max((hit.last for hit in nouns), default=phrase.first + 1)
        return not content(self._sentence, Span(rest, phrase.last), self._mentions.positions)

    def _shares_level(self, clause: Clause) -> bool:
        """Whether a number goes with the one before it and is of its tier (`120 cuộc với 900 lượt`)."""
        if (
            not self._spoken
            or self._spoken[-1].part not in LEVELS
            or "," in self._sentence.gap(clause.left.first)
        ):
            return False
        left = self._sentence.keys[clause.left.first : clause.left.last]
        return bool(left) and left[0] in ACCOMPANIES and not content(self._sentence, clause.left, frozenset())

    def _splits_up(self, clause: Clause, subject: Subject, scope: Scope) -> bool:
        """Whether a number in brackets says again what the one before them counts: it is a part of it."""
        base = next((r for r in reversed(self._spoken) if r.kind is FigureKind.ACHIEVED), None)
        if base is None or subject.indicator is None:
            return False
        between = self._sentence.text[base.quantity.end : clause.quantity.start]
        same = subject.indicator == base.subject.indicator and scope == base.scope
        return (
            same and base.quantity.value > clause.quantity.value and between.count("(") > between.count(")")
        )

    def _restates_change(self, clause: Clause) -> bool:
        """Whether a rate in brackets says a change again in per cent (`ít hơn 2.676 việc (3,27%)`)."""
        last = self._spoken[-1] if self._spoken else None
        bracketed = "(" in self._sentence.gap(clause.number.first)
        return bracketed and last is not None and last.kind is FigureKind.CHANGE and last.unit != "%"

    # Whose and when

    def _scope_of(self, clause: Clause, kind: FigureKind, subject: Subject, allotted: Allotted) -> Scope:
        if kind is FigureKind.CHANGE:  # the period named beside a change is the one compared with
            changed = (*reversed(self._spoken), *reversed(self._back))
            same = (r for r in changed if r.subject.indicator == subject.indicator)
            base = next(same, None) or base_of(clause, kind, self._spoken, self._back, None)
            if base is not None:
                return base.scope
        sentence = self._sentence
        phrase_end = sentence.words[clause.phrase.last - 1].end if clause.phrase.last > 0 else sentence.end
        previous = kind is FigureKind.PREVIOUS
        scope = scope_of_number(
            sentence, self._open_to(clause), clause.quantity.start, phrase_end, self._scope, previous=previous
        )
        if self._scope.period and self._as_of(subject, clause.quantity.start, scope.period):
            scope = replace(scope, period=self._scope.period)
        if allotted.period is not None and allotted.period.period:
            return replace(scope, period=allotted.period.period)
        return scope.at(allotted.place) if allotted.place is not None else scope

    def _as_of(self, subject: Subject, number: int, period: str | None) -> bool:
        """Whether a day or month inside the report's period only says when what exists was counted."""
        if subject.indicator is None or not indicators()[subject.indicator].stock:
            return False
        named = [m for m in self._mentions.periods if m.end <= number and m.period == period]
        if (
            not named
            or not named[-1].period
            or year_of(named[-1].period) != year_of(self._scope.period or "")
        ):
            return False
        mention, text = named[-1], self._sentence.text
        before = text[self._sentence.start : mention.start].lower()
        return "đến" in text[mention.start : mention.end].lower() or _AS_OF.search(before) is not None

    def _open_to(self, clause: Clause) -> Mentions:
        """The places and periods named, without the periods inside the noun phrases of earlier numbers."""
        words = self._sentence.words
        closed = [
            (words[p.first].start, words[p.last - 1].end) for p in self._past_phrases if p.first < p.last
        ]
        self._past_phrases.append(clause.phrase)
        if not closed:
            return self._mentions
        periods = tuple(
            m for m in self._mentions.periods if not any(start <= m.start < end for start, end in closed)
        )
        return replace(self._mentions, periods=periods)

    def _is_past(self, scope: Scope, subject: Subject) -> bool:
        """Whether a number repeats the indicator of one before it for an earlier year, or leads up to one."""
        base = next((r for r in reversed(self._spoken) if r.kind is FigureKind.ACHIEVED), None)
        if subject.indicator is None:
            return False
        if base is None and self._sentence.keys[:1] == (OPENS_WITH_PAST,):
            return _earlier(scope.period, self._scope.period)
        same = base is not None and subject.indicator == base.subject.indicator
        return same and base is not None and _earlier(scope.period, base.scope.period)

    # Of what a part

    def _part(self, clause: Clause, role: Role, subject: Subject) -> tuple[FigureKind, str | None]:
        """The kind and the part's name: one of a list of parts, or a level named beside the number."""
        sentence = self._sentence
        if role.kind is FigureKind.SHARE:
            own = words_of(sentence, subject.indicator) if subject.indicator else frozenset[int]()
            named = " ".join(content(sentence, clause.phrase, own))
            return role.kind, role.level or named or " ".join(subject.extras) or None
        if role.kind is not FigureKind.ACHIEVED:
            return role.kind, role.level
        base = base_of(clause, role.kind, self._spoken, self._back, None)
        same = base is not None and subject.indicator == base.subject.indicator
        related = base is not None and (same or None in (subject.indicator, base.subject.indicator))
        if role.listed_as_part and related:
            label = role.level or " ".join(subject.extras) or self._label(clause)
            return FigureKind.PART, label or sentence.printed(clause.phrase) or sentence.printed(clause.left)
        if role.level:
            return FigureKind.ACHIEVED, role.level
        return role.kind, " ".join(subject.extras) or None if subject.indicator else None

    def _label(self, clause: Clause) -> str:
        """The words before a number that name its part (`HĐND tỉnh 12 văn bản`)."""
        return " ".join(content(self._sentence, clause.left, self._mentions.positions))


def _earlier(period: str | None, other: str | None) -> bool:
    """Whether a period lies in an earlier year than another."""
    own, theirs = (year_of(each) if each else None for each in (period, other))
    return own is not None and theirs is not None and own < theirs
