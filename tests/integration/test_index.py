"""The index keeps catalog, Chroma and BM25 in step: put, replace, delete, rebuild, another model."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import tantivy

from tests.support.contents import content, figure
from tests.support.word_embedder import WordEmbedder
from vectorstore.catalog import Origin
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
    monkeypatch.setattr("vectorstore.index._EMBED_AT_ONCE", 2)
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
