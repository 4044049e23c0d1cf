"""The measured run on simulated reports: its cheap embedder, and how failing rows are gathered."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Status
from eval.bench.failing import groups_of, is_right, shown
from eval.bench.hashed_embedder import HashedEmbedder
from eval.question import Expected, ExpectedValue, QuestionKind, SuiteQuestion
from eval.rows import StoredRow

_EMBEDDER = HashedEmbedder()


def _row(number: int, *, right: float, wrong: float = 0.0) -> StoredRow:
    expected = Expected(
        status=Status.ANSWERED,
        values=(ExpectedValue(value=1429971000000, unit="đồng", province="Bến Tre", period="2023"),),
        sources=("b.txt",),
    )
    question = SuiteQuestion(
        id=f"q{number}", question="Bao nhiêu?", kind=QuestionKind.LOOKUP, expected=expected
    )
    scores = {"right": right, "value": right, "wrong_number": wrong}
    return StoredRow(
        question=question,
        answer=None,
        hits=None,
        scores=scores,
        unscorable={},
        error="hỏng",
        elapsed_ms=None,
    )


_ORIGINS = {
    "q1": {"task": "level", "style": "prose"},
    "q2": {"task": "level", "style": "prose"},
    "q3": {"task": "level", "style": "house"},
    "q4": {"task": "part", "style": "house"},
}
_ROWS = [_row(1, right=0, wrong=1), _row(2, right=0), _row(3, right=1), _row(4, right=0)]


def test_groups_with_most_failing_rows_come_first_and_those_without_are_left_out():
    by_style = groups_of(_ROWS, _ORIGINS, ("kind", "style"))
    assert [(group.made_of, group.failing, group.rows) for group in by_style] == [
        (("lookup", "prose"), 2, 2),
        (("lookup", "house"), 1, 2),
    ]
    assert groups_of(_ROWS[2:3], _ORIGINS, ("style",)) == ()
    assert by_style[0].example.question.id == "q1"


def test_rows_of_a_suite_from_elsewhere_are_gathered_by_kind_alone():
    (group,) = groups_of(_ROWS, {}, ("kind", "style"))
    assert (group.made_of, group.failing) == (("lookup", ""), 3)


def test_a_failing_row_is_shown_with_every_digit_and_what_it_missed():
    text = shown(_ROWS[0])
    assert "1429971000000 đồng, Bến Tre, 2023" in text
    assert "missed: value, wrong_number" in text
    assert "hỏng" in text
    assert is_right(_ROWS[2])


@given(st.text())
def test_every_text_has_a_unit_vector(text):
    vector = _EMBEDDER.embed_query(text)
    assert vector.shape == (_EMBEDDER.dimension,)
    assert np.isclose(np.linalg.norm(vector), 1.0, atol=1e-5)


def test_diacritics_do_not_move_a_text_and_shared_words_bring_texts_near():
    first, bare, near, far = _EMBEDDER.embed_passages(
        [
            "Đắk Lắk thẩm định văn bản",
            "dak lak tham dinh van ban",
            "Đắk Lắk thẩm định dự thảo",
            "giá vàng hôm nay",
        ]
    )
    assert np.allclose(first, bare)
    assert first @ near > first @ far
