"""The work of the commands done by the server that owns the data dir, over loopback.

Implements `api.operations.Operations`. No proxy is ever used, whatever the environment says: the address is
this machine's. Errors the server tells come back as the errors of the rooms.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ValidationError

from api.operations import FigureNotMarkedError, ProgressSink
from api.owner import Owner
from api.schemas import (
    ChatRequest,
    ErrorBody,
    FigureMark,
    FigurePage,
    HistoryTurn,
    IndexCheck,
    IndexSummary,
    IngestSummary,
    JobAccepted,
    JobState,
    MarkRequest,
    OwnerGreeting,
    OwnerIngest,
    OwnerQuestion,
    OwnerRebuild,
    RebuildStep,
    RebuildSummary,
    ReportDetail,
    ReportPage,
    RequestFilters,
    SearchResult,
)
from assistant.answer import Answer
from assistant.question import Filters, Question
from vectorstore.errors import UnknownFigureError, UnknownReportError
from vectorstore.schema import FigureKind

_ANSWER_S = 600.0  # a question may wait for the model to load; a check reads every vector
_HELLO_S = 30.0  # a server that has just started listens before its index is open
_FIRST_POLL_S, _SLOWEST_POLL_S = 0.02, 0.5

_MISSING: Mapping[str, Callable[[str], Exception]] = {
    "report_not_found": UnknownReportError,
    "figure_not_found": UnknownFigureError,
    "mark_not_found": FigureNotMarkedError,
}

_Reply = TypeVar("_Reply", bound=BaseModel)
_Parameters = Mapping[str, str | int | Sequence[str | int]]


class ServerSilentError(Exception):
    """The server of the owner file does not answer, or is another one."""


class ServerRefusedError(Exception):
    """The server refused or failed at the work; the message is its own."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class RemoteApplication:
    """The operations, sent to the server `owner`.

    Raises ServerSilentError on construction when it is not there.
    """

    def __init__(self, owner: Owner, *, home_province: str | None) -> None:
        if owner.url is None or owner.token is None:
            raise ServerSilentError(owner.what)
        self._home_province = home_province
        self._http = httpx.Client(
            base_url=owner.url,
            headers={"X-Tuphap-Token": owner.token, "Accept-Language": "vi"},
            timeout=httpx.Timeout(_ANSWER_S, connect=_HELLO_S),
            trust_env=False,
        )
        try:
            response = self._http.get("/owner/hello", timeout=_HELLO_S)
            greeting = OwnerGreeting.model_validate_json(response.content) if response.is_success else None
        except (httpx.HTTPError, ValidationError):
            greeting = None
        if greeting is None or greeting.pid != owner.pid:
            self._http.close()
            raise ServerSilentError(owner.what)

    def ask(self, question: Question) -> Answer:
        """The answer to a question."""
        chat = ChatRequest(
            question=question.text,
            conversation_id=question.conversation_id,
            history=tuple(HistoryTurn(role=turn.role, content=turn.content) for turn in question.history),
            filters=RequestFilters(provinces=question.filters.provinces, years=question.filters.years),
        )
        body = OwnerQuestion(chat=chat, home_province=self._home_province)
        return self._post("/owner/ask", body, Answer)

    def search(self, text: str, *, k: int, filters: Filters) -> SearchResult:
        """At most `k` passages, best first."""
        return self._get("/api/search", {"q": text, "k": k, **_parameters(filters)}, SearchResult)

    def ingest(self, paths: Sequence[Path], *, prune: bool, progress: ProgressSink) -> IngestSummary:
        """Take in files and folders, given as absolute paths."""
        body = OwnerIngest(paths=tuple(map(str, paths)), prune=prune)
        return self._finished("/owner/ingest", body, progress, IngestSummary)

    def reports(self, filters: Filters, *, limit: int, offset: int) -> ReportPage:
        """A page of the reports held."""
        page = {"limit": limit, "offset": offset, **_parameters(filters)}
        return self._get("/api/reports", page, ReportPage)

    def report(self, report_id: str) -> ReportDetail:
        """One report. Raises UnknownReportError."""
        with _known(report_id):
            return self._get(f"/api/reports/{quote(report_id, safe='')}", {}, ReportDetail)

    def delete_report(self, report_id: str) -> None:
        """Erase a report. Raises UnknownReportError."""
        with _known(report_id):
            self._send("DELETE", f"/api/reports/{quote(report_id, safe='')}")

    def figures(
        self,
        *,
        indicators: Sequence[str] = (),
        provinces: Sequence[str] = (),
        periods: Sequence[str] = (),
        kinds: Sequence[FigureKind] = (),
        ambiguous: bool | None = None,
        marked: bool | None = None,
        limit: int,
        offset: int,
    ) -> FigurePage:
        """A page of the figures read out of the reports, each with its citation."""
        keys: dict[str, str | int | Sequence[str | int]] = {
            "indicator": indicators,
            "province": provinces,
            "period": periods,
            "kind": [kind.value for kind in kinds],
            "limit": limit,
            "offset": offset,
        }
        for name, wanted in (("ambiguous", ambiguous), ("marked", marked)):
            if wanted is not None:
                keys[name] = str(wanted).lower()
        return self._get("/api/figures", keys, FigurePage)

    def mark_figure(self, figure_id: str, *, note: str) -> FigureMark:
        """Mark a figure wrong. Raises UnknownFigureError."""
        with _known(figure_id):
            return self._post(_mark_path(figure_id), MarkRequest(note=note), FigureMark)

    def unmark_figure(self, figure_id: str) -> None:
        """Take a mark back. Raises UnknownFigureError or FigureNotMarkedError."""
        with _known(figure_id):
            self._send("DELETE", _mark_path(figure_id))

    def stats(self) -> IndexSummary:
        """How much is held."""
        return self._get("/owner/index", {}, IndexSummary)

    def verify(self) -> IndexCheck:
        """Whether the derived stores agree with the catalog."""
        return IndexCheck.model_validate_json(self._send("POST", "/owner/index/verify").content)

    def rebuild(self, step: RebuildStep, progress: ProgressSink) -> RebuildSummary:
        """Redo a step from what the catalog keeps."""
        return self._finished("/owner/index/rebuild", OwnerRebuild(step=step), progress, RebuildSummary)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _finished(self, path: str, body: BaseModel, progress: ProgressSink, kind: type[_Reply]) -> _Reply:
        """Start a job, tell its progress and wait for its result."""
        job_id = self._post(path, body, JobAccepted).job_id
        pause = _FIRST_POLL_S
        while True:
            state = self._get(f"/api/jobs/{job_id}", {}, JobState)
            if state.progress is not None:
                progress(state.progress.done, state.progress.total, state.progress.message)
            if state.error is not None:
                raise ServerRefusedError(state.error.code, state.error.message)
            if isinstance(state.result, kind):
                return state.result
            time.sleep(pause)
            pause = min(2 * pause, _SLOWEST_POLL_S)

    def _get(self, path: str, parameters: _Parameters, kind: type[_Reply]) -> _Reply:
        return kind.model_validate_json(self._send("GET", path, parameters=parameters).content)

    def _post(self, path: str, body: BaseModel, kind: type[_Reply]) -> _Reply:
        return kind.model_validate_json(self._send("POST", path, body=body).content)

    def _send(
        self, method: str, path: str, *, parameters: _Parameters | None = None, body: BaseModel | None = None
    ) -> httpx.Response:
        try:
            response = self._http.request(
                method,
                path,
                params=dict(parameters) if parameters else None,
                content=body.model_dump_json() if body else None,
                headers={"Content-Type": "application/json"} if body else None,
            )
        except httpx.HTTPError as error:
            raise ServerSilentError(f"{method} {path}: {error}") from error
        if response.is_success:
            return response
        try:
            told = ErrorBody.model_validate_json(response.content).error
        except ValidationError as error:
            raise ServerSilentError(f"{method} {path}: {response.status_code}") from error
        raise ServerRefusedError(told.code, told.message)


@contextmanager
def _known(key: str) -> Iterator[None]:
    """Turn the server's "no such report", or figure, or mark, back into the error it was."""
    try:
        yield
    except ServerRefusedError as error:
        if error.code in _MISSING:
            raise _MISSING[error.code](key) from error
        raise


def _mark_path(figure_id: str) -> str:
    return f"/api/figures/{quote(figure_id, safe='')}/mark"


def _parameters(filters: Filters) -> _Parameters:
    return {"province": filters.provinces, "year": filters.years}
