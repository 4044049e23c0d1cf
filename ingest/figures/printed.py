"""What is printed around a number: its words, its unit, the total of a fraction as a figure of its own."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.figures.clauses import Clause, Sentence, Span
from ingest.figures.reading import Reading, printed_unit
from ingest.figures.subject import Subject
from vectorstore.analysis.indicators import indicators
from vectorstore.schema import FigureKind

_DIGITS_BEFORE = re.compile(r"(?<!\d)\d{1,3}[ \u00a0]\Z")
_DIGITS_BEHIND = re.compile(r"[ \u00a0]\d{3}(?!\d)")


def torn(sentence: Sentence, clause: Clause) -> bool:
    """Whether a number is only a group of the digits of one that spaces set apart (`nam 2 738`)."""
    text, quantity = sentence.text, clause.quantity
    first, last = quantity.start, quantity.number_end
    if _DIGITS_BEHIND.match(text, last) and last < sentence.end:
        return True
    if re.match(r"\d{3}(?!\d)", text[first:last]) is None:
        return False
    return _DIGITS_BEFORE.search(text, max(sentence.start, first - 5), first) is not None


def phrase_of(sentence: Sentence, clause: Clause) -> str:
    """The words a number is counted with: those before it in its clause and its noun phrase."""
    printed = (sentence.printed(clause.left), sentence.printed(clause.phrase))
    return " ".join(part for part in printed if part)


def unit_of_number(sentence: Sentence, clause: Clause, subject: Subject) -> str:
    """The unit of a number: its sign or currency, else the noun it is counted with."""
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
        return printed_unit(indicators()[subject.indicator], sentence, clause)
    return _counted_noun(sentence, clause)


def _counted_noun(sentence: Sentence, clause: Clause) -> str:
    """The noun a number counts: the longest of the list after it, else the first two syllables there.

    Where nothing stands after the number, the last noun of the list before it.
    """
    phrase = clause.phrase
    if phrase.first >= phrase.last:
        before = [h for h in sentence.hits if h.is_noun and h.first in clause.left]
        return sentence.printed(Span(before[-1].first, before[-1].last)).lower() if before else ""
    known = [h.last for h in sentence.hits if h.first == phrase.first and h.is_noun]
    last = max(known) if known else min(phrase.first + 2, phrase.last)
    return sentence.printed(Span(phrase.first, last)).lower()


def whole_of(
    sentence: Sentence, clause: Clause, reading: Reading, named: str | None = None
) -> Iterator[Reading]:
    """The number behind the slash of a fraction, where what it counts is on the list.

    `named` is the indicator that the words behind the fraction name, where they do.
    """
    quantity = clause.quantity
    if quantity.denominator is None or quantity.denominator_start is None or reading.part:
        return
    if reading.kind not in (FigureKind.ACHIEVED, FigureKind.TARGET):
        return
    own = reading.subject.indicator
    indicator = (indicators()[own].whole or named) if own else None
    if indicator is None:
        return
    whole = replace(
        quantity,
        value=quantity.denominator,
        value_to=None,
        qualifier=None,
        start=quantity.denominator_start,
        number_start=quantity.denominator_start,
        number_end=quantity.end,
        denominator=None,
        denominator_start=None,
    )
    subject = Subject(indicator)
    unit = unit_of_number(sentence, replace(clause, quantity=whole), subject)
    yield replace(reading, quantity=whole, subject=subject, kind=FigureKind.ACHIEVED, unit=unit)
