"""The command line on an application of fakes: what is printed where, and every exit code."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from api.owner import Ownership
from api.schemas import IngestSummary
from tests.support.fake_application import (
    FIGURE,
    FakeApplication,
    Tuphap,
    make_answer,
    make_citation,
    make_content,
)
from vectorstore.errors import VersionMismatchError
from vectorstore.verification import Drift


def test_ask_prints_the_answer_with_its_sources(application: FakeApplication, tuphap: Tuphap) -> None:
    application.answers.append(make_answer("42 văn bản [1].", citations=[make_citation()]))
    ran = tuphap("ask", "bao nhiêu?")
    assert ran.code == 0
    assert ran.out.startswith("42 văn bản [1].\n")
    assert "[1] Báo cáo a.txt (a.txt)" in ran.out
    assert "“thẩm định 42 văn bản”" in ran.out
    assert application.index.closed


def test_ask_json_is_the_answer_and_nothing_else(application: FakeApplication, tuphap: Tuphap) -> None:
    answer = make_answer("42 văn bản [1].", citations=[make_citation()])
    application.answers.append(answer)
    ran = tuphap("ask", "bao nhiêu?", "--json")
    assert json.loads(ran.out) == answer.model_dump(mode="json")
    assert ran.err == ""


@pytest.mark.parametrize("before", [True, False])
def test_the_data_dir_is_given_before_or_after_the_command(
    application: FakeApplication, tuphap: Tuphap, tmp_path: Path, before: bool
) -> None:
    option = ("--data-dir", str(tmp_path / "other"))
    ran = tuphap(*option, "index", "stats") if before else tuphap("index", "stats", *option)
    assert ran.code == 2
    assert f"no index at {tmp_path / 'other'}" in ran.err
    assert not (tmp_path / "other").exists()


def test_no_index_names_the_absolute_path(
    tuphap: Tuphap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (["ask", "x"], ["search", "x"], ["reports", "list"], ["index", "verify"]):
        ran = tuphap(*command, "--data-dir", "nowhere")
        assert (ran.code, ran.out) == (2, "")
        assert f"no index at {tmp_path / 'nowhere'}" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "  "],
        ["ask", "x" * 2001],
        ["ask", "x", "--province", "Atlantis"],
        ["ask", "x", "--year", "12"],
        ["ask", "x", "--year", "abc"],
        ["ask", "--batch", "in.jsonl"],
        ["ask", "x", "--output", "out.jsonl"],
        ["search", "x", "-k", "0"],
        ["search", "x", "-k", "1000"],
        ["ingest"],
        ["ingest", "not-there"],
        ["reports", "show", "nobody"],
        ["reports", "delete", "nobody"],
        ["index", "rebuild", "--passages", "--figures"],
        ["figures", "export", "--format", "xlsx"],
        ["figures", "export", "--format", "pdf"],
        ["nonsense"],
        ["ask", "x", "--nonsense"],
    ],
)
def test_wrong_usage_ends_with_2(application: FakeApplication, tuphap: Tuphap, arguments: list[str]) -> None:
    ran = tuphap(*arguments)
    assert (ran.code, ran.out) == (2, ""), ran
    assert ran.err.strip()


def test_an_unknown_province_names_the_nearest(application: FakeApplication, tuphap: Tuphap) -> None:
    assert "Hậu Giang" in tuphap("ask", "x", "--province", "Hậu Giangg").err


def test_filters_reach_the_work_in_canonical_names(application: FakeApplication, tuphap: Tuphap) -> None:
    tuphap("ask", "x", "--province", "hau giang", "--province", "can tho", "--year", "2023")
    (asked,) = application.assistant.asked
    assert asked.filters.provinces == ("Hậu Giang", "Cần Thơ")
    assert asked.filters.years == (2023,)


def test_a_bad_setting_is_named(tuphap: Tuphap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_HOME_PROVINCE", "Atlantis")
    ran = tuphap("index", "stats")
    assert ran.code == 2
    assert "TUPHAP_HOME_PROVINCE" in ran.err


def test_a_bug_is_one_line_and_the_traceback_is_there_for_who_asks(
    application: FakeApplication, tuphap: Tuphap
) -> None:
    application.answers.append(RuntimeError("boom\nand more"))
    ran = tuphap("ask", "x")
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert "boom" in ran.err
    assert "--debug" in ran.err
    application.answers.append(RuntimeError("boom"))
    told = tuphap("--debug", "ask", "x")
    assert told.code == 1
    assert "Traceback" in told.err


def test_an_outdated_index_names_the_command(application: FakeApplication, tuphap: Tuphap) -> None:
    application.answers.append(VersionMismatchError("splitter", "1", "2", "tuphap index rebuild --passages"))
    ran = tuphap("ask", "x")
    assert ran.code == 4
    assert "tuphap index rebuild --passages" in ran.err


def test_an_owned_data_dir_ends_with_5_and_the_owners_name(
    application: FakeApplication, tuphap: Tuphap, tmp_path: Path
) -> None:
    with Ownership(tmp_path / "data") as ownership:
        owner = ownership.announce("tuphap ingest")
        ran = tuphap("ask", "x")
    assert (ran.code, ran.out) == (5, "")
    assert f"tuphap ingest, pid {owner.pid}" in ran.err
    assert owner.since in ran.err


def test_search_json(application: FakeApplication, tuphap: Tuphap) -> None:
    ran = tuphap("search", "thẩm định", "--json")
    assert [hit["source"] for hit in json.loads(ran.out)["hits"]] == ["a.txt"]
    assert "không" in tuphap("search", "zzz").out.lower()


def test_ingest_says_what_it_did(application: FakeApplication, tuphap: Tuphap, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "new.txt").write_text("mới", encoding="utf-8")
    ran = tuphap("ingest", "in", "--prune", "--json")
    assert ran.code == 0
    assert IngestSummary.model_validate_json(ran.out).added == 1
    assert set(json.loads(ran.out)) == {
        "added", "updated", "unchanged", "duplicate", "removed", "failed", "passages", "figures", "elapsed_s",
    }  # fmt: skip
    assert application.ingestor.calls == [((tmp_path / "in",), True)]


def test_a_refused_file_is_named_and_the_rest_goes_in(
    application: FakeApplication, tuphap: Tuphap, tmp_path: Path
) -> None:
    (tmp_path / "good.txt").write_text("tốt", encoding="utf-8")
    (tmp_path / "bad.txt").write_text("BROKEN", encoding="utf-8")
    ran = tuphap("ingest", "good.txt", "bad.txt", "--json")
    assert ran.code == 3
    assert json.loads(ran.out)["failed"] == [{"path": "bad.txt", "error": "tệp hỏng"}]
    assert "bad.txt: tệp hỏng" in ran.err
    assert "r-good.txt" in application.catalog.held


def test_ingest_makes_a_data_dir(application: FakeApplication, tuphap: Tuphap, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("tốt", encoding="utf-8")
    assert tuphap("ingest", "good.txt", "--data-dir", "fresh").code == 0
    assert (tmp_path / "fresh").is_dir()


def test_reports(application: FakeApplication, tuphap: Tuphap) -> None:
    assert "r-a.txt" in tuphap("reports", "list").out
    assert json.loads(tuphap("reports", "list", "--json").out)["reports"][0]["source"] == "a.txt"
    assert json.loads(tuphap("reports", "show", "r-a.txt", "--json").out)["figures"] == 1
    assert "Báo cáo a.txt" in tuphap("reports", "show", "r-a.txt").out
    assert tuphap("reports", "delete", "r-a.txt").code == 0
    assert tuphap("reports", "list").out == ""


def test_index_stats_and_verify(application: FakeApplication, tuphap: Tuphap) -> None:
    assert json.loads(tuphap("index", "stats", "--json").out)["reports"] == 1
    assert tuphap("index", "verify").code == 0
    application.index.drift = Drift(missing=("p-1",))
    drifted = tuphap("index", "verify", "--json")
    assert drifted.code == 4
    assert json.loads(drifted.out)["dense"]["missing"] == ["p-1"]
    assert "tuphap index rebuild\n" in tuphap("index", "verify").out


def test_index_verify_names_missing_and_left_over_sentence_vectors(
    application: FakeApplication, tuphap: Tuphap, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = application.index.verify()
    found = replace(sound, without_sentences=("p-1", "p-2"), surplus_sentences=("gone",))
    monkeypatch.setattr(application.index, "verify", lambda: found)
    told = tuphap("index", "verify")
    assert told.code == 4
    assert "tuphap index rebuild --embeddings\n" in told.out
    assert "without vectors of their sentences: 2\n" in told.out
    assert "texts that are gone: 1\n" in told.out
    check = json.loads(tuphap("index", "verify", "--json").out)
    assert (check["clean"], check["without_sentences"], check["surplus_sentences"]) == (
        False,
        ["p-1", "p-2"],
        ["gone"],
    )


@pytest.mark.parametrize(
    ("found", "command"),
    [
        ({"without_vector": ("p-1",)}, "tuphap index rebuild --embeddings"),
        ({"surplus_sentences": ("gone",)}, "tuphap index rebuild"),
        ({"pending": 1}, "tuphap index rebuild"),
    ],
)
def test_index_verify_names_the_command_that_mends_what_it_found(
    application: FakeApplication,
    tuphap: Tuphap,
    monkeypatch: pytest.MonkeyPatch,
    found: dict[str, object],
    command: str,
) -> None:
    drifted = replace(application.index.verify(), **found)
    monkeypatch.setattr(application.index, "verify", lambda: drifted)
    assert f": {command}\n" in tuphap("index", "verify").out


def test_index_rebuild(application: FakeApplication, tuphap: Tuphap) -> None:
    assert tuphap("index", "rebuild").code == 0
    assert json.loads(tuphap("index", "rebuild", "--embeddings", "--json").out)["step"] == "embeddings"
    assert application.index.rebuilt == ["indexes", "embeddings"]


def test_figures_export_for_a_spreadsheet(
    application: FakeApplication, tuphap: Tuphap, tmp_path: Path
) -> None:
    (row,) = csv.DictReader(io.StringIO(tuphap("figures", "export").out))
    assert (row["value"], row["unit"], row["province"], row["source"]) == (
        "42",
        "văn bản",
        "Hậu Giang",
        "a.txt",
    )
    assert tuphap("figures", "export", "--output", "f.csv").code == 0
    assert (tmp_path / "f.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert tuphap("figures", "export", "--format", "xlsx", "--output", "f.xlsx").code == 0
    assert (tmp_path / "f.xlsx").stat().st_size > 1000


def test_a_reports_words_are_no_formula(application: FakeApplication, tuphap: Tuphap) -> None:
    text = "=1+1 văn bản, thẩm định 42 văn bản"
    application.index.put(make_content("a.txt", text, figures=[FIGURE]))
    (row,) = csv.DictReader(io.StringIO(tuphap("figures", "export").out))
    assert row["quote"] == f"'{text}"


def test_help_and_no_arguments(tuphap: Tuphap) -> None:
    ran = tuphap("--help")
    assert ran.code == 0
    for command in ("ingest", "ask", "search", "serve", "demo", "reports", "figures", "index", "eval"):
        assert command in ran.out
