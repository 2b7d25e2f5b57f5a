"""Is a difference larger than what another seed of the same arm would make?

Where an arm has several seeds, their spread decides. Where it has one, nothing can be said, and
that is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean, stdev

from claimcheck.checks.judgement import difference
from claimcheck.checks.pairing import Pair, contrasts, is_replicate, label, listed
from claimcheck.number import fixed
from claimcheck.record import Claim, Finding, Measurement


@dataclass(frozen=True)
class SeedNoise:
    """A difference held against the seeds of the reference arm."""

    pair: Pair
    seeds: int
    gap: float
    """Largest minus smallest value over the seeds."""
    sd: float
    ratio: float
    """Size of the difference in gaps."""
    t: float
    p: float
    """Of one new run against the mean of the seeds, Student's t with seeds − 1 degrees of
    freedom."""


def seed_noise(pair: Pair, measurements: Sequence[Measurement]) -> SeedNoise | None:
    """None where the reference arm has one seed on this benchmark."""
    values = [float(m.value.value) for m in replicates(pair.reference, measurements)]
    if len(values) < 2 or not (sd := stdev(values)):
        return None
    from scipy.special import stdtr  # slow to import, and most papers have no second seed

    gap = max(values) - min(values)
    t = (float(pair.subject.value.value) - mean(values)) / (sd * sqrt(1 + 1 / len(values)))
    size = abs(float(difference(pair)[0]))
    return SeedNoise(
        pair, len(values), gap, sd, size / gap, t, 2 * float(stdtr(len(values) - 1, -abs(t)))
    )


def replicates(m: Measurement, measurements: Sequence[Measurement]) -> list[Measurement]:
    """All seeds of one arm: same method, benchmark, metric and factors, each with its own seed."""
    return list(
        {o.seed: o for o in measurements if o.seed is not None and is_replicate(o, m)}.values()
    )


def check_seeds(claim: Claim, measurements: Sequence[Measurement]) -> tuple[Finding, ...]:
    """Seed noise where the reference has several seeds; a caution for arms that have one."""
    pairs = contrasts(claim, measurements)
    noises = [noise for p in pairs if (noise := seed_noise(p, measurements))]
    single = sorted(
        {p.subject.method for p in pairs if len(replicates(p.subject, measurements)) == 1}
    )
    findings: list[Finding] = []
    if noises:
        within = [n for n in noises if n.p >= 0.05]
        findings.append(
            Finding(
                check="seed-noise",
                says=listed(map(_words, noises)),
                passed=not within,
                statistics={_key(n): _numbers(n) for n in noises},
                caution="seed-noise" if within else "",
            )
        )
    if single:
        verb = "stands" if len(single) == 1 else "stand"
        findings.append(
            Finding(
                check="seeds",
                says=f"{', '.join(single)} {verb} on a single seed: "
                "the spread between its runs is not known",
                statistics={"single_seed": single},
                caution="single-seed",
            )
        )
    return tuple(findings)


def _words(n: SeedNoise) -> str:
    return (
        f"{label(n.pair.subject)}: {n.ratio:.1f} times the gap of {n.gap:.2f} "
        f"between the {n.seeds} seeds of "
        f"{n.pair.reference.method} (t {fixed(n.t, 2)} with {n.seeds - 1} df, p {n.p:.2g})"
    )


def _key(n: SeedNoise) -> str:
    return f"{n.pair.subject.method}/{n.pair.subject.benchmark}"


def _numbers(n: SeedNoise) -> dict[str, float]:
    return {
        "seeds": n.seeds,
        "gap": round(n.gap, 4),
        "sd": round(n.sd, 4),
        "ratio": round(n.ratio, 3),
        "t": round(n.t, 3),
        "p": round(n.p, 4),
    }
