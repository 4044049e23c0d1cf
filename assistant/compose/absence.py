"""The answer when there is none: that the reports do not say, and what exists nearby, in words only."""

from collections.abc import Sequence

from assistant.answer import Status
from assistant.compose.workbench import Workbench
from assistant.draft import Draft
from assistant.findings import Found, Key, Topic
from assistant.territory import NATIONAL, Where, gone_by
from assistant.wording import absence
from vectorstore.analysis.periods import bounds
from vectorstore.analysis.text import fold


def nothing(
    bench: Workbench,
    topics: Sequence[Topic],
    wheres: Sequence[Where],
    periods: Sequence[str | None],
    *reasons: str,
) -> Draft:
    """`not_found` for these topics, places and periods, with `reasons` and what there is nearby."""
    language = bench.language
    known = [topic for topic in topics if topic.indicator]
    places = [bench.place(where) for where in wheres if not where.locality] or [w.name for w in wheres]
    named = [period for period in periods if period]
    told = bench.slots.region or ""
    lines = [absence.not_found(known, [told] if told else places, named, language), *reasons]
    if not bench.slots.contradicted:
        lines += _gone(bench, wheres, named)
        for topic in topics:
            lines += _nearby(bench, topic, wheres, named)
    return Draft(status=Status.NOT_FOUND, sentences=(" ".join(dict.fromkeys(lines)),))


def refused(reason: str, *more: str) -> Draft:
    """`not_found` for something that is not done with such figures."""
    return Draft(status=Status.NOT_FOUND, sentences=(" ".join((reason, *more)),))


def alone(bench: Workbench, topics: Sequence[Topic], periods: Sequence[str | None]) -> Draft:
    """`not_found` for two things set in relation of which one was understood: its number is no answer."""
    known = [bench.topic(topic) for topic in topics if topic.indicator]
    wheres = [bench.place(where) for where in bench.slots.wheres]
    named = [bench.when(period) for period in periods if period]
    return refused(absence.only_one_side([*known, *wheres, *named], bench.language))


def ask_place(bench: Workbench) -> Draft:
    """The question back when it needs one place and names none."""
    return Draft(
        status=Status.CLARIFY,
        sentences=(absence.which_place(bench.language),),
        choices=bench.slots.held,
    )


def lacking(bench: Workbench, found: Found, keys: Sequence[Key], *, by: str) -> Draft:
    """`not_found` for something that needs every operand and lacks some."""
    named = {"places": _place, "periods": _period, "indicators": _indicator}[by]
    missing = [named(bench, key) for key in keys if key not in found.amounts]
    topics = list(dict.fromkeys(topic for topic, _, _ in keys))
    wheres = list(dict.fromkeys(where for _, where, _ in keys))
    periods = list(dict.fromkeys(period for _, _, period in keys))
    names = [name for name in dict.fromkeys(missing) if name]
    reasons = [absence.cannot_without(names, bench.language)] if names else []
    return nothing(bench, topics, wheres, periods, *reasons)


def _place(bench: Workbench, key: Key) -> str:
    return bench.place(key[1])


def _period(bench: Workbench, key: Key) -> str:
    return bench.when(key[2])


def _indicator(bench: Workbench, key: Key) -> str:
    return bench.topic(key[0])


def _gone(bench: Workbench, wheres: Sequence[Where], periods: Sequence[str]) -> list[str]:
    return [
        absence.gone(where.province, into, bench.language)
        for where in wheres
        for period in periods[:1]
        if (into := gone_by(where.province, period))
    ]


def _nearby(bench: Workbench, topic: Topic, wheres: Sequence[Where], periods: Sequence[str]) -> list[str]:
    """The same thing at other times there, elsewhere at that time, or under words that could mean it."""
    language, lines = bench.language, []
    if wheres and len(wheres) <= 3:
        rivals = bench.finder.of_topic(topic, wheres, periods, rivals=True)
        if rivals and topic.indicator:
            names = dict.fromkeys((topic.indicator, *(n for f in rivals for n in f.rivals)))
            lines.append(absence.only_ambiguous(tuple(names), language))
        held = sorted(
            {f.period for f in bench.finder.of_topic(topic, wheres, ()) if f.period},
            key=lambda period: (bounds(period)[1], period),
        )
        held = [period for period in held if period not in periods]
        if held:
            lines.append(absence.nearby_periods([w.name for w in wheres], held, language))
    if periods:
        there = [bench.finder.places_held(topic, period) for period in periods]
        others = set.intersection(*there) - {NATIONAL} - {where.province for where in wheres}
        if others:
            lines.append(absence.nearby_places(periods, sorted(others, key=fold), language))
    return lines
