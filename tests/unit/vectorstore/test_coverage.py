"""Coverage: how much of a question the best sentence of a passage says."""

import re

from hypothesis import given
from hypothesis import strategies as st

from vectorstore.analysis.text import fold
from vectorstore.coverage import coverage, grams, rarity
from vectorstore.schema import Passage


def passage(text: str) -> Passage:
    return Passage(passage_id=text[:9], report_id="r", ordinal=0, start=0, end=len(text), text=text)


def share(question: str, *texts: str) -> list[float]:
    return coverage(dict.fromkeys(grams(question), 1.0), [passage(text) for text in texts])


def test_one_sentence_with_everything_beats_two_with_a_half_each() -> None:
    whole = "Trong năm đã thẩm định bốn mươi hai văn bản. Các tổ hòa giải vẫn hoạt động như trước."
    halves = "Trong năm đã thẩm định rất nhiều lần như kế hoạch. Các văn bản khác vẫn đang được soạn."
    first, second = share("thẩm định văn bản", whole, halves)
    assert first > second > 0


def test_diacritics_and_case_do_not_matter() -> None:
    assert share("THAM DINH van ban", "Đã thẩm định văn bản.") == [1.0]


def test_words_are_whole_words() -> None:
    assert share("an", "Văn bản đã ban hành.") == [0.0]


def test_rare_words_count_more() -> None:
    assert rarity(1, 100) > rarity(50, 100) > rarity(100, 100) > 0
    weights = {"van": rarity(90, 100), "kuechly": rarity(1, 100)}
    assert coverage(weights, [passage("Luke Kuechly")])[0] > coverage(weights, [passage("văn bản")])[0]


def test_nothing_asked_covers_nothing() -> None:
    assert share("", "Văn bản.") == [0.0]
    assert coverage({"a": 1.0}, []) == []


@given(question=st.text(max_size=30), text=st.text(max_size=60))
def test_it_is_a_share(question: str, text: str) -> None:
    (found,) = share(question, text)
    assert 0 <= found <= 1


@given(
    words=st.lists(st.sampled_from(["thẩm", "định", "văn", "bản", "1.131", "PBGDPL"]), min_size=1, max_size=6)
)
def test_a_passage_covers_itself(words: list[str]) -> None:
    assert share(" ".join(words), " ".join(words))[0] > 0.999


@given(st.text(alphabet="aBđế1 2.,_²-|\n", max_size=40))
def test_words_are_found_as_one_pattern_finds_them(text: str) -> None:
    words = re.findall(r"\d+(?:[.,]\d+)*|[^\W\d_][^\W_]*", fold(text))
    assert [gram for gram in grams(text) if " " not in gram] == list(dict.fromkeys(words))
