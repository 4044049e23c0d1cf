"""Places ordered by what changed, shares of a part, ratios by place, reports that contradict themselves."""

import datetime as dt
from pathlib import Path

import pytest

from tests.support.library import Shelved, shelf
from tests.unit.assistant.conftest import Ask, asking


def appraised(province: str, year: int, words: str) -> Shelved:
    return Shelved(f"{province}-{year}", province, str(year), [f"Sở Tư pháp thẩm định {words}."])


CHANGES = [
    appraised("An Giang", 2023, "47 văn bản, tăng 5 văn bản so với năm 2022"),
    appraised("Cà Mau", 2022, "20 văn bản"),
    appraised("Cà Mau", 2023, "31 văn bản"),
    appraised("Bạc Liêu", 2022, "50 văn bản"),
    appraised("Bạc Liêu", 2023, "44 văn bản"),
    appraised("Trà Vinh", 2023, "90 văn bản"),
]


@pytest.fixture
def changed(tmp_path: Path) -> Ask:
    return asking(shelf(tmp_path, CHANGES))


def test_the_greatest_increase_is_stated_or_worked_out(changed: Ask) -> None:
    answer = changed("Năm 2023 tỉnh nào có số văn bản được thẩm định tăng nhiều nhất so với năm 2022?")
    first = answer.values[0]
    assert (first.value, first.province, first.operation) == (11, "Cà Mau", "difference")
    assert len(first.citations) == 2
    assert answer.table is not None
    assert answer.table.rows == (("Cà Mau", 11), ("An Giang", 5))
    assert answer.coverage is not None
    assert answer.coverage.without_data == ("Trà Vinh",)
    assert "90" not in answer.answer


def test_a_decrease_is_asked_for_by_its_word(changed: Ask) -> None:
    answer = changed("Năm 2023 tỉnh nào có số văn bản được thẩm định giảm nhiều nhất so với năm 2022?")
    assert [(v.value, v.province) for v in answer.values] == [(-6, "Bạc Liêu")]
    assert "giảm 6 văn bản" in answer.answer


def test_changes_in_per_cent_need_both_levels(changed: Ask) -> None:
    answer = changed(
        "Năm 2023 địa phương nào có số văn bản được thẩm định giảm nhiều phần trăm nhất so với năm 2022?"
    )
    assert [(v.value, v.unit, v.province) for v in answer.values] == [(-12, "%", "Bạc Liêu")]
    assert answer.coverage is not None
    assert "An Giang" in answer.coverage.without_data


def test_the_rank_of_one_place(ask: Ask) -> None:
    answer = ask("An Giang đứng thứ mấy về số văn bản được thẩm định năm 2023?")
    assert [(v.value, v.province) for v in answer.values] == [(47, "An Giang")]
    assert "An Giang đứng thứ 3 trong 6 nơi" in answer.answer
    assert answer.table is not None
    assert len(answer.table.rows) == 6


ISSUED = "Toàn tỉnh ban hành 200 văn bản quy phạm pháp luật (cấp tỉnh 50 văn bản, cấp huyện 150 văn bản)."


def test_a_named_part_is_set_against_its_whole(tmp_path: Path) -> None:
    ask = asking(shelf(tmp_path, [Shelved("ag", "An Giang", "2023", [ISSUED])]))
    answer = ask(
        "Văn bản cấp huyện chiếm bao nhiêu phần trăm số văn bản được ban hành của An Giang năm 2023?"
    )
    assert [(v.value, v.operation) for v in answer.values] == [(75, "ratio"), (150, None), (200, None)]
    assert "(cấp huyện) chiếm 75%" in answer.answer


def test_a_part_without_its_whole_is_no_share(tmp_path: Path) -> None:
    report = Shelved("ag", "An Giang", "2023", ["Cấp huyện ban hành 150 văn bản quy phạm pháp luật."])
    ask = asking(shelf(tmp_path, [report]))
    answer = ask(
        "Văn bản cấp huyện chiếm bao nhiêu phần trăm số văn bản được ban hành của An Giang năm 2023?"
    )
    assert not any(v.unit == "%" for v in answer.values)


def test_a_ratio_by_place_shows_the_ratio(tmp_path: Path) -> None:
    told = "Các tổ hòa giải tiếp nhận {} vụ việc, hòa giải thành {} vụ việc."
    mediated = [
        Shelved("ag", "An Giang", "2023", [told.format(900, 810)]),
        Shelved("cm", "Cà Mau", "2023", [told.format(400, 300)]),
    ]
    ask = asking(shelf(tmp_path, mediated))
    answer = ask("Số vụ hòa giải thành chiếm bao nhiêu phần trăm số vụ tiếp nhận ở các tỉnh năm 2023?")
    assert [(v.value, v.unit, v.province) for v in answer.values] == [
        (90, "%", "An Giang"),
        (75, "%", "Cà Mau"),
    ]
    assert answer.table is not None
    assert [row[-1] for row in answer.table.rows] == [90, 75]


def test_a_report_that_contradicts_itself_is_shown_with_both_numbers(tmp_path: Path) -> None:
    report = Shelved(
        "ag", "An Giang", "2023", ["Toàn tỉnh có 220 luật sư.", "Đến cuối năm, tỉnh có 225 luật sư."]
    )
    answer = asking(shelf(tmp_path, [report]))("Năm 2023 An Giang có bao nhiêu luật sư?")
    assert [v.value for v in answer.values] == [220]
    assert "cùng báo cáo lại ghi 225 luật sư [2]" in answer.answer


@pytest.mark.parametrize(
    "more", ["Toàn tỉnh có 220 luật sư.", "Có 12 luật sư nữ.", "Toàn tỉnh có hơn 200 luật sư."]
)
def test_what_repeats_narrows_or_hedges_is_no_contradiction(tmp_path: Path, more: str) -> None:
    report = Shelved("ag", "An Giang", "2023", ["Toàn tỉnh có 220 luật sư.", more])
    answer = asking(shelf(tmp_path, [report]))("Năm 2023 An Giang có bao nhiêu luật sư?")
    assert [v.value for v in answer.values] == [220]
    assert "lại ghi" not in answer.answer


def test_what_is_said_beside_the_question_is_no_part_of_it(ask: Ask) -> None:
    answer = ask("Tôi đang viết báo cáo tổng kết. Năm 2023 Cà Mau thẩm định bao nhiêu văn bản? Xin cảm ơn.")
    assert [(v.value, v.province) for v in answer.values] == [(31, "Cà Mau")]


def test_many_places_name_those_whose_sources_differ_and_tell_of_a_few(tmp_path: Path) -> None:
    names = ("An Giang", "Cà Mau", "Bạc Liêu", "Trà Vinh", "Bến Tre", "Long An", "Kiên Giang", "Tiền Giang")
    reports = [
        Shelved(f"{name}-{nth}", name, "2023", [f"Toàn tỉnh có {100 + at + 40 * nth} luật sư."])
        for at, name in enumerate(names)
        for nth in (0, 1)
    ]
    answer = asking(shelf(tmp_path, reports))("Năm 2023 có bao nhiêu luật sư?")
    assert answer.answer.count("Nguồn khác") == 6
    assert "Các nguồn cũng ghi khác nhau về số của: " in answer.answer


def test_the_same_number_is_given_as_it_is_printed_in_full(tmp_path: Path) -> None:
    reports = [
        Shelved(
            "dau", "An Giang", "2023", ["Thu phí công chứng 46.679.123.000 đồng."], date=dt.date(2023, 12, 1)
        ),
        Shelved("sau", "An Giang", "2023", ["Thu phí công chứng 46.679 triệu đồng."]),
    ]
    answer = asking(shelf(tmp_path, reports))("Năm 2023 An Giang thu bao nhiêu phí công chứng?")
    assert [v.value for v in answer.values] == [46_679_123_000]
    assert "Nguồn khác" not in answer.answer
