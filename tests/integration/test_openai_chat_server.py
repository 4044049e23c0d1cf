"""Another assistant is measured over a real connection: a scripted server that speaks OpenAI's protocol."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from assistant.answer import Status
from assistant.question import Question
from eval.adapters.openai_chat import openai_factory
from eval.errors import SystemUnavailableError
from eval.question import Expected, ExpectedValue, QuestionKind, SuiteQuestion
from eval.run import run_suite
from eval.suite import Suite

SAID = {
    "Năm 2023 Hậu Giang thẩm định bao nhiêu văn bản?": (
        "Năm 2023, Hậu Giang thẩm định 42 văn bản [1].\n\n"
        "Nguồn:\n[1] hau-giang-2023.txt: “thẩm định 42 văn bản”"
    ),
    "Năm 2022 Hậu Giang thẩm định bao nhiêu văn bản?": "Năm 2022, Hậu Giang thẩm định 24 văn bản.",
    "Có bao nhiêu luật sư?": "Xin lỗi, báo cáo không nêu số luật sư.",
}


class Scripted(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        text = SAID.get(body["messages"][-1]["content"])
        reply = {"choices": [{"index": 0, "message": {"role": "assistant", "content": text}}]}
        content = json.dumps(reply).encode()
        self.send_response(200 if text and self.path == "/v1/chat/completions" else 500)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def url() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Scripted)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    server.shutdown()
    server.server_close()
    thread.join()


def number(identifier: str, text: str, value: int, period: str) -> SuiteQuestion:
    expected = ExpectedValue(value=value, unit="văn bản", province="Hậu Giang", period=period)
    return SuiteQuestion(
        id=identifier,
        question=text,
        kind=QuestionKind.LOOKUP,
        expected=Expected(status=Status.ANSWERED, values=(expected,)),
    )


def test_what_another_assistant_says_is_scored_like_an_answer(url: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "hau-giang-2023.txt").write_text("Hậu Giang đã thẩm định 42 văn bản.", encoding="utf-8")
    right, wrong, refused = SAID
    suite = Suite(
        name="chat",
        path=tmp_path,
        corpus=corpus,
        questions=(
            number("right", right, 42, "2023"),
            number("wrong", wrong, 25, "2022"),
            SuiteQuestion(
                id="refused",
                question=refused,
                kind=QuestionKind.UNANSWERABLE,
                expected=Expected(status=Status.NOT_FOUND),
            ),
            number("broken", "Máy chủ lỗi?", 1, "2023"),
        ),
    )
    finished = run_suite(suite, openai_factory(url, "m"), tmp_path / "runs")
    lines = (finished.path / "rows.jsonl").read_text(encoding="utf-8").splitlines()
    rows = {row["id"]: row for row in map(json.loads, lines)}
    assert rows["right"]["scores"]["value"] == 1
    assert rows["right"]["scores"]["quoted"] == 1
    assert rows["wrong"]["scores"]["wrong_number"] == 1
    assert rows["refused"]["scores"]["right"] == 1
    assert "HTTP 500" in rows["broken"]["error"]


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    with (
        openai_factory("http://127.0.0.1:9/v1", "m", timeout_s=2)(tmp_path) as system,
        pytest.raises(SystemUnavailableError, match=r"127\.0\.0\.1:9"),
    ):
        system.ask(Question(text="?"))
