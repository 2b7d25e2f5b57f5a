"""Is one arm better than another, by how much, and could these seeds have shown it?

Arms share their seeds, so every test here is on the differences within a seed (or, for one trained
model each, within a test clip)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil, inf, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize, stats

from claimcheck.errors import ReproError

RESAMPLES = 10_000
MOST_PAIRS = 100_000
_LEGENDRE = np.polynomial.legendre.leggauss(400)
NODES, WEIGHTS = (1 + _LEGENDRE[0]) / 2, _LEGENDRE[1] / 2
"""Gauss and Legendre's, on [0, 1]."""


@dataclass(frozen=True)
class Difference:
    """Subject minus reference, over paired runs, in the unit given."""

    n: int
    """Pairs."""
    mean: float
    sd: float
    """Standard deviation of the differences; 0 where all are equal."""
    t: float
    p: float
    """Two-sided, paired t test; 1 where nothing differs at all."""
    low: float
    high: float
    """The t interval of the mean."""
    boot_low: float
    boot_high: float
    """The bootstrap's percentile interval of the mean; too narrow below about ten pairs."""
    level: float


@dataclass(frozen=True)
class Equivalence:
    """Two one-sided tests (Schuirmann, 1987): is the difference within ±margin?"""

    margin: float
    p: float
    """The larger of the two one-sided p values; below alpha there is no effect as large as the
    margin."""
    low: float
    high: float
    """The interval of level 1 − 2 alpha, which lies within ±margin just where p < alpha."""
    equivalent: bool


@dataclass(frozen=True)
class McNemar:
    """Two classifiers on the same clips (McNemar, 1947; exact binomial)."""

    gained: int
    """Clips that only the subject has right."""
    lost: int
    """Clips that only the reference has right."""
    p: float
    """Two-sided, exact; 1 where they never disagree."""
    mid_p: float
    """The same, less conservative (Fagerland, Lydersen and Laake, 2013)."""


def paired(
    subject: ArrayLike,
    reference: ArrayLike,
    draws: np.random.Generator,
    *,
    level: float = 0.95,
) -> Difference:
    """Compares runs with the same seeds, in the same order. `draws` is for the bootstrap.

    Raises ReproError for fewer than two pairs, lengths that differ, or values that are not finite.
    """
    gaps = _gaps(subject, reference)
    mean, sd, error = _moments(gaps)
    reach = stats.t.ppf((1 + level) / 2, len(gaps) - 1) * error
    t = _ratio(mean, error)
    picked = draws.integers(len(gaps), size=(RESAMPLES, len(gaps)))
    ends = np.quantile(gaps[picked].mean(axis=1), [(1 - level) / 2, (1 + level) / 2])
    return Difference(
        n=len(gaps),
        mean=mean,
        sd=sd,
        t=t,
        p=float(2 * stats.t.sf(abs(t), len(gaps) - 1)),
        low=float(mean - reach),
        high=float(mean + reach),
        boot_low=float(ends[0]),
        boot_high=float(ends[1]),
        level=level,
    )


def equivalence(
    subject: ArrayLike, reference: ArrayLike, margin: float, *, alpha: float = 0.05
) -> Equivalence:
    """Whether paired runs differ by less than `margin` either way."""
    if margin <= 0:
        raise ReproError(
            f"a margin of {margin} leaves no room", remedy="give the smallest effect that matters"
        )
    gaps = _gaps(subject, reference)
    mean, _, error = _moments(gaps)
    free = len(gaps) - 1
    p = max(
        stats.t.sf(_ratio(mean + margin, error), free),
        stats.t.cdf(_ratio(mean - margin, error), free),
    )
    reach = stats.t.ppf(1 - alpha, free) * error
    return Equivalence(margin, float(p), float(mean - reach), float(mean + reach), bool(p < alpha))


def power(effect: float, sd: float, pairs: int, *, alpha: float = 0.05) -> float:
    """Chance that a two-sided paired t test finds a true difference of `effect`.

    `sd` is the standard deviation of the paired differences. The noncentral t distribution, as the
    mean of normal tails over the spread that the sample may show (scipy's own is not finite
    everywhere).
    """
    free, shift = pairs - 1, abs(effect) / sd * sqrt(pairs)
    spread = np.sqrt(stats.chi2.ppf(NODES, free) / free)
    edge = stats.t.isf(alpha / 2, free) * spread
    found = stats.norm.sf(edge - shift) + stats.norm.cdf(-edge - shift)
    return float(WEIGHTS @ found)


def detectable(sd: float, pairs: int, *, wanted: float = 0.8, alpha: float = 0.05) -> float:
    """The smallest true difference that `pairs` seeds find with probability `wanted`."""
    if pairs < 2 or sd < 0:
        raise ReproError(
            f"{pairs} pairs with sd {sd} detect nothing", remedy="run two seeds or more"
        )
    return sd * _detectable(pairs, wanted, alpha)


@cache
def _detectable(pairs: int, wanted: float, alpha: float) -> float:
    """For differences of standard deviation 1."""
    high = 1.0
    while power(high, 1.0, pairs, alpha=alpha) < wanted:
        high *= 2
    return float(optimize.brentq(lambda d: power(d, 1.0, pairs, alpha=alpha) - wanted, 0, high))


def pairs_needed(effect: float, sd: float, *, wanted: float = 0.8, alpha: float = 0.05) -> int:
    """Seeds that find a true difference of `effect` with probability `wanted`."""
    if effect == 0:
        raise ReproError("no number of seeds finds a difference of 0", remedy="name an effect")
    if sd == 0:
        return 2
    low, high = 1, 2
    while power(effect, sd, high, alpha=alpha) < wanted:
        low, high = high, high * 2
        if high > MOST_PAIRS:
            raise ReproError(
                f"{effect} against sd {sd} needs over {MOST_PAIRS} seeds",
                remedy="name a larger one",
            )
    while high - low > 1:
        middle = ceil((low + high) / 2)
        enough = power(effect, sd, middle, alpha=alpha) >= wanted
        low, high = (low, middle) if enough else (middle, high)
    return high


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjusted p values in the order given (Holm, 1979)."""
    p = np.asarray(p_values, dtype=float)
    order = np.argsort(p, kind="stable")
    steps = np.minimum(1, p[order] * np.arange(len(p), 0, -1))
    adjusted = np.empty_like(p)
    adjusted[order] = np.maximum.accumulate(steps)
    return [float(value) for value in adjusted]


def mcnemar(subject: ArrayLike, reference: ArrayLike) -> McNemar:
    """Compares two models' correctness (N,) on the same clips in the same order."""
    own, other = np.asarray(subject, bool), np.asarray(reference, bool)
    if own.shape != other.shape or own.ndim != 1:
        raise ReproError(
            f"correctness of shapes {own.shape} and {other.shape} cannot be paired",
            remedy="give one value a clip, for the same clips",
        )
    gained, lost = int((own & ~other).sum()), int((~own & other).sum())
    differ = gained + lost
    if not differ:
        return McNemar(0, 0, 1.0, 1.0)
    tail = stats.binom.cdf(min(gained, lost), differ, 0.5)
    here = stats.binom.pmf(min(gained, lost), differ, 0.5)
    p = min(1.0, float(2 * tail))
    mid = 2 * tail - here if gained != lost else 1 - here / 2
    return McNemar(gained, lost, p, float(mid))


def _gaps(subject: ArrayLike, reference: ArrayLike) -> NDArray[np.float64]:
    own, other = np.asarray(subject, float), np.asarray(reference, float)
    if own.shape != other.shape or own.ndim != 1 or len(own) < 2:
        raise ReproError(
            f"runs of shapes {own.shape} and {other.shape} cannot be paired",
            remedy="give two seeds or more, the same for both arms",
        )
    gaps: NDArray[np.float64] = own - other
    if not np.isfinite(gaps).all():
        raise ReproError("a run has no finite score", remedy="look into that run, or leave it out")
    return gaps


def _moments(gaps: NDArray[np.float64]) -> tuple[float, float, float]:
    """Mean, standard deviation, standard error; spread below rounding error counts as none."""
    sd = float(gaps.std(ddof=1))
    if sd <= 1e-12 * max(1.0, float(abs(gaps).max())):
        sd = 0.0
    return float(gaps.mean()), sd, sd / sqrt(len(gaps))


def _ratio(value: float, error: float) -> float:
    if error:
        return value / error
    return 0.0 if value == 0 else inf if value > 0 else -inf
