"""Stretches of time by their length alone, and what only looks like one."""

import pytest

from vectorstore.analysis.durations import find_durations, years_in
from vectorstore.analysis.text import fold


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Trong 10 năm Thừa Thiên Huế hòa giải thành bao nhiêu vụ việc?", {10}),
        ("Sau mười năm thi hành Luật, tỉnh có bao nhiêu tổ hòa giải?", {10}),
        ("Tổng kết 05 năm thực hiện Chỉ thị", {5}),
        ("sơ kết hai năm triển khai đề án", {2}),
        ("Qua hơn 15 năm, các tổ tiếp nhận 11.176 vụ", {15}),
        ("How many cases were mediated in ten years of the Law?", {10}),
        ("the 5-year review of legal aid", {5}),
        ("over 10 years of mediation", {10}),
        ("a decade of grassroots mediation", {10}),
    ],
)
def test_a_stretch_of_years_is_found(text: str, years: set[int]):
    assert find_durations(text) == years
    assert find_durations(fold(text)) == years


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2023 có bao nhiêu văn bản được thẩm định?",
        "tháng 12 năm 2023",
        "6 tháng đầu năm 2024 có bao nhiêu luật sư",
        "quý 4 năm nay",
        "Hai năm 2021 và 2022 khai sinh bao nhiêu?",
        "5 năm gần đây Cần Thơ có bao nhiêu luật sư?",
        "trong 3 năm qua",
        "luật sư hành nghề trên 5 năm",
        "31/12 năm 2023",
        "over the last 5 years",
        "2 years ago",
        "Tỉnh Hà Nam có bao nhiêu công chứng viên?",
        "mỗi năm một lần",
        "Hà Nam năm nay",
    ],
)
def test_what_is_no_stretch_by_its_length(text: str):
    assert find_durations(text) == frozenset()
    assert find_durations(fold(text)) == frozenset()


@pytest.mark.parametrize(
    ("period", "years"),
    [("2023", 1), ("2011-01-01/2015-12-31", 5), ("2023-H1", None), ("2018-10-01/2020-11-27", None)],
)
def test_years_of_a_period(period: str, years: int | None):
    assert years_in(period) == years
