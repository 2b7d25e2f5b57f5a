"""What does one witness say of one claim, and how far can that be trusted?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

from claimcheck.checks import CHECKS
from claimcheck.checks.binding import bind
from claimcheck.checks.computed import computed
from claimcheck.checks.counting import listed
from claimcheck.checks.judgement import NOTHING, Judgement
from claimcheck.checks.policy import decide
from claimcheck.checks.predicates import judge, judge_all
from claimcheck.checks.readings import Reading
from claimcheck.record import Claim, Constant, Finding, Measurement, Verdict, Witness

Cell: TypeAlias = tuple[str, int | None, int | None]
"""Table, row and column."""
SILENT: dict[Witness, str] = {
    "paper": "no number in the paper's tables speaks of it",
    "released": "no released number speaks of it",
    "rerun": "no rerun number speaks of it",
}


def put(
    claim: Claim,
    witness: Witness,
    measurements: Sequence[Measurement],
    *,
    names: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Verdict, Reading | None]:
    """Binds the claim's words to this witness's results, asks, and checks; the reading that carried
    the answer."""
    if isinstance(claim.predicate, Constant):
        counted = listed(claim.predicate, measurements) if witness == "paper" else None
        judgement = counted or judge(claim.predicate, ())
        return _verdict(claim, witness, measurements, judgement, None, ()), None
    binding = bind(claim, measurements, names=names or {})
    judgement, reading = decide(binding, measurements)
    return _verdict(claim, witness, measurements, judgement, reading, binding.candidates), reading


def put_reading(
    claim: Claim,
    witness: Witness,
    worlds: Sequence[Sequence[Measurement]],
    reading: Reading,
    *,
    doubtful: Collection[Cell] = (),
) -> Verdict:
    """The very reading that another witness decided, put to this one; several worlds must give one
    answer, and cells that are `doubtful` in all of them contradict nothing."""
    answers = [judge_all(reading.predicates, world) for world in worlds]
    outcomes = {a.outcome for a in answers}
    if "contradicted" in outcomes and doubtful:
        sure = [m for m in worlds[0] if _cell(m) not in doubtful]
        outcomes.add(judge_all(reading.predicates, sure).outcome)
    if len(outcomes) != 1:
        open_ = Judgement(
            "undecided",
            "several-runs",
            "which run each row comes from is not known, and it matters",
        )
        return _verdict(claim, witness, (), open_, None, ())
    return _verdict(claim, witness, worlds[0], answers[0], reading, ())


def _cell(m: Measurement) -> Cell:
    return m.where.table, m.where.row, m.where.column


def _verdict(
    claim: Claim,
    witness: Witness,
    measurements: Sequence[Measurement],
    judgement: Judgement,
    reading: Reading | None,
    candidates: Sequence[str],
) -> Verdict:
    findings = _findings(claim, reading, measurements) if reading else ()
    spoken = reading.predicates if reading and judgement.evidence else ()
    return Verdict(
        claim=claim.id,
        quote=claim.quote,
        witness=witness,
        check=claim.kind,
        outcome=judgement.outcome,
        reason=judgement.reason,
        because=judgement.because.replace(NOTHING, SILENT[witness]),
        evidence=judgement.evidence,
        statistics=judgement.statistics | _statistics(findings),
        cautions=tuple(dict.fromkeys(f.caution for f in findings if f.caution)),
        findings=findings,
        candidates=tuple(candidates) if judgement.outcome == "undecided" else (),
        computed=computed(spoken, measurements),
    )


def _findings(
    claim: Claim, reading: Reading, measurements: Sequence[Measurement]
) -> tuple[Finding, ...]:
    """Every check of the claim as it was read."""
    read = claim.model_copy(update={"predicate": reading.predicate, "also": reading.also})
    found: list[Finding] = []
    for check in CHECKS.values():
        answer = check(read, measurements)
        if answer is not None:
            found.extend((answer,) if isinstance(answer, Finding) else answer)
    return tuple(found)


def _statistics(findings: Sequence[Finding]) -> dict[str, dict[str, object]]:
    merged: dict[str, dict[str, object]] = {}
    for finding in findings:
        merged.setdefault(finding.check, {}).update(finding.statistics)
    return merged
