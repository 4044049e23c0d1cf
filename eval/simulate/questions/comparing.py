"""Questions for a difference: between places, periods or indicators, and on the year before.

A comparison expects the difference alone, as a magnitude (`chênh nhau bao nhiêu`); the levels it is made of
may follow in any order. A change expects the later figure less the earlier one, so a decrease is negative,
and per cent changes are of the earlier figure. Frames that say in which direction are asked only where it is
so.
"""

from collections.abc import Iterator

from eval.question import Expected, ExpectedValue, QuestionKind
from eval.simulate.chance import draw, shuffled
from eval.simulate.gold import Kind
from eval.simulate.questions.draft import ANY, Draft, Quiz, answered, balanced, drafted, sometimes_bare
from eval.simulate.questions.facts import HALF_OF_LAST_DIGIT, PERCENT, Agreed, Facts, Key
from eval.simulate.questions.figures import in_turn, is_ambiguous, pair_of
from eval.simulate.questions.geography import LAST_OLD_YEAR
from eval.simulate.questions.wording import Slots, is_money, says
from eval.simulate.world import indicators

_PLAIN_CHANGE = 0.2
"""A smaller change, in per cent, is none by the time it is rounded."""


def comparisons(quiz: Quiz) -> Iterator[Draft]:
    """The difference of two places, two years, two indicators."""
    yield from in_turn((_places(quiz), _years(quiz), _places(quiz, "more"), _indicators(quiz)))


def changes(quiz: Quiz) -> Iterator[Draft]:
    """How much more or less than the same period a year before, in numbers and in per cent."""
    yield from in_turn((_changes(quiz, percent=False), _changes(quiz, percent=True)))


def change_between(facts: Facts, key: Key, *, percent: bool) -> tuple[ExpectedValue, tuple[str, ...]] | None:
    """What a figure changed by on a year before, and the reports that tell; None where that is not certain.

    It is certain where both levels are exact and every change that reports state is the same.
    """
    now, before = facts.agreed(key), facts.agreed(year_before(key))
    if now is None or before is None or not (now.exact and before.exact and before.value):
        return None
    difference = now.value - before.value
    rate = 100 * difference / before.value
    for figure in facts.others(Kind.CHANGE, key):
        if figure.construction == "change" and abs(figure.value - difference) > 0:
            return None
        if figure.construction == "change_percent" and abs(figure.value - rate) > HALF_OF_LAST_DIGIT:
            return None
    reports = (*now.reports, *before.reports)
    period = None if now.dated else key.period
    if abs(rate) < _PLAIN_CHANGE:
        return None
    if not percent:
        return ExpectedValue(value=difference, unit=now.unit, province=key.province, period=period), reports
    tolerance = HALF_OF_LAST_DIGIT
    value = round(rate, 2)
    return (
        ExpectedValue(value=value, unit=PERCENT, province=key.province, period=period, tolerance=tolerance),
        reports,
    )


def year_before(key: Key) -> Key:
    """The same figure for the same span of the year before."""
    year = str(int(key.period[:4]) - 1)
    return Key(key.indicator, key.province, year + key.period[4:], key.part, key.locality, key.merged)


def _changes(quiz: Quiz, *, percent: bool) -> Iterator[Draft]:
    task = "change_percent" if percent else "change"
    keys = [key for key in quiz.facts.levels if says(key.period) and not key.merged]
    for key in balanced(keys, lambda key: key.indicator, quiz.seed, task):
        certain = change_between(quiz.facts, key, percent=percent)
        if certain is None or not certain[0].value or is_ambiguous(quiz, key):
            continue
        slots = Slots(
            indicators=(key.indicator,),
            places=(key.province,),
            periods=(key.period, year_before(key).period),
            rises=certain[0].value > 0,
        )
        # Which period a change is said to be of is left open: the later one, or both.
        value = certain[0].model_copy(update={"period": None})
        yield from _worded(
            quiz, QuestionKind.CHANGE, task, slots, answered([value], certain[1]), quiz.facts.agreed(key)
        )


def _places(quiz: Quiz, *draws: object) -> Iterator[Draft]:
    for indicator, period in shuffled(list(quiz.facts.by_topic), quiz.seed, "compare places", *draws):
        found = quiz.facts.by_topic[indicator, period]
        pair = pair_of(sorted(found), quiz.seed, "compare", indicator, period, *draws)
        if pair is None or not asked_of_old_provinces(period):
            continue
        slots = Slots(indicators=(indicator,), places=pair, periods=(period,))
        yield from _difference(quiz, "compare_places", slots, found[pair[0]], found[pair[1]])


def _years(quiz: Quiz) -> Iterator[Draft]:
    for indicator, province in shuffled(list(quiz.facts.by_series), quiz.seed, "compare years"):
        years = quiz.facts.by_series[indicator, province]
        pair = pair_of([str(year) for year in sorted(years)], quiz.seed, "years", indicator, province)
        if pair is None:
            continue
        earlier, later = sorted(pair)
        slots = Slots(indicators=(indicator,), places=(province,), periods=(later, earlier))
        yield from _difference(quiz, "compare_periods", slots, years[int(later)], years[int(earlier)])


def _indicators(quiz: Quiz) -> Iterator[Draft]:
    by_place: dict[tuple[str, ...], list[Key]] = {}
    for key in quiz.facts.levels:
        agreed = quiz.facts.agreed(key)
        if agreed and says(key.period) and not is_ambiguous(quiz, key) and not is_money(key.indicator):
            alike = (agreed.unit, indicators()[key.indicator].area)
            by_place.setdefault((key.province, key.period, *alike), []).append(key)
    for where in shuffled(sorted(by_place), quiz.seed, "compare indicators"):
        keys = shuffled(by_place[where], quiz.seed, "compare indicators", *where)[:2]
        first, *rest = [agreed for key in keys if (agreed := quiz.facts.agreed(key))]
        if not rest:
            continue
        slots = Slots(indicators=tuple(k.indicator for k in keys), places=where[:1], periods=where[1:2])
        yield from _difference(quiz, "compare_indicators", slots, first, rest[0])


def _difference(quiz: Quiz, task: str, slots: Slots, first: Agreed, second: Agreed) -> Iterator[Draft]:
    difference = first.value - second.value
    tolerance = first.tolerance + second.tolerance
    if not difference or tolerance >= abs(difference) or first.unit != second.unit:
        return
    filled = Slots(
        indicators=slots.indicators, places=slots.places, periods=slots.periods, rises=difference > 0
    )
    value = ExpectedValue(value=abs(difference), unit=first.unit, tolerance=tolerance)
    expected = answered([value], (*first.reports, *second.reports))
    yield from _worded(quiz, QuestionKind.COMPARE, task, filled, expected, first)


def _worded(
    quiz: Quiz, kind: QuestionKind, task: str, slots: Slots, expected: Expected, example: Agreed | None
) -> Iterator[Draft]:
    worded = quiz.worded(task, ANY, slots)
    if worded is not None:
        draft = drafted(kind, task, worded, expected, example)
        yield draft if worded.manner == "en" else sometimes_bare(draft, draw(quiz.seed, task, slots, "bare"))


def asked_of_old_provinces(period: str) -> bool:
    """Whether a question over provinces means the 63 for sure."""
    return says(period) and int(period[:4]) <= LAST_OLD_YEAR
