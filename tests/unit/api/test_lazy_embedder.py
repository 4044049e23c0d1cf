"""The model is loaded once, and only by who needs vectors."""

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from api.lazy_embedder import LazyEmbedder
from tests.support.toy_embedder import ToyEmbedder


class Loads:
    """Counts how often the model is loaded."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> ToyEmbedder:
        time.sleep(0.02)
        self.count += 1
        return ToyEmbedder()


def test_comparing_ids_loads_nothing() -> None:
    loads = Loads()
    assert LazyEmbedder(loads, "known").model_id == "known"
    assert loads.count == 0
    assert LazyEmbedder(loads).model_id == ToyEmbedder().model_id
    assert loads.count == 1


def test_many_threads_load_once_and_get_the_models_own_vectors() -> None:
    loads = Loads()
    embedder = LazyEmbedder(loads, "known")
    with ThreadPoolExecutor(8) as pool:
        vectors = list(pool.map(embedder.embed_query, ["a"] * 8))
    assert loads.count == 1
    np.testing.assert_array_equal(vectors[0], ToyEmbedder().embed_query("a"))
    assert embedder.embed_passages(["a", "b"]).shape == (2, embedder.dimension)


def test_a_load_that_failed_is_tried_again() -> None:
    answers = [OSError("no model"), ToyEmbedder()]

    def load() -> ToyEmbedder:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    embedder = LazyEmbedder(load)
    with pytest.raises(OSError, match="no model"):
        embedder.embed_query("a")
    assert embedder.embed_query("a").shape == (embedder.dimension,)
