import pytest

from ingest.document import TableCell
from ingest.loaders.grid import SpannedCell, compact, is_layout, place
from ingest.tables import header_rows, holds_number, is_ordinal_row


def rows(*lines: str) -> tuple[tuple[TableCell, ...], ...]:
    return compact(
        tuple(tuple(TableCell(text.strip(), at) for at, text in enumerate(line.split("|"))) for line in lines)
    )


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (rows("TT|Đơn vị|Số", "1|A|10", "2|B|12"), 1),
        (rows("Chỉ tiêu|2022|2023", "Khai sinh|10|12"), 1),
        (rows("TT|Tên|Số", "A|B|1", "1|Huyện A|10"), 2),
        (rows("TT|Tên|Số|Tiền", "(1)|(2)|(3)|(4)", "1|Huyện A|10|5"), 2),
        (rows("TT|Tên|Số", "|Cấp tỉnh|", "1|A|10"), 1),
        (rows("Huyện A|10|20", "Huyện B|5|7"), 0),
        (rows("Họ tên|Chức vụ", "Nguyễn A|Giám đốc", "Trần B|Phó"), 1),
        (rows("TT|Nội dung|Kết quả", "1|Thẩm định|42 văn bản", "2|Góp ý|120 văn bản"), 1),
        (rows("Đơn vị|Việc|Tiền", "A|-|-", "B|5|10,5"), 2),
    ],
)
def test_the_heading_rows_are_those_above_the_figures(
    table: tuple[tuple[TableCell, ...], ...], expected: int
) -> None:
    assert header_rows(table) == expected


def test_a_heading_reaches_as_far_down_as_its_merged_cells() -> None:
    table = place(
        [
            [SpannedCell("TT", 1, 2), SpannedCell("Tên", 1, 2), SpannedCell("Năm", 2)],
            [SpannedCell("2022"), SpannedCell("2023")],
            [SpannedCell("1"), SpannedCell("A"), SpannedCell("10"), SpannedCell("12")],
        ]
    )
    assert header_rows(table) == 2
    assert [cell.column for cell in table[1]] == [2, 3]


@pytest.mark.parametrize("text", ["2.536", "98,5%", "-4,7", "(15)", "1.234.567", "0"])
def test_numbers(text: str) -> None:
    assert holds_number(text)


@pytest.mark.parametrize("text", ["2023", "42 văn bản", "", "-", "Quý 1", "12/2023/NĐ-CP"])
def test_labels(text: str) -> None:
    assert not holds_number(text)


def test_rows_that_count_the_columns() -> None:
    assert is_ordinal_row(["A", "B", "1", "2", "3"])
    assert is_ordinal_row(["1", "2", "3=1+2"])
    assert not is_ordinal_row(["1", "Huyện A", "2"])
    assert not is_ordinal_row(["5", "7", "9"])


def test_empty_rows_and_columns_go_and_spans_shrink() -> None:
    table = compact(
        (
            (TableCell("a", 0, 3, 3), TableCell("b", 3)),
            (TableCell("", 3),),
            (TableCell("c", 3), TableCell("d", 5)),
        )
    )
    assert table == ((TableCell("a", 0, 1, 2), TableCell("b", 1)), (TableCell("c", 1), TableCell("d", 2)))


def test_layout_tables_are_told_from_small_tables() -> None:
    assert is_layout(rows("UBND TỈNH X|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 1|ngày 1"))
    assert is_layout(rows("Người lập biểu|GIÁM ĐỐC"))
    assert not is_layout(rows("Chỉ tiêu|Số", "Khai sinh|10"))
    assert not is_layout(rows("Tổng số|42"))
