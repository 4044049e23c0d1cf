"""The parts of a PDF page set in two columns without a ruled table: a paper's head, its signature block."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.loaders.pdf_lines import Line, Word
from ingest.tables import holds_number

_WIDE = 2.0
_MOST_LINES = 16
_LETTERS = 90


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines that stood side by side, each side read downwards."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]


def split_columns(lines: Sequence[Line], middle: float) -> list[Line | Columns]:
    """The lines of a page, runs of them that leave the middle free gathered as two columns.

    Such a run must hold a line with both sides filled; `middle` is the x the two columns stand about.
    """
    found: list[Line | Columns] = []
    run: list[Line] = []
    for line in lines:
        if _halves(line, middle) is not None:
            run.append(line)
            continue
        found += _gathered(run, middle)
        run = []
        found.append(line)
    return found + _gathered(run, middle)


def _gathered(run: list[Line], middle: float) -> list[Line | Columns]:
    halves = [half for line in run if (half := _halves(line, middle)) is not None]
    both = [number for number, (left, right) in enumerate(halves) if left and right]
    figures = sum(right is not None and holds_number(right.text) for _, right in halves)
    if not both or len(run) > _MOST_LINES or figures * 2 >= len(halves):
        return list(run)  # labels and figures side by side are read across
    # lines before the first pair and after the last may be short lines of the running text
    start, end = both[0], both[-1] + 1
    while start and halves[start - 1][0] is None and run[start].top - run[start - 1].bottom < run[start].size:
        start -= 1
    while end < len(run) and _is_side(halves[end]) and run[end].top - run[end - 1].bottom < 5 * run[end].size:
        end += 1
    columns = Columns(
        tuple(left for left, _ in halves[start:end] if left),
        tuple(right for _, right in halves[start:end] if right),
    )
    return [*run[:start], columns, *run[end:]]


def _is_side(half: tuple[Line | None, Line | None]) -> bool:
    return half[1] is not None or (half[0] is not None and len(half[0].text) < _LETTERS)


def _halves(line: Line, middle: float) -> tuple[Line | None, Line | None] | None:
    """A line's words left and right of the middle, None when text crosses it."""
    left = tuple(word for word in line.words if word.x1 <= middle + 2 * word.size and word.x0 < middle)
    right = line.words[len(left) :]
    if left and right:
        if right[0].x0 - left[-1].x1 < _WIDE * line.size:
            return _cut_at_gap(line, middle)
        return _part(line, left), _part(line, right)
    if left:
        return (_part(line, left), None) if left[-1].x1 <= middle + line.size else None
    return (None, _part(line, right)) if right[0].x0 >= middle - 4 * line.size else None


def _cut_at_gap(line: Line, middle: float) -> tuple[Line, Line] | None:
    """A line cut at its one wide gap, if that is not far from the middle."""
    gaps = [
        (right.x0 - left.x1, place)
        for place, (left, right) in enumerate(zip(line.words, line.words[1:], strict=False), start=1)
    ]
    wide = [(gap, place) for gap, place in gaps if gap >= _WIDE * line.size]
    if len(wide) != 1:
        return None
    place = wide[0][1]
    between = (line.words[place - 1].x1 + line.words[place].x0) / 2
    if abs(between - middle) > 0.4 * middle:
        return None
    return _part(line, line.words[:place]), _part(line, line.words[place:])


def _part(line: Line, words: tuple[Word, ...]) -> Line:
    return Line(words, line.page, line.height)
