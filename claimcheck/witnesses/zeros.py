"""How many digits does a stored number really have?

A JSON number keeps no trailing zero: beside 8.39 and 24.86 a file's 11.6 is 11.60. Within one
metric the longest number says how far all were rounded; numbers with more digits than people
round to were never rounded, and then nothing is restored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from claimcheck.record import Measurement, Reported

MOST_DECIMALS = 6
FEWEST_SIBLINGS = 3


def restore_zeros(measurements: Sequence[Measurement]) -> tuple[Measurement, ...]:
    """The same measurements, those shorter than their metric's others with a narrower interval.

    `printed` stays what the file says.
    """
    decimals: defaultdict[str, list[int]] = defaultdict(list)
    for m in measurements:
        decimals[m.metric].append(m.value.decimals)
    known = {
        metric: max(found)
        for metric, found in decimals.items()
        if len(found) >= FEWEST_SIBLINGS and 0 < max(found) <= MOST_DECIMALS
    }
    return tuple(
        m.model_copy(update={"value": _to(m.value, known[m.metric])})
        if known.get(m.metric, 0) > m.value.decimals >= 1
        else m
        for m in measurements
    )


def _to(value: Reported, decimals: int) -> Reported:
    half = Decimal(5).scaleb(-decimals - 1)
    return value.model_copy(
        update={"decimals": decimals, "low": value.value - half, "high": value.value + half}
    )
