import unicodedata

import pytest

from ingest.document import Paragraph, Table
from ingest.errors import EmptyDocumentError, UnreadableFileError
from ingest.loaders import load

TEXT = "Năm 2023, Sở Tư pháp đã thẩm định 42 văn bản.\nHòa giải thành 631 vụ.\n"


def texts(data: bytes) -> list[str]:
    return [element.text for element in load(data, "a.txt").elements if isinstance(element, Paragraph)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom"])
def test_unicode_encodings_give_the_same_lines(encoding: str) -> None:
    data = b"\xff\xfe" + TEXT.encode("utf-16-le") if encoding == "utf-16-le-bom" else TEXT.encode(encoding)
    assert texts(data) == TEXT.splitlines()


def test_windows_1258_is_recognised_as_vietnamese() -> None:
    # Windows-1258 writes the vowel with its shape and the tone as a mark of its own
    text = TEXT * 4
    split = "".join(
        letter
        if letter in "đĐăâêôơưĂÂÊÔƠƯ"
        else unicodedata.normalize("NFD", letter)
        if letter.encode("cp1258", "ignore") == b""
        else letter
        for letter in _tones_apart(text)
    )
    assert texts(split.encode("cp1258")) == text.splitlines()


def _tones_apart(text: str) -> str:
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in tones)
        out.append(unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones)) + tone)
    return "".join(out)


def test_decomposed_letters_are_composed() -> None:
    assert texts(unicodedata.normalize("NFD", TEXT).encode()) == TEXT.splitlines()


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02rubbish" * 20, bytes(range(128, 256)) * 20, "Bé T­ ph¸p".encode("latin-1") * 50]
)
def test_bytes_that_are_no_known_text_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        load(data, "a.txt")


@pytest.mark.parametrize("data", [b"", b"  \n\t\n "])
def test_nothing_to_read_is_an_empty_document(data: bytes) -> None:
    with pytest.raises(EmptyDocumentError):
        load(data, "a.txt")


@pytest.mark.parametrize(
    "lines",
    [
        "| Chỉ tiêu | Phòng | Tổng số |\n| Số việc | 18.032 | 124.139 |\n| Nộp thuế | 3.768 | - |",
        "Chỉ tiêu | Phòng | Tổng số\nSố việc | 18.032 | 124.139\nNộp thuế | 3.768 | -",
        "Chỉ tiêu\tPhòng\tTổng số\nSố việc\t18.032\t124.139\nNộp thuế\t3.768\t-",
        "| Chỉ tiêu | Phòng | Tổng số |\n|---|:--:|---|\n| Số việc | 18.032 | 124.139 |\n"
        "| Nộp thuế | 3.768 | - |",
    ],
)
def test_lines_of_cells_are_a_table(lines: str) -> None:
    before, table, after = load(f"Kết quả năm 2014:\n{lines}\nHết.".encode(), "a.txt").elements
    assert isinstance(before, Paragraph)
    assert isinstance(after, Paragraph)
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Chỉ tiêu", "Phòng", "Tổng số"],
        ["Số việc", "18.032", "124.139"],
        ["Nộp thuế", "3.768", "-"],
    ]


def test_a_row_with_an_empty_first_cell_keeps_its_columns() -> None:
    data = "TT | Đơn vị | Khai sinh\n1 | Huyện A | 10\n | Tổng cộng | 10\n"
    (table,) = load(data.encode(), "a.txt").elements
    assert isinstance(table, Table)
    assert [(cell.column, cell.text) for cell in table.rows[2]] == [(1, "Tổng cộng"), (2, "10")]


def test_a_row_with_an_empty_first_and_last_cell_is_no_table_of_its_own() -> None:
    lines = "TT | Vùng | Hòa giải |  | TGPL\n |  | Thụ lý | Thành | \n1 | Tây Nguyên | 12 | 9 | 4\n"
    (table,) = load(lines.encode(), "a.txt").elements
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows][1:] == [
        ["Thụ lý", "Thành"],
        ["1", "Tây Nguyên", "12", "9", "4"],
    ]


def test_lines_broken_at_a_fixed_width_are_joined_and_items_are_not() -> None:
    data = (
        "Trong năm 2023, các cơ quan tư pháp trên địa bàn tỉnh đã tổ chức được tổng\n"
        "số 2.536 cuộc tuyên truyền pháp luật trực tiếp, với trên 184.000 lượt người\n"
        "tham dự trong toàn tỉnh.\n"
        "- Tổ chức 6 hội nghị triển khai luật ở cấp tỉnh cho các cơ quan, đơn vị có\n"
        "liên quan.\n"
    )
    found = texts(data.encode())
    assert len(found) == 2
    assert "tổng số 2.536 cuộc" in found[0]
    assert found[1].endswith("có liên quan.")


def test_short_sentences_of_one_width_stay_apart() -> None:
    line = "Toàn tỉnh có {} tổ hòa giải với {} hòa giải viên đang hoạt động ở cơ sở."
    data = "\n".join(line.format(number, number * 7) for number in range(100, 110))
    assert len(texts(data.encode())) == 10
