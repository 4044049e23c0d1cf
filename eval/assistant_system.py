"""An assistant in this process as a system to be measured; making its index is its callers' work."""

from assistant.answer import Answer
from assistant.chain import Assistant
from assistant.question import Filters, Question
from eval.system import SearchHit
from vectorstore.catalog import Catalog
from vectorstore.retriever import HybridRetriever


class AssistantSystem:
    """An assistant and a retriever as a system; `catalog` is the one whose reports they know."""

    def __init__(self, assistant: Assistant, retriever: HybridRetriever, catalog: Catalog) -> None:
        self._assistant = assistant
        self._retriever = retriever
        self._catalog = catalog

    def ask(self, question: Question) -> Answer:
        """The assistant's answer."""
        return self._assistant.ask(question)

    def search(self, text: str, k: int, filters: Filters) -> list[SearchHit]:
        """The retriever's passages."""
        hits = self._retriever.search(text, k=k, provinces=filters.provinces, years=filters.years)
        return [
            SearchHit(
                source=hit.report.source,
                report_id=hit.report.report_id,
                start=hit.passage.start,
                end=hit.passage.end,
                score=hit.score,
                quote=hit.passage.text,
            )
            for hit in hits
        ]

    def report_text(self, report_id: str) -> str | None:
        """The text that quotes are of."""
        return self._catalog.text(report_id).text
