"""Commands beside a running server: they work through it over loopback, on an application of fakes."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import uvicorn

from api.app import create_app
from api.cli.connection import operations
from api.cli.listening import listen
from api.owner import OwnedByAnotherError, Ownership
from api.remote import RemoteApplication, ServerRefusedError
from assistant.question import Filters, Question, Turn
from tests.support.fake_application import FIGURE, TEXT, FakeApplication, make_answer, make_content
from vectorstore.errors import UnknownReportError


class Served(NamedTuple):
    """A server in a thread, and the application behind it."""

    data_dir: Path
    application: FakeApplication
    ownership: Ownership
    url: str


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # nothing listens there
    monkeypatch.delenv("TUPHAP_HOME_PROVINCE", raising=False)
    data_dir = tmp_path / "data"
    application = FakeApplication(data_dir)
    application.index.put(make_content("a.txt", TEXT, figures=[FIGURE]))
    ownership = Ownership(data_dir)
    (data_dir / "tuphap.db").touch()
    listening = listen("127.0.0.1", 0)
    owner = ownership.announce("tuphap serve", url=listening.owner_url)
    app = create_app(application, owner_token=owner.token)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": list(listening.sockets)})
    thread.start()
    yield Served(data_dir, application, ownership, listening.owner_url)
    server.should_exit = True
    thread.join()
    ownership.release()


def test_every_operation_goes_through_the_server(served: Served, tmp_path: Path) -> None:
    served.application.answers.append(make_answer("42 [1]."))
    with operations(served.data_dir, "tuphap ask") as work:
        assert isinstance(work, RemoteApplication)
        assert work.ask(Question("bao nhiêu?")).answer == "42 [1]."
        hits = work.search("thẩm định", k=3, filters=Filters(provinces=("Hậu Giang",), years=(2023,))).hits
        assert [hit.source for hit in hits] == ["a.txt"]
        assert work.search("thẩm định", k=3, filters=Filters(years=(1999,))).hits == ()
        assert work.reports(Filters(), limit=10, offset=0).total == 1
        assert work.report("r-a.txt").figures == 1
        assert work.figures(indicators=(), provinces=(), periods=(), limit=10, offset=0).total == 1
        assert work.stats().reports == 1
        assert work.verify().clean
        assert work.rebuild("embeddings", lambda *_: None).step == "embeddings"
        work.delete_report("r-a.txt")
        assert work.reports(Filters(), limit=10, offset=0).total == 0
        with pytest.raises(UnknownReportError):
            work.report("r-a.txt")
        with pytest.raises(UnknownReportError):
            work.delete_report("r-a.txt")


def test_an_ingest_tells_its_progress_and_is_searchable_when_it_returns(
    served: Served, tmp_path: Path
) -> None:
    for number in range(5):
        (tmp_path / f"new{number}.txt").write_text(f"góp ý {number}", encoding="utf-8")
    (tmp_path / "bad.txt").write_text("BROKEN", encoding="utf-8")
    served.application.ingestor.pause_s = 0.1
    told: list[tuple[int, int, str]] = []
    with operations(served.data_dir, "tuphap ingest", create=True) as work:
        files = sorted(tmp_path.glob("*.txt"))
        summary = work.ingest(files, prune=True, progress=lambda *step: told.append(step))
        assert (summary.added, summary.failed[0].path) == (5, "bad.txt")
        assert len(work.search("góp ý", k=10, filters=Filters()).hits) == 5
    assert served.application.ingestor.calls == [(tuple(files), True)]
    assert len({done for done, _, _ in told}) > 2
    assert {total for _, total, _ in told} == {6}


def test_the_home_province_is_the_commands_own(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_HOME_PROVINCE", "hau giang")
    with operations(served.data_dir, "tuphap ask") as work:
        assert "nhà: Hậu Giang" in work.ask(Question("x")).answer
    monkeypatch.delenv("TUPHAP_HOME_PROVINCE")
    with operations(served.data_dir, "tuphap ask") as work:
        assert "nhà: None" in work.ask(Question("x", (Turn("user", "y"),))).answer


def test_a_bug_in_the_server_is_told_as_its_fault(served: Served) -> None:
    served.application.answers.append(RuntimeError("boom"))
    with operations(served.data_dir, "tuphap ask") as work, pytest.raises(ServerRefusedError) as caught:
        work.ask(Question("x"))
    assert caught.value.code == "internal_error"


def test_a_job_that_failed_is_told(served: Served, tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"\xff")
    with operations(served.data_dir, "tuphap ingest") as work, pytest.raises(ServerRefusedError):
        work.ingest([tmp_path / "binary.txt"], prune=False, progress=lambda *_: None)


def test_an_owner_that_does_not_answer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.owner._PATIENCE_S", 0.2)
    (tmp_path / "tuphap.db").touch()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    with Ownership(tmp_path) as ownership:
        owner = ownership.announce("tuphap serve", url=url)
        with pytest.raises(OwnedByAnotherError) as caught, operations(tmp_path, "tuphap ask"):
            pass
    assert caught.value.owner == owner


def test_another_server_at_the_address_is_not_ours(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.owner._PATIENCE_S", 0.2)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "tuphap.db").touch()
    with Ownership(tmp_path / "other") as ownership:
        ownership.announce("tuphap serve", url=served.url)
        with pytest.raises(OwnedByAnotherError), operations(tmp_path / "other", "tuphap ask"):
            pass


def test_the_successor_of_a_dead_server_is_found(served: Served) -> None:
    dead = served.ownership.announce("tuphap serve", url="http://127.0.0.1:9")
    timer = threading.Timer(0.3, served.ownership.announce, ["tuphap serve"], {"url": served.url})
    timer.start()
    # The server in the thread still knows its first token: a new one would not be let in.
    with pytest.raises(OwnedByAnotherError) as caught, operations(served.data_dir, "tuphap ask"):
        pass
    timer.join()
    assert caught.value.owner is not None
    assert caught.value.owner.token != dead.token


def test_a_taken_port_is_wrong_usage() -> None:
    from api.cli.failures import UsageError

    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(UsageError, match="--port"):
        listen("127.0.0.1", taken.getsockname()[1])


def test_a_server_for_other_machines_is_reached_over_loopback_by_commands() -> None:
    listening = listen("0.0.0.0", 0)
    try:
        assert listening.owner_url.startswith("http://127.0.0.1:")
    finally:
        listening.close()


def test_stopping_waits_for_the_job_under_way(served: Served, tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"new{number}.txt").write_text("x", encoding="utf-8")
    served.application.ingestor.pause_s = 0.05
    app = create_app(served.application)
    from fastapi.testclient import TestClient

    with TestClient(app):
        app.state.jobs.submit(
            "ingest",
            lambda progress: served.application.ingest(
                sorted(tmp_path.glob("new*.txt")), prune=False, progress=progress
            ),
        )
        time.sleep(0.15)
        started = time.monotonic()
    assert time.monotonic() - started < 1
