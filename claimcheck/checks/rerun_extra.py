"""Does a control of the study's own size reach what the study released?

Such a control is no rerun of a claim: it is one side of it, run in full. Where the released numbers
of the claim's subject are no higher than the control's, they do not show what the claim says."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from claimcheck.checks.pairing import predicate_pairs, predicates
from claimcheck.checks.sampling import two_proportions
from claimcheck.number import exact, fixed
from claimcheck.plan import Ask
from claimcheck.record import Claim, Evidence, Finding, Measurement, RunRecord


def held_against_control(
    claim: Claim, ask: Ask, runs: Sequence[RunRecord], released: Sequence[Measurement]
) -> Finding | None:
    """The extra runs' published reading beside the released numbers of the claim's subjects; None
    where no extra run was made."""
    own = [m for r in runs for m in r.measurements if _counts(m, ask)]
    if not own:
        return None
    values = [float(m.value.value) for m in own]
    control = own[0].model_copy(update={"value": exact(f"{mean(values):.2f}", unit="%")})
    said = (
        f"{control.method} at the study's own size on {control.benchmark}: mean "
        f"{fixed(mean(values), 2)} over {len(own)} initialisation{'s' * (len(own) > 1)} "
        f"({', '.join(fixed(v, 2) for v in values)}; {_probes(own)})"
    )
    pairs = [
        p
        for predicate in predicates(claim)
        for p in predicate_pairs(predicate, released)
        if p.subject.benchmark == control.benchmark
    ]
    tests = [(p.subject, two_proportions(p.subject, control)) for p in pairs]
    for subject, test in tests:
        gap = float(subject.value.value) - mean(values)
        p = f", p {test.p:.2g}" if test else ""
        said += (
            f"; released {subject.method} {subject.value.printed}: {fixed(gap, 2, signed=True)}{p}"
        )
    reached = bool(tests) and all(
        t is None or t.p >= 0.05 or float(s.value.value) < mean(values) for s, t in tests
    )
    return Finding(
        check="study-size-control",
        says=said,
        passed=not reached if tests else None,
        statistics={
            "control": round(mean(values), 2),
            "by_initialisation": values,
            **{s.method: {"p": float(f"{t.p:.3g}")} for s, t in tests if t},
        },
        caution="untrained-reaches-it" if reached else "",
        evidence=tuple(
            Evidence(
                source=m.where.source, where=f"{m.method}, seed {m.seed}", value=m.value.printed
            )
            for m in own
        ),
    )


def _counts(m: Measurement, ask: Ask) -> bool:
    arms = {e.arm for e in ask.extra}
    return m.method in arms and m.factors.get("track") == "as-published"


def _probes(own: Sequence[Measurement]) -> str:
    seeds = own[0].protocol.get("probe_seeds", "1")
    return f"each the mean of {seeds} probes"
