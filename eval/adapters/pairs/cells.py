"""What single cells of an office's sheet mean: values, units, places, periods, files.

Whatever cannot be understood for certain is a CellError that says what to write instead.
"""

import difflib
import re
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

from eval.adapters.pairs.columns import Column
from eval.adapters.pairs.grid import GridCell
from eval.adapters.pairs.numbers import NumberUnclearError, WrittenNumber, read_number, scaled_unit
from eval.metrics.words import words
from ingest.identity import source_of
from vectorstore.analysis.gazetteer import places
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.period_notation import bounds
from vectorstore.analysis.periods import find_periods
from vectorstore.analysis.places import find_places
from vectorstore.analysis.query import read_question

_PERSONS, _ATTENDANCES = "nguoi", "luot"
_BETWEEN = re.compile(r"\s*[;\n]\s*")


class CellError(Exception):
    """A cell cannot be used: which column, and what to do about it."""

    def __init__(self, column: Column, reason: str) -> None:
        super().__init__(reason)
        self.column: Column = column
        self.reason = reason


def parts(cell: GridCell) -> tuple[str, ...]:
    """What a cell lists, separated by semicolons or lines."""
    return tuple(part for part in _BETWEEN.split(cell.text.strip()) if part)


def numbers(column: Column, cell: GridCell, unit: str = "") -> tuple[WrittenNumber, ...]:
    """The numbers of a cell in base units, each with the unit written behind it.

    `unit` is what another cell says: of `tỷ đồng` or `%` there may be decimals, so a comma is clear.
    """
    scale, bare = scaled_unit(unit)
    if cell.number is not None:
        return (WrittenNumber(cell.number, "%" if cell.percent else ""),)
    if cell.day is not None:
        raise CellError(
            column, "ô này là ngày tháng: đổi ô sang kiểu số · the cell holds a date, not a number"
        )
    try:
        scaled = scale > 1 or bare == "%"
        return tuple(read_number(part, comma_is_decimal=scaled) for part in parts(cell))
    except NumberUnclearError as error:
        raise CellError(column, str(error)) from error


def with_unit(number: WrittenNumber, unit: str, question: str) -> WrittenNumber:
    """The number in the base of a unit that may carry a scale (`tỷ đồng`), with its canonical unit."""
    scale, bare = scaled_unit(unit or number.unit)
    if not bare:
        reason = "thiếu đơn vị: ghi như văn bản, vụ việc, đồng hoặc % · the unit is missing"
        raise CellError("unit", reason)
    if unit and number.unit and _key(bare) != _key(number.unit):
        reason = f"ghi {unit!r} nhưng ô số liệu ghi {number.unit!r}: để lại một · the two units differ"
        raise CellError("unit", reason)
    value = round(number.value * scale, 6)
    return WrittenNumber(int(value) if value == int(value) else value, canonical_unit(bare, question))


def canonical_unit(unit: str, question: str) -> str:
    """The unit that answers are given in: `vụ` is `vụ việc` where the question's indicator is counted so.

    Persons are no attendances, so `người` stays beside those; a unit of another indicator stays as written.
    """
    named = [indicators()[mention.indicator] for mention in read_question(question).indicators]
    meant = {
        indicator.unit for indicator in named if _key(unit) in {_key(written) for written in indicator.units}
    }
    only = meant.pop() if len(meant) == 1 else unit
    return unit if _key(unit) == _PERSONS and _key(only).startswith(_ATTENDANCES) else only


def province(text: str) -> str:
    """The canonical name of a province, region or the country."""
    by_words = {_key(name): name for name in places()}
    if (name := by_words.get(_key(text))) is not None:
        return name
    found = {mention.name for mention in find_places(text)}
    if len(found) == 1:
        return found.pop()
    near = difflib.get_close_matches(_key(text), by_words, n=1)
    hint = f"; có phải {by_words[near[0]]!r}? · did you mean it?" if near else ""
    raise CellError("province", f"không nhận ra một tỉnh, vùng hoặc “Cả nước” trong {text!r}{hint}")


def period(cell_text: str) -> str:
    """A period in the notation of answers: `6 tháng đầu năm 2023` is `2023-H1`."""
    text = cell_text.strip()
    if _is_notation(text):
        return text
    mentions = find_periods(text)
    only = mentions[0] if len(mentions) == 1 else None
    if only is None or only.period is None or re.search(r"\d", text[: only.start] + text[only.end :]):
        examples = "2023; 6 tháng đầu năm 2023; Quý I/2024; 9 tháng 2024; 11/2023"
        raise CellError("period", f"không nhận ra kỳ trong {text!r}: ghi như {examples} · no period is read")
    return only.period


def sources(cell: GridCell, known: Sequence[str]) -> tuple[str, ...]:
    """The files a cell names among those of the corpus; letter case, diacritics and ending may be missing."""
    found: list[str] = []
    for written in _written_files(cell.text, known):
        candidates = next((group for match in _MATCHES if (group := match(written, known))), [])
        if len(candidates) != 1:
            raise CellError("source", _which_file(written, candidates, known))
        found.append(candidates[0])
    return tuple(found)


def files_of(corpus: Path) -> tuple[str, ...]:
    """The paths of a corpus as answers cite them."""
    return tuple(sorted(source_of(path, corpus) for path in corpus.rglob("*") if path.is_file()))


def _written_files(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """A list of files; commas separate too, unless they stand in a name."""
    listed = parts(GridCell(text=text))
    if any(_exact(each, known) or _folded(each, known) for each in listed):
        return listed
    return tuple(part for each in listed for part in re.split(r"\s*,\s*", each) if part)


def _exact(written: str, known: Sequence[str]) -> list[str]:
    return [path for path in known if path == written]


def _folded(written: str, known: Sequence[str]) -> list[str]:
    return [path for path in known if _key(path) == _key(written)]


def _by_name(written: str, known: Sequence[str]) -> list[str]:
    return [path for path in known if _key(PurePosixPath(path).name) == _key(written)]


def _by_stem(written: str, known: Sequence[str]) -> list[str]:
    return [path for path in known if _key(PurePosixPath(path).stem) == _key(written)]


_MATCHES: tuple[Callable[[str, Sequence[str]], list[str]], ...] = (_exact, _folded, _by_name, _by_stem)


def _which_file(written: str, candidates: Sequence[str], known: Sequence[str]) -> str:
    if candidates:
        return (
            f"{written!r} có thể là {', '.join(candidates)}: ghi cả đường dẫn · several files have this name"
        )
    near = difflib.get_close_matches(written, known, n=1, cutoff=0.5)
    hint = f"; có phải {near[0]!r}?" if near else ""
    return f"không có tệp {written!r} trong thư mục báo cáo{hint} · no such file among the reports"


def _is_notation(text: str) -> bool:
    try:
        bounds(text)
    except ValueError:
        return False
    return True


def _key(text: str) -> str:
    return " ".join(words(text.replace("_", " ").replace("%", " phần trăm ")))
