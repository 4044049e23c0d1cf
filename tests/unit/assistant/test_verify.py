"""Nothing is shown that its citations do not prove."""

from assistant.answer import CellReference, Citation, Status, Value, ValueKind
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


def test_a_computed_value_needs_citations_for_its_addends() -> None:
    assert (
        checked("Hơn 16 văn bản [1].", "47 văn bản", value(16, operation="difference")).status
        is Status.NOT_FOUND
    )
    kept = checked("Hơn 16 văn bản [1].", "47 văn bản; 31 văn bản", value(16, 1, operation="difference"))
    assert kept.status is Status.ANSWERED
