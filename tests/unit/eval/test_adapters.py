"""Flat question files become suites; a server becomes a system."""

import json
from pathlib import Path

import httpx
import pytest

from assistant.answer import Status
from assistant.question import Filters, Question, Turn
from eval.adapters.reports_questions import last_digit_tolerance, list_items, load_reports_questions
from eval.adapters.server import server_factory
from eval.errors import SuiteError, SystemUnavailableError
from eval.question import QuestionKind
from tests.support.scripted_system import NOT_FOUND, make_answer, make_citation

FLAT = {
    "id": "h1",
    "question": "Bao nhiêu văn bản?",
    "lang": "vi",
    "kind": "number",
    "answer": "42 văn bản",
    "answer_number": 42,
    "unit": "văn bản",
    "source": "a",
    "evidence": "Đã thẩm định 42 văn bản.",
    "note": None,
    "year": 2023,
}


def write_flat(folder: Path, *lines: dict[str, object]) -> Path:
    (folder / "reports").mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / "reports" / name).write_text("x", encoding="utf-8")
    path = folder / "some-questions.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_flat_questions_expect_what_they_say(tmp_path: Path) -> None:
    path = write_flat(
        tmp_path,
        FLAT,
        {**FLAT, "id": "h2", "lang": "vi-nodiacritics"},
        {**FLAT, "id": "h3", "lang": "en", "note": "hai số"},
        {
            **FLAT,
            "id": "h4",
            "kind": "compare",
            "answer_number": 3.7,
            "source": ["a", "b"],
            "evidence": ["x", "y"],
        },
        {
            **FLAT,
            "id": "h5",
            "kind": "list",
            "answer": "Đà Nẵng, Hậu Giang and Hà Nam",
            "answer_number": None,
        },
        {**FLAT, "id": "h6", "kind": "text", "lang": "en", "answer_number": None},
        {**FLAT, "id": "h7", "kind": "unanswerable", "answer": None, "answer_number": None, "unit": None},
    )
    suite = load_reports_questions(path)
    assert (suite.name, suite.corpus) == ("some-questions", tmp_path / "reports")
    number, plain, english, compare, listed, text, nothing = suite.questions
    assert [question.kind for question in suite.questions] == [
        QuestionKind.LOOKUP,
        QuestionKind.NO_DIACRITICS,
        QuestionKind.ENGLISH,
        QuestionKind.COMPARE,
        QuestionKind.LIST,
        QuestionKind.TEXT,
        QuestionKind.UNANSWERABLE,
    ]
    value = number.expected.values[0]
    assert (value.value, value.unit, value.tolerance) == (42, "văn bản", 0)
    assert number.expected.sources == ("a.txt",)
    assert number.expected.evidence is None
    assert number.expected.also == (42,)
    assert plain.expected == english.expected == number.expected
    assert english.note == "hai số"
    assert compare.expected.values[0].tolerance == pytest.approx(0.05)
    assert compare.expected.sources == ("a.txt", "b.txt")
    assert listed.expected.items == ("Đà Nẵng", "Hậu Giang", "Hà Nam")
    assert text.expected.evidence == FLAT["evidence"]
    assert text.expected.values == ()
    assert nothing.expected.status is Status.NOT_FOUND
    assert nothing.expected.sources == ()


def test_bad_flat_lines_are_named(tmp_path: Path) -> None:
    path = write_flat(
        tmp_path,
        {**FLAT, "kind": "numbers"},
        {**FLAT, "id": "h2", "answer_number": None},
        {**FLAT, "id": "h3", "source": "c"},
        {**FLAT, "id": "h4", "lang": "fr"},
    )
    with pytest.raises(SuiteError) as caught:
        load_reports_questions(path)
    named = [(problem.line, problem.field) for problem in caught.value.problems]
    assert named == [(1, "kind"), (2, None), (4, "lang"), (3, "expected.sources")]


def test_the_texts_may_stand_elsewhere(tmp_path: Path) -> None:
    path = write_flat(tmp_path, FLAT)
    (tmp_path / "reports").rename(tmp_path / "elsewhere")
    with pytest.raises(SuiteError, match="is not a folder of reports"):
        load_reports_questions(path)
    assert load_reports_questions(path, corpus=tmp_path / "elsewhere").corpus == tmp_path / "elsewhere"


@pytest.mark.parametrize(
    ("number", "tolerance"), [(287, 0), (29.4, 0.05), (46.27, 0.005), (3.0, 0), (1e6, 0)]
)
def test_half_of_the_last_digit_is_tolerated(number: float, tolerance: float) -> None:
    assert last_digit_tolerance(number) == pytest.approx(tolerance)


def test_items_keep_names_whole() -> None:
    assert list_items("Bà Rịa - Vũng Tàu; TP. Hồ Chí Minh và Huế.") == (
        "Bà Rịa - Vũng Tàu",
        "TP. Hồ Chí Minh",
        "Huế",
    )


def test_a_server_is_asked_by_the_contract(tmp_path: Path) -> None:
    seen: list[httpx.Request] = []
    answer = make_answer("Có 42 [1].", citations=[make_citation("42")])
    hit = {
        "source": "a.txt",
        "report_id": "r",
        "title": "t",
        "start": 3,
        "end": 4,
        "score": 0.5,
        "quote": "x",
    }

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if request.url.path == "/api/chat":
            return httpx.Response(200, text=answer.model_dump_json())
        return httpx.Response(
            200, json={"hits": [hit], "elapsed_ms": 1} if request.url.path == "/api/search" else {}
        )

    with server_factory("http://server", transport=httpx.MockTransport(respond))(tmp_path) as system:
        question = Question("?", history=(Turn("user", "x"),), filters=Filters(("Huế",), (2023,)))
        assert system.ask(question) == answer
        hits = system.search("từ", 10, Filters(("Huế",), (2022, 2023)))
    assert [request.url.path for request in seen] == ["/health/ready", "/api/chat", "/api/search"]
    assert json.loads(seen[1].content) == {
        "question": "?",
        "history": [{"role": "user", "content": "x"}],
        "filters": {"provinces": ["Huế"], "years": [2023]},
    }
    assert seen[2].url.params.multi_items() == [
        ("q", "từ"),
        ("k", "10"),
        ("province", "Huế"),
        ("year", "2022"),
        ("year", "2023"),
    ]
    assert [(found.source, found.start, found.quote) for found in hits] == [("a.txt", 3, "x")]


def test_a_server_that_fails_says_how(tmp_path: Path) -> None:
    def down(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with (
        pytest.raises(SystemUnavailableError, match="refused"),
        server_factory("http://server", transport=httpx.MockTransport(down))(tmp_path),
    ):
        pass

    def broken(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/api/chat":
            return httpx.Response(500, text="hỏng rồi")
        return httpx.Response(200, json={"results": []})

    with server_factory("http://server", transport=httpx.MockTransport(broken))(tmp_path) as system:
        with pytest.raises(SystemUnavailableError, match=r"HTTP 500: hỏng rồi"):
            system.ask(Question("?"))
        with pytest.raises(SystemUnavailableError, match="not as the contract says"):
            system.search("?", 10, Filters())


def test_not_found_survives_the_wire(tmp_path: Path) -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(200, text=NOT_FOUND.model_dump_json()))
    with server_factory("http://server", transport=transport)(tmp_path) as system:
        assert system.ask(Question("?")) == NOT_FOUND
