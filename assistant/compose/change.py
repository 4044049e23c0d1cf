"""CHANGE: how much more or less than at an earlier period; as the report states it, else worked out."""

from collections.abc import Sequence

from assistant.arithmetic import Computed, difference, per_cent_change
from assistant.compose.absence import lacking, nothing
from assistant.compose.reckoning import as_rate, reckonable
from assistant.compose.sheet import Sheet
from assistant.compose.workbench import Workbench, common_unit
from assistant.draft import Draft
from assistant.findings import Amount, Found, Topic
from assistant.slots import year_before
from assistant.stated_change import compared_with, is_of_other_time
from assistant.territory import Where
from assistant.wording import comparing, gathering, phrases, remarks, statements
from vectorstore.analysis.periods import bounds, same_period, shift_years, year_of
from vectorstore.analysis.query import Aspect
from vectorstore.analysis.text import fold, tokens
from vectorstore.schema import Figure


def change(bench: Workbench) -> Draft:
    """The change of every topic at every place asked about."""
    topics = _levels(bench)
    pair = pair_of_periods(bench, topics)
    wheres = bench.slots.wheres
    if pair is None:
        return nothing(bench, topics, wheres, bench.slots.periods)
    new, old, chosen = pair
    found = bench.finder.find(topics, wheres, (new, old))
    bench.load(found)
    sheet = Sheet(bench)
    places = found.wheres or wheres
    told = 0
    for topic in topics:
        listed = topic.indicator or next((a.first.indicator for a in found if a.topic == topic), None)
        changes = changes_stated(bench, topic, listed, wheres, (new, old))
        for where in places:
            level = found.get(topic, where, new)
            if Aspect.LEVEL in bench.reading.aspects and level is not None:
                sheet.row(level, by_place=True, by_period=True, by_topic=True)
                sheet.give(level)
                told += 1
            stated = [
                f
                for f in changes
                if f.province == where.province and bool(f.locality) == bool(where.locality)
            ]
            told += _tell(sheet, found, topic, where, (new, old), stated)
    if not told:
        keys = [(t, w, p) for t in topics for w in places for p in (new, old)]
        if not keys:
            return nothing(bench, topics, wheres, (new, old))
        return lacking(bench, found, keys, by="periods" if len(places) == 1 else "places")
    if chosen:
        sheet.notice(remarks.period_chosen(new, bench.language))
    _show_places(sheet, found, topics, (new, old))
    return sheet.draft()


def tell_change(sheet: Sheet, level: Amount) -> bool:
    """Say how a level changed against the period the question compares with; False when that is not known."""
    bench = sheet.bench
    if level.period is None:
        return False
    compared = bench.reading.compared_period
    old = compared.period if compared and compared.period else year_before(level.period)
    found = bench.finder.find((level.topic,), (level.where,), (level.period, old))
    return bool(_tell(sheet, found, level.topic, level.where, (level.period, old), ()))


def changes_stated(
    bench: Workbench, topic: Topic, listed: str | None, wheres: Sequence[Where], periods: tuple[str, str]
) -> list[Figure]:
    """The changes that reports state for the later period, but those that belong to another by arithmetic."""
    new, old = periods
    changes = bench.finder.of_topic(Topic(listed, Aspect.CHANGE), wheres, (new,))
    if not changes:
        return []
    levels = bench.finder.of_topic(topic, wheres, (shift_years(new, 1), new, old))
    return [f for f in changes if not is_of_other_time(f, levels, new, old)]


def _levels(bench: Workbench) -> list[Topic]:
    """What changes: the level, or the rate where its change is asked and not a change in per cent."""
    rate = Aspect.SHARE in bench.reading.aspects and Aspect.LEVEL not in bench.reading.aspects
    return bench.topics(Aspect.SHARE if rate and not bench.reading.task.percent else Aspect.LEVEL)


def pair_of_periods(bench: Workbench, topics: Sequence[Topic]) -> tuple[str, str, bool] | None:
    """The later and the earlier period, and whether the later one was chosen for the question."""
    slots, compared = bench.slots, bench.reading.compared_period
    part = slots.part_of_year
    if slots.span and slots.span[0] is not None and slots.span[1] is not None:
        return f"{slots.span[1]}{part}", f"{slots.span[0]}{part}", False
    named = sorted((p for p in slots.periods if year_of(p) is not None), key=lambda p: bounds(p)[1])
    stretches = [p for p in slots.periods if year_of(p) is None]
    before = compared.period if compared else None
    if not named and stretches:
        first, last = bounds(stretches[0])
        return str(last.year), str(first.year), False
    if len(named) > 1 and before is None:
        return named[-1], named[0], False
    new = named[-1] if named else bench.finder.find(topics, slots.wheres, ()).period_chosen
    if new is None:
        return None
    return new, before or year_before(new), not named


def _tell(
    sheet: Sheet,
    found: Found,
    topic: Topic,
    where: Where,
    periods: tuple[str, str],
    stated: Sequence[Figure],
) -> int:
    """Say the change at one place; how many were said."""
    bench = sheet.bench
    new, old = periods
    new_amount, old_amount = found.get(topic, where, new), found.get(topic, where, old)
    bench.sources.load(stated)
    said = [f for f in stated if is_against(bench, f, new, old)]
    wanted = [f for f in said if (f.unit == "%") == bench.reading.task.percent and f.unit != "lần"]
    both = [a for a in (new_amount, old_amount) if a is not None]
    level_part = new_amount.first.part if new_amount else None
    wanted = [f for f in wanted if f.part == level_part]
    if bench.reading.compared_terms:
        return _say_since_event(sheet, stated)
    if wanted:
        _say_stated(sheet, topic, where, wanted[0], (new, old))
        return 1
    if len(both) == 2:
        sound = reckonable(sheet, both)
        if len(sound) == 2 and common_unit(sound) is not None:
            _say_computed(sheet, sound[0], sound[1])
            return 1
    if said and len(both) < 2:
        _say_stated(sheet, topic, where, said[0], (new, old))
        return 1
    return 0


def _say_since_event(sheet: Sheet, stated: Sequence[Figure]) -> int:
    """A change measured from something other than a period: only in the report's own words."""
    bench = sheet.bench
    for figure in stated:
        quote = bench.sources.quote(figure)
        words = {fold(token.text) for token in tokens(quote)}
        if words.issuperset(bench.reading.compared_terms):
            sheet.say(f"{quote.rstrip(' .;:')} [{bench.citations.figure(figure)}].")
            sheet.give_value(bench.stated(figure))
            return 1
    return 0


def is_against(bench: Workbench, figure: Figure, new: str, old: str) -> bool:
    """Whether a stated change is from the earlier period asked about, and says which way it went."""
    base = compared_with(figure, bench.sources.quote(figure), new)
    return base is not None and same_period(base, old) and way(bench, figure) != 0


def way(bench: Workbench, figure: Figure) -> int:
    """1 where a stated change is up, -1 where it is down, 0 where that is not said."""
    return statements.way_of(figure, bench.sources.before(figure))


def _say_stated(sheet: Sheet, topic: Topic, where: Where, figure: Figure, periods: tuple[str, str]) -> None:
    bench = sheet.bench
    new, old = periods
    amount = phrases.with_unit(
        phrases.amount(figure, bench.sources.printed(figure), bench.language).lstrip("-+−"),
        figure.unit,
        bench.language,
    )
    context = phrases.head(
        bench.topic(topic, None), figure.locality or figure.province or "", bench.when(new)
    )
    mark = phrases.marks([bench.citations.figure(figure)])
    sheet.say(
        comparing.stated_change(context, way(bench, figure), amount, bench.when(old), mark, bench.language)
    )
    sheet.give_value(bench.stated(figure, period=new))


def _say_computed(sheet: Sheet, new: Amount, old: Amount) -> None:
    bench = sheet.bench
    gap = difference(bench.term(new), bench.term(old))
    unit = as_rate(new)
    ratio = per_cent_change(bench.term(new), bench.term(old)) if new.first.unit != "%" else None
    in_units = bench.reckoned(gap, unit, size=True)
    in_per_cent = bench.reckoned(ratio, "%", size=True) if ratio else None
    by = (in_units, in_per_cent)
    head: tuple[Computed, str] = (gap, unit)
    if bench.reading.task.percent and ratio is not None and in_per_cent is not None:
        by, head = (in_per_cent, in_units), (ratio, "%")
    way = (gap.value > 0) - (gap.value < 0)
    context = phrases.head(bench.topic(new.topic, new), bench.place(new.where), bench.when(new.period))
    sheet.say(
        comparing.change(
            context,
            way,
            by,
            bench.when(old.period),
            (bench.shown(old), bench.shown(new)),
            bench.marks(new, old),
            bench.language,
        )
    )
    for term in (gap, ratio):
        if term is not None:
            sheet.work_out(term)
    sheet.give_value(bench.computed(head[0], new, unit=head[1]))
    for amount in (new, old):
        sheet.give_once(amount)
    sheet.tell_about((new, old))


def _show_places(sheet: Sheet, found: Found, topics: Sequence[Topic], periods: tuple[str, str]) -> None:
    """Several places: a table of both levels, and which have them."""
    bench = sheet.bench
    if len(found.wheres) < 2 or len(topics) > 1:
        return
    new, old = periods
    sheet.tabulate_across(
        found,
        [bench.place(where) for where in found.wheres],
        [bench.when(old), bench.when(new)],
        lambda row, column: found.get(topics[0], found.wheres[row], (old, new)[column]),
        corner=gathering.column_titles(bench.language, by_place=True, by_period=False)[0],
    )
    sheet.cover_places(found)
