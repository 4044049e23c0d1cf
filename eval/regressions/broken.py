"""The broken assistants: each is the sound one with one thing about it changed, from outside."""

import re
from dataclasses import replace
from functools import cached_property

from assistant.answer import Answer, Citation, Status, Table, Value
from assistant.question import Filters, Question
from eval.regressions.system import Parts
from eval.system import SearchHit
from vectorstore.analysis.text import comparable, fold, has_diacritics, normalise
from vectorstore.catalog import Catalog
from vectorstore.schema import Figure

_WORD = re.compile(r"\w+")
_MARK = re.compile(r"\[(\d+)\]")


class CatalogWithoutFigures(Catalog):
    """A catalog whose reports no figure was read from."""

    def figures(self, **_: object) -> list[Figure]:
        """None."""
        return []

    def figure_coverage(self, **_: object) -> list[tuple[str | None, str | None, int]]:
        """Nowhere."""
        return []


class _Wrapped:
    """A system with something about it changed."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def ask(self, question: Question) -> Answer:
        """The sound assistant's answer."""
        return self._parts.sound.ask(question)

    def search(self, text: str, k: int, filters: Filters) -> list[SearchHit]:
        """The sound assistant's passages."""
        return self._parts.sound.search(text, k, filters)

    def report_text(self, report_id: str) -> str | None:
        """The text that quotes are of."""
        return self._parts.sound.report_text(report_id)


class LetterForLetter(_Wrapped):
    """Finds a word typed without diacritics only where the reports print it so.

    A text without any diacritics loses the words that fit the reports' words only when both are folded: they
    become words that stand nowhere.
    """

    def ask(self, question: Question) -> Answer:
        """The answer to what is left of the question."""
        history = tuple(replace(turn, content=self._unknown(turn.content)) for turn in question.history)
        return super().ask(replace(question, text=self._unknown(question.text), history=history))

    def search(self, text: str, k: int, filters: Filters) -> list[SearchHit]:
        """The passages for what is left of the text."""
        return super().search(self._unknown(text), k, filters)

    def _unknown(self, text: str) -> str:
        text = normalise(text)
        if has_diacritics(text):
            return text
        return _WORD.sub(lambda found: found[0] if self._is_matched(found[0]) else f"q{found[0]}q", text)

    def _is_matched(self, word: str) -> bool:
        word = comparable(word)
        return word in self._words or word not in self._folded

    @cached_property
    def _words(self) -> frozenset[str]:
        catalog = self._parts.catalog
        texts = (catalog.text(report.report_id).text for report in catalog.reports())
        return frozenset(word for text in texts for word in _WORD.findall(comparable(text)))

    @cached_property
    def _folded(self) -> frozenset[str]:
        return frozenset(map(fold, self._words))


class ShiftedCitations(_Wrapped):
    """Whatever cites the n-th citation cites the one after it."""

    def ask(self, question: Question) -> Answer:
        """The answer, its marks and numbers of citations one too high."""
        answer = super().ask(question)
        return answer.model_copy(
            update={
                "answer": _MARK.sub(lambda mark: f"[{int(mark[1]) + 1}]", answer.answer),
                "values": tuple(map(_shifted_value, answer.values)),
                "table": answer.table and _shifted_table(answer.table),
            }
        )


def _shifted_value(value: Value) -> Value:
    return value.model_copy(update={"citations": tuple(number + 1 for number in value.citations)})


def _shifted_table(table: Table) -> Table:
    shifted = tuple(tuple(number + 1 for number in row) for row in table.row_citations)
    return table.model_copy(update={"row_citations": shifted})


class NeverAbstains(_Wrapped):
    """Where the reports do not say, it answers with the nearest passage all the same."""

    def ask(self, question: Question) -> Answer:
        """An answer, whatever is asked."""
        answer = super().ask(question)
        if answer.status is not Status.NOT_FOUND:
            return answer
        nearest = self.search(question.text, 1, question.filters)
        if not nearest:
            return answer
        citation = _citation_of(nearest[0])
        said = f"{citation.quote.rstrip(' .')} [1]."
        return answer.model_copy(update={"status": Status.ANSWERED, "answer": said, "citations": (citation,)})


def _citation_of(hit: SearchHit) -> Citation:
    return Citation(
        number=1,
        report_id=hit.report_id,
        source=hit.source,
        title=hit.source,
        agency=None,
        province=None,
        period=None,
        date=None,
        page=None,
        heading=None,
        quote=hit.quote,
        start=hit.start,
        end=hit.end,
        url=f"/reports/{hit.report_id}?c={hit.start}-{hit.end}#c",
    )
