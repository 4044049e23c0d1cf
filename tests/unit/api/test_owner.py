"""One owner of a data dir: refusal, the owner file, and what a killed owner leaves behind."""

import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from api.owner import OwnedByAnotherError, Owner, Ownership, await_owner, read_owner

_HOLD = """
import sys, time
from pathlib import Path
from api.owner import Ownership
with Ownership(Path(sys.argv[1])) as held:
    held.announce("tuphap ingest")
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def other_owner(tmp_path: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_owner_is_refused_with_the_first_ones_name(
    tmp_path: Path, other_owner: "subprocess.Popen[str]"
) -> None:
    with pytest.raises(OwnedByAnotherError) as caught:
        Ownership(tmp_path)
    assert caught.value.owner is not None
    assert (caught.value.owner.pid, caught.value.owner.what) == (other_owner.pid, "tuphap ingest")
    assert caught.value.owner.since[:4].isdigit()


def test_a_killed_owner_holds_nothing_and_its_file_misleads_nobody(
    tmp_path: Path, other_owner: "subprocess.Popen[str]"
) -> None:
    os.kill(other_owner.pid, signal.SIGKILL)
    other_owner.wait()
    assert read_owner(tmp_path) is not None
    with Ownership(tmp_path) as ownership:
        assert read_owner(tmp_path) is None
        ownership.announce("tuphap ask")
        assert read_owner(tmp_path) == Owner(os.getpid(), "tuphap ask", read_owner(tmp_path).since)
    assert read_owner(tmp_path) is None


def test_a_released_data_dir_can_be_owned_again(tmp_path: Path) -> None:
    with Ownership(tmp_path) as first:
        first.announce("a")
        with pytest.raises(OwnedByAnotherError):
            Ownership(tmp_path)
    first.release()
    with Ownership(tmp_path) as second:
        second.announce("b")
        first.release()
        assert read_owner(tmp_path).what == "b"


def test_a_server_leaves_its_address_and_a_token_for_this_user_alone(tmp_path: Path) -> None:
    with Ownership(tmp_path) as ownership:
        owner = ownership.announce("tuphap serve", url="http://127.0.0.1:1")
        path = tmp_path / "owner.json"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert json.loads(path.read_text(encoding="utf-8"))["url"] == "http://127.0.0.1:1"
        assert len(owner.token) >= 32
        assert ownership.announce("tuphap serve", url="http://127.0.0.1:1").token != owner.token
    assert sorted(item.name for item in tmp_path.iterdir()) == ["owner.lock"]


def test_a_command_without_a_server_has_no_token(tmp_path: Path) -> None:
    with Ownership(tmp_path) as ownership:
        assert ownership.announce("tuphap ask").token is None


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"pid": 1}', '{"pid":1,"what":"x","since":"","odd":1}'])
def test_a_file_that_is_not_ours_names_nobody(tmp_path: Path, content: str) -> None:
    (tmp_path / "owner.json").write_text(content)
    assert read_owner(tmp_path) is None


def test_waiting_for_the_successor_of_a_dead_server(tmp_path: Path) -> None:
    dead = Owner(1, "tuphap serve", "", "http://127.0.0.1:1", "t")
    with Ownership(tmp_path) as ownership:
        timer = threading.Timer(0.1, ownership.announce, ["tuphap ingest"])
        timer.start()
        successor = await_owner(tmp_path, other_than=dead)
        timer.join()
    assert successor is not None
    assert successor.what == "tuphap ingest"


def test_patience_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.owner._PATIENCE_S", 0.1)
    started = time.monotonic()
    assert await_owner(tmp_path) is None
    assert time.monotonic() - started < 2
