"""Search over a small index: what comes first, what filters leave, what is marked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.contents import content
from tests.support.word_embedder import WordEmbedder
from vectorstore import retriever as retriever_module
from vectorstore.dense import DenseEntries
from vectorstore.errors import VersionMismatchError
from vectorstore.index import Index
from vectorstore.lexical import LexicalEntry
from vectorstore.retriever import Hit, HybridRetriever

PROVINCES = ("Hậu Giang", "Sóc Trăng", "Cần Thơ", "An Giang", "Lào Cai")
PARAGRAPHS = (
    "Đã thẩm định {} văn bản.",
    "Tổ chức {} hội nghị tuyên truyền, phổ biến, giáo dục pháp luật.",
    "Các tổ hòa giải đã hòa giải thành {} vụ việc.",
    "Nơi nhận: như trên.",
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.open(tmp_path_factory.mktemp("index"), embedder=WordEmbedder(), create=True) as index:
        for number, province in enumerate(PROVINCES):
            for year in (2021, 2022, 2023):
                made = [text.format(number * 100 + year) for text in PARAGRAPHS]
                index.put(content(f"{number}-{year}", made, province=province, period=str(year)))
        yield index


@pytest.fixture(scope="module")
def search(index: Index) -> HybridRetriever:
    return HybridRetriever(index=index)


def of(hit: Hit) -> tuple[str | None, str | None]:
    return hit.report.metadata.province, hit.report.metadata.period


@pytest.mark.parametrize(
    "question",
    [
        "Năm 2022 tỉnh Sóc Trăng thẩm định bao nhiêu văn bản?",
        "nam 2022 soc trang tham dinh bao nhieu van ban",
    ],
)
def test_the_place_and_period_asked_for_come_first(search: HybridRetriever, question: str) -> None:
    best = search.search(question, k=3)[0]
    assert of(best) == ("Sóc Trăng", "2022")
    assert best.passage.text == "Đã thẩm định 2122 văn bản."
    marked = [best.passage.text[start:end] for start, end in best.highlights]
    assert marked == ["thẩm định", "văn bản"]


def test_hits_are_sorted_and_as_many_as_asked(search: HybridRetriever) -> None:
    hits = search.search("hòa giải thành", k=15)
    assert len(hits) == 15
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert all("hòa giải" in h.passage.text for h in hits)
    assert search.search("hòa giải", k=0) == []


def test_filters_are_kept_to(search: HybridRetriever) -> None:
    hits = search.search("hòa giải thành", provinces=["An Giang", "Lào Cai"], years=[2021])
    assert {of(h) for h in hits} == {("An Giang", "2021"), ("Lào Cai", "2021")}
    assert {h.report.report_id for h in search.search("hòa giải", report_ids=["0-2021"])} == {"0-2021"}
    assert search.search("hòa giải", provinces=["Nowhere"]) == []


def test_a_filter_that_leaves_much_is_kept_to_as_well(
    search: HybridRetriever, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retriever_module, "_FEW", 2)
    monkeypatch.setattr(retriever_module, "_CANDIDATES", 6)
    hits = search.search("hòa giải thành", k=3, provinces=["An Giang"])
    assert {h.report.metadata.province for h in hits} == {"An Giang"}
    assert len(hits) == 3
    assert "hòa giải thành" in hits[0].passage.text


def test_an_english_question_is_answered_by_meaning_alone(search: HybridRetriever) -> None:
    hits = search.search("How many documents were appraised in Hậu Giang in 2023?", k=4)
    assert of(hits[0]) == ("Hậu Giang", "2023")
    assert {h.report.metadata.province for h in hits} == {"Hậu Giang"}


def test_nothing_to_look_for_finds_nothing(search: HybridRetriever) -> None:
    assert search.search("") == []
    assert search.search("?!") == []


def test_what_the_catalog_does_not_hold_is_not_found(index: Index, search: HybridRetriever) -> None:
    index.put(content("brief", ["Xylophonquyt đã hòa giải."]))
    assert search.search("xylophonquyt", k=1)[0].report.report_id == "brief"
    stores = index.searchable()
    index.delete("brief")
    vector = index.embedder.embed_passages(["xylophonquyt"])
    stores.dense.add(DenseEntries(["stray"], vector))
    stores.lexical.put("stray", [LexicalEntry("stray", "stray", "xylophonquyt")])
    assert all(h.report.report_id != "stray" for h in search.search("xylophonquyt", k=50))
    stores.dense.delete(["stray"])
    stores.lexical.put("stray", [])


def test_documents_carry_what_a_citation_needs(index: Index) -> None:
    (document,) = HybridRetriever(index=index, k=1).invoke("Cần Thơ 2021 thẩm định văn bản")
    passage = index.catalog.passages("2-2021")[0]
    assert document.page_content == passage.text
    assert document.id == passage.passage_id
    assert document.metadata["source"] == "2-2021.txt"
    assert document.metadata["province"] == "Cần Thơ"
    assert document.metadata["end"] == passage.end


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    with Index.open(tmp_path, embedder=WordEmbedder(), create=True) as index:
        assert HybridRetriever(index=index).search("hòa giải") == []
        index.put(content("a"))
        index.delete("a")
        assert HybridRetriever(index=index).search("hòa giải") == []


def test_another_model_is_not_searched_with(tmp_path: Path) -> None:
    with Index.open(tmp_path, embedder=WordEmbedder(), create=True) as index:
        index.put(content("a"))
    with Index.open(tmp_path, embedder=WordEmbedder("other")) as index, pytest.raises(VersionMismatchError):
        HybridRetriever(index=index).search("văn bản")
