"""Is a difference larger than the sampling error of the test set?

A share of n test items has binomial error. That is a floor, not a test of a method: two runs of one
method differ by more. Both arms are read on the same items, so treating them as independent is
usually on the safe side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import erfc, sqrt
from statistics import NormalDist

from claimcheck.checks.pairing import Pair, contrasts, label, listed
from claimcheck.number import fixed, show
from claimcheck.record import Claim, Finding, Measurement

NORMAL = NormalDist()
Z95 = NORMAL.inv_cdf(0.975)
SMALL = 100
"""Test sets of at most this many items are tested exactly."""


@dataclass(frozen=True)
class TwoProportions:
    """Two shares compared: difference and interval in percentage points, test, smallest detectable
    difference."""

    difference: float
    low: float
    high: float
    z: float | None
    p: float
    test: str
    detectable: float
    """Difference in points that 80 % of repetitions would find at p < 0.05, from the test set's
    size alone."""


def two_proportions(a: Measurement, b: Measurement) -> TwoProportions | None:
    """Pooled z test, Fisher's exact test where a test set is small; None where a value is no share
    of known n.

    The interval is Newcombe's, from the two Wilson intervals (Statistics in Medicine 17, 1998,
    method 10)."""
    ka, kb = successes(a), successes(b)
    if ka is None or kb is None or not a.n or not b.n:
        return None
    pa, pb = ka / a.n, kb / b.n
    (la, ha), (lb, hb) = wilson(ka, a.n), wilson(kb, b.n)
    pooled = (ka + kb) / (a.n + b.n)
    error = sqrt(pooled * (1 - pooled) * (1 / a.n + 1 / b.n))
    low = pa - pb - sqrt((pa - la) ** 2 + (hb - pb) ** 2)
    high = pa - pb + sqrt((ha - pa) ** 2 + (pb - lb) ** 2)
    detectable = 100 * (Z95 + NORMAL.inv_cdf(0.8)) * error
    exact = min(a.n, b.n) <= SMALL
    z = (pa - pb) / error if error and not exact else None
    p = fisher(ka, a.n, kb, b.n) if exact else erfc(abs(z) / sqrt(2)) if z is not None else 1.0
    test = "Fisher's exact test" if exact else "two-proportion z test"
    return TwoProportions(100 * (pa - pb), 100 * low, 100 * high, z, p, test, detectable)


def successes(m: Measurement) -> int | None:
    """Correct answers behind a share of `n`; None where the value is no percentage or fraction of
    known n."""
    share = share_of(m)
    return round(share * m.n) if share is not None and m.n else None


def share_of(m: Measurement) -> Decimal | None:
    """The value as a fraction of 1, where it is a share: in percent, or an accuracy-like metric
    between 0 and 1."""
    if m.n is None:
        return None
    value = m.value.value / 100 if m.value.unit == "%" or "%" in m.metric else m.value.value
    return value if 0 <= value <= 1 else None


def wilson(k: int, n: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval of k successes in n, as fractions."""
    p, s = k / n, z * z / n
    centre, half = (p + s / 2) / (1 + s), z * sqrt(p * (1 - p) / n + s / (4 * n)) / (1 + s)
    return max(0.0, centre - half), min(1.0, centre + half)


def fisher(ka: int, na: int, kb: int, nb: int) -> float:
    """Two-sided p of Fisher's exact test."""
    import numpy as np  # both slow to import and rarely needed
    from scipy.stats import fisher_exact

    return float(fisher_exact(np.array([[ka, na - ka], [kb, nb - kb]])).pvalue)


def check_sampling(claim: Claim, measurements: Sequence[Measurement]) -> Finding | None:
    """Each comparison of the claim against the sampling error of its test set."""
    tested = [
        (p, t)
        for p in contrasts(claim, measurements)
        if (t := two_proportions(p.subject, p.reference))
    ]
    if not tested:
        return None
    within = [p for p, t in tested if t.p >= 0.05]
    said = listed(_words(p, t) for p, t in tested)
    if within:
        said += f". Not distinguishable from zero: {listed(label(p.subject) for p in within)}"
    return Finding(
        check="sampling-error",
        says=said,
        passed=not within,
        statistics={f"{p.subject.method}/{p.subject.benchmark}": _numbers(p, t) for p, t in tested},
        caution="not-distinguishable" if within else "",
    )


def _words(p: Pair, t: TwoProportions) -> str:
    z = f"z {fixed(t.z, 2)}, " if t.z is not None else ""
    return (
        f"{label(p.subject)} {show(p.subject.value.value - p.reference.value.value, signed=True)} "
        f"(95 % interval {fixed(t.low, 1)} to {fixed(t.high, 1)}; {z}p {t.p:.2g}, {t.test})"
    )


def _numbers(p: Pair, t: TwoProportions) -> dict[str, object]:
    found: dict[str, object] = {
        "difference": float(p.subject.value.value - p.reference.value.value),
        "interval_95": [round(t.low, 4), round(t.high, 4)],
        "p": float(f"{t.p:.4g}"),
        "test": t.test,
        "detectable_80": round(t.detectable, 2),
        "n": [p.subject.n, p.reference.n],
        "k": [successes(p.subject), successes(p.reference)],
    }
    if t.z is not None:
        return found | {"z": round(t.z, 3)}
    shares = {
        side: wilson(successes(m) or 0, m.n or 1)
        for side, m in (("subject", p.subject), ("reference", p.reference))
    }
    return found | {
        f"wilson_95_{side}": [round(100 * x, 1) for x in ends] for side, ends in shares.items()
    }
