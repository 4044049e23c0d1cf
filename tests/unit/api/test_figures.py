"""`/api/figures`: filters, citations, marks; and the same through the commands."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.schemas import MAX_NOTE
from tests.support.fake_application import FIGURE, TEXT, FakeApplication, Tuphap, make_content
from vectorstore.schema import FigureKind

pytestmark = pytest.mark.enable_socket

PLAN = replace(
    FIGURE, figure_id="f2", ordinal=1, kind=FigureKind.TARGET, rivals=("van_ban_gop_y",), period="2024"
)
OTHER = replace(FIGURE, figure_id="f3 x", ordinal=2, indicator=None, phrase="cuộc họp", province="Cần Thơ")


@pytest.fixture
def held(application: FakeApplication) -> FakeApplication:
    application.index.put(make_content("a.txt", TEXT, figures=[FIGURE, PLAN, OTHER]))
    return application


@pytest.fixture
def client(held: FakeApplication) -> Iterator[TestClient]:
    with TestClient(create_app(held), raise_server_exceptions=False) as client:
        yield client


def found(client: TestClient, **query: str) -> list[str]:
    page = client.get("/api/figures", params=query).json()
    assert page["total"] == len(page["figures"])
    return [figure["figure_id"] for figure in page["figures"]]


def test_figures_are_found_by_every_filter(client: TestClient) -> None:
    assert found(client) == ["f1", "f2", "f3 x"]
    assert found(client, indicator="van_ban_tham_dinh", kind="achieved") == ["f1"]
    assert found(client, province="can tho") == ["f3 x"]
    assert found(client, period="2024") == ["f2"]
    assert found(client, ambiguous="true") == ["f2"]
    assert found(client, ambiguous="false") == ["f1", "f3 x"]
    assert found(client, marked="true") == []


@pytest.mark.parametrize(
    ("query", "field"), [("kind=many", "kind"), ("ambiguous=perhaps", "ambiguous"), ("limit=0", "limit")]
)
def test_a_filter_that_cannot_be_is_named(client: TestClient, query: str, field: str) -> None:
    response = client.get(f"/api/figures?{query}")
    assert response.status_code == 422
    assert response.json()["error"]["details"][0]["field"].startswith(field)


def test_pages_hold_what_is_asked_for(client: TestClient) -> None:
    page = client.get("/api/figures", params={"limit": 1, "offset": 1}).json()
    assert [figure["figure_id"] for figure in page["figures"]] == ["f2"]
    assert (page["total"], page["limit"], page["offset"]) == (3, 1, 1)


def test_a_figure_says_where_its_number_stands_and_what_else_it_may_be(client: TestClient) -> None:
    figure = client.get("/api/figures", params={"period": "2024"}).json()["figures"][0]
    assert figure["rivals"] == ["van_ban_gop_y"]
    assert TEXT[figure["value_start"] : figure["value_end"]] == "42"
    assert figure["citation"]["quote"] == TEXT[figure["citation"]["start"] : figure["citation"]["end"]]
    assert figure["mark"] is None


def test_a_mark_is_set_shown_replaced_and_taken_back(client: TestClient, held: FakeApplication) -> None:
    assert (
        client.post("/api/figures/f1/mark", json={"note": " đọc nhầm dòng "}).json()["note"]
        == "đọc nhầm dòng"
    )
    client.post("/api/figures/f1/mark", json={"note": "là số góp ý"})
    assert found(client, marked="true") == ["f1"]
    assert client.get("/api/figures").json()["figures"][0]["mark"]["note"] == "là số góp ý"
    assert held.catalog.figures(report_ids=["r-a.txt"])[0].figure_id == "f2"  # what answers are made of
    assert client.delete("/api/figures/f1/mark").status_code == 204
    assert found(client, marked="false") == ["f1", "f2", "f3 x"]


@pytest.mark.parametrize("note", [None, "", "  ", "x" * (MAX_NOTE + 1), 5])
def test_a_mark_needs_a_short_note(client: TestClient, note: object) -> None:
    response = client.post("/api/figures/f1/mark", json={} if note is None else {"note": note})
    assert (response.status_code, response.json()["error"]["details"][0]["field"]) == (422, "note")
    assert found(client, marked="true") == []


def test_an_unknown_figure_and_a_missing_mark_are_not_found(client: TestClient) -> None:
    for response, code in (
        (client.post("/api/figures/none/mark", json={"note": "x"}), "figure_not_found"),
        (client.delete("/api/figures/none/mark"), "figure_not_found"),
        (client.delete("/api/figures/f1/mark"), "mark_not_found"),
    ):
        assert (response.status_code, response.json()["error"]["code"]) == (404, code)
    english = client.delete("/api/figures/none/mark", headers={"Accept-Language": "en"})
    assert english.json()["error"]["message"] == "There is no figure none."


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_page_of_another_site_may_not_mark(client: TestClient, headers: dict[str, str]) -> None:
    for response in (
        client.post("/api/figures/f1/mark", json={"note": "x"}, headers=headers),
        client.delete("/api/figures/f1/mark", headers=headers),
        client.post("/figures/f1/mark", data={"note": "x"}, headers=headers),
        client.post("/figures/f1/unmark", headers=headers),
    ):
        assert response.status_code == 403
    assert found(client, marked="true") == []


# -- the commands


def test_list_shows_the_figure_its_proof_and_its_doubts(held: FakeApplication, tuphap: Tuphap) -> None:
    ran = tuphap("figures", "list", "--period", "2024")
    assert ran.code == 0
    assert ran.out.startswith("f2  42 văn bản được thẩm định · Hậu Giang · Năm 2024 · chỉ tiêu đề ra\n")
    assert "“Sở Tư pháp đã thẩm định 42 văn bản.” (a.txt)" in ran.out
    assert "văn bản được góp ý" in ran.out


def test_list_takes_names_and_every_filter(held: FakeApplication, tuphap: Tuphap) -> None:
    def ids(*arguments: str) -> list[str]:
        page = json.loads(tuphap("figures", "list", "--json", *arguments).out)
        return [figure["figure_id"] for figure in page["figures"]]

    assert ids("--indicator", "Van ban duoc tham dinh", "--kind", "target") == ["f2"]
    assert ids("--indicator", "van_ban_tham_dinh", "--unambiguous") == ["f1"]
    assert ids("--province", "can tho") == ["f3 x"]
    assert ids("--marked") == []
    assert ids("--limit", "1", "--offset", "2") == ["f3 x"]


def test_a_long_list_says_how_to_go_on(held: FakeApplication, tuphap: Tuphap) -> None:
    assert "--offset 2" in tuphap("figures", "list", "--limit", "2").err
    assert tuphap("figures", "list").err == ""


def test_a_figure_is_marked_and_unmarked(held: FakeApplication, tuphap: Tuphap) -> None:
    assert tuphap("figures", "mark", "f1", "--note", "đọc nhầm").code == 0
    assert held.catalog.marks["f1"].note == "đọc nhầm"
    assert "✗ đánh dấu sai · marked wrong 12/03/2026: đọc nhầm" in tuphap("figures", "list", "--marked").out
    assert tuphap("figures", "unmark", "f1").code == 0
    assert held.catalog.marks == {}


@pytest.mark.parametrize(
    "arguments",
    [
        ["mark", "f1"],
        ["mark", "f1", "--note", "  "],
        ["mark", "f1", "--note", "x" * (MAX_NOTE + 1)],
        ["mark", "nobody", "--note", "x"],
        ["unmark", "nobody"],
        ["unmark", "f1"],
        ["list", "--indicator", "phi công"],
        ["list", "--kind", "many"],
        ["list", "--province", "Atlantis"],
        ["export", "--indicator", "phi công"],
    ],
)
def test_wrong_usage_ends_with_2(held: FakeApplication, tuphap: Tuphap, arguments: list[str]) -> None:
    ran = tuphap("figures", *arguments)
    assert (ran.code, ran.out) == (2, ""), ran
    assert ran.err.strip()


def test_an_unknown_indicator_names_the_nearest(held: FakeApplication, tuphap: Tuphap) -> None:
    assert "van_ban_tham_dinh" in tuphap("figures", "list", "--indicator", "văn bản thẩm định").err


def test_the_export_holds_the_proof_the_doubts_and_the_marks(held: FakeApplication, tuphap: Tuphap) -> None:
    tuphap("figures", "mark", "f1", "--note", "=1+1")
    rows = {row["figure_id"]: row for row in csv.DictReader(io.StringIO(tuphap("figures", "export").out))}
    assert rows["f1"]["mark_note"] == "'=1+1"
    assert rows["f1"]["marked_at"] == "2026-03-12T09:00:00+00:00"
    assert rows["f2"]["rivals"] == "van_ban_gop_y"
    quote, start = rows["f2"]["quote"], int(rows["f2"]["start"])
    assert quote[int(rows["f2"]["value_start"]) - start : int(rows["f2"]["value_end"]) - start] == "42"
    assert rows["f2"]["url"] == "/reports/r-a.txt?c=0-35#c"
    left = csv.DictReader(io.StringIO(tuphap("figures", "export", "--unmarked", "--province", "can tho").out))
    assert [row["figure_id"] for row in left] == ["f3 x"]


def test_the_export_asks_for_one_page_at_a_time(
    held: FakeApplication, tuphap: Tuphap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.cli.figures.MAX_PAGE", 2)
    asked: list[int] = []
    real = held.figures

    def watched(**wanted: object) -> object:
        asked.append(int(str(wanted["offset"])))
        return real(**wanted)  # type: ignore[arg-type]

    monkeypatch.setattr(held, "figures", watched)
    assert tuphap("figures", "export", "--output", str(tmp_path / "f.csv")).code == 0
    assert asked == [0, 2]
    assert len((tmp_path / "f.csv").read_text(encoding="utf-8-sig").splitlines()) == 4
