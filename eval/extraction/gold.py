"""What a reader should take from a report: its numbers, where each stands and what it says.

The same values for annotated real texts (`real_texts`) and for generated reports (`generated`). Comparing
them with what was read is `faults`' work.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from vectorstore.schema import FigureKind, StructuredText


@dataclass(frozen=True, slots=True, kw_only=True)
class Also:
    """Other readings of a number that are right as well, where people may differ."""

    indicator: tuple[str | None, ...] = ()
    kind: tuple[FigureKind, ...] = ()
    province: tuple[str | None, ...] = ()
    period: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A number that is a figure: `start:end` are its characters in the report's stored text.

    `value` is in base units, a decrease negative. `indicator` is an id of the program's list, None for what
    is not on it; `noun` then holds head words of what is counted, where known. `name` is what tables call
    the subject. `construction` names how the number is printed, `style` and `document_kind` are the report's.
    """

    start: int
    end: int
    value: float
    value_to: float | None = None
    unit: str
    qualifier: str | None = None
    kind: FigureKind
    indicator: str | None
    noun: str | None = None
    name: str
    province: str | None
    locality: str | None = None
    period: str | None
    part: str | None = None
    construction: str
    style: str = ""
    document_kind: str = ""
    also: Also = field(default_factory=Also)


@dataclass(frozen=True, slots=True)
class NoFigure:
    """A number that counts nothing (a date, a document number), and why."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """All that is expected of one report's text.

    `lost` are figures that could not be found in the text as it was loaded: they count as missed.
    """

    figures: tuple[Gold, ...]
    others: tuple[NoFigure, ...] = ()
    lost: tuple[Gold, ...] = ()


class Expectation(Protocol):
    """What is expected of a report, before its text is known."""

    def of(self, text: StructuredText) -> Expected:
        """The figures with their places in this text."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A report file to read and to compare; `quotable` says whether its sentences may be written down."""

    path: Path
    quotable: bool
    expectation: Expectation
