"""Is an arm first among others, over paired seeds?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from claimcheck.checks.directions import Ranking
from claimcheck.checks.paired_seeds import Difference, holm, paired
from claimcheck.checks.scores import Scores
from claimcheck.number import fixed
from claimcheck.record import Outcome

ALPHA = 0.05


def ranked(part: Ranking, found: Scores) -> tuple[Outcome, str]:
    """First of all for certain where each other is clearly behind; not first where as many as its
    rank are clearly ahead."""
    table = {arm: _worst(part, arm, found) for arm in part.among}
    order = sorted(
        (a for a in table if table[a]), key=lambda a: _mean(table[a]), reverse=part.descending
    )
    said = ", ".join(f"{a} {fixed(_mean(table[a]), 2, signed=True)}" for a in order)
    label = f"by {'worst ' * (len(part.benchmarks) > 1)}difference to {part.reference}"
    outcomes = {_place(part, subject, table) for subject in part.subjects}
    answers: tuple[Outcome, ...] = ("contradicted", "undecided", "supported")
    outcome = next(o for o in answers if o in outcomes)
    return outcome, f"{label}: {said} [{outcome}]"


def _place(part: Ranking, subject: str, table: Mapping[str, Mapping[int, float]]) -> Outcome:
    rivals = [a for a in part.among if a not in part.subjects]
    tests: list[Difference] = []
    for rival in rivals:
        shared = sorted(table[subject].keys() & table[rival].keys())
        if len(shared) < 2:
            return "undecided"
        own, other = ([table[a][s] for s in shared] for a in (subject, rival))
        tests.append(paired(own, other, np.random.default_rng(0)))
    toward = 1 if part.descending else -1
    behind = sum(t.p < ALPHA and t.mean * toward > 0 for t in tests)
    adjusted = holm([t.p for t in tests])
    ahead = sum(p < ALPHA and t.mean * toward < 0 for p, t in zip(adjusted, tests, strict=True))
    if behind >= len(rivals) - (part.rank - len(part.subjects)):
        return "supported"
    return "contradicted" if ahead > part.rank - len(part.subjects) else "undecided"


def _worst(part: Ranking, arm: str, found: Scores) -> dict[int, float]:
    """By seed: the arm's smallest difference to the reference over the benchmarks."""
    gaps: dict[int, list[float]] = {}
    for benchmark in part.benchmarks:
        one, other = found.get((arm, benchmark), {}), found.get((part.reference, benchmark), {})
        for seed in one.keys() & other.keys():
            gaps.setdefault(seed, []).append(float(one[seed].value.value - other[seed].value.value))
    return {s: min(g) for s, g in gaps.items() if len(g) == len(part.benchmarks)}


def _mean(values: Mapping[int, float]) -> float:
    return sum(values.values()) / len(values)
