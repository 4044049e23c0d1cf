"""BM25 finds passages by folded words and pairs, and holds what it was told and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import tantivy

from vectorstore.errors import DerivedStoreError
from vectorstore.lexical import LexicalEntry, LexicalIndex

TEXTS = {
    "p1": "Sở Tư pháp đã thẩm định 42 văn bản.",
    "p2": "Đã tổ chức 120 hội nghị tuyên truyền pháp luật.",
    "p3": "Hòa giải thành 350 vụ việc.",
}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[LexicalIndex]:
    index = LexicalIndex(tmp_path / "lexical")
    index.open()
    index.put("r0", [LexicalEntry(id_, "r0", TEXTS[id_]) for id_ in ("p1", "p3")])
    index.put("r1", [LexicalEntry("p2", "r1", TEXTS["p2"])])
    yield index
    index.close()


def test_a_question_without_diacritics_finds_what_one_with_them_finds(index: LexicalIndex) -> None:
    assert index.query("thẩm định văn bản", 3) == index.query("THAM DINH VAN BAN", 3)
    assert index.query("tham dinh", 1)[0][0] == "p1"


def test_a_pair_counts_for_more_than_its_words_apart(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path / "lexical")
    index.open()
    index.put(
        "r",
        [LexicalEntry("apart", "r", "hòa bình và giải thưởng"), LexicalEntry("pair", "r", "hòa giải là gì")],
    )
    assert [id_ for id_, _ in index.query("hòa giải", 2)] == ["pair", "apart"]
    index.close()


def test_only_reports_asked_for(index: LexicalIndex) -> None:
    assert [id_ for id_, _ in index.query("hội nghị thẩm định", 5, report_ids=["r1"])] == ["p2"]
    assert index.query("hội nghị", 5, report_ids=[]) == []


def test_scores_of_given_passages_are_those_of_the_query(index: LexicalIndex) -> None:
    best = dict(index.query("thẩm định pháp luật", 3))
    scores = index.scores("thẩm định pháp luật", ["p1", "p2", "p3", "gone"])
    assert scores == {
        "p1": pytest.approx(best["p1"]),
        "p2": pytest.approx(best["p2"]),
        "p3": 0.0,
        "gone": 0.0,
    }


def test_a_text_without_words_finds_nothing(index: LexicalIndex) -> None:
    assert index.query("?!", 5) == []
    assert index.scores("", ["p1"]) == {"p1": 0.0}
    assert index.query("văn bản", 0) == []


def test_a_report_is_replaced_whole(index: LexicalIndex) -> None:
    index.put("r0", [LexicalEntry("p9", "r0", "Chứng thực 9 bản sao.")])
    assert index.ids() == {"p2", "p9"}
    index.put("r0", [])
    assert index.ids() == {"p2"}
    index.delete(["p2", "never there"])
    assert index.ids() == set()


def test_it_is_there_after_closing(index: LexicalIndex, tmp_path: Path) -> None:
    index.close()
    again = LexicalIndex(tmp_path / "lexical")
    assert again.exists
    again.open()
    assert again.ids() == set(TEXTS)
    again.close()
    with pytest.raises(DerivedStoreError, match="tuphap index rebuild"):
        again.query("văn bản", 1)


def test_replacing_everything_leaves_no_word_of_the_old(index: LexicalIndex, tmp_path: Path) -> None:
    index.replace([LexicalEntry("p7", "r7", "Đấu giá tài sản.")])
    assert index.ids() == {"p7"}
    index.put("r8", [LexicalEntry("p8", "r8", "Công chứng.")])
    assert index.ids() == {"p7", "p8"}
    index.close()
    kept = tantivy.Index.open(str(tmp_path / "lexical")).searcher().terms_with_prefix("word", "")
    assert [word for word, _ in kept] == ["chung", "cong", "dau", "gia", "san", "tai"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lexical"]


@pytest.mark.parametrize("broken", ["meta.json", ".managed.json", "*.term", "*.store", "*.idx"])
def test_files_that_cannot_be_read_are_our_error_and_can_be_replaced(
    index: LexicalIndex, tmp_path: Path, broken: str
) -> None:
    index.close()
    for path in (tmp_path / "lexical").glob(broken):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    again = LexicalIndex(tmp_path / "lexical")
    with pytest.raises(DerivedStoreError):
        again.open()
    again.replace([LexicalEntry("p1", "r0", TEXTS["p1"])])
    assert again.ids() == {"p1"}
    again.close()
