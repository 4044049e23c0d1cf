"""RATIO: what share one amount is of another; as a report states just that, else worked out."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.compose.absence import alone, lacking, nothing
from assistant.compose.proportion import say_proportion
from assistant.compose.ratio_part import relate_part
from assistant.compose.ratio_places import relate_places
from assistant.compose.reckoning import reckonable
from assistant.compose.sheet import Sheet
from assistant.compose.statement import look_up
from assistant.compose.workbench import Workbench, common_unit
from assistant.draft import Draft
from assistant.findings import Amount, Found, Key, Topic
from assistant.territory import Where, contains, straddles, took_others_in
from assistant.wording import comparing, phrases, remarks
from vectorstore.analysis.periods import covers
from vectorstore.analysis.query import Aspect
from vectorstore.analysis.tasks import Over
from vectorstore.analysis.terms import find_terms, text_is_folded
from vectorstore.analysis.text import tokens
from vectorstore.schema import Figure

_NEAR = 1.0
"""By how many points a stated share may differ from the two levels beside it and still be theirs."""


@dataclass(frozen=True, slots=True)
class _Pair:
    part: Key
    whole: Key
    over: Over


def relate(bench: Workbench) -> Draft:
    """One amount in per cent (or as a multiple) of another."""
    topics = bench.topics(Aspect.LEVEL)
    wheres = bench.slots.wheres
    periods: tuple[str | None, ...] = bench.slots.named_periods
    if not periods:
        chosen = bench.finder.find(topics, wheres, ()).period_chosen
        periods = (chosen,)
    if len(topics) == len(wheres) == len(periods) == 1:
        of_part = relate_part(bench, topics[0], wheres[0], periods[0])
        if of_part is not None:
            return of_part
    if len(topics) == len(periods) == 1 and len(wheres) <= 1 and (base := _whole(topics[0])):
        topics = [topics[0], base]
    if not wheres and len(topics) > 1:
        return relate_places(bench, topics, periods)
    pair = _pair(topics, wheres, periods)
    if pair is None:
        return look_up(bench) if Aspect.SHARE in bench.reading.aspects else alone(bench, topics, periods)
    found = _find(bench, pair)
    bench.load(found)
    part, whole = found.amounts.get(pair.part), found.amounts.get(pair.whole)
    sheet = Sheet(bench)
    if pair.over == "indicators" and (stated := _stated(bench, pair, part, whole)) is not None:
        _say_stated(sheet, pair, stated)
        return sheet.draft()
    if pair.over == "periods" and straddles(periods) and took_others_in(wheres[0].province):
        sheet.warn(remarks.borders_changed(wheres[0].province, bench.language))
    if part is None or whole is None:
        return lacking(bench, found, (pair.part, pair.whole), by=pair.over)
    sound = reckonable(sheet, (part, whole), keep_unlike=pair.over == "indicators")
    part, whole = _upright(bench, pair, part, whole)
    if len(sound) < 2 or not say_proportion(sheet, part, whole, pair.over):
        return _refuse(bench, pair, sheet)
    if bench.slots.named_periods == () and periods[0]:
        sheet.notice(remarks.period_chosen(periods[0], bench.language))
    return sheet.draft()


def _upright(bench: Workbench, pair: _Pair, part: Amount, whole: Amount) -> tuple[Amount, Amount]:
    """The part and the whole, in turn where the order of words misled: no share (`chiếm`) exceeds all."""
    shared = pair.over == "indicators" and Aspect.SHARE in bench.reading.aspects
    if shared and part.value > whole.value and common_unit((part, whole)) is not None:
        return whole, part
    return part, whole


def _pair(topics: Sequence[Topic], wheres: Sequence[Where], periods: Sequence[str | None]) -> _Pair | None:
    """The two amounts: the part first, which is the one inside the other, else the one named first."""
    if len(topics) == 2 and len(wheres) == 1:
        inside_first = topics[::-1] if _whole(topics[1]) == topics[0] else topics
        one, other = ((topic, wheres[0], periods[0]) for topic in inside_first)
        return _Pair(one, other, "indicators")
    if len(wheres) == 2 and len(topics) == 1:
        ordered = sorted(wheres, key=lambda where: _holds(where, wheres))
        one, other = ((topics[0], where, periods[0]) for where in ordered)
        return _Pair(one, other, "places")
    if len(periods) == 2 and len(topics) == 1 and len(wheres) == 1:
        first, second = periods
        if first and second and covers(first, second) and not covers(second, first):
            first, second = second, first
        return _Pair((topics[0], wheres[0], first), (topics[0], wheres[0], second), "periods")
    return None


def _whole(topic: Topic) -> Topic | None:
    """What an indicator is by nature a share of."""
    listed = topic.listed
    return Topic(listed.whole, Aspect.LEVEL) if listed and listed.whole else None


def _holds(where: Where, others: Sequence[Where]) -> bool:
    """Whether a place holds another of them."""
    return any(
        contains(where.province, other.province)
        or (where.province == other.province and where.locality is None and other.locality is not None)
        for other in others
    )


def _find(bench: Workbench, pair: _Pair) -> Found:
    topics = tuple(dict.fromkeys((pair.part[0], pair.whole[0])))
    wheres = tuple(dict.fromkeys((pair.part[1], pair.whole[1])))
    periods = tuple(dict.fromkeys((pair.part[2], pair.whole[2])))
    found = bench.finder.find(topics, wheres, periods)
    amounts = dict(found.amounts)
    for key in (pair.part, pair.whole):
        if key not in amounts and (whole := bench.whole_of(*key)) is not None:
            amounts[key] = whole
    return Found(found.topics, wheres, found.periods, amounts)


def _stated(bench: Workbench, pair: _Pair, part: Amount | None, whole: Amount | None) -> Figure | None:
    """The share a report states, when its sentence has the whole too or it is what the levels give."""
    topic, where, period = pair.part
    shares = bench.finder.find((Topic(topic.indicator, Aspect.SHARE),), (where,), (period,))
    amount = next(iter(shares), None)
    if amount is None or amount.is_sum or amount.jumps:
        return None
    figure = amount.first
    if part is not None and whole is not None and whole.value:
        stands_beside = whole.first.report_id == figure.report_id and whole.first.start == figure.start
        near = abs(figure.value - 100 * part.value / whole.value) <= _NEAR
        return figure if near or stands_beside else None
    return figure if _names(bench, figure, pair.whole[0]) else None


def _names(bench: Workbench, figure: Figure, topic: Topic) -> bool:
    """Whether the sentence of a figure speaks of an indicator."""
    bench.sources.load((figure,))
    quote = bench.sources.quote(figure)
    hits = find_terms(tokens(quote), folded=text_is_folded(quote))
    roles = {role for hit in hits for name, role in hit.roles if name == topic.indicator}
    listed = topic.listed
    return listed is not None and len(roles) >= (2 if listed.acts else 1)


def _say_stated(sheet: Sheet, pair: _Pair, figure: Figure) -> None:
    bench = sheet.bench
    context = phrases.head(figure.locality or figure.province or "", bench.when(pair.part[2]))
    shown = phrases.with_unit(
        phrases.amount(figure, bench.sources.printed(figure), bench.language), figure.unit, bench.language
    )
    sheet.say(
        comparing.stated_ratio(
            context,
            bench.topic(pair.part[0]),
            bench.topic(pair.whole[0]),
            shown,
            phrases.marks([bench.citations.figure(figure)]),
            bench.language,
        )
    )
    sheet.give_value(bench.stated(figure, period=pair.part[2]))


def _refuse(bench: Workbench, pair: _Pair, sheet: Sheet) -> Draft:
    """`not_found` where what there is must not be divided; the sheet's warnings say why."""
    draft = sheet.draft()
    keys = (pair.part, pair.whole)
    return nothing(
        bench,
        tuple(dict.fromkeys(key[0] for key in keys)),
        tuple(dict.fromkeys(key[1] for key in keys)),
        tuple(dict.fromkeys(key[2] for key in keys)),
        *draft.remarks,
    )
