"""Plain text: a line is a paragraph, lines of `| a | b |`, of `a | b` or of tabs are a table."""

import re
from collections.abc import Iterator
from itertools import groupby

from ingest import reasons
from ingest.document import Document, Paragraph, Table
from ingest.errors import EmptyDocumentError
from ingest.loaders.cleaning import one_line
from ingest.loaders.decoding import decode
from ingest.loaders.grid import SpannedCell, compact, is_layout, place
from ingest.numbering import read_mark

_LINE = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_FRAMED = re.compile(r"\s*\|.*\|\s*\Z")
_SEPARATOR = re.compile(r"(?:(?<=\s)|\A)\|(?=\s|\Z)")
_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|?)+\s*\Z")
_WRAPPED_AT_MOST = 120
_WRAPPED_AT_LEAST = 50
_FULL = 0.8
_ENDS = (".", ";", ":", "!", "?", "…")


class TextLoader:
    """Reads .txt in UTF-8, UTF-16 with its mark, or Windows-1258."""

    format = "txt"
    suffixes = (".txt", ".text")

    def load(self, data: bytes, source: str) -> Document:
        elements = tuple(_elements(_LINE.split(decode(data, source))))
        if not elements:
            raise EmptyDocumentError(source, reasons.NO_TEXT)
        return Document(self.format, elements)


def _elements(raw: list[str]) -> Iterator[Paragraph | Table]:
    wrapped_at = _wrap_width(raw)
    for kind, lines in _runs(raw):
        if kind == "frame" or (kind.startswith("bars") and len(lines) > 1):
            yield from _barred_table(lines, framed=kind == "frame")
        elif kind.startswith("tabs") and len(lines) > 1:
            yield _table([[SpannedCell(one_line(cell)) for cell in line.split("\t")] for line in lines])
        else:
            yield from (Paragraph(text) for text in _paragraphs(lines, wrapped_at) if text)


def _runs(raw: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The lines in runs of one kind; a frame of bars goes round all rows of a table or round none.

    A row of `a | b` whose first and last cell are empty looks framed too.
    """
    for framed, group in groupby(raw, key=_is_barred):
        lines = list(group)
        if framed and all(_is_framed(line) for line in lines):
            yield "frame", lines
        else:
            yield from ((kind, list(run)) for kind, run in groupby(lines, key=_line_kind))


def _is_barred(line: str) -> bool:
    return _is_framed(line) or _SEPARATOR.search(line) is not None


def _is_framed(line: str) -> bool:
    return _FRAMED.match(line) is not None and line.count("|") > 1


def _line_kind(line: str) -> str:
    bars = len(_SEPARATOR.findall(line))
    if bars:
        return f"bars {bars}"
    tabs = line.strip().count("\t")
    return f"tabs {tabs}" if tabs else "text"


def _barred_table(lines: list[str], *, framed: bool) -> Iterator[Table]:
    rows: list[list[SpannedCell]] = []
    for line in lines:
        if _RULE.match(line):
            rows = [[SpannedCell(cell.text, header=True) for cell in row] for row in rows]
        else:
            rows.append([SpannedCell(one_line(cell)) for cell in _between_bars(line, framed=framed)])
    if any(cell.text for row in rows for cell in row):
        yield _table(rows)


def _between_bars(line: str, *, framed: bool) -> list[str]:
    if framed:
        return line.strip().removeprefix("|").removesuffix("|").split("|")
    return _SEPARATOR.split(line)


def _table(rows: list[list[SpannedCell]]) -> Table:
    placed = compact(place(rows))
    return Table(placed, layout=is_layout(placed))


def _wrap_width(raw: list[str]) -> int | None:
    """The width lines are broken at, when the file is broken into short lines of one width."""
    lengths = [len(line.rstrip()) for line in raw if line.strip()]
    if len(lengths) < 3 or not _WRAPPED_AT_LEAST <= max(lengths) <= _WRAPPED_AT_MOST:
        return None
    full = [line.rstrip() for line in raw if len(line.rstrip()) >= _FULL * max(lengths)]
    cut = sum(not line.endswith(_ENDS) for line in full)
    return max(lengths) if len(full) >= 0.4 * len(lengths) and cut >= 0.6 * len(full) else None


def _paragraphs(lines: list[str], wrapped_at: int | None) -> Iterator[str]:
    """The lines cleaned, those broken at a fixed width joined again."""
    if wrapped_at is None:
        yield from (one_line(line) for line in lines)
        return
    open_lines: list[str] = []
    for line in lines:
        text = one_line(line)
        if open_lines and not (text and _goes_on(open_lines[-1], text, wrapped_at)):
            yield " ".join(open_lines)
            open_lines = []
        if text:
            open_lines.append(text)
    if open_lines:
        yield " ".join(open_lines)


def _goes_on(line: str, following: str, wrapped_at: int) -> bool:
    """Whether a paragraph runs on into a line: no mark there, and no room above for its first word."""
    first_word = following.split(" ", 1)[0]
    return len(line) + 1 + len(first_word) > wrapped_at and read_mark(following) is None
