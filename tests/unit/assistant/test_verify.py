"""Nothing is shown that its citations do not prove."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import (
    CellReference,
    Chart,
    Citation,
    Coverage,
    Series,
    Status,
    Table,
    Value,
    ValueKind,
)
from assistant.arithmetic import Cited, Computed, difference, total
from assistant.draft import Draft
from assistant.verify import verify


def citation(number: int, quote: str) -> Citation:
    return Citation(
        number=number, report_id="r", source="r.txt", title="t", agency=None, province=None, period=None,
        date=None, page=None, heading=None, quote=quote, start=0, end=len(quote), url="/reports/r",
    )  # fmt: skip


def value(number: float, *marks: int, operation: str | None = None) -> Value:
    return Value(
        value=number, unit="văn bản", indicator=None, kind=ValueKind.ACHIEVED, province=None, period=None,
        citations=marks, operation=operation,
    )  # fmt: skip


def checked(sentence: str, quote: str, *values: Value) -> Draft:
    draft = Draft(status=Status.ANSWERED, sentences=(sentence,), values=values)
    return verify(draft, [citation(1, quote)], "vi", "không có")


def test_a_figure_in_its_quote_stays() -> None:
    kept = checked("Có 42 văn bản [1].", "Sở đã thẩm định 42 văn bản.", value(42, 1))
    assert kept.status is Status.ANSWERED
    assert len(kept.values) == 1


def test_a_figure_its_quote_does_not_hold_goes_with_its_sentence() -> None:
    gone = checked("Có 43 văn bản [1].", "Sở đã thẩm định 42 văn bản.", value(43, 1))
    assert gone.status is Status.NOT_FOUND
    assert gone.values == ()
    assert gone.sentences == ("không có",)


def test_a_mark_without_a_citation_takes_the_sentence_with_it() -> None:
    assert checked("Có 42 văn bản [2].", "42 văn bản").status is Status.NOT_FOUND
    assert checked("Có 42 văn bản [0].", "42 văn bản").status is Status.NOT_FOUND


def test_a_sentence_without_a_mark_states_no_figure() -> None:
    assert checked("Có 42 văn bản.", "42 văn bản").status is Status.NOT_FOUND


def test_years_that_name_the_period_need_no_proof() -> None:
    assert checked("Năm 2023, Cà Mau có 42 văn bản [1].", "thẩm định 42 văn bản").status is Status.ANSWERED


def test_a_sentence_does_not_prove_a_thousandfold() -> None:
    assert (
        checked("Có 42.000 văn bản [1].", "thẩm định 42 văn bản", value(42000, 1)).status is Status.NOT_FOUND
    )


def test_a_table_row_proves_its_number_in_the_unit_of_its_heading() -> None:
    row = citation(1, "Phí công chứng | 33.216").model_copy(
        update={"cell": CellReference(row="Phí công chứng", column="Năm 2023 (triệu đồng)")}
    )
    sentence = "Phí công chứng: 33.216.000.000 đồng [1]."
    draft = Draft(status=Status.ANSWERED, sentences=(sentence,), values=(value(33_216_000_000, 1),))
    assert verify(draft, [row], "vi", "không có").sentences == (sentence,)


def test_the_same_number_in_another_notation_is_the_same_number() -> None:
    kept = checked("Có 2.536 cuộc [1].", "held 2,536 sessions", value(2536, 1))
    assert kept.status is Status.ANSWERED


QUOTES = {1: "Sở đã thẩm định 47 văn bản.", 2: "Sở đã thẩm định 31 văn bản."}


def worked_out(sentence: str, shown: Value, *computed: Computed) -> Draft:
    draft = Draft(status=Status.ANSWERED, sentences=(sentence,), values=(shown,), computed=computed)
    return verify(draft, [citation(n, quote) for n, quote in QUOTES.items()], "vi", "không có")


def test_a_computed_value_is_worked_out_again_from_its_addends() -> None:
    gap = difference(Cited(47, 1), Cited(31, 2))
    kept = worked_out("Cao hơn 16 văn bản [1] [2].", value(16, 1, 2, operation="difference"), gap)
    assert kept.status is Status.ANSWERED
    assert [v.value for v in kept.values] == [16]


def test_a_computed_value_without_its_computation_goes() -> None:
    gone = worked_out("Cao hơn 16 văn bản [1] [2].", value(16, 1, 2, operation="difference"))
    assert gone.status is Status.NOT_FOUND


def test_a_computed_value_that_its_addends_do_not_give_goes() -> None:
    wrong = Computed("difference", (Cited(47, 1), Cited(31, 2)), 17)
    gone = worked_out("Cao hơn 17 văn bản [1] [2].", value(17, 1, 2, operation="difference"), wrong)
    assert gone.status is Status.NOT_FOUND
    assert gone.values == ()


def test_an_addend_that_its_citation_does_not_state_takes_the_result_with_it() -> None:
    swapped = difference(Cited(47, 2), Cited(31, 1))
    gone = worked_out("Cao hơn 16 văn bản [1] [2].", value(16, 1, 2, operation="difference"), swapped)
    assert gone.status is Status.NOT_FOUND


def test_a_computed_value_names_every_addend() -> None:
    gap = difference(Cited(47, 1), Cited(31, 2))
    assert worked_out("Có 47 văn bản [1].", value(16, 1, operation="difference"), gap).values == ()
    assert worked_out("Cao hơn 16 văn bản [1].", value(16, 1, 2, operation="difference"), gap).sentences == (
        "không có",
    )


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=12), st.integers(-3, 3))
def test_a_sum_is_shown_just_when_its_cited_addends_give_it(addends: list[int], off: int) -> None:
    citations = [citation(n, f"Có {addend} vụ việc.") for n, addend in enumerate(addends, start=1)]
    right = total([Cited(addend, n) for n, addend in enumerate(addends, start=1)])
    claimed = Computed("sum", right.operands, right.value + off)
    shown = value(claimed.value, *claimed.marks, operation="sum")
    marks = " ".join(f"[{n}]" for n in claimed.marks)
    said = f"Tổng cộng {int(claimed.value)} vụ việc {marks}."
    draft = Draft(
        status=Status.ANSWERED, sentences=(said, "Có số liệu [1]."), values=(shown,), computed=(claimed,)
    )
    kept = verify(draft, citations, "vi", "không có")
    assert (shown in kept.values) is (off == 0)
    stated_by_chance = claimed.value in addends
    assert (said in kept.sentences) is (off == 0 or stated_by_chance)


def test_a_table_row_whose_number_its_citations_do_not_state_is_left_out() -> None:
    table = Table(columns=("Địa phương", "Số liệu"), rows=(("A", 47), ("B", 32)), row_citations=((1,), (2,)))
    draft = Draft(status=Status.ANSWERED, sentences=("Có 47 văn bản [1].",), table=table)
    kept = verify(draft, [citation(n, quote) for n, quote in QUOTES.items()], "vi", "không có").table
    assert kept is not None
    assert kept.rows == (("A", 47),)
    assert kept.row_citations == ((1,),)


def test_a_chart_with_an_unproved_number_is_left_out() -> None:
    series = Series(name="x", values=(47, 32))
    draft = Draft(
        status=Status.ANSWERED,
        sentences=("Có 47 văn bản [1].",),
        values=(value(47, 1), value(31, 2)),
        chart=Chart(kind="bar", x=("A", "B"), series=(series,)),
    )
    assert verify(draft, [citation(n, quote) for n, quote in QUOTES.items()], "vi", "không có").chart is None


def test_a_remark_counts_what_is_covered_and_states_nothing_else() -> None:
    draft = Draft(
        status=Status.ANSWERED,
        sentences=("Có 47 văn bản [1].",),
        remarks=("Có số liệu của 1/2 địa phương; thiếu: B.", "Cả vùng có 78 văn bản."),
        coverage=Coverage(with_data=("A",), without_data=("B",)),
    )
    kept = verify(draft, [citation(1, QUOTES[1])], "vi", "không có")
    assert kept.remarks == ("Có số liệu của 1/2 địa phương; thiếu: B.",)


def test_a_number_in_the_name_of_a_source_states_nothing() -> None:
    named = citation(1, "Sở đã thẩm định 47 văn bản.").model_copy(update={"source": "bieu-12.xlsx"})
    said = "Nguồn khác, bieu-12.xlsx, ghi 47 văn bản [1]."
    draft = Draft(status=Status.ANSWERED, sentences=(said,))
    assert verify(draft, [named], "vi", "không có").sentences == (said,)


def test_the_whole_of_a_fraction_is_stated() -> None:
    kept = checked("Có 216 xã [1].", "Có 195/216 xã đạt chuẩn tiếp cận pháp luật.", value(216, 1))
    assert kept.status is Status.ANSWERED


def known(sentence: str, quote: str, *numbers: float) -> Draft:
    draft = Draft(status=Status.ANSWERED, sentences=(sentence,))
    return verify(draft, [citation(1, quote)], "vi", "không có", {1: frozenset(numbers)})


def test_a_number_known_to_stand_in_a_quote_need_not_be_looked_for() -> None:
    assert known("Năm 2023: 42 văn bản [1].", "…", 42).status is Status.ANSWERED
    assert known("Năm 2023: 42 văn bản [1].", "…").status is Status.NOT_FOUND


def test_a_known_number_proves_no_other_one() -> None:
    quote = "Thu 5 triệu đồng và 3 việc."
    assert known("Thu 3 triệu đồng [1].", quote, 5_000_000, 3).status is Status.NOT_FOUND
    assert known("Có 42 và 43 văn bản [1].", "42 văn bản", 42).status is Status.NOT_FOUND
    assert known("Có 42 văn bản, ba nghị quyết [1].", "42 văn bản", 42).status is Status.NOT_FOUND


def test_a_remark_may_put_the_places_covered_in_order_and_no_more() -> None:
    covered = Coverage(with_data=("A", "B", "C"), without_data=("D",))
    draft = Draft(
        status=Status.ANSWERED,
        sentences=("Có 42 văn bản [1].",),
        remarks=("A đứng thứ 2 trong 3 nơi.", "A có 5 văn bản."),
        coverage=covered,
    )
    kept = verify(draft, [citation(1, "42 văn bản")], "vi", "không có")
    assert kept.remarks == ("A đứng thứ 2 trong 3 nơi.",)
