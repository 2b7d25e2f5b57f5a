"""Does the claim speak of methods for which some of its results are missing?"""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.checks.pairing import predicates, select
from claimcheck.checks.predicates import judge_all
from claimcheck.record import Claim, Finding, Measurement, Range


def check_coverage(claim: Claim, measurements: Sequence[Measurement]) -> Finding | None:
    """For ranges over named methods on several benchmarks: the answer for the methods that have
    them all."""
    ranges = [p for p in predicates(claim) if isinstance(p, Range) and len(p.select.method) > 1]
    has = [{m.method for m in select(measurements, p.select)} for p in ranges]
    named = set().union(*(p.select.method for p in ranges))
    whole = named.intersection(*has)
    if len(ranges) < 2 or not whole or whole == named:
        return None
    only = [
        p.model_copy(
            update={"select": p.select.model_copy(update={"method": tuple(sorted(whole))})}
        )
        for p in ranges
    ]
    answer = judge_all(only, measurements)
    inside = {"supported": "lie inside", "contradicted": "do not all lie inside"}.get(
        answer.outcome, "are undecided"
    )
    gaps = [
        f"{', '.join(sorted(named - found))} have no {' or '.join(p.select.benchmark)}"
        for p, found in zip(ranges, has, strict=True)
        if named - found
    ]
    return Finding(
        check="coverage",
        says=f"the {len(whole)} of {len(named)} with every benchmark "
        f"({', '.join(sorted(whole))}) {inside}; " + "; ".join(gaps),
        passed=False,
        statistics={"complete": sorted(whole), "outcome_of_complete": answer.outcome},
        caution="incomplete",
    )
