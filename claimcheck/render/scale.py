"""Where on a sheet does a number stand, and which numbers are written below the axis?"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from claimcheck.number import MINUS

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Scale:
    """From numbers `low` to `high` onto `start` to `end` of a sheet, in points."""

    low: float
    high: float
    start: float
    end: float

    @classmethod
    def over(cls, numbers: Iterable[float], start: float, end: float) -> Scale:
        """A scale that holds all these finite numbers, with some room beside them."""
        known = [n for n in numbers if math.isfinite(n)] or [0.0]
        low, high = min(known), max(known)
        room = 0.06 * (high - low) or 0.05 * abs(low) or 1.0
        return cls(low - room, high + room, start, end)

    def at(self, number: float) -> float:
        """Its place; what lies beyond the ends stands at them."""
        share = (min(max(number, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self, most: int = 5) -> tuple[float, ...]:
        """At most `most` round numbers inside, evenly spaced."""
        span = self.high - self.low
        power = 10.0 ** math.floor(math.log10(span / most))
        for step in chain((s * power for s in STEPS), (s * power * 10 for s in STEPS)):
            first = math.ceil(self.low / step - 1e-9)
            last = math.floor(self.high / step + 1e-9)
            if last - first + 1 <= most:
                return tuple(round(i * step, 12) for i in range(first, last + 1))
        return ()


def written(number: float, *, signed: bool = False) -> str:
    """A tick in as few digits as it has: `+5`, `−2.5`, `1e+09`."""
    text = f"{number:+.6g}" if signed and number else f"{number:.6g}"
    return text.replace("-", MINUS, 1) if number < 0 else text
