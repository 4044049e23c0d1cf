"""A system that can search and no more: it answers with the best chunk, quoted and cited.

It reads no figures and never says that the reports are silent while anything matches at all; that difference
is what a baseline is there to show.
"""

import time
from collections.abc import Collection
from typing import Protocol

from assistant.answer import Answer, Citation, Status, Understood
from assistant.question import Filters, Question
from eval.baselines.corpus import Chunk, Chunked
from eval.system import SearchHit
from vectorstore.analysis.period_notation import year_of

TOP = 4
"""How many chunks the tutorials retrieve for an answer."""

_NOTHING = "Không tìm thấy đoạn nào trong các báo cáo."


class TextIndex(Protocol):
    """Texts by number, found by words or meaning; `groups` are the report ids the chunks belong to."""

    def search(self, text: str, k: int, groups: Collection[str] | None = None) -> list[tuple[int, float]]:
        """The numbers of the `k` best texts with their scores, best first."""
        ...


class QuotingSystem:
    """Chunks and the index that was made of their texts, in their order."""

    def __init__(self, held: Chunked, index: TextIndex) -> None:
        self._chunks = held.chunks
        self._texts = held.texts
        self._index = index

    def ask(self, question: Question) -> Answer:
        """The best of the chunks retrieved, quoted; `not_found` only when none matches."""
        started = time.perf_counter()
        found = self._found(question.text, TOP, question.filters)
        best = found[0][0] if found else None
        return Answer(
            status=Status.NOT_FOUND if best is None else Status.ANSWERED,
            answer=_NOTHING if best is None else f"“{best.text}” [1].",
            language="vi",
            citations=() if best is None else (_citation(best),),
            understood=Understood(places=(), periods=(), indicators=(), standalone_question=question.text),
            conversation_id=question.conversation_id or "",
            message_id="",
            elapsed_ms=(time.perf_counter() - started) * 1000,
        )

    def search(self, text: str, k: int, filters: Filters) -> list[SearchHit]:
        """The chunks found, best first."""
        return [
            SearchHit(
                source=chunk.source,
                report_id=chunk.report_id,
                start=chunk.start,
                end=chunk.end,
                score=score,
                quote=chunk.text,
            )
            for chunk, score in self._found(text, k, filters)
        ]

    def report_text(self, report_id: str) -> str | None:
        """The text that offsets refer to; None for a report it does not hold."""
        return self._texts.get(report_id)

    def _found(self, text: str, k: int, filters: Filters) -> list[tuple[Chunk, float]]:
        groups = None
        if filters.provinces or filters.years:
            groups = {chunk.report_id for chunk in self._chunks if _passes(chunk, filters)}
        return [(self._chunks[number], score) for number, score in self._index.search(text, k, groups)]


def _passes(chunk: Chunk, filters: Filters) -> bool:
    told = chunk.metadata
    year = None if told.period is None else year_of(told.period)
    return (not filters.provinces or told.province in filters.provinces) and (
        not filters.years or year in filters.years
    )


def _citation(chunk: Chunk) -> Citation:
    told = chunk.metadata
    return Citation(
        number=1,
        report_id=chunk.report_id,
        source=chunk.source,
        title=told.title,
        agency=told.agency,
        province=told.province,
        period=told.period,
        date=None if told.date is None else told.date.isoformat(),
        page=chunk.page,
        heading=None,
        quote=chunk.text,
        start=chunk.start,
        end=chunk.end,
        url=f"/reports/{chunk.report_id}?c={chunk.start}-{chunk.end}#c",
    )
