"""A suite: reports, questions on them, and how good is good enough.

The format of the folder is the contract's. Everything wrong in it is gathered and named with file, line and
field before anything runs. Other formats become suites in `eval.adapters`.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from assistant.answer import Frozen
from eval.errors import Problem, SuiteError
from eval.metrics.registry import BY_NAME
from eval.question import QuestionKind, SuiteQuestion, Text

_TYPE_NAME = re.compile(r"(?:int|float|str)$|tuple\[")

ALL = "all"
"""The kind under which every row is counted, in floors and summaries."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A metric's value over the rows of a kind must be at least (`floor`) or at most (`ceiling`) `bound`."""

    side: Literal["floor", "ceiling"]
    kind: str
    metric: str
    bound: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """Questions with their expectations on one corpus; `path` is the folder or file it was read from.

    Of a file that is not the program's own format, `refused` names the rows that were left out and `notices`
    what was passed over.
    """

    name: str
    path: Path
    corpus: Path
    questions: tuple[SuiteQuestion, ...]
    limits: tuple[Limit, ...] = ()
    refused: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()


class _Head(Frozen):
    """`suite.toml`."""

    name: Text
    description: str = ""
    floors: Mapping[str, Mapping[str, float]] = Field(default_factory=dict)
    ceilings: Mapping[str, Mapping[str, float]] = Field(default_factory=dict)


def load_suite(folder: Path, *, corpus: Path | None = None) -> Suite:
    """The suite in a folder, on its own corpus or on another one.

    Raises SuiteError naming every bad place.
    """
    corpus = corpus or folder / "corpus"
    problems = [
        Problem(path, None, None, "is missing")
        for path in (folder / "suite.toml", folder / "questions.jsonl")
        if not path.is_file()
    ]
    if not corpus.is_dir():
        problems.append(Problem(corpus, None, None, "is not a folder of reports"))
    if problems:
        raise SuiteError(problems)
    name, limits = _read_head(folder / "suite.toml", problems)
    questions = _read_questions(folder / "questions.jsonl", corpus, problems)
    if problems:
        raise SuiteError(problems)
    return Suite(name=name, path=folder, corpus=corpus, questions=questions, limits=limits)


def numbered_lines(path: Path, problems: list[Problem]) -> Iterator[tuple[int, str]]:
    """The lines of a JSON Lines file that are not blank, counted from 1; an unreadable file is a problem."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        problems.append(Problem(path, None, None, "is not UTF-8"))
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def validation_problems(path: Path, line: int | None, error: ValidationError) -> list[Problem]:
    """A problem for each field that pydantic refused."""
    reasons: dict[str, str] = {}
    for fault in error.errors():
        # a union type's branches ("int", "tuple[str, ...]") stand in the place and are no fields of the file
        field = ".".join(str(part) for part in fault["loc"] if not _TYPE_NAME.match(str(part)))
        reasons[field] = fault["msg"]
    return [Problem(path, line, field or None, reason) for field, reason in reasons.items()]


def check_questions(
    path: Path, numbered: list[tuple[int, SuiteQuestion]], corpus: Path, problems: list[Problem]
) -> None:
    """Adds what is wrong between questions, or between a question and the corpus."""
    if not numbered and not problems:
        problems.append(Problem(path, None, None, "holds no question"))
    first_line: dict[str, int] = {}
    for line, question in numbered:
        if (earlier := first_line.setdefault(question.id, line)) != line:
            problems.append(Problem(path, line, "id", f"{question.id!r} already stands on line {earlier}"))
        expected = question.expected
        for field, sources in (("sources", expected.sources), ("relevant", tuple(expected.relevant))):
            problems.extend(
                Problem(path, line, f"expected.{field}", f"{source!r} is not in {corpus}")
                for source in sources
                if not (corpus / source).is_file()
            )


def _read_head(path: Path, problems: list[Problem]) -> tuple[str, tuple[Limit, ...]]:
    try:
        head = _Head.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(Problem(path, None, None, f"is not TOML: {error}"))
        return "", ()
    except ValidationError as error:
        problems.extend(validation_problems(path, None, error))
        return "", ()
    limits = [
        *(
            Limit("floor", kind, name, bound)
            for kind, row in head.floors.items()
            for name, bound in row.items()
        ),
        *(
            Limit("ceiling", kind, name, bound)
            for kind, row in head.ceilings.items()
            for name, bound in row.items()
        ),
    ]
    for limit in limits:
        field = f"{limit.side}s.{limit.kind}.{limit.metric}"
        metric = BY_NAME.get(limit.metric)
        if limit.kind != ALL and limit.kind not in set(QuestionKind):
            problems.append(Problem(path, None, field, f"unknown kind {limit.kind!r}"))
        if metric is None:
            problems.append(Problem(path, None, field, f"unknown metric {limit.metric!r}"))
        elif (metric.better == "higher") != (limit.side == "floor"):
            right_side = "floors" if metric.better == "higher" else "ceilings"
            reason = f"{metric.better} is better for {metric.name!r}: it belongs under {right_side}"
            problems.append(Problem(path, None, field, reason))
    return head.name, tuple(limits)


def _read_questions(path: Path, corpus: Path, problems: list[Problem]) -> tuple[SuiteQuestion, ...]:
    numbered: list[tuple[int, SuiteQuestion]] = []
    for line_number, line in numbered_lines(path, problems):
        try:
            numbered.append((line_number, SuiteQuestion.model_validate_json(line, strict=True)))
        except ValidationError as error:
            problems.extend(validation_problems(path, line_number, error))
    check_questions(path, numbered, corpus, problems)
    return tuple(question for _, question in numbered)
