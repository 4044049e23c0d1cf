"""What must not be worked out or shown: sums and orders with gaps of kind, one side of two, stray quotes."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Status
from assistant.chain import _without_stray_numbers
from assistant.draft import Draft
from assistant.quoting import _is_statement
from ingest.figures import read_figures
from tests.support.library import Shelved, shelf
from tests.unit.assistant.conftest import Ask, asking
from vectorstore.analysis.query import read_question
from vectorstore.schema import Figure, Report, StructuredText


def test_a_share_is_never_more_than_all(tmp_path: Path) -> None:
    told = ["Thi hành án dân sự: thụ lý 1.500 việc, thi hành xong 900 việc, chuyển kỳ sau 600 việc."]
    ask = asking(shelf(tmp_path, [Shelved("kt-2023", "Kon Tum", "2023", told)]))
    answer = ask(
        "Trong tong viec thads phai giai quyet cua Kon Tum nam 2023, "
        "viec thads con ton chuyen ky sau chiem may phan tram?"
    )
    assert (answer.values[0].value, answer.values[0].unit) == (40, "%")


@pytest.mark.parametrize(
    "question",
    [
        "Số văn bản được thẩm định của An Giang năm 2023 chiếm bao nhiêu phần trăm?",
        "Số văn bản được thẩm định của An Giang năm 2023 gấp mấy lần?",
    ],
)
def test_one_side_of_a_comparison_is_no_answer(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status is Status.NOT_FOUND
    assert "được thẩm định" in answer.answer
    assert "47" not in answer.answer


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("Tổng số lượt người được trợ giúp pháp lý của tất cả các tỉnh năm 2021", Status.NOT_FOUND),
        (
            "Bình quân mỗi tỉnh có bao nhiêu lượt người được trợ giúp pháp lý năm 2021?",
            Status.NOT_FOUND,
        ),
        ("Tỉnh nào có nhiều lượt người được trợ giúp pháp lý nhất năm 2021?", Status.NOT_FOUND),
        ("Tỉnh nào có ít lượt người được trợ giúp pháp lý nhất năm 2021?", Status.ANSWERED),
    ],
)
def test_what_is_of_another_kind_is_neither_left_out_of_a_sum_nor_of_an_order_it_could_lead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, question: str, status: Status
) -> None:
    def read(report: Report, text: StructuredText) -> list[Figure]:
        part = "qua hội nghị" if report.metadata.province == "Lâm Đồng" else None
        return [replace(f, part=part) for f in read_figures(report, text)]

    monkeypatch.setattr("tests.support.library.read_figures", read)
    numbers = {"Gia Lai": 300, "Kon Tum": 200, "Lâm Đồng": 900}
    told = [
        Shelved(name, name, "2021", [f"Trợ giúp pháp lý cho {number} lượt người."])
        for name, number in numbers.items()
    ]
    answer = asking(shelf(tmp_path, told))(question)
    assert answer.status is status
    if status is Status.NOT_FOUND:
        assert "Lâm Đồng không cùng loại" in answer.answer


def test_one_number_is_no_order() -> None:
    reading = read_question("Địa phương nào có nhiều vướng mắc nhất năm 2023?")
    quoted = Draft(status=Status.ANSWERED, sentences=("Toàn tỉnh có 52 vướng mắc [1].",))
    assert _without_stray_numbers(quoted, reading).status is Status.NOT_FOUND
    words = Draft(status=Status.ANSWERED, sentences=("Vướng mắc lớn nhất là thiếu biên chế [1].",))
    assert _without_stray_numbers(words, reading) is words


def test_a_row_of_bare_numbers_says_nothing_in_words() -> None:
    assert not _is_statement("4 | Vi bằng đã lập | vi bằng | 1.204 | 1.377 | 173")
    assert _is_statement("4 | Tập huấn cho hòa giải viên các xã | Quý III | 2 lớp")
    assert not _is_statement("Pleiku, ngày 15 tháng 12 năm 2023")
