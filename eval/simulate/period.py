"""The period a report tells of, in the notation of answers: `2023`, `2023-H1`, `2023-9M`, `2023-Q1`."""

from dataclasses import dataclass
from enum import StrEnum


class Span(StrEnum):
    """How much of a year."""

    YEAR = "year"
    HALF = "H1"
    NINE_MONTHS = "9M"
    QUARTER = "Q1"


@dataclass(frozen=True, slots=True)
class Period:
    """A span of one year, always from its beginning."""

    year: int
    span: Span = Span.YEAR

    @property
    def notation(self) -> str:
        """`2023` or `2023-H1`."""
        return str(self.year) if self.span is Span.YEAR else f"{self.year}-{self.span.value}"

    @property
    def previous(self) -> "Period":
        """The same span a year before (cùng kỳ)."""
        return Period(self.year - 1, self.span)

    @property
    def next_year(self) -> "Period":
        """The whole year that targets are set for."""
        return Period(self.year + 1)
