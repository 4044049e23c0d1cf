"""`POST /api/chat`: one answer as JSON or as events, limits, errors in the caller's language."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from api.app import create_app
from api.routes.chat import pieces
from assistant.answer import Answer
from tests.support.fake_application import FakeApplication, make_answer, make_citation

ANSWER = make_answer(
    "Năm 2023, Sở Tư pháp đã thẩm định 42 văn bản [1]. Xem thêm [1, 2].", citations=[make_citation()]
)


@pytest.fixture
def application(tmp_path: Path) -> FakeApplication:
    return FakeApplication(tmp_path)


@pytest.fixture
def client(application: FakeApplication) -> Iterator[TestClient]:
    with TestClient(create_app(application), raise_server_exceptions=False) as client:
        yield client


def events(text: str) -> list[tuple[str, dict[str, object]]]:
    found = []
    for block in text.removesuffix("\n\n").split("\n\n"):
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_an_answer_is_the_contracts_json(client: TestClient, application: FakeApplication) -> None:
    application.answers.append(ANSWER)
    response = client.post("/api/chat", json={"question": "bao nhiêu?"})
    assert response.status_code == 200
    assert Answer.model_validate_json(response.content) == ANSWER


def test_history_and_filters_reach_the_assistant_in_canonical_names(
    client: TestClient, application: FakeApplication
) -> None:
    body = {
        "question": " còn 2022? ",
        "conversation_id": "abc",
        "history": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}],
        "filters": {"provinces": ["hau giang"], "years": [2022]},
    }
    assert client.post("/api/chat", json=body).status_code == 200
    (asked,) = application.assistant.asked
    assert (asked.text, asked.conversation_id) == ("còn 2022?", "abc")
    assert [turn.role for turn in asked.history] == ["user", "assistant"]
    assert (asked.filters.provinces, asked.filters.years) == (("Hậu Giang",), (2022,))


def test_a_stream_tells_the_answer_piece_by_piece_and_whole_at_its_end(
    client: TestClient, application: FakeApplication
) -> None:
    application.answers.append(ANSWER)
    response = client.post("/api/chat", json={"question": "x"}, headers={"Accept": "text/event-stream"})
    assert response.headers["content-type"].startswith("text/event-stream")
    told = events(response.text)
    names = [name for name, _ in told]
    assert names[0] == "status"
    assert names[-2:] == ["citation", "answer"]
    assert "".join(str(data["text"]) for name, data in told if name == "delta") == ANSWER.answer
    assert told[-2][1]["quote"] == ANSWER.citations[0].quote
    assert Answer.model_validate(told[-1][1]) == ANSWER


def test_a_stream_that_fails_ends_with_an_error(client: TestClient, application: FakeApplication) -> None:
    application.answers.append(RuntimeError("/secret"))
    response = client.post(
        "/api/chat",
        json={"question": "x"},
        headers={"Accept": "text/event-stream", "Accept-Language": "en"},
    )
    name, data = events(response.text)[-1]
    assert name == "error"
    assert data == {"error": {"code": "internal_error", "message": "The program failed."}}


def test_a_bug_is_told_without_its_insides(
    client: TestClient, application: FakeApplication, caplog: pytest.LogCaptureFixture
) -> None:
    application.answers.append(RuntimeError("/secret"))
    response = client.post("/api/chat", json={"question": "x"})
    assert response.status_code == 500
    assert response.json() == {"error": {"code": "internal_error", "message": "Lỗi của chương trình."}}
    assert "/secret" in caplog.text


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "question"),
        ({"question": ""}, "question"),
        ({"question": "  \n"}, "question"),
        ({"question": "a" * 2001}, "question"),
        ({"question": 5}, "question"),
        ({"question": "a", "filter": {}}, "filter"),
        ({"question": "a", "filters": {"years": ["hai nghìn"]}}, "filters.years.0"),
        ({"question": "a", "history": [{"role": "system", "content": "x"}]}, "history.0.role"),
        ({"question": "a", "history": [{"role": "user", "content": "x"}] * 51}, "history"),
    ],
)
def test_what_is_wrong_is_named(client: TestClient, body: dict[str, object], field: str) -> None:
    response = client.post("/api/chat", json=body)
    assert response.status_code == 422
    error = response.json()["error"]
    assert error["code"] == "invalid_request"
    assert [detail["field"] for detail in error["details"]] == [field]
    assert field in error["message"]


def test_a_body_that_is_no_json_is_told_in_the_same_shape(client: TestClient) -> None:
    response = client.post("/api/chat", content="{", headers={"Content-Type": "application/json"})
    assert response.status_code == 422
    assert response.json()["error"]["code"] == "invalid_request"


def test_an_unknown_province_names_the_nearest(client: TestClient) -> None:
    body = {"question": "a", "filters": {"provinces": ["Hậu Giangg"]}}
    error = client.post("/api/chat", json=body).json()["error"]
    assert error["code"] == "unknown_province"
    assert {"nearest": "Hậu Giang"} in error["details"]


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (None, "Không có"),
        ("en", "There is"),
        ("fr, en;q=0.5, vi;q=0.4", "There is"),
        ("en;q=0.1, vi-VN", "Không có"),
        ("en;q=0", "Không có"),
        ("en;q=x", "Không có"),
        (";;,,q=", "Không có"),
    ],
)
def test_errors_are_in_the_callers_language(client: TestClient, header: str | None, words: str) -> None:
    headers = {} if header is None else {"Accept-Language": header}
    response = client.get("/api/reports/none", headers=headers)
    assert response.status_code == 404
    assert response.json()["error"]["message"].startswith(words)


def test_a_huge_body_is_refused(client: TestClient) -> None:
    response = client.post("/api/chat", json={"question": "a" * 5_000_000})
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "too_large"


def test_a_huge_body_of_unknown_length_is_refused(client: TestClient) -> None:
    chunks = (b"a" * 100_000 for _ in range(50))
    response = client.post("/api/chat", content=chunks, headers={"Content-Type": "application/json"})
    assert response.status_code == 413


@given(st.text(alphabet=st.sampled_from("ab [],.1\n23"), max_size=80))
def test_pieces_are_the_text_and_cut_no_mark(text: str) -> None:
    cut = pieces(text)
    assert "".join(cut) == text
    boundaries, at = set(), 0
    for piece in cut:
        at += len(piece)
        boundaries.add(at)
    for mark in re.finditer(r"\[\d+(?:,\s*\d+)*\]", text):
        assert not boundaries & set(range(mark.start() + 1, mark.end()))
