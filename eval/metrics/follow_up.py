"""Whether a question that leans on an earlier one was understood."""

from collections.abc import Sequence

from assistant.answer import Answer
from eval.metrics.words import same_words
from eval.question import ExpectedValue


def follow_up_understood(answer: Answer, expected: Sequence[ExpectedValue]) -> float:
    """1 when each expected place and period was understood; else 0.

    It was when `understood` names it, or when the value at that position is of it (what the question leaves
    open stands in neither the question nor `understood`: the latest period, the only place). A wrong
    indicator shows in the number: the expectations name none.
    """
    return float(
        all(
            (wanted.province is None or _place_known(answer, index, wanted.province))
            and (wanted.period is None or _period_known(answer, index, wanted.period))
            for index, wanted in enumerate(expected)
        )
    )


def _place_known(answer: Answer, index: int, province: str) -> bool:
    shown = answer.values[index].province if index < len(answer.values) else None
    return any(same_words(place, province) for place in (*answer.understood.places, shown or ""))


def _period_known(answer: Answer, index: int, period: str) -> bool:
    shown = answer.values[index].period if index < len(answer.values) else None
    return period in (*answer.understood.periods, shown)
