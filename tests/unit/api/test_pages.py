"""The pages: a report shown whole with the cited passage marked, and honest errors."""

import datetime as dt
from dataclasses import dataclass, field
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from api.pages import BadRangeError, example_questions, parse_range, render_chat, render_report, router
from vectorstore.errors import UnknownReportError
from vectorstore.schema import (
    Block,
    BlockKind,
    Cell,
    Figure,
    FigureKind,
    Metadata,
    Report,
    StructuredText,
)

# The test client's event loop needs a socket pair; nothing is contacted.
pytestmark = pytest.mark.enable_socket

LEAVES = {"p", "h2", "h3", "h4", "h5", "td", "th"}


def report(**metadata: object) -> Report:
    facts = {"title": "Báo cáo công tác tư pháp"} | metadata
    return Report(
        report_id="r1", sources=("a.docx",), content_hash="0", format="docx", metadata=Metadata(**facts)
    )


@dataclass
class Page(HTMLParser):
    """What a reader sees of a report page: its text, its marks, its tables."""

    html: str
    text: str = ""
    marked: str = ""
    mark_ids: list[str | None] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    tables: list[list[list[tuple[int, int, str]]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        if tag not in ("meta", "link", "hr"):
            self.open.append(tag)
        if tag == "mark":
            self.mark_ids.append(values.get("id"))
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            spans = int(values.get("colspan") or 1), int(values.get("rowspan") or 1)
            self.tables[-1][-1].append((*spans, tag))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "article" in self.open and LEAVES & set(self.open):
            self.text += data
            if "mark" in self.open:
                self.marked += data


words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=12)


@st.composite
def structured_texts(draw: st.DrawFn) -> StructuredText:
    lines: list[str] = []
    blocks: list[Block] = []

    def position() -> int:
        return sum(len(line) + 1 for line in lines)

    def line(kind: BlockKind, text: str, **more: object) -> None:
        start = position()
        lines.append(text)
        blocks.append(Block(kind, start, start + len(text), **more))

    for ordinal in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(BlockKind))
        page = draw(st.none() | st.integers(1, 3))
        if kind is not BlockKind.TABLE_ROW:
            line(kind, draw(words), level=draw(st.integers(1, 6)), page=page)
            continue
        width, height = draw(st.integers(1, 4)), draw(st.integers(1, 4))
        headers = draw(st.integers(0, height))
        taken: set[tuple[int, int]] = set()
        for row in range(height):
            texts = [""] * width
            shapes: dict[int, tuple[int, int]] = {}
            for column in range(width):
                if (row, column) in taken or draw(st.integers(0, 5)) == 0:
                    continue
                span = draw(st.integers(1, width - column))
                if any((row, column + k) in taken for k in range(span)):
                    span = 1
                down = draw(st.integers(1, height - row))
                taken |= {(row + i, column + k) for i in range(down) for k in range(span)}
                texts[column] = draw(words | st.just(""))
                shapes[column] = span, down
            start = position()
            offsets = [start + sum(len(text) + 3 for text in texts[:column]) for column in range(width)]
            cells = tuple(
                Cell(offsets[column], offsets[column] + len(texts[column]), column, span, down)
                for column, (span, down) in shapes.items()
            )
            header = row < headers
            line(kind, " | ".join(texts), table=ordinal, row=row, header=header, cells=cells, page=page)
    return StructuredText("\n".join(lines), tuple(blocks))


def visible(text: StructuredText, start: int, end: int) -> str:
    """The characters of a range that are no separators."""
    stretches = [
        (part.start, part.end)
        for block in text.blocks
        for part in (block.cells if block.kind is BlockKind.TABLE_ROW else (block,))
    ]
    return "".join(
        text.text[max(a, start) : min(b, end)] for a, b in stretches if max(a, start) < min(b, end)
    )


@settings(deadline=None)
@given(structured_texts(), st.data())
def test_every_character_stands_on_the_page_and_the_range_is_marked(
    text: StructuredText, data: st.DataObject
):
    length = len(text.text)
    mark = None
    if length and data.draw(st.booleans()):
        start = data.draw(st.integers(0, length - 1))
        mark = start, data.draw(st.integers(start + 1, length))
    page = Page(render_report(report(), text, mark))
    assert page.text == visible(text, 0, length)
    assert page.marked == (visible(text, *mark) if mark else "")
    assert page.mark_ids == (["c"] + [None] * (len(page.mark_ids) - 1) if page.mark_ids else [])
    assert not page.open


@settings(deadline=None)
@given(structured_texts())
def test_every_table_fills_its_grid_without_overlap(text: StructuredText):
    for table in Page(render_report(report(), text, None)).tables:
        taken: set[tuple[int, int]] = set()
        for index, row in enumerate(table):
            column = 0
            for column_span, row_span, _ in row:
                while (index, column) in taken:
                    column += 1
                covered = {(index + i, column + k) for i in range(row_span) for k in range(column_span)}
                assert not covered & taken
                taken |= covered
        width = 1 + max(column for _, column in taken)
        assert taken == {(i, k) for i in range(len(table)) for k in range(width)}


def merged_table() -> StructuredText:
    #       0         1         2         3         4
    #       01234567890123456789012345678901234567890123
    text = "Đơn vị | Kết quả | \n | 2022 | 2023\nSở | 41 | 42"
    first = Cell(0, 6, 0, 1, 2), Cell(9, 16, 1, 2)
    second = Cell(23, 27, 1), Cell(30, 34, 2)
    third = Cell(35, 37, 0), Cell(40, 42, 1), Cell(45, 47, 2)
    row = BlockKind.TABLE_ROW
    rows = (
        Block(row, 0, 19, table=0, row=0, header=True, cells=first),
        Block(row, 20, 34, table=0, row=1, header=True, cells=second),
        Block(row, 35, 47, table=0, row=2, cells=third),
    )
    return StructuredText(text, rows)


def test_merged_header_cells_span_and_a_marked_row_is_marked_cell_by_cell():
    html = render_report(report(), merged_table(), (35, 47))
    assert '<th scope="col" rowspan="2">Đơn vị</th>' in html
    assert '<th scope="colgroup" colspan="2">Kết quả</th>' in html
    assert '<td><mark id="c">Sở</mark></td>' in html
    assert '<td class="number"><mark>42</mark></td>' in html
    assert html.index("<thead>") < html.index("2023") < html.index("</thead>") < html.index("<mark")


def test_a_row_without_cells_keeps_its_text():
    text = StructuredText("Tổng số | 42", (Block(BlockKind.TABLE_ROW, 0, 12, table=0, row=0),))
    assert "<td>Tổng số | 42</td>" in render_report(report(), text, None)


def test_what_the_report_says_of_itself_heads_the_page():
    metadata = {"agency": "Sở Tư pháp", "province": "Hậu Giang", "locality": "Vị Thanh", "number": "1/BC-STP"}
    html = render_report(report(**metadata, date=dt.date(2023, 12, 9)), StructuredText("", ()), None)
    for fact in ("Sở Tư pháp", "Vị Thanh, Hậu Giang", "1/BC-STP", "09/12/2023", "a.docx"):
        assert f"<dd>{fact}</dd>" in html
    assert "<h1" in html
    assert 'href="../"' in html


def test_an_english_report_is_announced_as_english():
    assert '<article lang="en">' in render_report(report(language="en"), StructuredText("", ()), None)


def test_markup_in_a_report_stays_text():
    hostile = "<script>alert(1)</script> & </article>"
    text = StructuredText(hostile, (Block(BlockKind.PARAGRAPH, 0, len(hostile)),))
    page = Page(render_report(report(title=hostile, agency='"><img src=x onerror=alert(1)>'), text, (3, 20)))
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert page.text == hostile
    assert page.marked == hostile[3:20]


@pytest.mark.parametrize(
    "value", ["", "a-b", "5", "5-", "-5", "5-5", "7-5", "0-11", "١-٢", "1-2-3", " 1-2", "1-2\n"]
)
def test_a_range_outside_the_text_is_refused(value: str):
    with pytest.raises(BadRangeError):
        parse_range(value, 10)


def test_a_range_reaches_to_the_end():
    assert parse_range("0-10", 10) == (0, 10)


# -- over HTTP


class OneReport:
    """A catalog that holds one report."""

    text_held = StructuredText("Thẩm định 42 văn bản.", (Block(BlockKind.PARAGRAPH, 0, 21),))

    def report(self, report_id: str) -> Report:
        if report_id != "r1":
            raise UnknownReportError(report_id)
        return report()

    def text(self, report_id: str) -> StructuredText:
        return self.text_held

    def provinces(self) -> tuple[str, ...]:
        return ("Hậu Giang",)

    def figures(self, *, indicators: tuple[str, ...], provinces: tuple[str, ...]) -> list[Figure]:
        if provinces != ("Hậu Giang",):
            return []
        kinds = ("2022", FigureKind.ACHIEVED), ("2023", FigureKind.ACHIEVED), ("2024", FigureKind.TARGET)
        return [
            Figure(
                figure_id=period,
                report_id="r1",
                ordinal=0,
                indicator=indicators[0],
                phrase="văn bản",
                value=42,
                unit="văn bản",
                kind=kind,
                period=period,
                start=0,
                end=21,
                value_start=10,
                value_end=12,
            )
            for period, kind in kinds
        ]


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()
    app.include_router(router)
    app.state.application = SimpleNamespace(catalog=OneReport(), settings=SimpleNamespace(home_province=None))
    return TestClient(app)


def test_the_report_page_marks_the_cited_words(client: TestClient):
    response = client.get("/reports/r1?c=10-12")
    assert response.status_code == 200
    assert '<mark id="c">42</mark>' in response.text
    assert response.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/reports/unknown", 404, "Không tìm thấy báo cáo"),
        ("/reports/r1?c=5-99", 400, "Không xác định được đoạn trích"),
        ("/reports/r1?c=<script>", 400, "Không xác định được đoạn trích"),
    ],
)
def test_a_wrong_address_gets_a_page_that_says_so(client: TestClient, path: str, status: int, title: str):
    response = client.get(path)
    assert response.status_code == status
    assert f"<h1>{title}</h1>" in response.text
    assert "<script" not in response.text


@pytest.mark.parametrize("path", ["/", "/reports/r1", "/reports/unknown"])
def test_pages_allow_nothing_from_elsewhere(client: TestClient, path: str):
    response = client.get(path)
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert "unsafe" not in response.headers["content-security-policy"]
    assert "style=" not in response.text
    assert "<style" not in response.text
    assert "http" not in response.text


def test_the_chat_page_is_the_widget_with_questions_it_can_answer(client: TestClient):
    vietnamese, english = client.get("/").text, client.get("/?lang=en").text
    assert '<tuphap-chat inline data-examples="Năm 2023 Hậu Giang thẩm định bao nhiêu văn bản?|' in vietnamese
    assert '<html lang="vi">' in vietnamese
    assert "How many documents were appraised in Hậu Giang in 2023?" in english
    assert '<html lang="en">' in english
    assert 'data-lang="en"' in english
    assert '<html lang="vi">' in client.get("/?lang=xx").text


def test_no_example_is_offered_that_no_report_answers():
    assert example_questions(OneReport(), "Cà Mau", "vi") == ()
    assert 'data-examples=""' in render_chat("vi", ())


def test_the_script_is_served_whole_and_then_from_the_cache(client: TestClient):
    first = client.get("/widget.js")
    assert first.headers["content-type"].startswith("text/javascript")
    assert "customElements.define('tuphap-chat'" in first.text
    again = client.get("/widget.js", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_the_style_sheet_of_the_pages_is_served(client: TestClient):
    assert client.get("/pages.css").headers["content-type"].startswith("text/css")
