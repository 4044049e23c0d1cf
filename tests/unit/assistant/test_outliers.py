"""A thousandfold slip is seen; what merely grows, shrinks or differs from place to place is not."""

import pytest

from assistant.outliers import (
    is_confirmed_in_time,
    is_usual_among_places,
    jumps_among_places,
    jumps_in_time,
)


@pytest.mark.parametrize(
    ("value", "others"),
    [
        (33_000_000, [31_000, 35_000]),
        (1.131, [1_204, 1_087]),
        (184_312_000, [180_000]),
        (5_200_000_000_000, [4_900_000_000, 5_100_000_000, 5_500_000_000]),
    ],
)
def test_a_slip_of_a_thousand_is_a_jump(value: float, others: list[float]) -> None:
    assert jumps_in_time(value, others)


@pytest.mark.parametrize(
    ("value", "others"),
    [
        (42, [38, 51]),
        (2, [600]),
        (600, [2]),
        (12_000, [900, 14_000]),
        (250_000_000_000, [3_000_000_000]),
        (5, []),
        (0, [5_000, 6_000]),
        (5_000, [0, 0]),
        (1_000, [1_000_000, 1_050]),
    ],
)
def test_what_moves_by_less_is_none(value: float, others: list[float]) -> None:
    assert not jumps_in_time(value, others)


def test_a_great_city_is_no_slip_among_places() -> None:
    enforced = [50e9, 80e9, 200e9, 900e9, 12_000e9]
    assert not jumps_among_places(200_000e9, enforced)
    assert jumps_among_places(2_000_000, [1_500, 2_300, 1_900, 2_100, 800])


def test_few_places_convict_nobody() -> None:
    assert not jumps_among_places(2_000_000, [1_500, 2_300, 1_900])
    assert not is_usual_among_places(2_000, [1_500, 2_300, 1_900])


def test_neighbours_in_time_and_place_acquit() -> None:
    assert is_confirmed_in_time(2_000, [1_900, 2_100])
    assert is_usual_among_places(2_000, [1_500, 2_300, 1_900, 800])
    assert not is_confirmed_in_time(0, [1_900, 2_100])
    assert not is_usual_among_places(2_000_000, [1_500, 2_300, 1_900, 800])
