"""The catalog's figures, found by what they are of.

Answers are made from `figures`, which never gives one that is marked wrong; `figures_page` is for looking
through them all. Which of them answers a question is the assistant's to decide.
"""

from collections import Counter
from collections.abc import Collection
from typing import Any

from sqlalchemy import Column, ColumnElement, Engine, Select, String, cast, func, select

from vectorstore.catalog import rows
from vectorstore.catalog.quotes import Span, read_quotes
from vectorstore.catalog.tables import figure_marks, figures
from vectorstore.schema import Figure, FigureKind, MarkedFigure


class FigureReading:
    """What the catalog can tell of figures. Every empty filter means any."""

    engine: Engine

    def figures(
        self,
        *,
        indicators: Collection[str] = (),
        provinces: Collection[str] = (),
        years: Collection[int] = (),
        periods: Collection[str] = (),
        kinds: Collection[FigureKind] = (),
        report_ids: Collection[str] = (),
        phrase_terms: Collection[str] = (),
        context_terms: Collection[str] = (),
        unit_heads: Collection[str] = (),
        unlisted: bool = False,
        stretches: bool = False,
    ) -> list[Figure]:
        """The figures that fit and are not marked wrong, by report and place in it.

        `years` are those that the periods count for. With `stretches` those of a time from day to day come
        whatever `periods` says: they may be one of these in other words. `phrase_terms` are folded words that
        must all stand in the words the figure counts with, `context_terms` in these, its part, row and
        column, its headings, its sentence or the report's title (where that is very long, a figure without
        them may come too); `unit_heads` are folded first words of its unit; `unlisted` leaves only figures
        without an indicator.
        """
        query = _fitting(
            select(*rows.FIGURE_COLUMNS).where(figures.c.mark.is_(None)),
            indicator=indicators,
            province=provinces,
            year=years or ([] if stretches else _years_of(periods)),
            kind=[kind.value for kind in kinds],
            report_id=report_ids,
            unit_head=unit_heads,
        )
        if periods:
            named = figures.c.period.in_(periods)
            query = query.where(named | figures.c.period.contains("/") if stretches else named)
        query = _with_words(query, phrase_terms, context_terms)
        if unlisted:
            query = query.where(figures.c.indicator.is_(None))
        with self.engine.connect() as connection:
            found = connection.execute(query.order_by(figures.c.report_id, figures.c.ordinal))
            return [rows.read_figure(row) for row in found]

    def figures_of(self, report_id: str) -> list[Figure]:
        """Every figure of a report in reading order, those marked wrong too: what putting it back needs."""
        query = select(*rows.FIGURE_COLUMNS).where(figures.c.report_id == report_id)
        with self.engine.connect() as connection:
            found = connection.execute(query.order_by(figures.c.ordinal))
            return [rows.read_figure(row) for row in found]

    def figure_coverage(
        self,
        *,
        indicators: Collection[str] = (),
        provinces: Collection[str] = (),
        years: Collection[int] = (),
        kinds: Collection[FigureKind] = (),
        phrase_terms: Collection[str] = (),
        context_terms: Collection[str] = (),
        unit_heads: Collection[str] = (),
        unlisted: bool = False,
        ambiguous: bool | None = None,
    ) -> list[tuple[str | None, str | None, int]]:
        """Of which provinces and periods there are figures not marked wrong, and how many."""
        where = (figures.c.province, figures.c.period)
        query = _fitting(
            select(*where).where(figures.c.mark.is_(None)),
            indicator=indicators,
            province=provinces,
            year=years,
            kind=[kind.value for kind in kinds],
            unit_head=unit_heads,
        )
        query = _of_sort(_with_words(query, phrase_terms, context_terms), ambiguous=ambiguous, marked=None)
        if unlisted:
            query = query.where(figures.c.indicator.is_(None))
        with self.engine.connect() as connection:
            if not unlisted and not years:
                found = connection.execute(query.add_columns(func.count()).group_by(*where))
                return [(row[0], row[1], int(row[2])) for row in found]
            # Grouped here: SQLite would choose the index that has them in groups, and open every row of an
            # indicator or without one, instead of the index that has their years or their words.
            counted = Counter((row[0], row[1]) for row in connection.execute(query))
        return [(province, period, count) for (province, period), count in counted.items()]

    def figures_page(
        self,
        *,
        indicators: Collection[str] = (),
        provinces: Collection[str] = (),
        periods: Collection[str] = (),
        kinds: Collection[FigureKind] = (),
        ambiguous: bool | None = None,
        marked: bool | None = None,
        limit: int,
        offset: int,
    ) -> tuple[list[MarkedFigure], int]:
        """A page of the figures that fit, and how many there are.

        By indicator, province, period and report, those without an indicator last. `ambiguous` are those that
        fit several indicators; `marked` those marked wrong; None for either: both sorts.
        """
        found: list[MarkedFigure] = []
        total = 0
        with self.engine.connect() as connection:
            for unlisted in (False,) if indicators else (False, True):
                fitting = _fitting(
                    select(*rows.FIGURE_COLUMNS, figure_marks.c.noted_at, figure_marks.c.note).outerjoin(
                        figure_marks, figure_marks.c.mark == figures.c.mark
                    ),
                    indicator=indicators,
                    province=provinces,
                    period=periods,
                    kind=[kind.value for kind in kinds],
                )
                listing = figures.c.indicator.is_(None) if unlisted else figures.c.indicator.is_not(None)
                fitting = _of_sort(fitting.where(listing), ambiguous=ambiguous, marked=marked)
                count = connection.execute(
                    fitting.with_only_columns(func.count(), maintain_column_froms=True)
                ).scalar_one()
                first = max(0, offset - total)
                if first < count and len(found) < limit:
                    page = fitting.order_by(*_PAGE_ORDER).limit(limit - len(found)).offset(first)
                    found.extend(rows.read_marked_figure(row) for row in connection.execute(page))
                total += int(count)
        return found, total

    def quotes(self, spans: Collection[Span]) -> dict[Span, str]:
        """The words that stand at (report id, start, end), as far as these reports are held."""
        with self.engine.connect() as connection:
            return read_quotes(connection, sorted(set(spans)))


_PAGE_ORDER = (
    figures.c.indicator,
    figures.c.province,
    figures.c.period,
    figures.c.report_id,
    figures.c.ordinal,
)


def _fitting(query: Select[Any], **wanted: Collection[str] | Collection[int]) -> Select[Any]:
    for column, values in wanted.items():
        if values:
            query = query.where(figures.c[column].in_(values))
    return query


def _years_of(periods: Collection[str]) -> list[int]:
    """The years these periods count for, by which they are found faster; none where one has no year."""
    try:
        years = {rows.year_of_period(period) for period in periods}
    except ValueError:  # no notation of a period, so that no figure has it
        return []
    return sorted(year for year in years if year is not None) if None not in years else []


def _with_words(query: Select[Any], phrase: Collection[str], context: Collection[str]) -> Select[Any]:
    for term in phrase:
        query = query.where(_holds(figures.c.folded_phrase, term))
    cut_off = figures.c.context_words.like(f"{rows.CUT_OFF}%")
    for term in sorted(
        context, key=len, reverse=True
    ):  # long words are rare: the first one settles most rows
        query = query.where(_holds(figures.c.context_words, term) | cut_off)
    return query


def _holds(column: Column[str], term: str) -> ColumnElement[bool]:
    """Whether spaced words hold one; written out, as patterns put together in SQL are made for every row."""
    if term.isalnum():
        return column.like(f"% {term} %")
    return column.contains(f" {term} ", autoescape=True)


def _of_sort(query: Select[Any], *, ambiguous: bool | None, marked: bool | None) -> Select[Any]:
    if ambiguous is not None:
        rivals = cast(figures.c.rivals, String)
        query = query.where(rivals != "[]" if ambiguous else rivals == "[]")
    if marked is not None:
        query = query.where(figures.c.mark.is_not(None) if marked else figures.c.mark.is_(None))
    return query
