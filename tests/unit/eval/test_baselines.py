"""The baselines: how the tutorials cut and search, with offsets that hold."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Status
from assistant.question import Filters, Question
from eval.baselines import BASELINES, TutorialIndex
from eval.baselines.bm25_index import Bm25Index
from eval.baselines.corpus import read_chunks
from eval.baselines.nearest_index import NearestIndex
from eval.baselines.recursive_splitter import split_recursively
from eval.bench.hashed_embedder import HashedEmbedder
from ingest.reading import read_file

REPORTS = {
    "an-giang-2023.txt": (
        "UBND TỈNH AN GIANG\nSỞ TƯ PHÁP\n\nBÁO CÁO\nKết quả công tác tư pháp năm 2023\n\n"
        "Năm 2023, Sở Tư pháp tỉnh An Giang đã thẩm định 184 văn bản.\n"
    ),
    "ca-mau-2022.txt": (
        "UBND TỈNH CÀ MAU\nSỞ TƯ PHÁP\n\nBÁO CÁO\nKết quả công tác tư pháp năm 2022\n\n"
        "Năm 2022, Sở Tư pháp tỉnh Cà Mau đã hòa giải thành 77 vụ việc.\n"
    ),
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "hỏng.docx").write_bytes(b"not a document")
    return tmp_path


def test_paragraphs_stay_whole_and_the_end_of_one_chunk_begins_the_next() -> None:
    text = "một hai ba\n\nbốn năm\n\nsáu bảy tám chín mười"
    chunks = [text[start:end] for start, end in split_recursively(text, size=34, overlap=10)]
    assert chunks == ["một hai ba\n\nbốn năm", "bốn năm\n\nsáu bảy tám chín mười"]
    words = [text[start:end] for start, end in split_recursively("a b c d e f g h", size=5, overlap=2)]
    assert len(words) == 6


def test_a_long_paragraph_is_cut_at_words_with_overlap() -> None:
    text = "aa bb cc dd ee ff"
    chunks = [text[start:end] for start, end in split_recursively(text, size=8, overlap=3)]
    assert chunks == ["aa bb cc", "cc dd", "dd ee", "ee ff"]


@settings(deadline=None)
@given(
    st.text(alphabet="ab đ\n", max_size=300),
    st.integers(min_value=2, max_value=40),
    st.integers(min_value=0, max_value=1),
)
def test_chunks_cover_all_that_is_no_white_space_and_none_is_too_long(
    text: str, size: int, overlap: int
) -> None:
    spans = split_recursively(text, size=size, overlap=overlap)
    covered = {at for start, end in spans for at in range(start, end)}
    assert all(at in covered for at, letter in enumerate(text) if not letter.isspace())
    assert all(0 < end - start <= size for start, end in spans)


def test_chunks_stand_where_they_say_and_a_bad_file_is_left_out(corpus: Path) -> None:
    held = read_chunks(corpus)
    assert {chunk.source for chunk in held.chunks} == set(REPORTS)
    for chunk in held.chunks:
        text = read_file((corpus / chunk.source).read_bytes(), chunk.source).text.text
        assert held.texts[chunk.report_id] == text
        assert text[chunk.start : chunk.end] == chunk.text


@pytest.mark.parametrize("name", BASELINES)
def test_a_baseline_answers_with_its_best_chunk(name: str, corpus: Path) -> None:
    with BASELINES[name](HashedEmbedder)(corpus) as system:
        answer = system.ask(Question(text="Năm 2022 Cà Mau hòa giải thành bao nhiêu vụ việc?"))
        hits = system.search("hòa giải thành", 10, Filters())
        filtered = system.search("thẩm định năm", 10, Filters(years=(2022,)))
        elsewhere = system.search("thẩm định", 10, Filters(provinces=("Hà Nội",)))
    (citation,) = answer.citations
    assert answer.status is Status.ANSWERED
    assert answer.values == ()
    assert citation.source == "ca-mau-2022.txt"
    assert citation.quote in answer.answer
    assert "77 vụ việc" in citation.quote
    assert (citation.province, citation.period) == ("Cà Mau", "2022")
    assert hits[0].source == "ca-mau-2022.txt"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert {hit.source for hit in filtered} == {"ca-mau-2022.txt"}
    assert elsewhere == []


@pytest.mark.parametrize("name", BASELINES)
def test_an_empty_corpus_says_nothing(name: str, tmp_path: Path) -> None:
    with BASELINES[name](HashedEmbedder)(tmp_path) as system:
        assert system.ask(Question(text="Bao nhiêu?")).status is Status.NOT_FOUND
        assert system.search("bao nhiêu", 3, Filters()) == []


def test_two_tutorial_stores_of_one_process_are_strangers() -> None:
    with TutorialIndex(HashedEmbedder()) as one, TutorialIndex(HashedEmbedder()) as other:
        assert one.search("thẩm định", 5) == []
        one.index(["thẩm định văn bản"])
        one.index(["hòa giải ở cơ sở"])
        assert other.search("thẩm định", 5) == []
        ((number, score), _) = one.search("hòa giải ở cơ sở", 5)
    assert number == 1
    assert score == pytest.approx(1, abs=1e-5)


def test_the_nearest_come_first_and_of_equals_the_earlier() -> None:
    index = NearestIndex(HashedEmbedder())
    index.index(["hòa giải", "thẩm định", "hòa giải", "hòa giải ở cơ sở"], ["a", "b", "b", "a"])
    assert [number for number, _ in index.search("hòa giải", 4)][:2] == [0, 2]
    assert [number for number, _ in index.search("hòa giải", 4, {"b"})] == [2, 1]
    assert index.search("hòa giải", 2, set()) == []


def test_bm25_takes_words_as_they_are_written() -> None:
    index = Bm25Index()
    index.index(["Thẩm định 42 văn bản", "tham dinh", "thẩm định, thẩm tra", "đất đai"])
    assert [number for number, _ in index.search("THẨM ĐỊNH?", 5)][:2] != [1]
    assert {number for number, _ in index.search("thẩm định", 5)} == {0, 2}
    assert index.search("?!", 5) == []
    assert [number for number, _ in index.search("đất", 1)] == [3]
