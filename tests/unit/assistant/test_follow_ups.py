"""What people ask on: a few words that mean the question before with something changed."""

from datetime import date

import pytest

from assistant.dialogue import standalone
from assistant.question import Question, Turn
from tests.unit.assistant.conftest import Ask

FIRST = "Năm 2023 An Giang thẩm định bao nhiêu văn bản?"


@pytest.mark.parametrize(
    ("follow_up", "value", "province", "period"),
    [
        ("còn năm 2022?", 43, "An Giang", "2022"),
        ("con nam 2022", 43, "An Giang", "2022"),
        ("vậy năm 2021 thì sao", 40, "An Giang", "2021"),
        ("thế Sóc Trăng thì sao?", 31, "Sóc Trăng", "2023"),
        ("còn luật sư?", 220, "An Giang", "2023"),
        ("còn luật sư của Cà Mau?", 100, "Cà Mau", "2023"),
        ("tăng bao nhiêu so với năm trước?", 5, "An Giang", "2023"),
        ("so với năm 2021?", 7, "An Giang", "2023"),
        ("tỉnh nào cao nhất?", 60, "Đắk Lắk", "2023"),
        ("tỉnh nào ít nhất?", 20, "Hậu Giang", "2023"),
        ("so với Cà Mau thì sao?", 16, "An Giang", "2023"),
        ("qua các năm thì sao?", 40, "An Giang", "2021"),
    ],
)
def test_a_follow_up_takes_the_rest_from_the_question_before(
    ask: Ask, follow_up: str, value: int, province: str, period: str
) -> None:
    answer = ask(follow_up, history=(Turn("user", FIRST), Turn("assistant", "…")))
    head = answer.values[0]
    assert (head.value, head.province, head.period) == (value, province, period)


@pytest.mark.parametrize(
    ("follow_up", "value"),
    [
        ("luật sư nữa", 220),
        ("Cho em xin thêm số luật sư nữa ạ.", 220),
        ("Số luật sư thì bao nhiêu?", 220),
        ("có bao nhiêu luật sư?", 220),
        ("Cà Mau bn", 31),
    ],
)
def test_what_names_neither_place_nor_time_keeps_those_spoken_of(
    ask: Ask, follow_up: str, value: int
) -> None:
    answer = ask(follow_up, history=(Turn("user", FIRST), Turn("assistant", "…")))
    assert (answer.values[0].value, answer.values[0].period) == (value, "2023")


def test_what_goes_over_all_places_stands_by_itself() -> None:
    asked = Question(text="Tổng số luật sư của tất cả các tỉnh là bao nhiêu?", history=(Turn("user", FIRST),))
    assert not standalone(asked, ()).places


def test_what_is_joined_to_a_period_goes_with_it() -> None:
    first = "How many documents were appraised in An Giang for full-year 2022?"
    asked = Question(text="How about 2023?", history=(Turn("user", first),))
    assert standalone(asked, ()).text == "How many documents were appraised in An Giang for 2023?"


def test_follow_ups_follow_each_other(ask: Ask) -> None:
    history = (Turn("user", FIRST), Turn("user", "còn Cà Mau?"))
    assert ask("còn năm 2022?", history=history).values[0].value == 28


def test_the_two_last_spoken_of_are_compared(ask: Ask) -> None:
    history = (Turn("user", FIRST), Turn("user", "còn Cà Mau?"))
    assert ask("Hai tỉnh chênh nhau bao nhiêu?", history=history).values[0].value == 16
    history = (Turn("user", FIRST), Turn("user", "còn năm 2022?"))
    assert ask("hai nam chenh nhau bao nhieu", history=history).values[0].value == 4


def test_a_part_of_what_was_spoken_of() -> None:
    asked = Question(text="Trong đó cấp huyện là bao nhiêu?", history=(Turn("user", FIRST),))
    whole = standalone(asked, ())
    assert whole.text == "Năm 2023 An Giang thẩm định bao nhiêu văn bản, riêng cấp huyện?"
    assert whole.level == "cấp huyện"


@pytest.mark.parametrize(
    ("asked", "whole"),
    [
        ("Năm ngoái An Giang thẩm định bao nhiêu văn bản?", "Năm 2023 An Giang thẩm định bao nhiêu văn bản?"),
        ("6 thang dau nam nay ca mau co may luat su", "6 thang dau nam 2024 ca mau co may luat su"),
        ("How many lawyers were there in Ca Mau last year?", "How many lawyers were there in Ca Mau 2023?"),
        ("An Giang tăng bao nhiêu so với năm trước?", "An Giang tăng bao nhiêu so với năm trước?"),
    ],
)
def test_a_year_is_counted_from_today(asked: str, whole: str) -> None:
    assert standalone(Question(text=asked), (), date(2024, 5, 2)).text == whole


def test_a_few_words_ask_on(ask: Ask) -> None:
    answer = ask("luật sư thì sao", history=(Turn("user", FIRST),))
    assert [(v.value, v.province) for v in answer.values] == [(220, "An Giang")]


@pytest.mark.parametrize(("follow_up", "value"), [("what about 2022?", 43), ("and in Ca Mau?", 31)])
def test_in_english(ask: Ask, follow_up: str, value: int) -> None:
    history = (Turn("user", "How many documents did An Giang appraise in 2023?"),)
    assert ask(follow_up, history=history).values[0].value == value


def test_a_question_of_its_own_stays_its_own(ask: Ask) -> None:
    answer = ask("Năm 2023 Cà Mau có bao nhiêu luật sư?", history=(Turn("user", FIRST),))
    assert [(v.value, v.unit) for v in answer.values] == [(100, "luật sư")]
