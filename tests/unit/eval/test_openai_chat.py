"""Another assistant's plain text becomes an answer that can be scored."""

import json
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest

from assistant.answer import Answer, Status
from assistant.question import Filters, Question, Turn
from eval.adapters.chat_sources import split_sources
from eval.adapters.chat_text import status_of, values_of
from eval.adapters.openai_chat import openai_factory
from eval.errors import SystemUnavailableError
from tests.support.scripted_system import make_citation

ASKED = "Năm 2023 Hậu Giang thẩm định bao nhiêu văn bản?"


def answered(tmp_path: Path, reply: Mapping[str, object], question: Question | None = None) -> Answer:
    (tmp_path / "bao-cao-hau-giang-2023.docx").write_bytes(b"x")
    sent = httpx.MockTransport(lambda request: httpx.Response(200, json=reply))
    with openai_factory("http://chat/v1", "m", transport=sent)(tmp_path) as system:
        return system.ask(question or Question(text=ASKED))


def said(text: str, **more: object) -> dict[str, object]:
    return {"choices": [{"message": {"role": "assistant", "content": text}}], **more}


def test_a_text_answer_gives_status_value_and_sources(tmp_path: Path) -> None:
    text = (
        "Năm 2023, Sở Tư pháp tỉnh Hậu Giang đã thẩm định **42** văn bản [1].\n\n"
        "**Nguồn:**\n[1] [Báo cáo](https://x/bao-cao-hau-giang-2023.docx), tr. 3: “đã thẩm định 42 văn bản”"
    )
    answer = answered(tmp_path, said(text))
    (value,) = answer.values
    assert (value.value, value.unit, value.province, value.period) == (42, "văn bản", "Hậu Giang", "2023")
    assert value.citations == (1,)
    (citation,) = answer.citations
    assert (citation.number, citation.source) == (1, "bao-cao-hau-giang-2023.docx")
    assert citation.quote == "đã thẩm định 42 văn bản"
    assert "Nguồn" not in answer.answer
    assert answer.status is Status.ANSWERED


def test_the_extra_citations_field_is_taken_as_it_is(tmp_path: Path) -> None:
    given = make_citation("thẩm định 42 văn bản")
    answer = answered(tmp_path, said("42 văn bản [1].", citations=[given.model_dump(mode="json")]))
    assert answer.citations == (given,)
    addresses = answered(
        tmp_path, said("42 văn bản [1].", citations=["http://x/bao-cao-hau-giang-2023.docx"])
    )
    assert [each.source for each in addresses.citations] == ["bao-cao-hau-giang-2023.docx"]


def test_what_is_asked_carries_history_filters_and_key(tmp_path: Path) -> None:
    seen: list[httpx.Request] = []

    def reply(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json=said("42"))

    factory = openai_factory("http://chat/v1/", "m", api_key="k", transport=httpx.MockTransport(reply))
    question = Question(
        text="Còn năm 2022?",
        history=(Turn("user", ASKED), Turn("assistant", "42 văn bản.")),
        filters=Filters(provinces=("Hậu Giang",), years=(2022,)),
    )
    with factory(tmp_path) as system:
        system.ask(question)
        assert system.search("x", 3, Filters()) == []
    (request,) = seen
    body = json.loads(request.content)
    assert str(request.url) == "http://chat/v1/chat/completions"
    assert request.headers["Authorization"] == "Bearer k"
    assert (body["model"], body["temperature"], body["stream"]) == ("m", 0, False)
    assert [message["role"] for message in body["messages"]] == ["user", "assistant", "user"]
    assert (
        body["messages"][-1]["content"] == "Còn năm 2022? Chỉ xét các tỉnh: Hậu Giang. Chỉ xét các năm: 2022."
    )


@pytest.mark.parametrize(
    "reply",
    [
        httpx.Response(500, text="broken"),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json={"choices": []}),
    ],
)
def test_a_server_that_does_not_speak_the_protocol_is_named(tmp_path: Path, reply: httpx.Response) -> None:
    sent = httpx.MockTransport(lambda request: reply)
    with (
        openai_factory("http://chat/v1", "m", transport=sent)(tmp_path) as system,
        pytest.raises(SystemUnavailableError, match="http://chat/v1"),
    ):
        system.ask(Question(text=ASKED))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Báo cáo không nêu số luật sư của Hậu Giang năm 2010.", Status.NOT_FOUND),
        ("Tôi không tìm thấy số liệu này. Tuy nhiên, năm 2021 có 40 luật sư.", Status.NOT_FOUND),
        ("Xin chào! Rất tiếc, tôi không có thông tin về việc này.", Status.NOT_FOUND),
        ("Năm 2023 thẩm định 42 văn bản. Năm 2022 không có số liệu.", Status.ANSWERED),
        ("The reports do not mention lawyers.", Status.NOT_FOUND),
        ("Bạn muốn hỏi số liệu của tỉnh nào?", Status.CLARIFY),
        ("Có 42 văn bản, bạn muốn xem thêm năm nào?", Status.ANSWERED),
        ("Trọng tâm là nâng cao chất lượng thẩm định.", Status.ANSWERED),
        ("", Status.NOT_FOUND),
    ],
)
def test_status_by_words(text: str, status: Status) -> None:
    assert status_of(text, ASKED) is status


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Đã tổ chức 2.536 cuộc tuyên truyền với trên 184.000 lượt người.",
            [(2536, "cuộc"), (184000, "lượt người")],
        ),
        ("Thu 38,485 tỷ đồng, đạt 98,5%.", [(38485000000, "đồng"), (98.5, "%")]),
        ("There were 1,234 mediation cases in 2023.", [(1234, "")]),
        ("Theo báo cáo ngày 15/11/2023 của năm 2023 có 55 văn bản [2].", [(55, "văn bản")]),
        ("Trong 6 tháng đầu năm 2023 không phát sinh.", []),
    ],
)
def test_numbers_of_a_text_with_their_units(text: str, expected: list[tuple[float, str]]) -> None:
    language = "en" if text.isascii() else "vi"
    assert [(value.value, value.unit) for value in values_of(text, "?", language)] == expected


def test_each_number_is_of_the_place_named_before_it() -> None:
    values = values_of("Năm 2023, Cần Thơ thẩm định 122 văn bản, còn Sóc Trăng 114 văn bản.", "?", "vi")
    assert [(value.value, value.province, value.period) for value in values] == [
        (122, "Cần Thơ", "2023"),
        (114, "Sóc Trăng", "2023"),
    ]


@pytest.mark.parametrize(
    ("text", "rest", "listed"),
    [
        ("42 [1].\n\nSources:\n1. a.docx\n2. b.pdf", "42 [1].", [(1, "a.docx"), (2, "b.pdf")]),
        ("42 [1].\n\n[1]: http://x/a.docx\n[3]: b", "42 [1].", [(1, "http://x/a.docx"), (3, "b")]),
        ("42.\nNguồn: a.docx", "42.", [(1, "a.docx")]),
        ("Gồm:\n1. một\n2. hai", "Gồm:\n1. một\n2. hai", []),
        ("[1] một mình", "[1] một mình", []),
        ("Không nguồn.", "Không nguồn.", []),
    ],
)
def test_the_list_of_sources_is_taken_off(text: str, rest: str, listed: list[tuple[int, str]]) -> None:
    left, sources = split_sources(text)
    assert left == rest
    assert [(source.number, source.text) for source in sources] == listed
