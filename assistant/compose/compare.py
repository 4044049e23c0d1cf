"""COMPARE: places, periods or indicators set against each other; the difference first, then each."""

from collections.abc import Sequence

from assistant.arithmetic import difference
from assistant.compose.absence import alone, lacking, nothing
from assistant.compose.reckoning import POINTS, reckonable
from assistant.compose.sheet import Sheet
from assistant.compose.statement import look_up
from assistant.compose.workbench import Workbench, common_unit
from assistant.draft import Draft
from assistant.findings import Amount, Found, Key, Topic
from assistant.slots import periods_of_span
from assistant.territory import Where, kind_of
from assistant.wording import absence, comparing, phrases, remarks
from vectorstore.analysis.tasks import Over


def compare(bench: Workbench) -> Draft:
    """What the question lists, set against each other."""
    topics, wheres, periods = bench.topics(), bench.slots.wheres, _periods(bench)
    if not wheres:
        return look_up(bench)
    over = _over(bench, topics, wheres, periods)
    if over is None:
        return alone(bench, topics, periods)
    found = _find(bench, topics, wheres, periods)
    bench.load(found)
    groups = _groups(found, over)
    sheet = Sheet(bench)
    told = [group for keys in groups if (group := _told(sheet, found, keys, over))]
    if not told:
        keys = [key for keys in groups for key in keys]
        return lacking(bench, found, keys, by=over) if keys else nothing(bench, topics, wheres, periods)
    amounts = [amount for group in told for amount in group]
    for amount in amounts:
        sheet.give(amount)
    several = len(told) > 1
    by = {
        "by_place": over == "places" or (several and len({a.where for a in amounts}) > 1),
        "by_period": over == "periods" or (several and len({a.period for a in amounts}) > 1),
        "by_topic": over == "indicators" or (several and len({a.topic for a in amounts}) > 1),
    }
    sheet.tabulate(amounts, **by)
    if not several and common_unit(amounts) is not None:
        sheet.draw_bars(amounts, [bench.label(a, **by) for a in amounts])
    sheet.tell_about(amounts)
    if over == "places":
        sheet.cover_places(found, said=len(amounts) < len(found.wheres))
    elif over == "periods":
        sheet.cover_periods(
            found.periods, [a.period for a in amounts], said=len(amounts) < len(found.periods)
        )
    if found.period_chosen:
        sheet.notice(remarks.period_chosen(found.period_chosen, bench.language))
    return sheet.draft()


def _periods(bench: Workbench) -> tuple[str, ...]:
    named = bench.slots.named_periods
    compared = bench.reading.compared_period
    if len(named) < 2 and bench.slots.span and not compared and bench.reading.task.over == "periods":
        first, last = bench.slots.span
        ends = [f"{year}{bench.slots.part_of_year}" for year in (first, last) if year is not None]
        return tuple(dict.fromkeys(ends)) if len(ends) == 2 else periods_of_span(bench.slots, ())
    if compared and compared.period and compared.period not in named:
        return (*named, compared.period)
    return named


def _over(
    bench: Workbench, topics: Sequence[Topic], wheres: Sequence[Where], periods: Sequence[str]
) -> Over | None:
    """What is set against each other: what the question says, where it lists several, else what it lists."""
    listed: dict[Over, int] = {"places": len(wheres), "periods": len(periods), "indicators": len(topics)}
    said = bench.reading.task.over
    if said and listed[said] > 1:
        return said
    return next((over for over, count in listed.items() if count > 1), None)


def _find(
    bench: Workbench, topics: Sequence[Topic], wheres: Sequence[Where], periods: Sequence[str]
) -> Found:
    found = bench.finder.find(topics, wheres, periods)
    whole = {
        (topic, where, period): amount
        for where in found.wheres
        if kind_of(where.province) == "region"
        for topic in found.topics
        for period in found.periods
        if (amount := bench.whole_of(topic, where, period))
    }
    if not whole:
        return found
    return Found(
        found.topics, found.wheres, found.periods, {**found.amounts, **whole}, found.partly,
        found.period_chosen, found.every_place,
    )  # fmt: skip


def _groups(found: Found, over: Over) -> list[list[Key]]:
    """What is compared with each other, by the rest of what was asked."""
    topics, wheres, periods = found.topics, found.wheres, found.periods
    if over == "places":
        return [[(t, w, p) for w in wheres] for t in topics for p in periods]
    if over == "periods":
        return [[(t, w, p) for p in periods] for t in topics for w in wheres]
    return [[(t, w, p) for t in topics] for w in wheres for p in periods]


def _told(sheet: Sheet, found: Found, keys: Sequence[Key], over: Over) -> list[Amount]:
    """Say one comparison; what it was made of, empty when an operand of two is missing."""
    bench, language = sheet.bench, sheet.bench.language
    there = [found.amounts[key] for key in keys if key in found.amounts]
    amounts = reckonable(sheet, there, keep_unlike=over == "indicators")
    if len(amounts) < 2 or (len(keys) == 2 and len(there) < 2):
        return []
    names = {"by_place": over == "places", "by_period": over == "periods", "by_topic": over == "indicators"}
    context = phrases.head(
        "" if over == "indicators" else bench.topic(amounts[0].topic, amounts[0]),
        "" if over == "places" else bench.place(amounts[0].where),
        "" if over == "periods" else bench.when(amounts[0].period),
    )
    common = common_unit(amounts)
    if common is None:
        sheet.rows(amounts, **names)
        sheet.remark(
            absence.units_differ(bench.label(amounts[0], **names), bench.label(amounts[1], **names), language)
        )
        return amounts
    low, high = sorted(amounts, key=lambda a: a.value)[:: len(amounts) - 1]
    if high.value == low.value:
        high, low = amounts[0], amounts[-1]
    gap = difference(bench.term(high), bench.term(low))
    unit = POINTS if common == "%" else common
    sheet.give_value(bench.computed(gap, high, unit=unit), gap)
    if gap.value == 0:
        one, other = bench.label(high, **names), bench.label(low, **names)
        sheet.say(comparing.equal(context, one, other, bench.shown(high), bench.marks(high, low), language))
    else:
        sheet.say(
            comparing.comparison(
                context,
                bench.label(high, **names),
                bench.label(low, **names),
                bench.reckoned(gap, unit),
                (bench.shown(high), bench.shown(low)),
                bench.marks(high, low),
                language,
            )
        )
    if len(amounts) > 2:
        sheet.rows(sorted(amounts, key=lambda a: -a.value), **names)
    return amounts
