"""Do two benchmarks move together or apart across methods?"""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.checks.judgement import difference
from claimcheck.checks.membership import is_complete
from claimcheck.checks.pairing import contrasts, pair
from claimcheck.number import fixed
from claimcheck.record import Claim, Count, Finding, Measurement


def check_association(claim: Claim, measurements: Sequence[Measurement]) -> Finding | None:
    """Correlation of the gains on the two benchmarks that the sentence connects; None where it
    connects none."""
    gains = _gains(claim, measurements)
    if len(gains) < 4:
        return None
    from scipy.stats import pearsonr, spearmanr  # slow to import and rarely needed

    one, two = claim.association
    first, second = zip(*gains.values(), strict=True)
    r, rho = pearsonr(first, second), spearmanr(first, second)
    both = sum(a < 0 and b < 0 for a, b in gains.values())
    said = (
        f"across {len(gains)} methods the gains on {one} and {two} correlate "
        f"{fixed(r.statistic, 2, signed=True)} "
        f"(p {r.pvalue:.2g}; Spearman {fixed(rho.statistic, 2, signed=True)}); {both} lose on both"
    )
    return Finding(
        check="association",
        says=said,
        passed=bool(r.statistic < 0 and r.pvalue < 0.05),
        statistics={
            "n": len(gains),
            "pearson": round(float(r.statistic), 4),
            "p": float(f"{r.pvalue:.4g}"),
            "spearman": round(float(rho.statistic), 4),
            "lose_both": both,
        },
        caution="association" if r.statistic > 0 else "",
    )


def _gains(claim: Claim, measurements: Sequence[Measurement]) -> dict[str, tuple[float, float]]:
    """By method: its differences to the reference on the two benchmarks."""
    if (
        len(claim.association) != 2
        or not isinstance(claim.predicate, Count)
        or claim.predicate.reference is None
    ):
        return {}
    chosen, counted = (
        claim.predicate.select,
        {p.subject.method for p in contrasts(claim, measurements)},
    )
    complete = {m for m in counted if is_complete(m, claim.predicate, measurements)}
    by_benchmark = [
        {
            p.subject.method: float(difference(p)[0])
            for p in pair(
                chosen.model_copy(update={"benchmark": (b,)}),
                claim.predicate.reference,
                measurements,
            ).pairs
        }
        for b in claim.association
    ]
    return {
        m: (by_benchmark[0][m], by_benchmark[1][m])
        for m in sorted(complete)
        if all(m in b for b in by_benchmark)
    }
