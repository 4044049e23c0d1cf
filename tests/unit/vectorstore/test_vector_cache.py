"""Vectors in memory: exact, the same whatever the order, in step with the catalog beside any reader."""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.support.contents import content
from tests.support.word_embedder import WordEmbedder
from vectorstore import vector_cache
from vectorstore.catalog import Catalog
from vectorstore.catalog.contents import add_content, adopt_model, remove_content
from vectorstore.catalog.engine import sqlite_url, write
from vectorstore.catalog.rows import text_hash
from vectorstore.catalog.sentence_vectors import add_sentence_vectors, quantised
from vectorstore.catalog.vectors import Embedded, add_vectors
from vectorstore.reading import SentenceMemory, embed_new
from vectorstore.schema import ReportContent
from vectorstore.space import VectorSpace, claim_space, note_change, note_embedding
from vectorstore.vector_cache import PassageVectors

EMBEDDER = WordEmbedder()
LONG = (
    "Sở Tư pháp đã thẩm định bốn mươi hai văn bản quy phạm pháp luật. "
    "Công tác hòa giải ở cơ sở được quan tâm chỉ đạo, ba trăm vụ việc được hòa giải thành."
)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    catalog = Catalog(sqlite_url(tmp_path / "catalog.db"))
    with write(catalog.engine) as connection:
        claim_space(connection, VectorSpace(EMBEDDER.model_id, EMBEDDER.dimension))
    yield catalog
    catalog.close()


def put(catalog: Catalog, *made: ReportContent) -> None:
    for one in made:
        embedded = embed_new(one.passages, EMBEDDER, catalog, SentenceMemory())
        with write(catalog.engine) as connection:
            remove_content(connection, one.report.report_id)
            add_content(connection, one, {})
            add_vectors(connection, embedded.passages, EMBEDDER.model_id)
            add_sentence_vectors(connection, embedded.sentences, EMBEDDER.model_id)
            note_change(connection)


def remove(catalog: Catalog, report_id: str) -> None:
    with write(catalog.engine) as connection:
        remove_content(connection, report_id)
        note_change(connection)


def asked(text: str) -> NDArray[np.float32]:
    return EMBEDDER.embed_query(text)


def named(made: ReportContent) -> list[str]:
    return [passage.passage_id for passage in made.passages]


def test_nothing_is_found_where_nothing_is_held(catalog: Catalog, tmp_path: Path) -> None:
    vectors = PassageVectors(catalog)
    assert len(vectors) == 0
    assert vectors.nearest(asked("văn bản"), 5) == []
    empty = Catalog(sqlite_url(tmp_path / "never-filled.db"))
    never = PassageVectors(empty)
    assert np.isnan(never.passage_cosines(asked("văn bản"), ["x"])).all()
    assert np.isnan(never.sentence_cosines(asked("văn bản"), ["x"])).all()
    assert never.passage_cosines(asked("văn bản"), []).shape == (0,)
    empty.close()


def test_the_nearest_are_those_with_the_largest_cosines(catalog: Catalog) -> None:
    made = [content(name, [f"Đoạn {n} của {name}: {n * 7} vụ." for n in range(9)]) for name in "abc"]
    put(catalog, *made)
    vectors = PassageVectors(catalog)
    ids = [id_ for one in made for id_ in named(one)]
    cosines = vectors.passage_cosines(asked("đoạn 4 của b"), ids)
    expected = sorted(zip((-cosines).tolist(), ids, strict=True))[:7]
    assert vectors.nearest(asked("đoạn 4 của b"), 7) == [(id_, -score) for score, id_ in expected]
    assert len(vectors.nearest(asked("đoạn"), 99)) == len(vectors) == 27
    assert vectors.nearest(asked("đoạn"), 0) == []


def test_only_the_reports_asked_for(catalog: Catalog) -> None:
    made = {name: content(name, [f"Đoạn {n}." for n in range(4)]) for name in "abcd"}
    put(catalog, *made.values())
    vectors = PassageVectors(catalog)
    found = [id_ for id_, _ in vectors.nearest(asked("đoạn 3"), 99, report_ids=["d", "a", "nowhere"])]
    assert sorted(found) == sorted(named(made["a"]) + named(made["d"]))
    assert vectors.nearest(asked("đoạn"), 5, report_ids=[]) == []
    assert vectors.count(["a", "b", "nowhere"]) == 8


def test_of_equal_passages_the_lower_id_comes_first_and_copies_can_be_limited(catalog: Catalog) -> None:
    made = [content(f"r{n}", ["Nơi nhận: như trên.", f"Riêng {n}."]) for n in range(20)]
    put(catalog, *made)
    vectors = PassageVectors(catalog)
    copies = sorted(one.passages[0].passage_id for one in made)
    found = [id_ for id_, _ in vectors.nearest(asked("Nơi nhận: như trên."), 8)]
    assert found == copies[:8]
    few = [id_ for id_, _ in vectors.nearest(asked("Nơi nhận: như trên."), 8, copies=2)]
    assert few[:2] == copies[:2]
    assert len(few) == 8
    assert not set(few[2:]) & set(copies)


def test_all_of_a_large_index_are_narrowed_first(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_cache, "_EXACT_UP_TO", 10)
    made = [content(f"r{n}", [f"Đoạn {n}.", "Nơi nhận: như trên."]) for n in range(8)]
    put(catalog, *made)
    near = [text_hash(made[n].passages[0]) for n in (5, 2)] + [text_hash(made[0].passages[1]), "unheld"]
    widths: list[int] = []

    def near_texts(question: NDArray[np.float32], n: int) -> list[str]:
        widths.append(n)
        return near

    vectors = PassageVectors(catalog, near_texts)
    exact = PassageVectors(catalog)
    question = asked("Đoạn 2.")
    found = vectors.nearest(question, 4, copies=2)
    assert found[0] == exact.nearest(question, 1)[0]
    assert {id_ for id_, _ in found[1:]} == {
        made[5].passages[0].passage_id,
        *sorted(one.passages[1].passage_id for one in made)[:2],
    }
    assert widths == [4]
    some = [one.report.report_id for one in made]
    assert vectors.nearest(question, 4, report_ids=some) == exact.nearest(question, 4)
    near.clear()
    assert vectors.nearest(question, 4) == []


def test_a_passage_is_as_close_as_its_closest_sentence(catalog: Catalog) -> None:
    made = content("a", [LONG, "Ngắn."])
    put(catalog, made)
    vectors = PassageVectors(catalog)
    question = asked("Công tác hòa giải ở cơ sở được quan tâm chỉ đạo, ba trăm vụ việc được hòa giải thành.")
    whole = vectors.passage_cosines(question, named(made))
    best = vectors.sentence_cosines(question, [*named(made), "unknown"])
    assert best[0] == pytest.approx(1.0, abs=0.005)
    assert whole[0] < 0.9
    assert best[1] == whole[1]
    assert np.isnan(best[2])


def test_the_sentences_of_a_shared_text_outlive_one_of_its_reports(catalog: Catalog) -> None:
    put(catalog, content("a", [LONG]), content("b", [LONG]))
    vectors = PassageVectors(catalog)
    vectors.warm()
    ids = [passage.passage_id for passage in catalog.passages("b")]
    before = vectors.sentence_cosines(asked(LONG[:65]), ids)
    assert before[0] > 0.95
    remove(catalog, "a")
    vectors.follow(["a"])
    assert vectors.sentence_cosines(asked(LONG[:65]), ids) == before


def test_a_text_never_cut_into_sentences_is_answered_for_by_its_passage(catalog: Catalog) -> None:
    made = content("a", [LONG])
    put(catalog, made)
    with write(catalog.engine) as connection:
        connection.exec_driver_sql("DELETE FROM sentence_vectors")
    vectors = PassageVectors(catalog)
    question = asked("hòa giải")
    assert vectors.sentence_cosines(question, named(made)) == vectors.passage_cosines(question, named(made))


def every_answer(vectors: PassageVectors, ids: Sequence[str]) -> tuple[object, ...]:
    question = asked("hòa giải 3 vụ việc ở cơ sở")
    return (
        vectors.nearest(question, 6),
        vectors.nearest(question, 6, report_ids=["r1", "r2", "r4"]),
        vectors.passage_cosines(question, ids).tobytes(),
        vectors.sentence_cosines(question, ids).tobytes(),
    )


def report(name: str, version: int) -> ReportContent:
    paragraphs = [f"{LONG} Lần {version}.", "Nơi nhận: như trên.", *(f"{name} {n}." for n in range(version))]
    return content(name, paragraphs, sources=[f"{name}.txt"])


CHANGES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), max_size=12)


@settings(max_examples=10, deadline=None)
@given(changes=CHANGES, compact=st.booleans())
def test_followed_changes_and_a_fresh_load_answer_alike_to_the_last_bit(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], compact: bool
) -> None:
    catalog = Catalog(sqlite_url(tmp_path_factory.mktemp("catalog") / "catalog.db"))
    with write(catalog.engine) as connection:
        claim_space(connection, VectorSpace(EMBEDDER.model_id, EMBEDDER.dimension))
    put(catalog, *(report(f"r{n}", 1) for n in range(3)))
    vectors = PassageVectors(catalog)
    vectors.warm()
    with pytest.MonkeyPatch.context() as patched:
        if compact:
            patched.setattr(vector_cache, "_COMPACT_FROM", 1)
        for number, version in changes:
            if version:
                put(catalog, report(f"r{number}", version))
            else:
                remove(catalog, f"r{number}")
            vectors.follow([f"r{number}"])
    ids = [*catalog.passage_ids(), "unknown"]
    assert every_answer(vectors, ids) == every_answer(PassageVectors(catalog), ids)
    assert len(vectors) == len(ids) - 1
    catalog.close()


def test_changes_of_another_process_are_noticed(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    put(catalog, report("r0", 2), report("r1", 1))
    vectors = PassageVectors(catalog)
    vectors.warm()
    monkeypatch.setattr(vectors, "_shared", True)
    monkeypatch.setattr(vector_cache, "_LOOK_EVERY_S", 0.0)
    put(catalog, report("r2", 3), report("r1", 4))
    remove(catalog, "r0")
    ids = catalog.passage_ids()
    assert every_answer(vectors, ids) == every_answer(PassageVectors(catalog), ids)
    assert len(vectors) == len(ids)


def test_what_another_process_did_is_not_lost_when_this_one_changes_something(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors = PassageVectors(catalog)
    vectors.warm()
    monkeypatch.setattr(vectors, "_shared", True)
    put(catalog, report("r0", 1))
    put(catalog, report("r1", 1))
    vectors.follow(["r1"])
    monkeypatch.setattr(vector_cache, "_LOOK_EVERY_S", 0.0)
    assert vectors.count(["r0"]) == 3


def test_what_could_not_be_followed_is_loaded_anew(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = PassageVectors(catalog)
    vectors.warm()
    put(catalog, report("r0", 1))

    def fail(report_ids: Sequence[str], model: str) -> dict[str, list[Embedded]]:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(catalog.vectors, "by_report", fail)
        with pytest.raises(OSError, match="disk"):
            vectors.follow(["r0"])
    assert vectors.count(["r0"]) == 3


def test_another_model_takes_over(catalog: Catalog) -> None:
    put(catalog, content("a", ["Một.", "Hai."]))
    vectors = PassageVectors(catalog)
    vectors.warm()
    other = WordEmbedder("other", dimension=48)
    passages = catalog.passages("a")
    with write(catalog.engine) as connection:
        made = other.embed_passages([passage.indexed_text for passage in passages])
        add_vectors(connection, {p.passage_id: v for p, v in zip(passages, made, strict=True)}, "other")
        add_sentence_vectors(
            connection, {text_hash(passages[0]): quantised(other.embed_passages(["Một."]))}, "other"
        )
        adopt_model(connection, "other")
        claim_space(connection, VectorSpace("other", 48))
        note_embedding(connection)
    vectors.follow([])
    assert vectors.nearest(other.embed_query("Hai."), 1)[0][0] == passages[1].passage_id


def test_readers_are_right_while_reports_come_and_go(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_cache, "_COMPACT_FROM", 8)
    stays = content("stays", [LONG, "Ở lại."])
    put(catalog, stays, *(report(f"r{n}", 1) for n in range(4)))
    vectors = PassageVectors(catalog)
    question = asked(LONG)
    expected = vectors.sentence_cosines(question, named(stays)).tobytes()
    best = stays.passages[0].passage_id
    failures: list[str] = []
    finished = threading.Event()

    def read() -> None:
        while not finished.is_set():
            if vectors.nearest(question, 1)[0] != (best, pytest.approx(1.0, abs=0.001)):
                failures.append("another passage was nearest")
            if vectors.sentence_cosines(question, named(stays)).tobytes() != expected:
                failures.append("the cosines changed")

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(24):
        name = f"r{number % 4}"
        put(catalog, report(name, number % 5))
        vectors.follow([name])
    finished.set()
    for thread in threads:
        thread.join(30)
    assert failures == []


def test_eight_bits_keep_cosines_to_two_thousandths() -> None:
    drawn = np.random.default_rng(0).standard_normal((200, 384)).astype(np.float32)
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    kept = quantised(drawn)
    back = kept.steps * kept.scales[:, None]
    assert np.abs(back @ drawn.T - drawn @ drawn.T).max() < 0.002
    assert len(quantised(np.empty((0, 384), np.float32))) == 0
    assert not quantised(np.zeros((1, 4), np.float32)).steps.any()
