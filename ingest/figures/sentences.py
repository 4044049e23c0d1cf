"""Figures from running text: every number of a sentence with its subject, role, place and period."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.figures.clauses import Clause, Sentence, Span, cut, read_sentence
from ingest.figures.roles import Role, role_of
from ingest.figures.scope import Mentions, Scope, read_mentions, scope_of_number
from ingest.figures.subject import Subject, Surroundings, content, subject_of, words_of
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.quantities import Quantity, find_quantities
from vectorstore.analysis.terms import Role as TermRole
from vectorstore.schema import FigureKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A number read out of a report, before it is given its identity there."""

    quantity: Quantity
    subject: Subject
    phrase: str
    unit: str
    kind: FigureKind
    part: str | None
    scope: Scope
    start: int
    end: int
    row: str | None = None
    column: str | None = None


def read_sentence_figures(
    text: str,
    span: tuple[int, int],
    scope: Scope,
    around: Surroundings,
    *,
    planned: bool = False,
    english: bool = False,
) -> list[Reading]:
    """The figures of one sentence, in reading order.

    `scope` is the place and period in force, `around` the words above that the sentence shares, `planned`
    says that its section tells of what is to come.
    """
    quantities = find_quantities(text, *span, language="en" if english else "vi")
    if not quantities:
        return []
    sentence = read_sentence(text, *span, english=english)
    mentions = read_mentions(sentence, scope.period)
    sentence = sentence.without_terms_in([(place.start, place.end) for place in mentions.places])
    readings: list[Reading] = []
    for clause in cut(sentence, quantities):
        role = role_of(sentence, clause, planned=planned)
        subject = _subject(sentence, clause, role, mentions, around, readings)
        readings.append(_reading(sentence, clause, role, subject, mentions, scope, readings))
    return readings


def _subject(
    sentence: Sentence,
    clause: Clause,
    role: Role,
    mentions: Mentions,
    around: Surroundings,
    earlier: Sequence[Reading],
) -> Subject:
    base = _base(earlier, role.kind)
    quantity = clause.quantity
    relative = quantity.percent or quantity.points or quantity.multiple
    silent = not content(sentence, clause.left, mentions.positions)
    if role.kind is FigureKind.CHANGE:
        return Subject(base.subject.indicator if base else None)
    if relative and silent and base is not None:
        return base.subject.without_extras()
    found = subject_of(
        sentence,
        clause,
        mentions.positions,
        around,
        base.subject.indicator if base else None,
        noun_optional=relative,
    )
    if (
        found.indicator is None
        and base is not None
        and silent
        and not relative
        and _repeats(sentence, clause, base)
    ):
        same_money = quantity.money == (base.unit == "đồng")
        return Subject(base.subject.indicator, base.subject.rivals) if same_money else found
    return found


def _repeats(sentence: Sentence, clause: Clause, base: Reading) -> bool:
    """Whether the words after a number add nothing to what the number before it counts."""
    nouns = [
        h
        for h in sentence.hits
        if h.first == clause.phrase.first
        and base.subject.indicator
        and h.has(base.subject.indicator, TermRole.NOUN)
    ]
    rest = max((h.last for h in nouns), default=clause.phrase.first)
    return not content(sentence, Span(rest, clause.phrase.last), frozenset())


def _base(earlier: Sequence[Reading], kind: FigureKind) -> Reading | None:
    """The number that a share, a change or a part speaks of: the nearest level before it."""
    levels = (FigureKind.ACHIEVED, FigureKind.PART, FigureKind.TARGET)
    wanted = (*levels, FigureKind.PREVIOUS) if kind is FigureKind.SHARE else levels
    return next((r for r in reversed(earlier) if r.kind in wanted), None)


def _reading(
    sentence: Sentence,
    clause: Clause,
    role: Role,
    subject: Subject,
    mentions: Mentions,
    scope: Scope,
    earlier: Sequence[Reading],
) -> Reading:
    kind, part = _part(sentence, clause, role, subject, mentions, earlier)
    phrase_end = sentence.words[clause.phrase.last - 1].end if clause.phrase.last > 0 else sentence.end
    base = _base(earlier, kind)
    if kind is FigureKind.CHANGE and base is not None:
        number_scope = base.scope  # the period named beside a change is the one compared with
    else:
        number_scope = scope_of_number(
            sentence,
            mentions,
            clause.quantity.start,
            phrase_end,
            scope,
            previous=kind is FigureKind.PREVIOUS,
        )
    return Reading(
        quantity=clause.quantity,
        subject=subject,
        phrase=_phrase(sentence, clause),
        unit=_unit(sentence, clause, subject),
        kind=kind,
        part=part,
        scope=number_scope,
        start=sentence.start,
        end=sentence.end,
    )


def _part(
    sentence: Sentence,
    clause: Clause,
    role: Role,
    subject: Subject,
    mentions: Mentions,
    earlier: Sequence[Reading],
) -> tuple[FigureKind, str | None]:
    """The kind and the part's name: one of a list of parts, or a level named beside the number."""
    if role.kind is FigureKind.SHARE:
        own = words_of(sentence, subject.indicator) if subject.indicator else frozenset[int]()
        named = " ".join(content(sentence, clause.phrase, own))
        return role.kind, role.level or named or " ".join(subject.extras) or None
    if role.kind is not FigureKind.ACHIEVED:
        return role.kind, role.level
    base = _base(earlier, role.kind)
    same = base is not None and subject.indicator == base.subject.indicator
    label = role.level or " ".join(subject.extras) or _label(sentence, clause, mentions)
    if (
        role.listed_as_part
        and base is not None
        and (same or None in (subject.indicator, base.subject.indicator))
    ):
        return FigureKind.PART, label or clause_words(sentence, clause)
    if role.level:
        return FigureKind.ACHIEVED, role.level
    return role.kind, " ".join(subject.extras) or None if subject.indicator else None


def _label(sentence: Sentence, clause: Clause, mentions: Mentions) -> str:
    """The words before a number that name its part (`HĐND tỉnh 12 văn bản`)."""
    words = content(sentence, clause.left, mentions.positions)
    return " ".join(words)


def clause_words(sentence: Sentence, clause: Clause) -> str:
    """The noun phrase of a number as printed, else the words before it."""
    return sentence.printed(clause.phrase) or sentence.printed(clause.left)


def _phrase(sentence: Sentence, clause: Clause) -> str:
    """The words a number is counted with: those before it in its clause and its noun phrase."""
    return " ".join(part for part in (sentence.printed(clause.left), sentence.printed(clause.phrase)) if part)


def _unit(sentence: Sentence, clause: Clause, subject: Subject) -> str:
    quantity = clause.quantity
    if quantity.points:
        return "điểm %"
    if quantity.percent:
        return "%"
    if quantity.multiple:
        return "lần"
    if quantity.money:
        return quantity.currency or "đồng"
    if subject.indicator is not None:
        return indicators()[subject.indicator].unit
    return _counted_noun(sentence, clause)


def _counted_noun(sentence: Sentence, clause: Clause) -> str:
    """The noun a number counts: the longest noun of the list after it, else the first two syllables there.

    Where nothing stands after the number, the last noun of the list before it.
    """
    phrase = clause.phrase
    if phrase.first >= phrase.last:
        before = [h for h in sentence.hits if h.is_noun and h.first in clause.left]
        return sentence.printed(Span(before[-1].first, before[-1].last)).lower() if before else ""
    known = [h.last for h in sentence.hits if h.first == phrase.first and h.is_noun]
    last = max(known) if known else min(phrase.first + 2, phrase.last)
    return sentence.printed(Span(phrase.first, last)).lower()
