"""What a question says beside place and time, in the terms in which texts are compared with it."""

import pytest

from vectorstore.analysis.query import read_question
from vectorstore.analysis.question.vocabulary import phrases_of, said_in, wanted_words


def _unsaid(question: str, text: str, *, english: bool = False) -> int:
    said = said_in(text, english=english)
    return sum(said.isdisjoint(ways) for ways in wanted_words(read_question(question)).words)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Năm 2020 Trà Vinh cấp phát bao nhiêu tờ rơi?", "cấp phát 1.200 tờ gấp"),
        ("nam 2020 tra vinh cap phat bao nhieu to roi", "cấp phát 1.200 tờ gấp"),
        ("How many leaflets were handed out in Tra Vinh in 2020?", "đã phát 1.200 tờ gấp"),
        ("Năm 2020 Trà Vinh thu bao nhiêu tiền từ đấu giá?", "bán đấu giá tài sản thu 3 tỷ đồng"),
    ],
)
def test_words_are_said_by_any_that_mean_the_same(question: str, text: str) -> None:
    assert _unsaid(question, text) == 0


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Bao nhiêu vụ được giám định ở Trà Vinh năm 2020?", "126 dự thảo đã thẩm định"),
        ("Trà Vinh có mấy tủ thuốc năm 2020?", "75 tủ sách"),
        ("Trà Vinh có bao nhiêu vụ trên sao Hỏa năm 2020?", "hòa giải 90 vụ, sao lục 12 bản"),
        ("How many leaflets did Tra Vinh hand out in 2020?", "1.200 cuốn sách"),
    ],
)
def test_half_a_phrase_says_nothing_of_it(question: str, text: str) -> None:
    assert _unsaid(question, text) > 0


def test_of_two_numbers_asked_the_words_of_the_first_are_wanted() -> None:
    wanted = wanted_words(read_question("Trà Vinh trao mấy tủ thuốc, bao nhiêu máy tính năm 2020?"))
    assert {"tủ", "thuốc"} <= wanted.ways
    assert "máy" not in wanted.ways
    assert "tính" not in wanted.ways


def test_places_and_periods_are_not_wanted() -> None:
    wanted = wanted_words(read_question("Quý I/2020 huyện Càng Long, Trà Vinh trao mấy tủ thuốc?"))
    assert wanted.ways.isdisjoint({"trà", "vinh", "càng", "long", "quý", "i", "2020"})


def test_a_label_is_what_it_says_less_the_words_between() -> None:
    assert [words for _, words in phrases_of("số tủ thuốc đã trao cho trạm", english=False, folded=True)] == [
        frozenset({"tu"}),
        frozenset({"thuoc"}),
        frozenset({"trao"}),
        frozenset({"tram"}),
    ]
