"""Errors at the HTTP doors: one table of status, code and words, one JSON shape.

The words are in the caller's language (`Accept-Language`, Vietnamese by default). A bug is logged with its
traceback and told without it.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ExceptionHandler

from api.filters import UnknownProvinceError, YearOutOfRangeError
from api.operations import FigureNotMarkedError
from api.schemas import ErrorBody, ErrorContent, IngestSummary
from assistant.answer import Language
from ingest.errors import MissingPathError
from vectorstore.embeddings.errors import EmbeddingModelError
from vectorstore.errors import UnknownFigureError, UnknownReportError, VersionMismatchError

log = logging.getLogger("tuphap.api")


class DoorError(Exception):
    """A request that is refused at the door."""


class UnknownJobError(DoorError):
    """No job has this id (any more)."""

    def __init__(self, job_id: str) -> None:
        super().__init__(f"no job {job_id!r}")
        self.job_id = job_id


class FileNameError(DoorError):
    """An upload's file name cannot be a source."""

    def __init__(self, name: str) -> None:
        super().__init__(f"bad file name {name!r}")
        self.name = name


class UnsupportedUploadError(DoorError):
    """An upload of a kind of file that no loader reads."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no loader reads {name!r}")
        self.name = name


class UploadRefusedError(DoorError):
    """An uploaded file could not be taken in; told in its job."""

    def __init__(self, summary: IngestSummary) -> None:
        super().__init__("; ".join(file.error for file in summary.failed))
        self.summary = summary


class OwnerOnlyError(DoorError):
    """A request for this machine's commands without their token."""


class ForeignOriginError(DoorError):
    """A page of another site tried to change what is held."""

    def __init__(self, origin: str) -> None:
        super().__init__(f"write from {origin!r}")
        self.origin = origin


class TooManyJobsError(DoorError):
    """So many jobs wait that no more are taken."""


class ShuttingDownError(DoorError):
    """The server is going down and takes no more work."""


class BodyTooLargeError(HTTPException):
    """A request body over the limit, in bytes. (Starlette's own class passes through its body parsers.)"""

    def __init__(self, limit: int) -> None:
        super().__init__(413)
        self.limit_mb = f"{limit / 1_000_000:g}"


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """How an exception is told: the words may name its fields."""

    status: int
    code: str
    vi: str
    en: str

    def content(self, language: Language, fields: Mapping[str, object]) -> ErrorContent:
        """The error as JSON."""
        words = self.vi if language == "vi" else self.en
        return ErrorContent(code=self.code, message=words.format_map(fields))


_KINDS: dict[type[Exception], ErrorKind] = {
    UnknownReportError: ErrorKind(
        404, "report_not_found", "Không có báo cáo {report_id}.", "There is no report {report_id}."
    ),
    UnknownFigureError: ErrorKind(
        404, "figure_not_found", "Không có số liệu {figure_id}.", "There is no figure {figure_id}."
    ),
    FigureNotMarkedError: ErrorKind(
        404,
        "mark_not_found",
        "Số liệu {figure_id} không bị đánh dấu sai.",
        "The figure {figure_id} is not marked wrong.",
    ),
    UnknownJobError: ErrorKind(404, "job_not_found", "Không có việc {job_id}.", "There is no job {job_id}."),
    UnknownProvinceError: ErrorKind(
        422,
        "unknown_province",
        "Không có tỉnh, thành phố nào tên “{name}”.",
        "There is no province called “{name}”.",
    ),
    YearOutOfRangeError: ErrorKind(
        422, "invalid_request", "Năm {year} không hợp lệ.", "Year {year} is out of range."
    ),
    MissingPathError: ErrorKind(
        422, "missing_path", "Không có đường dẫn {path}.", "There is no path {path}."
    ),
    FileNameError: ErrorKind(
        422, "bad_file_name", "Tên tệp “{name}” không dùng được.", "The file name “{name}” cannot be used."
    ),
    UnsupportedUploadError: ErrorKind(
        415,
        "unsupported_format",
        "Chưa đọc được loại tệp của “{name}”; hãy dùng DOCX, PDF, XLSX, HTML hoặc TXT.",
        "Files like “{name}” cannot be read; use DOCX, PDF, XLSX, HTML or TXT.",
    ),
    OwnerOnlyError: ErrorKind(
        401,
        "owner_only",
        "Chỉ dành cho lệnh tuphap trên máy này.",
        "Only for tuphap commands on this machine.",
    ),
    ForeignOriginError: ErrorKind(
        403,
        "foreign_origin",
        "Trang web khác ({origin}) không được thay đổi kho báo cáo.",
        "Another site ({origin}) may not change the reports.",
    ),
    TooManyJobsError: ErrorKind(
        503,
        "busy",
        "Quá nhiều việc đang chờ, xin thử lại sau.",
        "Too many jobs are waiting, try again later.",
    ),
    ShuttingDownError: ErrorKind(503, "shutting_down", "Máy chủ đang dừng.", "The server is shutting down."),
    VersionMismatchError: ErrorKind(
        503,
        "index_outdated",
        "Chỉ mục được tạo bởi phiên bản khác; hãy chạy: {command}",
        "The index was made by another version; run: {command}",
    ),
    EmbeddingModelError: ErrorKind(
        503,
        "model_unavailable",
        "Không nạp được mô hình {model}.",
        "The model {model} cannot be loaded.",
    ),
    BodyTooLargeError: ErrorKind(
        413,
        "too_large",
        "Nội dung gửi lên quá lớn (tối đa {limit_mb} MB).",
        "The request is over {limit_mb} MB.",
    ),
}
_INVALID = ErrorKind(
    422, "invalid_request", "Yêu cầu không hợp lệ: {fields}.", "The request is not valid: {fields}."
)
_INTERNAL = ErrorKind(500, "internal_error", "Lỗi của chương trình.", "The program failed.")
_BY_STATUS = {
    400: ErrorKind(400, "bad_request", "Không đọc được yêu cầu.", "The request cannot be read."),
    404: ErrorKind(404, "not_found", "Không có trang này.", "There is nothing here."),
    405: ErrorKind(
        405, "method_not_allowed", "Không dùng được phương thức này.", "This method is not allowed."
    ),
    415: ErrorKind(
        415, "unsupported_media_type", "Kiểu nội dung không dùng được.", "Unsupported media type."
    ),
}


def language_of(request: Request) -> Language:
    """The first of our languages the caller prefers; Vietnamese when it names none."""
    wanted: list[tuple[float, Language]] = []
    for item in request.headers.get("accept-language", "").split(","):
        tag, _, quality = item.strip().partition(";q=")
        name = tag.split("-")[0].lower()
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        if weight > 0 and name in ("vi", "en"):
            wanted.append((-weight, "vi" if name == "vi" else "en"))
    return min(wanted, key=lambda pair: pair[0])[1] if wanted else "vi"


def tell(error: Exception, language: Language) -> tuple[int, ErrorContent]:
    """The status and the JSON of an exception; one that the table does not know is a bug."""
    for kind in type(error).__mro__:
        if known := _KINDS.get(kind):
            content = known.content(language, vars(error))
            if isinstance(error, UnknownProvinceError) and error.nearest:
                nearest = tuple({"nearest": name} for name in error.nearest)
                content = content.model_copy(update={"details": nearest})
            return known.status, content
    if isinstance(error, HTTPException):
        known = _BY_STATUS.get(error.status_code) or ErrorKind(
            error.status_code, "http_error", "Yêu cầu bị từ chối.", "The request was refused."
        )
        return error.status_code, known.content(language, {})
    return _INTERNAL.status, _INTERNAL.content(language, {})


def install(app: FastAPI) -> None:
    """Have every error of `app` told in the one shape."""

    def known(request: Request, error: Exception) -> JSONResponse:
        status, content = tell(error, language_of(request))
        headers = error.headers if isinstance(error, HTTPException) else None
        return _response(status, content, headers)

    def invalid(request: Request, error: Exception) -> JSONResponse:
        problems = error.errors() if isinstance(error, RequestValidationError) else []
        details = tuple(
            {"field": _field(problem["loc"]), "message": str(problem["msg"]).removeprefix("Value error, ")}
            for problem in problems
        )
        fields = "; ".join(f"{detail['field']}: {detail['message']}" for detail in details)
        content = _INVALID.content(language_of(request), {"fields": fields})
        return _response(_INVALID.status, content.model_copy(update={"details": details}))

    def bug(request: Request, error: Exception) -> JSONResponse:
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return known(request, error)

    handlers: list[tuple[type[Exception], ExceptionHandler]] = [
        *((kind, known) for kind in _KINDS),
        (HTTPException, known),
        (RequestValidationError, invalid),
        (Exception, bug),
    ]
    for kind, handler in handlers:
        app.add_exception_handler(kind, handler)


def _field(location: tuple[str | int, ...]) -> str:
    """`body.question` is the caller's `question`; a body that cannot be read at all is `body`."""
    inner = (
        location[1:] if len(location) > 1 and location[0] in ("body", "query", "path", "header") else location
    )
    return ".".join(str(part) for part in inner if not isinstance(part, int) or len(inner) > 1)


def _response(status: int, content: ErrorContent, headers: Mapping[str, str] | None = None) -> JSONResponse:
    body = ErrorBody(error=content).model_dump(exclude_none=True)
    return JSONResponse(body, status_code=status, headers=dict(headers) if headers else None)
