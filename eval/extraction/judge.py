"""Which figure read is which number of the report, and what is right about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from eval.extraction.faults import Fault, Remark, faults, remarks, same_number
from eval.extraction.gold import Expected, Gold, NoFigure
from vectorstore.schema import Figure


class Verdict(StrEnum):
    """What became of a number of the report."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Row:
    """A figure read and its faults; `gold` is None where no figure stands, `why` then says what does."""

    figure: Figure
    gold: Gold | None
    faults: tuple[Fault, ...] = ()
    why: str = ""

    @property
    def answerable(self) -> bool:
        """Whether questions about an indicator are answered from it."""
        return self.figure.indicator is not None and not self.figure.rivals

    @property
    def right(self) -> bool:
        """Whether all it says stands in the report."""
        return self.gold is not None and not self.faults


@dataclass(frozen=True, slots=True)
class Judged:
    """A number of the report and the figures read at its place, the best one first."""

    gold: Gold
    rows: tuple[Row, ...]

    @property
    def verdict(self) -> Verdict:
        """Right where one of the figures is; missed where there is none."""
        if not self.rows:
            return Verdict.MISSED
        return Verdict.RIGHT if self.rows[0].right else Verdict.WRONG

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What else to say of a right one."""
        return remarks(self.gold, self.rows[0].figure) if self.verdict is Verdict.RIGHT else ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """All of one report: its numbers and the figures that stand at none of them."""

    numbers: tuple[Judged, ...]
    spurious: tuple[Row, ...]


def judge(expected: Expected, figures: Sequence[Figure]) -> Judgement:
    """Assign the figures read to the numbers they stand at, and say what is wrong with each.

    A figure belongs to the number it overlaps; of several (`139/143`), to the one that has its value.
    """
    at: dict[int, list[Row]] = {}
    spurious: list[Row] = []
    for figure in figures:
        places = [i for i, gold in enumerate(expected.figures) if _overlaps(gold, figure)]
        if not places:
            spurious.append(Row(figure, None, why=_why(expected.others, figure)))
            continue
        best = next((i for i in places if same_number(expected.figures[i], figure)), places[0])
        gold = expected.figures[best]
        at.setdefault(best, []).append(Row(figure, gold, faults(gold, figure)))
    numbers = [
        Judged(gold, tuple(sorted(at.get(i, ()), key=lambda row: len(row.faults))))
        for i, gold in enumerate(expected.figures)
    ]
    return Judgement((*numbers, *(Judged(gold, ()) for gold in expected.lost)), tuple(spurious))


def _overlaps(number: Gold | NoFigure, figure: Figure) -> bool:
    return number.start < figure.value_end and figure.value_start < number.end


def _why(others: Sequence[NoFigure], figure: Figure) -> str:
    return next((other.why for other in others if _overlaps(other, figure)), "not in the gold")
