"""Questions that ask for words: which sentences are quoted, and when the reports do not say."""

from pathlib import Path

import pytest

from assistant.answer import Answer, Status
from assistant.question import Question
from tests.support.library import Shelved, shelf

REPORT = Shelved(
    "kg-2023",
    "Kiên Giang",
    "2023",
    [
        "Kính gửi: Bộ Tư pháp và các cơ quan liên quan đến hạn chế của ngành.",
        "Công tác hòa giải ở cơ sở còn hạn chế vì kinh phí thấp.",
        "Công tác trợ giúp pháp lý còn hạn chế vì thiếu người làm.",
        "Nguyên nhân của các hạn chế là biên chế ít mà việc tăng.",
        "Năm 2024 sẽ nhận hồ sơ lý lịch tư pháp qua bưu chính để người dân đỡ đi lại.",
        "Tại thị trấn Minh Lương, bộ phận một cửa đã có máy lấy số tự động.",
    ],
)


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> "Asked":
    return Asked(tmp_path_factory.mktemp("text"))


class Asked:
    """Asks the shelf."""

    def __init__(self, folder: Path) -> None:
        self._assistant = shelf(folder, [REPORT])

    def __call__(self, text: str) -> Answer:
        return self._assistant.ask(Question(text=text))


def test_the_rarer_word_decides(answered: Asked) -> None:
    answer = answered("Năm 2023 Kiên Giang nêu nguyên nhân của các hạn chế là gì?")
    assert answer.status is Status.ANSWERED
    assert "biên chế ít" in answer.answer


def test_to_whom_a_paper_goes_answers_nothing(answered: Asked) -> None:
    assert "Kính gửi" not in answered("Liệt kê những hạn chế của Kiên Giang năm 2023").answer


def test_what_is_planned_for_a_year_stands_in_the_report_of_the_year_before(answered: Asked) -> None:
    answer = answered("Năm 2024 Kiên Giang sẽ nhận hồ sơ lý lịch tư pháp bằng cách nào?")
    assert "qua bưu chính" in answer.answer


def test_without_a_plan_in_question_the_year_before_does_not_answer(answered: Asked) -> None:
    assert answered("Năm 2024 hòa giải ở cơ sở của Kiên Giang có hạn chế gì?").status is Status.NOT_FOUND


@pytest.mark.parametrize(
    "question",
    [
        "Which restaurant in Kien Giang is the best?",
        "What did Kien Giang say about football in 2023?",
    ],
)
def test_an_english_question_of_something_else_is_not_found(answered: Asked, question: str) -> None:
    assert answered(question).status is Status.NOT_FOUND


def test_an_english_question_is_answered_by_what_the_glossary_knows(answered: Asked) -> None:
    answer = answered("What shortcomings in grassroots mediation did Kien Giang have in 2023?")
    assert "kinh phí thấp" in answer.answer
