"""The workbook in which a person accepts, corrects or rejects proposals.

It is a sheet of questions as any office writes it, with one column more: only rows marked in it count.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from eval.adapters.pairs.cells import CellError, period
from eval.proposal.facts import Fact
from eval.proposal.proposing import Proposal, sources_of
from eval.proposal.wording import remarks
from vectorstore.analysis.period_notation import describe

ACCEPT = "Duyệt"
_COLUMNS: tuple[tuple[str, int], ...] = (
    (ACCEPT, 10),
    ("Câu hỏi", 56),
    ("Số liệu", 16),
    ("Đơn vị", 14),
    ("Đoạn chứng minh", 70),
    ("Tỉnh", 20),
    ("Kỳ", 24),
    ("Đáp án", 24),
    ("Hỏi trước", 40),
    ("Nguồn (tệp)", 34),
    ("Loại", 16),
    ("Mã", 18),
    ("Ghi chú", 44),
)
_WHAT_TO_DO = (
    "Đối chiếu từng dòng với “Đoạn chứng minh”.",
    "Đúng: ghi “có” vào cột “Duyệt”.",
    "Sai: sửa ngay trong dòng (câu hỏi, số liệu, đơn vị, kỳ…) rồi ghi “có”.",
    "Không dùng: ghi “bỏ”. Dòng để trống là chưa duyệt, không được tính.",
    "Câu hỏi không có trong báo cáo: tìm lại trong báo cáo trước khi ghi “có”.",
    "Có thể thêm dòng mới ở cuối, ghi “có” vào cột “Duyệt”.",
    "Lưu tệp rồi chạy: tuphap eval accept THƯ_MỤC_NÀY",
)
_HEADING = PatternFill("solid", fgColor="DDE6F0")
_TO_FILL = PatternFill("solid", fgColor="FFF6D6")
_SEVERAL = "; "
_READ_AS_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}$")


def write_review(path: Path, proposals: Sequence[Proposal]) -> None:
    """Writes the workbook; an existing file is replaced."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Câu hỏi"
    sheet.append([title for title, _ in _COLUMNS])
    for position, (_, width) in enumerate(_COLUMNS, start=1):
        cell = sheet.cell(row=1, column=position)
        cell.font, cell.fill = Font(bold=True), _HEADING
        sheet.column_dimensions[get_column_letter(position)].width = width
    for number, proposal in enumerate(proposals, start=1):
        for position, content in enumerate(_row(f"{proposal.kind.value}-{number:03}", proposal), start=1):
            cell = sheet.cell(row=number + 1, column=position)
            if isinstance(content, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", content)
                cell.data_type = "s"  # what begins with "=" in a report is no formula
            else:
                cell.value = content
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row=number + 1, column=1).fill = _TO_FILL
    marks = DataValidation(type="list", formula1='"có,bỏ"', allow_blank=True, showErrorMessage=False)
    marks.add(f"A2:A{max(sheet.max_row, 2)}")
    sheet.add_data_validation(marks)
    sheet.freeze_panes = "C2"
    explained = book.create_sheet("Hướng dẫn")
    explained.column_dimensions["A"].width = 100
    for line in _WHAT_TO_DO:
        explained.append([line])
    book.save(path)


def _row(identifier: str, proposal: Proposal) -> list[str | int | float | None]:
    facts = proposal.facts
    return [
        None,
        proposal.question,
        _number(facts),
        _each([fact.unit for fact in facts]),
        "\n".join(dict.fromkeys(" ".join(fact.evidence.split()) for fact in facts)) or None,
        _each([fact.key.province for fact in facts]),
        _each([_shown_period(fact.key.period) for fact in facts]),
        None if facts else remarks().not_answered,
        proposal.history or None,
        "\n".join(sources_of(facts)) or None,
        proposal.kind.value,
        identifier,
        proposal.note or None,
    ]


def _number(facts: Sequence[Fact]) -> str | int | float | None:
    if len(facts) == 1:
        return _plain(facts[0].value)
    return _SEVERAL.join(written(fact.value) for fact in facts) or None


def written(value: float) -> str:
    """A number as Vietnamese write it, in a way that can be read back in one way only."""
    plain = _plain(value)
    text = str(plain).replace(".", ",")
    return f"{text}0" if _READ_AS_THOUSANDS.match(text) else text


def _plain(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _each(entries: Sequence[str]) -> str | None:
    """One entry where all are the same, else all of them."""
    return _SEVERAL.join(entries if len(set(entries)) > 1 else entries[:1]) or None


def _shown_period(notation: str) -> str:
    """A period in words where they read back to it, else as answers write it."""
    words = describe(notation, "vi")
    try:
        return words if period(words) == notation else notation
    except CellError:
        return notation
