"""Figures: every number a report states, read once when the report comes in.

Walks a report's blocks, keeps what is in force (headings, lead-ins, place, period) and hands sentences and
tables to their readers. Numeric questions are answered from what is returned here and from nothing else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.figures.clauses import Sentence, read_sentence
from ingest.figures.scope import Scope
from ingest.figures.sentences import Reading, read_sentence_figures
from ingest.figures.subject import Surroundings
from ingest.figures.tables import read_table_figures
from vectorstore.analysis.periods import find_periods, year_of
from vectorstore.analysis.text import detect_language, sentences
from vectorstore.schema import Block, BlockKind, Figure, FigureKind, Report, StructuredText

VERSION = "1"

_CAPTION = re.compile(
    r"^(?:bảng|biểu|phụ lục|kết quả|tổng hợp)\b|đơn vị(?: tính)?\s*:|:$|^[^.;]*[^.;:,]$", re.IGNORECASE
)
_CAPTION_LENGTH = 160
_CAPTION_REACH = 400
_LONGEST_SENTENCE = 1_200  # characters; longer ones are lists that lost their line breaks
_PLANNED = ("phương hướng", "nhiệm vụ trọng tâm", "nhiệm vụ năm", "kế hoạch năm", "chỉ tiêu")


@dataclass(frozen=True, slots=True)
class _Position:
    """What is in force at a block: the headings above it and the lead-in of the list it stands in."""

    headings: tuple[Block, ...] = ()
    lead_in: Block | None = None


def read_figures(report: Report, text: StructuredText) -> tuple[Figure, ...]:
    """Every figure of a report in reading order, each with the sentence or table row that states it."""
    found: list[Figure] = []
    for page, headings, reading in _read(report, text):
        found.append(_figure(report, text, reading, page, headings, len(found)))
    return tuple(_mark_narrower(found))


def _read(report: Report, text: StructuredText) -> Iterator[tuple[int | None, tuple[Block, ...], Reading]]:
    scope = Scope.of_report(report.metadata)
    position = _Position()
    for kind, group in groupby(text.blocks, key=lambda block: (block.kind, block.table)):
        blocks = list(group)
        if kind[0] is BlockKind.TABLE_ROW:
            caption = _caption(text, blocks[0])
            here = _scope_under(text, position, scope)
            for reading in read_table_figures(
                text, blocks, caption, here, _surroundings(report, text, position)
            ):
                page = next((b.page for b in blocks if b.start == reading.start), None)
                yield page, position.headings, reading
            continue
        for block in blocks:
            if block.kind is BlockKind.HEADING:
                position = _under(position, block)
            yield from _read_block(report, text, block, position, scope)
            if block.kind is BlockKind.PARAGRAPH:
                position = replace(position, lead_in=_lead_in(text, block, position))


def _read_block(
    report: Report, text: StructuredText, block: Block, position: _Position, scope: Scope
) -> Iterator[tuple[int | None, tuple[Block, ...], Reading]]:
    around = _surroundings(report, text, position)
    here = _scope_under(text, position, scope)
    planned = any(_is_planned(_words(text, heading), report.metadata.period) for heading in position.headings)
    english = detect_language(_words(text, block)) == "en" and report.metadata.language == "en"
    for span in _readable(text.text, sentences(text.text, block.start, block.end)):
        readings = read_sentence_figures(text.text, span, here, around, planned=planned, english=english)
        for reading in readings:
            yield block.page, position.headings, reading
        if here.period is None:  # a report that names no period: its paragraphs say it once
            named = [
                m.period for m in find_periods(text.text, *span) if m.period and not m.same_period_before
            ]
            here = replace(here, period=named[0]) if len(named) == 1 else here


def _readable(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences; one that runs on in pieces, as reading costs the square of a sentence's length."""
    for start, end in spans:
        while end - start > _LONGEST_SENTENCE:
            reach = start + _LONGEST_SENTENCE
            marks = (text.rfind(mark, start + 1, reach) + 1 for mark in ("; ", ", ", " "))
            stop = next((at for at in marks if at), reach)
            yield start, start + len(text[start:stop].rstrip())
            start = stop + len(text[stop:end]) - len(text[stop:end].lstrip())
        if start < end:
            yield start, end


def _is_planned(heading: str, period: str | None) -> bool:
    """Whether a heading tells of what is to come: planning words, and no mention of the report's own year."""
    lowered = heading.lower()
    if not any(word in lowered for word in _PLANNED):
        return False
    years = {year_of(m.period) for m in find_periods(lowered) if m.period}
    own = year_of(period) if period else None
    return "kết quả" not in lowered and (not years or own is None or own not in years)


def _under(position: _Position, heading: Block) -> _Position:
    above = tuple(block for block in position.headings if block.level < heading.level)
    return _Position(headings=(*above, heading))


def _lead_in(text: StructuredText, block: Block, position: _Position) -> Block | None:
    """The paragraph that introduces a list: it ends with a colon; list items keep it in force."""
    words = _words(text, block).strip()
    if words.endswith(":"):
        return block
    return position.lead_in if words[:1] in "-+•*–" else None


def _scope_under(text: StructuredText, position: _Position, scope: Scope) -> Scope:
    for heading in position.headings:
        words = _words(text, heading)
        if not _is_planned(words, scope.period) or " và " not in words.lower():
            scope = scope.within(words)
    return scope


def _surroundings(report: Report, text: StructuredText, position: _Position) -> Surroundings:
    blocks = [b for b in (position.lead_in, *reversed(position.headings)) if b is not None]
    shared: list[Sentence] = [read_sentence(text.text, b.start, b.end) for b in blocks]
    title = report.metadata.title
    return Surroundings((*shared, read_sentence(title, 0, len(title))))


def _caption(text: StructuredText, row: Block) -> str:
    """The lines just above a table that name it or its unit; running text above it is no caption."""
    before = [b for b in text.blocks if b.end <= row.start and b.kind is not BlockKind.TABLE_ROW][-2:]
    words = [_words(text, block).strip() for block in before if row.start - block.end < _CAPTION_REACH]
    return "\n".join(w for w in words if len(w) <= _CAPTION_LENGTH and _CAPTION.search(w))


def _words(text: StructuredText, block: Block) -> str:
    return text.text[block.start : block.end]


def _figure(
    report: Report,
    text: StructuredText,
    reading: Reading,
    page: int | None,
    headings: Sequence[Block],
    ordinal: int,
) -> Figure:
    quantity = reading.quantity
    return Figure(
        figure_id=f"{report.report_id}:{quantity.start}-{quantity.end}",
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
        heading=" › ".join(_words(text, heading) for heading in headings),
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
