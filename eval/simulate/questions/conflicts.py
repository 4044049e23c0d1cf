"""Questions on figures that reports disagree on: told before the count was closed, and after.

The final number is expected as the value; the preliminary one is to be told beside it, in words. Where one
source only rounds what the other tells, the exact one is expected.
"""

from collections.abc import Iterator

from eval.question import Expected, QuestionKind
from eval.simulate.chance import draw
from eval.simulate.gold import GoldFigure
from eval.simulate.numerals import plain
from eval.simulate.questions.draft import Draft, Quiz, answered, balanced, drafted, sometimes_bare, value_of
from eval.simulate.questions.facts import Agreed, Key, agreed_by, is_rounded
from eval.simulate.questions.figures import in_turn, is_ambiguous
from eval.simulate.questions.wording import Slots, says


def conflicts(quiz: Quiz) -> Iterator[Draft]:
    """Final and preliminary figures, and the exact beside the rounded."""
    yield from in_turn((_preliminary(quiz), _preliminary(quiz, "again"), _rounded(quiz)))


def split(figures: tuple[GoldFigure, ...]) -> tuple[Agreed, Agreed] | None:
    """The final and the preliminary figure, where those who tell each agree; None where they do not."""
    final = agreed_by([figure for figure in figures if not figure.preliminary])
    early = agreed_by([figure for figure in figures if figure.preliminary])
    if final is None or early is None or final.value == early.value or not (final.exact or early.exact):
        return None
    return final, early


def _preliminary(quiz: Quiz, *draws: object) -> Iterator[Draft]:
    for key in balanced(quiz.facts.conflicts, lambda key: key.indicator, quiz.seed, "conflicts", *draws):
        found = split(quiz.facts.statements(key))
        if found is None or key.merged or not says(key.period) or is_ambiguous(quiz, key):
            continue
        expected = answered([value_of(key, found[0])], found[0].reports)
        expected = expected.model_copy(update={"phrases": _in_words(found[1])})
        yield from _made(quiz, key, "preliminary", expected, found[0], *draws)


def _in_words(early: Agreed) -> tuple[str, ...]:
    """The number as any answer would write it; none where it may be written in several ways (`1,2 triệu`)."""
    plainly = plain(early.value).text
    return (plainly,) if early.example.printed.endswith(plainly) else ()


def _rounded(quiz: Quiz) -> Iterator[Draft]:
    for key in balanced(quiz.facts.levels, lambda key: key.indicator, quiz.seed, "rounded"):
        agreed = quiz.facts.agreed(key)
        if (
            agreed is None
            or not agreed.tolerance
            or key.merged
            or not says(key.period)
            or is_ambiguous(quiz, key)
        ):
            continue
        figures = quiz.facts.statements(key)
        exact = sorted({figure.report for figure in figures if not is_rounded(figure)})
        if exact and any(figure.qualifier for figure in figures):
            value = value_of(key, agreed).model_copy(update={"tolerance": 0.0})
            yield from _made(quiz, key, "rounded", answered([value], exact), agreed)


def _made(
    quiz: Quiz, key: Key, task: str, expected: Expected, example: Agreed, *draws: object
) -> Iterator[Draft]:
    slots = Slots(indicators=(key.indicator,), places=(key.province,), periods=(key.period,))
    worded = quiz.worded("conflict", ("vi", "vi", "short"), slots, *draws)
    if worded is not None:
        draft = drafted(QuestionKind.CONFLICT, task, worded, expected, example)
        yield sometimes_bare(draft, draw(quiz.seed, task, key, *draws, "bare"))
