"""Parts named by a field of law or a tier: `Phân theo lĩnh vực, dân sự 210 vụ`, `Cấp xã có 1.350 cuộc`.

Fields and tiers divide what is counted wherever they stand, so no `trong đó` is asked for; the whole must be
the only thing told that is counted in the same unit, in the sentence, its line's list or the sentence before.
"""

from collections.abc import Sequence

from ingest.figures.clauses import Clause, Sentence, Span
from ingest.figures.ellipsis import part_of, with_last_unit
from ingest.figures.narrowing import content
from ingest.figures.reading import Reading
from ingest.figures.subject import Subject
from ingest.figures.told import Told
from ingest.figures.wording import (
    CASE_FIELDS,
    CASE_UNITS,
    CHANGE,
    DIVISION_LEADS,
    PREVIOUS,
    RESPECTIVELY,
    TARGET,
)
from vectorstore.analysis.indicators import indicators
from vectorstore.schema import FigureKind

_LONGEST_FIELD = max(map(len, CASE_FIELDS))  # words
_LONGEST_UNIT = 3  # words
_OTHER_ROLES = (*CHANGE, *PREVIOUS, *TARGET, *RESPECTIVELY)


def divided_part(told: Told, clause: Clause, level: str | None) -> Subject | None:
    """The subject of a number whose words name one field or tier (`level`) and nothing else, as a part."""
    sentence = told.sentence
    if sentence.find(_OTHER_ROLES, clause.left) is not None:
        return None
    counted = with_last_unit(sentence, told.clauses, clause).phrase
    whole = _whole(told, sentence.keys[counted.first : counted.last], tier=level is not None)
    if whole is None and not counted.positions:
        whole = _divided_last(told, clause)
    subject = part_of(whole, clause) if whole is not None else None
    if whole is None or subject is None:
        return None
    behind = Span(clause.phrase.first + _unit_length(sentence, clause.phrase, whole), clause.phrase.last)
    spans = (clause.left, behind)
    if any(_other_words(told, span) for span in spans):
        return None
    names = [level] if level else [name for span in spans for name in _fields(sentence, span)]
    return Subject(subject.indicator, (), (names[0],)) if len(names) == 1 else None


def _whole(told: Told, behind: Sequence[str], *, tier: bool) -> Reading | None:
    """The nearest level that alone is counted in the unit behind a number."""
    units = [" ".join(behind[:length]) for length in range(_LONGEST_UNIT, 0, -1)]
    beside = [r for r in told.before if "\n" not in told.sentence.text[r.end : told.sentence.start]]
    for readings in (told.open, told.above, beside):
        for unit in units:
            if not tier and unit not in CASE_UNITS:
                continue
            fitting = [r for r in _levels(readings) if unit in _units(r)]
            if fitting:
                return fitting[-1] if len({r.subject.indicator for r in fitting}) == 1 else None
    return None


def _divided_last(told: Told, clause: Clause) -> Reading | None:
    """The part just told, where a bare number goes on with its list (`cấp tỉnh 120 cuộc, cấp huyện 400`)."""
    last = told.open[-1] if told.open else None
    named = last is not None and last.part is not None and last.bracket == told.bracket
    if last is None or not named or last.unit in ("%", "đồng"):
        return None
    between = told.sentence.text[last.quantity.end : clause.quantity.start]
    wholes = [r for r in (*told.open, *told.above, *told.before) if r.part is None]
    same = [r for r in wholes if r.subject.indicator == last.subject.indicator]
    return same[-1] if same and not set(between) & set(";:.()") else None


def _levels(readings: Sequence[Reading]) -> list[Reading]:
    return [
        r
        for r in readings
        if r.kind is FigureKind.ACHIEVED
        and not r.listed
        and r.part is None
        and r.bracket is None
        and r.subject.indicator is not None
        and not r.subject.rivals
    ]


def _units(reading: Reading) -> tuple[str, ...]:
    return indicators()[reading.subject.indicator].units if reading.subject.indicator else ()


def _unit_length(sentence: Sentence, phrase: Span, whole: Reading) -> int:
    """How many words behind a number name the unit of its whole."""
    behind = sentence.keys[phrase.first : phrase.last]
    fits = (
        n for n in range(_LONGEST_UNIT, 0, -1) if len(behind) >= n and " ".join(behind[:n]) in _units(whole)
    )
    return next(fits, 0)


def _fields(sentence: Sentence, span: Span) -> list[str]:
    """The fields named in a stretch, as printed; a longer name wins over those in it."""
    found: list[str] = []
    at = span.first
    while at < span.last:
        length = _field_length(sentence, at, span)
        if length:
            found.append(sentence.printed(Span(at, at + length)).lower())
        at += length or 1
    return found


def _field_length(sentence: Sentence, at: int, span: Span) -> int:
    lengths = range(min(_LONGEST_FIELD, span.last - at), 0, -1)
    return next((n for n in lengths if sentence.keys[at : at + n] in CASE_FIELDS), 0)


def _other_words(told: Told, span: Span) -> Sequence[str]:
    """The words of a stretch that say something and name no field."""
    known = set(told.mentions.positions)
    for at in span.positions:
        known |= set(range(at, at + _field_length(told.sentence, at, span)))
        if told.sentence.keys[at] in DIVISION_LEADS:
            known.add(at)
    return content(told.sentence, span, frozenset(known))
