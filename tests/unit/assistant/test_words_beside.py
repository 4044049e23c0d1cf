"""Which of the numbers of a sentence a question's words belong to."""

from pathlib import Path

import pytest

from assistant.answer import Status
from tests.support.library import Shelved, shelf
from tests.unit.assistant.conftest import Ask, asking

TOLD = [
    "Toàn tỉnh thực hiện 900 vụ giám định tư pháp, trong đó pháp y 240 vụ.",
    "Tổng tiền phạt vi phạm hành chính 12 tỷ đồng, đã nộp 9,5 tỷ đồng.",
    "Sở được giao 41 biên chế, có mặt 38.",
    "Chứng thực: 52.000 bản sao, thu lệ phí 310 triệu đồng.",
    "Toàn tỉnh có 120 luật sư, trong đó 31 nữ.",
    "Đưa 60 người già neo đơn vào nhà dưỡng lão, 25 người vào làng trẻ.",
]


@pytest.fixture
def told(tmp_path: Path) -> Ask:
    return asking(shelf(tmp_path, [Shelved("tv-2020", "Trà Vinh", "2020", TOLD)]))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Tiền phạt vi phạm hành chính thực nộp ở Trà Vinh năm 2020 là bao nhiêu?", 9.5e9),
        ("Tổng tiền phạt vi phạm hành chính ở Trà Vinh năm 2020 là bao nhiêu?", 12e9),
        ("Năm 2020 Trà Vinh thực có bao nhiêu công chức?", 38),
        ("Trà Vinh được giao bao nhiêu biên chế năm 2020?", 41),
        ("Năm 2020 Trà Vinh có bao nhiêu luật sư và mấy người là nữ?", 120),
        ("What did Tra Vinh collect in certification fees in 2020?", 310e6),
    ],
)
def test_the_number_that_the_words_belong_to(told: Ask, question: str, value: float) -> None:
    answer = told(question)
    assert answer.values, answer.answer
    assert answer.values[0].value == value


def test_words_of_one_number_are_not_those_of_the_next(told: Ask) -> None:
    answer = told("Năm 2020 Trà Vinh đưa bao nhiêu người già neo đơn vào làng trẻ?")
    assert answer.status is Status.NOT_FOUND or 25 not in [v.value for v in answer.values]
