"""What a report says of itself: title, agency, place, period, number, date, language.

Read from the structured text alone, so that it can be read again without the file. A field that the report
does not state is None; a guess would answer a question with the wrong province or year.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from ingest.agency import Agency, find_agency
from ingest.published import dates_paper, read_dateline, read_first_words, read_published
from ingest.report_period import find_report_period, find_table_period, title_period
from ingest.report_place import NATIONAL, find_report_place
from ingest.section_label import is_section_label
from ingest.title import HEAD_NEAR, is_attached, is_head_line, is_kind_line, split_head, stands_over_caps_head
from vectorstore.analysis.text import detect_language, fold
from vectorstore.schema import AgencyLevel, Block, BlockKind, Metadata, StructuredText

_EARLY = 25
_LONGEST_TITLE = 300
_SHORTEST_TITLE = 12
_SAMPLE = 4_000
_NUMBER = re.compile(r"(?:số|no)\s*[:.]?\s*(\d[\w.]*\s*/\s*[\wĐđ.–-]*[A-ZĐ][\wĐđ.–/-]*)", re.I)
_ATTACHED = re.compile(
    r"\(?(?:ban hành\s+)?(?:đính\s+)?kèm\s+theo\s+(?:báo cáo|công văn)\s+số\s*:?\s*"
    r"(\d[\w.]*\s*/\s*[\wĐđ.–-]*[A-ZĐ][\wĐđ.–/-]*)",
    re.I,
)
_SHEET = re.compile(r"(?:sheet|trang|bieu(?: so)?|bang|pl|phu luc)?[ ._-]?[\divx]{0,4}[a-z]?(?: \(\d\))?")
_MACHINE_TITLE = re.compile(
    r"microsoft word|untitled|\(anonymous\)|document\d*\Z|\.\w{3,4}\Z|powerpoint|sheet\d", re.I
)
_DISTRICT = re.compile(r"(?:huyen|quan|thi xa|thanh pho|tp)\b")
_COMMUNE = re.compile(r"(?:xa|phuong|thi tran|dac khu)\b")


@dataclass(frozen=True, slots=True)
class _Opening:
    """The lines at the top: before the title, the title, and after it."""

    head: tuple[str, ...]
    title: str
    body: tuple[str, ...]


def read_metadata(text: StructuredText, source: str, document_title: str | None) -> Metadata:
    """Read what a report says of itself; `document_title` is the file's own property, asked last."""
    opening = _read_opening(text, document_title)
    agency = find_agency(opening.head)
    published = read_published(opening.head)
    near = published if published.year or agency else read_first_words(opening.body)
    province, locality = _place(source, opening, agency)
    level = agency.level if agency else _level(province, locality)
    return Metadata(
        title=opening.title,
        agency=agency.name if agency else None,
        level=level,
        province=province,
        locality=(agency.locality if agency else None) or locality,
        period=find_report_period(opening.title, opening.body, near, article=agency is None)
        or find_table_period(opening.body, _table_headings(text)),
        number=_number(opening),
        date=published.date or (read_dateline(opening.body) if agency is None else None),
        language=detect_language(text.text[:_SAMPLE]),
    )


def _number(opening: _Opening) -> str | None:
    """The paper's number; of an appendix that of the report it belongs to."""
    own = (found[1] for line in opening.head if (found := _NUMBER.match(line)))
    lines = (*opening.head, *opening.body[:_EARLY])
    of_report = (found[1] for line in lines if (found := _ATTACHED.match(line)))
    in_title = _ATTACHED.search(opening.title)
    return next(own, None) or (in_title[1] if in_title else next(of_report, None))


def _table_headings(text: StructuredText) -> list[str]:
    cells = (cell for block in text.blocks if block.header for cell in block.cells)
    return [text.text[cell.start : cell.end] for cell in cells]


def _read_opening(text: StructuredText, document_title: str | None) -> _Opening:
    early = text.blocks[:_EARLY]
    lines = [text.text[block.start : block.end] for block in early]
    title_at = _title_lines(early, lines)
    first, last = (title_at[0], title_at[-1]) if title_at else (0, -1)
    dates = {number for number, line in enumerate(lines) if dates_paper(line)}
    head = [
        line
        for number, (block, line) in enumerate(zip(early, lines, strict=True))
        if block.table is None
        and number not in title_at
        and (number < first or number in dates or (not title_at and is_head_line(line)))
    ]
    body = [
        text.text[block.start : block.end]
        for number, block in enumerate(text.blocks)
        if number > last and number not in dates and block.table is None
    ]
    if title_at:
        above, first_line = split_head(lines[title_at[0]])
        head += [above] if above else []
        title = _joined_title([first_line, *(lines[number] for number in title_at[1:])])
    else:
        title = _fallback_title(body, document_title)
    return _Opening(tuple(head), title, tuple(body) or (() if title_at else (text.text,)))


def _title_lines(early: Sequence[Block], lines: Sequence[str]) -> list[int]:
    """The lines of the title: BÁO CÁO with its subject, else the first heading, rather one with a period."""
    headings = [number for number, block in enumerate(early) if block.kind is BlockKind.HEADING]
    for place, number in enumerate(headings):
        if is_kind_line(lines[number]):
            subject = headings[place + 1] if place + 1 < len(headings) else None
            follows = subject == number + 1 and early[number + 1].level == early[number].level
            return [number, number + 1] if follows else [number]
    plain = [number for number in headings if not is_attached(lines[number])]
    top = [number for number in plain if early[number].level <= 2]
    over_head = [number for number in top if stands_over_caps_head(_near(early, lines, number))]
    below = [number for number in top if number not in over_head]
    named = [number for number in below if not _SHEET.fullmatch(fold(lines[number]))]
    labelled = len(named) > 1 and is_section_label(lines[named[0]])
    named = named[1:] if labelled else named
    attached = next(
        (number for number in named if is_attached("".join(lines[number + 1 : number + 2]))), None
    )
    if attached is not None:
        return [attached, attached + 1]
    dated = next((number for number in named if title_period(lines[number])), None)
    if dated is not None:
        return [dated]
    under_sheet = _title_under_sheet(early, lines) if len(named) < len(top) and not labelled else []
    return under_sheet or (named or below or top)[:1]


def _near(early: Sequence[Block], lines: Sequence[str], number: int) -> list[str]:
    """A line and those just below it, but for tables."""
    below = range(number, min(len(lines), number + 1 + HEAD_NEAR))
    return [lines[each] for each in below if early[each].table is None]


def _title_under_sheet(early: Sequence[Block], lines: Sequence[str]) -> list[int]:
    """The line over a sheet's table that says what it tells of, and when."""
    for number, (block, line) in enumerate(zip(early, lines, strict=True)):
        if block.table is not None:
            break
        if title_period(line) and not is_head_line(line) and not is_attached(line):
            return [number]
    return []


def _joined_title(words: Sequence[str]) -> str:
    """`BÁO CÁO` and `Kết quả …` as one title: `Báo cáo kết quả …`."""
    if len(words) == 1:
        return words[0][:_LONGEST_TITLE]
    kind, subject = words[0].capitalize(), " ".join(words[1:])
    at = 1 if subject.startswith("(") else 0
    if subject[at : at + 1].isupper() and subject[at + 1 : at + 2].islower():
        subject = f"{subject[:at]}{subject[at].lower()}{subject[at + 1 :]}"
    return f"{kind} {subject}"[:_LONGEST_TITLE]


def _fallback_title(body: Sequence[str], document_title: str | None) -> str:
    if (
        document_title
        and len(document_title) >= _SHORTEST_TITLE
        and not _MACHINE_TITLE.search(document_title)
    ):
        return document_title[:_LONGEST_TITLE]
    first = body[0] if body else ""
    if len(first) <= _LONGEST_TITLE // 2:
        return first
    return first[: first.rfind(" ", 0, _LONGEST_TITLE // 2)].rstrip(" ,;:") + "…"


def _place(source: str, opening: _Opening, agency: Agency | None) -> tuple[str | None, str | None]:
    if agency is not None and agency.level is AgencyLevel.NATIONAL:
        return NATIONAL, None
    below = agency is not None and agency.level in (AgencyLevel.DISTRICT, AgencyLevel.COMMUNE)
    return find_report_place(
        opening.head, opening.title, opening.body, PurePosixPath(source).stem, below_province=below
    )


def _level(province: str | None, locality: str | None) -> AgencyLevel | None:
    """Whose work a text without a head tells of."""
    if locality is not None:
        folded = fold(locality)
        if _COMMUNE.match(folded):
            return AgencyLevel.COMMUNE
        return AgencyLevel.DISTRICT
    if province is None:
        return None
    return AgencyLevel.NATIONAL if province == NATIONAL else AgencyLevel.PROVINCE
