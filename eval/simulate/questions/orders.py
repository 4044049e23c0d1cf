"""Questions over many places or years: the most and the least, trends, lists, and those that name no place.

An order expects the values at its head, each with its place; a trend all years that have the figure, earliest
first. A list expects the names. Coverage is expected where a region or all provinces are asked about by name
or by leaving the place out: of a region all its provinces, else the provinces that reports are about.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from assistant.answer import Coverage, Status
from eval.question import Expected, ExpectedTable, ExpectedValue, QuestionKind
from eval.simulate.chance import choose, draw, shuffled
from eval.simulate.questions.comparing import asked_of_old_provinces
from eval.simulate.questions.draft import ANY, Draft, Quiz, answered, drafted, sometimes_bare
from eval.simulate.questions.facts import Agreed, Facts
from eval.simulate.questions.figures import in_turn
from eval.simulate.questions.geography import NATION, regions
from eval.simulate.questions.wording import Slots, is_money

_TOP = (2, 3, 5)
_FEWEST_PLACES = 8
_FEWEST_IN_REGION = 3
_FEWEST_YEARS = 3


def rankings(quiz: Quiz) -> Iterator[Draft]:
    """The most, the least, the first few, over the country, a region, the years of one place."""
    everywhere = (_over_country(quiz, task) for task in ("most", "top_n", "least"))
    in_region = (_in_region(quiz, task) for task in ("most_in_region", "top_in_region"))
    yield from in_turn((*everywhere, *in_region, _best_years(quiz)))


def trends(quiz: Quiz) -> Iterator[Draft]:
    """Year by year."""
    for indicator, province, years in spans(quiz, "trend"):
        values = [year_value(province, year, agreed) for year, agreed in years.items()]
        slots = Slots(indicators=(indicator,), places=(province,), years=(min(years), max(years)))
        reports = (report for agreed in years.values() for report in agreed.reports)
        yield from made(
            quiz, QuestionKind.TREND, "trend", slots, answered(values, reports), years[max(years)]
        )


def without_place(quiz: Quiz) -> Iterator[Draft]:
    """A figure asked for without a place: a table by place is the answer, where more than one has it."""
    for indicator, period in shuffled(list(quiz.facts.by_topic), quiz.seed, "no place"):
        found = quiz.facts.by_topic[indicator, period]
        if len(found) < _FEWEST_PLACES or not asked_of_old_provinces(period):
            continue
        if any(quiz.facts.mentions(indicator, wider, period) for wider in (NATION, *regions())):
            continue
        without = [name for name in quiz.facts.held if name not in found]
        if any(quiz.facts.mentions(indicator, name, period) for name in without):
            continue
        rows = tuple((name, agreed.value) for name, agreed in found.items() if agreed.exact)
        if not rows:
            continue
        expected = Expected(
            status=Status.ANSWERED,
            table=ExpectedTable(columns=("Địa phương", "Giá trị"), rows=rows),
            coverage=Coverage(with_data=tuple(found), without_data=tuple(without)),
            sources=_sources(found),
        )
        slots = Slots(indicators=(indicator,), periods=(period,))
        yield from made(
            quiz, QuestionKind.NO_PLACE, "all_places", slots, expected, next(iter(found.values()))
        )


def lists(quiz: Quiz) -> Iterator[Draft]:
    """Which provinces of a region have a figure, or one above or below a number."""
    yield from in_turn((_beyond(quiz, "at_least"), _reported(quiz), _beyond(quiz, "at_most")))


def spans(quiz: Quiz, purpose: str) -> Iterator[tuple[str, str, Mapping[int, Agreed]]]:
    """An indicator, a province, and its figures of all years from a first to a last one."""
    for indicator, province in shuffled(list(quiz.facts.by_series), quiz.seed, purpose):
        held = quiz.facts.by_series[indicator, province]
        run: dict[int, Agreed] = {}
        for year in range(max(held), min(held) - 1, -1):
            if year not in held:
                break
            run[year] = held[year]
        if len(run) >= _FEWEST_YEARS and asked_of_old_provinces(str(max(run))):
            yield indicator, province, dict(sorted(run.items()))


def topics_in_regions(quiz: Quiz, purpose: str) -> Iterator[tuple[str, str, str, Mapping[str, Agreed]]]:
    """An indicator, a period, a region, and the figures of those of its provinces that have one.

    The others are not mentioned with it at all, and no report tells the figure of the whole region.
    """
    topics = [(*topic, region) for topic in quiz.facts.by_topic for region in regions()]
    for indicator, period, region in shuffled(topics, quiz.seed, purpose):
        places = quiz.facts.by_topic[indicator, period]
        found = {name: places[name] for name in regions()[region] if name in places}
        missing = [name for name in regions()[region] if name not in found]
        if len(found) < _FEWEST_IN_REGION or not asked_of_old_provinces(period):
            continue
        if any(quiz.facts.mentions(indicator, name, period) for name in (region, *missing)):
            continue
        yield indicator, period, region, found


def coverage_of(region: str, found: Mapping[str, Agreed]) -> Coverage:
    """Which provinces of a region have the figure."""
    return Coverage(
        with_data=tuple(found), without_data=tuple(name for name in regions()[region] if name not in found)
    )


def made(
    quiz: Quiz, kind: QuestionKind, task: str, slots: Slots, expected: Expected, example: Agreed | None
) -> Iterator[Draft]:
    """The draft in words, now and then without diacritics; nothing where no frame fits."""
    worded = quiz.worded(task, ANY, slots, slots.region, slots.years)
    if worded is not None:
        draft = drafted(kind, task, worded, expected, example)
        yield draft if worded.manner == "en" else sometimes_bare(draft, draw(quiz.seed, task, slots, "bare"))


def year_value(province: str, year: int, agreed: Agreed) -> ExpectedValue:
    """A year's figure as expected."""
    return ExpectedValue(
        value=agreed.value,
        unit=agreed.unit,
        province=province,
        period=None if agreed.dated else str(year),
        tolerance=agreed.tolerance,
    )


def head_of(found: Mapping[str, Agreed], count: int, *, descending: bool = True) -> list[str] | None:
    """The first places of the order; None where roundings or a tie leave it open."""
    order = sorted(found, key=lambda name: found[name].value, reverse=descending)
    if len(order) <= count:
        return None
    for first, second in pairwise(order[: count + 1]):
        gap = abs(found[first].value - found[second].value)
        if gap <= found[first].tolerance + found[second].tolerance:
            return None
    return order[:count]


def _over_country(quiz: Quiz, task: str) -> Iterator[Draft]:
    for indicator, period in shuffled(list(quiz.facts.by_topic), quiz.seed, task):
        found = quiz.facts.by_topic[indicator, period]
        if len(found) < _FEWEST_PLACES or not asked_of_old_provinces(period):
            continue
        count = choose(_TOP, quiz.seed, task, indicator, period) if task == "top_n" else 1
        if _open(quiz.facts, indicator, period, found):
            continue
        slots = Slots(indicators=(indicator,), periods=(period,), n=count)
        yield from _ranked(quiz, task, slots, found, None, descending=task != "least")


def _in_region(quiz: Quiz, task: str) -> Iterator[Draft]:
    for indicator, period, region, found in topics_in_regions(quiz, task):
        count = min(choose(_TOP, quiz.seed, task, indicator, period), len(found) - 1)
        slots = Slots(
            indicators=(indicator,),
            periods=(period,),
            region=region,
            n=count if task == "top_in_region" else 1,
        )
        yield from _ranked(quiz, task, slots, found, coverage_of(region, found))


def _ranked(
    quiz: Quiz,
    task: str,
    slots: Slots,
    found: Mapping[str, Agreed],
    coverage: Coverage | None,
    *,
    descending: bool = True,
) -> Iterator[Draft]:
    head = head_of(found, slots.n or 1, descending=descending)
    if head is None:
        return
    period = slots.periods[0]
    values = [
        ExpectedValue(
            value=found[name].value,
            unit=found[name].unit,
            province=name,
            period=None if found[name].dated else period,
            tolerance=found[name].tolerance,
        )
        for name in head
    ]
    expected = answered(values, (report for name in head for report in found[name].reports))
    expected = expected.model_copy(update={"coverage": coverage})
    yield from made(quiz, QuestionKind.RANKING, task, slots, expected, found[head[0]])


def _best_years(quiz: Quiz) -> Iterator[Draft]:
    for indicator, province, years in spans(quiz, "best year"):
        best = head_of({str(year): agreed for year, agreed in years.items()}, 1)
        if best is not None:
            year = int(best[0])
            slots = Slots(indicators=(indicator,), places=(province,), years=(min(years), max(years)))
            expected = answered([year_value(province, year, years[year])], years[year].reports)
            yield from made(quiz, QuestionKind.RANKING, "best_year", slots, expected, years[year])


def _beyond(quiz: Quiz, task: str) -> Iterator[Draft]:
    for indicator, period, region, found in topics_in_regions(quiz, task):
        if is_money(indicator):
            continue
        order = sorted(found, key=lambda name: found[name].value, reverse=task == "at_least")
        count = 1 + int(draw(quiz.seed, task, indicator, period, region) * (len(order) - 1))
        threshold = _between(found[order[count - 1]], found[order[count]])
        if threshold is None:
            continue
        slots = Slots(indicators=(indicator,), periods=(period,), region=region, threshold=threshold)
        expected = Expected(
            status=Status.ANSWERED,
            items=tuple(order[:count]),
            sources=_sources({name: found[name] for name in order[:count]}),
        )
        yield from made(quiz, QuestionKind.LIST, task, slots, expected, found[order[0]])


def _reported(quiz: Quiz) -> Iterator[Draft]:
    for indicator, period, region, found in topics_in_regions(quiz, "reported"):
        if len(found) == len(regions()[region]):
            continue
        slots = Slots(indicators=(indicator,), periods=(period,), region=region)
        expected = Expected(
            status=Status.ANSWERED,
            items=tuple(found),
            coverage=coverage_of(region, found),
            sources=_sources(found),
        )
        yield from made(quiz, QuestionKind.LIST, "reported", slots, expected, next(iter(found.values())))


def _between(a: Agreed, b: Agreed) -> int | None:
    """A round number well between two figures."""
    low, high = sorted((a, b), key=lambda agreed: agreed.value)
    least, most = low.value + low.tolerance, high.value - high.tolerance
    if not (low.exact and high.exact):
        return None  # what was counted may be on the other side
    for noughts in range(9, -1, -1):
        step = int("1" + noughts * "0")
        threshold = int(least // step + 1) * step
        if least < threshold < most:
            return threshold
    return None


def _open(facts: Facts, indicator: str, period: str, found: Mapping[str, Agreed]) -> bool:
    """Whether some province might come first by a part or a share of a figure that no report states whole."""
    return any(facts.mentions(indicator, name, period) for name in facts.held if name not in found)


def _sources(found: Mapping[str, Agreed]) -> tuple[str, ...]:
    return tuple(sorted({report for agreed in found.values() for report in agreed.reports}))
