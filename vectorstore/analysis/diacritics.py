"""Diacritics put back into what was typed without them, from nothing but counts of a corpus's own words.

A syllable becomes one of the forms the corpus writes it in, chosen so that the whole line is likeliest
(Viterbi over syllables and pairs of them). Reports hardly ask, so the words of asking are counted beside them
(`asking.txt`). Words with a mark, numbers and what was never counted stay as typed. Where the texts come from
and how long the counts are kept is `vectorstore.corpus_words`' business.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from vectorstore.analysis.text import Token, fold, has_diacritics, lower, place_tone, tokens

_PAIR_TRUST = 2.0  # how many sightings of a syllable its pairs need to outweigh the syllable alone
_ASKING_SHARE = 0.05  # how much asking is counted for every word of the corpus
_UNSEEN = 0.5
_WORD_OR_BREAK = re.compile(r"[^\W\d_]+|[.,;:!?()|\n\"“”]|\d+")
_NONE = ""
_ASKS_ALONE = frozenset(("nao", "gi"))  # small, as typed: `GI` is no question


class SyllableCounts:
    """How often texts write each syllable, and each right after another. Change it from one thread."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        """Counts of these texts, in NFC."""
        self.words: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.total = 0
        self._forms: dict[str, set[str]] = {}
        self.add(texts)

    def add(self, texts: Iterable[str]) -> None:
        """Count texts in, as running words; pairs do not reach over punctuation and numbers."""
        words, pairs = _counted(texts)
        for word, count in words.items():
            self.words[word] += count
            self._forms.setdefault(fold(word), set()).add(word)
        for pair, count in pairs.items():
            self.pairs[pair] += count
        self.total += words.total()

    def remove(self, texts: Iterable[str]) -> None:
        """Count texts out that were counted in."""
        words, pairs = _counted(texts)
        self.total -= words.total()
        self.words.subtract(words)
        self.pairs.subtract(pairs)
        for word in words:
            if self.words[word] <= 0:
                del self.words[word]
                self._forms[fold(word)].discard(word)
        for pair in pairs:
            if self.pairs[pair] <= 0:
                del self.pairs[pair]

    def copy(self) -> "SyllableCounts":
        """Counts to change while these are in use."""
        made = SyllableCounts()
        made.words, made.pairs, made.total = self.words.copy(), self.pairs.copy(), self.total
        made._forms = {folded: set(forms) for folded, forms in self._forms.items()}
        return made

    def forms(self, folded: str) -> frozenset[str]:
        """The forms a folded syllable is written in."""
        return frozenset(self._forms.get(folded, ()))


def restore(text: str, corpus: SyllableCounts) -> str:
    """A text in NFC with its diacritics put back, as long as it was.

    Folded, the result is the folded text; letters keep their case, and words with a mark all they have.
    """
    model = _Model(corpus, asking())
    typed = [token for token in tokens(text) if token.text.isalpha()]
    parts: list[str] = []
    done = 0
    for token, form in zip(typed, _likeliest([model.choices(token) for token in typed], model), strict=True):
        parts += (text[done : token.start], _in_case_of(token.text, form))
        done = token.end
    return "".join((*parts, text[done:]))


@cache
def asking() -> SyllableCounts:
    """The counts of how questions are put."""
    lines = (files("vectorstore.analysis") / "asking.txt").read_text(encoding="utf-8").splitlines()
    return SyllableCounts(line for line in lines if not line.startswith("#"))


def asks_in_vietnamese(text: str) -> bool:
    """Whether a text typed without diacritics asks in Vietnamese, however many foreign names it holds."""
    words = [token.text for token in tokens(text)]
    pairs = pairwise(fold(word) for word in words)
    return not _ASKS_ALONE.isdisjoint(words) or any(pair in _asking_pairs() for pair in pairs)


@cache
def _asking_pairs() -> frozenset[tuple[str, str]]:
    return frozenset((fold(first), fold(second)) for first, second in asking().pairs)


class _Model:
    """How likely one form is after another, in a corpus and in questions taken together."""

    def __init__(self, corpus: SyllableCounts, beside: SyllableCounts) -> None:
        self._corpus = corpus
        self._beside = beside
        self._times = max(1.0, _ASKING_SHARE * corpus.total / max(beside.total, 1))
        self._total = corpus.total + self._times * beside.total

    def choices(self, token: Token) -> tuple[str, ...]:
        """The forms a typed word may stand for, in alphabetical order."""
        typed = place_tone(lower(token.text))
        if has_diacritics(typed):
            return (typed,)
        return tuple(sorted(self._corpus.forms(typed) | self._beside.forms(typed))) or (typed,)

    def cost(self, before: str, form: str) -> float:
        """Minus the logarithm of the likelihood; `before` is empty at a beginning."""
        alone = (self._count(form) + _UNSEEN) / (self._total + 1)
        if not before:
            return -math.log(alone)
        pair = (before, form)
        after = self._corpus.pairs.get(pair, 0) + self._times * self._beside.pairs.get(pair, 0)
        return -math.log((after + _PAIR_TRUST * alone) / (self._count(before) + _PAIR_TRUST))

    def _count(self, form: str) -> float:
        return self._corpus.words.get(form, 0) + self._times * self._beside.words.get(form, 0)


def _likeliest(choices: Sequence[Sequence[str]], model: _Model) -> list[str]:
    """One form a position, together of the least cost; the first listed of equal ones."""
    costs = {_NONE: 0.0}
    steps: list[dict[str, str]] = []
    for forms in choices:
        best: dict[str, float] = {}
        came_from: dict[str, str] = {}
        for form in forms:
            cost, before = min((costs[last] + model.cost(last, form), last) for last in costs)
            best[form], came_from[form] = cost, before
        costs = best
        steps.append(came_from)
    path: list[str] = []
    last = min(costs, key=lambda form: (costs[form], form))
    for came_from in reversed(steps):
        path.append(last)
        last = came_from[last]
    return path[::-1]


def _counted(texts: Iterable[str]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Words and pairs, tone marks in their canonical place; worked out once for each different word."""
    printed: Counter[str] = Counter()
    side_by_side: Counter[tuple[str, str]] = Counter()
    for text in texts:
        found = _WORD_OR_BREAK.findall(lower(text))
        printed.update(found)
        side_by_side.update(pairwise(found))
    spelled = {word: place_tone(word) for word in printed if word.isalpha()}
    words: Counter[str] = Counter()
    for word, form in spelled.items():
        words[form] += printed[word]
    pairs: Counter[tuple[str, str]] = Counter()
    for (first, second), count in side_by_side.items():
        if first in spelled and second in spelled:
            pairs[spelled[first], spelled[second]] += count
    return words, pairs


def _in_case_of(typed: str, form: str) -> str:
    """A form in the letters' case; a word that has marks already stays as it is typed."""
    if len(typed) != len(form) or has_diacritics(typed):
        return typed
    return "".join(
        letter.upper() if shown.isupper() else letter for shown, letter in zip(typed, form, strict=True)
    )
