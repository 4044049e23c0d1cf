import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from ingest.document import Document, Paragraph, Table
from ingest.errors import EmptyDocumentError, UnreadableFileError
from ingest.loaders import load
from tests.support.report_files import docx_bytes, docx_with_body

if TYPE_CHECKING:
    from docx.document import Document as WordDocument


def read(data: bytes) -> Document:
    return load(data, "a.docx")


def lines(document: Document) -> list[str]:
    return [element.text for element in document.elements if isinstance(element, Paragraph)]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_paragraphs_and_tables_come_in_order_with_styles() -> None:
    def build(word: "WordDocument") -> None:
        word.add_heading("I. KẾT QUẢ", 1)
        word.add_paragraph("Đã thẩm định 42 văn bản.")
        table = word.add_table(2, 2)
        for row, (label, value) in zip(
            table.rows, [("Chỉ tiêu", "Số"), ("Khai sinh", "10.017")], strict=True
        ):
            row.cells[0].text, row.cells[1].text = label, value
        word.add_paragraph().add_run("Hết").bold = True

    heading, body, table, last = read(docx_bytes(build)).elements
    assert isinstance(heading, Paragraph)
    assert heading.heading_level == 1
    assert isinstance(body, Paragraph)
    assert body.heading_level is None
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Chỉ tiêu", "Số"],
        ["Khai sinh", "10.017"],
    ]
    assert isinstance(last, Paragraph)
    assert last.bold


def test_insertions_stay_and_deletions_go() -> None:
    body = (
        f"<w:p>{run('Thẩm định ')}<w:del>{run('41')}<w:r><w:delText>41</w:delText></w:r></w:del>"
        f"<w:ins>{run('42')}</w:ins>{run(' văn bản')}{run('ẩn', '<w:vanish/>')}</w:p>"
    )
    assert lines(read(docx_with_body(body))) == ["Thẩm định 42 văn bản"]


def test_line_breaks_fields_and_content_controls_are_read() -> None:
    body = (
        "<w:sdt><w:sdtContent><w:p>"
        f"{run('SỞ TƯ PHÁP')}<w:r><w:br/></w:r>{run('Số: 12/BC-STP')}"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert lines(read(docx_with_body(body))) == ["SỞ TƯ PHÁP", "Số: 12/BC-STP"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent><w:p>{run('Trong hộp')}</w:p></w:txbxContent>"
    body = (
        f"<w:p>{run('Ngoài')}<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert lines(read(docx_with_body(body))) == ["Ngoài", "Trong hộp"]


def test_footnotes_follow_their_paragraph() -> None:
    body = (
        f"<w:p>{run('Đã thẩm định 42 văn bản.')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
        f"<w:p>{run('Đã góp ý 120 văn bản.')}</w:p>"
    )
    notes = (
        f"<w:footnote w:id='0' w:type='separator'><w:p>{run('kẻ')}</w:p></w:footnote>"
        f"<w:footnote w:id='2'><w:p>{run('Cấp tỉnh 30, cấp huyện 12.')}</w:p></w:footnote>"
    )
    assert lines(read(docx_with_body(body, footnotes=notes))) == [
        "Đã thẩm định 42 văn bản.",
        "Cấp tỉnh 30, cấp huyện 12.",
        "Đã góp ý 120 văn bản.",
    ]


def test_a_table_inside_a_layout_cell_is_read_as_a_table() -> None:
    def build(word: "WordDocument") -> None:
        outer = word.add_table(1, 1).rows[0].cells[0]
        outer.text = "Kết quả như sau"
        inner = outer.add_table(2, 2)
        for row, values in zip(inner.rows, [("Đơn vị", "Số vụ"), ("Huyện A", "10")], strict=True):
            row.cells[0].text, row.cells[1].text = values

    paragraph, table = read(docx_bytes(build)).elements
    assert isinstance(paragraph, Paragraph)
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[1]] == ["Huyện A", "10"]


def test_automatic_numbering_is_written_out() -> None:
    levels = "".join(
        f"<w:lvl w:ilvl='{depth}'><w:start w:val='1'/><w:numFmt w:val='{shape}'/>"
        f"<w:lvlText w:val='{text}'/></w:lvl>"
        for depth, (shape, text) in enumerate(
            [("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3.")]
        )
    )
    numbering = (
        f"<w:numbering NAMESPACES><w:abstractNum w:abstractNumId='7'>{levels}</w:abstractNum>"
        "<w:num w:numId='5'><w:abstractNumId w:val='7'/></w:num></w:numbering>"
    )

    def item(depth: int, text: str) -> str:
        numbered = f"<w:numPr><w:ilvl w:val='{depth}'/><w:numId w:val='5'/></w:numPr>"
        return f"<w:p><w:pPr>{numbered}</w:pPr>{run(text)}</w:p>"

    body = "".join(
        item(depth, text)
        for depth, text in [
            (0, "Kết quả"),
            (1, "Văn bản"),
            (2, "Thẩm định"),
            (1, "Hòa giải"),
            (0, "Hạn chế"),
            (1, "Một"),
        ]
    )
    assert lines(read(docx_with_body(body, {"word/numbering.xml": numbering}))) == [
        "I. Kết quả",
        "1. Văn bản",
        "1.1. Thẩm định",
        "2. Hòa giải",
        "II. Hạn chế",
        "1. Một",
    ]


def test_merged_cells_keep_their_columns() -> None:
    def build(word: "WordDocument") -> None:
        table = word.add_table(3, 4)
        for row in range(3):
            for column in range(4):
                table.cell(row, column).text = f"{row}{column}" if row == 2 else ""
        for cell, text in (
            (table.cell(0, 0).merge(table.cell(1, 0)), "STT"),
            (table.cell(0, 1).merge(table.cell(1, 1)), "Đơn vị"),
            (table.cell(0, 2).merge(table.cell(0, 3)), "Số vụ"),
        ):
            cell.text = text
        table.cell(1, 2).text, table.cell(1, 3).text = "Thụ lý", "Thành"

    (table,) = read(docx_bytes(build)).elements
    assert isinstance(table, Table)
    assert [
        [(cell.column, cell.column_span, cell.row_span, cell.text) for cell in row] for row in table.rows
    ] == [
        [(0, 1, 2, "STT"), (1, 1, 2, "Đơn vị"), (2, 2, 1, "Số vụ")],
        [(2, 1, 1, "Thụ lý"), (3, 1, 1, "Thành")],
        [(0, 1, 1, "20"), (1, 1, 1, "21"), (2, 1, 1, "22"), (3, 1, 1, "23")],
    ]


def test_head_and_signature_tables_are_layout() -> None:
    def build(word: "WordDocument") -> None:
        for texts in (
            ("UBND TỈNH X\nSỞ TƯ PHÁP", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("Nơi nhận:\n- Như trên;", "GIÁM ĐỐC"),
        ):
            row = word.add_table(1, 2).rows[0]
            row.cells[0].text, row.cells[1].text = texts

    assert all(isinstance(element, Table) and element.layout for element in read(docx_bytes(build)).elements)


def test_headers_and_footers_are_left_out() -> None:
    def build(word: "WordDocument") -> None:
        word.sections[0].header.paragraphs[0].text = "Trang đầu"
        word.sections[0].footer.paragraphs[0].text = "Chân trang"
        word.add_paragraph("Nội dung")

    assert lines(read(docx_bytes(build))) == ["Nội dung"]


def good() -> bytes:
    return docx_bytes(lambda word: word.add_paragraph("Đã thẩm định 42 văn bản. " * 200))


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_unreadable(keep: float) -> None:
    data = good()
    with pytest.raises(UnreadableFileError, match="DOCX"):
        read(data[: int(len(data) * keep)])


def test_damage_inside_is_unreadable() -> None:
    with pytest.raises(UnreadableFileError):
        read(docx_with_body("<w:p><w:r>"))


def test_entities_and_bombs_are_refused() -> None:
    def changed(document: bytes) -> bytes:
        out = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(good())) as source,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for name in source.namelist():
                target.writestr(name, document if name == "word/document.xml" else source.read(name))
        return out.getvalue()

    with pytest.raises(UnreadableFileError, match="XML"):
        read(changed(b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'))
    with pytest.raises(UnreadableFileError, match="unpacks"):
        read(changed(b"<x>" + b" " * 130_000_000 + b"</x>"))


def test_a_blank_document_is_empty() -> None:
    with pytest.raises(EmptyDocumentError):
        read(docx_bytes(lambda word: None))
