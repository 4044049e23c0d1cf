"""BM25 finds passages by folded words and pairs, and holds what it was told and nothing else."""

from collections.abc import Iterator
from itertools import product
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


def entries_of_near_duplicates() -> dict[str, list[LexicalEntry]]:
    """Reports that say the same in every third passage, as reports do."""
    return {
        f"r{report}": [
            LexicalEntry(
                f"{(report * 7919 + n * 104729) % 1000:03}-{report}-{n}",
                f"r{report}",
                f"Đã thẩm định {n % 3} văn bản quy phạm pháp luật" + (f" của xã {report}" if n % 3 else ""),
            )
            for n in range(6)
        ]
        for report in range(12)
    }


def test_of_equals_the_lower_id_comes_first_wherever_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.lexical._SPARE", 2)
    reports = entries_of_near_duplicates()
    every = [entry for entries in reports.values() for entry in entries]
    written, grown = LexicalIndex(tmp_path / "written"), LexicalIndex(tmp_path / "grown")
    written.replace(every)
    grown.open()
    for report_id in sorted(reports, key=lambda id_: id_[::-1]):
        grown.put(report_id, reports[report_id])
    for text, n in product(("thẩm định văn bản", "xã 7", "quy phạm 2"), (1, 7, 40, 500)):
        found = written.query(text, n)
        assert found == grown.query(text, n)
        ranked = sorted(written.query(text, len(every)), key=lambda hit: (-hit[1], hit[0]))
        assert found == ranked[:n]
        ids = [id_ for id_, _ in found]
        assert written.scores(text, ids) == grown.scores(text, ids) == dict(found)
    written.close()
    grown.close()


def test_a_copy_takes_the_place_of_what_served(index: LexicalIndex, tmp_path: Path) -> None:
    copy = index.copy()
    copy.add([LexicalEntry("p1", "r0", TEXTS["p1"]), LexicalEntry("p2", "r1", TEXTS["p2"])])
    copy.settle()
    assert index.ids() == set(TEXTS)
    copy.put("r1", [LexicalEntry("p5", "r1", "Chứng thực 9 bản sao.")])
    index.adopt(copy)
    assert index.ids() == {"p1", "p5"}
    index.put("r2", [LexicalEntry("p6", "r2", "Công chứng.")])
    assert index.query("công chứng", 1)[0][0] == "p6"
    abandoned = index.copy()
    abandoned.add([LexicalEntry("p7", "r7", "Đấu giá.")])
    abandoned.abandon()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lexical"]
    assert index.ids() == {"p1", "p5", "p6"}


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


def test_a_large_index_leaves_out_what_most_passages_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.lexical._LARGE", 4)
    index = LexicalIndex(tmp_path / "lexical")
    index.open()
    texts = ("báo cáo luật sư", "báo cáo hòa giải", "báo cáo đấu giá", "báo cáo thi hành án")
    index.put("r", [LexicalEntry(f"p{n}", "r", text) for n, text in enumerate(texts)])
    assert [id_ for id_, _ in index.query("báo cáo luật sư", 4)] == ["p0"]
    assert index.scores("báo cáo luật sư", ["p0", "p1"])["p1"] == 0
    assert {id_ for id_, _ in index.query("báo cáo", 4)} == {"p0", "p1", "p2", "p3"}  # there is nothing else
    assert index.query("không ai nói", 4) == []
    index.close()
