"""Whatever a report says, its figures are read without a fault and stand where they are said to stand."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.dialogue import standalone
from assistant.question import Question, Turn
from ingest.figures import read_figures
from vectorstore.analysis.quantities import find_quantities
from vectorstore.analysis.query import read_question
from vectorstore.schema import Block, BlockKind, Cell, Metadata, Report, StructuredText

WORDS = (
    "thẩm định|văn bản|hòa giải thành|vụ việc|luật sư|lượt người|dự|có|là|đạt|số|bao nhiêu|mấy|How many",
    "42|2.536|184.000|1,5 tỷ đồng|98,5%|55/60|ba|01|10–15|Số: 12/BC-STP|[1]|<b>|\u0301",
    "năm 2023|6 tháng đầu năm|quý I/2023|cùng kỳ|so với|tăng|giảm|trong đó|gồm|cấp tỉnh|cấp huyện|Cà Mau",
    "huyện U Minh|phấn đấu|chỉ tiêu|kế hoạch|và|với|(|)|;|:|,|.|…",
)
PIECES = st.sampled_from([word for line in WORDS for word in line.split("|")])
RUNNING = st.lists(PIECES, max_size=14).map(" ".join)
LINES = RUNNING | st.text(max_size=40).map(lambda text: " ".join(text.split()))
CELLS = LINES.map(lambda text: text.replace("|", "/"))


def _structured(lines: list[str], rows: list[list[str]]) -> StructuredText:
    text = ""
    blocks: list[Block] = []
    for number, line in enumerate(lines):
        kind, level = (BlockKind.PARAGRAPH, 0) if number % 3 else (BlockKind.HEADING, 1)
        blocks.append(Block(kind, len(text), len(text) + len(line), level=level))
        text += line + "\n"
    for number, row in enumerate(rows):
        start = len(text)
        cells: list[Cell] = []
        for column, cell in enumerate(row):
            text += " | " if column else ""
            cells.append(Cell(len(text), len(text) + len(cell), column))
            text += cell
        kind = BlockKind.TABLE_ROW
        header = number == 0
        blocks.append(Block(kind, start, len(text), table=0, row=number, header=header, cells=tuple(cells)))
        text += "\n"
    return StructuredText(text, tuple(blocks))


def _reads_as(printed: str, value: float, language: str) -> bool:
    """Whether the words a figure points at print its number; a table's unit may scale it or turn its sign."""
    scales = (1, -1, 10**3, 10**6, 10**9)
    parts = [quantity.value for quantity in find_quantities(f"có {printed} vụ", language=language)]
    return any(abs(value - part * scale) < 1e-6 * max(1, abs(value)) for part in parts for scale in scales)


@settings(max_examples=60)
@given(
    st.lists(LINES, max_size=5),
    st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=4),
    st.sampled_from([None, "2023", "2023-H1", "2022-11-15/2023-11-14"]),
)
def test_every_figure_stands_in_its_own_span(
    lines: list[str], rows: list[list[str]], period: str | None
) -> None:
    text = _structured(lines, rows)
    metadata = Metadata(title=lines[0] if lines else "x", province="Cà Mau", period=period)
    report = Report(report_id="r", sources=("r",), content_hash="", format="txt", metadata=metadata)
    figures = read_figures(report, text)
    assert [figure.ordinal for figure in figures] == list(range(len(figures)))
    assert len({figure.figure_id for figure in figures}) == len(figures)
    for figure in figures:
        assert 0 <= figure.start <= figure.value_start < figure.value_end <= figure.end <= len(text.text)
        printed = text.text[figure.value_start : figure.value_end]
        assert any(_reads_as(printed, figure.value, language) for language in ("vi", "en")), printed


def test_a_list_that_lost_its_line_breaks_is_read_in_pieces() -> None:
    line = " ".join(f"thẩm định {number} văn bản" for number in range(100, 500))
    figures = read_figures(
        Report(
            report_id="r",
            sources=("r",),
            content_hash="",
            format="txt",
            metadata=Metadata(title="Báo cáo", province="Cà Mau", period="2023"),
        ),
        _structured(["Báo cáo", line], []),
    )
    assert [figure.value for figure in figures] == list(range(100, 500))
    assert max(figure.end - figure.start for figure in figures) <= 1_200


@settings(max_examples=60)
@given(LINES, LINES)
def test_any_question_can_be_read_alone_and_after_another(one: str, other: str) -> None:
    reading = read_question(one)
    assert all(reading.text[mention.start : mention.end] for mention in reading.places)
    standalone(Question(one, history=(Turn("user", other),)), ())
