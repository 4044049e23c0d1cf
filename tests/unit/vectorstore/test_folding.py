"""Long texts are folded by a table: to the same characters as short ones, offsets kept."""

from hypothesis import given
from hypothesis import strategies as st

from vectorstore.analysis.text import fold


@given(st.text(min_size=1, max_size=40))
def test_a_long_text_is_folded_like_its_characters(text: str) -> None:
    whole = text * 200
    assert fold(whole) == "".join(map(fold, text)) * 200
    assert len(fold(whole)) == len(whole)


def test_signs_beyond_the_table_do_not_matter() -> None:
    text = "Đã thẩm định 😀 văn bản – “quyết định” " * 10
    assert fold(text) == "da tham dinh 😀 van ban – “quyet dinh” " * 10
