"""An English question is moved to where its Vietnamese twin would be."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tests.support.word_embedder import WordEmbedder
from vectorstore.alignment import Alignment, reference_questions


class TwoTongues:
    """Questions differ by a direction of their own, and English ones all by one more."""

    model_id = "two-tongues"
    dimension = 40

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        raise NotImplementedError

    def embed_query(self, text: str) -> NDArray[np.float32]:
        vietnamese, english = reference_questions()
        vector = np.zeros(self.dimension, np.float32)
        vector[(vietnamese if text in vietnamese else english).index(text)] = 1
        vector[-1] = text in english
        return vector


def test_the_offset_is_what_all_english_questions_have_over_their_twins() -> None:
    alignment = Alignment(TwoTongues())
    vietnamese, english = reference_questions()
    assert len(vietnamese) == len(english) <= 39
    moved = alignment.moved(TwoTongues().embed_query(english[3]), "en", "vi")
    assert np.allclose(moved, TwoTongues().embed_query(vietnamese[3]), atol=1e-6)
    assert np.allclose(alignment.moved(moved, "vi", "en"), TwoTongues().embed_query(english[3]), atol=1e-6)


def test_a_question_in_the_text_s_language_stays_as_it_is() -> None:
    vector = np.ones(40, np.float32)
    assert alignment_of_words().moved(vector, "vi", "vi") is vector


def test_the_spread_is_positive_whatever_the_model() -> None:
    assert alignment_of_words().spread > 0


def alignment_of_words() -> Alignment:
    return Alignment(WordEmbedder())


def test_every_question_is_there_once_in_both_languages() -> None:
    vietnamese, english = reference_questions()
    assert len(set(vietnamese)) == len(set(english)) == len(vietnamese) >= 24
