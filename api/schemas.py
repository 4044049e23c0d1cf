"""The JSON of the doors: requests, search hits, reports, figures, jobs, errors.

The Answer and its citations are not here: they have one schema, `assistant.answer`. Field names are the
contract's. Limits on what a caller may send stand here too, so that every door refuses the same.
"""

import datetime as dt
import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from api.filters import read_filters
from assistant.answer import Citation
from assistant.question import Filters, Question, Turn
from vectorstore.schema import AgencyLevel, FigureKind, Versions

MAX_QUESTION = 2_000
MAX_TURN = 20_000
MAX_HISTORY = 50
MAX_FILTERS = 100
MAX_K = 100
MAX_PAGE = 1_000
MAX_NOTE = 500


def _some_text(value: str) -> str:
    if not (text := unicodedata.normalize("NFC", value).strip()):
        raise ValueError("không được để trống · must not be empty")
    return text


QuestionText = Annotated[str, Field(min_length=1, max_length=MAX_QUESTION), AfterValidator(_some_text)]
Note = Annotated[str, Field(min_length=1, max_length=MAX_NOTE), AfterValidator(_some_text)]
Identifier = Annotated[str, Field(min_length=1, max_length=200)]


class Message(BaseModel):
    """A value of the doors: no field beyond those named."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class HistoryTurn(Message):
    """One earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: Annotated[str, Field(max_length=MAX_TURN)]


class RequestFilters(Message):
    """Provinces in any spelling, and years."""

    provinces: Annotated[tuple[str, ...], Field(max_length=MAX_FILTERS)] = ()
    years: Annotated[tuple[int, ...], Field(max_length=MAX_FILTERS)] = ()

    def read(self) -> Filters:
        """The same in canonical names. Raises UnknownProvinceError or YearOutOfRangeError."""
        return read_filters(self.provinces, self.years)


class ChatRequest(Message):
    """A question with its conversation: `POST /api/chat` and a line of a batch."""

    question: QuestionText
    conversation_id: Identifier | None = None
    history: Annotated[tuple[HistoryTurn, ...], Field(max_length=MAX_HISTORY)] = ()
    filters: RequestFilters = RequestFilters()

    def to_question(self) -> Question:
        """The question as the assistant takes it. Raises UnknownProvinceError or YearOutOfRangeError."""
        return Question(
            text=self.question,
            history=tuple(Turn(turn.role, turn.content) for turn in self.history),
            filters=self.filters.read(),
            conversation_id=self.conversation_id,
        )


class SearchHit(Message):
    """A passage found; `quote` is the passage, `highlights` are character ranges inside it."""

    source: str
    report_id: str
    title: str
    province: str | None
    period: str | None
    score: float
    page: int | None
    heading: str | None
    quote: str
    start: int
    end: int
    highlights: tuple[tuple[int, int], ...]
    url: str


class SearchResult(Message):
    """The hits of a search, best first."""

    hits: tuple[SearchHit, ...]
    elapsed_ms: float


class ReportItem(Message):
    """A report held, and what it says of itself."""

    report_id: str
    source: str
    sources: tuple[str, ...]
    title: str
    agency: str | None
    level: AgencyLevel | None
    province: str | None
    locality: str | None
    period: str | None
    number: str | None
    date: dt.date | None
    language: str
    format: str
    pages: int | None
    ingested_at: dt.datetime | None
    url: str


class ReportDetail(ReportItem):
    """A report with how much was read out of it, and by which rules and model."""

    characters: int
    passages: int
    figures: int
    versions: Versions


class ReportPage(Message):
    """A page of the reports held, by province, period and source."""

    reports: tuple[ReportItem, ...]
    total: int
    limit: int
    offset: int


class MarkRequest(Message):
    """Why a figure is wrong, in a few words."""

    note: Note


class FigureMark(Message):
    """A figure was marked wrong: no answer uses it."""

    noted_at: dt.datetime
    note: str


class FigureItem(Message):
    """A figure read out of a report, with the citation that proves it.

    `rivals` are other indicators its words fit as well; `value_start` and `value_end` the number's own place
    in the report's text, inside the citation's.
    """

    figure_id: str
    indicator: str | None
    phrase: str
    rivals: tuple[str, ...]
    value: int | float
    value_to: int | float | None
    unit: str
    qualifier: str | None
    kind: FigureKind
    part: str | None
    province: str | None
    locality: str | None
    period: str | None
    value_start: int
    value_end: int
    citation: Citation
    mark: FigureMark | None


class FigurePage(Message):
    """A page of figures, by indicator, province, period and report."""

    figures: tuple[FigureItem, ...]
    total: int
    limit: int
    offset: int


class FailedFile(Message):
    """A file that was refused, and why."""

    path: str
    error: str


class IngestSummary(Message):
    """What an ingest did: the JSON of `tuphap ingest`, and two lists for human eyes.

    `skipped` are files of no kind that is read, `notices` what a reader should know.
    """

    added: int
    updated: int
    unchanged: int
    duplicate: int
    removed: int
    failed: tuple[FailedFile, ...]
    passages: int
    figures: int
    elapsed_s: float
    skipped: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


class IndexSummary(Message):
    """How much is held, and where; `model` is None while nothing is held, `bytes_on_disk` in bytes."""

    path: str
    reports: int
    passages: int
    figures: int
    provinces: tuple[str, ...]
    model: str | None
    bytes_on_disk: int


class DriftItem(Message):
    """How a derived store differs from the catalog: BM25 in passage ids, Chroma in hashes of texts."""

    missing: tuple[str, ...]
    surplus: tuple[str, ...]
    unreadable: str | None


class OutdatedItem(Message):
    """Reports that older rules have read, and the command that reads them again."""

    reports: int
    command: str


class IndexCheck(Message):
    """Whether the derived stores hold what the catalog holds; `clean` says so in one word.

    `without_vector` and `without_sentences` are ids of passages that lack their own vector or those of their
    sentences; `surplus_sentences` are hashes of texts that are gone while their sentence vectors are not.
    `outdated` lists what older rules have read: nothing is lost, but a step should be redone.
    """

    clean: bool
    reports: int
    passages: int
    figures: int
    without_vector: tuple[str, ...]
    without_sentences: tuple[str, ...]
    surplus_sentences: tuple[str, ...]
    pending: int
    dense: DriftItem
    lexical: DriftItem
    outdated: tuple[OutdatedItem, ...] = ()


RebuildStep = Literal["indexes", "passages", "figures", "embeddings"]


class RebuildSummary(Message):
    """What a rebuild left in place."""

    step: RebuildStep
    reports: int
    passages: int
    figures: int
    elapsed_s: float


class ErrorContent(Message):
    """What went wrong: a code for programs, a message in the caller's language."""

    code: str
    message: str
    details: tuple[dict[str, str], ...] | None = None


class ErrorBody(Message):
    """Every error of the HTTP doors."""

    error: ErrorContent


class ProgressItem(Message):
    """How far a job is; `total` is 0 while it is not known."""

    done: int
    total: int
    message: str = ""


JobStatus = Literal["queued", "running", "done", "failed"]


class JobState(Message):
    """A job's progress and, at its end, its result or the reason it failed."""

    job_id: str
    kind: str
    status: JobStatus
    progress: ProgressItem | None = None
    result: IngestSummary | RebuildSummary | None = None
    error: ErrorContent | None = None


class JobAccepted(Message):
    """A job was queued: ask `GET /api/jobs/{job_id}`."""

    job_id: str


class OwnerQuestion(Message):
    """A question of a command on this machine, with the home province of its own settings."""

    chat: ChatRequest
    home_province: str | None = None


class OwnerIngest(Message):
    """An ingest of a command on this machine: absolute paths."""

    paths: Annotated[tuple[str, ...], Field(min_length=1)]
    prune: bool = False


class OwnerRebuild(Message):
    """A rebuild of a command on this machine."""

    step: RebuildStep = "indexes"


class OwnerGreeting(Message):
    """Says who answers: a command compares it with the owner file."""

    pid: int
