"""A system that says what a test told it to, and short ways to make answers and suite questions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from assistant.answer import Answer, Citation, Coverage, Status, Table, Understood, Value, ValueKind
from assistant.question import Filters, Question
from eval.question import SuiteQuestion
from eval.system import SearchHit, System


def make_citation(quote: str, *, number: int = 1, source: str = "a.txt", start: int = 0) -> Citation:
    return Citation(
        number=number,
        report_id=source,
        source=source,
        title=source,
        agency=None,
        province=None,
        period=None,
        date=None,
        page=None,
        heading=None,
        quote=quote,
        start=start,
        end=start + len(quote),
        url=f"/reports/{source}",
    )


def make_value(
    value: float,
    unit: str = "văn bản",
    *,
    province: str | None = None,
    period: str | None = None,
    citations: tuple[int, ...] = (1,),
    **more: object,
) -> Value:
    content = {"indicator": None, "kind": ValueKind.ACHIEVED, "province": province, "period": period, **more}
    return Value.model_validate({"value": value, "unit": unit, "citations": citations, **content})


def make_answer(
    text: str = "",
    *,
    status: Status = Status.ANSWERED,
    values: Sequence[Value] = (),
    citations: Sequence[Citation] = (),
    table: Table | None = None,
    coverage: Coverage | None = None,
) -> Answer:
    return Answer(
        status=status,
        answer=text,
        language="vi",
        values=tuple(values),
        citations=tuple(citations),
        table=table,
        coverage=coverage,
        understood=Understood(places=(), periods=(), indicators=(), standalone_question=""),
        conversation_id="c",
        message_id="m",
        elapsed_ms=1.0,
    )


NOT_FOUND = make_answer("Các báo cáo không nêu.", status=Status.NOT_FOUND)


def make_question(
    identifier: str, kind: str, expected: Mapping[str, object], **more: object
) -> SuiteQuestion:
    line = {"id": identifier, "question": f"câu {identifier}", "kind": kind, "expected": expected, **more}
    return SuiteQuestion.model_validate(line)


def perfect_answer(question: SuiteQuestion) -> Answer:
    """The answer that a question's expectations describe."""
    expected = question.expected
    if expected.status is not Status.ANSWERED:
        return make_answer("Các báo cáo không nêu.", status=expected.status)
    printed = [f"{value.value} {value.unit}".replace(".", ",") for value in expected.values]
    quote = expected.evidence or f"Đã có {', '.join(printed)}."
    values = [
        make_value(value.value, value.unit, province=value.province, period=value.period)
        for value in expected.values
    ]
    rows = expected.table.rows if expected.table else tuple((item,) for item in expected.items)
    return make_answer(
        f"{' '.join(expected.phrases)} {quote} [1].",
        values=values,
        citations=[make_citation(quote, source=expected.sources[0] if expected.sources else "a.txt")],
        table=Table(columns=("x",), rows=rows, row_citations=((1,),) * len(rows)) if rows else None,
        coverage=expected.coverage,
    )


@dataclass
class ScriptedSystem:
    """Answers by the question's text; an exception in the script is raised. Keeps what it was asked."""

    answers: Mapping[str, Answer | Exception] = field(default_factory=dict)
    default: Answer = NOT_FOUND
    found: Sequence[str] = ()
    asked: list[Question] = field(default_factory=list)
    searched: list[tuple[str, int, Filters]] = field(default_factory=list)

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        answer = self.answers.get(question.text, self.default)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def search(self, text: str, k: int, filters: Filters) -> list[SearchHit]:
        self.searched.append((text, k, filters))
        return [
            SearchHit(source=source, report_id=source, start=0, end=1, score=-float(rank), quote="x")
            for rank, source in enumerate(self.found[:k])
        ]


def factory_of(system: System) -> Callable[[Path], AbstractContextManager[System]]:
    @contextmanager
    def open_system(corpus: Path) -> Iterator[System]:
        assert corpus.is_dir()
        yield system

    return open_system
