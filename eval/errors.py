"""What can go wrong in an evaluation. The cause is the class, the context its fields."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class EvaluationError(Exception):
    """An evaluation cannot be done as asked."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: the line counts from 1 (None: the file as a whole), the field is dotted."""

    path: Path
    line: int | None
    field: str | None
    reason: str

    def __str__(self) -> str:
        place = str(self.path) if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.reason}" if self.field is None else f"{place}: {self.field}: {self.reason}"


class SuiteError(EvaluationError):
    """The suite cannot be read; `problems` names every bad place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class RunUnreadableError(EvaluationError):
    """This folder does not hold the results of a run."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class SystemUnavailableError(EvaluationError):
    """The system to be measured cannot be reached or does not speak the contract."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"{address}: {reason}")
        self.address = address
        self.reason = reason
