"""No text is embedded twice: neither a passage nor a sentence that other passages have, too."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.support.contents import content
from tests.support.word_embedder import WordEmbedder
from vectorstore.catalog import Catalog
from vectorstore.catalog.engine import sqlite_url
from vectorstore.catalog.rows import text_hash
from vectorstore.reading import SentenceMemory, embed, embed_new

FIRST = "Sở Tư pháp đã thẩm định bốn mươi hai văn bản quy phạm pháp luật."
SECOND = "Công tác hòa giải ở cơ sở được quan tâm chỉ đạo, đạt kết quả tốt."
THIRD = "Công tác chứng thực được thực hiện đúng quy định của pháp luật."


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    catalog = Catalog(sqlite_url(tmp_path / "catalog.db"))
    yield catalog
    catalog.close()


def test_a_sentence_of_several_passages_is_embedded_once(catalog: Catalog) -> None:
    embedder, memory = WordEmbedder(), SentenceMemory()
    made = content("a", [f"{FIRST} {SECOND}", f"{SECOND} {THIRD}"]).passages
    embed_new(made, embedder, catalog, memory)
    assert sorted(embedder.embedded) == sorted([made[0].text, made[1].text, FIRST, SECOND, THIRD])
    later = content("b", [f"{THIRD} {FIRST}"]).passages
    found = embed_new(later, embedder, catalog, memory)
    assert embedder.embedded[5:] == [later[0].text]
    fresh = embed(later, WordEmbedder())
    text = text_hash(later[0])
    assert np.array_equal(found.sentences[text].steps, fresh.sentences[text].steps)
    assert np.array_equal(found.sentences[text].scales, fresh.sentences[text].scales)
    assert len(found.sentences[text]) == 2


def test_a_passage_of_one_sentence_has_none_of_its_own(catalog: Catalog) -> None:
    made = content("a", [FIRST]).passages
    embedder = WordEmbedder()
    found = embed_new(made, embedder, catalog, SentenceMemory())
    assert [len(vectors) for vectors in found.sentences.values()] == [0]
    assert embedder.embedded == [FIRST]


def test_nothing_is_asked_of_the_embedder_for_nothing(catalog: Catalog) -> None:
    embedder = WordEmbedder()
    assert embed([], embedder).passages == {}
    assert embedder.embedded == []


def test_the_memory_keeps_what_was_asked_for_last() -> None:
    memory = SentenceMemory(size=2)
    vectors = embed(content("a", [f"{FIRST} {SECOND}"]).passages, WordEmbedder()).sentences
    (one,) = vectors.values()
    for name in ("a", "b"):
        memory.add(name, one)
    assert memory.get("a") is one
    memory.add("c", one)
    assert memory.get("b") is None
    assert memory.get("a") is one
