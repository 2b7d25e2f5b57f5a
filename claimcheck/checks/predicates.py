"""What does a predicate say of a list of measurements?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from claimcheck.checks.arithmetic import judge_difference, judge_ratio, judge_relative_change
from claimcheck.checks.judgement import Judgement
from claimcheck.checks.membership import (
    judge_constant,
    judge_count,
    judge_mean_sd,
    judge_range,
    judge_significance,
    judge_value,
)
from claimcheck.checks.ordering import judge_comparison, judge_superlative, judge_trend
from claimcheck.record import Measurement, Predicate

PREDICATES: dict[str, Callable[[Any, Sequence[Measurement]], Judgement]] = {
    "value": judge_value,
    "difference": judge_difference,
    "relative_change": judge_relative_change,
    "ratio": judge_ratio,
    "range": judge_range,
    "count": judge_count,
    "superlative": judge_superlative,
    "comparison": judge_comparison,
    "mean_sd": judge_mean_sd,
    "trend": judge_trend,
    "significance": judge_significance,
    "constant": judge_constant,
}


def judge(predicate: Predicate, measurements: Sequence[Measurement]) -> Judgement:
    """The predicate's answer, with its arithmetic written out; `undecided` where nothing speaks of
    it."""
    return PREDICATES[predicate.kind](predicate, measurements)


def judge_all(predicates: Sequence[Predicate], measurements: Sequence[Measurement]) -> Judgement:
    """All predicates of one sentence: one that fails contradicts it, one that is open leaves it
    open."""
    answers = [judge(p, measurements) for p in predicates]
    if len(answers) == 1:
        return answers[0]
    outcomes = [a.outcome for a in answers]
    worst = next((o for o in ("contradicted", "undecided") if o in outcomes), "supported")
    deciding = next(a for a in answers if a.outcome == worst)
    seen = dict.fromkeys(e for a in answers for e in a.evidence)
    parts = [
        a.because if a.outcome == "supported" else f"{a.because} [{a.outcome}]" for a in answers
    ]
    return Judgement(
        deciding.outcome,
        deciding.reason,
        " · ".join(parts),
        tuple(seen),
        {k: v for a in answers for k, v in a.statistics.items()},
    )
