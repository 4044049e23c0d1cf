"""`/api/reports` and `/api/jobs`: the reports held, their text, uploads and deletions."""

import unicodedata
from typing import Annotated

from fastapi import APIRouter, Query, UploadFile
from fastapi.responses import PlainTextResponse, Response

from api.dependencies import ApplicationDep, JobsDep, OwnOrigin
from api.errors import FileNameError, UnsupportedUploadError, UploadRefusedError
from api.filters import read_filters
from api.operations import ProgressSink
from api.routes.search import Provinces, Years
from api.schemas import MAX_PAGE, IngestSummary, JobAccepted, JobState, ReportDetail, ReportPage
from ingest.loaders import is_document

router = APIRouter(prefix="/api", tags=["reports"])

_MAX_NAME_BYTES = 255


@router.get("/reports")
def reports(
    application: ApplicationDep,
    provinces: Provinces = [],  # noqa: B006 - FastAPI copies it for each request
    years: Years = [],  # noqa: B006
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 100,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> ReportPage:
    """A page of the reports held, by province, period and source."""
    return application.reports(read_filters(provinces, years), limit=limit, offset=offset)


@router.post("/reports", status_code=202, dependencies=[OwnOrigin])
def upload(file: UploadFile, application: ApplicationDep, jobs: JobsDep) -> JobAccepted:
    """Take in a file: it is read beside the requests, the job tells how it went."""
    name = source_name(file.filename or "")
    data = file.file.read()

    def take_in(progress: ProgressSink) -> IngestSummary:
        summary = application.ingest_upload(name, data)
        if summary.failed:
            raise UploadRefusedError(summary)
        return summary

    return JobAccepted(job_id=jobs.submit("upload", take_in))


@router.get("/jobs/{job_id}")
def job(job_id: str, jobs: JobsDep) -> JobState:
    """How a job goes, and at its end what came of it."""
    return jobs.state(job_id)


@router.get("/reports/{report_id}")
def report(report_id: str, application: ApplicationDep) -> ReportDetail:
    """One report, and how much was read out of it."""
    return application.report(report_id)


@router.get("/reports/{report_id}/text", response_class=PlainTextResponse)
def text(report_id: str, application: ApplicationDep) -> PlainTextResponse:
    """The text that offsets refer to."""
    return PlainTextResponse(application.catalog.text(report_id).text)


@router.delete("/reports/{report_id}", status_code=204, dependencies=[OwnOrigin])
def delete(report_id: str, application: ApplicationDep) -> Response:
    """Erase a report."""
    application.delete_report(report_id)
    return Response(status_code=204)


def source_name(name: str) -> str:
    """The source of an upload: its file name, never a path. Raises FileNameError, UnsupportedUploadError."""
    plain = unicodedata.normalize("NFC", name).strip()
    bad = (
        plain.strip(".") == ""
        or any(sign in plain for sign in "/\\:")
        or any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for sign in plain)
        or len(plain.encode()) > _MAX_NAME_BYTES
    )
    if bad:
        raise FileNameError(name)
    if not is_document(plain):
        raise UnsupportedUploadError(name)
    return plain
