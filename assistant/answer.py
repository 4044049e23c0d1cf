"""The Answer: one schema for the command line, HTTP, streams, batches and the evaluation.

Only the shape stands here. What goes into it is `compose`'s work, whether it may be shown `verify`'s.
"""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from vectorstore.schema import FigureKind

Language = Literal["vi", "en"]
Operation = Literal["sum", "difference", "ratio", "mean"]


class Frozen(BaseModel):
    """A value of the contract: no field beyond those named, none changed after it is made."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Status(StrEnum):
    """What became of the question."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    CLARIFY = "clarify"


class ValueKind(StrEnum):
    """A figure's kind, or `computed` for what the program worked out from figures."""

    ACHIEVED = FigureKind.ACHIEVED.value
    PREVIOUS = FigureKind.PREVIOUS.value
    TARGET = FigureKind.TARGET.value
    CHANGE = FigureKind.CHANGE.value
    SHARE = FigureKind.SHARE.value
    PART = FigureKind.PART.value
    COMPUTED = "computed"


class Value(Frozen):
    """A number the question asked for, in base units, with the citations that prove it."""

    value: int | float
    value_to: int | float | None = None
    unit: str
    qualifier: str | None = None
    indicator: str | None
    kind: ValueKind
    province: str | None
    period: str | None
    citations: tuple[int, ...]
    operation: Operation | None = None


class CellReference(Frozen):
    """The labels of the table cell a figure stands in."""

    row: str
    column: str


class Citation(Frozen):
    """A place in a report: `quote` is the report's text from `start` to `end`, verbatim."""

    number: int = Field(ge=1)
    report_id: str
    source: str
    title: str
    agency: str | None
    province: str | None
    period: str | None
    date: str | None
    page: int | None
    heading: str | None
    quote: str
    start: int
    end: int
    cell: CellReference | None = None
    url: str


class Table(Frozen):
    """Several figures side by side; `row_citations` has a list of citation numbers for each row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]
    row_citations: tuple[tuple[int, ...], ...]


class Series(Frozen):
    """One line or set of bars of a chart; a gap is None."""

    name: str
    values: tuple[int | float | None, ...]


class Chart(Frozen):
    """Figures a person would rather look at."""

    kind: Literal["line", "bar"]
    x: tuple[str, ...]
    series: tuple[Series, ...]


class Coverage(Frozen):
    """Which of the places or periods asked about have the figure, and which have not."""

    with_data: tuple[str, ...]
    without_data: tuple[str, ...]


class Understood(Frozen):
    """How the question was read: canonical places, periods and indicator ids."""

    places: tuple[str, ...]
    periods: tuple[str, ...]
    indicators: tuple[str, ...]
    standalone_question: str


class Answer(Frozen):
    """What the reports say to a question, or that they do not say it."""

    status: Status
    answer: str
    language: Language
    values: tuple[Value, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    coverage: Coverage | None = None
    citations: tuple[Citation, ...] = ()
    understood: Understood
    choices: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    conversation_id: str
    message_id: str
    elapsed_ms: float
