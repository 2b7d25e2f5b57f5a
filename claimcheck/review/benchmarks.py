"""Can the benchmarks, as they were used, carry the claims?

Each decided claim counts 1 where a check of how it was measured was made and passed (test items
enough, an equal protocol, a control, another reference), ½ where no such check could be made, and
1/(2 + k) where k objections stand, such as `unequal-protocol` or `no-better-than-untrained`. A
quantity of several papers counts 1 where they measured it under one protocol and 0 where they did
not. The score is the mean, less the uncertainty of so few.
"""

from __future__ import annotations

from collections import Counter

from claimcheck.literature import Dossier, Reason, Score
from claimcheck.review.facts import Said, claims, few, many, reason
from claimcheck.review.rubric import Rubric, cautious

OBJECTIONS = frozenset({
    "unequal-protocol", "unequal-seed", "incomplete", "reference-sensitive", "low-power",
    "no-better-than-untrained", "untrained-encoder", "untrained-reaches-it", "readout-sensitive",
    "inert-term", "collapse", "association", "impossible-value", "mixed-runs", "wrong-run",
})  # fmt: skip
"""Cautions that speak against how a claim was measured."""
CHECKS = frozenset({
    "sampling-error", "seed-noise", "controls", "coverage", "reference-sensitivity",
    "multiplicity", "association", "paired-seeds", "other-readings", "study-size-control",
})  # fmt: skip
"""Findings that tell how a claim was measured, where they could be made."""

RUBRIC = Rubric(
    id="benchmark-validity",
    title="Benchmark validity",
    question="Can the benchmarks, as they were used, carry the claims?",
    counts="Mean over decided claims: 1 checked and passed, ½ nothing to check by, 1/(2 + k) "
    "with k objections to how it was measured; with quantities of several papers, 1 under "
    "one protocol and 0 otherwise.",
    limit="Whether a benchmark measures what its name says is not asked, nor whether its test "
    "items were seen in training.",
    levels={
        0: "Every claim rests on measurements that are objected to many times over.",
        3: "Most claims rest on measurements that are objected to.",
        5: "How things were measured is not told, so it speaks neither for nor against.",
        7: "Many claims pass the checks of how they were measured.",
        10: "All of many claims pass them, and papers measure alike.",
    },
)


def assess(dossier: Dossier) -> Score:
    decided = [s for s in claims(dossier) if s.standing != "undecided"]
    shared = dossier.quantities
    whole = len(decided) + len(shared)
    if not whole:
        return RUBRIC.nothing("No claim was decided.")
    alike = sum(q.standing != "incomparable" for q in shared)
    share = cautious(sum(map(_sound, decided)) + alike, whole)
    objected = [s for s in decided if _objections(s)]
    passed = [s for s in decided if not _objections(s) and _checked(s)]
    untold = [s for s in decided if not _objections(s) and not _checked(s)]
    counted = Counter(c for s in objected for c in _objections(s))
    reasons = [
        reason(
            f"objected to: {len(objected)} of {many(len(decided), 'decided claim')}, for "
            + few(f"{c} ({n})" for c, n in counted.most_common()),
            objected,
        )
        if objected
        else Reason(says=""),
        reason(f"pass what could be checked: {len(passed)}" if passed else "", passed),
        reason(f"not told how they were measured: {len(untold)}" if untold else "", untold),
        Reason(
            says="measured under one protocol by several papers: "
            f"{alike} of {many(len(shared), 'quantity', 'quantities')}"
            if shared
            else ""
        ),
    ]
    return RUBRIC.score(share, reasons, _to_raise(counted, bool(untold)))


def _objections(said: Said) -> frozenset[str]:
    return OBJECTIONS & set(said.summary.cautions)


def _checked(said: Said) -> bool:
    return any(f.passed for f in said.findings if f.check in CHECKS)


def _sound(said: Said) -> float:
    if objections := _objections(said):
        return 1 / (2 + len(objections))
    return 1.0 if _checked(said) else 0.5


def _to_raise(counted: Counter[str], untold: bool) -> str:
    if untold and not counted:
        return "the number of test items, the seeds and the settings of each result"
    if counted:
        return f"comparisons without {few(c for c, _ in counted.most_common(3))}"
    return "more claims that are checked so"
