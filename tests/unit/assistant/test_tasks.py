"""What an official gets back when figures are to be compared, ranked, followed, added up, related."""

from pathlib import Path

import pytest

from assistant.answer import Answer, Status
from tests.support.library import Shelved, shelf
from tests.unit.assistant.conftest import SHELF, Ask, asking


def values(answer: Answer) -> list[tuple[object, ...]]:
    return [(v.value, v.province, v.period, v.operation) for v in answer.values]


# COMPARE


def test_two_places_the_difference_first_then_each(ask: Ask) -> None:
    answer = ask("So sánh số văn bản thẩm định năm 2023 của Cà Mau và An Giang")
    assert [(v.value, v.operation) for v in answer.values] == [(16, "difference"), (31, None), (47, None)]
    assert "An Giang cao hơn Cà Mau" in answer.answer
    assert answer.values[0].citations == (1, 2)
    assert answer.chart is not None
    assert answer.chart.kind == "bar"


def test_two_periods(ask: Ask) -> None:
    answer = ask("So sánh số văn bản thẩm định của An Giang năm 2021 và năm 2023")
    assert [(v.value, v.period) for v in answer.values] == [(7, "2023"), (40, "2021"), (47, "2023")]
    assert "năm 2023 cao hơn năm 2021" in answer.answer


def test_two_indicators(ask: Ask) -> None:
    answer = ask("So sánh số vụ việc hòa giải tiếp nhận và số vụ việc hòa giải thành của An Giang năm 2023")
    assert answer.status is Status.ANSWERED
    assert 90 in [v.value for v in answer.values]


def test_more_than_two_are_listed_in_order_with_the_ends_apart(ask: Ask) -> None:
    answer = ask("So sánh số văn bản thẩm định của An Giang, Cà Mau và Cần Thơ năm 2023")
    assert answer.values[0].value == 19
    assert (
        answer.answer.index("Cần Thơ: 50")
        < answer.answer.index("An Giang: 47")
        < answer.answer.index("Cà Mau: 31")
    )


def test_a_comparison_lacking_a_side_is_not_made(ask: Ask) -> None:
    answer = ask("So sánh số luật sư năm 2023 của An Giang và Đắk Lắk")
    assert answer.status is Status.NOT_FOUND
    assert "Đắk Lắk" in answer.answer
    assert "220" not in answer.answer


# CHANGE


def test_a_stated_change_comes_before_a_computed_one(ask: Ask) -> None:
    answer = ask("Số văn bản thẩm định của An Giang năm 2023 tăng bao nhiêu so với năm 2022?")
    (change,) = answer.values
    assert (change.value, change.kind.value, change.operation) == (5, "change", None)


def test_a_change_from_another_year_than_the_stated_one_is_computed(ask: Ask) -> None:
    answer = ask("Số văn bản thẩm định của An Giang năm 2023 tăng bao nhiêu so với năm 2021?")
    assert values(answer)[0] == (7, "An Giang", "2023", "difference")
    assert "17,5%" in answer.answer


def test_a_change_in_per_cent(ask: Ask) -> None:
    answer = ask("Số văn bản thẩm định của An Giang năm 2022 tăng bao nhiêu phần trăm so với năm 2021?")
    change = answer.values[0]
    assert (change.value, change.unit, change.operation) == (7.5, "%", "ratio")
    assert "3 văn bản" in answer.answer


def test_a_fall_is_negative_and_said_to_be_one(tmp_path: Path) -> None:
    fewer = [
        Shelved("a", "Cà Mau", "2022", ["Sở Tư pháp thẩm định 40 văn bản."]),
        Shelved("b", "Cà Mau", "2023", ["Sở Tư pháp thẩm định 30 văn bản."]),
    ]
    answer = asking(shelf(tmp_path, fewer))(
        "Số văn bản thẩm định của Cà Mau năm 2023 tăng giảm bao nhiêu so với 2022?"
    )
    assert answer.values[0].value == -10
    assert "giảm 10 văn bản (25%)" in answer.answer


def test_from_nothing_there_is_no_per_cent(tmp_path: Path) -> None:
    reports = [
        Shelved("a", "Cà Mau", "2022", ["Sở Tư pháp thẩm định 0 văn bản."]),
        Shelved("b", "Cà Mau", "2023", ["Sở Tư pháp thẩm định 30 văn bản."]),
    ]
    answer = asking(shelf(tmp_path, reports))(
        "Số văn bản thẩm định của Cà Mau năm 2023 tăng bao nhiêu phần trăm so với năm 2022?"
    )
    assert all(v.unit != "%" for v in answer.values)


def test_a_change_without_the_earlier_level_is_not_made_up(ask: Ask) -> None:
    answer = ask("Số văn bản thẩm định của Đắk Lắk năm 2023 tăng bao nhiêu so với năm 2022?")
    assert answer.status is Status.NOT_FOUND
    assert answer.values == ()


# RANKING


def test_the_most(ask: Ask) -> None:
    answer = ask("Tỉnh nào thẩm định nhiều văn bản nhất năm 2023?")
    assert values(answer) == [(60, "Đắk Lắk", "2023", None)]
    assert answer.table is not None
    assert [row[1] for row in answer.table.rows] == [60, 50, 47, 31, 31, 20]
    assert answer.coverage is not None
    assert answer.coverage.without_data == ()


def test_the_least(ask: Ask) -> None:
    assert values(ask("Tỉnh nào thẩm định ít văn bản nhất năm 2023?")) == [(20, "Hậu Giang", "2023", None)]


def test_ties_are_named_together(ask: Ask) -> None:
    answer = ask("4 tỉnh thẩm định nhiều văn bản nhất năm 2023")
    assert [v.value for v in answer.values] == [60, 50, 47, 31, 31]


def test_the_home_province_does_not_narrow_a_ranking(tmp_path: Path) -> None:
    ask = asking(shelf(tmp_path, SHELF, home_province="Cà Mau"))
    assert values(ask("Tỉnh nào thẩm định nhiều văn bản nhất năm 2023?")) == [(60, "Đắk Lắk", "2023", None)]


def test_the_best_year(ask: Ask) -> None:
    assert values(ask("An Giang năm nào thẩm định nhiều văn bản nhất?")) == [(47, "An Giang", "2023", None)]


def test_a_region_says_which_provinces_are_missing(ask: Ask) -> None:
    answer = ask("Xếp hạng các tỉnh Đồng bằng sông Cửu Long theo số văn bản thẩm định năm 2023")
    assert [v.value for v in answer.values] == [50, 47, 31, 31, 20]
    assert answer.coverage is not None
    assert "Kiên Giang" in answer.coverage.without_data
    assert "5/13" in answer.answer


# TREND


def test_year_by_year_with_a_chart(ask: Ask) -> None:
    answer = ask("Số văn bản thẩm định của An Giang từ năm 2020 đến năm 2023 biến động thế nào?")
    assert [(v.value, v.period) for v in answer.values] == [(40, "2021"), (43, "2022"), (47, "2023")]
    assert answer.chart is not None
    assert answer.chart.kind == "line"
    assert answer.chart.x == ("2020", "2021", "2022", "2023")
    assert answer.chart.series[0].values == (None, 40, 43, 47)
    assert answer.coverage is not None
    assert answer.coverage.without_data == ("2020",)
    assert "tăng 7 văn bản" in answer.answer


def test_a_year_may_come_from_the_next_report(tmp_path: Path) -> None:
    reports = [
        Shelved("b", "Cà Mau", "2023", ["Sở Tư pháp thẩm định 31 văn bản (cùng kỳ năm 2022: 28 văn bản)."]),
        Shelved("c", "Cà Mau", "2024", ["Sở Tư pháp thẩm định 35 văn bản."]),
    ]
    answer = asking(shelf(tmp_path, reports))("Số văn bản thẩm định của Cà Mau qua các năm")
    assert [(v.value, v.period, v.kind.value) for v in answer.values] == [
        (28, "2022", "previous"),
        (31, "2023", "achieved"),
        (35, "2024", "achieved"),
    ]


# SUM and MEAN


def test_a_sum_over_named_places_cites_every_addend(ask: Ask) -> None:
    answer = ask("An Giang và Cà Mau năm 2023 thẩm định tổng cộng bao nhiêu văn bản?")
    head = answer.values[0]
    assert (head.value, head.operation, len(head.citations)) == (78, "sum", 2)


def test_a_sum_over_a_region_says_what_it_lacks(ask: Ask) -> None:
    answer = ask("Tổng số văn bản thẩm định của các tỉnh Đồng bằng sông Cửu Long năm 2023")
    assert values(answer)[0] == (179, "Đồng bằng sông Cửu Long", "2023", "sum")
    assert "5/13" in answer.answer
    assert answer.coverage is not None
    assert len(answer.coverage.without_data) == 8


def test_one_place_is_no_sum_of_a_region(ask: Ask) -> None:
    answer = ask("Tổng số văn bản thẩm định của các tỉnh Tây Nguyên năm 2023")
    assert answer.status is Status.NOT_FOUND
    assert "60" not in answer.answer


def test_a_sum_over_years(ask: Ask) -> None:
    answer = ask("Tổng số văn bản thẩm định của An Giang giai đoạn 2021-2023")
    head = answer.values[0]
    assert (head.value, head.period, head.operation) == (130, "2021-01-01/2023-12-31", "sum")


def test_a_stated_total_for_the_stretch_comes_first(tmp_path: Path) -> None:
    reports = [
        *SHELF[:3],
        Shelved("ag-5", "An Giang", "2021-01-01/2023-12-31", ["Sở Tư pháp thẩm định 131 văn bản."]),
    ]
    answer = asking(shelf(tmp_path, reports))("Tổng số văn bản thẩm định của An Giang giai đoạn 2021-2023")
    assert [(v.value, v.operation) for v in answer.values] == [(131, None)]


@pytest.mark.parametrize(
    "question",
    [
        "Tổng số luật sư của An Giang từ năm 2021 đến năm 2023",
        "Tổng cộng số luật sư của An Giang năm 2021 và năm 2022",
    ],
)
def test_a_stock_is_not_added_up_over_time(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status is Status.NOT_FOUND
    assert "thời điểm" in answer.answer
    assert not any(number in answer.answer for number in ("200", "210", "410", "630"))


def test_a_mean_over_years(ask: Ask) -> None:
    answer = ask("Trung bình mỗi năm An Giang thẩm định bao nhiêu văn bản giai đoạn 2021-2023?")
    assert (answer.values[0].value, answer.values[0].operation) == (43.33, "mean")
    assert "43,33" in answer.answer


def test_a_mean_over_places(ask: Ask) -> None:
    answer = ask("Trung bình mỗi tỉnh có bao nhiêu luật sư năm 2023?")
    assert (answer.values[0].value, answer.values[0].operation) == (160, "mean")


# RATIO


def test_a_stated_share_is_quoted(ask: Ask) -> None:
    answer = ask("Năm 2023 An Giang hòa giải thành chiếm bao nhiêu phần trăm số vụ việc tiếp nhận?")
    assert [(v.value, v.unit, v.operation) for v in answer.values] == [(90, "%", None)]


def test_a_share_is_worked_out_from_part_and_whole(ask: Ask) -> None:
    answer = ask("Năm 2022 An Giang hòa giải thành chiếm bao nhiêu phần trăm số vụ việc tiếp nhận?")
    assert [(v.value, v.unit) for v in answer.values] == [(82.35, "%"), (700, "vụ việc"), (850, "vụ việc")]


def test_a_rate_no_report_states_is_worked_out_from_its_levels(ask: Ask) -> None:
    answer = ask("Tỷ lệ hòa giải thành của An Giang năm 2022 là bao nhiêu?")
    assert (answer.values[0].value, answer.values[0].operation) == (82.35, "ratio")
    stated = ask("Tỷ lệ hòa giải thành của An Giang năm 2023 là bao nhiêu?")
    assert [(v.value, v.operation) for v in stated.values] == [(90, None)]


def test_how_many_times(ask: Ask) -> None:
    answer = ask("Luật sư An Giang gấp mấy lần Cà Mau năm 2023?")
    assert (answer.values[0].value, answer.values[0].unit) == (2.2, "lần")


def test_a_share_of_a_region_needs_all_of_it(ask: Ask) -> None:
    answer = ask("Số văn bản thẩm định của An Giang chiếm bao nhiêu % của Đồng bằng sông Cửu Long năm 2023?")
    assert answer.status is Status.NOT_FOUND
    assert answer.values == ()


# WHICH


def test_those_that_meet_a_bound(ask: Ask) -> None:
    answer = ask("Những tỉnh nào thẩm định trên 45 văn bản năm 2023?")
    assert [(v.value, v.province) for v in answer.values] == [
        (60, "Đắk Lắk"),
        (50, "Cần Thơ"),
        (47, "An Giang"),
    ]


def test_none_meets_the_bound(ask: Ask) -> None:
    answer = ask("Những tỉnh nào thẩm định trên 500 văn bản năm 2023?")
    assert answer.status is Status.NOT_FOUND
    assert answer.values == ()


# LOOKUP of several


def test_what_is_not_stated_is_said(ask: Ask) -> None:
    answer = ask("Năm 2023 An Giang thẩm định bao nhiêu văn bản và có bao nhiêu công chứng viên?")
    assert [v.value for v in answer.values] == [47]
    assert "không nêu số công chứng viên" in answer.answer


def test_a_region_is_told_province_by_province(ask: Ask) -> None:
    answer = ask("Số văn bản thẩm định của các tỉnh Đồng bằng sông Cửu Long năm 2023")
    assert len(answer.values) == 5
    assert "5/13" in answer.answer
    assert "không nêu" not in answer.answer


def test_a_few_provinces_do_not_stand_for_their_region(ask: Ask) -> None:
    answer = ask("Năm 2023 vùng Đồng bằng sông Cửu Long thẩm định bao nhiêu văn bản?")
    assert answer.status is Status.NOT_FOUND
    assert answer.values == ()
    assert "Chỉ 5/13 địa phương" in answer.answer


def test_a_region_a_report_tells_of_is_answered_with_that(tmp_path: Path) -> None:
    national = Shelved(
        "ca-nuoc",
        "Cả nước",
        "2023",
        ["Vùng Đồng bằng sông Cửu Long thẩm định 1.700 dự thảo văn bản."],
    )
    answer = asking(shelf(tmp_path, [*SHELF, national]))(
        "Năm 2023 Đồng bằng sông Cửu Long thẩm định bao nhiêu văn bản?"
    )
    assert [(v.value, v.province) for v in answer.values] == [(1700, "Đồng bằng sông Cửu Long")]


def test_a_tier_is_not_answered_with_all_tiers(ask: Ask) -> None:
    answer = ask("Năm 2023 An Giang thẩm định bao nhiêu văn bản cấp huyện?")
    assert answer.status is Status.NOT_FOUND


def test_a_range_of_years_is_told_year_by_year(ask: Ask) -> None:
    answer = ask("Số văn bản thẩm định của An Giang từ năm 2021 đến năm 2022")
    assert [(v.value, v.period) for v in answer.values] == [(40, "2021"), (43, "2022")]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Compare the number of documents appraised in An Giang and Ca Mau in 2023", 16),
        ("Which province appraised the most documents in 2023?", 60),
        ("Total number of lawyers in An Giang and Ca Mau in 2023", 320),
        ("How many documents did An Giang appraise each year from 2021 to 2023?", 40),
        ("so sanh so van ban tham dinh nam 2023 cua an giang va ca mau", 16),
    ],
)
def test_in_english_and_without_diacritics(ask: Ask, question: str, first: int) -> None:
    assert ask(question).values[0].value == first


def test_words_that_only_some_sentences_hold_do_not_pick_the_places_of_an_order(tmp_path: Path) -> None:
    reports = [
        Shelved("a", "An Giang", "2023", ["Sở Tư pháp thẩm định 47 văn bản về đất đai và môi trường."]),
        Shelved("b", "Cà Mau", "2023", ["Về đất đai, môi trường còn khó khăn; đã thẩm định 31 văn bản."]),
        Shelved("c", "Bạc Liêu", "2023", ["Sở Tư pháp thẩm định 20 văn bản."]),
    ]
    answer = asking(shelf(tmp_path, reports))(
        "Tỉnh nào thẩm định ít văn bản về môi trường đất đai nhất năm 2023?"
    )
    assert 31 not in [v.value for v in answer.values]
