"""Where a generated report's figure stands in the text that was loaded: its sentence or cell, by the words.

The writers know the words they wrote, not the offsets a loader will give them; blank space may differ.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from eval.simulate.gold import GoldFigure
from vectorstore.schema import Block, BlockKind, Cell, StructuredText

_CAPTION_LINES = 3
_ZERO_DECIMALS = re.compile(r"[.,]0{1,2}\Z")
_INNER = re.compile(r"[\w%]")


class Locator:
    """Finds the figures of one report, in order: of two that look alike, the second is the second there."""

    def __init__(self, text: StructuredText) -> None:
        self._text = text
        self._rows = [block for block in text.blocks if block.kind is BlockKind.TABLE_ROW]
        self._seen: Counter[tuple[object, ...]] = Counter()

    def find(self, figure: GoldFigure) -> tuple[int, int] | None:
        """Start and end of the printed number, None where the text does not hold it."""
        return self._in_sentence(figure) if figure.sentence is not None else self._in_table(figure)

    def _in_sentence(self, figure: GoldFigure) -> tuple[int, int] | None:
        sentence, printed = _nfc(figure.sentence or ""), _nfc(figure.printed)
        if figure.at is None:
            key: tuple[object, ...] = (sentence, printed)
            places = [m.start() for m in _whole(printed).finditer(sentence)]
            index, occurrence = self._seen[key], 0
            self._seen[key] += 1
            if places:
                occurrence, index = divmod(index, len(places))
            at = places[index] if places else -1
        else:
            at = len(_nfc((figure.sentence or "")[: figure.at]))
            key = (sentence, at)
            occurrence = self._seen[key]
            self._seen[key] += 1
        if at < 0:
            return None
        pattern = _pattern(sentence[:at], printed, sentence[at + len(printed) :])
        found = list(pattern.finditer(self._text.text))
        return found[min(occurrence, len(found) - 1)].span(1) if found else None

    def _in_table(self, figure: GoldFigure) -> tuple[int, int] | None:
        key = (figure.table, figure.above, figure.row, figure.column, figure.column_number, figure.printed)
        cells = [
            (self._caption_says(block, figure.table), cell)
            for block in self._rows
            if any(self._same(self._words(c), figure.row) for c in block.cells)
            for cell in self._cells_under(block, figure)
            if _same_number(self._words(cell), figure.printed)
        ]
        best = [cell for named, cell in cells if named] or [cell for _, cell in cells]
        occurrence = self._seen[key]
        self._seen[key] += 1
        if not best:
            return None
        cell = best[min(occurrence, len(best) - 1)]
        return cell.start, cell.end

    def _cells_under(self, block: Block, figure: GoldFigure) -> list[Cell]:
        """The cells of a row that stand in the figure's column, by its number or by its heading."""
        if figure.column_number is not None:
            return [cell for cell in block.cells if cell.column == figure.column_number]
        columns = {
            cell.column
            for row in self._rows
            if row.table == block.table and row.start < block.start
            for cell in row.cells
            if self._same(self._words(cell), figure.column)
        }
        return [cell for cell in block.cells if cell.column in columns]

    def _caption_says(self, block: Block, title: str | None) -> bool:
        if not title:
            return True
        first = next(row.start for row in self._rows if row.table == block.table)
        above = [b for b in self._text.blocks if b.start <= first][-_CAPTION_LINES - 1 :]
        words = " ".join(self._text.text[b.start : b.end] for b in above)
        return _plain(title) in _plain(words)

    def _same(self, words: str, label: str | None) -> bool:
        return label is not None and _plain(words) == _plain(label)

    def _words(self, cell: Cell) -> str:
        return self._text.text[cell.start : cell.end]


def _nfc(words: str) -> str:
    return unicodedata.normalize("NFC", words)


@lru_cache(maxsize=4096)
def _plain(words: str) -> str:
    return " ".join(_nfc(words).casefold().split())


def _same_number(words: str, printed: str) -> bool:
    """Whether a cell prints this number: software may group its digits or end its decimals otherwise."""
    if _plain(words) == _plain(printed):
        return True
    digits = [re.sub(r"\D", "", _ZERO_DECIMALS.sub("", number.strip())) for number in (words, printed)]
    return digits[0] != "" and digits[0] == digits[1]


def _whole(printed: str) -> re.Pattern[str]:
    """The number where it is not part of a longer one."""
    before = r"(?<!\w)(?<!\d[.,])" if _INNER.match(printed) else ""
    return re.compile(before + re.escape(printed) + r"(?!\w)(?![.,]\d)")


def _pattern(before: str, printed: str, after: str) -> re.Pattern[str]:
    return re.compile(f"{_spaced(before)}({_spaced(printed)}){_spaced(after)}")


def _spaced(words: str) -> str:
    r"""A pattern for words whose blank space may be printed as any other."""
    return r"\s+".join(re.escape(part) for part in re.split(r"\s+", words))
