"""The workbook an office fills in: an empty sheet with headings, one with examples, one that explains."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from eval.adapters.pairs.columns import Column, kind_names, names_of

_SHOWN: tuple[tuple[Column, str, int, str], ...] = (
    ("question", "Câu hỏi *", 60, "Ghi như cán bộ hỏi. Mỗi dòng một câu."),
    (
        "value",
        "Số liệu",
        14,
        "Số đúng, ghi như 42; 1.234,5; 1,2 triệu. Nhiều số thì ngăn bằng dấu chấm phẩy.",
    ),
    ("unit", "Đơn vị", 14, "văn bản, vụ việc, đồng, %… Cần có khi ghi số liệu."),
    ("province", "Tỉnh", 16, "Số liệu của tỉnh nào; “Cả nước” cho toàn quốc. Để trống thì không kiểm tra."),
    ("period", "Kỳ", 20, "2023; 6 tháng đầu năm 2023; Quý I/2024; 9 tháng 2024; 11/2023."),
    (
        "answer",
        "Đáp án",
        40,
        "Câu trả lời đúng bằng chữ; ghi “không có trong báo cáo” nếu báo cáo không nêu.",
    ),
    ("items", "Danh sách", 30, "Những mục câu trả lời phải kể ra, ngăn bằng dấu chấm phẩy."),
    ("phrases", "Cụm từ phải có", 24, "Những chữ phải có trong câu trả lời, ngăn bằng dấu chấm phẩy."),
    ("source", "Nguồn (tệp)", 30, "Tên tệp báo cáo có câu trả lời."),
    ("kind", "Loại", 20, "Để trống cũng được: chương trình tự xếp loại."),
    ("note", "Ghi chú", 24, "Cho người đọc."),
)
_EXAMPLES: tuple[tuple[str | int, ...], ...] = (
    ("Năm 2023 Hậu Giang thẩm định bao nhiêu văn bản?", 42, "văn bản", "Hậu Giang", "2023", "", "", "",
     "bao-cao-hau-giang-2023.docx", "", ""),
    ("Tỷ lệ hòa giải thành của An Giang 6 tháng đầu năm 2024?", "84,5%", "", "An Giang",
     "6 tháng đầu năm 2024", "", "", "", "bao-cao-an-giang-2024.pdf", "", ""),
    ("So sánh số văn bản thẩm định năm 2023 của Hậu Giang và An Giang", "42; 184", "văn bản",
     "Hậu Giang; An Giang", "2023", "", "", "", "bao-cao-hau-giang-2023.docx", "compare", ""),
    ("Những tỉnh nào có báo cáo năm 2022?", "", "", "", "", "", "Cần Thơ; An Giang", "", "", "list", ""),
    ("Nhiệm vụ trọng tâm năm 2024 của Cần Thơ là gì?", "", "", "", "",
     "Nâng cao chất lượng thẩm định văn bản quy phạm pháp luật", "", "thẩm định",
     "bao-cao-can-tho-2023.docx", "", ""),
    ("Năm 2010 Hậu Giang có bao nhiêu luật sư?", "", "", "", "", "không có trong báo cáo", "", "", "", "",
     "báo cáo năm 2010 không có trong thư mục"),
)  # fmt: skip
_HEADING = PatternFill("solid", fgColor="DDE6F0")
_VALIDATED_ROWS = 1000


def write_template(path: Path) -> None:
    """Writes the workbook; an existing file is replaced."""
    book = Workbook()
    questions = book.worksheets[0]
    questions.title = "Câu hỏi"
    _write_headings(questions)
    kinds = DataValidation(
        type="list", formula1=f'"{",".join(kind_names())}"', allow_blank=True, showErrorMessage=False
    )
    letter = get_column_letter(1 + [column for column, *_ in _SHOWN].index("kind"))
    kinds.add(f"{letter}2:{letter}{_VALIDATED_ROWS}")
    questions.add_data_validation(kinds)
    examples = book.create_sheet("Ví dụ")
    _write_headings(examples)
    for row in _EXAMPLES:
        _append(examples, row)
    explained = book.create_sheet("Hướng dẫn")
    explained.column_dimensions["A"].width, explained.column_dimensions["B"].width = 24, 90
    for _, title, _, help_text in _SHOWN:
        _append(explained, (title, help_text))
    for column in ("evidence", "tolerance", "history", "status", "id"):
        _append(explained, (f"{names_of(column)[0].capitalize()} (thêm nếu cần)", _MORE[column]))
    for kind, name in kind_names().items():
        _append(explained, (f"Loại: {kind.value}", name))
    book.save(path)


_MORE: dict[Column, str] = {
    "evidence": "Nguyên văn đoạn báo cáo chứng minh câu trả lời.",
    "tolerance": "Số liệu được lệch bao nhiêu mà vẫn đúng (khi báo cáo ghi “khoảng”).",
    "history": "Câu đã hỏi ngay trước, khi câu này là câu hỏi nối.",
    "status": "trả lời được; không có; hỏi lại.",
    "id": "Mã riêng của câu hỏi; không ghi thì lấy số dòng.",
}


def _write_headings(sheet: Worksheet) -> None:
    for position, (_, title, width, help_text) in enumerate(_SHOWN, start=1):
        cell = sheet.cell(row=1, column=position, value=title)
        cell.font, cell.fill = Font(bold=True), _HEADING
        cell.comment = Comment(help_text, "tuphap")
        sheet.column_dimensions[get_column_letter(position)].width = width
    sheet.freeze_panes = "B2"


def _append(sheet: Worksheet, row: Sequence[str | int]) -> None:
    sheet.append([value if value != "" else None for value in row])
    for cell in sheet[sheet.max_row]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if isinstance(cell.value, str):
            cell.number_format = "@"
