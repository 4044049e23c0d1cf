"""The index keeps catalog, Chroma and BM25 in step: put, replace, delete, rebuild, another model."""

import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
import tantivy
from numpy.typing import NDArray

from tests.support.contents import content, figure
from tests.support.word_embedder import WordEmbedder
from vectorstore.catalog import Origin
from vectorstore.catalog.rows import text_hash
from vectorstore.errors import NoIndexError, UnknownReportError, VersionMismatchError
from vectorstore.index import Index


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def index(tmp_path: Path, embedder: WordEmbedder) -> Iterator[Index]:
    with Index.open(tmp_path / "data", embedder=embedder, create=True) as index:
        yield index


def held(index: Index) -> tuple[set[str], set[str], set[str]]:
    """The passage ids in the catalog, in Chroma (by way of their texts) and in BM25."""
    stores = index.searchable()
    ids = index.catalog.passage_ids()
    texts = index.catalog.passages_with_text(sorted(stores.dense.hashes(32, len(ids))))
    return set(ids), {id_ for passages in texts.values() for id_ in passages}, stores.lexical.ids()


def nearest(index: Index, question: str, n: int = 5) -> dict[str, float]:
    """The ids and cosines of the passages whose texts Chroma finds nearest."""
    found = dict(index.searchable().dense.query(index.embedder.embed_query(question), n))
    owners = index.catalog.passages_with_text(list(found))
    return {id_: cosine for text, cosine in found.items() for id_ in owners[text]}


def test_what_is_put_is_in_all_three(index: Index) -> None:
    made = content("a", ["Đã thẩm định 42 văn bản.", "Hòa giải 350 vụ."], figures=[figure("a")])
    index.put(made)
    ids = {p.passage_id for p in made.passages}
    assert held(index) == (ids, ids, ids)
    best, second = nearest(index, "Hòa giải 350 vụ.").items()
    assert best == (made.passages[1].passage_id, pytest.approx(1.0, abs=0.01))
    assert second[1] < 0.9
    assert index.searchable().lexical.query("tham dinh", 1)[0][0] == made.passages[0].passage_id
    found = index.verify()
    assert found.clean
    assert (found.reports, found.passages, found.figures) == (1, 2, 1)


def test_it_is_all_there_when_opened_again(tmp_path: Path, embedder: WordEmbedder) -> None:
    with Index.open(tmp_path, embedder=embedder, create=True) as index:
        index.put(content("a", ["Một.", "Hai."]), origins={"a.txt": Origin("/reports", 1, 2)})
    with Index.open(tmp_path, embedder=embedder) as index:
        catalog, dense, lexical = held(index)
        assert len(catalog) == 2
        assert catalog == dense == lexical
        assert index.catalog.origin_of("a.txt") == Origin("/reports", 1, 2)
        index.put(content("a", ["Ba."]))
        assert index.catalog.origin_of("a.txt") == Origin("/reports", 1, 2)


def test_a_changed_report_replaces_its_old_passages_everywhere(index: Index) -> None:
    index.put(content("a", ["Cũ một.", "Cũ hai."]))
    index.put(content("b", ["Khác."]))
    index.put(content("a", ["Mới."]))
    catalog, dense, lexical = held(index)
    assert len(catalog) == 2
    assert catalog == dense == lexical
    assert index.searchable().lexical.query("cũ", 5) == []


def test_no_text_is_embedded_twice(index: Index, embedder: WordEmbedder) -> None:
    index.put(content("a", ["Giống nhau.", "Khác.", "Giống nhau."]))
    assert embedder.embedded == ["Giống nhau.", "Khác."]
    index.put(content("b", ["Giống nhau."]))
    index.put(content("a", ["Giống nhau.", "Thêm."]))
    assert embedder.embedded == ["Giống nhau.", "Khác.", "Thêm."]
    assert held(index)[0] == held(index)[1]
    assert len(index.searchable().dense.hashes(32, 4)) == 2
    index.delete("b")
    assert index.catalog.passages("a")[0].passage_id in nearest(index, "Giống nhau.")
    index.delete("a")
    assert index.searchable().dense.hashes(32, 4) == set()


def test_a_text_that_every_report_repeats_hides_no_other(index: Index) -> None:
    every = ["Nơi nhận: như trên.", "Lưu: văn thư.", "Trân trọng báo cáo."] * 5
    for number in range(40):
        index.put(content(f"r{number}", [*every, f"Đã thẩm định {number} văn bản."]))
    found = index.verify()
    assert found.clean, found
    assert found.passages == 640
    passage = index.catalog.passages("r7")[-1]
    assert next(iter(nearest(index, passage.text))) == passage.passage_id


def test_a_deleted_report_is_gone_with_its_bytes(tmp_path: Path, embedder: WordEmbedder) -> None:
    rare = "Xylophonquyt"

    def on_disk() -> bool:
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        return any(form.encode() in path.read_bytes() for path in files for form in (rare, rare.lower()))

    with Index.open(tmp_path, embedder=embedder, create=True) as index:
        index.put(content("a", ["Sở Tư pháp."]))
        index.put(
            content(
                "secret", [f"Ông {rare} đã nộp đơn."] * 3, title=rare, figures=[figure("secret", phrase=rare)]
            )
        )
        assert on_disk()
        index.delete("secret")
        assert not on_disk()
        assert index.searchable().lexical.query(rare, 5) == []
        assert index.verify().clean
        with pytest.raises(UnknownReportError):
            index.delete("secret")
    words = tantivy.Index.open(str(tmp_path / "lexical")).searcher().terms_with_prefix("word", "")
    assert rare.lower() not in dict(words)
    assert "phap" in dict(words)


def test_what_a_replaced_report_said_leaves_the_disk_at_the_end(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    with Index.open(tmp_path, embedder=embedder, create=True) as index:
        index.put(content("a", ["Xylophonquyt."]))
        index.put(content("a", ["Đã sửa."]))
        index.erase_leftovers()
        assert not any(b"Xylophonquyt" in p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    words = tantivy.Index.open(str(tmp_path / "lexical")).searcher().terms_with_prefix("word", "x")
    assert words == []


RARE = "Xylophonquyt"


def words_on_disk(data_dir: Path) -> bool:
    """Whether any file holds the rare word, as it is or among BM25's."""
    files = [path for path in data_dir.rglob("*") if path.is_file()]
    plain = any(form.encode() in path.read_bytes() for path in files for form in (RARE, RARE.lower()))
    words = tantivy.Index.open(str(data_dir / "lexical")).searcher().terms_with_prefix("word", RARE.lower())
    return plain or bool(words)


def test_a_large_index_erases_beside_searches_and_changes(
    tmp_path: Path, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.index._ERASED_AT_ONCE", 0)
    monkeypatch.setattr("vectorstore.erasing._PAUSE_S", 0.1)
    with Index.open(tmp_path, embedder=embedder, create=True) as index:
        for number in range(30):
            index.put(content(f"r{number:02}", [f"Đoạn {number}.", f"Ông {RARE} nộp đơn {number}."]))
        index.delete("r03")
        assert index.erasing  # though the deletion is through
        assert len(index.searchable().lexical.query(RARE, 50)) == 29
        index.put(content("r00", ["Đã sửa."]))  # copied already, with the word
        index.put(content("new", [f"Ông {RARE} trở lại."]))
        index.delete("r29")  # not yet copied
        assert len(index.searchable().lexical.query(RARE, 50)) == 28
        index.delete("new", *(f"r{number:02}" for number in range(1, 29) if number != 3))
        assert index.searchable().lexical.query(RARE, 50) == []
        index._eraser.wait()
        assert not words_on_disk(tmp_path)
        assert index.verify().clean
        assert index.searchable().lexical.ids() == set(index.catalog.passage_ids())
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_dir()) == ["chroma", "lexical"]


def test_closing_waits_until_what_is_gone_is_erased(
    tmp_path: Path, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.index._ERASED_AT_ONCE", 0)
    with Index.open(tmp_path, embedder=embedder, create=True) as index:
        index.put(content("a", ["Ở lại."]))
        index.put(content("b", [f"Ông {RARE} nộp đơn."]))
        index.delete("b")
        index.put(content("a", [f"Ông {RARE} nộp đơn lần nữa."]))
        index.put(content("a", ["Ở lại."]))
    assert not words_on_disk(tmp_path)


def test_a_rebuild_stops_the_erasing_that_it_makes_needless(
    tmp_path: Path, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.index._ERASED_AT_ONCE", 0)
    monkeypatch.setattr("vectorstore.erasing._PAUSE_S", 60.0)
    with Index.open(tmp_path, embedder=embedder, create=True) as index:
        for number in range(22):
            index.put(
                content(f"r{number:02}", [f"Đoạn {number}.", *([f"Ông {RARE}."] if number < 20 else [])])
            )
        index.delete(*(f"r{number:02}" for number in range(20)))
        assert words_on_disk(tmp_path)
        started = time.monotonic()
        index.rebuild()
        assert time.monotonic() - started < 30
        assert not index.erasing
        assert not words_on_disk(tmp_path)
        assert index.searchable().lexical.ids() == set(index.catalog.passage_ids())


CUT = (
    "Sở Tư pháp đã thẩm định bốn mươi hai văn bản quy phạm pháp luật. "
    "Công tác hòa giải ở cơ sở được quan tâm chỉ đạo, ba trăm vụ việc được hòa giải thành."
)
ASKED = "Công tác hòa giải ở cơ sở được quan tâm chỉ đạo, ba trăm vụ việc được hòa giải thành."


def closest_sentence(index: Index, report_id: str) -> float:
    ids = [passage.passage_id for passage in index.catalog.passages(report_id)]
    return float(index.vectors.sentence_cosines(index.embedder.embed_query(ASKED), ids).max())


def test_sentences_are_embedded_once_a_text_and_go_with_its_last_report(
    index: Index, embedder: WordEmbedder
) -> None:
    index.put(content("a", [CUT, "Ngắn."]))
    assert len(embedder.embedded) == 4  # two passages, two sentences
    index.put(content("b", [CUT]))
    assert len(embedder.embedded) == 4
    assert closest_sentence(index, "b") > 0.95
    index.delete("a")
    assert index.verify().clean
    assert closest_sentence(index, "b") > 0.95
    index.put(content("b", ["Đã sửa."]))
    assert index.verify().clean
    assert index.catalog.sentence_vectors.held([text_hash(content("a", [CUT]).passages[0])], "words") == set()


def test_an_index_without_sentences_answers_and_says_so(index: Index, embedder: WordEmbedder) -> None:
    index.put(content("a", [CUT]))
    with index.catalog.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM sentence_vectors")
        connection.exec_driver_sql(
            "INSERT INTO sentence_vectors (text_hash, model, units, vectors) VALUES ('gone', 'words', 0, '')"
        )
    index.vectors.forget()
    found = index.verify()
    assert found.without_sentences == (index.catalog.passages("a")[0].passage_id,)
    assert found.surplus_sentences == ("gone",)
    assert not found.clean
    whole = index.vectors.passage_cosines(embedder.embed_query(ASKED), list(found.without_sentences))
    assert closest_sentence(index, "a") == whole[0]
    index.reembed()
    assert index.verify().clean
    assert closest_sentence(index, "a") > whole[0]


def test_where_only_sentences_lack_only_sentences_are_embedded(
    index: Index, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.put(content("a", [CUT]))
    index.put(content("b", ["Hòa giải 350 vụ."]))
    with index.catalog.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM sentence_vectors")
    index.vectors.forget()
    asked: list[str] = []
    made = embedder.embed_passages

    def noted(texts: Sequence[str]) -> NDArray[np.float32]:
        asked.extend(texts)
        return made(texts)

    monkeypatch.setattr(embedder, "embed_passages", noted)
    index.reembed()
    assert index.verify().clean
    assert asked
    assert not {passage.indexed_text for id_ in "ab" for passage in index.catalog.passages(id_)} & set(asked)
    asked.clear()
    index.reembed()  # nothing lacks: all is made anew
    assert {passage.indexed_text for id_ in "ab" for passage in index.catalog.passages(id_)} <= set(asked)


def test_what_is_put_and_deleted_is_near_at_once(index: Index, embedder: WordEmbedder) -> None:
    index.put(content("a", ["Hòa giải 350 vụ."]))
    index.vectors.warm()
    made = content("b", ["Thẩm định 42 văn bản."])
    index.put(made)
    question = embedder.embed_query("Thẩm định 42 văn bản.")
    assert index.vectors.nearest(question, 1)[0][0] == made.passages[0].passage_id
    index.delete("b")
    assert index.vectors.nearest(question, 5, report_ids=["b"]) == []
    assert len(index.vectors) == 1


def every_score(index: Index) -> list[object]:
    stores = index.searchable()
    ids = index.catalog.passage_ids()
    found: list[object] = []
    for question in ("đã thẩm định văn bản", "hòa giải 3 vụ", "Lần 2"):
        vector = index.embedder.embed_query(question)
        found += [stores.lexical.query(question, 12), stores.lexical.scores(question, ids)]
        found += [index.vectors.nearest(vector, 12), index.vectors.sentence_cosines(vector, ids).tobytes()]
    return found


def test_a_rebuild_changes_no_score(index: Index) -> None:
    for number in range(12):
        index.put(content(f"r{number}", [CUT, f"Đã thẩm định {number % 3} văn bản.", "Nơi nhận: như trên."]))
    index.put(content("r3", [CUT, "Hòa giải 3 vụ.", "Nơi nhận: như trên."]))
    index.delete("r4")
    before = every_score(index)
    index.rebuild()
    index.vectors.forget()
    assert every_score(index) == before


def test_several_are_deleted_at_once(index: Index) -> None:
    for name in "abc":
        index.put(content(name, [f"Đoạn {name}."]))
    with pytest.raises(UnknownReportError):
        index.delete("a", "nowhere")
    index.delete("a", "c")
    assert [r.report_id for r in index.catalog.reports()] == ["b"]
    assert index.verify().clean


def test_no_index_is_said_with_its_absolute_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NoIndexError, match=str(tmp_path / "none")):
        Index.open(Path("none"), embedder=WordEmbedder())
    assert not (tmp_path / "none").exists()


def test_counting_what_is_held_opens_no_store_and_no_model(tmp_path: Path) -> None:
    with Index.open(tmp_path, embedder=WordEmbedder(), create=True) as index:
        index.put(content("a"))

    class Unloadable(WordEmbedder):
        @property
        def dimension(self) -> int:
            raise AssertionError("the model was loaded")

        @dimension.setter
        def dimension(self, value: int) -> None:
            pass

    (tmp_path / "chroma").rename(tmp_path / "elsewhere")
    with Index.open(tmp_path, embedder=Unloadable()) as index:
        stats = index.stats()
        assert (stats.reports, stats.passages, stats.model) == (1, 1, "words")
        assert stats.bytes_on_disk > 1000
        assert len(index.catalog.reports()) == 1
    assert not (tmp_path / "chroma").exists()


def test_an_empty_index_is_clean(index: Index) -> None:
    assert index.stats().model is None
    assert index.verify().clean
    index.rebuild()
    assert index.verify().clean


def test_another_model_is_refused_until_it_has_embedded_everything(tmp_path: Path) -> None:
    with Index.open(tmp_path, embedder=WordEmbedder(), create=True) as index:
        index.put(content("a", ["Một.", "Hai.", "Một."]))
    other = WordEmbedder("other", dimension=48)
    with Index.open(tmp_path, embedder=other) as index:
        for refused in (index.searchable, lambda: index.put(content("b"))):
            with pytest.raises(VersionMismatchError, match="tuphap index rebuild --embeddings"):
                refused()
        assert index.stats().model == "words"
        assert index.verify().clean
        seen: list[tuple[int, int]] = []
        index.reembed(lambda done, total: seen.append((done, total)))
        assert other.embedded == ["Một.", "Hai."]
        assert seen[0] == (0, 3)
        assert seen[-1] == (3, 3)
        assert index.verify().clean
        assert index.catalog.versions("a").embedding == "other"
        assert next(iter(nearest(index, "Hai.").values())) == pytest.approx(1, abs=0.01)
    with Index.open(tmp_path, embedder=WordEmbedder()) as index, pytest.raises(VersionMismatchError):
        index.searchable()


def test_embedding_anew_goes_on_where_it_was_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vectorstore.reading._AT_ONCE", 2)
    with Index.open(tmp_path, embedder=WordEmbedder(), create=True) as index:
        index.put(content("a", [f"Đoạn {n}." for n in range(6)]))
    other = WordEmbedder("other")

    def stop(done: int, total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with Index.open(tmp_path, embedder=other) as index:
        with pytest.raises(KeyboardInterrupt):
            index.reembed(stop)
        assert index.stats().model == "words"
    with Index.open(tmp_path, embedder=WordEmbedder()) as index:
        assert index.verify().clean
        assert len(nearest(index, "Đoạn 1.", 9)) == 6
    with Index.open(tmp_path, embedder=other) as index:
        index.reembed()
        assert len(other.embedded) == 6
        assert index.verify().clean


def test_an_emptied_index_takes_any_model(tmp_path: Path) -> None:
    with Index.open(tmp_path, embedder=WordEmbedder(), create=True) as index:
        index.put(content("a"))
        index.delete("a")
    with Index.open(tmp_path, embedder=WordEmbedder("other", dimension=48)) as index:
        index.put(content("b"))
        assert index.verify().clean
        assert index.stats().model == "other"


def test_searches_go_on_while_the_index_changes(index: Index) -> None:
    index.put(content("stays", ["Đã thẩm định 42 văn bản."]))
    wanted = index.catalog.passages("stays")[0].passage_id
    failures: list[BaseException] = []
    searches = [0] * 4
    finished = threading.Event()

    def search(thread: int) -> None:
        try:
            while not finished.is_set():
                stores = index.searchable()
                assert wanted in nearest(index, "Đã thẩm định 42 văn bản.")
                assert wanted in dict(stores.lexical.query("tham dinh", 5))
                assert len(index.catalog.figures(report_ids=["stays"])) == 0
                searches[thread] += 1
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=search, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for number in range(6):
        index.put(content(f"r{number % 3}", [f"Lần {number}, đoạn {n}." for n in range(20)]))
    index.rebuild()
    index.delete("r0", "r1")
    finished.set()
    for thread in threads:
        thread.join(30)
    assert not failures
    assert min(searches) > 0
    assert index.verify().clean
