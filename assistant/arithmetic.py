"""Arithmetic over cited figures: sum, mean, difference, ratio, and what they were worked out from.

Pure: a term is a number with the citation it stands in, or an operation over terms. `verify` works every one
out again from its operands before it is shown. Decimal inside, so that `97,2 − 93,5` is `3,7`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assistant.answer import Operation

_PER_CENT = 100


@dataclass(frozen=True, slots=True)
class Cited:
    """A number as its citation states it; `hedged` where it is stated as `hơn`, `khoảng`."""

    value: float
    mark: int
    hedged: bool = False

    @property
    def marks(self) -> tuple[int, ...]:
        """The citation it stands in."""
        return (self.mark,)


@dataclass(frozen=True, slots=True)
class Computed:
    """The result of an operation over its operands in order, as it is shown; `scale` 100 is per cent."""

    operation: Operation
    operands: tuple["Term", ...]
    value: float
    scale: int = 1

    @property
    def marks(self) -> tuple[int, ...]:
        """The citations of every operand, each once, in order."""
        return tuple(dict.fromkeys(mark for operand in self.operands for mark in operand.marks))

    @property
    def hedged(self) -> bool:
        """Whether any operand is only stated approximately."""
        return any(operand.hedged for operand in self.operands)


Term = Cited | Computed


def total(terms: Sequence[Term]) -> Computed:
    """The sum of one term or more."""
    return _computed("sum", terms)


def mean(terms: Sequence[Term]) -> Computed:
    """The plain average of one term or more."""
    return _computed("mean", terms)


def difference(one: Term, other: Term) -> Computed:
    """How much `one` is above `other`; negative when it is below."""
    return _computed("difference", (one, other))


def share(part: Term, whole: Term) -> Computed | None:
    """`part` in per cent of `whole`; None of nothing."""
    return _computed("ratio", (part, whole), scale=_PER_CENT) if exact(whole) else None


def multiple(one: Term, other: Term) -> Computed | None:
    """How many times `other` goes into `one`; None when it is nothing."""
    return _computed("ratio", (one, other)) if exact(other) else None


def per_cent_change(new: Term, old: Term) -> Computed | None:
    """The change from `old` to `new` in per cent of `old`; None when there was nothing before."""
    return share(difference(new, old), old) if exact(old) > 0 else None


def exact(term: Term) -> Decimal:
    """A term's value before any rounding, worked out from the cited numbers alone."""
    if isinstance(term, Cited):
        return Decimal(repr(term.value))
    numbers = [exact(operand) for operand in term.operands]
    if term.operation == "difference":
        result = numbers[0] - sum(numbers[1:])
    elif term.operation == "ratio":
        result = numbers[0] / numbers[1]
    else:
        result = sum(numbers, Decimal(0))
        result = result / len(numbers) if term.operation == "mean" else result
    return result * term.scale


def is_right(term: Computed) -> bool:
    """Whether the value shown is what the operands give, to the digits it is rounded to."""
    if not term.operands or (term.operation == "ratio" and exact(term.operands[1]) == 0):
        return False
    return _shown(term.operation, exact(term)) == term.value


def _computed(operation: Operation, operands: Sequence[Term], *, scale: int = 1) -> Computed:
    unrounded = exact(Computed(operation, tuple(operands), 0, scale))
    return Computed(operation, tuple(operands), _shown(operation, unrounded), scale)


def _shown(operation: Operation, value: Decimal) -> float:
    """Sums and differences as they are; quotients to two decimals, the smallest to two significant ones."""
    if operation in ("sum", "difference"):
        return float(value)
    digits = 2 if value == 0 or abs(value) >= Decimal("0.1") else 1 - value.adjusted()
    return float(value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP))
