"""LangChain's own tests of a retriever, on ours."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_tests.integration_tests import RetrieversIntegrationTests

from tests.support.contents import content
from tests.support.word_embedder import WordEmbedder
from vectorstore.index import Index
from vectorstore.retriever import HybridRetriever

pytest.mark.asyncio(RetrieversIntegrationTests.test_ainvoke_returns_documents)


class TestHybridRetriever(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def _index(self, tmp_path: Path) -> Iterator[None]:
        with Index.open(tmp_path, embedder=WordEmbedder(), create=True) as index:
            index.put(content("a", [f"Đã thẩm định {n} văn bản." for n in range(5)]))
            self.index = index
            yield

    @property
    def retriever_constructor(self) -> type[HybridRetriever]:
        return HybridRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"index": self.index}

    @property
    def retriever_query_example(self) -> str:
        return "bao nhiêu văn bản được thẩm định"
