"""A structured text to passages: whole blocks under one heading, tables cut only between their rows.

A passage is about 1,200 characters at most (near 290 tokens of the bundled model). Only a paragraph longer
than that is cut, at the ends of sentences. Headings stand above passages, in `Passage.heading`; a heading
with nothing under it, and small sections side by side, are passages with their headings inside.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.sections import Section, sections
from vectorstore.analysis.text import fold, sentences
from vectorstore.schema import Block, Passage, StructuredText

VERSION = "1"
"""Raised when the same text would be cut differently."""

LONGEST = 1_200
_STRETCHED = 1_400
_SMALL_REST = 200
_TINY_SECTION = 160
_TINY_TOGETHER = 600
_LONGEST_CAPTION = 160
_LONGEST_HEADER = 600
_BARE_HEADING = 30
_CAPTIONS = ("bang", "bieu", "phu luc", "don vi", "(don vi", "dvt")


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A stretch of the text: where, under what heading, with which rows above it that it needs to be read."""

    start: int
    end: int
    heading: str
    page: int | None
    table_header: str = ""


def split(report_id: str, text: StructuredText) -> tuple[Passage, ...]:
    """Cut a report's text into passages; the same text always gives the same passages with the same ids."""
    passages: list[Passage] = []
    for chunk in _chunks(text):
        words = text.text[chunk.start : chunk.end]
        if not words.strip(" |"):
            continue
        ordinal = len(passages)
        digest = hashlib.sha256(f"{chunk.start}\0{chunk.heading}\0{words}".encode()).hexdigest()[:12]
        passages.append(
            Passage(
                passage_id=f"{report_id}-{ordinal:04d}-{digest}",
                report_id=report_id,
                ordinal=ordinal,
                start=chunk.start,
                end=chunk.end,
                text=words,
                heading=chunk.heading,
                table_header=chunk.table_header,
                page=chunk.page,
            )
        )
    return tuple(passages)


def _chunks(text: StructuredText) -> Iterator[_Chunk]:
    tiny: list[Section] = []
    for section in sections(text):
        if tiny and not (_is_tiny(section) and _together(tiny, section)):
            yield from _tiny_chunks(text, tiny)
            tiny = []
        if _is_tiny(section):
            tiny.append(section)
        else:
            yield from _section_chunks(text, section)
    yield from _tiny_chunks(text, tiny)


def _is_tiny(section: Section) -> bool:
    small = section.end - section.body_start <= _TINY_SECTION
    return small and section.is_leaf and section.heading is not None and section.table is None


def _together(tiny: Sequence[Section], section: Section) -> bool:
    """Whether a section is a small sibling of those before it."""
    return section.parents == tiny[0].parents and section.end - tiny[0].start <= _TINY_TOGETHER


def _tiny_chunks(text: StructuredText, tiny: Sequence[Section]) -> Iterator[_Chunk]:
    if len(tiny) == 1:
        yield from _section_chunks(text, tiny[0])
    elif tiny:
        yield _Chunk(tiny[0].start, tiny[-1].end, _path(tiny[0].parents), tiny[0].page)


def _section_chunks(text: StructuredText, section: Section) -> Iterator[_Chunk]:
    if not section.body:
        if section.is_leaf and section.end - section.start > _BARE_HEADING:
            yield _Chunk(section.start, section.end, _path(section.parents), section.page)
        return
    heading = _path(section.path)
    pieces: list[_Chunk] = []
    for run in _runs(section.body):
        if run[0].table is None:
            pieces += _paragraph_chunks(text, run, heading)
        else:
            caption = _taken_caption(text, pieces, run[0].start)
            pieces += _table_chunks(text, run, heading, caption)
    yield from pieces


def _runs(body: Sequence[Block]) -> Iterator[list[Block]]:
    """The blocks of a section in runs of paragraphs and runs of rows of one table."""
    run: list[Block] = []
    for block in body:
        if run and block.table != run[-1].table:
            yield run
            run = []
        run.append(block)
    if run:
        yield run


def _paragraph_chunks(text: StructuredText, run: Sequence[Block], heading: str) -> list[_Chunk]:
    """Paragraphs joined up to the limit, long ones cut; a small rest stays with what is above it."""
    chunks: list[_Chunk] = []
    for block in run:
        for start, end in _sentence_groups(text.text, block):
            last = chunks[-1] if chunks else None
            limit = _STRETCHED if block is run[-1] and end - start < _SMALL_REST else LONGEST
            if last is not None and end - last.start <= limit:
                chunks[-1] = replace(last, end=end)
            else:
                chunks.append(_Chunk(start, end, heading, block.page))
    return chunks


def _sentence_groups(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """The block whole, or its sentences grouped so that no group is over the limit."""
    if block.end - block.start <= LONGEST:
        yield block.start, block.end
        return
    start = end = block.start
    for _, sentence_end in _short_enough(text, sentences(text, block.start, block.end)):
        if end > start and sentence_end - start > LONGEST:
            yield start, end
            start = _next_word(text, end)
        end = sentence_end
    yield start, block.end


def _short_enough(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences, those over the limit cut after a semicolon, a comma or a space."""
    for start, end in spans:
        while end - start > LONGEST:
            cut = max(
                (text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in ("; ", ", ")), default=-1
            )
            cut = cut + 1 if cut >= 0 else text.rfind(" ", start + 1, start + LONGEST)
            cut = cut if cut > start else start + LONGEST
            yield start, cut
            start = _next_word(text, cut)
        yield start, end


def _next_word(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _taken_caption(text: StructuredText, pieces: list[_Chunk], table_start: int) -> int:
    """Where a table's caption begins, taken off the chunk above it: `Bảng 1 …` over `Đơn vị tính: …`."""
    start = table_start
    while pieces and pieces[-1].end + 1 == start and not pieces[-1].table_header:
        above = pieces[-1]
        line_start = max(above.start, text.text.rfind("\n", above.start, above.end) + 1)
        line = text.text[line_start : above.end]
        named = fold(line).startswith(_CAPTIONS) or (start == table_start and line.endswith(":"))
        if len(line) > _LONGEST_CAPTION or not named:
            break
        if line_start > above.start:
            pieces[-1] = replace(above, end=line_start - 1)
        else:
            pieces.pop()
        start = line_start
    return start


def _table_chunks(text: StructuredText, rows: Sequence[Block], heading: str, start: int) -> list[_Chunk]:
    """The rows of a table, cut between rows; every chunk but the first carries the heading rows."""
    header = "\n".join(text.text[row.start : row.end] for row in rows if row.header)
    if len(header) > _LONGEST_HEADER:
        header = header[:_LONGEST_HEADER].rsplit(" ", 1)[0]
    chunks: list[_Chunk] = []
    page = rows[0].page
    end = start
    above = ""
    for row in rows:
        room = LONGEST - len(above)
        if not row.header and end > start and row.end - start > room and not _only_headers(rows, start, end):
            chunks.append(_Chunk(start, end, heading, page, above))
            start, page, above = row.start, row.page, header
        end = row.end
    chunks.append(_Chunk(start, end, heading, page, above))
    return chunks


def _only_headers(rows: Sequence[Block], start: int, end: int) -> bool:
    """Whether only a caption and heading rows stand there, which are not left without a row under them."""
    return all(row.header for row in rows if start <= row.start < end)


def _path(headings: Sequence[str]) -> str:
    return " › ".join(headings)
