"""Does a printed cell agree with a released value?

A released value agrees where it rounds to what is printed, half a unit of the last digit included.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from claimcheck.number import exact, rescale
from claimcheck.record import Measurement, Reported

Outcome = Literal["agrees", "last_digit", "disagrees"]


class Values:
    """Every released value of a metric, to ask quickly whether a printed number can be one of
    them."""

    def __init__(self, numbers: Iterable[Decimal]) -> None:
        self.numbers = sorted(set(numbers))

    def hold(self, cell: Reported, power: int) -> bool:
        """Whether some value times 10**power rounds to the cell."""
        low, high = cell.low.scaleb(-power), cell.high.scaleb(-power)
        at = bisect_left(self.numbers, low)
        return at < len(self.numbers) and self.numbers[at] <= high


def compare(cell: Reported, raw: Reported, power: int) -> Outcome:
    """Whether a released value, times 10**power, rounds to the printed one; `last_digit` to within
    1.5 of its units."""
    distance = abs(cell.value - raw.value.scaleb(power))
    unit = Decimal(1).scaleb(-cell.decimals)
    if distance * 2 <= unit:
        return "agrees"
    coarse = raw.low.scaleb(power) <= cell.value <= raw.high.scaleb(power) and raw.decimals >= 1
    return "last_digit" if distance * 2 <= unit * 3 or coarse else "disagrees"


def spreads(cell: Reported, released: Measurement, power: int) -> bool | None:
    """Whether the printed spread is the sample sd, the population sd or the standard error; None
    where none is known."""
    if cell.sd is None or released.value.sd is None:
        return None
    n = int(released.protocol.get("seeds") or released.protocol.get("benchmarks") or 0)
    sd = released.value.sd.value
    options = [sd]
    if n > 1:
        options += [sd * (Decimal(n - 1) / n).sqrt(), sd / Decimal(n).sqrt()]
    if stderr := released.protocol.get("stderr"):
        options.append(exact(stderr).value)
    return any(compare(cell.sd, exact(f"{o:f}"), power) == "agrees" for o in options)


def scaled(released: Measurement, cell: Reported, power: int) -> Reported:
    """The released value in the unit of the printed cell."""
    return rescale(released.value, power, unit=cell.unit)


def digits(number: Reported) -> int:
    """Significant digits as printed."""
    plain = re.sub(r"\D", "", number.printed.split("±")[0]).lstrip("0")
    return len(plain)
