"""Words of a PDF page to lines, lines to paragraphs: joined over line ends and over pages.

Knows nothing of tables or of the PDF library; a word is where it stands and how it is set.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.loaders.cleaning import one_line
from ingest.numbering import read_mark

_PAGE_NUMBER = re.compile(
    r"(?:[-–—]\s*)?(?:trang\s*|page\s*)?\d{1,4}(?:\s*(?:/|trên|of)\s*\d{1,4})?(?:\s*[-–—])?\Z", re.I
)
_NUMBERS = re.compile(r"\d+")
_EDGE = 0.12
_REPEATED = 0.6
_ENDS = (".", ";", ":", "!", "?")
_INDENT = 8.0
_GAP = 1.7
_NARROWEST = 0.8


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box in points, y downwards, and how it is set."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand side by side. `page` counts from 1, `height` is the page's."""

    words: tuple[Word, ...]
    page: int
    height: float

    @property
    def text(self) -> str:
        return one_line(" ".join(word.text for word in self.words))

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        return median(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)


def read_lines(words: Sequence[Word], page: int, height: float) -> list[Line]:
    """Group a page's words into lines, top to bottom; raised note marks are left out."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda word: ((word.top + word.bottom) / 2, word.x0)):
        middle = (word.top + word.bottom) / 2
        if groups and middle - median((each.top + each.bottom) / 2 for each in groups[-1]) <= word.size * 0.5:
            groups[-1].append(word)
        else:
            groups.append([word])
    lines = []
    for group in groups:
        largest = max(word.size for word in group)
        kept = [
            word for word in group if word.size > 0.75 * largest or not word.text.strip("()[]").isdecimal()
        ]
        lines.append(Line(tuple(sorted(kept, key=lambda word: word.x0)), page, height))
    return lines


def without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages' lines without page numbers and without what comes back at the edge of most pages."""
    seen: Counter[str] = Counter()
    for lines in pages:
        seen.update({_pattern(line) for line in lines if _at_edge(line)})
    often = {pattern for pattern, count in seen.items() if len(pages) > 2 and count >= _REPEATED * len(pages)}

    def runs(line: Line) -> bool:
        return _at_edge(line) and (_pattern(line) in often or _PAGE_NUMBER.match(line.text) is not None)

    return [[line for line in lines if not runs(line)] for lines in pages]


def _at_edge(line: Line) -> bool:
    return line.bottom < _EDGE * line.height or line.top > (1 - _EDGE) * line.height


def _pattern(line: Line) -> str:
    return _NUMBERS.sub("#", line.text)


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the body of the text begins and ends across the page, and the usual step from line to line."""

    left: float
    right: float
    step: float


def margins(pages: Sequence[Sequence[Line]], width: float) -> Margins:
    """The margins most lines keep to on pages of this width."""
    lines = [line for page in pages for line in page]
    starts = Counter(round(line.x0) for line in lines)
    reach = sorted(line.x1 for line in lines)[int(len(lines) * 0.95)] if lines else 0.0
    right = max(reach, _NARROWEST * width)  # a few short lines do not tell where the margin is
    common = [start for start, count in starts.items() if count >= 0.15 * len(lines)]
    left = float(min(common)) if common else min((line.x0 for line in lines), default=0.0)
    steps = [
        below.top - above.top
        for page in pages
        for above, below in pairwise(page)
        if 0 < below.top - above.top < 3 * above.size
    ]
    return Margins(left, right, median(steps) if steps else 0.0)


def paragraphs(lines: Sequence[Line], page: Margins) -> Iterator[tuple[Line, ...]]:
    """The lines of running text grouped into paragraphs, over page ends too."""
    group: list[Line] = []
    for line in lines:
        if group and not _goes_on(group, line, page):
            yield tuple(group)
            group = []
        group.append(line)
    if group:
        yield tuple(group)


def _goes_on(group: Sequence[Line], line: Line, page: Margins) -> bool:
    """Whether a paragraph runs on into a line: the one above it was full, and nothing new begins."""
    above = group[-1]
    if above.bold != line.bold and (above.bold or len(group) > 1 or line.bold):
        # a heading beside body text; a bold word at a line's end makes no bold line
        return False
    if abs(above.size - line.size) > 1.0 or read_mark(line.text) is not None:
        return False
    same_page = above.page == line.page
    if same_page and page.step and line.top - above.top > _GAP * page.step:
        return False
    if line.text[0].islower() and not above.text.endswith(_ENDS):
        return True
    if is_centered(above, page) and is_centered(line, page):
        return same_page and above.bold and line.bold and not above.text.isupper()
    if line.x0 > page.left + _INDENT and line.x0 > above.x0 - 1 and not _hangs(group, line):
        return False
    first_word = line.words[0]
    room = page.right - above.x1
    return room < (first_word.x1 - first_word.x0) + 0.4 * line.size


def _hangs(group: Sequence[Line], line: Line) -> bool:
    """Whether a line keeps the indent of the lines above it, as in a block set in as a whole."""
    above = group[-1]
    return (len(group) > 1 and abs(line.x0 - above.x0) <= 1.5) or abs(line.x0 - above.words[0].x0) <= 1.5


def is_centered(line: Line, page: Margins) -> bool:
    """Whether a line stands in the middle with room on both sides."""
    left, right = line.x0 - page.left, page.right - line.x1
    return left > 2 * _INDENT and right > 2 * _INDENT and abs(left - right) < 0.25 * max(left, right) + 6
