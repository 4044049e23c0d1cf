"""What speaks for a passage, number by number: meaning, words, and how much of the question it says.

A question is read into the texts and vectors that each signal compares. Every signal has the same meaning in
every search, whatever the other candidates are. Which report is meant is `aim`; weights are the retriever's.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from vectorstore.alignment import Alignment, Language
from vectorstore.analysis.diacritics import SyllableCounts, asks_in_vietnamese, restore
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.query import QuestionReading
from vectorstore.analysis.question.abbreviations import written_out
from vectorstore.analysis.question.glossary import in_vietnamese
from vectorstore.analysis.text import tokens
from vectorstore.coverage import coverage, grams, rarity
from vectorstore.fusion import Signal
from vectorstore.lexical import LexicalIndex
from vectorstore.schema import Passage
from vectorstore.vector_cache import PassageVectors
from vectorstore.weights import Kind

_KEYWORDS = 2  # so few words are looked up as they are: a name, a number, a foreign word


@dataclass(frozen=True, slots=True)
class QuestionTexts:
    """A question as it is compared: `meaning` is embedded, `words` are looked up."""

    kind: Kind
    language: Language
    meaning: str
    words: str


def question_texts(reading: QuestionReading, corpus: Callable[[], SyllableCounts]) -> QuestionTexts:
    """The texts of a question: with diacritics and abbreviations written out, in the corpus' language.

    Of an English question only what the glossary and the indicator list know of it is looked up.
    """
    text = reading.text
    misread = reading.language == "en" and asks_in_vietnamese(text)  # for the foreign names in it
    if reading.language == "en" and not misread and len(tokens(text)) > _KEYWORDS:
        names = (indicators()[mention.indicator].name for mention in reading.indicators)
        return QuestionTexts("english", "en", text, " ".join((in_vietnamese(text), *names)))
    spelled = _written_out(text)
    words = text if spelled == text else f"{text} {spelled}"
    if reading.folded or misread:
        return QuestionTexts("unmarked", "vi", restore(spelled, corpus()), words)
    return QuestionTexts("vietnamese", "vi", spelled, words)


@dataclass(frozen=True, slots=True)
class QuestionVector:
    """A question embedded; `of` gives it for comparing with texts in a language."""

    vector: NDArray[np.float32]
    language: Language
    alignment: Alignment

    def of(self, texts: Language) -> NDArray[np.float32]:
        """The vector beside texts in this language."""
        return self.alignment.moved(self.vector, self.language, texts)


def meaning_signals(
    vectors: PassageVectors, question: QuestionVector, ids: Sequence[str], english: NDArray[np.bool_]
) -> tuple[Signal, Signal]:
    """How close passages and their best sentences are, in spreads; nan for those without a vector.

    `english` says of each whether it is in English.
    """
    dense, sentence = np.full(len(ids), np.nan), np.full(len(ids), np.nan)
    of_language: tuple[tuple[Language, NDArray[np.bool_]], ...] = (("vi", ~english), ("en", english))
    for language, these in of_language:
        at = np.flatnonzero(these)
        if at.size:
            some = ids if at.size == len(ids) else [ids[number] for number in at.tolist()]
            dense[at], sentence[at] = vectors.cosines(question.of(language), some)
    return dense / question.alignment.spread, sentence / question.alignment.spread


def coverage_signal(lexical: LexicalIndex, words: str, passages: Sequence[Passage]) -> Signal:
    """The share of the question that the best sentence of each passage says, rare words first."""
    wanted = grams(words)
    held, documents = lexical.document_frequencies(wanted)
    weights = {gram: rarity(held[gram], documents) for gram in wanted}
    return np.array(coverage(weights, passages))


def _written_out(text: str) -> str:
    """A Vietnamese question with the field's abbreviations written out, all else as it is."""
    parts: list[str] = []
    done = 0
    for (start, end), words in groupby(written_out(tokens(text), ()), lambda word: (word.start, word.end)):
        parts += (text[done:start], " ".join(word.text for word in words))
        done = end
    return "".join((*parts, text[done:]))
