"""Figures not to be trusted without a word: thousandfold jumps, sources that differ, other places."""

import datetime as dt
from pathlib import Path

from assistant.answer import Status
from tests.support.library import Shelved, shelf
from tests.unit.assistant.conftest import Ask, asking

PROVINCES = ("An Giang", "Cà Mau", "Bạc Liêu", "Trà Vinh", "Bến Tre", "Long An")


def attended(slip: str = "") -> list[Shelved]:
    """Attendances of six provinces in two years; `slip` has its latest printed a thousand times too large."""
    return [
        Shelved(
            f"{province}-{year}",
            province,
            str(year),
            [f"Tổ chức {300 + at} cuộc tuyên truyền pháp luật với {number} lượt người dự."],
        )
        for year in (2022, 2023)
        for at, province in enumerate(PROVINCES)
        for number in [f"{30 + at + year - 2022}.500{'.000' if province == slip and year == 2023 else ''}"]
    ]


def test_a_jump_is_shown_with_a_warning(tmp_path: Path) -> None:
    ask = asking(shelf(tmp_path, attended("Cà Mau")))
    answer = ask("Năm 2023 Cà Mau có bao nhiêu lượt người dự tuyên truyền pháp luật?")
    assert answer.values[0].value == 32_500_000
    assert any("Cà Mau" in notice for notice in answer.notices)
    assert answer.notices[0] in answer.answer


def test_its_neighbour_is_not_blamed(tmp_path: Path) -> None:
    ask = asking(shelf(tmp_path, attended("Cà Mau")))
    answer = ask("Năm 2022 Cà Mau có bao nhiêu lượt người dự tuyên truyền pháp luật?")
    assert answer.values[0].value == 31_500
    assert answer.notices == ()


def test_a_jump_is_left_out_of_order_and_sum(tmp_path: Path) -> None:
    ask = asking(shelf(tmp_path, attended("Cà Mau")))
    most = ask("Tỉnh nào có nhiều lượt người dự tuyên truyền pháp luật nhất năm 2023?")
    assert most.values[0].province == "Long An"
    assert any("Cà Mau" in notice for notice in most.notices)
    total = ask("Tổng số lượt người dự tuyên truyền pháp luật của tất cả các tỉnh năm 2023")
    assert total.values[0].value == 31_500 + 33_500 + 34_500 + 35_500 + 36_500


def test_nothing_is_flagged_where_nothing_jumps(tmp_path: Path) -> None:
    answer = asking(shelf(tmp_path, attended()))(
        "Tỉnh nào có nhiều lượt người dự tuyên truyền pháp luật nhất năm 2023?"
    )
    assert answer.notices == ()
    assert answer.table is not None
    assert len(answer.table.rows) == 6


def test_sources_that_differ_are_both_shown_with_their_dates(tmp_path: Path) -> None:
    official = Shelved(
        "bao-cao", "Cà Mau", "2023", ["Tổ chức 300 cuộc tuyên truyền với 184.312 lượt người dự."]
    )
    press = Shelved(
        "bao-12",
        "Cà Mau",
        "2023",
        ["Năm 2023, Cà Mau tổ chức 300 cuộc tuyên truyền pháp luật với trên 184.000 lượt người dự."],
        number=None,
        date=dt.date(2023, 12, 20),
    )
    answer = asking(shelf(tmp_path, [press, official]))(
        "Năm 2023 Cà Mau có bao nhiêu lượt người dự tuyên truyền pháp luật?"
    )
    assert [v.value for v in answer.values] == [184_312]
    assert "184.000" in answer.answer
    assert "20/12/2023" in answer.answer
    assert "15/12/2023" in answer.answer
    assert {c.source for c in answer.citations} == {"bao-cao.txt", "bao-12.txt"}


def test_a_locality_is_not_answered_with_its_provinces_number(tmp_path: Path) -> None:
    report = Shelved(
        "ag",
        "An Giang",
        "2023",
        ["Toàn tỉnh thẩm định 47 văn bản; huyện Tịnh Biên và huyện Tri Tôn chậm gửi báo cáo."],
    )
    ask = asking(shelf(tmp_path, [report]))
    assert ask("Năm 2023 huyện Tri Tôn, An Giang thẩm định bao nhiêu văn bản?").status is Status.NOT_FOUND


def test_no_place_and_one_needed_asks_back(ask: Ask) -> None:
    answer = ask("Năm nào thẩm định nhiều văn bản nhất?")
    assert answer.status is Status.CLARIFY
    assert "An Giang" in answer.choices
    assert answer.values == ()
