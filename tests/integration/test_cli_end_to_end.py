"""The main job from the command line, with the real model and stores: ingest, ask, search, index."""

import json
import shutil
from pathlib import Path

import pytest

from tests.support.tuphap_process import Tuphap

REPORTS = (
    "bao-cao-hau-giang-2023.docx",
    "bao-cao-kien-giang-2023.txt",
    "phu-luc-can-tho-2023.xlsx",
    "tin-an-giang-2023.txt",
)
QUESTION = "Năm 2023 Hậu Giang thẩm định bao nhiêu văn bản?"


@pytest.fixture(scope="module")
def filled(
    tmp_path_factory: pytest.TempPathFactory, model_dir: Path, sample_corpus: Path
) -> tuple[Tuphap, Path]:
    """A few of the sample reports, taken in from a folder of their own."""
    base = tmp_path_factory.mktemp("cli")
    (base / "reports").mkdir()
    for name in REPORTS:
        shutil.copy(sample_corpus / name, base / "reports")
    tuphap = Tuphap(base / "data", model_dir)
    summary = tuphap.json("ingest", str(base / "reports"))
    assert (summary["added"], summary["failed"]) == (len(REPORTS), [])
    return tuphap, base / "reports"


@pytest.mark.parametrize(
    "question",
    [
        QUESTION,
        "so van ban tham dinh hau giang 2023",
        "How many documents were appraised in Hau Giang in 2023?",
    ],
)
def test_the_figure_is_answered_with_its_proof(filled: tuple[Tuphap, Path], question: str) -> None:
    answer = filled[0].json("ask", question)
    assert (answer["status"], answer["values"][0]["value"]) == ("answered", 42)
    cited = [answer["citations"][number - 1] for number in answer["values"][0]["citations"]]
    assert all("42" in citation["quote"] and citation["province"] == "Hậu Giang" for citation in cited)


def test_what_the_reports_do_not_say_is_not_found(filled: tuple[Tuphap, Path]) -> None:
    answer = filled[0].json("ask", "Năm 2023 Hậu Giang có bao nhiêu phi công vũ trụ?")
    assert (answer["status"], answer["values"]) == ("not_found", [])


def test_the_home_province_is_meant_when_none_is_named(filled: tuple[Tuphap, Path]) -> None:
    question = "Năm 2023 có bao nhiêu văn bản được thẩm định?"
    assert filled[0].json("ask", question)["table"] is not None
    at_home = Tuphap(filled[0].data_dir, filled[0].model_dir, {"TUPHAP_HOME_PROVINCE": "hau giang"})
    assert at_home.json("ask", question)["values"][0]["value"] == 42


def test_search_finds_and_quotes_verbatim(filled: tuple[Tuphap, Path]) -> None:
    found = filled[0].json("search", "thẩm định văn bản", "--province", "hau giang", "-k", "3")
    assert 1 <= len(found["hits"]) <= 3
    assert {hit["province"] for hit in found["hits"]} == {"Hậu Giang"}
    scores = [hit["score"] for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True)


def test_a_batch_answers_in_order_and_names_the_bad_line(filled: tuple[Tuphap, Path], tmp_path: Path) -> None:
    lines = [
        {"id": "a", "question": QUESTION},
        {"id": "b"},
        {
            "id": "c",
            "question": "Năm 2023 thẩm định bao nhiêu văn bản?",
            "filters": {"provinces": ["Hau Giang"]},
        },
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    ran = filled[0].run("ask", "--batch", str(tmp_path / "in.jsonl"), "--output", str(tmp_path / "out.jsonl"))
    assert (ran.returncode, ran.stdout) == (3, "")
    out = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in out] == ["a", "b", "c"]
    assert out[0]["values"][0]["value"] == 42
    assert set(out[1]) == {"id", "error"}
    assert out[2]["values"][0]["value"] == 42


def test_the_same_folder_again_is_unchanged_and_quick(filled: tuple[Tuphap, Path]) -> None:
    tuphap, folder = filled
    summary = tuphap.json("ingest", str(folder))
    assert summary["added"] == summary["updated"] == 0
    assert summary["unchanged"] == len(REPORTS)
    assert summary["elapsed_s"] < 1


def test_the_index_is_clean_and_can_be_rebuilt(filled: tuple[Tuphap, Path]) -> None:
    tuphap = filled[0]
    before = tuphap.json("search", "phổ biến giáo dục pháp luật")["hits"]
    assert tuphap.json("index", "verify")["clean"]
    for step in ([], ["--figures"], ["--passages"]):
        tuphap.json("index", "rebuild", *step)
        assert tuphap.json("index", "verify")["clean"]
    after = tuphap.json("search", "phổ biến giáo dục pháp luật")["hits"]
    assert after == before
    assert tuphap.json("ask", QUESTION)["values"][0]["value"] == 42


def test_a_broken_file_is_named_and_the_rest_goes_in(tmp_path: Path, model_dir: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(
        "SỞ TƯ PHÁP TỈNH HẬU GIANG\nBÁO CÁO\nCông tác tư pháp năm 2021\nĐã thẩm định 17 văn bản.\n",
        encoding="utf-8",
    )
    (tmp_path / "in" / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    summary = Tuphap(tmp_path / "data", model_dir).json("ingest", str(tmp_path / "in"), code=3)
    assert summary["added"] == 1
    assert [file["path"] for file in summary["failed"]] == [str(tmp_path / "in" / "b.pdf")]
    assert summary["failed"][0]["error"]


def test_a_figure_marked_wrong_is_in_no_answer_until_the_mark_is_taken_back(
    filled: tuple[Tuphap, Path],
) -> None:
    tuphap = filled[0]
    wanted = ("figures", "list", "--indicator", "van_ban_tham_dinh", "--province", "hau giang")
    shown = [item for item in tuphap.json(*wanted, "--period", "2023")["figures"] if item["value"] == 42]
    assert shown
    for item in shown:
        assert tuphap.run("figures", "mark", item["figure_id"], "--note", "thử").returncode == 0
    assert all(value["value"] != 42 for value in tuphap.json("ask", QUESTION)["values"])
    tuphap.json("index", "rebuild", "--figures")  # read again, the marks stay
    marked = tuphap.json(*wanted, "--marked")["figures"]
    assert {item["figure_id"] for item in marked} == {item["figure_id"] for item in shown}
    assert all(item["mark"]["note"] == "thử" for item in marked)
    assert "thử" in tuphap.run("figures", "export", "--marked").stdout

    with tuphap.serving() as (client, _):  # beside a server the commands work through it
        used = tuphap.json(*wanted, "--period", "2023", "--kind", "achieved", "--unmarked")["figures"]
        assert not {item["figure_id"] for item in shown} & {item["figure_id"] for item in used}
        for item in shown:
            assert tuphap.run("figures", "unmark", item["figure_id"]).returncode == 0
            assert tuphap.run("figures", "unmark", item["figure_id"]).returncode == 2
        assert tuphap.run("figures", "mark", "nobody", "--note", "x").returncode == 2
        assert client.get("/api/figures", params={"marked": True}).json()["total"] == 0
        assert tuphap.json("ask", QUESTION)["values"][0]["value"] == 42
        assert "Hậu Giang" in client.get("/figures", params={"province": "hau giang"}).text


def test_the_figures_are_exported(filled: tuple[Tuphap, Path]) -> None:
    ran = filled[0].run("figures", "export", "--province", "hau giang")
    header, *rows = ran.stdout.splitlines()
    assert header.startswith("indicator,phrase,value,")
    assert any("van_ban_tham_dinh" in row and ",42," in row for row in rows)
