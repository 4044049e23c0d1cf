"""How hits are ranked over a small index: the same in any order, explained, copies spread out."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.contents import content
from tests.support.word_embedder import WordEmbedder
from vectorstore.index import Index
from vectorstore.retriever import HybridRetriever
from vectorstore.schema import ReportContent
from vectorstore.weights import KindWeights, Weights, shipped_weights

QUESTIONS = (
    "Sóc Trăng năm 2022 thẩm định bao nhiêu văn bản?",
    "hoa giai thanh o dau",
    "hội nghị tuyên truyền",
    "How many documents were appraised in An Giang in 2023?",
)
PARAGRAPHS = (
    "Đã thẩm định {} văn bản quy phạm pháp luật của các sở, ngành. Việc thẩm định đúng thời hạn.",
    "Tổ chức {} hội nghị tuyên truyền, phổ biến, giáo dục pháp luật cho nhân dân trên địa bàn.",
    "Các tổ hòa giải đã hòa giải thành {} vụ việc. Tỷ lệ hòa giải thành tăng so với cùng kỳ.",
)


def reports() -> list[ReportContent]:
    made = []
    for number, province in enumerate(("Hậu Giang", "Sóc Trăng", "An Giang", "Lào Cai")):
        for year in (2022, 2023):
            texts = [text.format(number * 10 + year) for text in PARAGRAPHS]
            made.append(content(f"{number}-{year}", texts, province=province, period=str(year)))
    return made


def found(folder: Path, made: Sequence[ReportContent]) -> list[list[tuple[str, float]]]:
    with Index.open(folder, embedder=WordEmbedder(), create=True) as index:
        for each in made:
            index.put(each)
        retriever = HybridRetriever(index=index)
        return [[(h.passage.passage_id, h.score) for h in retriever.search(text)] for text in QUESTIONS]


def test_the_order_of_arrival_changes_neither_hits_nor_scores(tmp_path: Path) -> None:
    assert found(tmp_path / "a", reports()) == found(tmp_path / "b", reports()[::-1])


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory):
    with Index.open(tmp_path_factory.mktemp("ranking"), embedder=WordEmbedder(), create=True) as index:
        for each in reports():
            index.put(each)
        index.put(
            content(
                "0-extra", ["Đã nghiệm thu phần mềm quản lý hộ tịch điện tử."], province=None, period=None
            )
        )
        yield HybridRetriever(index=index)


def test_a_first_search_after_a_warm_up_finds_the_same(retriever: HybridRetriever) -> None:
    fresh = HybridRetriever(index=retriever.index)
    fresh.warm()
    assert fresh.search(QUESTIONS[0]) == retriever.search(QUESTIONS[0])


def test_explained_signals_add_up_to_the_scores(retriever: HybridRetriever) -> None:
    weights = shipped_weights().kinds["vietnamese"].final
    hits = {hit.passage.passage_id: hit.score for hit in retriever.search(QUESTIONS[0])}
    explained = retriever.explain(QUESTIONS[0])
    assert [each.score for each in explained] == sorted((e.score for e in explained), reverse=True)
    for each in explained:
        assert each.coverage is not None
        total = (
            each.aim
            + weights.dense * each.dense
            + weights.sentence * each.sentence
            + weights.lexical * each.lexical
            + weights.coverage * each.coverage
        )
        assert each.score == pytest.approx(total)
        assert hits.get(each.passage_id, each.score) == each.score
    assert retriever.explain("") == []


def test_a_question_without_diacritics_finds_what_one_with_them_finds(retriever: HybridRetriever) -> None:
    with_marks = retriever.search("Các tổ hòa giải thành bao nhiêu vụ việc?", k=1)[0]
    without = retriever.search("Cac to hoa giai thanh bao nhieu vu viec?", k=1)[0]
    assert with_marks.passage == without.passage


def test_an_english_question_finds_by_the_field_s_words(retriever: HybridRetriever) -> None:
    hit = retriever.search("How many cases were successfully mediated in Lao Cai in 2023?", k=1)[0]
    assert hit.report.report_id == "3-2023"
    assert "hòa giải thành" in hit.passage.text
    assert "hòa giải thành" in [hit.passage.text[start:end] for start, end in hit.highlights]


def test_an_abbreviation_finds_what_it_stands_for(retriever: HybridRetriever) -> None:
    assert "quy phạm pháp luật" in retriever.search("thẩm định VBQPPL", k=1)[0].passage.text


def test_copies_give_way_where_neither_place_nor_period_is_named(retriever: HybridRetriever) -> None:
    hits = retriever.search("hội nghị hộ tịch", k=3)
    assert any("hộ tịch" in hit.passage.text for hit in hits)
    assert any("hội nghị" in hit.passage.text for hit in hits)


def test_other_weights_rank_otherwise(retriever: HybridRetriever) -> None:
    nothing = Weights(dense=0, sentence=0, lexical=0)
    shipped = shipped_weights()
    only_aim = replace(shipped, kinds=dict.fromkeys(shipped.kinds, KindWeights(nothing, nothing)))
    of_aim = HybridRetriever(index=retriever.index, weights=only_aim)
    assert {hit.score for hit in of_aim.search("Lào Cai năm 2023 hòa giải", k=3)} != {0.0}
    assert {hit.score for hit in of_aim.search("hòa giải thành", k=1)} == {0.0}


def test_a_report_that_left_is_not_remembered(tmp_path: Path) -> None:
    with Index.open(tmp_path, embedder=WordEmbedder(), create=True) as index:
        for each in reports():
            index.put(each)
        search = HybridRetriever(index=index)
        assert search.search(QUESTIONS[0], k=1)[0].report.report_id == "1-2022"
        index.delete("1-2022")
        assert all(hit.report.report_id != "1-2022" for hit in search.search(QUESTIONS[0], k=30))
        index.put(content("1-2022", ["Đã thẩm định 7 văn bản."], province="Sóc Trăng", period="2022"))
        assert search.search(QUESTIONS[0], k=1)[0].passage.text == "Đã thẩm định 7 văn bản."
