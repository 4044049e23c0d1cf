"""A warmed search has read its word lists, those of English questions too."""

from pathlib import Path

import pytest

from tests.support.contents import content
from tests.support.word_embedder import WordEmbedder
from vectorstore import retriever as retriever_module
from vectorstore.analysis.text import detect_language
from vectorstore.index import Index
from vectorstore.retriever import HybridRetriever


def test_warming_reads_questions_of_either_language_and_without_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    with Index.open(tmp_path, embedder=WordEmbedder(), create=True) as index:
        index.put(content("one", ["Đã hòa giải thành 12 vụ việc."]))
        monkeypatch.setattr(retriever_module, "read_question", read.append)
        HybridRetriever(index=index).warm()
    assert {detect_language(text) for text in read} == {"vi", "en"}
    assert any(text.isascii() and detect_language(text) == "vi" for text in read)
