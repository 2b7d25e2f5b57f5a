"""Does a comparison survive when all comparisons of its kind are counted?

Holm's step-down procedure over the family: every method that the witness compares with the claim's
reference, on every benchmark, in the same setting."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.checks.pairing import Pair, contrasts, label, pair, settings
from claimcheck.checks.sampling import two_proportions
from claimcheck.record import Claim, Finding, Measurement, Select


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjusted p values in the order given (Holm, 1979)."""
    order = sorted(range(len(p_values)), key=lambda i: p_values[i])
    adjusted, running = [0.0] * len(p_values), 0.0
    for rank, i in enumerate(order):
        running = max(running, min(1.0, (len(p_values) - rank) * p_values[i]))
        adjusted[i] = running
    return adjusted


def check_multiplicity(claim: Claim, measurements: Sequence[Measurement]) -> Finding | None:
    """The claim's comparisons among their family; None where the family holds no more than one."""
    own = [p for p in contrasts(claim, measurements) if two_proportions(p.subject, p.reference)]
    family = _family(own, measurements)
    tested = [(p, t.p) for p in family if (t := two_proportions(p.subject, p.reference))]
    if len(tested) < 2:
        return None
    adjusted = {
        _key(p): (raw, held)
        for (p, raw), held in zip(tested, holm([raw for _, raw in tested]), strict=True)
    }
    mine = {label(p.subject): adjusted[_key(p)] for p in own if _key(p) in adjusted}
    lost = [name for name, (raw, held) in mine.items() if raw < 0.05 <= held]
    survive = sum(held < 0.05 for _, held in adjusted.values())
    said = f"Holm over {len(tested)} comparisons with the same reference: {survive} survive at 0.05"
    said += f"; no longer below 0.05: {', '.join(lost)}" if lost else ""
    return Finding(
        check="multiplicity",
        says=said,
        passed=not lost,
        statistics={
            "family": len(tested),
            "survive": survive,
            "holm_p": {name: float(f"{held:.4g}") for name, (_, held) in mine.items()},
        },
        caution="multiplicity" if lost else "",
    )


def _family(own: Sequence[Pair], measurements: Sequence[Measurement]) -> list[Pair]:
    found: dict[tuple[int, int], Pair] = {}
    for reference in {id(p.reference): p.reference for p in own}.values():
        others = [m for m in measurements if m is reference or m.method != reference.method]
        everyone = Select(
            benchmark=(reference.benchmark,),
            metric=(reference.metric,),
            factors=settings(reference),
        )
        only = everyone.model_copy(update={"method": (reference.method,)})
        for p in pair(everyone, only, others).pairs:
            found.setdefault(_key(p), p)
    return list(found.values())


def _key(p: Pair) -> tuple[int, int]:
    return (id(p.subject), id(p.reference))
