"""What of a passage gets a vector of its own."""

from hypothesis import given
from hypothesis import strategies as st

from vectorstore.schema import Passage
from vectorstore.sentence_units import sentence_units

LONG = "Trong năm 2023, Sở Tư pháp đã thẩm định 42 văn bản quy phạm pháp luật."
OTHER = "Các tổ hòa giải ở cơ sở đã hòa giải thành 35 vụ việc trên địa bàn."


def units(text: str) -> tuple[str, ...]:
    return sentence_units(
        Passage(
            passage_id="p", report_id="r", ordinal=0, start=0, end=len(text), text=text, heading="I. Chung"
        )
    )


def test_sentences_are_units_verbatim() -> None:
    assert units(f"{LONG} {OTHER}") == (LONG, OTHER)


def test_a_single_sentence_is_the_passage_itself() -> None:
    assert units(LONG) == ()
    assert units("") == ()


def test_a_scrap_goes_with_what_follows() -> None:
    assert units(f"Kết quả cụ thể: có. {LONG} {OTHER}") == (f"Kết quả cụ thể: có. {LONG}", OTHER)


def test_rows_give_their_words_once() -> None:
    rows = (
        "STT | Nội dung | Số lượng",
        "1 | Văn bản thẩm định | 42",
        "2 | Văn bản góp ý | 7",
        "3 | Văn bản góp ý | 9",
    )
    assert units("\n".join((*rows, " | 1 | 2"))) == (
        "STT | Nội dung | Số lượng",
        "Văn bản thẩm định",
        "Văn bản góp ý",
    )


def test_sentences_around_a_table_are_not_joined_over_it() -> None:
    assert units(f"Xem bảng.\nVăn bản | 42\n{LONG}") == ("Xem bảng.", "Văn bản", LONG)


@given(text=st.text(alphabet=st.sampled_from("ab. |\n?1Đ"), max_size=80))
def test_units_are_different_and_their_words_stand_in_the_passage(text: str) -> None:
    found = units(text)
    assert len(found) == len(set(found))
    assert all(cell in text for unit in found for cell in unit.split(" | "))
