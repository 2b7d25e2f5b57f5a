"""Stored numbers in, digits out."""

from decimal import Decimal

import pytest

from claimcheck.number import parse
from claimcheck.record import Measurement
from claimcheck.witnesses.zeros import restore_zeros

CASES = [
    (["11.6", "8.39", "24.86"], [2, 2, 2]),  # a file's 11.6 is 11.60
    (["5.0", "8.39", "24.86"], [2, 2, 2]),
    (["11.6", "8.39"], [1, 2]),  # two numbers are too few to tell
    (["11.6", "0.1234567890123", "0.5"], [1, 13, 1]),  # never rounded
    (["7", "8.39", "24.86"], [0, 2, 2]),  # a whole number may be a count
]


@pytest.mark.parametrize(("stored", "decimals"), CASES)
def test_trailing_zeros_that_a_file_dropped_are_known_from_its_siblings(
    stored: list[str], decimals: list[int]
) -> None:
    rows = [Measurement(witness="released", metric="acc", value=parse(v)) for v in stored]
    found = restore_zeros(rows)
    assert [m.value.decimals for m in found] == decimals
    assert [m.value.printed for m in found] == stored
    assert all(m.value.high - m.value.low == Decimal(1).scaleb(-m.value.decimals) for m in found)
