"""Whose and when each number of a sentence is, and what its period says of its kind."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.figures.bases import base_of
from ingest.figures.clauses import Clause, Sentence, Span
from ingest.figures.ellipsis import arrived_at
from ingest.figures.respectively import Allotted
from ingest.figures.roles import Role, told_of_long_ago
from ingest.figures.scope import Mentions, Scope, scope_of_number
from ingest.figures.subject import Subject
from ingest.figures.told import Told
from ingest.figures.wording import DONE_WORDS, GIVEN, OPENS_WITH_PAST, TARGET
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.period_notation import bounds
from vectorstore.analysis.periods import PeriodMention, year_of
from vectorstore.schema import FigureKind

_AIM_OF_YEAR = re.compile(r"\W*(?:các\s+)?chỉ tiêu\s+(20\d\d)\s*:", re.IGNORECASE)
_AS_OF = re.compile(r"đến\s+(?:\S+\s+){0,2}$")


class Timing:
    """Finds the place and period of the numbers of a sentence, one after the other."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._past_phrases: list[Span] = []
        self._rated: list[Span] = []
        self._plan: Clause | None = None
        self._plan_years: list[Span] = []

    def compared_with(self, clause: Clause) -> PeriodMention | None:
        """The period just before the bracket a number stands in (`so với năm 2022 (80 vụ)`)."""
        for mention in self._told.mentions.compared if self._told.bracket is not None else ():
            between = self._told.sentence.text[mention.end : clause.quantity.start]
            if mention.end < clause.quantity.start and not between.strip(" (là:"):
                return mention
        return None

    def scope_at(self, clause: Clause, *, previous: bool) -> Scope:
        """The place and period nearest to a number; asked once of each number, in order."""
        sentence = self._told.sentence
        phrase_end = sentence.words[clause.phrase.last - 1].end if clause.phrase.last > 0 else sentence.end
        if clause.quantity.percent and sentence.find(TARGET, clause.phrase) is not None:
            phrase_end = clause.quantity.end  # `đạt 45% kế hoạch năm 2025`: the year is the plan's
        return scope_of_number(
            sentence,
            self._open_to(clause),
            clause.quantity.start,
            phrase_end,
            self._told.scope,
            previous=previous,
        )

    def scope_of(
        self, clause: Clause, role: Role, subject: Subject, allotted: Allotted, scope: Scope
    ) -> Scope:
        """The place and period of a number, given those nearest to it and what it counts."""
        if role.kind is FigureKind.CHANGE:  # the period named beside a change is the one compared with
            changed = (*reversed(self._told.open), *reversed(self._told.back))
            same = (
                r
                for r in changed
                if r.subject.indicator == subject.indicator and r.kind is not FigureKind.PREVIOUS
            )
            base = next(same, None) or base_of(clause, role.kind, self._told.open, self._told.back, None)
            if base is not None:
                return base.scope
        if role.kind is FigureKind.TARGET:
            scope = self._of_plan(clause, scope)
        elif clause.quantity.percent and self._told.sentence.find(TARGET, clause.phrase) is not None:
            self._plan = clause
        if self._told.scope.period and self._as_of(subject, clause.quantity.start, scope.period):
            scope = replace(scope, period=self._told.scope.period)
        if role.kind is FigureKind.PREVIOUS and told_of_long_ago(self._told.sentence, clause):
            scope = replace(scope, period=None)
        if allotted.period is not None and allotted.period.period:
            return replace(scope, period=allotted.period.period)
        return scope.at(allotted.place) if allotted.place is not None else scope

    def placed_in_time(self, clause: Clause, kind: FigureKind, scope: Scope, subject: Subject) -> FigureKind:
        """The kind, as the number's period tells it: what is to come is aimed at, what was is the past."""
        if kind is FigureKind.TARGET and self._staffing(clause, subject):
            return FigureKind.ACHIEVED
        if kind not in (FigureKind.ACHIEVED, FigureKind.SHARE):
            return kind
        if _begins_after(scope.period, self._told.scope.period):
            return FigureKind.TARGET
        last = self._told.open[-1] if self._told.open else None
        if arrived_at(self._told.sentence, clause, last) is not None:
            return kind
        if self._is_past(scope, subject, kind):
            return FigureKind.PREVIOUS
        return kind

    def _of_plan(self, clause: Clause, scope: Scope) -> Scope:
        """The scope of an aim: a plan's own period holds for it (`45% kế hoạch năm 2025 (860 vụ việc)`).

        What names the period of an aim in a bracket says nothing of the numbers behind it.
        """
        sentence = self._told.sentence
        at = sentence.find(TARGET, clause.left)
        if at is not None and self._told.bracket is not None:
            self._past_phrases.append(Span(at, clause.left.last))
        elif at is not None and not _begins_after(scope.period, self._told.scope.period):
            self._plan_years.append(Span(at, clause.left.last))
        label = _AIM_OF_YEAR.match(sentence.text, sentence.start, clause.quantity.start)
        if label is not None:
            return replace(scope, period=label[1])
        if self._plan is None or self._told.bracket is None:
            return scope
        words = sentence.words
        start, end = words[self._plan.phrase.first].start, words[self._plan.phrase.last - 1].end
        between = sentence.text[end : clause.quantity.start]
        named = [m for m in self._told.mentions.periods if start <= m.start and m.end <= end and m.period]
        return replace(scope, period=named[0].period) if named and between.strip() == "(" else scope

    def compared_since(self, clause: Clause, subject: Subject, scope: Scope) -> PeriodMention | None:
        """The period compared with since the same was told (`…, so với năm 2022 ban hành 184`)."""
        told = [r for r in self._told.spoken if r.subject.indicator == subject.indicator and r.scope == scope]
        levels = [r for r in told if r.kind is FigureKind.ACHIEVED and r.bracket == self._told.bracket]
        if subject.indicator is None or not levels:
            return None
        start, end = levels[-1].quantity.end, clause.quantity.start
        since = [m for m in self._told.mentions.compared if start <= m.start and m.end <= end and m.period]
        if not since or set(";()") & set(self._told.sentence.text[since[-1].end : end]):
            return None
        return since[-1]

    def past_scope(self, scope: Scope) -> Scope:
        """The scope of a number that goes on telling of the past: that of the number before it."""
        last = self._told.spoken[-1] if self._told.spoken else None
        past = last is not None and last.kind is FigureKind.PREVIOUS
        same_year = scope.period is None or not earlier(scope.period, self._told.scope.period)
        return last.scope if last is not None and past and same_year else scope

    def _as_of(self, subject: Subject, number: int, period: str | None) -> bool:
        """Whether a day or month inside the report's period only says when what exists was counted."""
        if subject.indicator is None or not indicators()[subject.indicator].stock:
            return False
        named = [m for m in self._told.mentions.periods if m.end <= number and m.period == period]
        if (
            not named
            or not named[-1].period
            or year_of(named[-1].period) != year_of(self._told.scope.period or "")
        ):
            return False
        mention, text = named[-1], self._told.sentence.text
        before = text[self._told.sentence.start : mention.start].lower()
        return "đến" in text[mention.start : mention.end].lower() or _AS_OF.search(before) is not None

    def _continues_past(self, subject: Subject, scope: Scope) -> bool:
        """Whether a number after one of the past repeats what was told of the present."""
        last = self._told.spoken[-1] if self._told.spoken else None
        if last is None or last.kind is not FigureKind.PREVIOUS or last.bracket != self._told.bracket:
            return False
        return any(
            r.kind is FigureKind.ACHIEVED and r.subject.indicator == subject.indicator and r.scope == scope
            for r in self._told.spoken
        )

    def _open_to(self, clause: Clause) -> Mentions:
        """The places and periods named, without the periods inside the noun phrases of earlier numbers."""
        words = self._told.sentence.words
        sentence, number = self._told.sentence, clause.number.first
        # `Chỉ tiêu năm 2024 là 800 cuộc, đến nay đã tổ chức 705 cuộc`
        over = [plan for plan in self._plan_years if _told_done(sentence, plan.last, number)]
        closed = [
            (words[p.first].start, words[p.last - 1].end)
            for p in (*self._past_phrases, *over)
            if p.first < p.last
        ]
        self._past_phrases.append(clause.phrase)
        if clause.quantity.percent:
            self._rated.append(clause.phrase)
        rated = [
            (words[p.first].start, words[p.last - 1].end)
            for p in self._rated
            if p.first < p.last and p is not clause.phrase
        ]
        if not closed and not rated:
            return self._told.mentions
        periods = tuple(m for m in self._told.mentions.periods if not _inside(m.start, closed))
        # `chiếm 40% luật sư cả nước, làm việc tại 1.642 tổ chức`
        places = tuple(m for m in self._told.mentions.places if not _inside(m.start, rated))
        return replace(self._told.mentions, periods=periods, places=places)

    def _staffing(self, clause: Clause, subject: Subject) -> bool:
        """Whether what is given to an office is what it has (`được giao 49 biên chế`)."""
        if subject.indicator is None or not indicators()[subject.indicator].stock:
            return False
        return self._told.sentence.find(TARGET, clause.left) == self._told.sentence.find(GIVEN, clause.left)

    def _is_past(self, scope: Scope, subject: Subject, kind: FigureKind) -> bool:
        """Whether a number repeats the indicator of one before it for an earlier year, or leads up to one."""
        if subject.indicator is None:
            return False
        kinds = {kind, FigureKind.ACHIEVED} if kind is FigureKind.SHARE else {kind, FigureKind.PART}
        same_topic = [
            r for r in self._told.spoken if r.kind in kinds and r.subject.indicator == subject.indicator
        ]
        if kind is FigureKind.ACHIEVED and self._continues_past(subject, scope):
            return True
        base = same_topic[-1] if same_topic else self._told.latest_level()
        if base is None and self._told.sentence.keys[:1] == (OPENS_WITH_PAST,):
            return earlier(scope.period, self._told.scope.period)
        same = base is not None and subject.indicator == base.subject.indicator
        return same and base is not None and earlier(scope.period, base.scope.period)


def _inside(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in spans)


def _told_done(sentence: Sentence, first: int, last: int) -> bool:
    """Whether words from `first` to `last` say that something was reached."""
    return not DONE_WORDS.isdisjoint(sentence.keys[first:last])


def _begins_after(period: str | None, other: str | None) -> bool:
    """Whether a period begins when another is over."""
    return period is not None and other is not None and bounds(period)[0] > bounds(other)[1]


def earlier(period: str | None, other: str | None) -> bool:
    """Whether a period lies in an earlier year than another."""
    own, theirs = (year_of(each) if each else None for each in (period, other))
    return own is not None and theirs is not None and own < theirs
