"""`/owner/*`: what the commands of this machine have the running server do, with the token of the owner file.

Long work becomes a job, polled like an upload's.
"""

import os
from pathlib import Path

from fastapi import APIRouter

from api.dependencies import ApplicationDep, JobsDep, OwnerOnly
from api.schemas import (
    IndexCheck,
    IndexSummary,
    JobAccepted,
    OwnerGreeting,
    OwnerIngest,
    OwnerQuestion,
    OwnerRebuild,
)
from assistant.answer import Answer

router = APIRouter(prefix="/owner", dependencies=[OwnerOnly], include_in_schema=False)


@router.get("/hello")
def hello() -> OwnerGreeting:
    """Who owns the data dir."""
    return OwnerGreeting(pid=os.getpid())


@router.post("/ask")
def ask(body: OwnerQuestion, application: ApplicationDep) -> Answer:
    """Answer as the asking command is set up: its home province, not the server's."""
    return application.at_home(body.home_province).ask(body.chat.to_question())


@router.post("/ingest", status_code=202)
def ingest(body: OwnerIngest, application: ApplicationDep, jobs: JobsDep) -> JobAccepted:
    """Take in files and folders of this machine."""
    paths = [Path(path) for path in body.paths]
    job_id = jobs.submit(
        "ingest", lambda progress: application.ingest(paths, prune=body.prune, progress=progress)
    )
    return JobAccepted(job_id=job_id)


@router.get("/index")
def stats(application: ApplicationDep) -> IndexSummary:
    """How much is held."""
    return application.stats()


@router.post("/index/verify")
def verify(application: ApplicationDep) -> IndexCheck:
    """Whether the derived stores agree with the catalog."""
    return application.verify()


@router.post("/index/rebuild", status_code=202)
def rebuild(body: OwnerRebuild, application: ApplicationDep, jobs: JobsDep) -> JobAccepted:
    """Redo a step from what the catalog keeps."""
    return JobAccepted(
        job_id=jobs.submit("rebuild", lambda progress: application.rebuild(body.step, progress))
    )
