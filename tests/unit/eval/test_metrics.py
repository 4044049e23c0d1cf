"""Each metric against hand-worked examples: what is right, what is nearly right, what is wrong."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Coverage, Status, Table, ValueKind
from eval.metrics import citations, latency, lists, printed, ranking, values, words
from eval.metrics.registry import METRICS
from eval.metrics.score import score_row
from eval.question import Expected, ExpectedTable, ExpectedValue
from tests.support.scripted_system import make_answer, make_citation, make_value

APPRAISED = ExpectedValue(value=42, unit="văn bản", province="Hậu Giang", period="2023")
RIGHT = make_value(42, province="Hậu Giang", period="2023")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.536 cuộc", 2536),
        ("2,536 sessions", 2536),
        ("1 234 567 đồng", 1_234_567),
        ("4453 việc", 4453),
        ("01 vụ", 1),
        ("98,5%", 98.5),
        ("98.5%", 98.5),
        ("1.234,5 ha", 1234.5),
        ("1,234.5 ha", 1234.5),
        ("1,2 triệu lượt", 1_200_000),
        ("38,485 tỷ đồng", 38_485_000_000),
        ("18,8 nghìn tỷ đồng", 18_800_000_000_000),
        ("15 tỷ 300 triệu đồng", 15_300_000_000),
        ("15 ty 300 trieu dong", 15_300_000_000),
        ("55/60 xã (đạt 91,67%)", 60),
        ("339/429 tỷ lệ 79%", 429),
        ("15 tỷ trong đó", 15e9),
        ("có 42 100%", 42),
        ("bốn đợt", 4),
        ("mười hai cuộc", 12),
        ("hai mươi lăm vụ", 25),
        ("một trăm linh ba vụ", 103),
        ("trong năm vụ này", 5),
        ("four courses", 4),
    ],
)
def test_a_text_prints_its_numbers_however_they_are_written(text: str, value: float) -> None:
    assert printed.prints(text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.536 cuộc", 36),
        ("2.536 cuộc", 253),
        ("142 văn bản", 42),
        ("1,2 triệu", 1.2),
        ("98,5%", 985),
        ("năm 2023", 5),
        ("Quyết định 12.2023", 122_023),
        ("không có số", 0),
    ],
)
def test_a_text_does_not_print_parts_of_its_numbers(text: str, value: float) -> None:
    assert not printed.prints(text, value)


@given(st.integers(min_value=0, max_value=10**12))
def test_every_whole_number_is_read_back_from_both_ways_of_grouping(number: int) -> None:
    assert printed.prints(f"có {number:,} việc", number)
    assert printed.prints(f"có {number:,} việc".replace(",", "."), number)


def test_the_numbers_an_answer_shows_are_its_own() -> None:
    answer = "Ngày 09/12/2023, năm 2022 có 55 văn bản, 6 tháng có 2.022 vụ [1][12]."
    assert printed.shown_numbers(answer, "6 tháng đầu năm có mấy vụ?") == [{55}, {2022, 2.022}]


def test_a_value_is_right_only_with_its_number_unit_place_and_period() -> None:
    assert values.values_right([RIGHT], [APPRAISED]) == 1
    for wrong in (
        make_value(43, province="Hậu Giang", period="2023"),
        make_value(42, "vụ", province="Hậu Giang", period="2023"),
        make_value(42, province="Sóc Trăng", period="2023"),
        make_value(42, province=None, period="2023"),
        make_value(42, province="Hậu Giang", period="2023-H1"),
    ):
        assert values.values_right([wrong], [APPRAISED]) == 0
    assert values.values_right([], [APPRAISED]) == 0


def test_units_alone_tell_value_and_number_apart() -> None:
    other_unit = [make_value(42, "vb", province="Hậu Giang", period="2023")]
    assert values.values_right(other_unit, [APPRAISED]) == 0
    assert values.numbers_right(other_unit, [APPRAISED]) == 1


@pytest.mark.parametrize(
    ("unit", "expected"), [("%", "phần trăm"), ("Văn  bản", "văn bản"), ("điểm phần trăm", "điểm %")]
)
def test_spellings_of_one_unit_are_the_same(unit: str, expected: str) -> None:
    assert values.values_right([make_value(3, unit)], [ExpectedValue(value=3, unit=expected)]) == 1


def test_a_percentage_is_not_a_percentage_point() -> None:
    assert values.values_right([make_value(3, "%")], [ExpectedValue(value=3, unit="điểm %")]) == 0


def test_values_match_in_order_and_what_stands_behind_them_is_extra() -> None:
    expected = [ExpectedValue(value=1, unit="vụ"), ExpectedValue(value=2, unit="vụ")]
    shown = [make_value(1, "vụ"), make_value(2, "vụ"), make_value(3, "vụ")]
    assert values.values_right(shown, expected) == 1
    assert values.extra_values(shown, expected) == 1
    assert values.values_right(shown[::-1], expected) == 0
    assert values.values_right(shown[:1], expected) == 0
    assert values.extra_values(shown[:1], expected) == 0


def test_a_number_that_was_asked_for_too_is_not_extra() -> None:
    expected = [ExpectedValue(value=1704, unit="tổ")]
    shown = [make_value(1704, "tổ"), make_value(-1192, "tổ"), make_value(5, "tổ")]
    assert values.extra_values(shown, expected, (1192,)) == 1
    assert values.extra_values(shown, expected, (1192, 5)) == 0


def test_exact_asks_for_the_number_its_proof_and_nothing_else() -> None:
    expected = Expected(
        status=Status.ANSWERED, values=(ExpectedValue(value=42, unit="văn bản"),), sources=("a.txt",)
    )

    def exact(numbers: list[int], quote: str, source: str) -> float:
        answer = make_answer(
            "Có 42 văn bản [1].",
            values=[make_value(number, "vb") for number in numbers],
            citations=[make_citation(quote, source=source)],
        )
        return score_row(expected, answer, None, "?").scores["exact"]

    assert exact([42], "Thẩm định 42 văn bản.", "a.txt") == 1
    assert exact([43], "Thẩm định 43 văn bản.", "a.txt") == 0
    assert exact([42], "Góp ý văn bản.", "a.txt") == 0
    assert exact([42], "Thẩm định 42 văn bản.", "b.txt") == 0
    assert exact([42, 7], "Thẩm định 42 văn bản, góp ý 7.", "a.txt") == 0


def test_the_tolerance_is_absolute_and_nothing_by_default() -> None:
    computed = ExpectedValue(value=29.4, unit="%", tolerance=0.05)
    assert values.values_right([make_value(29.43, "%")], [computed]) == 1
    assert values.values_right([make_value(29.46, "%")], [computed]) == 0
    assert values.values_right([make_value(42.001)], [ExpectedValue(value=42, unit="văn bản")]) == 0


def test_a_value_is_quoted_when_a_citation_of_its_own_prints_it() -> None:
    holds = make_citation("Đã thẩm định 42 văn bản.", number=1)
    other = make_citation("Đã ban hành 55 văn bản.", number=2)
    assert values.values_quoted([make_value(42, citations=(1,))], [holds, other], 1) == 1
    assert values.values_quoted([make_value(42, citations=(2,))], [holds, other], 1) == 0
    assert values.values_quoted([make_value(42, citations=())], [holds, other], 1) == 0
    assert values.values_quoted([], [holds, other], 1) == 0


def test_a_change_is_quoted_by_its_size_where_words_say_which_way_it_went() -> None:
    quote = make_citation("giảm 7,8% so với năm trước")
    assert values.values_quoted([make_value(-7.8, unit="%", kind=ValueKind.CHANGE)], [quote], 1) == 1
    assert values.values_quoted([make_value(-7.8, unit="%")], [quote], 1) == 0
    assert values.values_quoted([make_value(-8.7, unit="%", kind=ValueKind.CHANGE)], [quote], 1) == 0


def test_both_ends_of_a_range_must_be_quoted() -> None:
    value = make_value(10, value_to=15)
    assert values.values_quoted([value], [make_citation("từ 10–15 vụ")], 1) == 1
    assert values.values_quoted([value], [make_citation("từ 10 vụ")], 1) == 0


def test_a_computed_value_needs_every_citation_it_names() -> None:
    value = make_value(97, citations=(1, 2), kind="computed", operation="sum")
    first, second = make_citation("42 văn bản"), make_citation("55 văn bản", number=2)
    assert values.values_quoted([value], [first, second], 1) == 1
    assert values.values_quoted([value], [first], 1) == 0
    assert values.values_quoted([value], [first, make_citation("không có", number=2)], 1) == 0


UNANSWERABLE = Expected(status=Status.NOT_FOUND)
ANSWERABLE = Expected(status=Status.ANSWERED, values=(APPRAISED,))


@pytest.mark.parametrize(
    ("answer", "expected", "wrong"),
    [
        (make_answer(values=[make_value(42)]), UNANSWERABLE, 1),
        (make_answer("Có 42 văn bản [1]."), UNANSWERABLE, 1),
        (make_answer(table=Table(columns=("x",), rows=((42,),), row_citations=((),))), UNANSWERABLE, 1),
        (make_answer("Không nêu; năm 2023 có 42 văn bản.", status=Status.NOT_FOUND), UNANSWERABLE, 0),
        (make_answer("Năm 2022 không có số liệu."), UNANSWERABLE, 0),
        (make_answer(values=[RIGHT]), ANSWERABLE, 0),
        (make_answer(values=[make_value(55, province="Hậu Giang", period="2023")]), ANSWERABLE, 1),
        (make_answer(values=[make_value(42, province="Sóc Trăng", period="2023")]), ANSWERABLE, 1),
        (make_answer(values=[make_value(42, "vb", province="Hậu Giang", period="2023")]), ANSWERABLE, 0),
        (make_answer("Đã thẩm định 55 văn bản."), ANSWERABLE, 1),
        (make_answer("Đã thẩm định 42 trên 55 văn bản."), ANSWERABLE, 0),
        (make_answer("Không rõ."), ANSWERABLE, 0),
        (make_answer("Không nêu.", status=Status.NOT_FOUND), ANSWERABLE, 0),
        (make_answer("Có 7 hạn chế."), Expected(status=Status.ANSWERED, phrases=("hạn chế",)), 0),
    ],
)
def test_a_wrong_number_is_one_the_reader_sees(answer: object, expected: Expected, wrong: int) -> None:
    assert values.shows_wrong_number(answer, expected, "câu hỏi") == wrong


def test_any_expected_source_will_do() -> None:
    cited = [make_citation("x", source="a.txt"), make_citation("y", number=2, source="b.txt")]
    assert citations.cites_any(cited, ["b.txt", "c.txt"]) == 1
    assert citations.cites_any(cited, ["c.txt"]) == 0
    assert citations.cites_any([], ["c.txt"]) == 0


def test_whole_citations_leave_nothing_dangling() -> None:
    one = make_citation("42 văn bản")
    assert citations.citations_whole(make_answer("Có 42 [1].", values=[make_value(42)], citations=[one])) == 1
    assert citations.citations_whole(make_answer("Có 42 [2].", citations=[one])) == 0
    assert citations.citations_whole(make_answer("Có 42 [0].", citations=[one])) == 0
    assert (
        citations.citations_whole(make_answer("x", values=[make_value(1, citations=(3,))], citations=[one]))
        == 0
    )
    assert citations.citations_whole(make_answer("x", citations=[one, one])) == 0
    assert citations.citations_whole(make_answer("x", citations=[one.model_copy(update={"end": 3})])) == 0
    assert citations.citations_whole(make_answer("x")) == 0


def test_phrases_stand_in_the_answer_as_whole_words() -> None:
    answer = make_answer("Hoà giải thành 8.988 vụ [1].")
    assert words.phrases_held(answer, ["hòa giải thành", "8.988 vụ"]) == 1
    assert words.phrases_held(answer, ["hòa giải thành", "8.98"]) == 0
    assert words.phrases_held(answer, ["giải thành tốt"]) == 0


def test_token_f1_by_hand() -> None:
    # common: thẩm, định, văn (3 of 4 against 3 of 5)
    assert words.token_f1("Thẩm định 42 văn", "thẩm định văn kiện khác") == pytest.approx(6 / 9)
    assert words.token_f1("", "x") == 0
    assert (
        words.evidence_f1("In English.", [make_citation("hai ba"), make_citation("một", number=2)], "một")
        == 1
    )


def test_items_are_found_in_words_and_tables() -> None:
    items = ["Đà Nẵng", "Hậu Giang", "Hà Nam"]
    assert lists.items_recall(make_answer("Da Nang và Hậu Giang"), items) == pytest.approx(2 / 3)
    table = Table(columns=("Nơi",), rows=(("Hà Nam",), ("Huế",)), row_citations=((), ()))
    answer = make_answer("Gồm:", table=table)
    assert lists.items_recall(answer, items) == pytest.approx(1 / 3)
    assert lists.items_precision(lists.listed_items(answer), items) == 0.5


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("Có ba nơi:\n- Đà Nẵng\n- Hậu Giang\n- Huế", ["Đà Nẵng", "Hậu Giang", "Huế"]),
        ("1. Đà Nẵng\n2) Huế", ["Đà Nẵng", "Huế"]),
        ("Ba nơi: Đà Nẵng, Hậu Giang và Huế.", ["Đà Nẵng", "Hậu Giang", "Huế"]),
        ("Three: Da Nang, Hau Giang, and Hue.", ["Da Nang", "Hau Giang", "Hue"]),
        ("Đà Nẵng và Huế đạt 100%.", []),
    ],
)
def test_what_an_answer_lists(text: str, listed: list[str]) -> None:
    assert lists.listed_items(make_answer(text)) == listed


def test_table_rows_are_found_in_any_column_order() -> None:
    table = Table(columns=("a", "b"), rows=((42, "Hậu Giang"), (17, "Sóc Trăng")), row_citations=((), ()))
    expected = ExpectedTable(rows=(("Hậu Giang", 42.0), ("Sóc Trăng", 42)))
    assert lists.table_rows_held(table, expected) == 0.5
    assert lists.table_rows_held(None, expected) == 0


def test_coverage_is_all_or_nothing() -> None:
    expected = Coverage(with_data=("Hậu Giang", "Sóc Trăng"), without_data=("Cần Thơ",))
    assert (
        lists.coverage_right(expected.model_copy(update={"with_data": ("Sóc Trăng", "Hậu Giang")}), expected)
        == 1
    )
    assert lists.coverage_right(expected.model_copy(update={"without_data": ()}), expected) == 0
    assert lists.coverage_right(expected.model_copy(update={"without_data": ("Huế",)}), expected) == 0
    assert lists.coverage_right(None, expected) == 0


def test_ndcg_and_recall_by_hand() -> None:
    found = ranking.ranked_sources(["c", "b", "b", "x", "a"])
    assert found == ["c", "b", "x", "a"]
    relevant = {"a": 2, "b": 1, "d": 1}
    gained = 1 / math.log2(3) + 3 / math.log2(5)
    ideal = 3 + 1 / math.log2(3) + 1 / math.log2(4)
    assert ranking.ndcg(found, relevant) == pytest.approx(gained / ideal)
    assert ranking.recall(found, relevant) == pytest.approx(2 / 3)
    assert ranking.ndcg([], relevant) == ranking.recall([], relevant) == 0


@given(
    st.dictionaries(st.sampled_from("abcdefghijklmno"), st.integers(0, 3), min_size=1),
    st.permutations("abcdefghijklmno"),
)
def test_ndcg_stays_between_nothing_and_the_ideal_order(relevant: dict[str, int], found: list[str]) -> None:
    ideal = sorted(relevant, key=lambda source: -relevant[source])
    assert 0 <= ranking.ndcg(found, relevant) <= 1 + 1e-9
    assert ranking.ndcg(ideal, relevant) == pytest.approx(1 if max(relevant.values()) else 0)


def test_percentiles_are_of_the_times_themselves() -> None:
    times = [30.0, 10.0, 20.0, 40.0]
    assert latency.percentile(times, 0.5) == 20
    assert latency.percentile(times, 0.95) == 40
    assert latency.percentile([7.0], 0.5) == 7


def test_the_documentation_explains_every_metric_and_names_its_better_side() -> None:
    page = (Path(__file__).parents[3] / "docs" / "evaluation.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:3] for line in page.splitlines() if line.startswith("| `")]
    documented = {name.strip(" `"): better.strip() for cell, better in rows for name in cell.split(",")}
    for metric in METRICS:
        assert documented.get(metric.name) == metric.better, metric.name
