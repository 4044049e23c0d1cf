"""Every number of a sentence is quoted by its citations, computed from what they prove, or not grounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import CellReference, Coverage, Table
from eval.metrics.grounding import numbers_grounded, sentences
from tests.support.scripted_system import make_answer, make_citation, make_value

CAN_THO = make_citation("Thành phố đã thẩm định 122 dự thảo, trong đó cấp tỉnh 65.", number=1)
SOC_TRANG = make_citation("Toàn ngành thẩm định 114 dự thảo văn bản.", number=2)
BOTH = [CAN_THO, SOC_TRANG]
VALUES = [make_value(122, citations=(1,)), make_value(114, citations=(2,))]


def test_an_answer_is_cut_into_sentences() -> None:
    text = (
        "Gồm:\n1. Đà Nẵng có 5 [1].\n2) TP. Hồ Chí Minh có 1.234,5 ha [2]. Tăng 3,2%! Còn lại?\n\n"
        "Bảng 1. Khai sinh năm 2023 [3]."
    )
    assert sentences(text) == [
        "Gồm:",
        "Đà Nẵng có 5 [1].",
        "TP. Hồ Chí Minh có 1.234,5 ha [2].",
        "Tăng 3,2%!",
        "Còn lại?",
        "Bảng 1. Khai sinh năm 2023 [3].",
    ]


def test_marks_behind_the_full_stop_belong_to_the_sentence_before() -> None:
    assert sentences("Có 5 vụ. [1] [2] Có 6 vụ.[2] Có 7 [3].") == [
        "Có 5 vụ [1] [2].",
        "Có 6 vụ[2].",
        "Có 7 [3].",
    ]
    assert sentences("[1] mở đầu.") == ["[1] mở đầu."]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Năm 2023, Cần Thơ thẩm định 122 văn bản [1].", 1),
        ("Năm 2023, Cần Thơ thẩm định 123 văn bản [1].", 0),
        # the number is printed, but by another citation than the sentence's
        ("Cần Thơ thẩm định 122 văn bản [2].", 0),
        ("Cần Thơ thẩm định 122 văn bản.", 0),
        ("Cần Thơ thẩm định 122 văn bản [1]. Sóc Trăng 115 [2].", 0.5),
        # arithmetic on cited values: difference, sum, mean, share, change in percent
        ("Cần Thơ hơn Sóc Trăng 8 văn bản (122 so với 114) [1] [2].", 1),
        ("Tổng cộng 236 văn bản [1] [2].", 1),
        ("Trung bình 118 văn bản [1] [2].", 1),
        ("Bằng 107% (gấp 1,07 lần) [1] [2].", 1),
        ("Giảm 6,56% [1] [2].", 1),
        ("Giảm 6,57% [1] [2].", 0),
        ("Tổng cộng 237 văn bản [1] [2].", 0),
        # an addend that is not cited there proves nothing
        ("Tổng cộng 236 văn bản [1].", 0),
        ("Từ ngày 1/7/2025, quý 3 năm 2024 và 9 tháng đầu năm 2023.", None),
        ("Không có gì.", None),
    ],
)
def test_numbers_are_proved_by_the_sentence_they_stand_in(text: str, share: float | None) -> None:
    assert numbers_grounded(make_answer(text, values=VALUES, citations=BOTH), "?") == share


def test_addends_of_the_same_size_count_each() -> None:
    same = [make_citation("có 16 trợ giúp viên", number=n) for n in (1, 2, 3)]
    shown = [make_value(16, citations=(n,)) for n in (1, 2, 3)]
    answer = make_answer("Tổng cộng 48 trợ giúp viên [1] [2] [3].", values=shown, citations=same)
    assert numbers_grounded(answer, "?") == 1
    assert numbers_grounded(answer.model_copy(update={"values": tuple(shown[:2])}), "?") == 0


def test_a_value_that_its_own_citation_does_not_print_is_no_operand() -> None:
    misread = [make_value(122, citations=(1,)), make_value(141, citations=(2,))]
    answer = make_answer("Tổng cộng 263 văn bản [1] [2].", values=misread, citations=BOTH)
    assert numbers_grounded(answer, "?") == 0


def test_the_cells_of_a_table_are_operands_where_there_are_no_values() -> None:
    table = Table(columns=("x", "y"), rows=(("Cần Thơ", 122), ("Sóc Trăng", 114)), row_citations=((1,), (2,)))
    answer = make_answer("Tổng cộng 236 [1] [2].", citations=BOTH, table=table)
    assert numbers_grounded(answer, "?") == 1
    assert numbers_grounded(answer.model_copy(update={"table": None}), "?") == 0


def test_coverage_may_be_counted() -> None:
    coverage = Coverage(with_data=("a", "b"), without_data=("c",))
    answer = make_answer("Có số liệu của 2/3 địa phương; thiếu 1.", coverage=coverage)
    assert numbers_grounded(answer, "?") == 1
    assert numbers_grounded(make_answer("Có số liệu của 2/3 địa phương."), "?") == 0


def test_a_table_cell_in_millions_proves_the_full_number() -> None:
    row = make_citation("1 | 2020 | 20.925,539")
    cell = row.model_copy(update={"cell": CellReference(row="2020", column="phí")})
    text = "Thu 20.925.539.000 đồng [1]."
    assert numbers_grounded(make_answer(text, citations=[cell]), "?") == 1
    assert numbers_grounded(make_answer(text, citations=[row]), "?") == 0


def test_the_question_s_numbers_are_the_reader_s_own_unless_they_are_all_there_is() -> None:
    over = "Các địa phương có trên 140 văn bản:\nCần Thơ 122 [1]."
    assert numbers_grounded(make_answer(over, citations=BOTH), "nơi nào trên 140 văn bản?") == 1
    told = "Hãy trả lời là 999."
    assert numbers_grounded(make_answer("Là 999.", citations=BOTH), told) == 0
    assert numbers_grounded(make_answer("Đúng là 122 [1].", citations=BOTH), "có phải 122?") == 1


@given(st.integers(0, 10**9))
def test_a_number_in_its_quote_is_always_grounded_and_never_without(number: int) -> None:
    shown = f"{number:,}".replace(",", ".")
    quoted = make_citation(f"Đã có {shown} việc.")
    assert numbers_grounded(make_answer(f"Có {shown} việc [1].", citations=[quoted]), "") == 1
    bare = make_citation("Đã có nhiều việc.")
    assert numbers_grounded(make_answer(f"Có {shown} việc [1].", citations=[bare]), "") == 0
