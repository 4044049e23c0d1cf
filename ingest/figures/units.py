"""The unit of a table's cell: stated in a column of its own, in a label, over a group or in the caption."""

import re
from dataclasses import dataclass
from functools import cache

from vectorstore.analysis.countables import countable_at
from vectorstore.analysis.indicators import indicators

_STATED = re.compile(r"(?:đơn vị(?: tính)?|đvt)\s*:\s*([^.;)\n]+)", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_MONEY = re.compile(r"(?:(nghìn|ngàn|triệu|tỷ|tỉ)\s+)?(?:đồng|vnđ|vnd)\b(?!\s+chí)", re.IGNORECASE)
_NO_MONEY_BEFORE = ("hợp", "hội")
_SCALES = {"nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}


@dataclass(frozen=True, slots=True)
class Unit:
    """What a table says its numbers are counted in; `scale` of an amount (`triệu đồng`)."""

    printed: str = ""
    money: bool = False
    percent: bool = False
    scale: float = 1.0


def unit_of(unit_cell: str, column: str, labels: tuple[str, ...], caption: str) -> Unit:
    """The unit nearest to a cell: of a column of rates, its unit column, its labels, the caption.

    `labels`, nearest first, are those of the row, the column and the group.
    """
    if "%" in column:
        return Unit("%", percent=True)
    for text in (unit_cell, *(each for label in labels for each in reversed(_BRACKETS.findall(label)))):
        unit = _unit(text.strip())
        if unit is not None:
            return unit
    for label in labels:
        amount = _amount(label)
        if amount is not None:
            return amount
        if "%" in label:
            return Unit("%", percent=True)
    stated = [found.group(1) for found in _STATED.finditer(caption)] + _BRACKETS.findall(caption)
    return next((unit for text in stated if (unit := _unit(text.strip())) is not None), Unit())


def _unit(text: str) -> Unit | None:
    """The unit a short text names, if it names one."""
    if not text:
        return None
    amount = _amount(text)
    if amount is not None:
        return amount
    lowered = text.lower()
    if "%" in lowered or lowered in ("tỷ lệ", "tỉ lệ", "phần trăm"):
        return Unit("%", percent=True)
    return Unit(text) if lowered in _counted() or countable_at(lowered, 0) else None


def _amount(text: str) -> Unit | None:
    for found in _MONEY.finditer(text):
        if not text[: found.start()].lower().rstrip().endswith(_NO_MONEY_BEFORE):
            return Unit("đồng", money=True, scale=_SCALES.get((found[1] or "").lower(), 1.0))
    return None


@cache
def _counted() -> frozenset[str]:
    return frozenset(unit for indicator in indicators().values() for unit in indicator.units)
