"""Which of a table's numbers is the level of an indicator, where several would be the same one."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.figures.labels import read_label
from ingest.figures.reading import Reading
from ingest.figures.subject import Subject
from ingest.figures.wording import LEVELS
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.terms import Role
from vectorstore.schema import FigureKind


def told_once(in_row: Sequence[Reading]) -> Iterator[Reading]:
    """The figures of a row; where two of its numbers would be the same level, nobody can say which one is.

    Headings that lost their columns (plain text) leave such rows.
    """
    in_row = list(told_by_name(in_row))
    values: dict[tuple[object, ...], set[float]] = defaultdict(set)
    for reading in in_row:
        values[_level_of(reading)].add(reading.quantity.value)
    for reading in in_row:
        unsure = reading.subject.indicator is not None and len(values[_level_of(reading)]) > 1
        yield replace(reading, subject=Subject(None)) if unsure else reading


def told_by_name(readings: Sequence[Reading]) -> Iterator[Reading]:
    """The readings; beside a level told in the words of an indicator's name, no other act tells that level.

    Where files received and files settled are listed, those received are what is called so.
    """
    named: dict[tuple[object, ...], set[str]] = defaultdict(set)
    acts = [_acts_of(reading) for reading in readings]
    for reading, told in zip(readings, acts, strict=True):
        named[_level_of(reading)] |= {
            act for act in told if act in indicators()[str(reading.subject.indicator)].name
        }
    for reading, told in zip(readings, acts, strict=True):
        other = bool(told and named[_level_of(reading)] and named[_level_of(reading)].isdisjoint(told))
        yield replace(reading, subject=Subject(None)) if other else reading


def _acts_of(reading: Reading) -> frozenset[str]:
    """The acts of its indicator that a reading's labels name."""
    name = reading.subject.indicator
    if name is None:
        return frozenset()
    texts = (read_label(reading.row or "").sentence, read_label(reading.column or "").sentence)
    return frozenset(
        " ".join(text.keys[hit.first : hit.last]) for text in texts for hit in text.with_role(name, Role.ACT)
    )


def _level_of(reading: Reading) -> tuple[object, ...]:
    rate = reading.unit == "%"
    return reading.subject.indicator, reading.kind, reading.part, reading.scope, rate, reading.unit == "đồng"


def alone_at_level(readings: Sequence[Reading]) -> Iterator[Reading]:
    """The readings; what was done at one tier, where nothing beside it says more, as a sentence has it.

    `Hội nghị cấp tỉnh triển khai luật` keeps its tier as its part, but the table names no whole of it.
    """
    told = Counter(
        (r.subject.indicator, r.scope) for r in readings if r.kind in (FigureKind.ACHIEVED, FigureKind.PART)
    )
    listed = indicators()
    for reading in readings:
        indicator = reading.subject.indicator
        if (
            indicator is not None
            and reading.kind is FigureKind.PART
            and reading.part in LEVELS
            and not listed[indicator].stock
            and told[indicator, reading.scope] == 1
            and any(hit.has(indicator, Role.NOUN) for hit in read_label(reading.row or "").sentence.hits)
        ):
            yield replace(reading, kind=FigureKind.ACHIEVED)
        else:
            yield reading
