"""WHICH: the places (or periods) that have a figure, or one that meets a bound."""

import operator
from collections.abc import Callable, Mapping

from assistant.compose.absence import ask_place, nothing, refused
from assistant.compose.periods import year_by_year
from assistant.compose.reckoning import reckonable
from assistant.compose.sheet import Sheet
from assistant.compose.workbench import Workbench
from assistant.draft import Draft
from assistant.findings import Amount
from assistant.wording import absence, gathering, phrases, remarks
from vectorstore.analysis.tasks import Threshold

_MEETS: Mapping[str, Callable[[float, float], bool]] = {
    "ge": operator.ge, "gt": operator.gt, "le": operator.le, "lt": operator.lt, "eq": operator.eq,
}  # fmt: skip


def list_those(bench: Workbench) -> Draft:
    """Those that have the figure, or whose figure meets the bound; the greatest first, periods in order."""
    task, slots = bench.reading.task, bench.slots
    over_periods = task.over == "periods"
    topics = bench.topics()[:1]
    if over_periods and not slots.wheres:
        return ask_place(bench)
    periods = year_by_year(bench, topics) if over_periods else slots.named_periods
    found = bench.finder.find(topics, slots.wheres, periods) if periods or not over_periods else None
    if not found:
        return nothing(bench, topics, slots.wheres, periods)
    bench.load(found)
    sheet = Sheet(bench)
    amounts = reckonable(sheet, list(found))
    kept = [amount for amount in amounts if task.threshold is None or _meets(amount, task.threshold)]
    if not amounts:
        return nothing(bench, topics, slots.wheres, periods)
    if not kept:
        return refused(absence.none_meet(bench.language))
    if not over_periods:
        kept.sort(key=lambda amount: -amount.value)
    bound = gathering.bound(task.threshold, kept[0].first.unit, bench.language) if task.threshold else ""
    several_times = len(found.periods) > 1
    context = phrases.head(
        bench.topic(kept[0].topic, kept[0]),
        bench.place(kept[0].where) if over_periods else "",
        "" if several_times else bench.when(kept[0].period),
    )
    names = {"by_place": not over_periods, "by_period": several_times}
    sheet.say(gathering.which_heading(context, bound, bench.language, periods=over_periods))
    sheet.rows(kept, **names)
    sheet.tabulate(kept, **names)
    for amount in kept:
        sheet.give(amount)
    sheet.tell_about(kept)
    if found.period_chosen:
        sheet.notice(remarks.period_chosen(found.period_chosen, bench.language))
    if over_periods:
        sheet.cover_periods(found.periods, [amount.period for amount in amounts])
    else:
        sheet.cover_places(found)
    return sheet.draft()


def _meets(amount: Amount, threshold: Threshold) -> bool:
    in_per_cent = amount.first.unit == "%"
    if (threshold.unit == "%") != in_per_cent:
        return False
    return _MEETS[threshold.comparison](amount.value, threshold.value)
