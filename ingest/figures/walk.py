"""The way through a report: what is in force at each block, and the readers of sentences and tables.

In force are the headings above, the lead-in of a list, the place and period of headings and report, and what
was just told in the same section. Headings are read once.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.figures.cells import separators_of_report
from ingest.figures.clauses import Sentence, read_sentence
from ingest.figures.reading import Reading
from ingest.figures.scope import Scope
from ingest.figures.sentences import read_sentence_figures
from ingest.figures.subject import Passed, Surroundings
from ingest.figures.tables import read_table_figures
from vectorstore.analysis.periods import find_periods, year_of
from vectorstore.analysis.text import detect_language, sentences
from vectorstore.schema import Block, BlockKind, FigureKind, Metadata, StructuredText

Read = tuple[int | None, tuple[Block, ...], Reading]

_CAPTION = re.compile(
    r"^(?:bảng|biểu|phụ lục|kết quả|tổng hợp)\b|đơn vị(?: tính)?\s*:|:$|^[^.;]*[^.;:,]$", re.IGNORECASE
)
_CAPTION_LENGTH = 160
_CAPTION_REACH = 400
_LONGEST_SENTENCE = 1_200  # characters; longer ones are lists that lost their line breaks
_SENTENCES_BEFORE = 2
_PLANNED = ("phương hướng", "nhiệm vụ trọng tâm", "nhiệm vụ năm", "kế hoạch năm", "chỉ tiêu")
_BULLETS = frozenset("-–+*•")
_ANNOUNCED = re.compile(
    r"(?:trong đó|gồm|cụ thể|chia ra|chia theo[^,;.:]*|như sau|:)\s*:?\s*$", re.IGNORECASE
)
_AIMS = "chỉ tiêu"
_MEASURED = (
    "so với", "so sánh", "hoàn thành", "tình hình thực hiện", "mức độ thực hiện", "đánh giá", "vượt", "hụt",
    "đạt chỉ tiêu",
)  # fmt: skip


@dataclass(slots=True)
class _InForce:
    """What is in force at a block: the headings above it, the lead-in of its list, what was just told.

    `above`: the wholes told in the last line that bullets may split up; `above_mark`: the bullet it has, None
    where only its own kind of bullet follows.
    """

    headings: tuple[Block, ...] = ()
    lead_in: Block | None = None
    passed: tuple[Passed, ...] = ()
    readings: Sequence[Reading] = ()
    above: Sequence[Reading] = ()
    above_mark: str | None = None
    announced: bool = False


def read_readings(metadata: Metadata, text: StructuredText) -> Iterator[Read]:
    """Every number a report states, with its page and the headings above it."""
    yield from _Walk(metadata, text).readings()


class _Walk:
    def __init__(self, metadata: Metadata, text: StructuredText) -> None:
        self._metadata = metadata
        self._text = text
        self._title = read_sentence(metadata.title, 0, len(metadata.title))
        self._separators = separators_of_report(text)
        self._read: dict[int, Sentence] = {}
        self._under: dict[tuple[Block, ...], tuple[Scope, bool]] = {(): (Scope.of_report(metadata), False)}

    def readings(self) -> Iterator[Read]:
        """All readings in order."""
        here = _InForce()
        above: tuple[Block, ...] = ()
        for kind, group in groupby(self._text.blocks, key=lambda block: (block.kind, block.table)):
            blocks = list(group)
            if kind[0] is BlockKind.TABLE_ROW:
                yield from self._table(blocks, self._caption(above, blocks[0]), here)
                here.passed, here.readings, here.above = (), (), ()
                continue
            for block in blocks:
                if block.kind is BlockKind.HEADING:
                    kept = tuple(heading for heading in here.headings if heading.level < block.level)
                    here = _InForce((*kept, block))
                for reading in self._block(block, here):
                    yield block.page, here.headings, reading
                if block.kind is BlockKind.HEADING:
                    here.passed, here.readings, here.above = (), (), ()
                else:
                    here.lead_in = self._lead_in(block, here)
            above = (*above, *blocks)[-2:]

    def _table(self, rows: Sequence[Block], caption: str, here: _InForce) -> Iterator[Read]:
        scope, _ = self._scope_under(here.headings)
        pages = {row.start: row.page for row in rows}
        around = self._surroundings(here)
        for reading in read_table_figures(self._text, rows, caption, scope, around, self._separators):
            yield pages.get(reading.start), here.headings, reading

    def _block(self, block: Block, here: _InForce) -> Iterator[Reading]:
        """The figures of a heading or paragraph; what it tells stays in force for the next one."""
        text = self._text.text
        around = self._surroundings(here)
        scope, planned = self._scope_under(here.headings)
        english = self._metadata.language == "en" and detect_language(self._words(block)) == "en"
        above = self._split_by(block, here)
        told: list[Reading] = []
        opening: Passed | None = None
        for span in _readable(text, sentences(text, block.start, block.end)):
            around = replace(around, before=here.passed, opening=opening)
            here.readings = read_sentence_figures(
                text, span, scope, around, here.readings, above, planned=planned, english=english
            )
            yield from here.readings
            told += here.readings
            here.passed = (Passed(text, *span, english), *here.passed)[:_SENTENCES_BEFORE]
            opening = opening or here.passed[0]
            if scope.period is None:  # a report that names no period: its paragraphs say it once
                named = [m.period for m in find_periods(text, *span) if m.period and not m.same_period_before]
                scope = replace(scope, period=named[0]) if len(named) == 1 else scope
        self._keep_above(block, here, told)

    def _split_by(self, block: Block, here: _InForce) -> Sequence[Reading]:
        """The wholes above that a bullet splits up: its mark is another and `+`, or a lead-in says so."""
        mark = _bullet(self._words(block))
        if here.above_mark is None or not mark or mark == here.above_mark:
            return ()
        return here.above if mark == "+" or here.announced else ()

    def _keep_above(self, block: Block, here: _InForce, told: Sequence[Reading]) -> None:
        """Keep the wholes that a line tells for the bullets under it; bullets that split keep those above."""
        if self._split_by(block, here):
            return
        here.above = tuple(r for r in told if r.kind is FigureKind.ACHIEVED and _is_whole(r))
        here.above_mark = _bullet(self._words(block))
        here.announced = _ANNOUNCED.search(self._words(block)) is not None

    def _lead_in(self, block: Block, here: _InForce) -> Block | None:
        """The paragraph that introduces a list: it ends with a colon; list items keep it in force."""
        words = self._words(block).strip()
        if words.endswith(":"):
            return block
        return here.lead_in if words[:1] in "-+•*–" else None

    def _scope_under(self, headings: tuple[Block, ...]) -> tuple[Scope, bool]:
        """The place and period under headings, and whether they tell of what is to come."""
        found = self._under.get(headings)
        if found is None:
            scope, planned = self._scope_under(headings[:-1])
            words = self._words(headings[-1])
            own = _is_planned(words, self._metadata.period)
            if not _is_planned(words, scope.period) or " và " not in words.lower():
                scope = scope.within(words)
            found = self._under[headings] = scope, planned or own
        return found

    def _surroundings(self, here: _InForce) -> Surroundings:
        blocks = [b for b in (here.lead_in, *reversed(here.headings)) if b is not None]
        return Surroundings((*map(self._sentence, blocks), self._title))

    def _sentence(self, block: Block) -> Sentence:
        found = self._read.get(block.start)
        if found is None:
            found = self._read[block.start] = read_sentence(self._text.text, block.start, block.end)
        return found

    def _caption(self, above: Sequence[Block], row: Block) -> str:
        """The lines just above a table that name it or its unit; running text above it is no caption."""
        words = [self._words(block).strip() for block in above if row.start - block.end < _CAPTION_REACH]
        return "\n".join(w for w in words if len(w) <= _CAPTION_LENGTH and _CAPTION.search(w))

    def _words(self, block: Block) -> str:
        return self._text.text[block.start : block.end]


def _bullet(words: str) -> str:
    """The bullet that a line begins with, or nothing."""
    return words[:1] if words[:1] in _BULLETS else ""


def _is_whole(reading: Reading) -> bool:
    """Whether a number may be split up by the bullets under its line."""
    subject = reading.subject
    told = subject.indicator is not None and not subject.rivals and reading.part is None
    return told and not reading.listed and reading.bracket is None


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
    planning = [word for word in _PLANNED if word in lowered]
    if not planning or (planning == [_AIMS] and any(word in lowered for word in _MEASURED)):
        return False
    years = {year_of(m.period) for m in find_periods(lowered) if m.period}
    own = year_of(period) if period else None
    return "kết quả" not in lowered and (not years or own is None or own not in years)
