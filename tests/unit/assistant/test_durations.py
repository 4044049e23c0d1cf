"""A figure of ten years together is given for ten years, and one year's never."""

from pathlib import Path

import pytest

from assistant.question import Question
from tests.support.library import Shelved, shelf

REVIEW = Shelved(
    "hue-10",
    "Thừa Thiên Huế",
    None,
    ["Trong 10 năm, các tổ tiếp nhận 11.176 vụ việc; hòa giải thành 8.988 vụ việc."],
    title="Tổng kết 10 năm thi hành Luật Hòa giải ở cơ sở",
)
YEARLY = Shelved(
    "hue-2023", "Thừa Thiên Huế", "2023", ["Các tổ hòa giải thành 1.444 vụ việc trong năm 2023."]
)


@pytest.mark.parametrize(
    "question",
    [
        "Trong 10 năm Thừa Thiên Huế hòa giải thành bao nhiêu vụ việc?",
        "sau muoi nam thi hanh luat, hue hoa giai thanh bao nhieu vu",
        "How many cases were mediated successfully in Hue over ten years?",
    ],
)
def test_a_stretch_of_years_has_its_own_figure(tmp_path: Path, question: str) -> None:
    answer = shelf(tmp_path, [REVIEW, YEARLY]).ask(Question(question))
    assert [value.value for value in answer.values] == [8988]


def test_no_year_stands_in_for_a_stretch_of_years(tmp_path: Path) -> None:
    asked = shelf(tmp_path, [REVIEW, YEARLY])
    answer = asked.ask(Question("Trong 5 năm Thừa Thiên Huế hòa giải thành bao nhiêu vụ việc?"))
    assert (answer.status, answer.values) == ("not_found", ())
    answer = asked.ask(Question("Năm 2023 Thừa Thiên Huế hòa giải thành bao nhiêu vụ việc?"))
    assert [value.value for value in answer.values] == [1444]
