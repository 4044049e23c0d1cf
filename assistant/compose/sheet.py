"""The sheet an answer is written on: sentences, remarks, values, tables, warnings about figures used."""

from collections.abc import Callable, Sequence

from assistant.answer import Chart, Coverage, Series, Status, Table, Value
from assistant.arithmetic import Computed
from assistant.compose.workbench import Workbench
from assistant.draft import Draft
from assistant.findings import Amount, Finding, Found
from assistant.numbers import plain
from assistant.slots import Slots
from assistant.territory import held_at, is_before_mergers
from assistant.wording import gathering, remarks, statements
from vectorstore.analysis.places import parts_of

_SHOWN_ROWS = 12
_CHARTED = 25
_SOURCES_TOLD = 6
"""Of so many amounts it is told what each source says; of more only that sources differ."""


class Sheet:
    """Collects an answer in the order it is said."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self._sentences: list[str] = []
        self._remarks: list[str] = []
        self._values: list[Value] = []
        self._computed: list[Computed] = []
        self._notices: list[str] = []
        self._merged: list[str] = []
        self.table: Table | None = None
        self.chart: Chart | None = None
        self.coverage: Coverage | None = None

    def draft(self, status: Status = Status.ANSWERED) -> Draft:
        """What stands on the sheet."""
        return Draft(
            status=status,
            sentences=tuple(self._sentences),
            remarks=tuple(dict.fromkeys(self._remarks)),
            values=tuple(self._values),
            computed=tuple(self._computed),
            table=self.table,
            chart=self.chart,
            coverage=self.coverage,
            notices=tuple(dict.fromkeys(self._notices)),
        )

    def number(self, amounts: Sequence[Amount]) -> None:
        """Give citations their numbers in the order of these amounts."""
        for amount in amounts:
            self.bench.term(amount)

    def say(self, text: str) -> None:
        """Another sentence with its marks, or a heading line."""
        self._sentences.append(text)

    def remark(self, text: str) -> None:
        """Something about the answer, said after it."""
        self._remarks.append(text)

    def warn(self, text: str) -> None:
        """Something about the answer that must not be missed: in words and among the notices."""
        self._remarks.append(text)
        self._notices.append(text)

    def notice(self, text: str) -> None:
        """Something about how the question was taken."""
        self._notices.append(text)

    def work_out(self, term: Computed) -> None:
        """Note something that was worked out and is said."""
        self._computed.append(term)

    def give(self, amount: Amount) -> None:
        """An amount among the values."""
        self._values.append(self.bench.value(amount))
        self._note_sum(amount)

    def give_once(self, amount: Amount) -> None:
        """An amount among the values unless it is there."""
        if self.bench.value(amount) not in self._values:
            self.give(amount)

    def give_value(self, value: Value, term: Computed | None = None) -> None:
        """A value with what it was worked out from."""
        self._values.append(value)
        if term is not None:
            self._computed.append(term)

    def row(self, amount: Amount, *, by_place: bool, by_period: bool, by_topic: bool = False) -> None:
        """An amount as a line of several."""
        label = self.bench.label(amount, by_place=by_place, by_period=by_period, by_topic=by_topic)
        self.say(statements.row_statement(label, self.bench.shown(amount), self.bench.marks(amount)))
        self._note_sum(amount)

    def rows(
        self, amounts: Sequence[Amount], *, by_place: bool, by_period: bool, by_topic: bool = False
    ) -> None:
        """Amounts as lines, as many as one reads; the table has them all."""
        for amount in amounts[:_SHOWN_ROWS]:
            self.row(amount, by_place=by_place, by_period=by_period, by_topic=by_topic)

    def tell_about(self, amounts: Sequence[Amount]) -> None:
        """What a reader must know of the amounts used: merged provinces, other sources, jumps shown."""
        bench, language = self.bench, self.bench.language
        differing = [amount for amount in amounts if any(finding.differing for finding in amount.findings)]
        told = differing[:_SOURCES_TOLD]
        bench.sources.load(f for amount in told for finding in amount.findings for f in finding.differing)
        for amount in amounts:
            self._note_sum(amount)
            if amount in told:
                self._tell_sources(amount)
            if amount.jumps:
                what = bench.label(amount, by_place=True, by_period=True)
                self.warn(remarks.jump_shown(what, language))
        if len(differing) > len(told):
            names = [bench.label(a, by_place=True, by_period=False) for a in differing[len(told) :]]
            self.remark(remarks.differing_too(list(dict.fromkeys(names)), language))

    def _tell_sources(self, amount: Amount) -> None:
        """What is said instead elsewhere, after which report the number comes from where others differ."""
        bench, language = self.bench, self.bench.language
        report = bench.sources.report(amount.first)
        if any(f.report_id != report.report_id for finding in amount.findings for f in finding.differing):
            mark = bench.citations.figure(amount.first)
            self.say(statements.first_of_differing(mark, report.source, report.metadata, language))
        for finding in amount.findings:
            for other in finding.differing:
                like = Amount(amount.topic, amount.where, amount.period, (Finding(other),))
                report, mark = bench.sources.report(other), bench.citations.figure(other)
                shown = bench.shown(like)
                if other.report_id == finding.figure.report_id:
                    self.say(statements.differing_in_report(shown, mark, language))
                    continue
                self.say(
                    statements.differing_statement(shown, mark, report.source, report.metadata, language)
                )

    def _note_sum(self, amount: Amount) -> None:
        if not amount.is_sum:
            return
        term = self.bench.term(amount)
        if isinstance(term, Computed) and term not in self._computed:
            self._computed.append(term)
        name = amount.where.province
        if amount.where.today and is_before_mergers(amount.period) and name not in self._merged:
            self._merged.append(name)
            self.remark(
                remarks.put_together(self.bench.place(amount.where), parts_of(name), self.bench.language)
            )

    # Tables, charts, coverage

    def tabulate(
        self, amounts: Sequence[Amount], *, by_place: bool, by_period: bool, by_topic: bool = False
    ) -> None:
        """A table with a row an amount."""
        bench = self.bench
        titles = gathering.column_titles(
            bench.language, by_place=by_place, by_period=by_period, by_topic=by_topic
        )
        rows: list[tuple[str | int | float | None, ...]] = []
        for amount in amounts:
            labels = (
                (bench.place(amount.where), by_place),
                (bench.when(amount.period) or None, by_period),
                (bench.topic(amount.topic, amount), by_topic),
            )
            rows.append((*(label for label, shown in labels if shown), plain(bench.term(amount).value)))
        self.table = Table(
            columns=(*titles, gathering.value_title(bench.language)),
            rows=tuple(rows),
            row_citations=tuple(bench.term(amount).marks for amount in amounts),
        )

    def tabulate_across(
        self,
        found: Found,
        rows: Sequence[str],
        columns: Sequence[str],
        cell: Callable[[int, int], Amount | None],
        *,
        corner: str,
    ) -> None:
        """A table with a line for each of `rows` and a column for each of `columns`."""
        bench = self.bench
        lines: list[tuple[str | int | float | None, ...]] = []
        cited: list[tuple[int, ...]] = []
        for at, name in enumerate(rows):
            amounts = [cell(at, column) for column in range(len(columns))]
            if not any(amounts):
                continue
            lines.append((name, *(None if a is None else plain(bench.term(a).value) for a in amounts)))
            marks = [mark for a in amounts if a for mark in bench.term(a).marks]
            cited.append(tuple(dict.fromkeys(marks)))
        self.table = Table(columns=(corner, *columns), rows=tuple(lines), row_citations=tuple(cited))

    def draw_bars(self, amounts: Sequence[Amount], labels: Sequence[str]) -> None:
        """A bar for each amount."""
        shown = list(amounts)[:_CHARTED]
        if len(shown) > 1:
            name = self.bench.topic(shown[0].topic, shown[0])
            values = tuple(plain(self.bench.term(a).value) for a in shown)
            self.chart = Chart(
                kind="bar", x=tuple(labels[: len(shown)]), series=(Series(name=name, values=values),)
            )

    def cover_places(self, found: Found, *, said: bool = True) -> None:
        """Which of the places asked about have the figure."""
        with_data = tuple(dict.fromkeys(amount.where.name for amount in found))
        asked = asked_places(found, self.bench.slots)
        without = tuple(name for name in asked if name not in with_data)
        self.coverage = Coverage(with_data=with_data, without_data=without)
        if said and (without or found.every_place or self.bench.slots.region):
            self.remark(remarks.coverage(with_data, without, self.bench.language, periods=False))

    def cover_periods(
        self, periods: Sequence[str | None], held: Sequence[str | None], *, said: bool = True
    ) -> None:
        """Which of the periods asked about have the figure."""
        with_data = tuple(p for p in periods if p is not None and p in held)
        without = tuple(p for p in periods if p is not None and p not in held)
        self.coverage = Coverage(with_data=with_data, without_data=without)
        if said:
            bench = self.bench
            self.remark(
                remarks.coverage(
                    [bench.when(p) for p in with_data],
                    [bench.when(p) for p in without],
                    bench.language,
                    periods=True,
                )
            )


def asked_places(found: Found, slots: Slots) -> tuple[str, ...]:
    """The names of the places a question is about: as they were called then, all held when none is named."""
    period = next((p for p in found.periods if p), None)
    if found.every_place:
        return held_at(slots.held, period)
    localities = any(where.locality for where in found.wheres)
    names = tuple(dict.fromkeys(where.name for where in found.wheres))
    return names if localities or any(w.today for w in found.wheres) else held_at(names, period)
