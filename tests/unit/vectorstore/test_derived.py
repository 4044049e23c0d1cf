"""A graph that lost a few texts is mended; one in pieces is left to be written afresh, and that is said."""

import logging
from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from vectorstore.catalog import Catalog
from vectorstore.dense import DenseEntries, DenseIndex
from vectorstore.derived import DerivedStores
from vectorstore.lexical import LexicalIndex
from vectorstore.space import VectorSpace

SPACE = VectorSpace("toy", 2)
TEXTS = [f"{number:05}" for number in range(4_000)]


class Forgetful:
    """Chroma that does not find some of what it holds until that is put in again."""

    def __init__(self, lost: Sequence[str]) -> None:
        self.found = set(TEXTS) - set(lost)
        self.put_in: list[str] = []

    def hashes(self, dimension: int, expected: int) -> set[str]:
        return set(self.found)

    def delete(self, hashes: Sequence[str]) -> None:
        self.found -= set(hashes)

    def add(self, entries: DenseEntries) -> None:
        self.put_in += entries.hashes
        self.found |= set(entries.hashes)


def stores(dense: Forgetful) -> DerivedStores:
    vectors = SimpleNamespace(
        embedded_texts=lambda model: set(TEXTS),
        by_text_hash=lambda hashes, model: {text: np.ones(2, np.float32) for text in hashes},
    )
    catalog = SimpleNamespace(vectors=vectors)
    return DerivedStores(
        cast(Catalog, catalog), cast(DenseIndex, dense), cast(LexicalIndex, SimpleNamespace())
    )


def test_a_few_lost_texts_are_put_in_again() -> None:
    dense = Forgetful(TEXTS[:30])
    assert stores(dense).mend_dense(SPACE)
    assert sorted(dense.put_in) == TEXTS[:30]


def test_a_graph_in_pieces_is_not_mended_one_by_one(caplog: pytest.LogCaptureFixture) -> None:
    dense = Forgetful(TEXTS[:1_000])
    with caplog.at_level(logging.WARNING):
        assert not stores(dense).mend_dense(SPACE)
    assert dense.put_in == []
    assert "3000 of 4000" in caplog.text
    assert "tuphap index rebuild" in caplog.text
