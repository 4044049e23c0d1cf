"""SUM and MEAN over places, regions, periods or indicators: as stated for the whole, else worked out."""

from collections.abc import Sequence

from assistant.arithmetic import Computed, mean, total
from assistant.compose.absence import ask_place, lacking, nothing, refused
from assistant.compose.periods import year_by_year
from assistant.compose.reckoning import left_out, reckonable, untold_places
from assistant.compose.sheet import Sheet, asked_places
from assistant.compose.statement import look_up
from assistant.compose.workbench import Workbench, common_unit, unit_of
from assistant.draft import Draft
from assistant.findings import Amount, Found, Topic
from assistant.slots import overlap
from assistant.territory import NATIONAL, Where
from assistant.wording import absence, gathering, phrases, remarks
from vectorstore.analysis.period_notation import between
from vectorstore.analysis.periods import bounds, year_of
from vectorstore.analysis.query import Aspect
from vectorstore.analysis.tasks import Over, TaskKind

_NAMED = 4


def add_up(bench: Workbench) -> Draft:
    """The sum or mean the question asks for."""
    topics, slots = bench.topics(), bench.slots
    over = _over(bench, topics)
    if over is None:
        return look_up(bench)
    if over == "periods" and not slots.wheres:
        return ask_place(bench)
    if (reason := _not_added(bench, topics, over)) is not None:
        return reason
    periods = year_by_year(bench, topics) if over == "periods" else slots.named_periods
    if over == "periods" and overlap(periods):
        return refused(absence.overlapping(periods, bench.language))
    if bench.reading.task.kind is TaskKind.SUM and (stated := _stated(bench, topics, over)) is not None:
        return stated
    found = bench.finder.find(topics, slots.wheres, periods) if periods or over != "periods" else None
    if not found:
        return nothing(bench, topics, slots.wheres, periods or slots.periods)
    bench.load(found)
    sheet = Sheet(bench)
    groups = _groups(found, over)
    if unread := [name for group in groups for name in _unread(sheet, found, group, over)]:
        return refused(absence.cannot_as_untold(list(dict.fromkeys(unread)), bench.language))
    told = [amounts for group in groups if (amounts := _tell(sheet, found, group, over))]
    if not told:
        keys = [(t, w, p) for t in found.topics for w in found.wheres for p in found.periods]
        return lacking(bench, found, keys, by=over) if over != "places" else _too_few(bench, found, topics)
    amounts = [amount for group in told for amount in group]
    sheet.tabulate(
        amounts,
        by_place=over == "places" or len({a.where for a in amounts}) > 1,
        by_period=over == "periods" or len({a.period for a in amounts}) > 1,
        by_topic=over == "indicators" or len({a.topic for a in amounts}) > 1,
    )
    if found.period_chosen:
        sheet.notice(remarks.period_chosen(found.period_chosen, bench.language))
    if over == "places":
        sheet.cover_places(found)
    elif over == "periods":
        kept = {a.period for a in amounts}
        sheet.cover_periods(found.periods, list(kept), said=len(kept) < len(found.periods))
    return sheet.draft()


def _over(bench: Workbench, topics: Sequence[Topic]) -> Over | None:
    """What is put together: what the question says, else what it lists several of."""
    slots, said = bench.slots, bench.reading.task.over
    if said is not None:
        single = {"places": len(slots.wheres) == 1, "periods": False, "indicators": len(topics) == 1}
        merged = bool(slots.wheres) and slots.wheres[0].today
        return None if single[said] and not merged else said
    if len(slots.wheres) > 1:
        return "places"
    if slots.span or len(slots.named_periods) > 1:
        return "periods"
    return "indicators" if len(topics) > 1 else None


def _not_added(bench: Workbench, topics: Sequence[Topic], over: Over) -> Draft | None:
    """Why this is not added up, where it must not be."""
    if bench.reading.task.kind is TaskKind.MEAN:
        return None
    for topic in topics:
        if topic.aspect is Aspect.SHARE:
            return refused(absence.rate(topic, bench.language))
        if over == "periods" and topic.listed is not None and not topic.listed.adds_over_time:
            held = bench.finder.periods_held((topic,), bench.slots.wheres)
            names = [bench.place(where) for where in bench.slots.wheres]
            near = [absence.nearby_periods(names, held, bench.language)] if held else []
            return refused(absence.stock(topic, bench.language), *near)
    return None


def _stated(bench: Workbench, topics: Sequence[Topic], over: Over) -> Draft | None:
    """The whole as a report states it, for exactly the stretch of time, region or country asked about."""
    slots = bench.slots
    if over == "periods":
        wheres = slots.wheres
        periods = tuple(p for p in slots.periods if year_of(p) is None)
        if not periods and len(slots.periods) < 2:
            return None
        periods = periods or (_stretch(slots.periods),)
    elif over == "places":
        whole = slots.region or (None if slots.wheres else NATIONAL)
        if whole is None:
            return None
        wheres, periods = (Where(whole),), slots.named_periods
    else:
        return None
    if not periods:
        return None
    found = bench.finder.find(topics, wheres, periods)
    if len(list(found)) < len(topics) * len(wheres) * len(periods) or any(a.jumps for a in found):
        return None
    bench.load(found)
    sheet = Sheet(bench)
    for amount in found:
        sheet.row(amount, by_place=True, by_period=True, by_topic=True)
        sheet.give(amount)
    sheet.tell_about(list(found))
    sheet.remark(remarks.stated_whole(bench.language))
    return sheet.draft()


def _groups(found: Found, over: Over) -> list[list[Amount]]:
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


def _unread(sheet: Sheet, found: Found, group: Sequence[Amount], over: Over) -> list[str]:
    """The places whose reports may tell another addend that was not read."""
    if over != "places" or len(group) < 2:
        return []
    return [other.province for other in untold_places(sheet, found, group[0].topic, group[0].period)]


def _tell(sheet: Sheet, found: Found, group: Sequence[Amount], over: Over) -> list[Amount]:
    """Say one sum or mean; what it was made of, empty when there are not two to put together."""
    bench = sheet.bench
    amounts = reckonable(sheet, group, keep_unlike=over == "indicators")
    if over == "places" and left_out(sheet, group):  # told, but not so that it could be added
        return []
    if len(amounts) < 2 or _is_cut_short(sheet.bench, found, amounts, over) or common_unit(amounts) is None:
        return []
    terms = [bench.term(amount) for amount in amounts]
    is_mean = bench.reading.task.kind is TaskKind.MEAN
    term: Computed = mean(terms) if is_mean else total(terms)
    first = amounts[0]
    context = phrases.head(
        _what(bench, amounts, over), _scope(bench, amounts, over), _time(bench, amounts, over)
    )
    sheet.number(amounts)
    shown, marks = bench.reckoned(term, common_unit(amounts) or unit_of(first)), phrases.marks(term.marks)
    if is_mean:
        whole_years = over == "periods" and all(len(a.period or "") == 4 for a in amounts)
        each = (
            gathering.years(bench.language)
            if whole_years
            else gathering.each(bench.language, periods=over == "periods", topics=over == "indicators")
        )
        sheet.say(gathering.average(context, each, shown, marks, bench.language))
    else:
        sheet.say(gathering.total(context, shown, marks, bench.language))
    value = bench.computed(
        term,
        first,
        unit=common_unit(amounts),
        province=(bench.slots.region or "") if over == "places" else None,
        period=_stretch([a.period for a in amounts if a.period]) if over == "periods" else None,
    )
    sheet.give_value(value.model_copy(update={"province": value.province or None}), term)
    for amount in amounts:
        sheet.give(amount)
    sheet.tell_about([] if over == "places" and len(amounts) > _NAMED else amounts)
    return amounts


def _is_cut_short(bench: Workbench, found: Found, amounts: Sequence[Amount], over: Over) -> bool:
    """Whether something named one by one is missing: then the rest is not the sum or mean asked for.

    Of a region, of all provinces or of years without a first and last one, what there is is put together and
    its coverage said.
    """
    slots = bench.slots
    if over == "places":
        return slots.region is None and not found.every_place and len(amounts) < len(found.wheres)
    if over == "periods":
        named = slots.span is None or None not in slots.span
        return named and len(amounts) < len(found.periods)
    return len(amounts) < len(found.topics)


def _what(bench: Workbench, amounts: Sequence[Amount], over: Over) -> str:
    if over != "indicators":
        return bench.topic(amounts[0].topic, amounts[0])
    return phrases.listed([bench.topic(a.topic, a) for a in amounts], bench.language)


def _scope(bench: Workbench, amounts: Sequence[Amount], over: Over) -> str:
    """The places put together, by name where they are few or have one name."""
    if over != "places":
        return bench.place(amounts[0].where)
    if len(amounts) <= _NAMED:
        return phrases.listed([bench.place(a.where) for a in amounts], bench.language)
    return bench.slots.region or ""


def _time(bench: Workbench, amounts: Sequence[Amount], over: Over) -> str:
    if over != "periods":
        return bench.when(amounts[0].period)
    return phrases.listed([bench.when(a.period) for a in amounts], bench.language)


def _stretch(periods: Sequence[str]) -> str:
    """The time from the first day of the first period to the last of the last."""
    ordered = sorted(bounds(period) for period in periods)
    return between(ordered[0][0], ordered[-1][1])


def _too_few(bench: Workbench, found: Found, topics: Sequence[Topic]) -> Draft:
    there = {amount.where.name for amount in found}
    missing = [name for name in asked_places(found, bench.slots) if name not in there]
    unlike = left_out(Sheet(bench), list(found))
    if unlike:
        names = list(dict.fromkeys(bench.place(amount.where) for amount in unlike))
        return refused(absence.cannot_as_unlike(names, bench.language))
    reason = absence.cannot_without(missing, bench.language)
    return nothing(bench, topics, bench.slots.wheres, found.periods, *([reason] if missing else []))
