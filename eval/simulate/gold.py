"""The gold schema: what a reader should take from a report, one line a figure."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    """What a number says of its indicator."""

    ACHIEVED = "achieved"
    PREVIOUS = "previous"
    TARGET = "target"
    CHANGE = "change"
    SHARE = "share"
    PART = "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFigure:
    """One number of a report.

    `value` is in base units as the print says it (`trên 184.000` is 184000; of a range the lower end,
    `value_to` the upper); a decrease is negative, `period` that of the number itself (last year's for
    `previous`, next year's for `target`). It stands either in `sentence`, verbatim, or in the cell named by
    `row` and `column`; `printed` is the number as it stands there. `part` names the part of a total,
    `locality` a place below the province. `misprint` marks a number printed a thousand times too large;
    `preliminary` one that is not the world's figure: the report came out before the count was closed.

    The last fields say how the number is printed, not what it says, so they do not count when figures are
    compared: `construction` (named by `eval.simulate.construction` and `tables`), the `style` that worded it,
    the `document_kind`; `at`, the offset of `printed` in `sentence`; `column_number`, counted from 0 over the
    whole row, and `above`, the headings above `column`, outermost first, joined by ` > `; `dates`, the first
    and last day that the report itself gives for its period; `merged`, that the province is meant as it is
    since 1 July 2025.
    """

    report: str
    indicator: str
    value: int | float
    unit: str
    printed: str
    kind: Kind
    province: str
    period: str
    value_to: int | float | None = None
    qualifier: str | None = None
    locality: str | None = None
    part: str | None = None
    sentence: str | None = None
    table: str | None = None
    row: str | None = None
    column: str | None = None
    misprint: bool = False
    preliminary: bool = False
    construction: str = field(default="", compare=False)
    style: str = field(default="", compare=False)
    document_kind: str = field(default="", compare=False)
    at: int | None = field(default=None, compare=False)
    column_number: int | None = field(default=None, compare=False)
    above: str | None = field(default=None, compare=False)
    dates: str | None = field(default=None, compare=False)
    merged: bool = field(default=False, compare=False)


_FIELDS = tuple(f.name for f in fields(GoldFigure))
_COMPARED = tuple(f.name for f in fields(GoldFigure) if f.compare)


def write_gold(path: Path, figures: Iterable[GoldFigure], *, how_printed: bool = True) -> None:
    """Writes the figures as JSON lines; fields that say nothing (null, empty, false) are left out.

    Without `how_printed` the fields that do not count in comparisons are left out too.
    """
    names = _FIELDS if how_printed else _COMPARED
    rows = ({name: getattr(figure, name) for name in names} for figure in figures)
    said = ({name: value for name, value in row.items() if _says(value)} for row in rows)
    lines = (f"{json.dumps(row, ensure_ascii=False)}\n" for row in said)
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def read_gold(path: Path) -> tuple[GoldFigure, ...]:
    """Reads what `write_gold` wrote."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return tuple(GoldFigure(**{**row, "kind": Kind(row["kind"])}) for row in rows)


def _says(value: object) -> bool:
    return value is not None and value is not False and value != ""
