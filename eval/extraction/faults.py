"""What is wrong with a figure that was read, compared with what stands there."""

import math
from enum import StrEnum

from eval.extraction.gold import Gold
from vectorstore.analysis.periods import same_period
from vectorstore.analysis.text import fold
from vectorstore.schema import Figure, FigureKind


class Fault(StrEnum):
    """A field of a figure that says something else than the report."""

    VALUE = "value"
    INDICATOR = "indicator"
    RIVALS = "rivals"
    WORDS = "words"
    KIND = "kind"
    PART = "part"
    PROVINCE = "province"
    LOCALITY = "locality"
    PERIOD = "period"
    UNIT = "unit"


class Remark(StrEnum):
    """What does not make a figure wrong, but is worth a count."""

    QUALIFIER = "qualifier lost or altered"
    DIRECTION = "decrease without its sign"
    NARROWED = "narrowed by words where it is the whole"
    LEVEL = "a level of an earlier period, told as achieved or previous"


_LEVELS = frozenset((FigureKind.ACHIEVED, FigureKind.PREVIOUS))
_PERCENT = frozenset(("%", "điểm %", "điểm phần trăm"))
_MONEY = frozenset(("đồng", "vnd", "vnđ"))


def faults(gold: Gold, figure: Figure) -> tuple[Fault, ...]:
    """The fields that are wrong, the gravest first; none for a figure read right."""
    right = {
        Fault.VALUE: _same_value(gold, figure),
        Fault.INDICATOR: _same_indicator(gold, figure),
        Fault.RIVALS: not figure.rivals or not _same_indicator(gold, figure),
        Fault.WORDS: _says_what_is_counted(gold, figure),
        Fault.KIND: _same_kind(gold, figure),
        Fault.PART: not _lacks_its_part(gold, figure),
        Fault.PROVINCE: figure.province in (gold.province, *gold.also.province),
        Fault.LOCALITY: _same_locality(gold.locality, figure.locality),
        Fault.PERIOD: any(_same_period(p, figure.period) for p in (gold.period, *gold.also.period)),
        Fault.UNIT: _unit_class(gold.unit) == _unit_class(figure.unit),
    }
    return tuple(fault for fault in Fault if not right[fault])


def remarks(gold: Gold, figure: Figure) -> tuple[Remark, ...]:
    """What else to say of a figure that was read right."""
    said = {
        Remark.QUALIFIER: fold(gold.qualifier or "") not in fold(figure.qualifier or "")
        or bool(figure.qualifier and not gold.qualifier),
        Remark.DIRECTION: gold.value < 0 < figure.value,
        Remark.LEVEL: figure.kind is not gold.kind and {figure.kind, gold.kind} == _LEVELS,
        Remark.NARROWED: gold.part is None and figure.part is not None and gold.kind is FigureKind.ACHIEVED,
    }
    return tuple(remark for remark in Remark if said[remark])


def same_number(gold: Gold, figure: Figure) -> bool:
    """Whether the figure is the gold's number; a change is compared without its sign."""
    size = abs if gold.kind is FigureKind.CHANGE else float
    return math.isclose(size(gold.value), size(figure.value), rel_tol=1e-9)


def _same_value(gold: Gold, figure: Figure) -> bool:
    if not same_number(gold, figure) or (gold.value_to is None) != (figure.value_to is None):
        return False
    if gold.value_to is None or figure.value_to is None:
        return True
    return math.isclose(abs(gold.value_to), abs(figure.value_to), rel_tol=1e-9)


def _same_indicator(gold: Gold, figure: Figure) -> bool:
    accepted = (gold.indicator, *gold.also.indicator)
    return figure.indicator in accepted or (bool(figure.rivals) and bool(set(figure.rivals) & set(accepted)))


def _says_what_is_counted(gold: Gold, figure: Figure) -> bool:
    """Whether a figure off the list is kept under the report's own words: half the noun's words at least."""
    if gold.noun is None or figure.indicator is not None:
        return True
    kept = fold(" ".join(filter(None, (figure.phrase, figure.unit, figure.row, figure.column, figure.part))))
    words = fold(gold.noun).split()
    return 2 * sum(word in kept for word in words) >= len(words)


def _same_kind(gold: Gold, figure: Figure) -> bool:
    if figure.kind in (gold.kind, *gold.also.kind):
        return True
    # The level of an earlier period is told by its period, which is compared: `năm 2022 là 217 văn bản`.
    if {figure.kind, gold.kind} == _LEVELS:
        return True
    # A level with the name of its part says that it is one, where the report does not state the whole.
    return gold.kind is FigureKind.PART and figure.kind is FigureKind.ACHIEVED and figure.part is not None


def _lacks_its_part(gold: Gold, figure: Figure) -> bool:
    """Whether what holds of a part of the cases is kept as if it held of all.

    An indicator of its own names the part already (`advice` of legal aid cases), the others must say it.
    """
    if gold.part is None or figure.indicator is None:
        return False
    if figure.indicator == gold.indicator:
        has_whole = any(other is not None for other in gold.also.indicator)
        if has_whole or FigureKind.ACHIEVED in (gold.kind, *gold.also.kind):
            return False
    return figure.part is None and figure.kind is not FigureKind.PART


def _same_locality(gold: str | None, figure: str | None) -> bool:
    """The same place below the province, its type (`Quận`, `TP`) printed or not."""
    if not gold or not figure:
        return not gold and not figure
    a, b = (" ".join(fold(name).split()) for name in (gold, figure))
    return a == b or a.endswith(f" {b}") or b.endswith(f" {a}")


def _same_period(gold: str | None, figure: str | None) -> bool:
    if gold is None or figure is None:
        return gold is figure
    return same_period(gold, figure)


def _unit_class(unit: str) -> str:
    """Per cent, money and counts are told apart; which noun a count has, is not."""
    name = unit.casefold().strip()
    if name in _PERCENT:
        return "per cent"
    return "money" if name in _MONEY else "count"
