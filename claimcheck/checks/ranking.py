"""Is an arm first among others, over paired seeds?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
    table = {arm: worst(part, arm, found) for arm in part.among}
    order = sorted(
        (a for a in table if table[a]), key=lambda a: _mean(table[a]), reverse=part.descending
    )
    said = ", ".join(f"{a} {fixed(_mean(table[a]), 2, signed=True)}" for a in order)
    label = f"by {'worst ' * (len(part.benchmarks) > 1)}difference to {part.reference}"
    places = [_place(part, subject, table) for subject in part.subjects]
    answers: tuple[Outcome, ...] = ("contradicted", "undecided", "supported")
    outcome = next(o for o in answers if o in {p.outcome for p in places})
    ahead = "".join(p.ahead for p in places)
    return outcome, f"{label}: {said}{ahead} [{outcome}]"


@dataclass(frozen=True)
class _Place:
    outcome: Outcome
    ahead: str = ""
    """Which arms are clearly ahead over the seeds that both have, in words."""


def _place(part: Ranking, subject: str, table: Mapping[str, Mapping[int, float]]) -> _Place:
    rivals = [a for a in part.among if a not in part.subjects]
    tests: dict[str, Difference] = {}
    for rival in rivals:
        shared = sorted(table[subject].keys() & table[rival].keys())
        if len(shared) < 2:
            return _Place("undecided")
        own, other = ([table[a][s] for s in shared] for a in (subject, rival))
        tests[rival] = paired(own, other, np.random.default_rng(0))
    toward = 1 if part.descending else -1
    behind = sum(t.p < ALPHA and t.mean * toward > 0 for t in tests.values())
    adjusted = dict(zip(tests, holm([t.p for t in tests.values()]), strict=True))
    ahead = [a for a, t in tests.items() if adjusted[a] < ALPHA and t.mean * toward < 0]
    said = ", ".join(
        f"{a} {fixed(-tests[a].mean, 2, signed=True)} ({tests[a].n} seeds, p {adjusted[a]:.2g})"
        for a in ahead
    )
    words = f"; from {subject}, over the seeds that both have: {said}" if ahead else ""
    free = part.rank - len(part.subjects)
    if behind >= len(rivals) - free:
        return _Place("supported", words)
    return _Place("contradicted" if len(ahead) > free else "undecided", words)


def worst(part: Ranking, arm: str, found: Scores) -> dict[int, float]:
    """By seed: the arm's smallest difference to the reference over the benchmarks."""
    gaps: dict[int, list[float]] = {}
    for benchmark in part.benchmarks:
        one, other = found.get((arm, benchmark), {}), found.get((part.reference, benchmark), {})
        for seed in one.keys() & other.keys():
            gaps.setdefault(seed, []).append(float(one[seed].value.value - other[seed].value.value))
    return {s: min(g) for s, g in gaps.items() if len(g) == len(part.benchmarks)}


def _mean(values: Mapping[int, float]) -> float:
    return sum(values.values()) / len(values)
