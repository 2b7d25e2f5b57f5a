"""What does the witness `rerun` say of one claim, and how far can that be trusted?"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from claimcheck.checks.association import check_association
from claimcheck.checks.judgement import Judgement
from claimcheck.checks.rerun import Reply, constant, reply
from claimcheck.checks.rerun_computed import computed_of_runs
from claimcheck.checks.rerun_extra import held_against_control
from claimcheck.checks.rerun_findings import findings
from claimcheck.checks.scores import Scores, scores
from claimcheck.number import exact
from claimcheck.plan import Ask
from claimcheck.record import (
    Claim,
    Computed,
    Constant,
    Count,
    Finding,
    Measurement,
    RunRecord,
    Select,
    Verdict,
)

EMPTY = Reply(Judgement("undecided", "no-witness", "no runs were made for it"))


def put_rerun(
    claim: Claim,
    ask: Ask,
    runs: Sequence[RunRecord],
    *,
    margin: float,
    released: Sequence[Measurement] = (),
) -> Verdict:
    """The claim's direction, by the plan's reading of these runs, with everything that a reader
    must know beside it. `released` are what the plan's extra runs are held against."""
    extra = {e.scale for e in ask.extra}
    main = [r for r in runs if r.scale not in extra]
    measurements = [m for r in main for m in r.measurements]
    if isinstance(claim.predicate, Constant):
        counted = constant(claim, measurements)
        return _verdict(claim, Reply(counted) if counted else EMPTY, _facts(measurements))
    found = scores(measurements, ask)
    answer = reply(claim, ask, found, margin) if found else EMPTY
    beside = [
        *(findings(claim, ask, answer, measurements, main, margin) if found else ()),
        _association(claim, ask, found),
        held_against_control(claim, ask, [r for r in runs if r.scale in extra], released),
    ]
    drawn = computed_of_runs(claim, answer, found, ask)
    return _verdict(claim, answer, [f for f in beside if f is not None], drawn)


def _verdict(
    claim: Claim, answer: Reply, beside: Sequence[Finding], drawn: tuple[Computed, ...] = ()
) -> Verdict:
    told = answer.judgement
    return Verdict(
        claim=claim.id,
        quote=claim.quote,
        witness="rerun",
        check=claim.kind,
        outcome=told.outcome,
        reason=told.reason,
        because=told.because,
        evidence=told.evidence,
        statistics=told.statistics,
        cautions=tuple(dict.fromkeys(f.caution for f in beside if f.caution)),
        findings=tuple(beside),
        computed=drawn,
    )


def _facts(measurements: Sequence[Measurement]) -> tuple[Finding, ...]:
    """What else was counted when the model was built."""
    counted = [m for m in measurements if m.witness == "rerun"]
    if not counted:
        return ()
    says = "; ".join(f"{m.metric}: {m.value.printed}" for m in counted)
    statistics = {m.metric: int(m.value.value) for m in counted}
    return (Finding(check="counted", says=says, statistics=statistics),)


def _association(claim: Claim, ask: Ask, found: Scores) -> Finding | None:
    """The association that the sentence suggests, over the arms' means."""
    if len(claim.association) != 2 or not isinstance(claim.predicate, Count):
        return None
    means = [
        next(iter(seeds.values())).model_copy(
            update={
                "value": exact(f"{mean(float(m.value.value) for m in seeds.values()):.4f}"),
                "seed": None,
                "factors": {},
            }
        )
        for (arm, _), seeds in found.items()
        if arm in ask.arms
    ]
    counted = claim.predicate
    reference = Select(method=counted.reference.method) if counted.reference else None
    loose = counted.model_copy(
        update={
            "select": counted.select.model_copy(update={"factors": {}}),
            "reference": reference,
            "complete": claim.association,
        }
    )
    return check_association(claim.model_copy(update={"predicate": loose}), means)
