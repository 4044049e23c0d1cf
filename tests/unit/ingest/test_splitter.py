from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Document, Paragraph, Table, TableCell
from ingest.splitter import LONGEST, split
from ingest.structure import structure
from vectorstore.schema import Passage, StructuredText


def text_of(*elements: Paragraph | Table) -> StructuredText:
    return structure(Document("txt", elements))


def lines(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text) for text in texts)


SENTENCE = "Trong kỳ, các cơ quan tư pháp đã thẩm định 42 văn bản và góp ý 120 văn bản. "


def test_passages_follow_headings() -> None:
    body = (SENTENCE * 4).strip()
    found = split(
        "r",
        text_of(
            *lines(
                "BÁO CÁO",
                "Công tác năm 2023",
                "I. KẾT QUẢ",
                "1. Văn bản",
                body,
                "2. Hòa giải",
                body,
                "II. HẠN CHẾ",
                body,
            )
        ),
    )
    assert [passage.heading for passage in found] == [
        "Công tác năm 2023 › I. KẾT QUẢ › 1. Văn bản",
        "Công tác năm 2023 › I. KẾT QUẢ › 2. Hòa giải",
        "Công tác năm 2023 › II. HẠN CHẾ",
    ]
    assert all(passage.text == body for passage in found)


def test_tiny_siblings_share_a_passage_with_their_headings_inside() -> None:
    found = split(
        "r",
        text_of(
            *lines("BÁO CÁO", "Công tác năm 2023", "1. Văn bản", "Có 42 văn bản.", "2. Hòa giải", "Có 6 vụ.")
        ),
    )
    assert [passage.text for passage in found] == ["1. Văn bản\nCó 42 văn bản.\n2. Hòa giải\nCó 6 vụ."]
    assert found[0].heading == "Công tác năm 2023"


def test_a_long_paragraph_is_cut_at_the_ends_of_sentences() -> None:
    found = split("r", text_of(*lines((SENTENCE * 40).strip())))
    assert len(found) > 2
    assert all(passage.text.endswith(".") and passage.text.startswith("Trong kỳ") for passage in found)


def table(count: int) -> Table:
    head = (TableCell("Đơn vị", 0), TableCell("Số vụ việc hòa giải thành trong kỳ", 1))
    rows = tuple((TableCell(f"Huyện {n} thuộc tỉnh", 0), TableCell(str(n * 7), 1)) for n in range(count))
    return Table((head, *rows))


def test_a_table_is_cut_between_rows_and_carries_its_heading_rows() -> None:
    text = text_of(*lines("Lời dẫn của mục này là một câu đầy đủ.", "Bảng 1. Kết quả hòa giải"), table(120))
    _, first, *others = split("r", text)
    assert first.text.startswith("Bảng 1. Kết quả hòa giải\nĐơn vị | Số vụ")
    assert first.table_header == ""
    assert len(others) >= 2
    assert all(each.table_header == "Đơn vị | Số vụ việc hòa giải thành trong kỳ" for each in others)
    assert all(line.startswith("Huyện ") for each in others for line in each.text.split("\n"))


def test_the_same_text_gives_the_same_passages_and_another_report_other_ids() -> None:
    text = text_of(*lines("BÁO CÁO", "Công tác", SENTENCE), table(60))
    assert split("r", text) == split("r", text)
    ids = {passage.passage_id for passage in split("r", text)}
    assert not ids & {passage.passage_id for passage in split("q", text)}


def test_nothing_gives_no_passage() -> None:
    assert split("r", StructuredText("", ())) == ()


words = st.text(st.sampled_from("abđ ế.;,IV1)-"), min_size=1, max_size=60).map(str.strip).filter(bool)
paragraphs = st.builds(
    lambda text, times, level: Paragraph((text + " ") * times, level),
    words,
    st.integers(1, 60),
    st.one_of(st.none(), st.none(), st.integers(1, 4)),
)
documents = st.lists(st.one_of(paragraphs, st.integers(2, 90).map(table)), min_size=1, max_size=8)


@given(documents)
def test_passages_cover_the_body_in_order_and_stay_within_bounds(elements: list[Paragraph | Table]) -> None:
    text = structure(Document("txt", tuple(elements)))
    found = split("r", text)
    for passage in found:
        assert passage.text == text.text[passage.start : passage.end]
        assert len(passage.text) + len(passage.table_header) <= LONGEST + 700
    for before, after in pairwise(found):
        assert before.end <= after.start
    assert len({passage.passage_id for passage in found}) == len(found)
    covered = covered_letters(found)
    for block in text.blocks:
        if block.level == 0:
            missing = [
                at for at in range(block.start, block.end) if at not in covered and text.text[at].isalnum()
            ]
            assert not missing


def covered_letters(found: tuple[Passage, ...]) -> set[int]:
    return {at for passage in found for at in range(passage.start, passage.end)}
