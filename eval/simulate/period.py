"""The period a report tells of, in the notation of answers: `2023`, `2023-H1`, `2023-9M`, `2023-Q1`."""

from dataclasses import dataclass
from enum import StrEnum


class Span(StrEnum):
    """How much of a year."""

    YEAR = "year"
    HALF = "H1"
    NINE_MONTHS = "9M"
    QUARTER = "Q1"
    SECOND_QUARTER = "Q2"
    THIRD_QUARTER = "Q3"

    @property
    def holds(self) -> "frozenset[Span]":
        """The shorter spans that lie within it."""
        half = frozenset((Span.QUARTER, Span.SECOND_QUARTER))
        nine_months = half | {Span.HALF, Span.THIRD_QUARTER}
        inside = {Span.YEAR: nine_months | {Span.NINE_MONTHS}, Span.NINE_MONTHS: nine_months, Span.HALF: half}
        return inside.get(self, frozenset())


@dataclass(frozen=True, slots=True)
class Period:
    """A span of one year."""

    year: int
    span: Span = Span.YEAR

    @property
    def notation(self) -> str:
        """`2023` or `2023-H1`."""
        return str(self.year) if self.span is Span.YEAR else f"{self.year}-{self.span.value}"

    @property
    def previous(self) -> "Period":
        """The same span a year before (cùng kỳ)."""
        return self.back(1)

    @property
    def next_year(self) -> "Period":
        """The whole year that targets are set for."""
        return Period(self.year + 1)

    @property
    def whole_year(self) -> "Period":
        """The year this is a span of."""
        return Period(self.year)

    def back(self, years: int) -> "Period":
        """The same span some years before."""
        return Period(self.year - years, self.span)
