"""The last gate: nothing is shown that its citations do not prove.

A stated number must stand in a quote that its sentence, value or table row cites. A computed one must be
among the draft's computations, every addend of which stands in its own citation, and which, worked out again
here, give just that number. What fails is taken out; with the last sentence the answer becomes `not_found`.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import get_args

from assistant.answer import Chart, Citation, Language, Status, Table, Value
from assistant.arithmetic import Computed, Term, is_right
from assistant.draft import Draft
from assistant.numbers import tidy
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.numerals import NUMBER_WORDS_EN, NUMBER_WORDS_VI, SCALES, read_digits
from vectorstore.analysis.quantities import find_quantities

_MARK = re.compile(r"\[(\d+)\]")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_DATE = re.compile(r"\b\d{1,2}/\d{1,2}/(?:19|20)\d\d\b|\b(?:[Nn]ăm|in|of) (?:19|20)\d\d\b")
_SCALES = (1, 1e3, 1e6, 1e9)


def verify(
    draft: Draft,
    citations: Sequence[Citation],
    language: Language,
    refusal: str,
    stated: Mapping[int, frozenset[float]] | None = None,
) -> Draft:
    """The draft without what its citations do not prove; `refusal` is said when nothing is left.

    An answer that is none may cite what exists nearby: its other words state no figure of a report.
    `stated` are numbers, without sign, that are known to stand in a citation's quote; others are looked for.
    """
    if draft.status is not Status.ANSWERED and not any(_MARK.search(s) for s in draft.sentences):
        return draft
    gate = _Gate(draft, citations, language, stated or {})
    sentences = tuple(s for s in draft.sentences if gate.sentence_stands(s))
    if draft.status is not Status.ANSWERED:
        return replace(draft, sentences=sentences, remarks=tuple(filter(gate.remark_stands, draft.remarks)))
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

    def __init__(
        self,
        draft: Draft,
        citations: Sequence[Citation],
        language: Language,
        stated: Mapping[int, frozenset[float]],
    ) -> None:
        self._draft = draft
        self._known = stated
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
        names = tuple(self._citations[n].source for n in marks)
        if self._is_plainly_shown(sentence, marks, names):
            return True
        return all(self._is_shown_by(marks, number) for number in self._numbers(sentence, names))

    def remark_stands(self, remark: str) -> bool:
        """A remark states no figure: its only numbers count what is covered, or put it in order."""
        covered = self._draft.coverage
        counts: set[float] = set()
        if covered is not None:
            asked = len(covered.with_data) + len(covered.without_data)
            counts = {*map(float, range(1, len(covered.with_data) + 1)), asked}
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
        ) or self._any_holds(marks, number)

    def _is_plainly_shown(self, sentence: str, marks: frozenset[int], names: Iterable[str]) -> bool:
        """Whether a sentence has no number but digits that are known to stand in its quotes.

        Most have not, and reading them takes long.
        """
        words = _without(_MARK.sub("", sentence), names)
        words = _DATE.sub(" ", words).lower()
        if _scaled_or_spelled(self._language).search(words):
            return False
        known = frozenset[float]().union(*(self._known.get(n, ()) for n in marks))
        known |= {abs(term.value) for term in self.proven if marks.issuperset(term.marks)}
        read = (read_digits(d, self._language, fractional=False) for d in _DIGITS.findall(words))
        return all(number is not None and float(number) in known for number in read)

    def _any_holds(self, marks: Collection[int], number: float) -> bool:
        """Whether some quote states a number: those known to are asked first, as reading one takes long."""
        if any(abs(number) in self._known.get(n, ()) for n in marks):
            return True
        return any(self._holds(n, number) for n in marks if n in self._citations)

    def _numbers(self, text: str, names: Iterable[str]) -> list[float]:
        """The numbers a text states: those in names of files and indicators state nothing."""
        words = _without(_MARK.sub("", text), (*names, *_numbered_names()))
        found = find_quantities(words, language=self._language)
        return [end for q in found for end in (q.value, q.value_to) if end is not None]

    def _holds(self, mark: int, value: float) -> bool:
        """Whether a quote states a value; a table row also in the unit of its heading (`triệu đồng`)."""
        if abs(value) in self._known.get(mark, ()):
            return True
        citation = self._citations[mark]
        scales = _SCALES if citation.cell is not None else (1,)
        return any(
            tidy(abs(value)) == tidy(abs(number) * scale)
            for language in get_args(Language)
            for number in _stated(citation.quote, language)
            for scale in scales
        )


def _without(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = text.replace(name, " ")
    return text


@cache
def _scaled_or_spelled(language: Language) -> re.Pattern[str]:
    """Words that are a number, or make another of one in digits."""
    words = NUMBER_WORDS_EN if language == "en" else NUMBER_WORDS_VI
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, {*words, *SCALES})))})\b")


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
