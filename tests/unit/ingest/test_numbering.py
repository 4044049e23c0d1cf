import pytest

from ingest.numbering import MarkKind, read_mark


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("PHẦN THỨ NHẤT", MarkKind.PART),
        ("Phần I. Kết quả", MarkKind.PART),
        ("PHỤ LỤC 01", MarkKind.PART),
        ("A. KẾT QUẢ", MarkKind.UPPER),
        ("I. KẾT QUẢ", MarkKind.ROMAN),
        ("IV/ Hạn chế", MarkKind.ROMAN),
        ("II - Nhiệm vụ", MarkKind.ROMAN),
        ("1. Văn bản", MarkKind.ARABIC),
        ("2) Hòa giải", MarkKind.ARABIC),
        ("3- Hộ tịch", MarkKind.ARABIC),
        ("4 - Lý lịch tư pháp", MarkKind.ARABIC),
        ("1.1. Thẩm định", MarkKind.ARABIC_2),
        ("1.2 Góp ý", MarkKind.ARABIC_2),
        ("1.1.2. Góp ý", MarkKind.ARABIC_3),
        ("a) Cấp tỉnh", MarkKind.LETTER),
        ("đ) Cấp xã", MarkKind.LETTER),
        ("- Đã thẩm định", MarkKind.ITEM),
        ("+ Cấp tỉnh", MarkKind.ITEM),
        ("\uf0b7 Gạch đầu dòng của Word", MarkKind.ITEM),
    ],
)
def test_marks(line: str, kind: MarkKind) -> None:
    mark = read_mark(line)
    assert mark is not None
    assert mark.kind is kind
    assert line[mark.end :].lstrip() == line[mark.end :]


@pytest.mark.parametrize(
    "line",
    [
        "1.131 việc",
        "1.5 tỷ đồng",
        "42 văn bản",
        "12-KH/TU",
        "10 - 15 văn bản",
        "Năm 2023",
        "2023. Kết quả",
        "Việc thẩm định",
        "I",
        "Phần lớn các vụ",
    ],
)
def test_no_marks(line: str) -> None:
    assert read_mark(line) is None
