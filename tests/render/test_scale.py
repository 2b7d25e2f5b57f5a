"""Does a number stand where it belongs, and are the numbers below an axis round?"""

import math

import pytest
from hypothesis import given, strategies as st

from claimcheck.render.scale import Scale, written

PLACES = [(0.0, 10.0), (5.0, 60.0), (10.0, 110.0), (-3.0, 10.0), (99.0, 110.0), (math.inf, 110.0)]
TICKS = [
    ((-10.0, 22.0), (-10.0, 0.0, 10.0, 20.0)),
    ((0.24, 0.29), (0.24, 0.26, 0.28)),
    ((0.0, 1.0), (0.0, 0.25, 0.5, 0.75, 1.0)),
    ((1e6, 3e6), (1e6, 1.5e6, 2e6, 2.5e6, 3e6)),
]
WRITTEN = [
    (5.0, True, "+5"), (-2.5, True, "−2.5"), (0.0, True, "0"), (2.5, False, "2.5"), (1e9, False, "1e+09"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "place"), PLACES)
def test_a_number_has_its_place_and_one_beyond_stands_at_the_end(
    number: float, place: float
) -> None:
    assert Scale(0, 10, 10, 110).at(number) == pytest.approx(place)


@pytest.mark.parametrize(("ends", "expected"), TICKS)
def test_ticks_are_round(ends: tuple[float, float], expected: tuple[float, ...]) -> None:
    assert Scale(*ends, 0, 1).ticks() == pytest.approx(expected)


@pytest.mark.parametrize(("number", "signed", "text"), WRITTEN)
def test_ticks_are_written_in_few_digits(number: float, signed: bool, text: str) -> None:
    assert written(number, signed=signed) == text


@given(st.lists(st.floats(-1e12, 1e12), min_size=1), st.integers(2, 6))
def test_any_numbers_have_a_scale_that_holds_them_and_few_ticks_inside(
    numbers: list[float], most: int
) -> None:
    scale = Scale.over(numbers, 0, 100)
    assert all(-1e-6 <= scale.at(n) <= 100 + 1e-6 for n in numbers)
    assert len(scale.ticks(most)) <= most


def test_numbers_that_are_none_are_left_out() -> None:
    assert Scale.over([math.nan, math.inf, 1.0, 2.0], 0, 1).low == pytest.approx(0.94)
