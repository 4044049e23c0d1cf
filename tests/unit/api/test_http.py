"""The other routes: search, reports, uploads and their jobs, figures, health, docs, guards."""

import re
import threading
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.errors import FileNameError
from api.guards import MAX_UPLOAD_BYTES
from api.routes.reports import source_name
from tests.support.fake_application import FIGURE, TEXT, FakeApplication, make_content


@pytest.fixture
def application(tmp_path: Path) -> FakeApplication:
    application = FakeApplication(tmp_path)
    application.index.put(make_content("a.txt", TEXT, figures=[FIGURE]))
    application.index.put(make_content("b.txt", "thẩm định 7 văn bản", province="Cần Thơ", period="2022"))
    return application


@pytest.fixture
def client(application: FakeApplication) -> Iterator[TestClient]:
    with TestClient(create_app(application), raise_server_exceptions=False) as client:
        yield client


def ended(client: TestClient, job_id: str) -> dict[str, object]:
    for _ in range(500):
        state = client.get(f"/api/jobs/{job_id}").json()
        if state["status"] not in ("queued", "running"):
            return state
        time.sleep(0.01)
    raise AssertionError(state)


def test_search_gives_the_hits_of_the_contract(client: TestClient) -> None:
    found = client.get("/api/search", params={"q": "thẩm định", "province": "hau giang"}).json()
    (hit,) = found["hits"]
    assert set(hit) == {
        "source", "report_id", "title", "province", "period", "score", "page", "heading", "quote", "start",
        "end", "highlights", "url",
    }  # fmt: skip
    assert hit["quote"] == TEXT[hit["start"] : hit["end"]]
    assert hit["url"] == f"/reports/r-a.txt?c=0-{len(TEXT)}#c"
    assert found["elapsed_ms"] >= 0


def test_search_takes_several_filters_and_a_count(client: TestClient) -> None:
    both = [("province", "Hậu Giang"), ("province", "Cần Thơ"), ("q", "thẩm định")]
    assert len(client.get("/api/search", params=both).json()["hits"]) == 2
    assert len(client.get("/api/search", params=[*both, ("k", "1")]).json()["hits"]) == 1
    assert [
        hit["source"] for hit in client.get("/api/search", params=[*both, ("year", "2022")]).json()["hits"]
    ] == ["b.txt"]


@pytest.mark.parametrize(
    ("query", "field"),
    [("", "q"), ("q=%20", "q"), ("q=a&k=0", "k"), ("q=a&k=101", "k"), ("q=a&year=x", "year.0")],
)
def test_a_bad_search_names_its_parameter(client: TestClient, query: str, field: str) -> None:
    response = client.get(f"/api/search?{query}")
    assert response.status_code == 422
    assert response.json()["error"]["details"][0]["field"] == field


def test_reports_are_listed_in_pages(client: TestClient) -> None:
    page = client.get("/api/reports", params={"limit": 1, "offset": 1}).json()
    assert (page["total"], [report["source"] for report in page["reports"]]) == (2, ["b.txt"])
    only = client.get("/api/reports", params={"province": "can tho"}).json()
    assert [report["source"] for report in only["reports"]] == ["b.txt"]


def test_one_report_with_its_counts(client: TestClient) -> None:
    report = client.get("/api/reports/r-a.txt").json()
    assert (report["title"], report["period"], report["url"]) == ("Báo cáo a.txt", "2023", "/reports/r-a.txt")
    assert (report["characters"], report["passages"], report["figures"]) == (len(TEXT), 1, 1)
    assert report["versions"]["embedding"] == "toy"


def test_the_text_is_what_offsets_refer_to(client: TestClient) -> None:
    response = client.get("/api/reports/r-a.txt/text")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.text == TEXT


def test_a_deleted_report_is_gone(client: TestClient) -> None:
    assert client.delete("/api/reports/r-a.txt").status_code == 204
    assert client.get("/api/reports/r-a.txt").status_code == 404
    assert client.delete("/api/reports/r-a.txt").json()["error"]["code"] == "report_not_found"


def test_figures_come_with_the_citation_that_proves_them(client: TestClient) -> None:
    page = client.get(
        "/api/figures", params={"indicator": "van_ban_tham_dinh", "province": "hau giang"}
    ).json()
    (figure,) = page["figures"]
    assert figure["value"] == 42
    assert isinstance(figure["value"], int)
    assert "42" in figure["citation"]["quote"]
    assert figure["citation"]["url"] == "/reports/r-a.txt?c=0-35#c"
    assert client.get("/api/figures", params={"period": "1999"}).json()["total"] == 0


def test_an_upload_is_a_job_and_is_found_when_it_is_done(client: TestClient) -> None:
    response = client.post("/api/reports", files={"file": ("mới.txt", "đã góp ý 9 văn bản".encode())})
    assert response.status_code == 202
    state = ended(client, response.json()["job_id"])
    assert (state["status"], state["result"]["added"]) == ("done", 1)
    assert client.get("/api/search", params={"q": "góp ý"}).json()["hits"][0]["source"] == "mới.txt"


def test_an_upload_that_is_refused_says_why(client: TestClient) -> None:
    response = client.post("/api/reports", files={"file": ("x.txt", b"BROKEN")})
    state = ended(client, response.json()["job_id"])
    assert state["status"] == "failed"
    assert "tệp hỏng" in state["error"]["message"]
    assert state["result"]["failed"] == [{"path": "x.txt", "error": "tệp hỏng"}]


@pytest.mark.parametrize("name", ["../a.txt", "a/b.txt", "..", "a\u202etxt.txt", "x" * 300 + ".txt"])
def test_an_upload_under_a_name_that_is_no_file_name_is_refused(client: TestClient, name: str) -> None:
    response = client.post("/api/reports", files={"file": (name, b"x")})
    assert response.status_code == 422
    assert response.json()["error"]["code"] == "bad_file_name"


@pytest.mark.parametrize("name", ["", " ", ".", "c:\\a.txt", "a\n.txt", "a\x00.txt"])
def test_no_path_or_control_character_is_a_source(name: str) -> None:
    with pytest.raises(FileNameError):
        source_name(name)


def test_a_decomposed_name_is_the_same_source_as_a_composed_one() -> None:
    assert source_name(unicodedata.normalize("NFD", "báo cáo.TXT")) == "báo cáo.TXT"


def test_an_upload_of_a_format_nobody_reads_is_refused(client: TestClient) -> None:
    response = client.post("/api/reports", files={"file": ("a.exe", b"x")})
    assert response.status_code == 415
    assert "DOCX" in response.json()["error"]["message"]


def test_an_upload_over_the_limit_is_refused_before_it_is_read(client: TestClient) -> None:
    response = client.post(
        "/api/reports",
        content=b"x",
        headers={
            "Content-Length": str(MAX_UPLOAD_BYTES + 1),
            "Content-Type": "multipart/form-data; boundary=x",
        },
    )
    assert response.status_code == 413
    assert "100 MB" in response.json()["error"]["message"]


def test_an_upload_without_a_file_names_the_field(client: TestClient) -> None:
    response = client.post("/api/reports", files={"other": ("a.txt", b"x")})
    assert (response.status_code, response.json()["error"]["details"][0]["field"]) == (422, "file")


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}],
)
def test_a_page_of_another_site_may_not_write(client: TestClient, headers: dict[str, str]) -> None:
    for response in (
        client.post("/api/reports", files={"file": ("a.txt", b"x")}, headers=headers),
        client.delete("/api/reports/r-a.txt", headers=headers),
    ):
        assert response.status_code == 403
        assert response.json()["error"]["code"] == "foreign_origin"
    assert client.get("/api/reports/r-a.txt").status_code == 200


@pytest.mark.parametrize("headers", [{"Origin": "http://testserver"}, {"Sec-Fetch-Site": "same-origin"}])
def test_our_own_page_may_write(client: TestClient, headers: dict[str, str]) -> None:
    assert client.delete("/api/reports/r-a.txt", headers=headers).status_code == 204


def test_the_widget_of_another_origin_may_ask_without_credentials(client: TestClient) -> None:
    origin = {"Origin": "https://portal.example"}
    asked = client.post("/api/chat", json={"question": "a"}, headers=origin)
    assert asked.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in asked.headers
    preflight = client.options(
        "/api/chat",
        headers={
            **origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert preflight.status_code == 200
    refused = client.options("/api/reports/x", headers={**origin, "Access-Control-Request-Method": "DELETE"})
    assert refused.status_code == 400


def test_errors_too_can_be_read_by_the_widget(client: TestClient, application: FakeApplication) -> None:
    application.answers.append(RuntimeError("bug"))
    origin = {"Origin": "https://portal.example"}
    assert client.post("/api/chat", json={}, headers=origin).headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", ["/api/chat", "/api/reports", "/docs", "/nowhere", "/health/live"])
def test_every_response_has_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("PUT", "/api/chat", 405, "method_not_allowed"),
        ("GET", "/api/jobs/none", 404, "job_not_found"),
        ("GET", "/api/reports/none/text", 404, "report_not_found"),
        ("GET", "/docs/../settings.py", 404, "not_found"),
    ],
)
def test_errors_have_one_shape(client: TestClient, method: str, path: str, status: int, code: str) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    assert response.json()["error"]["code"] == code
    assert set(response.json()) == {"error"}


def test_the_docs_come_from_this_server_alone(client: TestClient) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    assert not re.search(r"(?:https?:)?//", page.text.replace("<!doctype html>", ""))
    for path in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        assert client.get(path).status_code == 200, path
    assert not re.search(r"https?://", client.get("/docs/start.js").text)


def test_the_schema_names_the_contract_and_hides_the_owners_routes(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {
        "/api/chat",
        "/api/search",
        "/api/reports",
        "/api/reports/{report_id}",
        "/api/jobs/{job_id}",
    } <= set(paths)
    assert not [path for path in paths if path.startswith("/owner")]


def test_ready_once_the_model_is_loaded(
    application: FakeApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = threading.Event()
    monkeypatch.setattr(application, "warm", lambda: loaded.wait(5))
    with TestClient(create_app(application)) as client:
        assert client.get("/health/live").status_code == 200
        assert client.get("/health/ready").status_code == 503
        loaded.set()
        for _ in range(500):
            if client.get("/health/ready").status_code == 200:
                return
            time.sleep(0.01)
    raise AssertionError("never ready")


def test_a_model_that_does_not_load_is_not_ready(
    application: FakeApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise OSError("no model")

    monkeypatch.setattr(application, "warm", broken)
    with TestClient(create_app(application)) as client:
        while (state := client.get("/health/ready").json()["status"]) == "starting":
            time.sleep(0.01)
        assert state == "failed"
        assert client.get("/health/live").status_code == 200


@pytest.mark.parametrize("token", [None, "", "wrong", "tokén"])
def test_the_owners_routes_are_closed_without_the_token(
    application: FakeApplication, token: str | None
) -> None:
    headers = {} if token is None else {"X-Tuphap-Token": token.encode()}
    for owner_token in ("right", None):
        with TestClient(create_app(application, owner_token=owner_token)) as client:
            for path in ("/owner/hello", "/owner/index"):
                response = client.get(path, headers=headers)
                assert (response.status_code, response.json()["error"]["code"]) == (401, "owner_only")
            ingest = client.post("/owner/ingest", json={"paths": ["/etc"]}, headers=headers)
            assert ingest.status_code == 401
    assert application.ingestor.calls == []


def test_the_owners_check_tells_sentences_without_vectors(
    application: FakeApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = replace(
        application.index.verify(), without_sentences=("p-1",), surplus_sentences=("gone", "gone too")
    )
    monkeypatch.setattr(application.index, "verify", lambda: found)
    with TestClient(create_app(application, owner_token="right")) as client:
        check = client.post("/owner/index/verify", headers={"X-Tuphap-Token": "right"}).json()
    assert check["clean"] is False
    assert check["without_sentences"] == ["p-1"]
    assert check["surplus_sentences"] == ["gone", "gone too"]
