"""Long work beside the requests: one worker thread, so that one writer at a time touches the index.

State is kept in memory: a job that is not finished when the server stops is gone, what it had stored by then
is not.
"""

import logging
import threading
import uuid
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from queue import Full, Queue

from api.errors import ShuttingDownError, TooManyJobsError, UnknownJobError, UploadRefusedError, tell
from api.operations import ProgressSink
from api.schemas import ErrorContent, IngestSummary, JobState, JobStatus, ProgressItem, RebuildSummary
from ingest.errors import IngestError
from vectorstore.errors import StoreError

log = logging.getLogger("tuphap.jobs")

JobResult = IngestSummary | RebuildSummary
Work = Callable[[ProgressSink], JobResult]

_WAITING = 200
_REMEMBERED = 1_000


class _StoppedError(Exception):
    """Raised out of a progress call: the server is going down, the next report is not begun."""


class Jobs:
    """Queues work and tells how it goes. Safe to call from every thread."""

    def __init__(self) -> None:
        self._states: OrderedDict[str, JobState] = OrderedDict()
        self._guard = threading.Lock()
        self._queue: Queue[tuple[str, Work] | None] = Queue(_WAITING)
        self._stopping = threading.Event()
        self._worker = threading.Thread(target=self._run, name="tuphap-jobs", daemon=True)
        self._worker.start()

    def submit(self, kind: str, work: Work) -> str:
        """The id of the new job. Raises TooManyJobsError or ShuttingDownError."""
        if self._stopping.is_set():
            raise ShuttingDownError
        job_id = uuid.uuid4().hex
        with self._guard:
            self._states[job_id] = JobState(job_id=job_id, kind=kind, status="queued")
            self._forget_old()
        try:
            self._queue.put_nowait((job_id, work))
        except Full:
            with self._guard:
                del self._states[job_id]
            raise TooManyJobsError from None
        return job_id

    def state(self, job_id: str) -> JobState:
        """How a job goes. Raises UnknownJobError."""
        with self._guard:
            if job_id not in self._states:
                raise UnknownJobError(job_id)
            return self._states[job_id]

    def close(self) -> None:
        """Finish the report being written, begin no other, and stop the worker."""
        self._stopping.set()
        with suppress(Full):  # a full queue needs no wake-up call: the worker sees the event at its next job
            self._queue.put_nowait(None)
        self._worker.join()

    def _run(self) -> None:
        while (item := self._queue.get()) is not None and not self._stopping.is_set():
            self._do(*item)

    def _do(self, job_id: str, work: Work) -> None:
        def progress(done: int, total: int, what: str) -> None:
            self._update(job_id, "running", progress=ProgressItem(done=done, total=total, message=what))
            if self._stopping.is_set():
                raise _StoppedError

        self._update(job_id, "running")
        try:
            result = work(progress)
        except _StoppedError:
            self._update(job_id, "failed", error=tell(ShuttingDownError(), "vi")[1])
        except UploadRefusedError as error:
            content = ErrorContent(code="refused", message=str(error))
            self._update(job_id, "failed", result=error.summary, error=content)
        except (IngestError, StoreError) as error:
            content = ErrorContent(code="refused", message=str(error))
            self._update(job_id, "failed", error=content)
        except Exception as error:
            # The worker must outlive a bug in one job: the bug is logged whole and told in the job's state.
            log.exception("job %s failed", job_id)
            self._update(job_id, "failed", error=tell(error, "vi")[1])
        else:
            self._update(job_id, "done", result=result)

    def _update(
        self,
        job_id: str,
        status: JobStatus,
        *,
        progress: ProgressItem | None = None,
        result: JobResult | None = None,
        error: ErrorContent | None = None,
    ) -> None:
        with self._guard:
            if (state := self._states.get(job_id)) is not None:
                self._states[job_id] = JobState(
                    job_id=job_id,
                    kind=state.kind,
                    status=status,
                    progress=progress or state.progress,
                    result=result,
                    error=error,
                )

    def _forget_old(self) -> None:
        for job_id, state in list(self._states.items()):
            if len(self._states) <= _REMEMBERED:
                return
            if state.status in ("done", "failed"):
                del self._states[job_id]
