"""The last gate: nothing is shown that its citations do not prove.

A stated number must stand in a quote that its sentence, value or table row cites. A computed one must be
among the draft's computations, every addend of which stands in its own citation, and which, worked out again
here, give just that number. What fails is taken out; with the last sentence the answer becomes `not_found`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import get_args

from assistant.answer import Chart, Citation, Language, Status, Table, Value
from assistant.arithmetic import Computed, Term, is_right
from assistant.draft import Draft
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.quantities import find_quantities

_MARK = re.compile(r"\[(\d+)\]")
_SCALES = (1, 1e3, 1e6, 1e9)


def verify(draft: Draft, citations: Sequence[Citation], language: Language, refusal: str) -> Draft:
    """The draft without what its citations do not prove; `refusal` is said when nothing is left."""
    if draft.status is not Status.ANSWERED:
        return draft
    gate = _Gate(draft, citations, language)
    sentences = tuple(s for s in draft.sentences if gate.sentence_stands(s))
    if not any(_MARK.search(sentence) for sentence in sentences):
        return Draft(status=Status.NOT_FOUND, sentences=(refusal,))
    table = gate.proven_table(draft.table) if draft.table is not None else None
    return replace(
        draft,
        sentences=sentences,
        remarks=tuple(r for r in draft.remarks if gate.remark_stands(r)),
        values=tuple(v for v in draft.values if gate.value_stands(v)),
        computed=gate.proven,
        table=table,
        chart=gate.proven_chart(draft.chart) if draft.chart is not None else None,
    )


class _Gate:
    """One draft's citations and computations, and what they prove."""

    def __init__(self, draft: Draft, citations: Sequence[Citation], language: Language) -> None:
        self._draft = draft
        self._citations = {citation.number: citation for citation in citations}
        self._language = language
        every = [term for computed in draft.computed for term in _computed_in(computed)]
        self.proven = tuple(term for term in dict.fromkeys(every) if self._is_proven(term))

    def value_stands(self, value: Value) -> bool:
        """A stated value stands in a quote it cites; a computed one is what its citations give."""
        if not value.citations or any(n not in self._citations for n in value.citations):
            return False
        if value.operation is None:
            ends = [value.value] if value.value_to is None else [value.value, value.value_to]
            return any(all(self._holds(n, float(end)) for end in ends) for n in value.citations)
        return any(
            term.operation == value.operation
            and term.value == value.value
            and set(term.marks) == set(value.citations)
            for term in self.proven
        )

    def sentence_stands(self, sentence: str) -> bool:
        """Every number of a sentence is proved by the citations it names; a heading line names none."""
        marks = frozenset(int(n) for n in _MARK.findall(sentence))
        if not marks <= self._citations.keys():
            return False
        if not marks:  # a heading line: it may count places, but states no figure of a report
            return sentence.endswith(":")
        names = (self._citations[n].source for n in marks)
        return all(self._is_shown_by(marks, number) for number in self._numbers(sentence, names))

    def remark_stands(self, remark: str) -> bool:
        """A remark states no figure: its only numbers count the places or periods covered."""
        covered = self._draft.coverage
        counts: set[float] = set()
        if covered is not None:
            counts = {len(covered.with_data), len(covered.with_data) + len(covered.without_data)}
        return all(number in counts for number in self._numbers(remark, ()))

    def proven_table(self, table: Table) -> Table | None:
        """The table's rows whose every number is proved by the row's citations."""
        kept = [
            (row, marks)
            for row, marks in zip(table.rows, table.row_citations, strict=True)
            if self._citations.keys() >= set(marks)
            and all(
                self._is_shown_by(frozenset(marks), float(cell))
                for cell in row
                if isinstance(cell, int | float)
            )
        ]
        if not kept:
            return None
        rows, marks_of_rows = zip(*kept, strict=True)
        return Table(columns=table.columns, rows=rows, row_citations=marks_of_rows)

    def proven_chart(self, chart: Chart) -> Chart | None:
        """The chart when every number in it is proved by some citation of the draft's values or table."""
        tabled = self._draft.table.row_citations if self._draft.table else ()
        marks = frozenset(n for v in self._draft.values for n in v.citations) | {
            n for row in tabled for n in row
        }
        drawn = {float(value) for series in chart.series for value in series.values if value is not None}
        return chart if all(self._is_shown_by(marks, number) for number in drawn) else None

    def _is_proven(self, term: Term) -> bool:
        if not isinstance(term, Computed):
            return term.mark in self._citations and self._holds(term.mark, term.value)
        return is_right(term) and all(self._is_proven(operand) for operand in term.operands)

    def _is_shown_by(self, marks: frozenset[int], number: float) -> bool:
        return any(
            abs(term.value) == abs(number) and marks.issuperset(term.marks) for term in self.proven
        ) or any(self._holds(n, number) for n in marks if n in self._citations)

    def _numbers(self, text: str, names: Iterable[str]) -> list[float]:
        """The numbers a text states: those in names of files and indicators state nothing."""
        words = _MARK.sub("", text)
        for name in (*names, *_numbered_names()):
            words = words.replace(name, " ")
        found = find_quantities(words, language=self._language)
        return [end for q in found for end in (q.value, q.value_to) if end is not None]

    def _holds(self, mark: int, value: float) -> bool:
        """Whether a quote states a value; a table row also in the unit of its heading (`triệu đồng`)."""
        citation = self._citations[mark]
        scales = _SCALES if citation.cell is not None else (1,)
        return any(
            abs(value) == abs(number) * scale
            for language in get_args(Language)
            for number in _stated(citation.quote, language)
            for scale in scales
        )


@lru_cache(maxsize=4096)
def _stated(quote: str, language: Language) -> frozenset[float]:
    """The numbers a quote states; the same quotes are cited again and again."""
    found = find_quantities(quote, language=language)
    return frozenset(end for q in found for end in (q.value, q.value_to, q.denominator) if end is not None)


def _computed_in(term: Term) -> Iterator[Computed]:
    """A computation and those among its operands."""
    if isinstance(term, Computed):
        yield term
        for operand in term.operands:
            yield from _computed_in(operand)


@cache
def _numbered_names() -> tuple[str, ...]:
    """Names of indicators that have a number in them (`phiếu số 2`)."""
    names = {name for listed in indicators().values() for name in (listed.name, listed.english)}
    return tuple(sorted(name for name in names if any(letter.isdigit() for letter in name)))
