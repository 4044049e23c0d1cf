"""What is worked out follows from its cited operands, to the last digit shown."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.arithmetic import (
    Cited,
    Computed,
    difference,
    is_right,
    mean,
    multiple,
    per_cent_change,
    share,
    total,
)

COUNTS = st.integers(0, 10**13).map(float)
RATES = st.decimals(0, 100, places=2).map(float)
NUMBERS = COUNTS | RATES


def cited(*values: float) -> list[Cited]:
    return [Cited(value, mark) for mark, value in enumerate(values, start=1)]


@given(st.lists(NUMBERS, min_size=1, max_size=63))
def test_a_sum_equals_its_cited_addends(values: list[float]) -> None:
    term = total(cited(*values))
    assert term.value == float(sum(Fraction(str(value)) for value in values))
    assert term.marks == tuple(range(1, len(values) + 1))
    assert is_right(term)


@given(NUMBERS, NUMBERS)
def test_a_difference_is_what_is_between_two(one: float, other: float) -> None:
    term = difference(*cited(one, other))
    assert term.value == float(Fraction(str(one)) - Fraction(str(other)))
    assert term.value == -difference(*cited(other, one)).value


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_a_mean_lies_between_its_ends_and_is_right_to_two_decimals(values: list[float]) -> None:
    term = mean(cited(*values))
    truth = sum(Fraction(str(value)) for value in values) / len(values)
    tolerance = Fraction(1, 200) + abs(truth) * Fraction(1, 10**12)
    assert abs(Fraction(str(term.value)) - truth) <= tolerance


@given(NUMBERS, NUMBERS)
def test_a_share_is_right_to_the_digits_shown(part: float, whole: float) -> None:
    term = share(*cited(part, whole))
    if whole == 0:
        assert term is None
        return
    assert term is not None
    truth = 100 * Fraction(str(part)) / Fraction(str(whole))
    assert abs(Fraction(str(term.value)) - truth) <= Fraction(1, 200) + truth * Fraction(1, 10**12)


@given(NUMBERS, NUMBERS)
def test_per_cent_change_leads_from_the_old_to_the_new(new: float, old: float) -> None:
    term = per_cent_change(*cited(new, old))
    if old == 0:
        assert term is None
        return
    assert term is not None
    assert term.operation == "ratio"
    assert set(term.marks) == {1, 2}
    assert (term.value > 0) <= (new > old)
    assert (term.value < 0) <= (new < old)


@given(st.lists(COUNTS, min_size=2, max_size=6), st.integers(1, 10**6))
def test_a_wrong_result_is_found_out(values: list[float], off: int) -> None:
    right = total(cited(*values))
    assert not is_right(Computed(right.operation, right.operands, right.value + off))
    assert not is_right(Computed("sum", right.operands[1:], right.value + off))


def test_familiar_numbers() -> None:
    assert difference(*cited(97.2, 93.5)).value == 3.7
    assert per_cent_change(*cited(43, 40)).value == 7.5  # type: ignore[union-attr]
    assert share(*cited(24127, 81977)).value == 29.43  # type: ignore[union-attr]
    assert multiple(*cited(220, 100)).value == 2.2  # type: ignore[union-attr]
    assert mean(cited(40, 43, 47)).value == 43.33


def test_a_small_quotient_keeps_two_digits_that_say_something() -> None:
    assert share(*cited(3, 81977)).value == pytest.approx(0.0037)  # type: ignore[union-attr]


def test_a_difference_of_sums_cites_every_addend() -> None:
    before = total(cited(50, 20, 31))
    now = Cited(99, 4)
    term = difference(now, before)
    assert term.value == -2
    assert set(term.marks) == {1, 2, 3, 4}
    assert is_right(term)


def test_what_is_stated_approximately_stays_approximate() -> None:
    assert total([Cited(184000, 1, hedged=True), Cited(10, 2)]).hedged
    assert not total(cited(1, 2)).hedged
