"""Citations: places in reports, numbered in the order an answer uses them, each once."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.answer import CellReference, Citation
from assistant.numbers import format_number
from assistant.sources import Sources
from vectorstore.schema import Figure

_SPACED = re.compile(r"\d{1,3}(?:\s\d{3})+")
"""Thousands set apart by spaces, of whatever width."""


@dataclass(slots=True)
class Citations:
    """Hands out numbers for quoted places and keeps them in order."""

    sources: Sources
    _made: dict[tuple[str, int, int, tuple[str, str] | None], Citation] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _figures: defaultdict[int, list[Figure]] = field(default_factory=lambda: defaultdict(list))

    def figure(self, figure: Figure) -> int:
        """The number of the sentence or table row a figure stands in."""
        if (number := self._numbers.get(figure.figure_id)) is None:
            cell = (figure.row or "", figure.column or "") if figure.row else None
            number = self._cite(figure.report_id, figure.start, figure.end, figure.page, figure.heading, cell)
            self._numbers[figure.figure_id] = number
            self._figures[number].append(figure)
        return number

    def stated(self) -> Mapping[int, frozenset[float]]:
        """By citation, the numbers that stand in its quote where figures were read, digit for digit.

        What is written otherwise (with a scale, in words, as a range) is not among them.
        """
        return {
            number: frozenset(abs(f.value) for f in figures if self._is_written_out(f))
            for number, figures in self._figures.items()
        }

    def span(self, report_id: str, start: int, end: int, page: int | None, heading: str) -> int:
        """The number of any stretch of a report's text."""
        return self._cite(report_id, start, end, page, heading, None)

    def all(self) -> tuple[Citation, ...]:
        """Every citation handed out, by number."""
        return tuple(self._made.values())

    def _cite(
        self,
        report_id: str,
        start: int,
        end: int,
        page: int | None,
        heading: str,
        cell: tuple[str, str] | None,
    ) -> int:
        key = (report_id, start, end, cell)
        if key not in self._made:
            report = self.sources.report_by_id(report_id)
            metadata = report.metadata
            self._made[key] = Citation(
                number=len(self._made) + 1,
                report_id=report_id,
                source=report.source,
                title=metadata.title,
                agency=metadata.agency,
                province=metadata.province,
                period=metadata.period,
                date=metadata.date.isoformat() if metadata.date else None,
                page=page,
                heading=heading or None,
                quote=self.sources.words(report_id, start, end),
                start=start,
                end=end,
                cell=CellReference(row=cell[0], column=cell[1]) if cell else None,
                url=f"/reports/{report_id}?c={start}-{end}#c",
            )
        return self._made[key].number

    def _is_written_out(self, figure: Figure) -> bool:
        """Whether a figure's value stands in its quote in digits, where it was read."""
        if figure.value_to is not None:
            return False
        number = abs(figure.value)
        bare = f"{number:.0f}" if number.is_integer() else repr(number)
        forms = (bare, bare.replace(".", ","), format_number(number, "vi"), format_number(number, "en"))
        printed = self.sources.printed(figure)
        if _SPACED.fullmatch(printed):  # `1 672`
            printed = "".join(printed.split())
        return printed.lstrip("0") in {form.lstrip("0") for form in forms}
