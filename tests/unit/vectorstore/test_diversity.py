"""Passages that say the same do not fill the first page."""

from hypothesis import given
from hypothesis import strategies as st

from vectorstore.diversity import spread_out

SAME = "Đã tổ chức {} hội nghị tuyên truyền, phổ biến giáo dục pháp luật cho cán bộ và nhân dân trên địa bàn."
OTHER = "Các tổ hòa giải đã tiếp nhận và hòa giải thành phần lớn các vụ việc phát sinh ở cơ sở."


def test_a_copy_stands_behind_what_is_new() -> None:
    texts = {"a": SAME.format(3), "b": SAME.format(4), "c": OTHER}
    found = spread_out({"a": 10.0, "b": 9.9, "c": 8.0}, texts, 4.0, 3)
    assert list(found) == ["a", "c", "b"]
    assert found["a"] == 10.0
    assert found["c"] == 8.0


def test_what_is_far_better_stays_before_what_is_new() -> None:
    texts = {"a": SAME.format(3), "b": SAME.format(4), "c": OTHER}
    assert list(spread_out({"a": 10.0, "b": 9.9, "c": 1.0}, texts, 4.0, 3)) == ["a", "b", "c"]


@given(scores=st.dictionaries(st.sampled_from("abcdef"), st.floats(-9, 9), min_size=1), k=st.integers(1, 6))
def test_scores_fall_and_the_best_stays_first(scores: dict[str, float], k: int) -> None:
    texts = {id_: SAME.format(id_) if id_ in "abc" else OTHER + id_ for id_ in scores}
    found = spread_out(scores, texts, 4.0, k)
    assert len(found) == min(k, len(scores))
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert scores[next(iter(found))] == max(scores.values())
