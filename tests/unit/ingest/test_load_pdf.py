import io
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table as RuledTable

from ingest.document import Document, Paragraph, Table
from ingest.errors import EmptyDocumentError, UnreadableFileError
from ingest.loaders import load
from tests.support.report_files import pdf_bytes

FULL = "Trong nam, co quan chuyen mon da gui So Tu phap tham dinh cac du thao van ban cua"


def read(data: bytes) -> Document:
    return load(data, "a.pdf")


def lines(document: Document) -> list[str]:
    return [element.text for element in document.elements if isinstance(element, Paragraph)]


def page(*texts: tuple[float, str], top: float = 150) -> list[tuple[float, float, str]]:
    return [(x, top + 18 * number, text) for number, (x, text) in enumerate(texts)]


def test_paragraphs_are_joined_over_lines_and_pages() -> None:
    first = page((85, FULL), (57, FULL), (57, "tinh la 42 van ban."), (85, FULL), top=150)
    second = page((57, "gop y 120 van ban."), (85, "- To chuc 06 hoi nghi."), top=80)
    document = read(pdf_bytes([first, second]))
    assert lines(document) == [
        f"{FULL} {FULL} tinh la 42 van ban.",
        f"{FULL} gop y 120 van ban.",
        "- To chuc 06 hoi nghi.",
    ]
    assert [element.page for element in document.elements] == [1, 1, 2]
    assert document.pages == 2


def test_page_numbers_and_running_heads_are_left_out() -> None:
    pages = [
        [(57, 40, "So Tu phap tinh X"), (290, 60, str(number)), *page((57, f"Doan {number} co 42 van ban."))]
        for number in range(1, 5)
    ]
    assert lines(read(pdf_bytes(pages))) == [f"Doan {number} co 42 van ban." for number in range(1, 5)]


def test_figures_at_the_edge_of_a_page_stay() -> None:
    assert lines(read(pdf_bytes([[(57, 60, "Tham dinh 42 van ban.")], [(57, 60, "Gop y 120.")]]))) == [
        "Tham dinh 42 van ban.",
        "Gop y 120.",
    ]


def test_the_two_columns_of_the_head_do_not_interleave() -> None:
    head = [
        (60, 60, "UBND TINH X"),
        (310, 60, "CONG HOA XA HOI CHU NGHIA"),
        (70, 78, "SO TU PHAP"),
        (320, 78, "Doc lap - Tu do"),
        (260, 140, "BAO CAO"),
    ]
    table, title = read(pdf_bytes([head])).elements
    assert isinstance(table, Table)
    assert table.layout
    assert [cell.text for cell in table.rows[0]] == [
        "UBND TINH X\nSO TU PHAP",
        "CONG HOA XA HOI CHU NGHIA\nDoc lap - Tu do",
    ]
    assert isinstance(title, Paragraph)


def test_labels_beside_figures_are_read_across() -> None:
    rows = [
        (x, 150 + 18 * n, text)
        for n, v in enumerate(("42", "120", "33"))
        for x, text in ((57, f"Chi tieu {n}"), (400, v))
    ]
    assert "Chi tieu 1 120" in "\n".join(lines(read(pdf_bytes([rows]))))


def test_ruled_tables_keep_merged_cells() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    table = RuledTable(
        [["STT", "Don vi", "So vu", ""], ["", "", "Thu ly", "Thanh"], ["1", "Huyen A", "2.536", "98,5%"]],
        colWidths=[40, 120, 80, 80],
    )
    table.setStyle([
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (1, 1)), ("SPAN", (2, 0), (3, 0)),
    ])  # fmt: skip
    table.wrapOn(canvas, 400, 400)
    table.drawOn(canvas, 60, 500)
    canvas.drawString(60, 600, "Bang 1. Ket qua")
    canvas.save()
    caption, found = read(out.getvalue()).elements
    assert isinstance(caption, Paragraph)
    assert isinstance(found, Table)
    assert [
        [(cell.column, cell.column_span, cell.row_span, cell.text) for cell in row] for row in found.rows
    ] == [
        [(0, 1, 2, "STT"), (1, 1, 2, "Don vi"), (2, 2, 1, "So vu")],
        [(2, 1, 1, "Thu ly"), (3, 1, 1, "Thanh")],
        [(0, 1, 1, "1"), (1, 1, 1, "Huyen A"), (2, 1, 1, "2.536"), (3, 1, 1, "98,5%")],
    ]


def test_a_sample_report_is_read_in_vietnamese(sample_corpus: Path) -> None:
    files = sorted(sample_corpus.glob("*.pdf"))
    if not files:
        pytest.skip("no sample PDF")
    document = load(files[0].read_bytes(), files[0].name)
    text = "\n".join(lines(document))
    assert "Sở Tư pháp" in text
    assert "I. KẾT QUẢ CÔNG TÁC TƯ PHÁP" in text
    assert any(isinstance(element, Table) and not element.layout for element in document.elements)


def test_a_scan_is_told_from_a_broken_file() -> None:
    with pytest.raises(EmptyDocumentError, match="scan"):
        read(pdf_bytes([[]]))
    with pytest.raises(UnreadableFileError, match="broken"):
        read(b"%PDF-1.4\n" + b"rubbish " * 100)


def test_a_password_is_named() -> None:
    with pytest.raises(UnreadableFileError, match="password"):
        read(pdf_bytes([page((57, "bi mat"))], password="x"))


@pytest.mark.parametrize("keep", [0.1, 0.5])
def test_a_file_cut_short_never_escapes_as_another_error(keep: float) -> None:
    data = pdf_bytes([page((57, FULL))] * 3)
    with pytest.raises((UnreadableFileError, EmptyDocumentError)):
        read(data[: int(len(data) * keep)])
