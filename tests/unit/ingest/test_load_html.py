import pytest

from ingest.document import Paragraph, Table
from ingest.errors import EmptyDocumentError, UnreadableFileError
from ingest.loaders import load

PAGE = """<!DOCTYPE html><html><head><title>Tin | Trang</title><style>p{}</style>
<script>var a="thẩm định 99"</script>
</head><body><nav><ul><li><a href="/">Trang chủ</a></ul></nav>
<ul class="menu"><li><a href=1>Một</a><li><a href=2>Hai</a><li><a href=3>Ba</a></ul>
<h1>Kết quả năm 2023</h1>
<p>Đã thẩm định <b>42</b> văn bản,<br>góp ý
120 văn bản.</p><div style="display:none">ẩn</div><p><strong>I. KẾT QUẢ</strong></p>
<ul><li>Hòa giải<ul><li>thành 631 vụ</ul><li>không thành 160 vụ</ul>
<del>đã xóa</del><footer>Bản quyền</footer></body></html>"""


def paragraphs(page: str) -> list[Paragraph]:
    return [element for element in load(page.encode(), "a.html").elements if isinstance(element, Paragraph)]


def table_of(page: str) -> Table:
    (table,) = (element for element in load(page.encode(), "a.html").elements if isinstance(element, Table))
    return table


def test_what_the_page_says_is_read_and_nothing_else() -> None:
    assert [paragraph.text for paragraph in paragraphs(PAGE)] == [
        "Kết quả năm 2023",
        "Đã thẩm định 42 văn bản,",
        "góp ý 120 văn bản.",
        "I. KẾT QUẢ",
        "- Hòa giải",
        "- thành 631 vụ",
        "- không thành 160 vụ",
    ]


def test_headings_and_weight_are_kept() -> None:
    found = paragraphs(PAGE)
    assert found[0].heading_level == 1
    assert found[3].bold
    assert not found[1].bold
    assert load(PAGE.encode(), "a.html").title == "Tin | Trang"


def test_merged_cells_stand_where_a_browser_puts_them() -> None:
    table = table_of(
        "<table><thead><tr><th rowspan=2>STT<th rowspan=2>Đơn vị<th colspan=2>Số vụ"
        "<tr><th>Thụ lý<th>Thành</thead><tr><td>1<td>Huyện A<td>2.536<td>98,5%</table>"
    )
    assert [[(cell.column, cell.text) for cell in row] for row in table.rows] == [
        [(0, "STT"), (1, "Đơn vị"), (2, "Số vụ")],
        [(2, "Thụ lý"), (3, "Thành")],
        [(0, "1"), (1, "Huyện A"), (2, "2.536"), (3, "98,5%")],
    ]
    assert [cell.header for cell in table.rows[1]] == [True, True]
    assert table.rows[0][2].column_span == 2
    assert table.rows[0][0].row_span == 2


def test_a_row_label_in_th_does_not_make_its_row_a_heading() -> None:
    table = table_of("<table><tr><th>Năm<th>Vụ<tr><th>2022<td>10<tr><th>2023<td>12</table>")
    assert [row[0].header for row in table.rows] == [True, False, False]


def test_spans_from_a_hostile_page_are_bounded() -> None:
    table = table_of("<table><tr><td colspan=99999999 rowspan=0>a<tr><td>b<td>5</table>")
    assert table.rows[0][0].column_span <= 400
    assert table.rows[0][0].row_span <= 2


def test_the_two_column_head_is_layout_and_a_frame_is_read_through() -> None:
    head = "<table><tr><td>UBND TỈNH X<br>SỞ TƯ PHÁP<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</table>"
    assert table_of(head).layout
    framed = f"<table><tr><td><h2>Tin</h2>{head}<td>bên phải</table>"
    kinds = [type(element).__name__ for element in load(framed.encode(), "a.html").elements]
    assert kinds == ["Paragraph", "Table", "Paragraph"]


@pytest.mark.parametrize(
    "page", ["", "<html><body><script>x</script></body></html>", "<!-- không có gì -->", "<p> </p>"]
)
def test_a_page_without_text_is_empty(page: str) -> None:
    with pytest.raises(EmptyDocumentError):
        load(page.encode(), "a.html")


def test_broken_tags_still_give_the_text() -> None:
    assert [p.text for p in paragraphs("<p>Một<div>Hai</p></div></table><b>Ba")] == ["Một", "Hai", "Ba"]


def test_deep_nesting_is_read_and_hostile_nesting_refused() -> None:
    deep = "<div>" * 1000 + "42 văn bản" + "</div>" * 1000
    assert [p.text for p in paragraphs(deep)] == ["42 văn bản"]
    with pytest.raises(UnreadableFileError):
        load(b"<div>" * 100_000, "a.html")


@pytest.mark.parametrize(
    ("declared", "encoding"), [("utf-8", "utf-8"), ("windows-1252", "utf-8"), ("utf-16", "utf-16")]
)
def test_the_encoding_is_found(declared: str, encoding: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>Hậu Giang</p></body></html>'
    found = load(page.encode(encoding), "a.html").elements
    assert [element.text for element in found if isinstance(element, Paragraph)] == ["Hậu Giang"]


def test_external_entities_are_not_read() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>a &x; b</p></body></html>'
    assert all("root:" not in paragraph.text for paragraph in paragraphs(page))
