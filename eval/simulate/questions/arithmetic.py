"""Questions that the reports answer only together: sums, means, shares, and provinces that were merged since.

Only the result is expected, first; its addends may follow. A sum over provinces of which some have no figure
is that of the others, with the coverage expected beside it; over years, or of a merged province, all are
there.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from eval.question import Expected, ExpectedValue, QuestionKind
from eval.simulate.chance import choose, shuffled
from eval.simulate.gold import Kind
from eval.simulate.questions.comparing import asked_of_old_provinces
from eval.simulate.questions.draft import Draft, Quiz, answered
from eval.simulate.questions.facts import HALF_OF_LAST_DIGIT, PERCENT, Agreed, Key, whole_years
from eval.simulate.questions.figures import in_turn, is_ambiguous
from eval.simulate.questions.geography import merged, regions
from eval.simulate.questions.orders import coverage_of, made, spans, topics_in_regions
from eval.simulate.questions.wording import Slots, says
from eval.simulate.world import indicators

_THREE = 3
_SMALL = 1000
_TO_THE_WHOLE = 0.51


def sums(quiz: Quiz) -> Iterator[Draft]:
    """Sums and means over places, regions and years; shares of a whole and of a year."""
    over_places = (_over_places(quiz, task) for task in ("sum_places", "mean_places"))
    over_regions = (_over_regions(quiz, task) for task in ("sum_region", "mean_region"))
    ratios = (_ratios(quiz), _ratios_of_year(quiz), _ratios_of_region(quiz))
    over_years = (_over_years(quiz, task) for task in ("sum_years", "mean_years"))
    yield from in_turn((*over_places, *over_regions, *over_years, *ratios))


def merged_provinces(quiz: Quiz) -> Iterator[Draft]:
    """Today's province in a year before the merger: its old provinces added up."""
    topics = [(*topic, today) for topic in quiz.facts.by_topic for today in merged()]
    for indicator, period, today in shuffled(topics, quiz.seed, "merged"):
        places = quiz.facts.by_topic[indicator, period]
        old = [places[name] for name in merged()[today] if name in places]
        if len(old) < len(merged()[today]) or not asked_of_old_provinces(period):
            continue
        if quiz.facts.statements(Key(indicator, today, period, merged=True)):
            continue  # a report of today's province tells it as last year's, which may be another number
        value = total(old).model_copy(
            update={"province": today, "period": None if any(each.dated for each in old) else period}
        )
        slots = Slots(indicators=(indicator,), periods=(period,), merged=today)
        expected = answered([value], reports_of(old))
        yield from made(quiz, QuestionKind.MERGED_PROVINCE, "merged", slots, expected, old[0])


def total(addends: Iterable[Agreed]) -> ExpectedValue:
    """Their sum; what they round adds up too."""
    listed = list(addends)
    return ExpectedValue(
        value=sum(each.value for each in listed),
        unit=listed[0].unit,
        tolerance=sum(each.tolerance for each in listed),
    )


def mean(addends: Iterable[Agreed]) -> ExpectedValue:
    """Their mean, to one decimal, or to the whole where that is plenty."""
    listed = list(addends)
    value = sum(each.value for each in listed) / len(listed)
    rounding = HALF_OF_LAST_DIGIT if value < _SMALL else _TO_THE_WHOLE
    return ExpectedValue(
        value=round(value, 4),
        unit=listed[0].unit,
        tolerance=rounding + sum(each.tolerance for each in listed) / len(listed),
    )


def reports_of(addends: Iterable[Agreed]) -> tuple[str, ...]:
    """All reports that state any of them."""
    return tuple(report for each in addends for report in each.reports)


def _combined(task: str, addends: Collection[Agreed]) -> ExpectedValue:
    return mean(addends) if task.startswith("mean") else total(addends)


def _over_places(quiz: Quiz, task: str) -> Iterator[Draft]:
    for indicator, period in shuffled(list(quiz.facts.by_topic), quiz.seed, task):
        places = quiz.facts.by_topic[indicator, period]
        names = shuffled(sorted(places), quiz.seed, task, indicator, period)[:_THREE]
        if len(names) < _THREE or not asked_of_old_provinces(period):
            continue
        slots = Slots(indicators=(indicator,), places=tuple(names), periods=(period,))
        yield from _made(quiz, task, slots, [places[name] for name in names])


def _over_regions(quiz: Quiz, task: str) -> Iterator[Draft]:
    for indicator, period, region, found in topics_in_regions(quiz, task):
        slots = Slots(indicators=(indicator,), periods=(period,), region=region)
        expected = answered([_combined(task, found.values())], reports_of(found.values()))
        expected = expected.model_copy(update={"coverage": coverage_of(region, found)})
        yield from made(quiz, QuestionKind.SUM, task, slots, expected, next(iter(found.values())))


def _over_years(quiz: Quiz, task: str) -> Iterator[Draft]:
    for indicator, province, years in spans(quiz, task):
        if task == "sum_years" and indicators()[indicator].stock:
            continue  # what stands at a moment is not added up
        first, last = min(years), max(years)
        if quiz.facts.mentions(indicator, province, whole_years(first, last)):
            continue  # reports tell it themselves
        slots = Slots(indicators=(indicator,), places=(province,), years=(first, last))
        yield from _made(quiz, task, slots, list(years.values()))


def _made(quiz: Quiz, task: str, slots: Slots, addends: Sequence[Agreed]) -> Iterator[Draft]:
    expected = answered([_combined(task, addends)], reports_of(addends))
    yield from made(quiz, QuestionKind.SUM, task, slots, expected, addends[0])


def _ratios(quiz: Quiz) -> Iterator[Draft]:
    keys = [
        k for k in quiz.facts.levels if _is_share_of_whole(k.indicator) and says(k.period) and not k.merged
    ]
    for key in shuffled(keys, quiz.seed, "ratio"):
        whole_of = indicators()[key.indicator].of or ""
        part, whole = quiz.facts.agreed(key), quiz.facts.level(whole_of, key.province, key.period)
        if part is None or whole is None or not (part.exact and whole.exact) or is_ambiguous(quiz, key):
            continue
        if quiz.facts.others(Kind.SHARE, key) and quiz.facts.stated_share(key) is None:
            continue  # a report tells a rate that is not the ratio of the two
        expected = _per_cent(part, whole, key.province, key.period)
        slots = Slots(indicators=(key.indicator, whole_of), places=(key.province,), periods=(key.period,))
        yield from made(quiz, QuestionKind.SUM, "ratio", slots, expected, part)


def _ratios_of_year(quiz: Quiz) -> Iterator[Draft]:
    keys = [k for k in quiz.facts.levels if "-" in k.period and says(k.period) and not k.merged]
    for key in shuffled(keys, quiz.seed, "ratio of year"):
        year = key.period[:4]
        part, whole = quiz.facts.agreed(key), quiz.facts.level(key.indicator, key.province, year)
        stock = indicators()[key.indicator].stock
        if (
            part is None
            or whole is None
            or stock
            or not (part.exact and whole.exact)
            or is_ambiguous(quiz, key)
        ):
            continue
        expected = _per_cent(part, whole, None, None)
        slots = Slots(indicators=(key.indicator,), places=(key.province,), periods=(key.period, year))
        yield from made(quiz, QuestionKind.SUM, "ratio_periods", slots, expected, part)


def _ratios_of_region(quiz: Quiz) -> Iterator[Draft]:
    topics = [(*topic, region) for topic in quiz.facts.by_topic for region in regions()]
    for indicator, period, region in shuffled(topics, quiz.seed, "ratio of region"):
        places = quiz.facts.by_topic[indicator, period]
        names = [name for name in regions()[region] if name in places and places[name].exact]
        whole = quiz.facts.agreed(Key(indicator, region, period))
        if not names or whole is None or not whole.exact or not asked_of_old_provinces(period):
            continue
        name = choose(names, quiz.seed, "ratio of region", indicator, period, region)
        slots = Slots(indicators=(indicator,), places=(name,), periods=(period,), region=region)
        expected = _per_cent(places[name], whole, None, None)
        yield from made(quiz, QuestionKind.SUM, "ratio_region", slots, expected, places[name])


def _is_share_of_whole(indicator: str) -> bool:
    row = indicators()[indicator]
    return row.of is not None and (row.less is not None or 0 < row.ratio[1] <= 1)


def _per_cent(part: Agreed, whole: Agreed, province: str | None, period: str | None) -> Expected:
    value = ExpectedValue(
        value=round(100 * part.value / whole.value, 2),
        unit=PERCENT,
        province=province,
        period=None if part.dated or whole.dated else period,
        tolerance=HALF_OF_LAST_DIGIT,
    )
    return answered([value], (*part.reports, *whole.reports))
