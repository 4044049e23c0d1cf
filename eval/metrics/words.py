"""The words of an answer against expected words: letter case, diacritics and punctuation never count."""

import re
from collections import Counter
from collections.abc import Sequence

from assistant.answer import Answer, Citation
from vectorstore.analysis.text import fold, normalise

_WORD = re.compile(r"\w+")
_MARK = re.compile(r"\[\d+\]")


def words(text: str) -> list[str]:
    """Folded words; citation marks such as `[1]` are no words."""
    return _WORD.findall(fold(normalise(_MARK.sub(" ", text))))


def same_words(a: str, b: str) -> bool:
    """Whether two names are the same words: `Thừa Thiên - Huế` is `Thừa Thiên Huế`."""
    return words(a) == words(b)


def holds(text: str, phrase: str) -> bool:
    """Whether the words of the phrase stand in the text, one after another."""
    return f" {' '.join(words(phrase))} " in f" {' '.join(words(text))} "


def phrases_held(answer: Answer, phrases: Sequence[str]) -> float:
    """1 when every phrase stands in the answer's words or in one cell of its table; else 0."""
    texts = shown_texts(answer)
    return float(all(any(holds(text, phrase) for text in texts) for phrase in phrases))


def shown_texts(answer: Answer) -> list[str]:
    """What a reader of the answer reads: its words, then each cell of its table."""
    rows = answer.table.rows if answer.table is not None else ()
    return [answer.answer, *(str(cell) for row in rows for cell in row if cell is not None)]


def token_f1(text: str, reference: str) -> float:
    """Harmonic mean of precision and recall of words as bags (SQuAD's F1); 0 where either is empty."""
    ours, theirs = Counter(words(text)), Counter(words(reference))
    common = (ours & theirs).total()
    return 2 * common / (ours.total() + theirs.total()) if common else 0.0


def evidence_f1(answer: str, citations: Sequence[Citation], evidence: str) -> float:
    """The best `token_f1` with the evidence among: the answer's words, each quote, all quotes together.

    The answer may be in another language than the report; its quotes are not.
    """
    quotes = [citation.quote for citation in citations]
    return max(token_f1(text, evidence) for text in [answer, *quotes, "\n".join(quotes)])
