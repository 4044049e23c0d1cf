"""The annotations of the 30 real texts: offsets and values, no text of theirs.

The texts themselves are no part of the project. A text that is absent or has changed since it was annotated
is skipped, and named.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from eval.extraction.errors import ExtractionError
from eval.extraction.gold import Also, Case, Expectation, Expected, Gold, NoFigure
from vectorstore.schema import FigureKind, StructuredText

ANNOTATIONS = Path(__file__).parents[1] / "gold" / "real_texts.jsonl"
"""Where the annotations stand; the README beside them says by which rules they were made."""


class _Line(BaseModel):
    """One number of a text; its place is given in code points of the stored text."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    text: str
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    start: int
    end: int
    doubt: str | None = None

    @model_validator(mode="after")
    def _is_a_span(self) -> Self:
        if not 0 <= self.start < self.end:
            raise ValueError("start must stand before end")
        return self


class _OtherReadings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    indicator: tuple[str | None, ...] = ()
    kind: tuple[FigureKind, ...] = ()
    province: tuple[str | None, ...] = ()
    period: tuple[str | None, ...] = ()


class FigureLine(_Line):
    """A number that is a figure."""

    figure: Literal[True] = True
    value: int | float
    value_to: int | float | None = None
    unit: str
    qualifier: str | None = None
    kind: Annotated[FigureKind, Field(strict=False)]
    indicator: str | None
    noun: str | None = None
    province: str | None
    locality: str | None = None
    period: str | None
    part: str | None = None
    construction: str
    also: Annotated[_OtherReadings, Field(strict=False)] = _OtherReadings()

    @model_validator(mode="after")
    def _says_what_is_counted(self) -> Self:
        if (self.indicator is None) != (self.noun is not None):
            raise ValueError("a noun stands where, and only where, there is no indicator")
        return self


class OtherLine(_Line):
    """A number that is no figure."""

    figure: Literal[False]
    why: str


Line = FigureLine | OtherLine
_LINE: TypeAdapter[Line] = TypeAdapter(Line)


@dataclass(frozen=True, slots=True)
class AnnotatedText(Expectation):
    """The annotation of one text."""

    lines: tuple[Line, ...]

    def of(self, text: StructuredText) -> Expected:
        """The annotated numbers; their offsets are those of the stored text already."""
        return Expected(
            figures=tuple(_gold(line) for line in self.lines if isinstance(line, FigureLine)),
            others=tuple(
                NoFigure(line.start, line.end, line.why) for line in self.lines if isinstance(line, OtherLine)
            ),
        )


def read_annotations(path: Path = ANNOTATIONS) -> Mapping[str, tuple[Line, ...]]:
    """The annotated numbers by text; ExtractionError names the line that is wrong."""
    lines: list[Line] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            lines.append(_LINE.validate_json(line))
        except ValidationError as error:
            raise ExtractionError(f"{path.name}, line {number}: {error}") from error
    return {text: tuple(of_text) for text, of_text in groupby(lines, key=lambda line: line.text)}


def real_cases(folder: Path, annotations: Path = ANNOTATIONS) -> tuple[list[Case], list[str]]:
    """The texts of a folder that are as they were annotated, and a message for each that is not."""
    cases: list[Case] = []
    skipped: list[str] = []
    for name, lines in read_annotations(annotations).items():
        path = folder / f"{name}.txt"
        if not path.is_file():
            skipped.append(f"{name}: not in {folder}")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != lines[0].sha256:
            skipped.append(f"{name}: has changed since it was annotated")
        else:
            cases.append(Case(path=path, quotable=False, expectation=AnnotatedText(lines)))
    return cases, skipped


def _gold(line: FigureLine) -> Gold:
    return Gold(
        start=line.start,
        end=line.end,
        value=line.value,
        value_to=line.value_to,
        unit=line.unit,
        qualifier=line.qualifier,
        kind=line.kind,
        indicator=line.indicator,
        noun=line.noun,
        name=line.indicator or f"({line.noun})",
        province=line.province,
        locality=line.locality,
        period=line.period,
        part=line.part,
        construction=line.construction,
        also=Also(
            indicator=line.also.indicator,
            kind=line.also.kind,
            province=line.also.province,
            period=line.also.period,
        ),
    )
