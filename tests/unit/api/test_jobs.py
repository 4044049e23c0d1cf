"""Jobs: order, progress, failures told, an end that finishes what is being written."""

import threading
import time

import pytest

from api.errors import ShuttingDownError, TooManyJobsError, UnknownJobError
from api.jobs import Jobs
from api.operations import ProgressSink
from api.schemas import IngestSummary, JobState
from ingest.errors import UnreadableFileError

DONE = IngestSummary(
    added=1, updated=0, unchanged=0, duplicate=0, removed=0, failed=(), passages=1, figures=0, elapsed_s=0.0
)


@pytest.fixture
def jobs() -> Jobs:
    jobs = Jobs()
    yield jobs
    jobs.close()


def ended(jobs: Jobs, job_id: str) -> JobState:
    deadline = time.monotonic() + 5
    while (state := jobs.state(job_id)).status in ("queued", "running"):
        assert time.monotonic() < deadline, state
        time.sleep(0.005)
    return state


def test_a_job_ends_with_its_result_and_its_last_progress(jobs: Jobs) -> None:
    def work(progress: ProgressSink) -> IngestSummary:
        progress(1, 3, "a.txt")
        progress(2, 3, "b.txt")
        return DONE

    state = ended(jobs, jobs.submit("ingest", work))
    assert (state.kind, state.status, state.result, state.error) == ("ingest", "done", DONE, None)
    assert (state.progress.done, state.progress.total, state.progress.message) == (2, 3, "b.txt")


def test_one_job_at_a_time_in_the_order_given(jobs: Jobs) -> None:
    seen: list[int] = []
    running = threading.Semaphore(1)

    def work_of(number: int) -> IngestSummary:
        assert running.acquire(blocking=False)
        time.sleep(0.01)
        seen.append(number)
        running.release()
        return DONE

    ids = [jobs.submit("ingest", lambda _, number=number: work_of(number)) for number in range(5)]
    assert [ended(jobs, job_id).status for job_id in ids] == ["done"] * 5
    assert seen == list(range(5))


def test_a_refused_file_is_told_with_its_reason(jobs: Jobs) -> None:
    def work(progress: ProgressSink) -> IngestSummary:
        raise UnreadableFileError("a.pdf", "có mật khẩu")

    state = ended(jobs, jobs.submit("upload", work))
    assert state.status == "failed"
    assert "có mật khẩu" in state.error.message


def test_a_bug_is_told_without_its_insides_and_the_next_job_runs(
    jobs: Jobs, caplog: pytest.LogCaptureFixture
) -> None:
    def work(progress: ProgressSink) -> IngestSummary:
        raise RuntimeError("/secret/path")

    broken = ended(jobs, jobs.submit("upload", work))
    assert (broken.status, broken.error.code) == ("failed", "internal_error")
    assert "/secret/path" not in broken.model_dump_json()
    assert "/secret/path" in caplog.text
    assert ended(jobs, jobs.submit("upload", lambda _: DONE)).status == "done"


def test_an_unknown_job(jobs: Jobs) -> None:
    with pytest.raises(UnknownJobError):
        jobs.state("none")


def test_too_many_waiting_jobs_are_refused(jobs: Jobs) -> None:
    gate = threading.Event()

    def wait(progress: ProgressSink) -> IngestSummary:
        gate.wait(5)
        return DONE

    def flood() -> None:
        for _ in range(1_000):
            jobs.submit("ingest", wait)

    with pytest.raises(TooManyJobsError):
        flood()
    gate.set()


def test_closing_finishes_the_report_being_written_and_begins_no_other() -> None:
    jobs = Jobs()
    begun, finished = threading.Event(), []

    def work(progress: ProgressSink) -> IngestSummary:
        for number in range(100):
            progress(number, 100, "")
            begun.set()
            time.sleep(0.05)
            finished.append(number)
        return DONE

    running = jobs.submit("ingest", work)
    waiting = jobs.submit("ingest", work)
    assert begun.wait(5)
    jobs.close()
    assert finished == list(range(len(finished)))
    assert 1 <= len(finished) < 10
    assert jobs.state(running).error.code == "shutting_down"
    assert jobs.state(waiting).status == "queued"
    with pytest.raises(ShuttingDownError):
        jobs.submit("ingest", work)
