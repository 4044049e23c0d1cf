import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from ingest.document import Document, Paragraph, Table
from ingest.errors import EmptyDocumentError, UnreadableFileError
from ingest.loaders import load
from ingest.loaders.xlsx_format import shown
from tests.support.report_files import xlsx_bytes

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook


def read(data: bytes) -> Document:
    return load(data, "a.xlsx")


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (2536, "#,##0", "2.536"),
        (2536, "General", "2536"),
        (2023, "General", "2023"),
        (1234567000, "#,##0", "1.234.567.000"),
        (98.5, "General", "98,5"),
        (0.985, "0.0%", "98,5%"),
        (0.9, "0%", "90%"),
        (91.666666, "0.00", "91,67"),
        (12.5, "#,##0.##", "12,5"),
        (12.0, "#,##0.##", "12"),
        (-15, "#,##0;-#,##0", "-15"),
        (-15, "#,##0;(#,##0)", "(15)"),
        (-4.7, "General", "-4,7"),
        (42, '0" vụ"', "42 vụ"),
        (1500, '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', "1.500"),
        (0, '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', "-"),
        (1, "00", "01"),
        (1500000, "#,##0,", "1.500"),
        (0.1 + 0.2, "General", "0,3"),
        (5, "[Red]#,##0", "5"),
        ("2,536", "General", "2,536"),
        (dt.datetime(2023, 12, 31), "dd/mm/yyyy", "31/12/2023"),
        (None, "General", ""),
    ],
)
def test_values_read_as_a_vietnamese_office_shows_them(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def appendix(workbook: "Workbook") -> None:
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Biểu 05"
    sheet["A1"], sheet["E1"] = "UBND TỈNH X", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("E1:G1")
    sheet["A3"] = "KẾT QUẢ THI HÀNH ÁN DÂN SỰ NĂM 2023"
    sheet.merge_cells("A3:G3")
    sheet["F4"] = "Đơn vị: triệu đồng"
    head = {
        "A5": "STT", "B5": "Đơn vị", "C5": "Về việc", "E5": "Về tiền",
        "C6": "Thụ lý", "D6": "Thi hành xong", "E6": "Thụ lý", "F6": "Thi hành xong",
        "F7": "Số tiền", "G7": "Tỷ lệ",
        "A8": "A", "B8": "B", "C8": 1, "D8": 2, "E8": 3, "F8": 4, "G8": 5,
    }  # fmt: skip
    for at, text in head.items():
        sheet[at] = text
    for area in ("A5:A7", "B5:B7", "C5:D5", "E5:G5", "C6:C7", "D6:D7", "E6:E7", "F6:G6"):
        sheet.merge_cells(area)
    for number, row in enumerate(
        [(1, "Huyện A", 2536, 2000, 15300, 14000, 0.915), (2, "Huyện B", 7, 5, 10, 9, 0.9)]
    ):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(9 + number, column, value)
            cell.number_format = "0.0%" if column == 7 else "#,##0"
    sheet["A13"], sheet["F13"] = "Người lập biểu", "GIÁM ĐỐC"
    hidden = workbook.create_sheet("Nháp")
    hidden["A1"] = "bí mật"
    hidden.sheet_state = "hidden"


def test_an_appendix_gives_titles_then_its_table() -> None:
    document = read(xlsx_bytes(appendix))
    (table,) = (element for element in document.elements if isinstance(element, Table))
    paragraphs = [element.text for element in document.elements if isinstance(element, Paragraph)]
    assert paragraphs == [
        "Biểu 05", "UBND TỈNH X", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "KẾT QUẢ THI HÀNH ÁN DÂN SỰ NĂM 2023", "Đơn vị: triệu đồng", "Người lập biểu", "GIÁM ĐỐC",
    ]  # fmt: skip
    assert [cell.text for cell in table.rows[4]] == [
        "1",
        "Huyện A",
        "2.536",
        "2.000",
        "15.300",
        "14.000",
        "91,5%",
    ]
    assert (table.rows[0][2].column_span, table.rows[0][3].column_span) == (2, 3)
    assert table.rows[0][0].row_span == 3
    assert len(table.rows) == 6


def test_a_hidden_sheet_is_left_out_with_a_notice() -> None:
    document = read(xlsx_bytes(appendix))
    assert "bí mật" not in str(document.elements)
    assert any("Nháp" in notice for notice in document.notices)


def test_a_blank_row_does_not_cut_a_table() -> None:
    def build(workbook: "Workbook") -> None:
        sheet = workbook.active
        assert sheet is not None
        for row in [("TT", "Đơn vị", "Số"), (1, "A", 10), None, (2, "B", 12), (None, "Tổng", 22)]:
            sheet.append(row or [])

    (table,) = read(xlsx_bytes(build)).elements
    assert isinstance(table, Table)
    assert len(table.rows) == 4


def test_two_tables_stay_two() -> None:
    def build(workbook: "Workbook") -> None:
        sheet = workbook.active
        assert sheet is not None
        for row in [("Năm", "Vụ"), ("2022", 10), ("2023", 12), None, ("Huyện", "Người"), ("A", 5), ("B", 6)]:
            sheet.append(row or [])

    found = read(xlsx_bytes(build)).elements
    assert [len(table.rows) for table in found if isinstance(table, Table)] == [3, 3]


def test_formulas_without_values_are_said() -> None:
    def build(workbook: "Workbook") -> None:
        sheet = workbook.active
        assert sheet is not None
        for row in [("Năm", "Vụ"), ("2022", 10), ("2023", "=B2+1")]:
            sheet.append(row)

    assert any("formula" in notice for notice in read(xlsx_bytes(build)).notices)


def test_sheets_that_would_cost_too_much_are_refused() -> None:
    def corner(workbook: "Workbook") -> None:
        sheet = workbook.active
        assert sheet is not None
        sheet["A1"], sheet["XFD1048576"] = "a", "b"

    with pytest.raises(UnreadableFileError, match="cells"):
        read(xlsx_bytes(corner))


def test_a_merge_over_the_whole_sheet_is_refused() -> None:
    out = io.BytesIO()
    plain = xlsx_bytes(appendix)
    with zipfile.ZipFile(io.BytesIO(plain)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(b'ref="A5:A7"', b'ref="A1:XFD1048576"'))
    with pytest.raises(UnreadableFileError, match="cells"):
        read(out.getvalue())


@pytest.mark.parametrize("keep", [0.3, 0.95])
def test_a_file_cut_short_is_unreadable(keep: float) -> None:
    data = xlsx_bytes(appendix)
    with pytest.raises(UnreadableFileError, match="XLSX"):
        read(data[: int(len(data) * keep)])


def test_an_empty_workbook_is_empty() -> None:
    with pytest.raises(EmptyDocumentError):
        read(xlsx_bytes(lambda workbook: None))
