"""Can this percentage come from whole answers on n items at all?

GRIM (Brown and Heathers, 2017) for shares: a value printed to d digits is possible if some k / n
rounds to it. With many items every printed value is possible, so the check says how much power it
had."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

from claimcheck.checks.pairing import evidence, label
from claimcheck.record import Finding, Measurement, Reported


def possible(value: Reported, n: int) -> bool:
    """Whether some whole k of n rounds to the printed percentage, ends of the rounding interval
    included."""
    lowest = (value.low * n / 100).to_integral_value(rounding=ROUND_CEILING)
    return Decimal(100) * lowest <= value.high * n


def pass_rate(value: Reported, n: int) -> float:
    """Chance that a value made up to as many digits passes all the same: 1 means no power."""
    return min(1.0, n / 10.0 ** (2 + max(value.decimals, 0)))


def check_grim(measurements: Sequence[Measurement]) -> Finding | None:
    """All percentages of a witness with a known n; None where there are none."""
    tested = [
        m
        for m in measurements
        if m.n and ("%" in m.metric or m.value.unit == "%") and m.value.sd is None
    ]
    if not tested:
        return None
    bad = [m for m in tested if not possible(m.value, m.n or 1)]
    power: dict[int, list[Measurement]] = {}
    for m in tested:
        power.setdefault(m.n or 0, []).append(m)
    rates = {n: max(pass_rate(m.value, n) for m in cells) for n, cells in sorted(power.items())}
    said = f"{len(tested) - len(bad)} of {len(tested)} percentages are possible shares of their n"
    if bad:
        said += "; impossible: " + ", ".join(
            f"{label(m)} {m.value.printed} of n = {m.n}" for m in bad
        )
    blind = [n for n, rate in rates.items() if rate >= 1]
    if blind:
        said += f". No power at n = {', '.join(f'{n:,}' for n in blind)}, where every value passes"
    seen = ", ".join(f"{rate:.2g} at n = {n:,}" for n, rate in rates.items() if rate < 1)
    said += f". Chance that a made-up value passes: {seen}" if seen else ""
    return Finding(
        check="grim",
        says=said,
        passed=not bad,
        statistics={
            "tested": len(tested),
            "impossible": len(bad),
            "pass_rate_by_n": {str(n): round(rate, 4) for n, rate in rates.items()},
            "cells_by_n": {str(n): len(cells) for n, cells in sorted(power.items())},
        },
        caution="impossible-value" if bad else "",
        evidence=evidence(bad),
    )
