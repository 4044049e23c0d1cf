"""Each metric against hand-worked examples: what is right, what is nearly right, what is wrong."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, CellReference, Coverage, Status, Table, Understood, Value, ValueKind
from eval.metrics import citations, latency, lists, memory, outcome, printed, values, words
from eval.metrics.registry import METRICS
from eval.metrics.score import score_row
from eval.question import Expected, ExpectedTable, ExpectedValue
from tests.support.scripted_system import make_answer, make_citation, make_value

APPRAISED = ExpectedValue(value=42, unit="văn bản", province="Hậu Giang", period="2023")
RIGHT = make_value(42, province="Hậu Giang", period="2023")


def values_right(shown: Sequence[Value], expected: Sequence[ExpectedValue]) -> float:
    return values.first_values_match(shown, expected, values.value_matches)


def numbers_right(shown: Sequence[Value], expected: Sequence[ExpectedValue]) -> float:
    return values.first_values_match(shown, expected, values.number_matches)


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


@pytest.mark.parametrize(
    "text",
    [
        "Từ ngày 1 tháng 7 năm 2025",
        "Quý 3 năm 2024 và 9 tháng đầu năm 2023",
        "tháng 11/2023, 6 tháng cuối năm",
        "Since 1 July 2025 and July 1, 2025",
        "the first 9 months of 2023, Q4 2025, H1, 9M 2024",
    ],
)
def test_names_of_days_and_periods_are_no_numbers(text: str) -> None:
    assert printed.shown_numbers(text, "") == []


@pytest.mark.parametrize(
    ("text", "number"), [("phạt tù 12 tháng", 12), ("tháng này có 5 vụ", 5), ("7 quý khách", 7)]
)
def test_other_numbers_beside_words_of_time_are(text: str, number: float) -> None:
    assert printed.shown_numbers(text, "") == [{number}]


def test_a_value_is_right_only_with_its_number_unit_place_and_period() -> None:
    assert values_right([RIGHT], [APPRAISED]) == 1
    for wrong in (
        make_value(43, province="Hậu Giang", period="2023"),
        make_value(42, "vụ", province="Hậu Giang", period="2023"),
        make_value(42, province="Sóc Trăng", period="2023"),
        make_value(42, province=None, period="2023"),
        make_value(42, province="Hậu Giang", period="2023-H1"),
    ):
        assert values_right([wrong], [APPRAISED]) == 0
    assert values_right([], [APPRAISED]) == 0


def test_units_alone_tell_value_and_number_apart() -> None:
    other_unit = [make_value(42, "vb", province="Hậu Giang", period="2023")]
    assert values_right(other_unit, [APPRAISED]) == 0
    assert numbers_right(other_unit, [APPRAISED]) == 1


@pytest.mark.parametrize(
    ("unit", "expected"), [("%", "phần trăm"), ("Văn  bản", "văn bản"), ("điểm phần trăm", "điểm %")]
)
def test_spellings_of_one_unit_are_the_same(unit: str, expected: str) -> None:
    assert values_right([make_value(3, unit)], [ExpectedValue(value=3, unit=expected)]) == 1


def test_a_percentage_is_not_a_percentage_point() -> None:
    assert values_right([make_value(3, "%")], [ExpectedValue(value=3, unit="điểm %")]) == 0


def test_values_match_in_order_and_what_stands_behind_them_is_extra() -> None:
    expected = [ExpectedValue(value=1, unit="vụ"), ExpectedValue(value=2, unit="vụ")]
    shown = [make_value(1, "vụ"), make_value(2, "vụ"), make_value(3, "vụ")]
    assert values_right(shown, expected) == 1
    assert values.extra_values(shown, expected) == 1
    assert values_right(shown[::-1], expected) == 0
    assert values_right(shown[:1], expected) == 0
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
    assert values_right([make_value(29.43, "%")], [computed]) == 1
    assert values_right([make_value(29.46, "%")], [computed]) == 0
    assert values_right([make_value(42.001)], [ExpectedValue(value=42, unit="văn bản")]) == 0


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


REVIEWED = ExpectedValue(value=90, unit="văn bản", province="Hậu Giang", period="2023")
RIVAL = ExpectedValue(value=90, unit="văn bản", province="Cần Thơ", period="2023")


def told(value: float, indicator: str | None, province: str = "Hậu Giang") -> Value:
    return make_value(value, province=province, period="2023").model_copy(update={"indicator": indicator})


@pytest.mark.parametrize(
    ("shown", "expected", "wrong"),
    [
        ([told(90, "van_ban_ra_soat")], (APPRAISED, REVIEWED), 0),  # the other is not stated
        ([told(90, "van_ban_ra_soat"), told(42, "van_ban_tham_dinh")], (APPRAISED, REVIEWED), 0),
        ([told(90, "van_ban_ra_soat"), told(43, "van_ban_tham_dinh")], (APPRAISED, REVIEWED), 1),
        ([told(90, None)], (APPRAISED, REVIEWED), 1),  # of what, it does not say
        ([told(90, "van_ban_ra_soat")], (APPRAISED,), 1),
        ([told(90, "van_ban_ra_soat", "Cần Thơ")], (APPRAISED, RIVAL), 1),  # the second passes for the first
    ],
)
def test_a_part_of_several_things_asked_is_no_wrong_number(
    shown: list[Value], expected: tuple[ExpectedValue, ...], wrong: int
) -> None:
    answer = make_answer("Có số liệu [1].", values=shown)
    asked = Expected(status=Status.ANSWERED, values=expected)
    assert values.shows_wrong_number(answer, asked, "câu hỏi") == wrong
    assert score_row(asked, answer, (), "câu hỏi").scores["right"] == 0


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


def test_percentiles_are_of_the_times_themselves() -> None:
    times = [30.0, 10.0, 20.0, 40.0]
    assert latency.percentile(times, 0.5) == 20
    assert latency.percentile(times, 0.95) == 40
    assert latency.percentile([7.0], 0.5) == 7


def test_throughput_is_of_answers_one_after_another() -> None:
    assert latency.throughput_per_s([100, 300, 600]) == pytest.approx(3)


def test_the_peak_of_memory_is_this_process_in_mib() -> None:
    peak = memory.peak_memory_mib()
    assert peak is not None
    assert 20 < peak < 20_000
    held = bytearray(64 * 1024 * 1024)
    grown = memory.peak_memory_mib()
    assert grown is not None
    assert grown >= peak
    assert len(held) == 64 * 1024 * 1024


def test_the_parts_of_a_value_are_told_apart() -> None:
    shown = [make_value(43, "vụ", province="Hậu Giang", period="2022")]

    def part(name: str) -> float:
        expected = Expected(status=Status.ANSWERED, values=(APPRAISED,))
        return score_row(expected, make_answer("Có 43.", values=shown), None, "?").scores[name]

    assert [part(name) for name in ("amount", "unit", "place", "period")] == [0, 0, 1, 0]
    shown = [make_value(42, "văn bản", province="Hau Giang", period="2023-H1")]
    assert [part(name) for name in ("amount", "unit", "place", "period")] == [1, 1, 1, 0]
    shown = []
    assert [part(name) for name in ("amount", "unit", "place", "period")] == [0, 0, 0, 0]


def test_parts_that_nobody_expects_are_not_scored() -> None:
    expected = Expected(status=Status.ANSWERED, values=(ExpectedValue(value=1, unit="vụ"),))
    scores = score_row(expected, make_answer("Có 1.", values=[make_value(1, "vụ")]), None, "?").scores
    assert scores["amount"] == scores["unit"] == 1
    assert not {"place", "period"} & set(scores)


@pytest.mark.parametrize(
    ("answer", "outcomes"),
    [
        (make_answer(values=[RIGHT], citations=[make_citation("42 văn bản")]), (1, 0, 0)),
        (make_answer(values=[make_value(55)], citations=[make_citation("55 văn bản")]), (0, 1, 0)),
        (make_answer("Không rõ."), (0, 1, 0)),
        (make_answer("Các báo cáo không nêu.", status=Status.NOT_FOUND), (0, 0, 1)),
        (make_answer("Năm nào?", status=Status.CLARIFY), (0, 0, 1)),
        (make_answer(""), (0, 0, 1)),
        (None, (0, 0, 0)),
    ],
)
def test_a_row_is_right_wrong_refused_or_failed(answer: Answer | None, outcomes: tuple[float, ...]) -> None:
    scores = score_row(ANSWERABLE, answer, None, "?").scores
    assert tuple(scores[name] for name in ("right", "wrong_answer", "refused")) == outcomes


def test_an_answer_to_what_nobody_reports_is_wrong_and_a_question_back_refuses() -> None:
    told = score_row(UNANSWERABLE, make_answer("Có 42 [1].", values=[make_value(42)]), None, "?").scores
    assert (told["wrong_answer"], told["refused"]) == (1, 0)
    back = score_row(UNANSWERABLE, make_answer("Năm nào?", status=Status.CLARIFY), None, "?").scores
    assert (back["right"], back["wrong_answer"], back["refused"]) == (0, 0, 1)


def test_an_answer_without_a_word_has_no_status_and_abstains_from_nothing() -> None:
    for status in Status:
        empty = make_answer(" ", status=status)
        assert outcome.status_right(empty, status) == 0
        assert not outcome.abstained(empty)
        assert "abstention_precision" not in score_row(UNANSWERABLE, empty, None, "?").scores


def test_citation_precision_counts_citations_and_recall_counts_statements() -> None:
    cited = [make_citation("1 vụ", number=n, source=source) for n, source in enumerate("aab", start=1)]
    values_shown = [
        make_value(1, citations=(1, 3)),
        make_value(1, citations=(3,)),
        make_value(1, citations=()),
    ]
    answer = make_answer("Có 1 [1].", values=values_shown, citations=cited)
    assert citations.citation_precision(cited, ["a", "c"]) == pytest.approx(2 / 3)
    assert citations.citation_precision([], ["a"]) == 0
    assert citations.citation_recall(answer, ["a"], 3) == pytest.approx(1 / 3)
    assert citations.citation_recall(answer, ["a", "b"], 3) == pytest.approx(2 / 3)
    assert citations.citation_recall(answer, ["a"], 4) == pytest.approx(1 / 4)
    assert citations.citation_recall(answer, ["b"], 0) == 1
    assert citations.citation_recall(answer, ["c"], 0) == 0


def test_a_quote_is_exact_when_the_report_reads_so_at_its_place() -> None:
    texts = {"a.txt": "Đã thẩm định 42 văn bản trong năm."}
    right = make_citation("42 văn bản", start=13)
    shifted = make_citation("42 văn bản", start=14)
    longer = right.model_copy(update={"end": 30})
    elsewhere = make_citation("42 văn bản", source="b.txt", start=13)
    assert citations.quotes_exact([right], texts.get) == 1
    assert citations.quotes_exact([right, shifted, longer, elsewhere], texts.get) == 0.25
    assert citations.quotes_exact([right, shifted, longer]) == pytest.approx(2 / 3)
    assert citations.quotes_exact([], texts.get) == 0


def test_a_refusal_is_not_blamed_for_quotes_it_does_not_give() -> None:
    expected = Expected(status=Status.ANSWERED, values=(APPRAISED,), sources=("a.txt",))
    refused = score_row(expected, make_answer("Không nêu.", status=Status.NOT_FOUND), None, "?").scores
    assert not {"quote_exact", "citation_precision", "grounded"} & set(refused)
    assert refused["citation"] == refused["value"] == refused["citation_recall"] == 0
    for silent in (make_answer(""), None):
        scores = score_row(expected, silent, None, "?").scores
        assert scores["quote_exact"] == scores["citation_precision"] == scores["grounded"] == 0


def test_a_cell_is_right_in_the_row_it_belongs_to() -> None:
    expected = ExpectedTable(rows=(("Hậu Giang", 42, 7), ("Sóc Trăng", 17, None)))

    def cells(*rows: tuple[str | int | None, ...]) -> float:
        return lists.table_cells_right(
            Table(columns=("x",), rows=rows, row_citations=((),) * len(rows)), expected
        )

    assert cells(("Sóc Trăng", 17), ("hau giang", 7, 42)) == 1
    assert cells(("Hậu Giang", 42, 8), ("Sóc Trăng", 17)) == pytest.approx(4 / 5)
    assert cells(("Hậu Giang", 17, None), ("Sóc Trăng", 42, 7)) == pytest.approx(2 / 5)
    assert cells(("Hậu Giang", 42, 7)) == pytest.approx(3 / 5)
    assert cells(("Huế", 42, 7), ("Huế", 17)) == 0
    assert lists.table_cells_right(None, expected) == 0


def test_one_row_answers_for_one_expected_row() -> None:
    twice = ExpectedTable(rows=(("Huế", 1), ("Huế", 2)))
    table = Table(columns=("x",), rows=(("Huế", 2), ("Huế", 1)), row_citations=((), ()))
    assert lists.table_cells_right(table, twice) == 1
    assert lists.table_cells_right(table.model_copy(update={"rows": (("Huế", 1),)}), twice) == 0.5


@pytest.mark.parametrize(
    ("places", "periods", "shown", "understood"),
    [
        (("Hậu Giang",), ("2023",), [], 1),
        (("Cần Thơ",), ("2023",), [], 0),
        (("Hậu Giang",), ("2022",), [], 0),
        (("Hậu Giang",), (), [], 0),
        # the latest period, that nobody named, shows in the value
        (("Hậu Giang",), (), [RIGHT], 1),
        ((), (), [RIGHT], 1),
        ((), (), [make_value(42, province="Sóc Trăng", period="2023")], 0),
    ],
)
def test_a_follow_up_is_understood_by_its_place_and_period(
    places: tuple[str, ...], periods: tuple[str, ...], shown: list[Value], understood: float
) -> None:
    answer = make_answer("Có 42.", values=shown).model_copy(
        update={
            "understood": Understood(
                places=places, periods=periods, indicators=(), standalone_question="Năm 2023 Hậu Giang?"
            )
        }
    )
    assert (
        score_row(ANSWERABLE, answer, None, "Còn Hậu Giang?", follow_up=True).scores["follow_up"]
        == understood
    )
    assert "follow_up" not in score_row(ANSWERABLE, answer, None, "Hậu Giang?").scores


def test_a_table_cell_may_print_its_value_in_the_unit_of_the_head() -> None:
    row = make_citation("1 | Năm 2020 | 43.230 | 20.925,539")
    cell = row.model_copy(update={"cell": CellReference(row="Năm 2020", column="Thu phí (triệu đồng)")})
    fee = [make_value(20_925_539_000, "đồng")]
    assert values.values_quoted(fee, [cell], 1) == 1
    assert values.values_quoted(fee, [row], 1) == 0
    assert values.values_quoted([make_value(20_925_538_000, "đồng")], [cell], 1) == 0


def test_the_documentation_explains_every_metric_and_names_its_better_side() -> None:
    page = (Path(__file__).parents[3] / "docs" / "metrics.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:3] for line in page.splitlines() if line.startswith("| `")]
    documented = {name.strip(" `"): better.strip() for cell, better in rows for name in cell.split(",")}
    assert documented == {metric.name: metric.better for metric in METRICS}
