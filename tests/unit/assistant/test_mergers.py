"""Provinces before and after the mergers of 1 July 2025."""

from pathlib import Path

from assistant.answer import Status
from tests.support.library import Shelved, shelf
from tests.unit.assistant.conftest import SHELF, Ask, asking


def test_a_plain_question_means_the_old_province(ask: Ask) -> None:
    answer = ask("Năm 2023 Cần Thơ thẩm định bao nhiêu văn bản?")
    assert [(v.value, v.operation) for v in answer.values] == [(50, None)]


def test_todays_province_is_its_parts_added_up_and_says_so(ask: Ask) -> None:
    answer = ask("Cần Thơ sau sáp nhập thẩm định bao nhiêu văn bản năm 2023?")
    head = answer.values[0]
    assert (head.value, head.province, head.operation, len(head.citations)) == (101, "Cần Thơ", "sum", 3)
    assert "Cần Thơ, Hậu Giang và Sóc Trăng" in answer.answer


def test_a_part_missing_there_is_no_sum(ask: Ask) -> None:
    answer = ask("Cần Thơ hiện nay thẩm định bao nhiêu văn bản năm 2024?")
    assert answer.values == ()
    assert "Cần Thơ trước sáp nhập" in answer.answer
    assert "Hậu Giang và Sóc Trăng" in answer.answer


def test_years_on_both_sides_are_of_todays_province(ask: Ask) -> None:
    answer = ask("Số văn bản thẩm định của Cần Thơ từ năm 2023 đến năm 2026")
    assert [(v.value, v.period, v.operation) for v in answer.values] == [
        (101, "2023", "sum"),
        (99, "2026", None),
    ]
    assert answer.coverage is not None
    assert answer.coverage.without_data == ("2024", "2025")


def test_a_province_that_is_gone_says_where_it_went(ask: Ask) -> None:
    answer = ask("Năm 2026 Hậu Giang thẩm định bao nhiêu văn bản?")
    assert answer.status is Status.NOT_FOUND
    assert "Hậu Giang đã nhập vào Cần Thơ" in answer.answer
    assert "99" not in answer.answer


def test_what_a_merged_province_tells_of_the_year_before_is_of_todays_borders(tmp_path: Path) -> None:
    retold = Shelved(
        "ct-2025",
        "Cần Thơ",
        "2025",
        ["Sở Tư pháp thẩm định 120 dự thảo văn bản (cùng kỳ năm 2024: 110 dự thảo văn bản)."],
    )
    ask = asking(shelf(tmp_path, [*(s for s in SHELF if s.name != "ct-2024"), retold]))
    assert ask("Năm 2024 Cần Thơ thẩm định bao nhiêu văn bản?").status is Status.NOT_FOUND
    merged = ask("Cần Thơ sau sáp nhập thẩm định bao nhiêu văn bản năm 2024?")
    assert [(v.value, v.operation) for v in merged.values] == [(110, None)]
