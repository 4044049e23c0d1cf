"""RANKING: the most, the least, the first few or the whole order, over places, periods or indicators."""

from collections.abc import Sequence

from assistant.compose.absence import ask_place, nothing, refused
from assistant.compose.periods import year_by_year
from assistant.compose.ranking_change import rank_changes
from assistant.compose.reckoning import left_out, reckonable, untold_places
from assistant.compose.sheet import Sheet
from assistant.compose.workbench import Workbench
from assistant.draft import Draft
from assistant.findings import Amount, Found
from assistant.wording import absence, directions, gathering, phrases, remarks
from vectorstore.analysis.query import Aspect
from vectorstore.analysis.tasks import Over


def rank(bench: Workbench) -> Draft:
    """The order of what is ranked; the values are those asked for, the table has the whole order."""
    task, slots = bench.reading.task, bench.slots
    over: Over = task.over or ("places" if len(slots.wheres) != 1 else "periods")
    if over == "places" and _is_of_changes(bench):
        return rank_changes(bench)
    topics = bench.topics()
    if over == "periods" and not slots.wheres:
        return ask_place(bench)
    periods = year_by_year(bench, topics) if over == "periods" else slots.named_periods
    found = bench.finder.find(topics, slots.wheres, periods)
    if not found or (over != "places" and found.every_place):
        return ask_place(bench) if found else nothing(bench, topics, slots.wheres, periods)
    bench.load(found)
    sheet = Sheet(bench)
    told: list[Amount] = []
    doubts: list[Draft] = []
    for group in _groups(found, over):
        amounts = reckonable(sheet, group, keep_unlike=over == "indicators")
        doubt = None if over == "indicators" else _doubt(sheet, found, group, amounts, over)
        if doubt is not None:
            doubts.append(doubt)
        elif len(amounts) > 1:
            told += _tell(sheet, amounts, over)
    if not told:
        return doubts[0] if doubts else nothing(bench, topics, slots.wheres, periods)
    if len(told) > 1:
        names = {
            "by_place": over == "places",
            "by_period": over == "periods",
            "by_topic": over == "indicators",
        }
        sheet.tabulate(told, **names)
        sheet.draw_bars(told, [bench.label(amount, **names) for amount in told])
    if found.period_chosen:
        sheet.notice(remarks.period_chosen(found.period_chosen, bench.language))
    if over == "places":
        sheet.cover_places(found)
    elif over == "periods":
        sheet.cover_periods(found.periods, [amount.period for amount in told])
    return sheet.draft()


def _is_of_changes(bench: Workbench) -> bool:
    """Whether what went up or down is asked about, and not the level."""
    return Aspect.CHANGE in bench.reading.aspects or directions.asked(bench.reading) != 0


def _groups(found: Found, over: Over) -> list[list[Amount]]:
    """What is put in one order."""
    amounts = list(found)
    if over == "places":
        keys = [(t, p) for t in found.topics for p in found.periods]
        return [[a for a in amounts if (a.topic, a.period) == key] for key in keys]
    if over == "periods":
        return [
            [a for a in amounts if (a.topic, a.where) == (t, w)] for t in found.topics for w in found.wheres
        ]
    return [
        [a for a in amounts if (a.where, a.period) == (w, p)] for w in found.wheres for p in found.periods
    ]


def _tell(sheet: Sheet, amounts: Sequence[Amount], over: Over) -> list[Amount]:
    """Say who leads; the whole order."""
    bench, task = sheet.bench, sheet.bench.reading.task
    ordered = _in_order(sheet, amounts)
    ranked = [amount for amount in ordered if amount.where in bench.slots.ranked]
    if ranked:
        return _tell_rank(sheet, ordered, ranked)
    asked = _first(ordered, task.limit)
    names = {"by_place": over == "places", "by_period": over == "periods", "by_topic": over == "indicators"}
    context = phrases.head(
        "" if over == "indicators" else bench.topic(ordered[0].topic, ordered[0]),
        "" if over == "places" else bench.place(ordered[0].where),
        "" if over == "periods" else bench.when(ordered[0].period),
    )
    if task.limit == 1:
        sheet.say(
            gathering.extreme(
                context,
                [bench.label(amount, **names) for amount in asked],
                bench.shown(asked[0]),
                bench.marks(*asked),
                bench.language,
                highest=task.descending,
            )
        )
    else:
        sheet.say(gathering.order_heading(context, bench.language, highest_first=task.descending))
        sheet.rows(asked, **names)
    for amount in asked:
        sheet.give(amount)
    sheet.tell_about(asked)
    return ordered


def _tell_rank(sheet: Sheet, ordered: Sequence[Amount], ranked: Sequence[Amount]) -> list[Amount]:
    """Say the amounts whose rank is asked, and the rank; the table has the others."""
    bench, task = sheet.bench, sheet.bench.reading.task
    for amount in ranked:
        sheet.row(amount, by_place=True, by_period=True, by_topic=True)
        sheet.give(amount)
        ahead = [
            other for other in ordered if (other.value > amount.value) is task.descending
            and other.value != amount.value
        ]  # fmt: skip
        sheet.remark(
            remarks.rank_of(
                bench.place(amount.where),
                len(ahead) + 1,
                len(ordered),
                bench.language,
                highest_first=task.descending,
            )
        )
    sheet.tell_about(ranked)
    return list(ordered)


def _doubt(
    sheet: Sheet, found: Found, group: Sequence[Amount], amounts: Sequence[Amount], over: Over
) -> Draft | None:
    """Why nobody knows who stands first: others would that count something else, or were not read."""
    bench = sheet.bench
    if unlike := _ahead(sheet, left_out(sheet, group), amounts):
        names = [bench.label(a, by_place=over == "places", by_period=over == "periods") for a in unlike]
        return refused(absence.cannot_as_unlike(names, bench.language))
    if over == "places" and (unread := _maybe_ahead(sheet, found, amounts)):
        return refused(absence.cannot_as_untold(unread, bench.language))
    return None


def _ahead(sheet: Sheet, unlike: Sequence[Amount], amounts: Sequence[Amount]) -> list[Amount]:
    """Those left out as of another kind that would stand among the first."""
    task = sheet.bench.reading.task
    if not amounts or sheet.bench.slots.ranked:
        return []
    last = _first(_in_order(sheet, amounts), task.limit)[-1].value
    return [a for a in unlike if (a.value > last if task.descending else a.value < last)]


def _maybe_ahead(sheet: Sheet, found: Found, amounts: Sequence[Amount]) -> list[str]:
    """The places whose reports may tell a number, not read, that would stand among those to be named."""
    bench, task = sheet.bench, sheet.bench.reading.task
    ordered = _in_order(sheet, amounts)
    if len(ordered) < 2:
        return []
    asked = [a for a in ordered if a.where in bench.slots.ranked] or _first(ordered, task.limit or 1)
    last = asked[-1].value

    def is_ahead(value: float) -> bool:
        return value > last if task.descending else value < last

    unread = untold_places(sheet, found, ordered[0].topic, ordered[0].period, is_ahead)
    return [other.province for other in unread]


def _in_order(sheet: Sheet, amounts: Sequence[Amount]) -> list[Amount]:
    descending = sheet.bench.reading.task.descending
    return sorted(amounts, key=lambda amount: -amount.value if descending else amount.value)


def _first(ordered: Sequence[Amount], limit: int | None) -> list[Amount]:
    """The first `limit` and all that share the last place among them."""
    if limit is None or limit >= len(ordered):
        return list(ordered)
    last = ordered[limit - 1].value
    return [a for at, a in enumerate(ordered) if at < limit or a.value == last]
