"""LOOKUP: the figures asked for, one or several, or a table by place when no place is named."""

from assistant.answer import Status
from assistant.compose.absence import nothing
from assistant.compose.change import tell_change
from assistant.compose.nearest import look_up_nearest
from assistant.compose.sheet import Sheet, asked_places
from assistant.compose.trend import follow
from assistant.compose.workbench import Workbench
from assistant.draft import Draft
from assistant.findings import Amount, Found, Key, Topic
from assistant.territory import Where
from assistant.wording import absence, gathering, phrases, remarks, statements
from vectorstore.analysis.query import Aspect
from vectorstore.schema import Figure

_NAMED = 8
_FEW = 3
"""Of up to so many places each missing figure is named; of more the coverage tells."""


def look_up(bench: Workbench) -> Draft:
    """The figures for every topic, place and period asked about."""
    topics = [
        topic
        for indicator in dict.fromkeys(topic.indicator for topic in bench.topics())
        for topic in (Topic(indicator, a) for a in sorted(bench.reading.aspects, key=list(Aspect).index))
    ]
    wheres, periods = bench.slots.wheres, bench.slots.periods
    found = bench.finder.find(topics, wheres, periods)
    sheet = Sheet(bench)
    if not found:
        if found.partly:
            return _parts_only(bench, found)
        if bench.slots.span is not None:  # no figure for the whole stretch: year by year
            return follow(bench)
        return look_up_nearest(bench) or nothing(bench, topics, wheres, periods)
    bench.load(found)
    amounts = list(found)
    if found.period_chosen:
        sheet.notice(remarks.period_chosen(found.period_chosen, bench.language))
    if found.every_place and (topics[0].indicator is not None or len(amounts) > 1):
        _by_place(sheet, found)
    else:
        _tell(sheet, found, amounts)
    return sheet.draft()


def _tell(sheet: Sheet, found: Found, amounts: list[Amount]) -> None:
    by_place = len({a.where for a in amounts}) > 1
    by_period = len({a.period for a in amounts}) > 1
    if len({a.topic.indicator for a in amounts}) == 1 and len(amounts) > 1 and (by_place or by_period):
        sheet.rows(amounts, by_place=by_place, by_period=by_period)
        sheet.tabulate(amounts, by_place=by_place, by_period=by_period)
    else:
        for amount in amounts:
            sheet.say(_sentence(sheet.bench, amount))
    for amount in amounts:
        sheet.give(amount)
        if amount.is_sum:
            _tell_addends(sheet, amount)
    sheet.tell_about(amounts)
    if len(found.wheres) > 1:
        sheet.cover_places(found, said=len(found.wheres) > _FEW)
    _not_stated(sheet, found)


def _sentence(bench: Workbench, amount: Amount) -> str:
    figure = amount.first
    mark = bench.citations.figure(figure)
    if amount.is_sum:
        context = phrases.head(
            bench.when(amount.period), bench.place(amount.where), bench.topic(amount.topic, amount)
        )
        return gathering.total(context, bench.shown(amount), bench.marks(amount), bench.language)
    if figure.indicator is None or _way_unclear(bench, figure, amount.topic):
        # no name of its own: the report's words say best what it is
        return f"{bench.sources.quote(figure).rstrip(' .;:')} [{mark}]."
    return statements.statement(figure, bench.sources.printed(figure), mark, bench.language)


def _way_unclear(bench: Workbench, figure: Figure, topic: Topic) -> bool:
    return topic.aspect is Aspect.CHANGE and not statements.direction(figure)


def _not_stated(sheet: Sheet, found: Found) -> None:
    """Name what was asked about and is not there."""
    bench = sheet.bench
    missing = [
        (topic, where, period)
        for topic in found.topics
        for where in found.wheres
        for period in found.periods
        if found.get(topic, where, period) is None
    ]
    for topic, where, period in missing[:_NAMED]:
        if (topic, where, period) in found.partly:
            _tell_parts(sheet, found, (topic, where, period))
        elif topic.aspect is Aspect.CHANGE and period:
            level = found.get(Topic(topic.indicator, Aspect.LEVEL), where, period)
            if level is None or not tell_change(sheet, level):
                sheet.remark(absence.not_stated(topic, bench.place(where), period, bench.language))
        elif topic.indicator is not None and len(found.wheres) <= _FEW:
            sheet.remark(absence.not_stated(topic, bench.place(where), period, bench.language))


def _tell_parts(sheet: Sheet, found: Found, key: Key) -> None:
    missing = found.partly[key]
    for part in missing.parts:
        sheet.say(_of_old_province(sheet.bench, part))
    sheet.remark(absence.parts_missing(key[1].province, missing.without, sheet.bench.language))


def _tell_addends(sheet: Sheet, amount: Amount) -> None:
    """The parts a merged province's number is added up from, each with its own."""
    for finding in amount.findings:
        part = Amount(amount.topic, Where(finding.figure.province or ""), amount.period, (finding,))
        sheet.say(_of_old_province(sheet.bench, part))
        sheet.give(part)


def _of_old_province(bench: Workbench, part: Amount) -> str:
    label = phrases.before_mergers(bench.place(part.where), bench.language)
    label = phrases.head(label, bench.when(part.period))
    return statements.row_statement(label, bench.shown(part), bench.marks(part))


def _parts_only(bench: Workbench, found: Found) -> Draft:
    """The parts of today's province there are, none of them as its number: so no values."""
    sheet = Sheet(bench)
    for key in found.partly:
        _tell_parts(sheet, found, key)
    return sheet.draft(Status.NOT_FOUND)


def _by_place(sheet: Sheet, found: Found) -> None:
    """A table by place; one place's number alone must not pass for the answer to a question about all."""
    bench = sheet.bench
    amounts = list(found)
    several = len(found.topics) > 1
    by_period = len(found.periods) > 1
    period = found.periods[0] if not by_period else None
    places = list(dict.fromkeys(a.where for a in amounts))
    asked = asked_places(found, bench.slots)
    sheet.say(
        remarks.overview(found.topics, period, len(places), max(len(asked), len(places)), bench.language)
    )
    sheet.rows(amounts, by_place=True, by_period=by_period, by_topic=several)
    if several and not by_period:
        sheet.tabulate_across(
            found,
            [bench.place(where) for where in places],
            [bench.topic(topic) for topic in found.topics],
            lambda row, column: found.get(found.topics[column], places[row], found.periods[0]),
            corner=gathering.column_titles(bench.language, by_place=True, by_period=False)[0],
        )
    else:
        sheet.tabulate(amounts, by_place=True, by_period=by_period, by_topic=several)
    if len(places) > 1:
        for amount in amounts:
            sheet.give(amount)
        if not several and not by_period:
            sheet.draw_bars(amounts, [bench.place(a.where) for a in amounts])
    sheet.tell_about(amounts)
    sheet.cover_places(found, said=False)
