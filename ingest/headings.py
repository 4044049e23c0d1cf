"""Which lines of a report are headings, and how deep: by the format's own mark, else by the numbering.

A title (BÁO CÁO and its subject, a press article's first line) has level 1. Below it a kind of numbering
takes the level at which it first appears, so that a report may begin with PHẦN, with A., with I. or with 1.
Numbered sentences and list items are no headings. Assembling the text is left to `structure`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.numbering import RANK, Mark, MarkKind, read_mark
from ingest.title import Title, is_head_line, is_tail_line
from vectorstore.analysis.periods import time_spans

_LONGEST = 200
_LONGEST_PLAIN = 130
_LONGEST_CAPS = 160
_STOPS = (".", ";", ",", "!", "?")
_NUMBER = re.compile(r"\d[\d.,]*")
_DOCUMENT = re.compile(r"\d+(?:/\d{4})?/[\w-]*[A-ZĐ][\w-]*|(?:[Ss]ố|SỐ|[Đđ]iều|[Kk]hoản|[Mm]ẫu)\s+\d[\w/.-]*")
_HEAD_LINES = 12
_NAMED = ("caps", "bold")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as `structure` hands it over; `marked` is the level the format itself gives.

    `table` marks a table's rows and `aside` what a layout table holds: neither is ever a heading.
    """

    text: str
    marked: int | None = None
    bold: bool = False
    centered: bool = False
    table: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    kind: str
    rank: int
    loose: bool
    """Whether it may turn out to be an item of a list."""


def heading_levels(lines: Sequence[Line], title: Title) -> list[int]:
    """The level of each line, from 1; 0 for what is no heading."""
    candidates = _candidates(lines, title)
    _drop_lists(lines, candidates)
    levels = [0] * len(lines)
    for number in title.lines:
        levels[number] = 1
    under_title = 1 if title.lines else 0
    open_kinds: list[_Candidate] = []
    for number, candidate in enumerate(candidates):
        if candidate is None:
            continue
        open_kinds = _opened(open_kinds, candidate)
        levels[number] = under_title + len(open_kinds)
    return levels


def _opened(open_kinds: list[_Candidate], new: _Candidate) -> list[_Candidate]:
    """The headings above and with a new one: it closes its own kind, and what ranks below it."""
    for depth, candidate in enumerate(open_kinds):
        if candidate.kind == new.kind:
            return [*open_kinds[:depth], new]
    kept = list(open_kinds)
    while kept and kept[-1].rank > new.rank and kept[-1].kind not in _NAMED:
        kept.pop()
    if new.kind == "caps":
        kept = [candidate for candidate in kept if candidate.rank <= new.rank]
    return [*kept, new]


def _candidates(lines: Sequence[Line], title: Title) -> list[_Candidate | None]:
    found: list[_Candidate | None] = []
    in_tail = False
    part_start = 0
    for number, line in enumerate(lines):
        if line.marked is not None:
            part_start = number
        if number in title.lines or number < title.body_start or line.table or line.aside:
            found.append(None)
            continue
        mark = read_mark(line.text)
        in_tail = is_tail_line(line.text) or (in_tail and (mark is None or mark.kind is not MarkKind.PART))
        found.append(None if in_tail else _candidate(line, mark, early=number - part_start < _HEAD_LINES))
    return found


def _candidate(line: Line, mark: Mark | None, *, early: bool) -> _Candidate | None:
    text = line.text
    if len(text) > _LONGEST or (mark is not None and mark.kind is MarkKind.ITEM):
        return None
    if line.marked is not None:
        return _Candidate(f"h{line.marked}", line.marked, loose=False)
    if mark is not None:
        return _numbered(line, mark)
    if early and is_head_line(text):
        return None
    letters = [letter for letter in text if letter.isalpha()]
    if len(text) <= _LONGEST_CAPS and len(letters) >= 6 and " " in text and text.isupper():
        return None if text.endswith(_STOPS) else _Candidate("caps", 1, loose=False)
    plain = len(text) <= _LONGEST_PLAIN and not text.endswith((*_STOPS, ":")) and not _counts(text)
    return _Candidate("bold", 8, loose=False) if line.bold and plain and len(letters) >= 6 else None


def _numbered(line: Line, mark: Mark) -> _Candidate | None:
    """A numbered line, unless it is a sentence or states a figure."""
    words = line.text[mark.end :]
    rank = RANK[mark.kind]
    high = mark.kind in (MarkKind.PART, MarkKind.UPPER, MarkKind.ROMAN)
    if mark.kind is MarkKind.PART and (not words or words.isupper() or line.bold):
        return _Candidate(mark.kind, rank, loose=False)
    if _counts(words) or not words or not words[0].isupper():
        return None
    if line.bold or words.isupper():
        return _Candidate(mark.kind, rank, loose=False)
    limit = _LONGEST if high else _LONGEST_PLAIN
    if len(words) > limit or words.endswith((";", ",")):
        return None
    if words.endswith(".") and not high:
        return None
    return _Candidate(mark.kind, rank, loose=mark.kind in (MarkKind.ARABIC, MarkKind.LETTER))


def _counts(text: str) -> bool:
    """Whether a line states a number other than a date, a period or the number of a document."""
    taken = [*time_spans(text), *(found.span() for found in _DOCUMENT.finditer(text))]
    return any(
        not any(start <= found.start() < end for start, end in taken) for found in _NUMBER.finditer(text)
    )


def _drop_lists(lines: Sequence[Line], candidates: list[_Candidate | None]) -> None:
    """Take out numbered lines that follow each other without anything under them: a list, not headings."""
    run: list[int] = []
    for number in range(len(lines) + 1):
        candidate = candidates[number] if number < len(lines) else None
        if candidate is not None and candidate.loose:
            before = candidates[run[-1]] if run else None
            if before is not None and (before.kind != candidate.kind or number != run[-1] + 1):
                _drop(candidates, run)
                run = []
            run.append(number)
        elif run:
            _drop(candidates, run)
            run = []


def _drop(candidates: list[_Candidate | None], run: list[int]) -> None:
    if len(run) > 1:
        for number in run:
            candidates[number] = None
