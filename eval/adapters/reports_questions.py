"""Flat question files as suites: a line with `question`, `answer`, `answer_number`, `unit` and `source`.

One file holds the questions, a folder beside it (`reports/`) the texts they were written from, a question's
`source` being a file's stem. Nothing is copied: the suite's corpus is that folder. What such a line leaves
open (province, period, ranges) is not expected.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.answer import Status
from eval.errors import Problem, SuiteError
from eval.metrics.printed import shown_numbers
from eval.question import Expected, ExpectedValue, QuestionKind, SuiteQuestion
from eval.suite import Suite, check_questions, numbered_lines, validation_problems

_ITEM_SEPARATOR = re.compile(r"\s*[,;]\s+(?:và\s+|and\s+)?|\s+(?:và|and)\s+")


class FlatKind(StrEnum):
    """What kind of answer a flat question has."""

    NUMBER = "number"
    LIST = "list"
    TEXT = "text"
    COMPARE = "compare"
    UNANSWERABLE = "unanswerable"


class FlatLanguage(StrEnum):
    """How a flat question is written."""

    VIETNAMESE = "vi"
    WITHOUT_DIACRITICS = "vi-nodiacritics"
    ENGLISH = "en"


_NUMBER_KINDS: Mapping[FlatLanguage, QuestionKind] = {
    FlatLanguage.VIETNAMESE: QuestionKind.LOOKUP,
    FlatLanguage.WITHOUT_DIACRITICS: QuestionKind.NO_DIACRITICS,
    FlatLanguage.ENGLISH: QuestionKind.ENGLISH,
}
_OTHER_KINDS: Mapping[FlatKind, QuestionKind] = {
    FlatKind.LIST: QuestionKind.LIST,
    FlatKind.TEXT: QuestionKind.TEXT,
    FlatKind.COMPARE: QuestionKind.COMPARE,
    FlatKind.UNANSWERABLE: QuestionKind.UNANSWERABLE,
}


class FlatQuestion(BaseModel):
    """One line of the file; it may have other fields, which are not read."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Annotated[str, Field(min_length=1)]
    question: Annotated[str, Field(min_length=1)]
    lang: FlatLanguage
    kind: FlatKind
    answer: str | None
    answer_number: int | float | None
    unit: str | None
    source: str | tuple[str, ...]
    evidence: str | tuple[str, ...] | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _says_what_is_right(self) -> "FlatQuestion":
        if self.kind in (FlatKind.NUMBER, FlatKind.COMPARE) and (self.answer_number is None or not self.unit):
            raise ValueError(f"a question of kind {self.kind.value!r} needs answer_number and unit")
        if self.kind is FlatKind.LIST and not self.answer:
            raise ValueError("a question of kind 'list' needs an answer")
        return self

    @property
    def stems(self) -> tuple[str, ...]:
        """The texts the answer stands in."""
        return (self.source,) if isinstance(self.source, str) else self.source

    @property
    def proof(self) -> str | None:
        """The evidence as one text, a line a source."""
        return "\n".join(self.evidence) if isinstance(self.evidence, tuple) else self.evidence


def load_reports_questions(path: Path, *, corpus: Path | None = None) -> Suite:
    """The suite of a flat question file, on `reports/` beside it or on another folder of texts.

    Raises SuiteError naming every bad place.
    """
    corpus = corpus or path.parent / "reports"
    if not path.is_file():
        raise SuiteError([Problem(path, None, None, "is missing")])
    if not corpus.is_dir():
        raise SuiteError([Problem(corpus, None, None, "is not a folder of reports")])
    problems: list[Problem] = []
    numbered: list[tuple[int, SuiteQuestion]] = []
    for number, line in numbered_lines(path, problems):
        try:
            numbered.append((number, suite_question(FlatQuestion.model_validate_json(line, strict=True))))
        except ValidationError as error:
            problems.extend(validation_problems(path, number, error))
    check_questions(path, numbered, corpus, problems)
    if problems:
        raise SuiteError(problems)
    return Suite(
        name=path.stem, path=path, corpus=corpus, questions=tuple(question for _, question in numbered)
    )


def suite_question(flat: FlatQuestion) -> SuiteQuestion:
    """A flat question with what it expects in a suite's terms.

    - `unanswerable` expects `not_found`; its `source` is where one would look in vain.
    - The `answer_number` of a comparison was worked out by its author: half of its last digit is tolerated.
    - The `answer` of a list is split into items at commas, semicolons, `và` and `and`.
    - Other numbers of the `answer` may stand behind its `answer_number`: the author gives them too.
    - The evidence is expected of text answers only; a number's evidence is its source.
    """
    kind = _NUMBER_KINDS[flat.lang] if flat.kind is FlatKind.NUMBER else _OTHER_KINDS[flat.kind]
    return SuiteQuestion(
        id=flat.id, question=flat.question, kind=kind, expected=_expected(flat), note=flat.note
    )


def list_items(answer: str) -> tuple[str, ...]:
    """The things an enumeration names."""
    return tuple(item for item in _ITEM_SEPARATOR.split(answer.strip().rstrip(".")) if item)


def last_digit_tolerance(number: float) -> float:
    """Half of the last printed digit of a number with decimals; 0 for a whole one."""
    exponent = Decimal(str(number)).normalize().as_tuple().exponent
    return 0.5 * 10.0**exponent if isinstance(exponent, int) and exponent < 0 else 0.0


def _numbers_of(answer: str) -> tuple[float, ...]:
    return tuple(number for readings in shown_numbers(answer, "") for number in sorted(readings))


def _expected(flat: FlatQuestion) -> Expected:
    if flat.kind is FlatKind.UNANSWERABLE:
        return Expected(status=Status.NOT_FOUND)
    values: tuple[ExpectedValue, ...] = ()
    if flat.kind in (FlatKind.NUMBER, FlatKind.COMPARE) and flat.answer_number is not None and flat.unit:
        tolerance = last_digit_tolerance(flat.answer_number) if flat.kind is FlatKind.COMPARE else 0.0
        values = (ExpectedValue(value=flat.answer_number, unit=flat.unit, tolerance=tolerance),)
    return Expected(
        status=Status.ANSWERED,
        values=values,
        also=_numbers_of(flat.answer or "") if values else (),
        items=list_items(flat.answer or "") if flat.kind is FlatKind.LIST else (),
        sources=tuple(f"{stem}.txt" for stem in flat.stems),
        evidence=flat.proof if flat.kind is FlatKind.TEXT else None,
    )
