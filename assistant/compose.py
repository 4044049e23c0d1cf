"""An answer composed from figures without a language model: sentences, values, tables, coverage.

Arithmetic is done here and nowhere else, from figures that are each cited.
"""

from collections.abc import Sequence

from assistant import wording
from assistant.answer import Coverage, Status, Table, Value, ValueKind
from assistant.citations import Citations
from assistant.draft import Draft
from assistant.lookup import Finding, Lookup
from assistant.numbers import format_number, plain
from assistant.slots import Slots
from vectorstore.analysis.periods import describe
from vectorstore.analysis.query import QuestionReading
from vectorstore.catalog import Catalog
from vectorstore.schema import Figure

_SHOWN_ROWS = 12


class FigureComposer:
    """Puts findings into words with their citations."""

    def __init__(self, catalog: Catalog, citations: Citations, reading: QuestionReading) -> None:
        self._catalog = catalog
        self._citations = citations
        self._reading = reading

    def compose(self, found: Lookup, slots: Slots) -> Draft:
        """The draft for a look-up: a table by place, several figures, one, or that there is none."""
        if not found.findings:
            return self._not_found(found, slots)
        notices = self._notices(found)
        if found.by_place:
            return self._table(found.findings, found, notices, with_coverage=True)
        places = {f.figure.province for f in found.findings}
        periods = {f.figure.period for f in found.findings}
        topics = {f.figure.indicator for f in found.findings}
        if len(topics) == 1 and len(found.findings) > 1 and (len(places) > 1 or len(periods) > 1):
            several = len(slots.provinces) > 1
            return self._table(found.findings, found, notices, with_coverage=several)
        return self._statements(found, notices)

    def _not_found(self, found: Lookup, slots: Slots) -> Draft:
        named = ", ".join(slots.provinces) or None
        place = slots.locality or named
        text = wording.not_found(self._reading, place, slots.periods, found.other_periods, found.other_places)
        return Draft(status=Status.NOT_FOUND, sentences=(text,))

    def _notices(self, found: Lookup) -> tuple[str, ...]:
        if found.period_chosen is None:
            return ()
        return (wording.period_chosen(found.period_chosen, self._reading.language),)

    def _statements(self, found: Lookup, notices: tuple[str, ...]) -> Draft:
        sentences: list[str] = []
        values: list[Value] = []
        for finding in found.findings:
            mark = self._citations.figure(finding.figure)
            sentences.append(self._sentence(finding.figure, mark))
            values.append(self._value(finding.figure, (mark,)))
            sentences.extend(self._differing(finding))
        coverage = None
        if found.without_data:
            held = tuple(dict.fromkeys(f.figure.province or "" for f in found.findings))
            coverage = Coverage(with_data=held, without_data=found.without_data)
        return Draft(
            status=Status.ANSWERED,
            sentences=tuple(sentences),
            values=tuple(values),
            coverage=coverage,
            notices=notices,
        )

    def _sentence(self, figure: Figure, mark: int) -> str:
        if figure.indicator is None:  # no name of its own: the report's words say best what it is
            return f"{self._quote(figure).rstrip(' .;:')} [{mark}]."
        return wording.statement(figure, self._printed(figure), mark, self._reading.language)

    def _differing(self, finding: Finding) -> list[str]:
        return [
            wording.differing_statement(
                other,
                self._printed(other),
                self._citations.figure(other),
                self._catalog.report(other.report_id).source,
                self._reading.language,
            )
            for other in finding.differing
        ]

    def _table(
        self, findings: Sequence[Finding], found: Lookup, notices: tuple[str, ...], *, with_coverage: bool
    ) -> Draft:
        language = self._reading.language
        by_period = len({f.figure.period for f in findings}) > 1
        by_place = len({f.figure.province for f in findings}) > 1 or found.by_place
        marks = [self._citations.figure(f.figure) for f in findings]
        with_data = tuple(dict.fromkeys(f.figure.province or "" for f in findings))
        lines: list[str] = []
        if found.by_place:
            asked = len(with_data) + len(found.without_data)
            lines.append(wording.overview(self._reading, findings[0].figure.period, len(with_data), asked))
        for finding, mark in list(zip(findings, marks, strict=True))[:_SHOWN_ROWS]:
            label = wording.label_of(finding.figure, language, by_place=by_place, by_period=by_period)
            lines.append(
                wording.row_statement(label, finding.figure, self._printed(finding.figure), mark, language)
            )
        values = [self._value(f.figure, (m,)) for f, m in zip(findings, marks, strict=True)]
        if self._reading.compares and len(findings) == 2:
            line, value = self._compared(findings, marks, by_place=by_place, by_period=by_period)
            lines.append(line)
            values.insert(0, value)
        table = Table(
            columns=wording.column_titles(language, by_place=by_place, by_period=by_period),
            rows=tuple(self._row(f.figure, by_place=by_place, by_period=by_period) for f in findings),
            row_citations=tuple((mark,) for mark in marks),
        )
        return Draft(
            status=Status.ANSWERED,
            sentences=tuple(lines),
            # one place's number alone must not pass for the answer to a question about all of them
            values=() if found.by_place and len(with_data) < 2 else tuple(values),
            table=table,
            coverage=Coverage(with_data=with_data, without_data=found.without_data)
            if with_coverage
            else None,
            notices=notices,
        )

    def _row(
        self, figure: Figure, *, by_place: bool, by_period: bool
    ) -> tuple[str | int | float | None, ...]:
        labels = (
            (figure.locality or figure.province, by_place),
            (describe(figure.period, self._reading.language) if figure.period else None, by_period),
        )
        return (*(label for label, shown in labels if shown), plain(figure.value))

    def _compared(
        self, findings: Sequence[Finding], marks: Sequence[int], *, by_place: bool, by_period: bool
    ) -> tuple[str, Value]:
        language = self._reading.language
        pairs = sorted(zip(findings, marks, strict=True), key=lambda pair: -pair[0].figure.value)
        (high, low) = (pair[0].figure for pair in pairs)
        difference = round(high.value - low.value, 6)
        cited = tuple(mark for _, mark in pairs)
        labels = [
            wording.label_of(figure, language, by_place=by_place, by_period=by_period)
            for figure in (high, low)
        ]
        unit = "điểm %" if high.unit == "%" else high.unit
        if difference == 0:
            line = wording.equal(labels[0], labels[1], cited, language)
        else:
            shown = f"{format_number(difference, language)} {unit}".strip()
            line = wording.comparison(labels[0], labels[1], shown, cited, language)
        value = Value(
            value=plain(difference),
            unit=unit,
            indicator=high.indicator,
            kind=ValueKind.COMPUTED,
            province=high.province,
            period=high.period,
            citations=cited,
            operation="difference",
        )
        return line, value

    def _value(self, figure: Figure, marks: tuple[int, ...]) -> Value:
        return Value(
            value=plain(figure.value),
            value_to=plain(figure.value_to) if figure.value_to is not None else None,
            unit=figure.unit,
            qualifier=figure.qualifier,
            indicator=figure.indicator,
            kind=ValueKind(figure.kind.value),
            province=figure.province,
            period=figure.period,
            citations=marks,
        )

    def _quote(self, figure: Figure) -> str:
        return self._catalog.text(figure.report_id).text[figure.start : figure.end]

    def _printed(self, figure: Figure) -> str:
        return self._catalog.text(figure.report_id).text[figure.value_start : figure.value_end]
