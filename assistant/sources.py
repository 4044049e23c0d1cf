"""Reports and quotes that one question needs, each read from the catalog once and many at a time."""

from collections.abc import Iterable

from vectorstore.catalog import Catalog
from vectorstore.schema import Figure, Report

_Span = tuple[str, int, int]


class Sources:
    """A reader over a catalog for the length of one question.

    Ask for many at once with `load`; what was not loaded before is read when it is needed.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._reports: dict[str, Report] = {}
        self._quotes: dict[_Span, str] = {}

    @property
    def catalog(self) -> Catalog:
        """Where all of it is read from."""
        return self._catalog

    def load(self, figures: Iterable[Figure], *, quotes: bool = True) -> None:
        """Read the reports (and quotes) of these figures that are not here yet."""
        figures = list(figures)
        missing = {f.report_id for f in figures} - self._reports.keys()
        if missing:
            self._reports |= self._catalog.reports_by_id(sorted(missing))
        if quotes:
            spans = {_span(f) for f in figures} - self._quotes.keys()
            if spans:
                self._quotes |= self._catalog.quotes(spans)

    def report(self, figure: Figure) -> Report:
        """The report a figure stands in."""
        return self.report_by_id(figure.report_id)

    def report_by_id(self, report_id: str) -> Report:
        """One report; UnknownReportError when it is gone."""
        if report_id not in self._reports:
            self._reports[report_id] = self._catalog.report(report_id)
        return self._reports[report_id]

    def quote(self, figure: Figure) -> str:
        """The sentence or table row a figure stands in."""
        return self.words(*_span(figure))

    def printed(self, figure: Figure) -> str:
        """The number itself as printed."""
        return self.quote(figure)[figure.value_start - figure.start : figure.value_end - figure.start]

    def before(self, figure: Figure) -> str:
        """What stands before the number in its sentence or table row."""
        return self.quote(figure)[: figure.value_start - figure.start]

    def words(self, report_id: str, start: int, end: int) -> str:
        """Any stretch of a report's text."""
        span = (report_id, start, end)
        if span not in self._quotes:
            self._quotes |= self._catalog.quotes([span])
        return self._quotes[span]


def _span(figure: Figure) -> _Span:
    return figure.report_id, figure.start, figure.end
