"""Figures told in words that neither the indicator list nor the counted noun leads to."""

from pathlib import Path

import pytest

from assistant.answer import Status
from tests.support.library import Shelved, shelf
from tests.unit.assistant.conftest import Ask, asking

TOLD = [
    "Cổng dịch vụ có 260 thủ tục; 145 thủ tục trong số này được cung cấp trực tuyến toàn trình.",
    "Tổ công tác trao 1.350 áo phao cho bà con, 75 tủ thuốc cho trạm y tế và 12 máy tính cho nhà trường.",
    "Tòa nhà mới có 4 tầng, diện tích sàn 2.180 m2, tổng mức đầu tư 37,5 tỷ đồng.",
]
ELSEWHERE = ["Tổ công tác trao 640 áo phao cho bà con vùng lũ."]


@pytest.fixture
def told(tmp_path: Path) -> Ask:
    return asking(
        shelf(
            tmp_path,
            [
                Shelved("tv-2020", "Trà Vinh", "2020", TOLD),
                Shelved("bl-2020", "Bạc Liêu", "2020", ELSEWHERE),
            ],
        )
    )


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Năm 2020 Trà Vinh cung cấp trực tuyến toàn trình bao nhiêu thủ tục?", 145),
        ("nam 2020 tra vinh trao bao nhieu tu thuoc cho tram y te", 75),
        ("Ở Trà Vinh năm 2020, bà con được trao mấy áo phao?", 1350),
    ],
)
def test_the_number_whose_words_the_question_uses(told: Ask, question: str, value: float) -> None:
    answer = told(question)
    assert answer.status is Status.ANSWERED, answer.answer
    assert [v.value for v in answer.values] == [value]
    assert f"{value:,.0f}".replace(",", ".") in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "Năm 2020 Trà Vinh trao mấy tủ lạnh cho trạm y tế?",  # a word nothing says
        "Năm 2021 Trà Vinh trao mấy tủ thuốc cho trạm y tế?",  # no report of that year
        "Năm 2020 Trà Vinh có bao nhiêu thủ tục được cung cấp tại trạm y tế?",  # said, but not together
    ],
)
def test_no_number_where_the_words_leave_a_doubt(told: Ask, question: str) -> None:
    answer = told(question)
    assert answer.status is Status.NOT_FOUND, answer.answer
    assert not answer.values
