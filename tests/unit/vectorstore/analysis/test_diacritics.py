"""Diacritics are put back by what a corpus writes, and nothing else of a text changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.analysis.diacritics import SyllableCounts, asks_in_vietnamese, restore
from vectorstore.analysis.text import fold, has_diacritics, normalise, tokens

REPORTS = (
    "Sở Tư pháp đã thẩm định 42 văn bản quy phạm pháp luật, tổ chức 12 hội nghị tuyên truyền.",
    "Các tổ hòa giải đã hoà giải thành 35 vụ việc; tỷ lệ hòa giải thành đạt 87%.",
    "Trung tâm trợ giúp pháp lý thụ lý 120 vụ việc, bàn giao 3 bản án cho cơ quan thi hành án.",
)
COUNTS = SyllableCounts(REPORTS)
QUESTIONS = st.lists(
    st.sampled_from(
        "nam so tu phap tham dinh bao nhieu van ban hoa giai thanh vu viec là Gì 2023 12,5 xyz ?".split()
    ),
    max_size=12,
).map(" ".join)


def test_what_the_corpus_writes_comes_back() -> None:
    assert restore("tham dinh van ban quy pham phap luat", COUNTS) == "thẩm định văn bản quy phạm pháp luật"


def test_neighbours_decide_between_forms() -> None:
    assert restore("tham dinh van ban", COUNTS) == "thẩm định văn bản"
    assert restore("ban an", COUNTS) == "bản án"
    assert restore("ban giao", COUNTS) == "bàn giao"


def test_the_words_of_asking_need_no_corpus() -> None:
    assert restore("Co bao nhieu vu viec la gi?", COUNTS) == "Có bao nhiêu vụ việc là gì?"
    assert restore("o dau", SyllableCounts()) == "ở đâu"


def test_letters_keep_their_case_and_strangers_stay() -> None:
    assert restore("SO TU PHAP Panthers 2023", COUNTS) == "SỞ TƯ PHÁP Panthers 2023"


def test_a_marked_word_guides_those_without_marks() -> None:
    assert restore("hòa giai thanh", COUNTS) == "hòa giải thành"
    assert restore("hoà giai", COUNTS) == "hoà giải"


def test_two_places_of_a_tone_mark_are_one_form() -> None:
    assert COUNTS.forms("hoa") == {"hòa"}


@given(text=QUESTIONS)
def test_folding_what_was_restored_gives_the_folded_text(text: str) -> None:
    restored = restore(text, COUNTS)
    assert fold(restored) == fold(text)
    assert len(restored) == len(text)


@given(text=st.text(max_size=40).map(normalise))
def test_any_text_keeps_its_letters(text: str) -> None:
    assert fold(restore(text, COUNTS)) == fold(text)


@given(text=QUESTIONS)
def test_words_with_a_mark_and_numbers_are_left_alone(text: str) -> None:
    restored = restore(text, COUNTS)
    for before, after in zip(tokens(text), tokens(restored), strict=True):
        if has_diacritics(before.text) or not before.text.isalpha():
            assert after.text == before.text


@given(added=st.lists(st.sampled_from(REPORTS), max_size=4))
def test_counting_out_undoes_counting_in(added: list[str]) -> None:
    counts = SyllableCounts(REPORTS)
    counts.add(added)
    counts.remove(added)
    assert (counts.words, counts.pairs, counts.total) == (COUNTS.words, COUNTS.pairs, COUNTS.total)
    assert counts.forms("ban") == COUNTS.forms("ban")


def test_a_copy_is_counted_on_alone() -> None:
    copy = COUNTS.copy()
    copy.add(["bảng bạn"])
    assert "bạn" in copy.forms("ban")
    assert "bạn" not in COUNTS.forms("ban")
    assert COUNTS.words["bạn"] == 0


@pytest.mark.parametrize(
    ("text", "vietnamese"),
    [
        ("Real Madrid thang tran nao", True),
        ("new york times viet gi", True),
        ("Microsoft Windows la cua ai", True),
        ("Who signed the GI bill?", False),
        ("How many legal aid cases were carried out in Hau Giang?", False),
        ("", False),
    ],
)
def test_asking_tells_the_language_of_a_question_full_of_names(text: str, vietnamese: bool) -> None:
    assert asks_in_vietnamese(text) is vietnamese
