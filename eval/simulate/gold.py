"""The gold schema: what a reader should take from a report, one line a figure."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
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

    `value` is in base units as the print says it (`trên 184.000` is 184000); a decrease is negative, `period`
    that of the number itself (last year's for `previous`, next year's for `target`). It stands either in
    `sentence`, verbatim, or in the cell named by `row` and `column`; `printed` is the number as it stands
    there. `part` names the part of a total, `locality` a place below the province.
    """

    report: str
    indicator: str
    value: int | float
    unit: str
    printed: str
    kind: Kind
    province: str
    period: str
    qualifier: str | None = None
    locality: str | None = None
    part: str | None = None
    sentence: str | None = None
    table: str | None = None
    row: str | None = None
    column: str | None = None


def write_gold(path: Path, figures: Iterable[GoldFigure]) -> None:
    """Writes the figures as JSON lines; fields that are null are left out."""
    lines = (
        json.dumps({k: v for k, v in asdict(figure).items() if v is not None}, ensure_ascii=False)
        for figure in figures
    )
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def read_gold(path: Path) -> tuple[GoldFigure, ...]:
    """Reads what `write_gold` wrote."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return tuple(GoldFigure(**{**row, "kind": Kind(row["kind"])}) for row in rows)
