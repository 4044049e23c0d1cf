"""Figures for a numeric question: which rows of the figure table answer it, for which places and periods.

Only rows that agree with the question in indicator, place and period are ever returned: half a year does not
stand in for a year, a neighbour's number not for one's own, the old province's not for today's. What is done
with them is `compose`'s work.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.choice import best
from assistant.findings import KINDS, LEVELS, Amount, Finding, Found, Key, Missing, Topic, is_of
from assistant.fit import WordFit
from assistant.neighbours import Neighbours
from assistant.numbers import tidy
from assistant.same_whole import as_wholes
from assistant.sources import Sources
from assistant.territory import NATIONAL, Where, is_before_mergers, kind_of, straddles, took_others_in
from vectorstore.analysis.periods import bounds, same_period, shift_years, year_of
from vectorstore.analysis.places import parts_of
from vectorstore.analysis.query import Aspect, QuestionReading
from vectorstore.analysis.tasks import TaskKind
from vectorstore.analysis.text import fold
from vectorstore.catalog import Catalog
from vectorstore.schema import Figure, FigureKind

_FEW_PLACES = 8
"""Up to so many provinces the figures of all periods are read at once: they tell the latest and the usual."""
_YEARS_TRIED = 4
_FIRST_YEAR_RETOLD = 2024
"""The first year that reports of merged provinces tell of as the one before: with the new borders.

Of earlier years they tell in tables of years, each as long a time as their own.
"""


class FigureFinder:
    """Looks figures up for one question."""

    def __init__(self, catalog: Catalog, sources: Sources, reading: QuestionReading) -> None:
        self._catalog = catalog
        self._sources = sources
        self._reading = reading
        self._read: dict[tuple[object, ...], list[Figure]] = {}

    def find(self, topics: Sequence[Topic], wheres: Sequence[Where], periods: Sequence[str | None]) -> Found:
        """The amounts for these topics, places (none: all held) and periods (none: the latest)."""
        topics = [topic for topic in topics if self._can_look_up(topic)]
        wheres = _as_of_today(wheres, periods)
        if not topics:
            return Found((), tuple(wheres), tuple(periods))
        fit = self._fit(topics, wheres)
        if periods:
            return self._find(topics, wheres, periods, fit)
        found = Found(tuple(topics), tuple(wheres), ())
        for period in self._latest(topics, wheres, fit):
            found = self._find(topics, wheres, (period,), fit)
            if found:
                return Found(
                    found.topics, found.wheres, found.periods, found.amounts, found.partly,
                    period_chosen=period, every_place=found.every_place,
                )  # fmt: skip
        return found

    def periods_held(self, topics: Sequence[Topic], wheres: Sequence[Where]) -> list[str]:
        """The periods there are figures for, in order of time."""
        fit = self._fit(topics, wheres)
        held = {
            f.period
            for topic in topics
            if self._can_look_up(topic)
            for f in self._fitting(topic, wheres, (), fit)
            if f.period
        }
        return sorted(held, key=lambda period: (bounds(period)[1], period))

    def of_topic(
        self, topic: Topic, wheres: Sequence[Where], periods: Sequence[str | None], *, rivals: bool = False
    ) -> list[Figure]:
        """Every figure that fits, not only the best; with `rivals` those that fit several indicators."""
        if not self._can_look_up(topic):
            return []
        rows = self._fitting(topic, wheres, periods, self._fit((topic,), wheres), rivals=rivals)
        return [f for f in rows if not periods or any(_same(f.period, period) for period in periods)]

    def of_wholes(self) -> "FigureFinder":
        """One for the wholes: as if the question named no part, tier of government or other words."""
        return FigureFinder(self._catalog, self._sources, replace(self._reading, terms=(), level=None))

    def whatever_counted(
        self,
        aspect: Aspect,
        wheres: Sequence[Where],
        periods: Sequence[str | None],
        around: Sequence[str] = (),
    ) -> list[Figure]:
        """All figures of these places and periods that tell this aspect of something the list does not have.

        Of a question that names a place and nothing of the list, also of what is on it. `around`: folded
        words that must stand in or around them; of places asked for, reports in English may say them in
        other words.
        """
        provinces = tuple(sorted({part for where in wheres for part in _parts(where)}))
        asks_listed = bool(self._reading.indicators)
        years = tuple(
            sorted({year for period in periods if period and (year := year_of(period)) is not None})
        )
        told = self._catalog.figures(
            provinces=provinces,
            years=years,
            periods=[period for period in periods if period],
            stretches=bool(years),
            kinds=KINDS[aspect],
            context_terms=around,
            unit_heads=() if wheres else WordFit.unit_heads_of(self._reading),
            unlisted=asks_listed or not wheres,
        )
        if around and provinces and (foreign := self._in_english(provinces)):
            told += self._catalog.figures(report_ids=foreign, kinds=KINDS[aspect], unlisted=asks_listed)
            told = list({figure.figure_id: figure for figure in told}.values())
        rows = [
            figure
            for figure in told
            if not figure.rivals
            and is_of(figure, aspect)
            and (not periods or any(_same(figure.period, period) for period in periods))
        ]
        fit = WordFit(self._catalog, self._sources, self._reading, wheres, listed=asks_listed)
        return [_tidied(figure) for figure in fit.whatever_counted(rows)]

    def _in_english(self, provinces: Sequence[str]) -> list[str]:
        """The reports of some provinces that are written in English."""
        held = self._catalog.reports(provinces=provinces)
        return [report.report_id for report in held if report.metadata.language == "en"]

    def places_held(self, topic: Topic, period: str) -> set[str]:
        """The places that some report tells the topic of for a period; a part of it is not enough."""
        year = year_of(period)
        if year is None or not self._can_look_up(topic):
            return set()
        fit = self._fit((topic,), ())
        held = self._catalog.figure_coverage(
            indicators=(topic.indicator,) if topic.indicator else (),
            years=(year,),
            kinds=[kind for kind in KINDS[topic.aspect] if kind is not FigureKind.PART],
            unit_heads=fit.unit_heads,
            context_terms=fit.context_terms,
            unlisted=topic.indicator is None,
            ambiguous=False,
        )
        return {province for province, when, _ in held if province and _same(when, period)}

    # How it is done

    def _can_look_up(self, topic: Topic) -> bool:
        return topic.indicator is not None or bool(self._reading.terms and self._reading.asked)

    def _fit(self, topics: Sequence[Topic], wheres: Sequence[Where]) -> WordFit:
        listed = all(topic.indicator is not None for topic in topics)
        return WordFit(
            self._catalog, self._sources, self._reading, wheres, listed=listed, strict=self._is_strict(wheres)
        )

    def _is_strict(self, wheres: Sequence[Where]) -> bool:
        """Whether figures are picked from many places to be put in order or added up.

        There a word that only some of their sentences happen to hold would pick some places and leave out
        others that report the same: it must stand in what the figure counts, or there is no answer.
        """
        gathers = self._reading.task.kind in (TaskKind.RANKING, TaskKind.SUM, TaskKind.MEAN, TaskKind.WHICH)
        return gathers and not 0 < len(wheres) <= _FEW_PLACES

    def _find(
        self,
        topics: Sequence[Topic],
        wheres: Sequence[Where],
        periods: Sequence[str | None],
        fit: WordFit,
    ) -> Found:
        groups: dict[Key, list[Figure]] = defaultdict(list)
        for topic in topics:
            for figure in self._fitting(topic, wheres, periods, fit):
                where = fit.where_of(figure)
                if where is None:
                    continue
                where = where._replace(today=self._tells_of_today(figure))
                for period in periods:
                    if _same(figure.period, period):
                        groups[topic, where, period].append(figure)
        neighbours = Neighbours(
            {topic: self._levels_around(topic, wheres, periods) for topic in topics},
            lambda topic, period: self._rows(topic, (), (period,), LEVELS),
        )
        told = defaultdict[str | None, list[Figure]](list)
        for topic in topics:
            for figure in self._rows(topic, wheres, periods, KINDS[topic.aspect]):
                told[figure.province].append(figure)
        self._sources.load((f for group in groups.values() if len(group) > 1 for f in group), quotes=False)
        findings = {
            key: found
            for key, group in groups.items()
            for judge, beside in ((neighbours.judge_of(*key), told[group[0].province]),)
            if (found := best(group, self._reading, fit, self._sources, judge, beside)) is not None
        }
        every_place = not wheres
        if every_place:
            wheres = sorted({w for _, w, _ in findings if _is_province(w)}, key=lambda w: fold(w.name))
        elif (joint := _jointly(wheres, findings)) is not None:
            wheres = joint
        amounts, partly = _amounts(topics, wheres, periods, findings)
        return Found(tuple(topics), tuple(wheres), tuple(periods), amounts, partly, every_place=every_place)

    def _fitting(
        self,
        topic: Topic,
        wheres: Sequence[Where],
        periods: Sequence[str | None],
        fit: WordFit,
        *,
        rivals: bool = False,
    ) -> list[Figure]:
        rows = self._rows(topic, wheres, periods, KINDS[topic.aspect])
        wanted = [
            f
            for f in rows
            if bool(f.rivals) is rivals
            and is_of(f, topic.aspect)
            and (topic.indicator is None or f.indicator == topic.indicator)
            and (not periods or any(_same(f.period, period) for period in periods))
        ]
        return fit.fitting(wanted)

    def _rows(
        self,
        topic: Topic,
        wheres: Sequence[Where],
        periods: Sequence[str | None],
        kinds: Sequence[FigureKind],
    ) -> list[Figure]:
        """The rows to choose from, a superset of what fits; read once."""
        provinces = tuple(sorted({part for where in wheres for part in _parts(where)}))
        few = 0 < len(provinces) <= _FEW_PLACES
        years = () if few else tuple(sorted({y for p in periods if p and (y := year_of(p)) is not None}))
        named = () if few or None in periods else tuple(sorted(p for p in periods if p))
        key = (topic.indicator, provinces, years, named, tuple(kinds))
        if key not in self._read:
            fit = self._fit((topic,), wheres)
            rows = self._catalog.figures(
                indicators=(topic.indicator,) if topic.indicator else (),
                provinces=provinces,
                years=years,
                periods=named,
                stretches=bool(years),
                kinds=kinds,
                unit_heads=fit.unit_heads,
                context_terms=fit.context_terms,
                unlisted=topic.indicator is None and not few,
            )
            rows = [_tidied(figure) for figure in rows]
            self._read[key] = rows if self._reading.terms or self._reading.level else as_wholes(rows)
        return self._read[key]

    def _levels_around(
        self, topic: Topic, wheres: Sequence[Where], periods: Sequence[str | None]
    ) -> list[Figure]:
        """Levels to judge by: what was read for the topic, and last year's as the same reports tell it."""
        if topic.indicator is None or any(kind not in LEVELS for kind in KINDS[topic.aspect]):
            return []
        rows = self._rows(topic, wheres, periods, KINDS[topic.aspect])
        years = {y for p in periods if p and (y := year_of(p)) is not None}
        if 0 < len({where.province for where in wheres}) <= _FEW_PLACES or not years:
            return rows
        before = self._catalog.figures(
            indicators=(topic.indicator,),
            years=(min(years) - 1,),
            periods=[shift_years(p, -1) for p in periods if p],
            stretches=True,
            kinds=(FigureKind.PREVIOUS,),
        )
        return [f for f in (*rows, *before) if is_of(f, topic.aspect)]

    def _latest(self, topics: Sequence[Topic], wheres: Sequence[Where], fit: WordFit) -> list[str | None]:
        """Periods to try when none is named, best first: the latest that are about as well covered as any."""
        places: dict[str | None, set[str | None]] = defaultdict(set)
        if wheres:
            for topic in topics:
                for figure in self._fitting(topic, wheres, (), fit):
                    places[figure.period].add(figure.locality or figure.province)
        else:
            for topic in topics:
                held = self._catalog.figure_coverage(
                    indicators=(topic.indicator,) if topic.indicator else (),
                    kinds=KINDS[topic.aspect],
                    unit_heads=fit.unit_heads,
                    context_terms=fit.context_terms,
                    unlisted=topic.indicator is None,
                )
                for province, period, _ in held:
                    places[period].add(province)
        enough = max((len(held) for held in places.values()), default=0)
        covered = [period for period, held in places.items() if 2 * len(held) >= enough]
        dated = sorted((p for p in covered if p), key=_recency, reverse=True)
        return [*dated[:_YEARS_TRIED], *([None] if None in covered else [])]

    def _tells_of_today(self, figure: Figure) -> bool:
        """Whether a merged province's report tells of an earlier year, so with today's borders."""
        if (
            figure.kind not in LEVELS
            or figure.province is None
            or figure.period is None
            or not is_before_mergers(figure.period)
            or not took_others_in(figure.province)
        ):
            return False
        told = self._sources.report(figure).metadata.period
        if told is None or is_before_mergers(told):
            return False
        return bounds(figure.period)[1].year >= _FIRST_YEAR_RETOLD or figure.period[4:] == told[4:]


def _tidied(figure: Figure) -> Figure:
    value = tidy(figure.value)
    return figure if value == figure.value else replace(figure, value=value)


def _as_of_today(wheres: Sequence[Where], periods: Sequence[str | None]) -> list[Where]:
    """Provinces that took others in are meant as they are today by a question over years on both sides."""
    if not straddles(periods):
        return list(wheres)
    return [
        where._replace(today=True) if where.locality is None and took_others_in(where.province) else where
        for where in wheres
    ]


def _parts(where: Where) -> tuple[str, ...]:
    return parts_of(where.province) if where.today else (where.province,)


def _amounts(
    topics: Iterable[Topic],
    wheres: Iterable[Where],
    periods: Sequence[str | None],
    findings: dict[Key, Finding],
) -> tuple[dict[Key, Amount], dict[Key, Missing]]:
    amounts: dict[Key, Amount] = {}
    partly: dict[Key, Missing] = {}
    for topic in topics:
        for where in wheres:
            for period in periods:
                key = (topic, where, period)
                now = Where(where.province, where.locality)
                if not where.today or not is_before_mergers(period):
                    if (topic, now, period) in findings:
                        amounts[key] = Amount(topic, where, period, (findings[topic, now, period],))
                    continue
                if key in findings:  # a report of the merged province tells it with today's borders
                    amounts[key] = Amount(topic, where, period, (findings[key],))
                    continue
                parts = [Where(part) for part in parts_of(where.province)]
                there = [p for p in parts if (topic, p, period) in findings]
                if len(there) == len(parts):
                    amounts[key] = Amount(
                        topic, where, period, tuple(findings[topic, p, period] for p in there)
                    )
                elif there:
                    partly[key] = Missing(
                        tuple(Amount(topic, p, period, (findings[topic, p, period],)) for p in there),
                        tuple(p.name for p in parts if p not in there),
                    )
    return amounts, partly


def _jointly(wheres: Sequence[Where], findings: dict[Key, Finding]) -> list[Where] | None:
    """The provinces to answer for when a sentence tells of all the localities asked about together."""
    found = {where for _, where, _ in findings}
    if any(where in found for where in wheres):
        return None
    joint = [where for where in found if any(where.province == w.province and w.locality for w in wheres)]
    return joint or None


def _is_province(where: Where) -> bool:
    return where.province != NATIONAL and kind_of(where.province) == "province" and not where.today


def _same(one: str | None, other: str | None) -> bool:
    return one == other if one is None or other is None else same_period(one, other)


def _recency(period: str) -> tuple[int, bool, str]:
    """Later years last, whole years after their parts."""
    return (year_of(period) or 0, len(period) == 4, period)
