"""Figures: every number a report states, read once when the report comes in.

Walking a report's blocks and keeping what is in force is `walk`'s work, reading sentences and tables that of
the modules it calls. Numeric questions are answered from what is returned here and from nothing else.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.figures.reading import Reading
from ingest.figures.walk import read_readings
from vectorstore.schema import Block, Figure, FigureKind, Report, StructuredText

VERSION = "7"


def read_figures(report: Report, text: StructuredText) -> tuple[Figure, ...]:
    """Every figure of a report in reading order, each with the sentence or table row that states it."""
    found: list[Figure] = []
    met: Counter[tuple[int, int]] = Counter()
    for page, headings, reading in read_readings(report.metadata, text):
        at = reading.quantity.start, reading.quantity.end
        again = f"-{met[at]}" if met[at] else ""  # one number may hold of several places
        met[at] += 1
        figure_id = f"{report.report_id}:{at[0]}-{at[1]}{again}"
        found.append(_figure(figure_id, report, text, reading, page, headings, len(found)))
    return tuple(_mark_narrower(found))


def _figure(
    figure_id: str,
    report: Report,
    text: StructuredText,
    reading: Reading,
    page: int | None,
    headings: Sequence[Block],
    ordinal: int,
) -> Figure:
    quantity = reading.quantity
    return Figure(
        figure_id=figure_id,
        report_id=report.report_id,
        ordinal=ordinal,
        indicator=reading.subject.indicator,
        phrase=reading.phrase,
        rivals=reading.subject.rivals,
        value=quantity.value,
        value_to=quantity.value_to,
        unit=reading.unit,
        qualifier=quantity.qualifier,
        kind=reading.kind,
        part=reading.part,
        province=reading.scope.province,
        locality=reading.scope.locality,
        level=report.metadata.level,
        period=reading.scope.period,
        start=reading.start,
        end=reading.end,
        value_start=quantity.start,
        value_end=quantity.end,
        page=page,
        heading=" › ".join(text.text[heading.start : heading.end] for heading in headings),
        row=reading.row,
        column=reading.column,
    )


def _mark_narrower(figures: Sequence[Figure]) -> list[Figure]:
    """Where a report states an indicator whole and narrowed, the narrowed ones are parts of it."""
    whole = {_topic(f) for f in figures if f.kind is FigureKind.ACHIEVED and f.part is None}
    return [
        replace(f, kind=FigureKind.PART)
        if f.kind is FigureKind.ACHIEVED and f.part is not None and _topic(f) in whole
        else f
        for f in figures
    ]


def _topic(figure: Figure) -> tuple[str | None, ...]:
    return figure.indicator, figure.province, figure.locality, figure.period
