"""A row of an office's sheet as a suite's question; whatever is wrong in it is named, column by column."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from assistant.answer import Status
from eval.adapters.pairs import cells
from eval.adapters.pairs.cells import CellError
from eval.adapters.pairs.columns import Column, kind_named, status_named
from eval.adapters.pairs.grid import GridCell
from eval.adapters.pairs.numbers import WrittenNumber
from eval.metrics.printed import shown_numbers
from eval.question import Expected, ExpectedValue, QuestionKind, SuiteQuestion, SuiteTurn
from vectorstore.analysis.text import detect_language, has_diacritics

_Read = TypeVar("_Read")

_LONGEST_UNIT = 4
"""An answer of a number and so many words is a value; of more, it is a sentence."""

_A_DATE = "ô này là ngày tháng: đổi ô sang kiểu chữ và ghi như 11/2023 · the cell holds a date, not text"

_WORDED_KINDS = frozenset({QuestionKind.TEXT, QuestionKind.LIST})
_REFUSED_KINDS = frozenset({QuestionKind.UNANSWERABLE, QuestionKind.OFF_TOPIC, QuestionKind.INJECTED})


@dataclass(frozen=True, slots=True)
class ReadRow:
    """The question, or None and why not."""

    question: SuiteQuestion | None
    errors: tuple[CellError, ...]


def read_row(row: Mapping[Column, GridCell], identifier: str, files: Sequence[str]) -> ReadRow:
    """What a row asks and expects; `files` are those of the corpus, a column that is not there is empty."""
    return _Row(row, files).read(identifier)


class _Row:
    def __init__(self, row: Mapping[Column, GridCell], files: Sequence[str]) -> None:
        self._row = row
        self._files = files
        self._errors: list[CellError] = []

    def read(self, identifier: str) -> ReadRow:
        text = self._cell("question").text
        if not text:
            self._errors.append(CellError("question", "thiếu câu hỏi · the question is missing"))
        stated_kind = self._kind()
        status = self._status(stated_kind)
        expected = self._expected(text, status, stated_kind)
        if self._errors or expected is None:
            return ReadRow(None, tuple(self._errors))
        history = tuple(SuiteTurn(role="user", content=turn) for turn in cells.parts(self._cell("history")))
        question = SuiteQuestion(
            id=identifier,
            question=text,
            history=history,
            kind=stated_kind or _kind_of(text, expected, has_history=bool(history)),
            expected=expected,
            note=self._cell("note").text or None,
        )
        return ReadRow(question, ())

    def _expected(self, question: str, status: Status, kind: QuestionKind | None) -> Expected | None:
        if status is not Status.ANSWERED:
            self._refuse_contents(status)
            return None if self._errors else Expected(status=status)
        values = self._values(question, kind)
        answer = self._cell("answer").text
        listed = cells.parts(self._cell("items"))
        if kind is QuestionKind.LIST and not listed:
            listed = cells.parts(self._cell("answer"))
        phrases = cells.parts(self._cell("phrases"))
        worded = bool(answer) and not values and not listed
        evidence = self._cell("evidence").text or (answer if worded else "")
        if not (values or listed or phrases or evidence or self._errors):
            reason = (
                "chưa nói thế nào là đúng: ghi số liệu, đáp án, danh sách hoặc “không có” · "
                "nothing says what the right answer is"
            )
            self._errors.append(CellError("value" if "value" in self._row else "answer", reason))
        sources = self._tried(lambda: cells.sources(self._cell("source"), self._files)) or ()
        if self._errors:
            return None
        return Expected(
            status=status,
            values=values,
            also=_numbers_of(answer) if values else (),
            items=listed,
            phrases=phrases,
            sources=sources,
            relevant=dict.fromkeys(sources, 1),
            evidence=evidence or None,
        )

    def _values(self, question: str, kind: QuestionKind | None) -> tuple[ExpectedValue, ...]:
        unit = self._cell("unit").text
        numbers = self._tried(lambda: cells.numbers("value", self._cell("value"), unit)) or ()
        if not numbers and self._cell("value").is_empty and kind not in _WORDED_KINDS:
            numbers = self._numbers_of_answer()
        if not numbers:
            return ()
        count = len(numbers)
        units = self._for_each("unit", count)
        provinces = self._for_each("province", count)
        periods = self._for_each("period", count)
        if self._cell("period").day is not None:
            self._errors.append(CellError("period", _A_DATE))
        tolerance = self._tolerance()
        values: list[ExpectedValue] = []
        for number, each, place, period in zip(numbers, units, provinces, periods, strict=True):
            based = self._tried(partial(cells.with_unit, number, each, question))
            canonical = self._tried(partial(cells.province, place)) if place else None
            noted = self._tried(partial(cells.period, period)) if period else None
            if based is not None:
                values.append(
                    ExpectedValue(
                        value=based.value,
                        unit=based.unit,
                        province=canonical,
                        period=noted,
                        tolerance=tolerance,
                    )
                )
        return tuple(values)

    def _numbers_of_answer(self) -> tuple[WrittenNumber, ...]:
        """The answer as values, where it is no more than numbers with their units."""
        try:
            numbers = cells.numbers("answer", self._cell("answer"), self._cell("unit").text)
        except CellError:
            return ()
        return numbers if all(len(number.unit.split()) <= _LONGEST_UNIT for number in numbers) else ()

    def _for_each(self, column: Column, count: int) -> tuple[str, ...]:
        """What a column says of each value: one thing of all, or as many things as there are values."""
        listed = cells.parts(self._cell(column))
        if len(listed) <= 1:
            return (listed[0] if listed else "",) * count
        if len(listed) != count:
            reason = (
                f"có {len(listed)} mục nhưng có {count} số liệu: ghi một mục chung hoặc đủ {count} mục · "
                "one entry for all values, or one for each"
            )
            self._errors.append(CellError(column, reason))
            return ("",) * count
        return listed

    def _tolerance(self) -> float:
        numbers = self._tried(lambda: cells.numbers("tolerance", self._cell("tolerance"))) or ()
        if len(numbers) > 1 or any(number.unit or number.value < 0 for number in numbers):
            reason = (
                "ghi một số không âm, cùng đơn vị với số liệu · one number of the value's unit, not negative"
            )
            self._errors.append(CellError("tolerance", reason))
        return float(numbers[0].value) if numbers else 0.0

    def _refuse_contents(self, status: Status) -> None:
        written = self._cell("value")
        if not written.is_empty and status_named(written.text) is not status:
            reason = f"trạng thái là {status.value!r} nên để trống số liệu · no value goes with this status"
            self._errors.append(CellError("value", reason))

    def _kind(self) -> QuestionKind | None:
        written = self._cell("kind").text
        kind = kind_named(written) if written else None
        if written and kind is None:
            names = ", ".join(QuestionKind)
            self._errors.append(
                CellError("kind", f"không nhận ra loại {written!r}: để trống hoặc ghi {names}")
            )
        return kind

    def _status(self, kind: QuestionKind | None) -> Status:
        written = self._cell("status").text
        status = status_named(written) if written else None
        if written and status is None:
            known = "“trả lời được”, “không có” hoặc “hỏi lại”"
            reason = f"không nhận ra trạng thái {written!r}: để trống, hoặc ghi {known} · unknown status"
            self._errors.append(CellError("status", reason))
        if status is None and self._says_nothing(kind):
            return Status.NOT_FOUND
        return status or Status.ANSWERED

    def _says_nothing(self, kind: QuestionKind | None) -> bool:
        """Whether the row says, by its kind or in place of an answer, that the reports do not say."""
        said = [self._cell(column).text for column in ("answer", "value")]
        # one word may be the answer to a yes-or-no question
        if any(len(text.split()) > 1 and status_named(text) is Status.NOT_FOUND for text in said):
            return True
        return kind in _REFUSED_KINDS and not any(said)

    def _cell(self, column: Column) -> GridCell:
        return self._row.get(column, GridCell())

    def _tried(self, read: Callable[[], _Read]) -> _Read | None:
        try:
            return read()
        except CellError as error:
            self._errors.append(error)
            return None


def _kind_of(text: str, expected: Expected, *, has_history: bool) -> QuestionKind:
    if expected.status is not Status.ANSWERED:
        return QuestionKind.NO_PLACE if expected.status is Status.CLARIFY else QuestionKind.UNANSWERABLE
    if has_history:
        return QuestionKind.FOLLOW_UP
    if detect_language(text) == "en":
        return QuestionKind.ENGLISH
    if not has_diacritics(text):
        return QuestionKind.NO_DIACRITICS
    if expected.values:
        return QuestionKind.SEVERAL if len(expected.values) > 1 else QuestionKind.LOOKUP
    return QuestionKind.LIST if expected.items else QuestionKind.TEXT


def _numbers_of(answer: str) -> tuple[float, ...]:
    return tuple(number for readings in shown_numbers(answer, "") for number in sorted(readings))
