"""The chain from a question to a verified answer, readable from top to bottom.

Without a language model: figures answer numeric questions, the reports' own sentences the others. What each
step does stands in its module; this one only says in which order.
"""

import re
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.answer import Answer, Status, Understood
from assistant.citations import Citations
from assistant.compose import Workbench, compose
from assistant.dialogue import Conversations, standalone
from assistant.draft import Draft
from assistant.lookup import FigureFinder
from assistant.passages import answer_from_passages
from assistant.question import Question
from assistant.slots import Slots, slots_of
from assistant.sources import Sources
from assistant.verify import verify
from assistant.wording.absence import no_passage
from vectorstore.analysis.quantities import find_quantities
from vectorstore.analysis.query import QuestionReading
from vectorstore.analysis.tasks import TaskKind
from vectorstore.catalog import Catalog
from vectorstore.retriever import HybridRetriever

_MARK = re.compile(r"\[(\d+)\]")
_LISTED = 3
"""So many indicators one after the other are a list of figures wanted, however it is asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on its way: read, given its places and periods, drafted."""

    question: Question
    conversation_id: str
    started: float
    reading: QuestionReading
    slots: Slots
    sources: Sources
    citations: Citations
    draft: Draft | None = None


class Assistant:
    """Answers questions from the reports of one catalog."""

    def __init__(
        self,
        catalog: Catalog,
        retriever: HybridRetriever,
        *,
        home_province: str | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._catalog = catalog
        self._retriever = retriever
        self._home_province = home_province
        self._today = today
        self._conversations = Conversations()
        self.chain: Runnable[Question, Answer] = (
            RunnableLambda(self._understand)
            | RunnableLambda(self._draft)
            | RunnableLambda(self._verify)
            | RunnableLambda(self._answer)
        )

    def ask(self, question: Question) -> Answer:
        """The answer to a question; `not_found` where the reports do not say."""
        return self.chain.invoke(question)

    def _understand(self, question: Question) -> Asked:
        started = time.perf_counter()
        conversation_id = question.conversation_id or uuid.uuid4().hex
        reading = standalone(question, self._conversations.last(conversation_id), self._today())
        self._conversations.remember(conversation_id, reading.text)
        slots = slots_of(
            reading,
            provinces=question.filters.provinces,
            years=question.filters.years,
            home_province=self._home_province,
            held=self._catalog.provinces(),
        )
        sources = Sources(self._catalog)
        return Asked(question, conversation_id, started, reading, slots, sources, Citations(sources))

    def _draft(self, asked: Asked) -> Asked:
        reading, slots, sources = asked.reading, asked.slots, asked.sources
        if reading.of_service:  # whom to call, what to bring: reports do not tell
            refusal = Draft(status=Status.NOT_FOUND, sentences=(no_passage(reading.language),))
            return replace(asked, draft=refusal)
        wants_figures = reading.numeric or reading.task.kind is not TaskKind.LOOKUP or _lists_figures(reading)
        if wants_figures:
            finder = FigureFinder(self._catalog, sources, reading)
            draft = compose(Workbench(reading, slots, finder, sources, asked.citations))
        if not wants_figures or (draft.status is Status.NOT_FOUND and not reading.numeric):
            quoted = answer_from_passages(self._retriever, reading, slots, asked.citations)
            draft = _without_stray_numbers(quoted, reading) if wants_figures else quoted
        return replace(asked, draft=draft)

    def _verify(self, asked: Asked) -> Asked:
        if asked.draft is None:
            raise RuntimeError("a question reached verification without a draft")
        refusal = no_passage(asked.reading.language)
        citations = asked.citations
        checked = verify(asked.draft, citations.all(), asked.reading.language, refusal, citations.stated())
        return replace(asked, draft=checked)

    def _answer(self, asked: Asked) -> Answer:
        if asked.draft is None:
            raise RuntimeError("a question reached its answer without a draft")
        draft, reading = asked.draft, asked.reading
        text = "\n".join((*draft.sentences, *draft.remarks))
        used = _used(text, draft)
        return Answer(
            status=draft.status,
            answer=text,
            language=reading.language,
            values=draft.values,
            table=draft.table,
            chart=draft.chart,
            coverage=draft.coverage,
            citations=tuple(c for c in asked.citations.all() if c.number in used),
            understood=Understood(
                places=_places(asked.slots),
                periods=asked.slots.periods,
                indicators=tuple(m.indicator for m in reading.indicators),
                standalone_question=reading.text,
            ),
            choices=draft.choices,
            notices=draft.notices,
            conversation_id=asked.conversation_id,
            message_id=uuid.uuid4().hex,
            elapsed_ms=round((time.perf_counter() - asked.started) * 1000, 1),
        )


def _lists_figures(reading: QuestionReading) -> bool:
    """Whether several indicators of one place and period are listed: of each a report tells a number."""
    one_time = len(reading.periods) == len(reading.places) == 1
    return one_time and len(reading.indicators) >= _LISTED and not reading.terms


def _without_stray_numbers(draft: Draft, reading: QuestionReading) -> Draft:
    """A draft of quotes for a question that wants figures put together, if it states none itself.

    One report's number is no ranking, sum or trend; what is asked in words (`khó khăn lớn nhất`) has words.
    """
    if any(find_quantities(_MARK.sub("", sentence)) for sentence in draft.sentences):
        return Draft(status=Status.NOT_FOUND, sentences=(no_passage(reading.language),))
    return draft


def _places(slots: Slots) -> tuple[str, ...]:
    return (slots.region,) if slots.region else slots.provinces


def _used(text: str, draft: Draft) -> set[int]:
    """The numbers of the citations that something in an answer rests on."""
    used = {int(number) for number in _MARK.findall(text)}
    used.update(number for value in draft.values for number in value.citations)
    if draft.table is not None:
        used.update(number for row in draft.table.row_citations for number in row)
    return used
