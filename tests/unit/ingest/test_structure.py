from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Document, Paragraph, Table, TableCell
from ingest.loaders import load
from ingest.structure import structure
from vectorstore.schema import BlockKind, StructuredText


def outline(text: StructuredText) -> list[tuple[int, str]]:
    return [
        (block.level, text.text[block.start : block.end])
        for block in text.blocks
        if block.kind is BlockKind.HEADING
    ]


def from_lines(*lines: str) -> StructuredText:
    return structure(Document("txt", tuple(Paragraph(line) for line in lines)))


HEAD = ("UBND TỈNH X", "SỞ TƯ PHÁP", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def test_an_official_report_gets_its_outline() -> None:
    text = from_lines(
        *HEAD,
        "BÁO CÁO",
        "Kết quả công tác tư pháp năm 2023,",
        "phương hướng, nhiệm vụ năm 2024",
        "Kính gửi: Bộ Tư pháp.",
        "PHẦN THỨ NHẤT",
        "KẾT QUẢ CÔNG TÁC",
        "I. KẾT QUẢ ĐẠT ĐƯỢC",
        "1. Công tác văn bản",
        "1.1. Thẩm định, góp ý",
        "a) Thẩm định",
        "- Đã thẩm định 42 văn bản.",
        "b) Góp ý",
        "Đã góp ý 120 văn bản.",
        "1.2. Rà soát",
        "Đã rà soát 33 văn bản.",
        "II. HẠN CHẾ",
        "Một số đơn vị báo cáo chậm.",
        "Nơi nhận:",
        "GIÁM ĐỐC SỞ",
        "NGUYỄN VĂN A",
    )
    assert outline(text) == [
        (1, "BÁO CÁO"),
        (1, "Kết quả công tác tư pháp năm 2023, phương hướng, nhiệm vụ năm 2024"),
        (2, "PHẦN THỨ NHẤT"),
        (3, "KẾT QUẢ CÔNG TÁC"),
        (4, "I. KẾT QUẢ ĐẠT ĐƯỢC"),
        (5, "1. Công tác văn bản"),
        (6, "1.1. Thẩm định, góp ý"),
        (7, "a) Thẩm định"),
        (7, "b) Góp ý"),
        (6, "1.2. Rà soát"),
        (4, "II. HẠN CHẾ"),
    ]


def test_levels_follow_first_appearance() -> None:
    text = from_lines(
        "BÁO CÁO", "Công tác năm 2023", "A. KẾT QUẢ", "1. Văn bản", "Nội dung một.", "B. HẠN CHẾ", "Nội dung."
    )
    assert [level for level, _ in outline(text)] == [1, 1, 2, 3, 2]


def test_numbered_sentences_lists_and_figures_are_no_headings() -> None:
    text = from_lines(
        "BÁO CÁO",
        "Công tác năm 2023",
        "I. KẾT QUẢ",
        "1. Đã thẩm định 42 văn bản quy phạm pháp luật",
        "2. Trong năm, Sở đã tham mưu ban hành kế hoạch và tổ chức thực hiện nghiêm túc.",
        "II. ĐỀ NGHỊ",
        "1. Bộ Tư pháp hướng dẫn thống kê",
        "2. Ủy ban nhân dân tỉnh bố trí kinh phí",
        "3. Các sở phối hợp cung cấp số liệu",
        "III. NHIỆM VỤ NĂM 2024 THEO NGHỊ QUYẾT SỐ 27-NQ/TW",
        "Tiếp tục thực hiện.",
    )
    assert [line for _, line in outline(text)][2:] == [
        "I. KẾT QUẢ",
        "II. ĐỀ NGHỊ",
        "III. NHIỆM VỤ NĂM 2024 THEO NGHỊ QUYẾT SỐ 27-NQ/TW",
    ]


def test_a_press_article_has_its_first_line_for_title() -> None:
    text = from_lines(
        "9.938 đơn vị cấp xã đạt chuẩn", "Ngày đăng: 2023", "Năm 2022, cả nước có 9.938 đơn vị."
    )
    assert outline(text) == [(1, "9.938 đơn vị cấp xã đạt chuẩn")]


def test_a_plain_paragraph_is_no_title() -> None:
    assert outline(from_lines("Năm 2023, ngành đã hoàn thành nhiệm vụ.", "Đã thẩm định 42 văn bản.")) == []


def test_headings_of_the_format_are_kept_in_their_order() -> None:
    document = Document(
        "html",
        (
            Paragraph("Kết quả năm 2023", 2),
            Paragraph("Mở đầu.", None),
            Paragraph("Văn bản", 3),
            Paragraph("1. Thẩm định", 4),
            Paragraph("Đã thẩm định 42 văn bản."),
            Paragraph("Hòa giải", 3),
        ),
    )
    assert [level for level, _ in outline(structure(document))] == [1, 2, 3, 2]


TABLE = Table(
    (
        (TableCell("STT", 0, 1, 2), TableCell("Đơn vị", 1, 1, 2), TableCell("Số\nvụ", 2, 2)),
        (TableCell("Thụ lý", 2), TableCell("Thành", 3)),
        (TableCell("1", 0), TableCell("Huyện A", 1), TableCell("2.536", 2), TableCell("98,5%", 3)),
    ),
    page=1,
    caption="Bảng 1",
)


def test_a_table_row_is_one_line_and_its_cells_are_found_by_column() -> None:
    text = structure(Document("docx", (Paragraph("Trước bảng có lời dẫn."), TABLE)))
    rows = [block for block in text.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [text.text[row.start : row.end] for row in rows] == [
        "STT | Đơn vị | Số vụ | ",
        " |  | Thụ lý | Thành",
        "1 | Huyện A | 2.536 | 98,5%",
    ]
    assert [row.header for row in rows] == [True, True, False]
    assert {row.table for row in rows} == {0}
    assert [row.row for row in rows] == [0, 1, 2]
    assert [(cell.column, text.text[cell.start : cell.end]) for cell in rows[2].cells] == [
        (0, "1"), (1, "Huyện A"), (2, "2.536"), (3, "98,5%"),
    ]  # fmt: skip
    assert text.text.splitlines()[1] == "Bảng 1"


def continued(page: int, *, repeated: bool) -> Table:
    head = ((TableCell("Đơn vị", 0), TableCell("Số vụ", 1)),)
    body = ((TableCell(f"Huyện {page}", 0), TableCell("10", 1)), (TableCell("Xã", 0), TableCell("7", 1)))
    return Table(head + body if repeated or page == 1 else body, page=page)


def test_a_table_over_a_page_break_is_one_table() -> None:
    for repeated in (True, False):
        text = structure(
            Document("pdf", (continued(1, repeated=True), continued(2, repeated=repeated)), pages=2)
        )
        rows = [block for block in text.blocks if block.table is not None]
        assert {row.table for row in rows} == {0}
        assert [row.row for row in rows] == [0, 1, 2, 3, 4]
        assert [row.page for row in rows] == [1, 1, 1, 2, 2]
        assert [row.header for row in rows] == [True, False, False, False, False]


def test_a_layout_table_becomes_paragraphs() -> None:
    head = Table(((TableCell("UBND TỈNH X\nSỞ TƯ PHÁP", 0), TableCell("CỘNG HÒA", 1)),), layout=True)
    text = structure(Document("docx", (head,)))
    assert text.text == "UBND TỈNH X\nSỞ TƯ PHÁP\nCỘNG HÒA"
    assert all(block.kind is BlockKind.PARAGRAPH for block in text.blocks)


words = (
    st.text(st.sampled_from("aăđếòIVX1.)- |:,;ẠBC2023"), min_size=1, max_size=30).map(str.strip).filter(bool)
)
cells = st.builds(
    TableCell, st.text("abđ1. \n|", max_size=8), st.integers(0, 5), st.integers(1, 3), st.integers(1, 3)
)
tables = st.lists(
    st.lists(cells, max_size=4, unique_by=lambda cell: cell.column).map(
        lambda row: tuple(sorted(row, key=lambda cell: cell.column))
    ),
    min_size=1,
    max_size=4,
).map(lambda rows: Table(tuple(rows)))
elements = st.lists(
    st.one_of(
        st.builds(Paragraph, words, st.one_of(st.none(), st.integers(1, 6)), bold=st.booleans()), tables
    ),
    max_size=12,
)


@given(elements)
def test_offsets_are_exact_for_any_document(found: list[Paragraph | Table]) -> None:
    text = structure(Document("txt", tuple(found)))
    assert "\n".join(text.text[block.start : block.end] for block in text.blocks) == text.text
    for before, after in zip(text.blocks, text.blocks[1:], strict=False):
        assert after.start == before.end + 1
    for block in text.blocks:
        line = text.text[block.start : block.end]
        assert "\n" not in line
        assert (block.level > 0) == (block.kind is BlockKind.HEADING)
        for cell in block.cells:
            assert block.start <= cell.start <= cell.end <= block.end
            assert text.text[block.start : cell.start].count("|") == cell.column


@given(st.lists(words, min_size=1, max_size=30))
def test_any_text_file_is_read_the_same_twice(lines: list[str]) -> None:
    data = ("x\n" + "\n".join(lines)).encode()
    assert structure(load(data, "a.txt")) == structure(load(data, "a.txt"))
