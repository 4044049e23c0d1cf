"""TREND: year by year, with a line for each place, which way it went and by how much."""

from collections.abc import Sequence

from assistant.answer import Chart, Series
from assistant.arithmetic import difference, per_cent_change
from assistant.compose.absence import nothing
from assistant.compose.periods import year_by_year
from assistant.compose.reckoning import as_rate, reckonable
from assistant.compose.sheet import Sheet
from assistant.compose.workbench import Workbench
from assistant.draft import Draft
from assistant.findings import Amount, Found, Topic
from assistant.numbers import plain
from assistant.territory import Where
from assistant.wording import absence, gathering, phrases

_LINES = 6


def follow(bench: Workbench) -> Draft:
    """Every topic and place over the periods asked about."""
    topics, wheres = bench.topics(), bench.slots.wheres
    periods = year_by_year(bench, topics)
    if not periods:
        return nothing(bench, topics, wheres, bench.slots.periods)
    found = bench.finder.find(topics, wheres, periods)
    if not found:
        reasons = [
            absence.parts_missing(key[1].province, missing.without, bench.language)
            for key, missing in list(found.partly.items())[:1]
        ]
        return nothing(bench, topics, wheres, periods, *reasons)
    bench.load(found)
    sheet = Sheet(bench)
    sheet.number(list(found))
    lines = [
        ((topic, where), amounts)
        for topic in found.topics
        for where in found.wheres
        if (amounts := reckonable(sheet, _over_time(found, topic, where)))
    ]
    if not lines:
        return nothing(bench, topics, wheres, periods)
    one = len(lines) == 1
    for (topic, where), amounts in lines:
        if one or len(lines) <= _LINES:
            _tell(sheet, amounts, rows=one)
        for amount in amounts:
            sheet.give(amount)
        if not found.every_place:
            sheet.tell_about(amounts)
        _tell_parts(sheet, found, topic, where)
    if not one and len(lines) > _LINES:
        sheet.say(gathering.by_period_heading(bench.topic(topics[0]), bench.language))
        sheet.rows([amounts[-1] for _, amounts in lines], by_place=True, by_period=True)
    _show(sheet, found, [amounts for _, amounts in lines])
    if found.every_place:
        sheet.cover_places(found)
    else:
        kept = [amount.period for _, amounts in lines for amount in amounts]
        sheet.cover_periods(found.periods, kept, said=len(set(kept)) < len(found.periods))
    return sheet.draft()


def _over_time(found: Found, topic: Topic, where: Where) -> list[Amount]:
    return [a for period in found.periods if (a := found.get(topic, where, period)) is not None]


def _tell(sheet: Sheet, amounts: Sequence[Amount], *, rows: bool) -> None:
    bench = sheet.bench
    context = phrases.head(bench.topic(amounts[0].topic, amounts[0]), bench.place(amounts[0].where))
    if len(amounts) < 2:
        sheet.row(amounts[0], by_place=True, by_period=True, by_topic=True)
        return
    first, last = amounts[0], amounts[-1]
    gap = difference(bench.term(last), bench.term(first))
    ratio = per_cent_change(bench.term(last), bench.term(first)) if first.first.unit != "%" else None
    by = bench.reckoned(gap, as_rate(last), size=True)
    sheet.work_out(gap)
    if ratio is not None:
        by += f" ({bench.reckoned(ratio, '%', size=True)})"
        sheet.work_out(ratio)
    sheet.say(
        gathering.trend(
            context,
            (gap.value > 0) - (gap.value < 0),
            by,
            (bench.when(first.period), bench.when(last.period)),
            (bench.shown(first), bench.shown(last)),
            bench.marks(first, last),
            bench.language,
        )
    )
    if rows:
        sheet.rows(amounts, by_place=False, by_period=True)


def _tell_parts(sheet: Sheet, found: Found, topic: Topic, where: Where) -> None:
    """Say in which years a merged province's sum could not be formed."""
    for key, missing in found.partly.items():
        if key[:2] == (topic, where):
            text = absence.parts_missing(where.province, missing.without, sheet.bench.language)
            sheet.remark(phrases.sentence(f"{sheet.bench.when(key[2])}: {text[:1].lower()}{text[1:]}"))


def _show(sheet: Sheet, found: Found, lines: Sequence[Sequence[Amount]]) -> None:
    """The table and the chart: a line a place or topic, a gap where a period has nothing sound."""
    bench = sheet.bench
    periods = [bench.when(period) for period in found.periods]
    by_topic = len(found.topics) > 1
    by_place = len({amounts[0].where for amounts in lines}) > 1 or not by_topic
    kept = [{amount.period: amount for amount in amounts} for amounts in lines]
    if len(lines) == 1:
        sheet.tabulate(lines[0], by_place=False, by_period=True)
    else:
        names = [bench.label(a[0], by_place=by_place, by_period=False, by_topic=by_topic) for a in lines]
        corner = gathering.column_titles(
            bench.language, by_place=not by_topic, by_period=False, by_topic=by_topic
        )
        sheet.tabulate_across(
            found, names, periods, lambda row, column: kept[row].get(found.periods[column]), corner=corner[0]
        )
    if len(found.periods) < 2:
        return
    sheet.chart = Chart(
        kind="line",
        x=tuple(period or "" for period in found.periods),
        series=tuple(
            Series(
                name=bench.label(amounts[0], by_place=by_place, by_period=False, by_topic=by_topic),
                values=tuple(
                    plain(bench.term(by_period[p]).value) if p in by_period else None for p in found.periods
                ),
            )
            for amounts, by_period in list(zip(lines, kept, strict=True))[:_LINES]
        ),
    )
