"""Second questions that leave out what the first one said: another period, place or indicator of the same."""

from collections.abc import Iterator, Sequence

from eval.question import Expected, QuestionKind, SuiteTurn
from eval.simulate.chance import choose
from eval.simulate.questions.draft import REFUSED, Draft, Quiz, answered, origin_of, value_of
from eval.simulate.questions.facts import Agreed, Key
from eval.simulate.questions.figures import asked_levels, in_turn, is_ambiguous
from eval.simulate.questions.phrasings import Manner
from eval.simulate.questions.unsaid import unsaid
from eval.simulate.questions.wording import Slots, says

_PERIODS = tuple(f"{year}{span}" for year in range(2020, 2025) for span in ("", "-H1", "-9M", "-Q1"))


def follow_ups(quiz: Quiz) -> Iterator[Draft]:
    """After a question and its answer; a few of the second ones have none."""
    yield from in_turn(
        (
            _next(quiz, "next_period", known=True),
            _next(quiz, "next_place", known=True),
            _next(quiz, "next_indicator", known=True),
            _next(quiz, "next_period", known=True, again=True),
            _next(quiz, "next_place", known=False),
            _next(quiz, "next_period", known=False),
        )
    )


def _next(quiz: Quiz, task: str, *, known: bool, again: bool = False) -> Iterator[Draft]:
    for first in asked_levels(quiz, f"{task} {known} {again}"):
        agreed = quiz.facts.agreed(first)
        options = _options(quiz, first, task, known=known)
        if agreed is None or not options or first.merged:
            continue
        second = choose(options, quiz.seed, task, first, known)
        for manners in (("en",), ("vi", "short")):
            if (choose((0, 1, 2), quiz.seed, task, first, "en") == 0) != (manners == ("en",)):
                continue
            draft = _dialogue(quiz, task, first, agreed, second, manners)
            if draft is not None:
                yield draft


def _options(quiz: Quiz, first: Key, task: str, *, known: bool) -> list[Key]:
    facts = quiz.facts
    match task:
        case "next_period":
            others = [
                Key(first.indicator, first.province, period) for period in _PERIODS if period != first.period
            ]
        case "next_place":
            topic = facts.by_topic.get((first.indicator, first.period), {})
            names = topic if known else [name for name in facts.held if name not in topic]
            others = [Key(first.indicator, n, first.period) for n in names if n != first.province]
        case _:
            others = _other_indicators(quiz, first)
    if known:
        return [
            key for key in others if facts.agreed(key) and says(key.period) and not is_ambiguous(quiz, key)
        ]
    return [key for key in others if unsaid(facts, key.indicator, key.province, key.period)]


def _other_indicators(quiz: Quiz, first: Key) -> list[Key]:
    """Other indicators of the same place and period that have names."""
    levels = [
        Key(i, first.province, first.period) for i in sorted({key.indicator for key in quiz.facts.levels})
    ]
    return [key for key in levels if key.indicator != first.indicator and quiz.wording.knows(key.indicator)]


def _dialogue(
    quiz: Quiz, task: str, first: Key, agreed: Agreed, second: Key, manners: Sequence[Manner]
) -> Draft | None:
    opening = quiz.worded("level", manners, _slots(first), task, "opening")
    worded = quiz.worded(task, manners, _slots(second), first)
    if opening is None or worded is None:
        return None
    place = quiz.wording.place(first.province, task, first)
    reply = quiz.wording.reply(first.indicator, place, first.period, agreed.value, agreed.unit)
    found = quiz.facts.agreed(second)
    expected: Expected = answered([value_of(second, found)], found.reports) if found else REFUSED
    return Draft(
        kind=QuestionKind.FOLLOW_UP,
        text=worded.text,
        expected=expected,
        origin=origin_of(task if found else f"{task}_unsaid", worded, found, second),
        history=(
            SuiteTurn(role="user", content=opening.text),
            SuiteTurn(role="assistant", content=reply),
        ),
    )


def _slots(key: Key) -> Slots:
    return Slots(indicators=(key.indicator,), places=(key.province,), periods=(key.period,))
