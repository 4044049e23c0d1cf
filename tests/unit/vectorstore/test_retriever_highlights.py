"""What is marked in a hit: the question's telling words, whatever their diacritics."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from vectorstore.highlights import highlights

TEXT = "Cơ quan chuyên môn đã gửi Sở Tư pháp thẩm định 42 văn bản, góp ý 120 văn bản."


def marked(question: str, text: str = TEXT) -> list[str]:
    return [text[start:end] for start, end in highlights(question, text)]


def test_words_next_to_each_other_make_one_range() -> None:
    assert marked("Có bao nhiêu văn bản được thẩm định?") == ["thẩm định", "văn bản", "văn bản"]


def test_a_question_without_diacritics_marks_the_same() -> None:
    assert marked("bao nhieu van ban duoc tham dinh") == marked("bao nhiêu văn bản được thẩm định")
    assert marked("so tu phap") == ["Sở Tư pháp"]


def test_numbers_are_words_too() -> None:
    assert marked("42 là gì") == ["42"]


def test_nothing_but_question_words_are_marked_after_all() -> None:
    assert marked("là gì?", "Đó là gì") == ["là gì"]


def test_no_shared_word_marks_nothing() -> None:
    assert marked("đấu giá") == []
    assert marked("") == []


@given(question=st.text(max_size=60), text=st.text(max_size=200))
def test_ranges_are_sorted_apart_and_inside(question: str, text: str) -> None:
    ranges = highlights(question, text)
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert all(before[1] < after[0] for before, after in pairwise(ranges))
