"""Which of the things a question names its one question word asks for."""

import pytest

from vectorstore.analysis.query import read_question
from vectorstore.analysis.tasks import TaskKind


@pytest.mark.parametrize(
    ("question", "indicators"),
    [
        ("Các tổ chức đấu giá ở Cà Mau thu thù lao dịch vụ bao nhiêu năm 2020?", ["thu_lao_dau_gia"]),
        ("nam 2020 ca mau kiem tra van ban phat hien may van ban trai phap luat", ["van_ban_trai_phap_luat"]),
        ("Số luật sư và công chứng viên ở Cà Mau năm 2020 là bao nhiêu?", ["luat_su", "cong_chung_vien"]),
        ("Cà Mau thẩm định, góp ý bao nhiêu văn bản năm 2020?", ["van_ban_tham_dinh", "van_ban_gop_y"]),
    ],
)
def test_who_did_it_is_not_asked_for(question: str, indicators: list[str]) -> None:
    assert [mention.indicator for mention in read_question(question).indicators] == indicators


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Trong số dự thảo Cà Mau thẩm định năm 2020 có mấy nghị quyết?", {"nghi", "quyet"}),
        (
            "Trong các cuộc đấu giá thành ở Cà Mau năm 2020, tài sản thi hành án chiếm mấy cuộc?",
            {"tai", "san", "an"},
        ),
    ],
)
def test_a_part_of_what_is_named_first(question: str, part: set[str]) -> None:
    reading = read_question(question)
    assert set(reading.named_part) == part
    assert reading.task.kind is TaskKind.LOOKUP


def test_exemptions_are_no_change() -> None:
    reading = read_question("Năm 2020 Cà Mau miễn, giảm thi hành án tổng số tiền bao nhiêu?")
    assert reading.task.kind is TaskKind.LOOKUP
