"""What a failed command says, and its exit code: one table.

0 done · 1 our fault · 2 wrong usage · 3 some input refused · 4 a check failed · 5 the data dir is owned.
"""

from dataclasses import dataclass
from enum import IntEnum

from api.filters import UnknownIndicatorError, UnknownProvinceError, YearOutOfRangeError
from api.operations import FigureNotMarkedError
from api.owner import OwnedByAnotherError
from ingest.errors import MissingPathError
from vectorstore.errors import (
    NoIndexError,
    StoreError,
    UnknownFigureError,
    UnknownReportError,
    VersionMismatchError,
)


class Exit(IntEnum):
    """The exit codes of the contract."""

    DONE = 0
    OUR_FAULT = 1
    USAGE = 2
    INPUT_REFUSED = 3
    CHECK_FAILED = 4
    OWNED = 5


class UsageError(Exception):
    """The command was given something it cannot work with; the message says what, in both languages."""


_WRONG_USAGE = (
    UsageError,
    UnknownProvinceError,
    UnknownIndicatorError,
    YearOutOfRangeError,
    MissingPathError,
)


@dataclass(frozen=True, slots=True)
class Failure:
    """How a command ends that did not do its work."""

    exit: Exit
    message: str


def explain(error: Exception) -> Failure | None:
    """What to say of an expected error; None for a bug."""
    if isinstance(error, OwnedByAnotherError):
        return Failure(Exit.OWNED, _owned(error))
    if isinstance(error, NoIndexError):
        return Failure(
            Exit.USAGE, f"Chưa có chỉ mục, hãy chạy tuphap ingest · no index at {error.path.absolute()}"
        )
    if isinstance(error, UnknownReportError):
        return Failure(Exit.USAGE, f"Không có báo cáo này · no such report: {error.report_id}")
    if isinstance(error, UnknownFigureError):
        return Failure(Exit.USAGE, f"Không có số liệu này · no such figure: {error.figure_id}")
    if isinstance(error, FigureNotMarkedError):
        return Failure(Exit.USAGE, f"Số liệu không bị đánh dấu · the figure is not marked: {error.figure_id}")
    if isinstance(error, _WRONG_USAGE):
        return Failure(Exit.USAGE, str(error))
    if isinstance(error, VersionMismatchError):
        return Failure(Exit.CHECK_FAILED, f"Chỉ mục thuộc phiên bản khác · {error}")
    if isinstance(error, StoreError):
        return Failure(Exit.OUR_FAULT, f"Kho dữ liệu lỗi · the store failed: {error}")
    if isinstance(error, PermissionError):
        return Failure(Exit.USAGE, f"Không có quyền · no permission: {error.filename}")
    return _explain_rare(error)


def _explain_rare(error: Exception) -> Failure | None:
    # Imported here: these bring pydantic-settings, an HTTP client and numpy; `tuphap --help` need not wait.
    from api.remote import ServerRefusedError, ServerSilentError
    from api.settings import SettingsError
    from vectorstore.embeddings.errors import EmbeddingModelError

    if isinstance(error, SettingsError):
        return Failure(Exit.USAGE, f"Cấu hình sai · bad setting {error.variable}: {error.reason}")
    if isinstance(error, EmbeddingModelError):
        return Failure(Exit.USAGE, f"Không nạp được mô hình · {error}")
    if isinstance(error, ServerRefusedError):
        usage = error.code in ("invalid_request", "unknown_province", "missing_path")
        return Failure(Exit.USAGE if usage else Exit.OUR_FAULT, f"Máy chủ trả lời · the server says: {error}")
    if isinstance(error, ServerSilentError):
        return Failure(Exit.OUR_FAULT, f"Máy chủ không trả lời · the server does not answer: {error}")
    return None


def _owned(error: OwnedByAnotherError) -> str:
    owner = error.owner
    who = f"{owner.what}, pid {owner.pid}, từ · since {owner.since}" if owner else "?"
    return f"Thư mục dữ liệu đang được dùng · {error.data_dir} is owned by another process: {who}"
