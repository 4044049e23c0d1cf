"""One owner of a data dir, with real processes: refusal, work through the server, kills."""

import json
import os
import shutil
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.tuphap_process import Tuphap

REPORT = "SỞ TƯ PHÁP TỈNH {place}\nBÁO CÁO\nCông tác tư pháp năm 2021\nĐã thẩm định {count} văn bản.\n"


@pytest.fixture
def tuphap(tmp_path: Path, model_dir: Path) -> Tuphap:
    return Tuphap(tmp_path / "data", model_dir)


def put(folder: Path, name: str, place: str, count: int) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(REPORT.format(place=place.upper(), count=count), encoding="utf-8")
    return path


def reports_in(data_dir: Path) -> int:
    """How many reports the catalog of another process holds at this moment."""
    catalog = data_dir / "tuphap.db"
    if not catalog.exists():
        return 0
    with closing(sqlite3.connect(f"file:{catalog}?mode=ro", uri=True)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE name = 'reports'").fetchall()
        return database.execute("SELECT count(*) FROM reports").fetchone()[0] if tables else 0


def test_an_ingest_beside_a_server_is_searchable_there_when_it_returns(
    tuphap: Tuphap, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    put(folder, "a.txt", "Hậu Giang", 17)
    with tuphap.serving() as (client, _):
        assert client.get("/api/reports").json()["total"] == 0
        assert tuphap.json("ingest", str(folder))["added"] == 1
        assert client.get("/api/search", params={"q": "thẩm định"}).json()["hits"][0]["source"] == "a.txt"

        upload = (
            "b.txt",
            REPORT.format(place="SÓC TRĂNG", count=23).encode(),
        )
        job = client.post("/api/reports", files={"file": upload}).json()["job_id"]
        while (state := client.get(f"/api/jobs/{job}").json())["status"] in ("queued", "running"):
            time.sleep(0.05)
        assert state["status"] == "done", state

        put(folder, "c.txt", "Cần Thơ", 31)
        summary = tuphap.json("ingest", str(folder))
        assert (summary["added"], summary["unchanged"]) == (1, 1)
        sources = {report["source"] for report in client.get("/api/reports").json()["reports"]}
        assert sources == {"a.txt", "b.txt", "c.txt"}
        for place, count in (("Hậu Giang", 17), ("Sóc Trăng", 23), ("Cần Thơ", 31)):
            question = f"Năm 2021 {place} thẩm định bao nhiêu văn bản?"
            assert tuphap.json("ask", question)["values"][0]["value"] == count
            assert client.post("/api/chat", json={"question": question}).json()["values"][0]["value"] == count
        assert tuphap.json("index", "verify")["clean"]
        assert tuphap.json("index", "stats")["reports"] == 3

        second = tuphap.run("serve", "--port", "0")
        assert second.returncode == 5
        assert "tuphap serve" in second.stderr
    assert tuphap.json("index", "verify")["clean"]
    assert tuphap.json("reports", "list")["total"] == 3


def test_a_second_command_is_refused_with_the_owners_name(tuphap: Tuphap) -> None:
    from api.owner import Ownership

    with Ownership(tuphap.data_dir) as ownership:
        ownership.announce("tuphap ingest")
        (tuphap.data_dir / "tuphap.db").touch()
        for command in (["ask", "x"], ["index", "verify"], ["serve", "--port", "0"]):
            ran = tuphap.run(*command)
            assert (ran.returncode, ran.stdout) == (5, ""), ran
            assert f"tuphap ingest, pid {os.getpid()}" in ran.stderr


def test_a_killed_server_leaves_a_data_dir_that_works(tuphap: Tuphap, tmp_path: Path) -> None:
    put(tmp_path / "in", "a.txt", "Hậu Giang", 17)
    with tuphap.serving() as (_, server):
        assert tuphap.json("ingest", str(tmp_path / "in"))["added"] == 1
        server.send_signal(signal.SIGKILL)
        server.wait()
        assert (tuphap.data_dir / "owner.json").exists()
        assert tuphap.json("index", "verify")["clean"]
        answer = tuphap.json("ask", "Năm 2021 Hậu Giang thẩm định bao nhiêu văn bản?")
        assert answer["values"][0]["value"] == 17
    with tuphap.serving() as (client, _):
        assert client.get("/api/reports").json()["total"] == 1


def test_killed_ingests_lose_nothing(tuphap: Tuphap, tmp_path: Path, model_dir: Path) -> None:
    folder = tmp_path / "in"
    for number in range(12):
        put(folder, f"r{number:02}.txt", "Hậu Giang" if number % 2 else "Sóc Trăng", 100 + number)
    undisturbed = Tuphap(tmp_path / "undisturbed", model_dir)
    undisturbed.json("ingest", str(folder))
    for stored in (1, 4, 7):
        process = tuphap.start("ingest", str(folder))
        while reports_in(tuphap.data_dir) < stored:
            assert process.poll() is None, "the ingest ended before it could be killed"
            time.sleep(0.01)
        process.kill()
        process.communicate()
    tuphap.json("ingest", str(folder))
    assert tuphap.json("index", "verify")["clean"]
    expected, stats = undisturbed.json("index", "stats"), tuphap.json("index", "stats")
    for count in ("reports", "passages", "figures", "provinces", "model"):
        assert stats[count] == expected[count]
    hits = [run.json("search", "thẩm định 105 văn bản")["hits"] for run in (tuphap, undisturbed)]
    assert hits[0] == hits[1]


def test_the_demo_is_served_and_knows_its_samples(tuphap: Tuphap, sample_corpus: Path) -> None:
    with tuphap.serving("demo") as (client, _):
        total = client.get("/api/reports").json()["total"]
        assert total >= 12
        question = {"question": "so van ban tham dinh hau giang 2023"}
        assert client.post("/api/chat", json=question).json()["values"][0]["value"] == 42
        port = str(client.base_url.port)
        shutil.rmtree(tuphap.data_dir.parent / "other", ignore_errors=True)
        other = Tuphap(tuphap.data_dir.parent / "other", tuphap.model_dir)
        taken = other.run("demo", "--port", port)
        assert taken.returncode == 2
        assert port in taken.stderr
    assert json.loads(tuphap.run("index", "stats", "--json").stdout)["reports"] == total
