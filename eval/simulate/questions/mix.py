"""How many questions of which kind, and the whole set of them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from eval.question import QuestionKind
from eval.simulate.questions.arithmetic import merged_provinces, sums
from eval.simulate.questions.comparing import changes, comparisons
from eval.simulate.questions.conflicts import conflicts
from eval.simulate.questions.dialogue import follow_ups
from eval.simulate.questions.draft import Draft, Maker, Quiz
from eval.simulate.questions.figures import english, lookups, paraphrases, several, without_diacritics
from eval.simulate.questions.orders import lists, rankings, trends, without_place
from eval.simulate.questions.refusals import off_topic, unanswerable

_SHARES: Mapping[QuestionKind, tuple[Maker, int]] = MappingProxyType(
    {
        QuestionKind.LOOKUP: (lookups, 300),
        QuestionKind.SEVERAL: (several, 110),
        QuestionKind.PARAPHRASE: (paraphrases, 170),
        QuestionKind.NO_DIACRITICS: (without_diacritics, 180),
        QuestionKind.ENGLISH: (english, 170),
        QuestionKind.COMPARE: (comparisons, 100),
        QuestionKind.RANKING: (rankings, 110),
        QuestionKind.TREND: (trends, 60),
        QuestionKind.SUM: (sums, 130),
        QuestionKind.CHANGE: (changes, 90),
        QuestionKind.MERGED_PROVINCE: (merged_provinces, 50),
        QuestionKind.FOLLOW_UP: (follow_ups, 100),
        QuestionKind.CONFLICT: (conflicts, 40),
        QuestionKind.NO_PLACE: (without_place, 50),
        QuestionKind.LIST: (lists, 60),
        QuestionKind.UNANSWERABLE: (unanswerable, 230),
        QuestionKind.OFF_TOPIC: (off_topic, 50),
    }
)
"""Makers, and how many of 2,000 questions are theirs."""


def make_questions(quiz: Quiz, count: int) -> tuple[Draft, ...]:
    """About `count` questions, each asked once; a kind that the reports hold too little for has fewer.

    What it lacks is made up by those with most to ask, so that there are `count` where there can be.
    """
    whole = sum(share for _, share in _SHARES.values())
    drafts: dict[str, Draft] = {}
    left = {kind: maker(quiz) for kind, (maker, _) in _SHARES.items()}
    for kind, (_, share) in _SHARES.items():
        _take(drafts, left[kind], max(1, round(count * share / whole)))
    for kind in (QuestionKind.LOOKUP, QuestionKind.UNANSWERABLE, QuestionKind.PARAPHRASE):
        _take(drafts, left[kind], count - len(drafts))
    return tuple(drafts.values())


def counted(drafts: Iterable[Draft]) -> Mapping[str, int]:
    """How many there are of each kind, in the order of the contract."""
    found = Counter(draft.kind for draft in drafts)
    return {kind.value: found[kind] for kind in QuestionKind if found[kind]}


def _take(drafts: dict[str, Draft], made: Iterable[Draft], wanted: int) -> None:
    if wanted <= 0:
        return
    for draft in made:
        if draft.id not in drafts:
            drafts[draft.id] = draft
            wanted -= 1
            if not wanted:
                return
