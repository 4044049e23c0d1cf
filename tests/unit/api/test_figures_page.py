"""`/figures`: the page to look through figures and to mark them, without script."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient

from api.app import create_app
from api.figure_view import words_of
from tests.support.fake_application import FIGURE, TEXT, FakeApplication, make_content
from vectorstore.schema import FigureKind

pytestmark = pytest.mark.enable_socket

DOUBTFUL = replace(
    FIGURE,
    figure_id="f2",
    ordinal=1,
    rivals=("van_ban_gop_y",),
    kind=FigureKind.PART,
    part="cấp tỉnh",
    qualifier="trên",
    period="2022-H1",
)
OTHER = replace(
    FIGURE,
    figure_id="f3 x?",
    ordinal=2,
    indicator=None,
    phrase="cuộc <họp>",
    province="Cần Thơ",
    value=184312.5,
)


@pytest.fixture
def client(application: FakeApplication) -> Iterator[TestClient]:
    application.index.put(make_content("a.txt", TEXT, figures=[FIGURE, DOUBTFUL, OTHER]))
    with TestClient(create_app(application), raise_server_exceptions=False) as client:
        yield client


def shown(client: TestClient, path: str = "/figures", **headers: str) -> BeautifulSoup:
    response = client.get(path, headers=headers)
    assert response.status_code == 200, response.text
    return BeautifulSoup(response.text, "html.parser")


def items(page: BeautifulSoup) -> list[Tag]:
    return page.select("ol.figures > li")


def options(page: BeautifulSoup, name: str) -> list[str]:
    return [str(option["value"]) for option in page.select(f"select[name={name}] option")]


def test_a_figure_stands_with_all_one_needs_to_judge_it(client: TestClient) -> None:
    first, doubtful, other = items(shown(client))
    assert first.h2.get_text(" ", strip=True) == "42 văn bản được thẩm định"
    assert first.select_one(".of").text == "Hậu Giang · Năm 2023 · kết quả"
    assert first.blockquote.text == TEXT[:35]
    assert first.select_one("blockquote mark").text == "42"
    assert first.select_one(".rivals") is None
    assert doubtful.h2.text.startswith("trên 42 văn bản")
    assert (
        doubtful.select_one(".of").text
        == "Hậu Giang · 6 tháng đầu năm 2022 · một phần của tổng · phần: cấp tỉnh"
    )
    assert "văn bản được góp ý" in doubtful.select_one(".rivals").text
    assert other.h2.get_text(" ", strip=True) == "184.312,5 văn bản “cuộc <họp>” (ngoài danh mục chỉ tiêu)"


def test_its_source_opens_with_the_passage_and_the_number_marked(client: TestClient) -> None:
    link = items(shown(client))[0].select_one(".source a")
    assert link["href"] == "reports/r-a.txt?c=0-35&v=24-26#c"
    report = shown(client, "/" + str(link["href"]))
    assert "".join(mark.text for mark in report.select("mark")) == TEXT[:35]
    assert report.select_one("mark#c").text == TEXT[:24]
    assert report.select_one("mark.exact").text == "42"


@pytest.mark.parametrize("number", ["0-99", "30-40", "x", "26-24"])
def test_a_number_outside_the_passage_is_no_address(client: TestClient, number: str) -> None:
    assert client.get(f"/reports/r-a.txt?c=0-35&v={number}").status_code == 400


def test_the_selects_hold_what_is_there_and_what_is_chosen(client: TestClient) -> None:
    page = shown(client)
    assert options(page, "indicator") == ["", "van_ban_tham_dinh"]
    assert options(page, "province") == ["", "Cần Thơ", "Hậu Giang"]
    assert options(page, "period") == ["", "2023", "2022-H1"]
    chosen = shown(client, "/figures?indicator=van_ban_tham_dinh&period=1999&kind=part")
    assert options(chosen, "province") == ["", "Hậu Giang"]
    assert [str(option["value"]) for option in chosen.select("option[selected]")] == [
        "van_ban_tham_dinh", "1999", "part",
    ]  # fmt: skip
    assert "Không có số liệu nào" in chosen.select_one(".count").text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("indicator=van_ban_tham_dinh", 2),
        ("province=can+tho", 1),
        ("period=2022-H1", 1),
        ("kind=part", 1),
        ("ambiguous=yes", 1),
        ("ambiguous=no", 2),
        ("marked=no", 3),
        ("marked=yes", 0),
        ("indicator=&province=&kind=", 3),
    ],
)
def test_the_filters_filter(client: TestClient, query: str, count: int) -> None:
    assert len(items(shown(client, f"/figures?{query}"))) == count


@pytest.mark.parametrize("query", ["kind=many", "province=Atlantis", "page=0", "page=x", "marked=perhaps"])
def test_an_address_that_asks_for_nonsense_says_so(client: TestClient, query: str) -> None:
    response = client.get(f"/figures?{query}")
    assert response.status_code == 400
    assert "<h1>Bộ lọc không đúng</h1>" in response.text
    assert 'href="pages.css"' in response.text


def test_a_long_list_is_paged_and_keeps_its_filter(application: FakeApplication, client: TestClient) -> None:
    many = [replace(FIGURE, figure_id=f"n{number}") for number in range(120)]
    application.index.put(make_content("a.txt", TEXT, figures=many))
    page = shown(client, "/figures?province=H%E1%BA%ADu+Giang&page=2")
    assert [item["id"] for item in (items(page)[0], items(page)[-1])] == ["f-n50", "f-n99"]
    assert page.select_one("ol.figures")["start"] == "51"
    earlier, later = (str(link["href"]) for link in page.select("nav.pages a"))
    assert len(items(shown(client, "/" + earlier))) == 50
    assert len(items(shown(client, "/" + later))) == 20
    assert "Trang 2/3" in page.select_one(".count").text


def test_a_figure_is_marked_where_it_stands_and_the_mark_taken_back(
    application: FakeApplication, client: TestClient
) -> None:
    page = shown(client, "/figures?province=C%E1%BA%A7n+Th%C6%A1")
    form = items(page)[0].select_one("details form")
    assert form["method"] == "post"
    assert form.select_one("input[name=note]").has_attr("required")
    posted = client.post("/" + str(form["action"]), data={"note": " đọc <nhầm> "}, follow_redirects=True)
    assert application.catalog.marks["f3 x?"].note == "đọc <nhầm>"
    assert posted.url.path == "/figures"
    assert posted.url.query == b"province=C%E1%BA%A7n+Th%C6%A1"
    (item,) = items(BeautifulSoup(posted.text, "html.parser"))
    assert posted.history[0].headers["location"].endswith(f"#{item['id']}")
    assert item.select_one("h2 s").text == "184.312,5 văn bản"
    assert item.select_one(".marked").text == "Đã đánh dấu sai ngày 12/03/2026: đọc <nhầm>"
    assert len(items(shown(client, "/figures?marked=yes"))) == 1
    client.post("/" + str(item.select_one("form")["action"]))
    assert application.catalog.marks == {}
    again = client.post("/" + str(item.select_one("form")["action"]), follow_redirects=False)
    assert again.status_code == 303


@pytest.mark.parametrize(
    ("path", "note", "status", "title"),
    [
        ("/figures/f1/mark", "  ", 422, "Chưa đánh dấu được"),
        ("/figures/f1/mark", "x" * 501, 422, "Chưa đánh dấu được"),
        ("/figures/none/mark", "x", 404, "Không tìm thấy số liệu"),
        ("/figures/none/unmark", "", 404, "Không tìm thấy số liệu"),
    ],
)
def test_a_mark_that_cannot_be_set_is_a_page_that_says_why(
    client: TestClient, path: str, note: str, status: int, title: str
) -> None:
    response = client.post(path, data={"note": note})
    assert response.status_code == status
    assert f"<h1>{title}</h1>" in response.text
    assert client.get("/" + "figures/x/../../pages.css").status_code == 200


def test_it_is_vietnamese_unless_the_reader_prefers_english(client: TestClient) -> None:
    assert shown(client).h1.text == "Tra cứu số liệu"
    english = shown(client, **{"Accept-Language": "en-GB,vi;q=0.5"})
    assert english.html["lang"] == "en"
    assert english.h1.text == "Look through the figures"
    assert items(english)[2].h2.text.startswith("184,312.5")
    asked = shown(client, "/figures?lang=en&kind=part", **{"Accept-Language": "vi"})
    assert asked.select_one("input[name=lang]")["value"] == "en"
    assert "lang=en" in str(items(asked)[0].select_one("form")["action"])


def test_both_languages_say_everything() -> None:
    assert set(words_of("vi")) == set(words_of("en"))
    assert all(words_of("en").values())


def test_the_page_loads_and_runs_nothing_and_sends_forms_only_here(client: TestClient) -> None:
    response = client.get("/figures")
    policy = response.headers["content-security-policy"]
    assert "form-action 'self'" in policy
    assert "unsafe" not in policy
    assert "<script" not in response.text
    assert "style=" not in response.text
    assert "Accept-Language" in response.headers["vary"]


def test_the_chat_page_leads_there(client: TestClient) -> None:
    assert shown(client, "/").select_one("nav a")["href"] == "figures"
    assert shown(client, "/?lang=en").select_one("nav a")["href"] == "figures?lang=en"
