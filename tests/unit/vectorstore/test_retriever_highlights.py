"""What is marked in a hit: the question's telling words, whatever their diacritics."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from vectorstore.analysis.text import fold
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


@given(
    question=st.text(alphabet="bBđ1 2.,_", min_size=1, max_size=8),
    text=st.text(alphabet="bBđ1 2.,_²-\n", max_size=30),
)
def test_what_is_marked_are_the_words_of_the_text_that_the_question_has(question: str, text: str) -> None:
    word = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][^\W_]*")
    asked = set(word.findall(fold(question)))
    wanted = [found.span() for found in word.finditer(fold(text)) if found[0] in asked]
    inside = [range(*span) for span in highlights(question, text)]
    assert {at for span in wanted for at in range(*span)} == {
        at for marked in inside for at in marked if text[at] not in " \t"
    }


def test_a_part_of_a_word_or_number_is_no_word() -> None:
    assert marked("ninh 12", "Minh, ninhs 12.5, 112 và 12a; an ninh 12") == ["12", "ninh 12"]
