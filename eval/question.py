"""A question of a suite with what is expected of its answer, as one line of `questions.jsonl` says it.

Reading files is `eval.suite`'s work, comparing with an answer that of `eval.metrics`.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from assistant.answer import Coverage, Frozen, Status
from assistant.question import Filters, Question, Turn

Text = Annotated[str, Field(min_length=1)]


class QuestionKind(StrEnum):
    """What a question tries."""

    LOOKUP = "lookup"
    SEVERAL = "several"
    PARAPHRASE = "paraphrase"
    NO_DIACRITICS = "no_diacritics"
    ENGLISH = "english"
    COMPARE = "compare"
    RANKING = "ranking"
    TREND = "trend"
    SUM = "sum"
    CHANGE = "change"
    MERGED_PROVINCE = "merged_province"
    FOLLOW_UP = "follow_up"
    CONFLICT = "conflict"
    NO_PLACE = "no_place"
    LIST = "list"
    TEXT = "text"
    UNANSWERABLE = "unanswerable"
    OFF_TOPIC = "off_topic"
    INJECTED = "injected"


class ExpectedValue(Frozen):
    """A number in base units; `province` and `period` are compared only when given.

    `tolerance` is the absolute difference that is still right.
    """

    value: int | float
    unit: Text
    province: Text | None = None
    period: Text | None = None
    tolerance: float = Field(default=0, ge=0)


class ExpectedTable(Frozen):
    """Rows that the answer's table must hold, in any order; `columns` only tell the reader what they are."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str | int | float | None, ...], ...] = Field(min_length=1)


class Expected(Frozen):
    """What is right; only what is given is checked.

    `evidence` (the passages that prove the answer, one a line, as the reports print them) and `also` (numbers
    that may stand behind the expected values, because they were asked for too or explain them) go beyond the
    contract's fields.
    """

    status: Status
    values: tuple[ExpectedValue, ...] = ()
    also: tuple[int | float, ...] = ()
    items: tuple[Text, ...] = ()
    table: ExpectedTable | None = None
    coverage: Coverage | None = None
    phrases: tuple[Text, ...] = ()
    sources: tuple[Text, ...] = ()
    relevant: Mapping[str, int] = Field(default_factory=dict)
    evidence: Text | None = None

    @model_validator(mode="after")
    def _only_an_answer_has_contents(self) -> "Expected":
        if self.status is not Status.ANSWERED and (self.values or self.items or self.table):
            raise ValueError(f"values, items or a table cannot be expected with status {self.status.value!r}")
        return self


class SuiteTurn(Frozen):
    """One earlier message."""

    role: Literal["user", "assistant"]
    content: str


class SuiteFilters(Frozen):
    """Only reports of these provinces and years."""

    provinces: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


class SuiteQuestion(Frozen):
    """One line of `questions.jsonl`; `note` is for people and goes beyond the contract's fields."""

    id: Text
    question: Text
    history: tuple[SuiteTurn, ...] = ()
    filters: SuiteFilters = SuiteFilters()
    kind: QuestionKind
    expected: Expected
    note: str | None = None

    def asked(self) -> Question:
        """The question as a system takes it."""
        return Question(
            text=self.question,
            history=tuple(Turn(role=turn.role, content=turn.content) for turn in self.history),
            filters=Filters(provinces=self.filters.provinces, years=self.filters.years),
        )
