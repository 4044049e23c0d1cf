"""Periods and places as only questions name them."""

from datetime import date

import pytest

from vectorstore.analysis.query import read_question
from vectorstore.analysis.text import fold


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("q.II/2023", "2023-Q2"), ("quý thứ hai năm 2023", "2023-Q2"), ("bán niên 2023", "2023-H1"),
        ("nửa sau năm 2023", "2023-H2"), ("6 tđ 2023", "2023-H1"), ("ba quý đầu năm 2023", "2023-9M"),
        ("từ đầu năm đến hết tháng 9 năm 2023", "2023-9M"), ("n.2023", "2023"),
    ],
)  # fmt: skip
def test_vietnamese_periods(words: str, period: str) -> None:
    for text in (f"Bến Tre có bao nhiêu luật sư {words}?", fold(f"so luat su ben tre {words}")):
        reading = read_question(text)
        assert [m.period for m in reading.periods] == [period], text
        assert reading.terms == ()


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("from January to June 2023", "2023-H1"), ("between April and June 2023", "2023-Q2"),
        ("over nine months of 2023", "2023-9M"), ("in the nine months to September 2023", "2023-9M"),
        ("in quarter 2 of 2023", "2023-Q2"), ("in the final quarter of 2023", "2023-Q4"),
        ("in the latter half of 2023", "2023-H2"), ("in H1 of 2023", "2023-H1"), ("in FY2023", "2023"),
        ("in three quarters of 2023", "2023-9M"),
    ],
)  # fmt: skip
def test_english_periods(words: str, period: str) -> None:
    reading = read_question(f"How many lawyers did Ben Tre have {words}?")
    assert [m.period for m in reading.periods] == [period]
    assert reading.terms == ()


def test_months_that_begin_later_are_no_part_from_january() -> None:
    reading = read_question("How many lawyers did Ben Tre have in nine months to March 2023?")
    assert "2023-9M" not in [m.period for m in reading.periods]


@pytest.mark.parametrize(
    ("question", "periods", "compared"),
    [
        ("Năm ngoái Hậu Giang có bao nhiêu luật sư?", ["2023"], None),
        ("so luat su hau giang nam nay", ["2024"], None),
        ("How many lawyers did Hau Giang have last year?", ["2023"], None),
        ("Năm nay Hậu Giang tăng bao nhiêu luật sư so với năm ngoái?", ["2024"], "2023"),
    ],
)
def test_years_told_by_the_calendar(question: str, periods: list[str], compared: str | None) -> None:
    reading = read_question(question, today=date(2024, 5, 1))
    assert [m.period for m in reading.periods] == periods
    assert (reading.compared_period and reading.compared_period.period) == compared
    assert all(m.period is None for m in read_question(question).periods)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("thủ đô", "Hà Nội"), ("hn", "Hà Nội"), ("huế", "Thừa Thiên Huế"), ("sài gòn", "TP. Hồ Chí Minh"),
        ("đắk nông", "Đắk Nông"), ("Việt Nam", "Cả nước"), ("miền Đông", "Đông Nam Bộ"),
        ("ĐNB", "Đông Nam Bộ"),
        ("BTB và DHMT", "Bắc Trung Bộ và Duyên hải miền Trung"),
    ],
)  # fmt: skip
def test_places_by_other_names(words: str, place: str) -> None:
    reading = read_question(f"Năm 2023 {words} có bao nhiêu luật sư?")
    assert [m.name for m in reading.places] == [place]
    assert reading.terms == ()


def test_a_conference_is_not_the_capital() -> None:
    reading = read_question("số HN cấp tỉnh triển khai luật của Bến Tre năm 2023")
    assert [m.name for m in reading.places] == ["Bến Tre"]


def test_nationality_is_no_place() -> None:
    reading = read_question("Bến Tre năm 2023 có bao nhiêu hồ sơ nhập quốc tịch Việt Nam?")
    assert [m.name for m in reading.places] == ["Bến Tre"]


def test_a_locality_whose_province_is_in_small_letters() -> None:
    reading = read_question("huyện Thới Lai - cần thơ: số kết hôn năm 2023")
    assert [(m.name, m.locality) for m in reading.places] == [("Cần Thơ", "huyện Thới Lai")]
