"""RANKING by change: which places went up or down most since a period; as stated, else worked out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Chart, Series, Table, Value
from assistant.arithmetic import Computed, difference, per_cent_change
from assistant.compose.absence import nothing, refused
from assistant.compose.change import changes_stated, is_against, pair_of_periods, way
from assistant.compose.reckoning import as_rate, reckonable
from assistant.compose.sheet import Sheet
from assistant.compose.workbench import Workbench, common_unit
from assistant.draft import Draft
from assistant.findings import Amount, Found, Topic
from assistant.numbers import plain
from assistant.territory import Where
from assistant.wording import absence, directions, gathering, phrases, remarks
from vectorstore.analysis.query import Aspect
from vectorstore.schema import Figure

_CHARTED = 25
_SHOWN_ROWS = 12


@dataclass(frozen=True, slots=True)
class _Move:
    """How a place changed: by how much (negative: less), in words without sign, and what proves it."""

    where: Where
    by: float
    shown: str
    value: Value
    term: Computed | None = None


def rank_changes(bench: Workbench) -> Draft:
    """The order of the changes; only those in the direction the question asks about."""
    task = bench.reading.task
    if not task.percent and directions.in_per_cent(bench.reading.text):
        bench = replace(bench, reading=replace(bench.reading, task=replace(task, percent=True)))
    topics = bench.topics(Aspect.LEVEL)[:1]
    wheres = bench.slots.wheres
    pair = pair_of_periods(bench, topics)
    if pair is None:
        return nothing(bench, topics, wheres, bench.slots.periods)
    new, old, chosen = pair
    found = bench.finder.find(topics, wheres, (new, old))
    sheet = Sheet(bench)
    moves = _moves(sheet, found, topics[0], (new, old))
    if len(moves) < 2:
        return nothing(bench, topics, wheres, (new, old))
    asked_way = directions.asked(bench.reading)
    kept = [move for move in moves if not asked_way or move.by * asked_way > 0]
    if not kept:
        return refused(absence.none_meet(bench.language))
    kept.sort(key=lambda move: abs(move.by), reverse=bench.reading.task.descending)
    _tell(sheet, topics[0], kept, asked_way, (new, old))
    _show(sheet, topics[0], kept)
    if chosen:
        sheet.notice(remarks.period_chosen(new, bench.language))
    told = {move.where for move in moves}
    sheet.cover_places(
        Found(
            found.topics,
            found.wheres,
            (new,),
            {key: amount for key, amount in found.amounts.items() if key[1] in told},
            every_place=found.every_place,
        )
    )
    return sheet.draft()


def _moves(sheet: Sheet, found: Found, topic: Topic, periods: tuple[str, str]) -> list[_Move]:
    """The change of every place of which it is known."""
    bench, (new, old) = sheet.bench, periods
    bench.load(found)
    stated: dict[str | None, Figure] = {}
    changes = changes_stated(bench, topic, topic.indicator, bench.slots.wheres, periods)
    changes = [f for f in changes if not (f.locality or f.part) and f.unit != "lần"]
    bench.sources.load(changes)
    for figure in changes:
        if (figure.unit == "%") == bench.reading.task.percent and is_against(bench, figure, new, old):
            stated.setdefault(figure.province, figure)
    moves: list[_Move] = []
    for where in found.wheres:
        levels = [a for period in periods if (a := found.get(topic, where, period)) is not None]
        told = stated.get(where.province)
        if told is not None and not where.today:
            moves.append(_stated(bench, where, told, new))
        elif len(levels) == 2 and (move := _computed(sheet, levels)) is not None:
            moves.append(move)
    return moves


def _stated(bench: Workbench, where: Where, figure: Figure, period: str) -> _Move:
    value = bench.stated(figure, period=period)
    printed = phrases.amount(figure, bench.sources.printed(figure), bench.language).lstrip("-+−")
    shown = phrases.with_unit(printed, figure.unit, bench.language)
    return _Move(where, way(bench, figure) * abs(figure.value), shown, value)


def _computed(sheet: Sheet, levels: Sequence[Amount]) -> _Move | None:
    bench = sheet.bench
    sound = reckonable(sheet, levels)
    if len(sound) < 2 or common_unit(sound) is None:
        return None
    new, old = (bench.term(amount) for amount in sound)
    unit = as_rate(sound[0])
    term: Computed | None = difference(new, old)
    if bench.reading.task.percent:
        unit, term = "%", per_cent_change(new, old)
    if term is None:
        return None
    shown = bench.reckoned(term, unit, size=True)
    return _Move(sound[0].where, term.value, shown, bench.computed(term, sound[0], unit=unit), term)


def _tell(
    sheet: Sheet, topic: Topic, moves: Sequence[_Move], asked_way: int, periods: tuple[str, str]
) -> None:
    """Say who leads, and the values asked for."""
    bench, task, (new, old) = sheet.bench, sheet.bench.reading.task, periods
    context = phrases.head(
        bench.topic(topic), gathering.against(bench.when(new), bench.when(old), bench.language)
    )
    asked = moves if task.limit is None else moves[: task.limit]
    if task.limit is not None and len(moves) > task.limit:
        asked = [move for move in moves if move in asked or move.by == asked[-1].by]
    lines = [
        gathering.moved(
            bench.place(move.where), directions.sign(move.by), move.shown,
            phrases.marks(move.value.citations), bench.language,
        )
        for move in asked
    ]  # fmt: skip
    if task.limit == 1:
        names = [bench.place(move.where) for move in asked]
        marks = phrases.marks([mark for move in asked for mark in move.value.citations])
        sheet.say(
            gathering.moved_most(
                context, names, asked_way or directions.sign(asked[0].by), asked[0].shown, marks,
                bench.language, most=task.descending,
            )
        )  # fmt: skip
    else:
        sheet.say(gathering.moved_heading(context, asked_way, bench.language, most=task.descending))
        for line in lines[:_SHOWN_ROWS]:
            sheet.say(line)
    for move in asked:
        sheet.give_value(move.value, move.term)
    for move in moves:
        if move.term is not None and move not in asked:
            sheet.work_out(move.term)


def _show(sheet: Sheet, topic: Topic, moves: Sequence[_Move]) -> None:
    """The whole order as a table and bars."""
    bench = sheet.bench
    corner = gathering.column_titles(bench.language, by_place=True, by_period=False)[0]
    sheet.table = Table(
        columns=(corner, gathering.change_title(bench.language)),
        rows=tuple((bench.place(move.where), plain(move.by)) for move in moves),
        row_citations=tuple(move.value.citations for move in moves),
    )
    if len(moves) > 1:
        drawn = moves[:_CHARTED]
        name = bench.topic(Topic(topic.indicator, Aspect.CHANGE))
        sheet.chart = Chart(
            kind="bar",
            x=tuple(bench.place(move.where) for move in drawn),
            series=(Series(name=name, values=tuple(plain(move.by) for move in drawn)),),
        )
