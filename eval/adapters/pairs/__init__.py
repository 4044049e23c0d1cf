"""An office's own questions and answers, in CSV or XLSX, as a suite.

Columns are known by what offices call them; a row that cannot be used is named with sheet, row, column and
what to do, and the others go on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.adapters.pairs.cells import files_of
from eval.adapters.pairs.columns import Column, Header, acceptance_named, names_of, read_header
from eval.adapters.pairs.grid import GridCell, GridRow, Sheet, UnreadableSheetError, read_sheets
from eval.adapters.pairs.rows import read_row
from eval.errors import Problem, SuiteError
from eval.question import SuiteQuestion
from eval.suite import Suite

ENDINGS = (".xlsx", ".csv", ".tsv")
_HEADER_WITHIN = 20
_NO_HEADER = (
    "không thấy dòng tiêu đề có cột “Câu hỏi” và “Số liệu” hoặc “Đáp án”; "
    "xem mẫu: tuphap eval template mau.xlsx · no heading row with a question column"
)
_NO_CONTENT: frozenset[Column] = frozenset({"id", "note", "accept"})
_NONE_ACCEPTED = "chưa có dòng nào được duyệt: ghi “có” vào cột duyệt · no row is accepted yet"
_MARKS = "ghi “có” (dùng, đã sửa nếu cần) hoặc “bỏ” · write yes or no"
_NO_QUESTION = "chưa có câu hỏi nào dưới dòng tiêu đề · there is no question below the headings"
_ENOUGH_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class SheetProblem(Problem):
    """One thing wrong in a sheet: `line` is the row on the screen, `field` the column's title."""

    sheet: str | None = None

    def __str__(self) -> str:
        place = [str(self.path)]
        if self.sheet is not None:
            place.append(f"trang · sheet “{self.sheet}”")
        if self.line is not None:
            place.append(f"dòng · row {self.line}")
        if self.field is not None:
            place.append(f"cột · column “{self.field}”")
        return f"{', '.join(place)}: {self.reason}"


def load_pairs(path: Path, *, corpus: Path) -> Suite:
    """The suite of a sheet of questions on a folder of reports.

    Rows that cannot be used stand in `refused`. Raises SuiteError when nothing can be used.
    """
    try:
        sheets = read_sheets(path)
    except UnreadableSheetError as error:
        raise SuiteError([Problem(path, None, None, str(error))]) from error
    if not corpus.is_dir():
        raise SuiteError(
            [Problem(corpus, None, None, "không phải thư mục báo cáo · is not a folder of reports")]
        )
    headed = [(sheet, _header_of(sheet)) for sheet in sheets]
    reading = _Reading(path, corpus, several=sum(found is not None for _, found in headed) > 1)
    for sheet, found in headed:
        reading.read(sheet, found)
    if reading.undecided:
        reading.notices.append(f"{path}: {reading.undecided} dòng chưa duyệt, để lại · rows not reviewed yet")
    if reading.rejected:
        reading.notices.append(f"{path}: {reading.rejected} dòng bị bỏ · rows rejected")
    if not reading.questions:
        empty = _NONE_ACCEPTED if reading.undecided or reading.rejected else _no_question(headed)
        raise SuiteError(reading.refused or [Problem(path, None, None, empty)])
    return Suite(
        name=path.stem,
        path=path,
        corpus=corpus,
        questions=tuple(reading.questions),
        refused=tuple(reading.refused),
        notices=tuple(reading.notices),
    )


def _no_question(headed: Sequence[tuple[Sheet, tuple[int, Header] | None]]) -> str:
    return _NO_HEADER if all(found is None for _, found in headed) else _NO_QUESTION


class _Reading:
    def __init__(self, path: Path, corpus: Path, *, several: bool) -> None:
        self._path = path
        self._files = files_of(corpus)
        self._several = several
        self._taken: dict[str, int] = {}
        self.questions: list[SuiteQuestion] = []
        self.refused: list[Problem] = []
        self.notices: list[str] = []
        self.undecided = 0
        self.rejected = 0

    def read(self, sheet: Sheet, found: tuple[int, Header] | None) -> None:
        if found is None:
            if any(not cell.is_empty for row in sheet.rows for cell in row.cells):
                self.notices.append(f"{self._place(sheet)}: {_NO_HEADER}")
            return
        at, header = found
        for title in header.doubled:
            self.notices.append(
                f"{self._place(sheet)}: cột “{title}” trùng nghĩa, bỏ qua · column said twice"
            )
        for title in header.unknown:
            self.notices.append(f"{self._place(sheet)}: cột “{title}” không dùng · column not used")
        for row in sheet.rows:
            if row.number > at and any(not cell.is_empty for cell in row.cells):
                self._take(sheet, header, row)

    def _take(self, sheet: Sheet, header: Header, row: GridRow) -> None:
        named = {
            column: row.cells[position]
            for column, position in header.columns.items()
            if position < len(row.cells)
        }
        if all(cell.is_empty for column, cell in named.items() if column not in _NO_CONTENT):
            return
        if "accept" in header.columns and not self._accepted(sheet, header, row.number, named):
            return
        identifier = self._identifier(sheet, row.number, named)
        if (earlier := self._taken.setdefault(identifier, row.number)) != row.number:
            reason = f"mã {identifier!r} đã có ở dòng {earlier} · this id stands on an earlier row"
            self._refuse(sheet, row.number, header.titles.get("id"), reason)
            return
        read = read_row(named, identifier, self._files)
        for error in read.errors:
            title = header.titles.get(error.column, names_of(error.column)[0].capitalize())
            self._refuse(sheet, row.number, title, error.reason)
        if read.question is not None:
            self.questions.append(read.question)

    def _accepted(self, sheet: Sheet, header: Header, number: int, named: Mapping[Column, GridCell]) -> bool:
        mark = named.get("accept", GridCell()).text
        if not mark:
            self.undecided += 1
            return False
        accepted = acceptance_named(mark)
        if accepted is None:
            self._refuse(sheet, number, header.titles["accept"], f"{mark!r}: {_MARKS}")
        self.rejected += accepted is False
        return bool(accepted)

    def _identifier(self, sheet: Sheet, number: int, named: Mapping[Column, GridCell]) -> str:
        written = named.get("id", GridCell()).text or f"dòng {number}"
        return f"{sheet.name}: {written}" if self._several else written

    def _refuse(self, sheet: Sheet, row: int, title: str | None, reason: str) -> None:
        self.refused.append(SheetProblem(self._path, row, title, reason, sheet.name))

    def _place(self, sheet: Sheet) -> str:
        return str(self._path) if sheet.name is None else f"{self._path}, trang · sheet “{sheet.name}”"


def _header_of(sheet: Sheet) -> tuple[int, Header] | None:
    """The first row that names a question column and at least one other, with its number."""
    for row in sheet.rows[:_HEADER_WITHIN]:
        header = read_header([cell.text for cell in row.cells])
        if "question" in header.columns and len(header.columns) >= _ENOUGH_COLUMNS:
            return row.number, header
    return None
