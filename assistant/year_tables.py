"""Tables by year in reports on a part of a year: their `Năm 2021` may be the whole year or its same months.

Where such a table has its report's own year as well, under the same bare name, that one is a part of a year,
and nobody can tell what the others are. Rows named by their months (`6 tháng đầu năm 2022`) leave no doubt.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from assistant.sources import Sources
from vectorstore.analysis.periods import year_of
from vectorstore.analysis.text import fold
from vectorstore.schema import Figure, FigureKind, Report

_BARE_YEAR = re.compile(r"\s*(?:nam\s+)?((?:19|20)\d\d)\s*")
_WHOLE_YEAR = 4


def of_clear_time(figures: Sequence[Figure], sources: Sources) -> list[Figure]:
    """The figures but those of years of which it is not clear whether they are whole."""
    named = {f.figure_id: year for f in figures if (year := _named_year(f)) == f.period}
    if not named:
        return list(figures)
    doubtful = [f for f in figures if f.figure_id in named]
    sources.load(doubtful, quotes=False)
    doubtful = [f for f in doubtful if _own_year(sources.report(f))]
    if not doubtful:
        return list(figures)
    beside: dict[tuple[str, str | None], set[str | None]] = defaultdict(set)
    for f in sources.catalog.figures(report_ids=sorted({f.report_id for f in doubtful})):
        beside[f.report_id, f.indicator].add(_named_year(f))
    unclear = {
        f.figure_id
        for f in doubtful
        if _own_year(sources.report(f)) in beside[f.report_id, f.indicator] - {f.period}
    }
    return [f for f in figures if f.figure_id not in unclear]


def _named_year(figure: Figure) -> str | None:
    """The year that a reached figure's row or column is named by, and by nothing else."""
    if figure.kind is FigureKind.ACHIEVED:
        for label in (figure.row, figure.column):
            if label and (found := _BARE_YEAR.fullmatch(fold(label))):
                return found[1]
    return None


def _own_year(report: Report) -> str | None:
    """The year that a report on a part of a year counts for."""
    period = report.metadata.period
    if period is None or len(period) == _WHOLE_YEAR or (year := year_of(period)) is None:
        return None
    return str(year)
