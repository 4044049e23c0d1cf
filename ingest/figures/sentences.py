"""Figures from running text: every number of a sentence with its subject, role, place and period."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.figures.amounts import with_currency
from ingest.figures.bases import base_of, speaks_back
from ingest.figures.brackets import label_in
from ingest.figures.clauses import Clause, Span, cut, read_sentence
from ingest.figures.colon_lists import parts_behind_colon
from ingest.figures.counted import Counting
from ingest.figures.narrowing import content, words_of
from ingest.figures.printed import phrase_of, torn, unit_of_number, whole_of
from ingest.figures.reading import Reading
from ingest.figures.respectively import Allotted, allot
from ingest.figures.roles import Role, falls, role_of, tells_way
from ingest.figures.scope import Scope, listed_places, read_mentions
from ingest.figures.subject import Subject, Surroundings
from ingest.figures.timing import Timing, earlier
from ingest.figures.told import Told
from ingest.figures.wording import (
    ACCOMPANIES,
    ENDS_PART_NAME,
    LEADS_TO_PART,
    LEVELS,
    PEOPLE,
    PLAN_WORDS,
    RESTATES,
)
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.quantities import find_quantities, lowered
from vectorstore.schema import FigureKind

# What joins a part to the ones before it and is no word of its name.
_JOINED = re.compile(r"\A(?:(?:và|còn|trong đó|riêng|gồm)\s+)+(?=\w)", re.IGNORECASE)
_LONGEST_PART = 6  # words
_SINGLED_OUT = ("riêng",)
_AND = ("và",)
_RATES = frozenset({"%", "điểm %"})


def read_sentence_figures(
    text: str,
    span: tuple[int, int],
    scope: Scope,
    around: Surroundings,
    before: Sequence[Reading] = (),
    above: Sequence[Reading] = (),
    *,
    planned: bool = False,
    english: bool = False,
) -> list[Reading]:
    """The figures of one sentence, in reading order.

    `scope` is the place and period in force, `around` the words above that the sentence shares, `before` the
    figures of the sentence before it, `above` the wholes told in the line it is a bullet under; `planned`
    says that its section tells of what is to come.
    """
    quantities = find_quantities(text, *span, language="en" if english else "vi")
    quantities = quantities if english else with_currency(text, span[1], quantities)
    if not quantities:
        return []
    sentence = read_sentence(text, *span, english=english)
    mentions = read_mentions(sentence, scope.period)
    sentence = sentence.without_terms_in([(place.start, place.end) for place in mentions.places])
    clauses = cut(sentence, quantities)
    back = before if speaks_back(sentence) else ()
    reader = _Reader(Told(sentence, clauses, mentions, scope, around, before, back, above))
    allotted = allot(sentence, clauses, mentions)
    parts = parts_behind_colon(sentence, clauses)
    role = Role(FigureKind.ACHIEVED)
    for index, clause in enumerate(clauses):
        given = allotted.get(index, Allotted())
        role = role_of(sentence, clause, planned=planned) if given.first else role
        own = replace(role, listed_as_part=True) if index in parts else role
        reader.read(clause, own, given)
    return reader.readings


class _Reader:
    """Reads the numbers of one sentence one after the other: each may speak of those before it."""

    def __init__(self, told: Told) -> None:
        self.readings: list[Reading] = []
        self._told = told
        self._counting = Counting(told)
        self._timing = Timing(told)
        self._down = False

    def read(self, clause: Clause, role: Role, allotted: Allotted) -> None:
        """Add the figures of one clause."""
        sentence, timing = self._told.sentence, self._timing
        self._told.turn_to(clause)
        against = timing.compared_with(clause)
        role = self._settled(clause, role, allotted, against is not None)
        first_scope = timing.scope_at(clause, previous=role.kind is FigureKind.PREVIOUS)
        past = role.kind is FigureKind.PREVIOUS or earlier(first_scope.period, self._told.scope.period)
        subject = self._counting.subject(clause, role, allotted, past=past)
        if torn(sentence, clause):
            subject = Subject(None)
        split = None if torn(sentence, clause) else self._split_above(clause, role, subject, first_scope)
        if split is not None:
            subject = split
        scope = timing.scope_of(clause, role, subject, allotted, first_scope)
        if against is not None and against.period and role.kind is FigureKind.PREVIOUS:
            scope = replace(scope, period=against.period)
        kind, part = self._part(clause, role, subject, scope)
        if split is not None:
            kind, part = FigureKind.PART, role.level or self._label(clause) or sentence.printed(clause.left)
        since = timing.compared_since(clause, subject, scope) if kind is FigureKind.ACHIEVED else None
        if since is not None:
            kind, scope = FigureKind.PREVIOUS, replace(scope, period=since.period)
        kind = timing.placed_in_time(clause, kind, scope, subject)
        if kind is FigureKind.ACHIEVED and self._splits_up(clause, subject, scope):
            kind = FigureKind.PART
            part = part or sentence.printed(clause.left) or sentence.printed(clause.phrase)
        if kind is FigureKind.PREVIOUS and role.kind is not kind and scope == first_scope:
            scope = timing.past_scope(scope)
        inherits = kind is FigureKind.CHANGE and self._goes_on(clause, allotted)
        if not inherits or tells_way(sentence, clause):
            self._down = kind is FigureKind.CHANGE and falls(sentence, clause)
        reading = Reading(
            quantity=lowered(clause.quantity) if self._down else clause.quantity,
            subject=subject,
            phrase=phrase_of(sentence, clause),
            unit=unit_of_number(sentence, clause, subject),
            kind=kind,
            part=part,
            scope=scope,
            start=sentence.start,
            end=sentence.end,
            listed=role.listed_as_part,
            bracket=self._told.bracket,
        )
        places = listed_places(sentence, self._told.mentions, clause.quantity.start)
        if kind is FigureKind.SHARE and len(places) > 1:  # a rate that holds of each place named
            self.readings += [replace(reading, scope=scope.at(place)) for place in places]
        else:
            self.readings.append(reading)
        self._told.spoken.append(reading)
        self.readings += whole_of(sentence, clause, reading, self._counting.whole_named(clause, subject))

    def _settled(self, clause: Clause, role: Role, allotted: Allotted, compared: bool) -> Role:
        """The role with what the numbers before it add."""
        if allotted.level is not None:
            return replace(role, level=allotted.level)
        if role.level is None and self._shares_level(clause):
            role = replace(role, level=self._told.spoken[-1].part)
        if role.level is None:
            role = replace(role, level=self._bare_level(clause))
        if role.kind is FigureKind.ACHIEVED and self._tells_sex(clause):
            return replace(role, listed_as_part=True)
        if role.kind in (FigureKind.SHARE, FigureKind.ACHIEVED):
            if role.kind is FigureKind.ACHIEVED and self._goes_on(clause, allotted):
                return replace(role, kind=FigureKind.CHANGE)
            if self._restates_change(clause, compared):
                return replace(role, kind=FigureKind.CHANGE)
            if compared:
                return replace(role, kind=FigureKind.PREVIOUS)
        return role

    def _bare_level(self, clause: Clause) -> str | None:
        """The tier of a number in a list of tiers that names it short (`cấp tỉnh 63, huyện 83`)."""
        if not self._told.spoken or self._told.spoken[-1].part not in LEVELS or clause.phrase.positions:
            return None
        before = self._told.sentence.keys[clause.left.first : clause.left.last]
        level = f"cấp {before[-1]}" if before else ""
        return level if level in LEVELS and not set(before[:-1]) - {"cấp", "và"} else None

    def _split_above(self, clause: Clause, role: Role, subject: Subject, scope: Scope) -> Subject | None:
        """The subject of a number that only names a part of one in the line above it."""
        if subject.indicator is not None or role.kind is not FigureKind.ACHIEVED or not self._told.above:
            return None
        whole = self._counting.split_above(clause)
        return whole.subject.without_extras() if whole is not None and whole.scope == scope else None

    def _goes_on(self, clause: Clause, allotted: Allotted) -> bool:
        """Whether a number goes on with the change before it (`tăng 210 cuộc và 18.400 lượt người`)."""
        last = self._told.spoken[-1] if self._told.spoken else None
        if last is None or last.kind is not FigureKind.CHANGE:
            return False
        own = self._told.sentence.keys[clause.left.first : clause.left.last]
        same = last.bracket == self._told.bracket and last.unit not in _RATES
        return not allotted.first or (same and own == _AND and not clause.quantity.percent)

    def _tells_sex(self, clause: Clause) -> bool:
        """Whether a number tells how many of those just counted are women (`6.430 người, nữ 2.015`)."""
        base = self._told.latest_level()
        named = self._told.sentence.printed(clause.left).lower() in PEOPLE[:2]
        own = base.subject.indicator if base is not None else None
        return named and own is not None and indicators()[own].counts_people

    def _shares_level(self, clause: Clause) -> bool:
        """Whether a number goes with the one before it and is of its tier (`120 cuộc với 900 lượt`)."""
        if (
            not self._told.spoken
            or self._told.spoken[-1].part not in LEVELS
            or "," in self._told.sentence.gap(clause.left.first)
        ):
            return False
        keys = self._told.sentence.keys
        left = keys[clause.left.first : clause.left.last] or keys[: clause.number.first][-1:]
        return (
            bool(left)
            and left[0] in ACCOMPANIES
            and not content(self._told.sentence, clause.left, frozenset())
        )

    def _splits_up(self, clause: Clause, subject: Subject, scope: Scope) -> bool:
        """Whether a number in brackets says again what the one before them counts: it is a part of it."""
        base = self._told.latest_level()
        if base is None or subject.indicator is None:
            return False
        between = self._told.sentence.text[base.quantity.end : clause.quantity.start]
        if subject.indicator != base.subject.indicator or base.subject.rivals or scope != base.scope:
            return False  # `Thanh tra, kiểm tra: 18 cuộc (thanh tra 7, kiểm tra 11)`: 18 are of neither
        singled = self._told.sentence.find(_SINGLED_OUT, clause.left) is not None
        within = between.count("(") > between.count(")")
        return (within or singled) and base.quantity.value > clause.quantity.value

    def _restates_change(self, clause: Clause, compared: bool) -> bool:
        """Whether a number in brackets says a change again (`ít hơn 2.676 việc (3,27%)`), and no level.

        Behind the period compared with (`compared`) only a rate after a number of cases does.
        """
        last = self._told.spoken[-1] if self._told.spoken else None
        if (
            last is None
            or last.kind is not FigureKind.CHANGE
            or "(" not in self._told.sentence.gap(clause.number.first)
        ):
            return False
        if clause.quantity.percent:
            return last.unit not in _RATES
        return last.unit == "%" and not compared

    def _part(
        self, clause: Clause, role: Role, subject: Subject, scope: Scope
    ) -> tuple[FigureKind, str | None]:
        """The kind and the part's name: one of a list of parts, or a level named beside the number."""
        sentence = self._told.sentence
        if role.kind is FigureKind.SHARE:
            own = words_of(sentence, subject.indicator) if subject.indicator else frozenset[int]()
            named = " ".join(content(sentence, clause.phrase, own))
            part = role.level or named or " ".join(subject.extras)
            return role.kind, part or self._part_of_base(clause, subject)
        if role.kind is not FigureKind.ACHIEVED:
            return role.kind, role.level
        base = base_of(clause, role.kind, self._told.open, self._told.back, None)
        same = base is not None and subject.indicator == base.subject.indicator
        related = base is not None and (same or None in (subject.indicator, base.subject.indicator))
        elsewhere = base is not None and scope != base.scope  # `…, trong đó Cà Mau 12 việc`, `quý IV 120`
        if role.listed_as_part and related and not elsewhere:
            label = role.level or self._counting.part_named(clause, subject) or self._label(clause)
            behind = "" if clause.quantity.money else sentence.printed(clause.phrase)
            label = label or behind or sentence.printed(clause.left)
            return FigureKind.PART, _JOINED.sub("", label)
        if role.level:
            return FigureKind.ACHIEVED, role.level
        counted = self._part_of_rate(clause, subject, scope)
        if counted is not None:
            return FigureKind.PART, counted
        return role.kind, " ".join(subject.extras) or None if subject.indicator else None

    def _part_of_rate(self, clause: Clause, subject: Subject, scope: Scope) -> str | None:
        """The part whose rate was just told, where a number counts it (`chiếm 90%, với 617 trường hợp`)."""
        sentence = self._told.sentence
        last = self._told.spoken[-1] if self._told.spoken else None
        if last is None or last.kind is not FigureKind.SHARE or not last.part or subject.extras:
            return None
        if subject.indicator is None or subject.indicator != last.subject.indicator or scope != last.scope:
            return None
        own = sentence.keys[clause.left.first : clause.left.last]
        beside = bool(own) and not set(own) - RESTATES and ";" not in sentence.gap(clause.left.first)
        return last.part if beside and not PLAN_WORDS & set(last.part.split()) else None

    def _part_of_base(self, clause: Clause, subject: Subject) -> str | None:
        """The part that a rate is of, where the number just before it is one (`nữ 80 người, chiếm 31%`)."""
        base = base_of(clause, FigureKind.SHARE, self._told.open, (), None)
        if base is None or base.kind is not FigureKind.PART:
            return None
        between = self._told.sentence.text[base.quantity.end : clause.quantity.start]
        return base.part if base.subject.indicator == subject.indicator and ";" not in between else None

    def _label(self, clause: Clause) -> str:
        """The words before a number that name its part, as printed from the first that says something.

        `trong đó hôn nhân và gia đình 29`; where a place or period stands among them, what says something.
        """
        sentence, known = self._told.sentence, self._told.mentions.positions
        span = label_in(sentence, clause, self._told.bracket)
        first, last = span.first, span.last
        while first < last and sentence.keys[first] in LEADS_TO_PART:
            first += 1
        while first < last and sentence.keys[last - 1] in ENDS_PART_NAME:
            last -= 1
        named = Span(first, last)
        told = content(sentence, named, known)
        if not told or last - first > _LONGEST_PART or known & set(named.positions):
            return " ".join(content(sentence, clause.left, known))
        return sentence.printed(named).lower()
