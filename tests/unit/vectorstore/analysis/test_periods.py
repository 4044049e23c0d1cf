"""Periods: the notation, and what texts and questions call them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.analysis.periods import (
    bounds,
    covers,
    describe,
    find_periods,
    same_period,
    shift_years,
    year_of,
)


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        ("Năm 2023, Sở thẩm định 42 văn bản", None, ["Năm 2023=2023"]),
        ("Trong năm, Sở thẩm định 42 văn bản", "2023", ["Trong năm=2023"]),
        ("trong năm 2022 và 2023", None, ["năm 2022=2022", "2023=2023"]),
        ("6 tháng đầu năm 2023", None, ["6 tháng đầu năm 2023=2023-H1"]),
        ("6 tháng đầu năm, cơ quan thụ lý 20 việc", "2019-H1", ["6 tháng đầu năm=2019-H1"]),
        ("6 tháng đầu năm có 20 vụ", "2016", ["6 tháng đầu năm=2016-H1"]),
        ("6 tháng đầu năm có 20 vụ", None, ["6 tháng đầu năm=None"]),
        ("Sáu tháng đầu năm công tác 2011", None, ["Sáu tháng đầu năm công tác 2011=2011-H1"]),
        ("tăng 5% so với cùng kỳ năm 2022", "2023-H1", ["cùng kỳ năm 2022=2022-H1*"]),
        ("tăng 5% so với cùng kỳ", "2023-H1", ["cùng kỳ=2022-H1*"]),
        ("tăng so với cùng kỳ năm trước", "2023", ["cùng kỳ năm trước=2022*"]),
        ("giảm so với cùng kỳ năm ngoái", "2023-9M", ["cùng kỳ năm ngoái=2022-9M*"]),
        ("so với cùng kỳ", None, ["cùng kỳ=None*"]),
        ("so với cùng kỳ năm 2017", None, ["cùng kỳ năm 2017=2017*"]),
        ("ít hơn năm 2018", "2019-H1", ["năm 2018=2018"]),
        ("9 tháng đầu năm 2025", None, ["9 tháng đầu năm 2025=2025-9M"]),
        ("3 tháng đầu năm 2024", None, ["3 tháng đầu năm 2024=2024-Q1"]),
        ("11 tháng năm 2022", None, ["11 tháng năm 2022=2022-11M"]),
        ("quý I/2023", None, ["quý I/2023=2023-Q1"]),
        ("quý 1 năm 2023", None, ["quý 1 năm 2023=2023-Q1"]),
        ("Quý IV năm 2022", None, ["Quý IV năm 2022=2022-Q4"]),
        ("trong quý III", "2023", ["quý III=2023-Q3"]),
        ("tháng 11/2023", None, ["tháng 11/2023=2023-11"]),
        ("tháng 3 năm 2024", None, ["tháng 3 năm 2024=2024-03"]),
        ("tính đến hết tháng 6-2008", None, ["tính đến hết tháng 6-2008=2008-06@"]),
        ("Tính đến ngày 31/12/2023", None, ["Tính đến ngày 31/12/2023=2023@"]),
        ("tính đến 30/6/2022, có 20 tổ", None, ["tính đến 30/6/2022=2022-06@"]),
        ("tính đến hết năm 2021", None, ["tính đến hết năm 2021=2021@"]),
        (
            "từ ngày 1/10/2018 đến 27/11/2020",
            None,
            ["từ ngày 1/10/2018 đến 27/11/2020=2018-10-01/2020-11-27"],
        ),
        ("từ 15/11/2022 đến 14/11/2023", None, ["từ 15/11/2022 đến 14/11/2023=2022-11-15/2023-11-14"]),
        (
            "(từ ngày 15 tháng 11 năm 2022 đến ngày 14 tháng 11 năm 2023)",
            None,
            ["từ ngày 15 tháng 11 năm 2022 đến ngày 14 tháng 11 năm 2023=2022-11-15/2023-11-14"],
        ),
        ("từ 01/01/2023 đến 31/12/2023", None, ["từ 01/01/2023 đến 31/12/2023=2023"]),
        ("từ 01/01 đến 30/6/2023", None, ["từ 01/01 đến 30/6/2023=2023-H1"]),
        ("giai đoạn 2019–2023", None, ["giai đoạn 2019–2023=2019-01-01/2023-12-31"]),
        (
            "Giai đoạn từ năm 2019 đến năm 2022",
            None,
            ["Giai đoạn từ năm 2019 đến năm 2022=2019-01-01/2022-12-31"],
        ),
        ("từ năm 1998 đến 2008", None, ["từ năm 1998 đến 2008=1998-01-01/2008-12-31"]),
        ("2019-2022", None, ["2019-2022=2019-01-01/2022-12-31"]),
        ("nửa đầu năm 2011", None, ["nửa đầu năm 2011=2011-H1"]),
        ("6 tháng cuối năm 2022", None, ["6 tháng cuối năm 2022=2022-H2"]),
        ("6T/2023", None, ["6T/2023=2023-H1"]),
        ("6t2023 hau giang", None, ["6t2023=2023-H1"]),
        ("9T2023", None, ["9T2023=2023-9M"]),
        ("6 thang dau nam 2023 hau giang", None, ["6 thang dau nam 2023=2023-H1"]),
        ("ha tinh 6 thang dau 2016", None, ["6 thang dau 2016=2016-H1"]),
        ("quy 1 nam 2023", None, ["quy 1 nam 2023=2023-Q1"]),
        ("nam 2023 co bao nhieu", None, ["nam 2023=2023"]),
        ("so van ban tham dinh hau giang 2023", None, ["2023=2023"]),
        ("cung ky nam 2022", "2023", ["cung ky nam 2022=2022*"]),
        ("in the first half of 2023", None, ["first half of 2023=2023-H1"]),
        ("the first 9 months of 2025", None, ["first 9 months of 2025=2025-9M"]),
        ("first six months of 2024", None, ["first six months of 2024=2024-H1"]),
        ("in 2023", None, ["2023=2023"]),
        ("Q1 2023", None, ["Q1 2023=2023-Q1"]),
        ("from 2011 to 2015", None, ["from 2011 to 2015=2011-01-01/2015-12-31"]),
        ("between 2019 and 2022", None, ["between 2019 and 2022=2019-01-01/2022-12-31"]),
        ("the third quarter of 2023", None, ["third quarter of 2023=2023-Q3"]),
        ("in November 2023", None, ["November 2023=2023-11"]),
        ("the same period last year", "2023", ["same period last year=2022*"]),
        ("as of 31 December 2023", None, ["as of 31 December 2023=2023@"]),
        ("by the end of 2023", None, ["by the end of 2023=2023@"]),
        ("Ngày 27/8/2020, Phòng Tư pháp đề nghị", None, []),
        ("ngày 12 tháng 12 năm 2023", None, []),
        ("Nghị định 30/2020/NĐ-CP", None, []),
        ("Luật số 20/2013/QH13", None, []),
        ("Bộ luật Dân sự năm 2015", None, []),
        ("theo Luật Trợ giúp pháp lý 2017", None, []),
        ("nhiệm kỳ 2021–2026", None, []),
        ("thụ lý 2015 việc", None, []),
        ("trên 2000 lượt người", None, []),
        ("có 2.023 vụ", None, []),
        ("Năm 2023 so với năm 2022", None, ["Năm 2023=2023", "năm 2022=2022"]),
        (
            "Tháng 12 năm 2022 đến tháng 11 năm 2023",
            None,
            ["Tháng 12 năm 2022 đến tháng 11 năm 2023=2022-12-01/2023-11-30"],
        ),
        ("trong kỳ", "2022-11-15/2023-11-14", ["trong kỳ=2022-11-15/2023-11-14"]),
        ("Trong 6 tháng, 25 phường mở 480 hội nghị", "2011-H1", ["6 tháng=2011-H1"]),
        ("Kết quả 9 tháng, 12 vụ", "2024-9M", ["9 tháng=2024-9M"]),
        ("phạt 12 tháng tù", "2023", []),
        ("Tổng kết 10 năm thi hành", None, []),
        ("9 tháng năm 2023 so với cùng kỳ", "2023-9M", ["9 tháng năm 2023=2023-9M", "cùng kỳ=2022-9M*"]),
        ("Luật sư Hậu Giang năm 2023", None, ["năm 2023=2023"]),
        ("số liệu năm 2020, 2021, 2022", None, ["năm 2020=2020", "2021=2021", "2022=2022"]),
        ("năm 2019 và 6 tháng đầu năm 2020", None, ["năm 2019=2019", "6 tháng đầu năm 2020=2020-H1"]),
        ("từ đầu năm đến nay", "2023", ["từ đầu năm đến nay=2023"]),
        ("cả năm 2025", None, ["cả năm 2025=2025"]),
        ("H1 2024", None, ["H1 2024=2024-H1"]),
        ("so với năm trước", "2023", ["so với năm trước=2022*"]),
        ("compared with 2022", None, ["2022=2022"]),
        ("từ tháng 1 đến tháng 9 năm 2023", None, ["từ tháng 1 đến tháng 9 năm 2023=2023-9M"]),
        ("riêng tháng 3/2011 xong 60 tỷ", "2011-H1", ["tháng 3/2011=2011-03"]),
        ("Quý I và Quý II năm 2023", None, ["Quý I=2023-Q1", "Quý II năm 2023=2023-Q2"]),
        ("trước Pháp lệnh năm 1998", None, []),
        ("điện thoại 0293.2023.456", None, []),
        ("cùng kỳ 6 tháng đầu năm 2022", "2023-H1", ["cùng kỳ 6 tháng đầu năm 2022=2022-H1*"]),
        ("12 tháng năm 2023", None, ["12 tháng năm 2023=2023"]),
        ("năm 2023: 42 văn bản; năm 2022: 39 văn bản", "2023", ["năm 2023=2023", "năm 2022=2022"]),
        ("what about 2022?", None, ["2022=2022"]),
        ("còn năm 2022?", None, ["năm 2022=2022"]),
        ("tính đến 31/12", "2023", ["tính đến 31/12=2023@"]),
        # what stood when the report's own period closed is of that period
        ("đến ngày 14/11/2023 có 90 tổ", None, ["đến ngày 14/11/2023=2023@"]),
        ("đến ngày 14/11/2023 có 90 tổ", "2023", ["đến ngày 14/11/2023=2023@"]),
        ("đến 14/11/2023", "2022-11-15/2023-11-14", ["đến 14/11/2023=2022-11-15/2023-11-14@"]),
        ("tính đến cuối tháng 12/2023", None, ["tính đến cuối tháng 12/2023=2023@"]),
        ("tính đến 31/10/2023", "2023", ["tính đến 31/10/2023=2023@"]),
        ("tính đến 05/01/2024", "2023", ["tính đến 05/01/2024=2023@"]),
        ("tính đến 30/6/2023", "2023-H1", ["tính đến 30/6/2023=2023-H1@"]),
        ("tính đến 30/6/2023", "2023", ["tính đến 30/6/2023=2023-06@"]),
        ("tính đến 14/8/2023", "2023-9M", ["tính đến 14/8/2023=2023-9M@"]),
        ("tính đến 31/12/2022", "2023-H1", ["tính đến 31/12/2022=2022@"]),
        ("tính đến 31/12/2023", "2019-01-01/2023-12-31", ["tính đến 31/12/2023=2023@"]),
        ("tính đến 29/02/2024", "2024-Q1", ["tính đến 29/02/2024=2024-Q1@"]),
        # numbers that look like years
        ("thành 2001 (tỷ lệ 91,54%)", None, []),
        ("trong đó thành 2001 (tỷ lệ 91,54%), không thành 184", "2023", []),
        ("tiếp nhận 2024 vụ", "2024", []),
        ("Khai sinh: 2019; khai tử: 971", "2024", []),
        ("Bản sao: 2020 bản; chữ ký: 2016 việc", "2024", []),
        ("năm 2023 thành 2019 và 84 vụ không thành", "2023", ["năm 2023=2023"]),
        (
            "ba năm 2022, 2023, 2024 lần lượt là 12, 14 và 15",
            "2024",
            ["năm 2022=2022", "2023=2023", "2024=2024"],
        ),
        ("42 văn bản (2022: 39 văn bản)", "2023", ["2022=2022"]),
        ("tăng 5 vụ so với 2022", "2023", ["2022=2022"]),
        ("1. Hộ tịch 2023", "2023", ["2023=2023"]),
        ("Thực hiện 2022", "2023", ["2022=2022"]),
        ("2022", "2023", ["2022=2022"]),
        # the year past, a law's year, names of provinces that end in Nam
        ("Năm qua, tỉnh có 5 vụ", "2023", ["Năm qua=2023"]),
        ("Trong một năm vừa qua có 5 vụ", "2023", ["Trong một năm vừa qua=2023"]),
        ("Hà Nam qua các đợt kiểm tra", "2023", []),
        ("trong năm năm qua", "2023", []),
        ("5 năm qua", "2023", []),
        (
            "thi hành Luật Phổ biến, giáo dục pháp luật năm 2012, năm 2023 mở 9 cuộc",
            "2023",
            ["năm 2023=2023"],
        ),
    ],
)
def test_finds(text: str, anchor: str | None, expected: list[str]) -> None:
    """`printed=period`, `*` for the same period before, `@` for a day up to which was counted."""
    found = [
        f"{text[m.start : m.end]}={m.period}" + "*" * m.same_period_before + "@" * m.as_of
        for m in find_periods(text, anchor=anchor)
    ]
    assert found == expected


def test_same_period_follows_the_period_of_its_sentence() -> None:
    text = "Quý II/2023 thụ lý 120 việc, tăng 5% so với cùng kỳ."
    assert [m.period for m in find_periods(text, anchor="2023")] == ["2023-Q2", "2022-Q2"]


def test_offsets_are_of_the_whole_text() -> None:
    text = "Năm 2022 có 5 vụ. Năm 2023 có 7 vụ."
    [found] = find_periods(text, 18)
    assert (text[found.start : found.end], found.period) == ("Năm 2023", "2023")


_PERIODS = ["2023", "2023-H1", "2023-H2", "2023-9M", "2023-Q1", "2023-Q4", "2023-11", "2022-11-15/2023-11-14"]


@pytest.mark.parametrize(
    ("period", "vietnamese", "english"),
    [
        ("2023", "năm 2023", "2023"),
        ("2023-H1", "6 tháng đầu năm 2023", "the first half of 2023"),
        ("2023-9M", "9 tháng đầu năm 2023", "the first 9 months of 2023"),
        ("2023-Q1", "quý I/2023", "Q1 2023"),
        ("2023-11", "tháng 11/2023", "November 2023"),
        ("2022-11-15/2023-11-14", "từ 15/11/2022 đến 14/11/2023", "15 November 2022 to 14 November 2023"),
        ("2019-01-01/2023-12-31", "giai đoạn 2019–2023", "2019–2023"),
    ],
)
def test_describes(period: str, vietnamese: str, english: str) -> None:
    assert describe(period, "vi") == vietnamese
    assert describe(period, "en") == english


@pytest.mark.parametrize("period", [*_PERIODS, "2024-02", "2019-01-01/2023-12-31"])
def test_a_description_reads_back(period: str) -> None:
    assert [m.period for m in find_periods(describe(period, "vi"))] == [period]


@pytest.mark.parametrize("period", ["2024-02", *_PERIODS[:-1]])
def test_an_english_description_reads_back(period: str) -> None:
    if period == "2023-H2":
        assert [m.period for m in find_periods("in the second half of 2023")] == [period]
    assert [m.period for m in find_periods(f"in {describe(period, 'en')}")] == [period]


def test_the_year_a_period_counts_for() -> None:
    assert [year_of(period) for period in _PERIODS] == [2023] * 8
    assert year_of("2022-10-01/2023-09-30") == 2023
    assert year_of("2019-01-01/2023-12-31") is None


def test_covers() -> None:
    assert covers("2023", "2023-Q3")
    assert covers("2019-01-01/2023-12-31", "2021")
    assert not covers("2023-H1", "2023")
    assert not covers("2023", "2022-11-15/2023-11-14")


def test_a_statistics_year_is_the_same_period_as_its_year() -> None:
    assert same_period("2022-11-15/2023-11-14", "2023")
    assert same_period("2022-10-01/2023-03-31", "2023-H1")
    assert not same_period("2023-H1", "2023")
    assert not same_period("2022-11-15/2023-11-14", "2022")
    assert not same_period("2019-01-01/2023-12-31", "2023")


@pytest.mark.parametrize(
    "wrong", ["", "23", "2023-H3", "2023-Q5", "2023-13", "2023-13M", "2023-05-02/2023-05-01", "năm 2023"]
)
def test_what_is_no_period_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"not a period|out of range|must be in"):
        year_of(wrong)


@given(st.sampled_from([*_PERIODS, "2020-02-29/2020-03-31"]), st.integers(-20, 20))
def test_shifting_there_and_back(period: str, n: int) -> None:
    shifted = shift_years(period, n)
    assert year_of(shifted) == (year_of(period) or 0) + n
    assert "02-29" in period or shift_years(shifted, -n) == period


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_a_span_of_days_reads_back(one: date, other: date) -> None:
    begin, end = sorted((one, other))
    text = f"từ ngày {begin.day}/{begin.month}/{begin.year} đến ngày {end.day}/{end.month}/{end.year}"
    [found] = find_periods(text)
    assert found.period is not None
    assert bounds(found.period) == (begin, end)


@given(st.text(max_size=80), st.sampled_from([None, "2023", "2023-H1", "2022-11-15/2023-11-14"]))
def test_any_characters_are_survived(text: str, anchor: str | None) -> None:
    last = 0
    for mention in find_periods(text, anchor=anchor):
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("9th đầu năm 2020", "2020-9M"),
        ("6 th dau nam 2023", "2023-H1"),
        ("ba quý đầu năm 2022", "2022-9M"),
        ("2 quy dau 2021", "2021-H1"),
        ("the first three quarters of 2021", "2021-9M"),
        ("January-September 2021", "2021-9M"),
        ("from January to March of 2024", "2024-Q1"),
        ("January 2021", "2021-01"),
    ],
)
def test_a_part_of_a_year_never_reads_as_the_year(text: str, period: str) -> None:
    assert [mention.period for mention in find_periods(text)] == [period]
