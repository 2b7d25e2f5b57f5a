"""Which differences did the runs show, over all seeds and for each?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from statistics import mean

from claimcheck.checks.computed import MOST, WORST
from claimcheck.checks.directions import Ranking, directions
from claimcheck.checks.ranking import worst
from claimcheck.checks.rerun import Answer, Reply
from claimcheck.checks.scores import Scores
from claimcheck.number import exact
from claimcheck.plan import Ask
from claimcheck.record import Claim, Computed, Superlative


def computed_of_runs(claim: Claim, answer: Reply, found: Scores, ask: Ask) -> tuple[Computed, ...]:
    """The contrasts of a claim, then the arms that it ranks; each once, at most `MOST`."""
    made: dict[tuple[str, str, str], Computed] = {}
    for one in (*_contrasts(answer, found), *_ranked(claim, found, ask)):
        made.setdefault((one.method, one.reference, one.benchmark), one)
    return tuple(made.values())[:MOST]


def _contrasts(answer: Reply, found: Scores) -> Iterator[Computed]:
    for one in answer.answers:
        c = one.contrast
        gaps = _gaps(found, c.subject, c.reference, c.benchmark)
        if gaps:
            yield _number(c.subject, c.reference, c.benchmark, gaps, _interval(one))


def _interval(answer: Answer) -> tuple[float, float] | None:
    test = answer.test
    return (round(test.low, 2), round(test.high, 2)) if test else None


def _ranked(claim: Claim, found: Scores, ask: Ask) -> Iterator[Computed]:
    """By arm, its difference to the reference, or the worst of them over the benchmarks."""
    arms = [a for a in (*ask.arms, *ask.others) if a in {method for method, _ in found}]
    benchmarks = list(dict.fromkeys(b for _, b in found))
    for predicate in (claim.predicate, *claim.also):
        part = directions(predicate, arms, benchmarks) if type(predicate) is Superlative else None
        if not isinstance(part, Ranking):
            continue
        one = part.benchmarks[0] if len(part.benchmarks) == 1 else WORST
        for arm in part.among:
            if gaps := worst(part, arm, found):
                yield _number(arm, part.reference, one, gaps)


def _gaps(found: Scores, subject: str, reference: str, benchmark: str) -> dict[int, float]:
    own, other = found.get((subject, benchmark), {}), found.get((reference, benchmark), {})
    return {
        seed: float(own[seed].value.value - other[seed].value.value)
        for seed in sorted(own.keys() & other.keys())
    }


def _number(
    subject: str,
    reference: str,
    benchmark: str,
    gaps: Mapping[int, float],
    interval_95: tuple[float, float] | None = None,
) -> Computed:
    value: Decimal = exact(f"{mean(gaps.values()):.3f}").value
    seeds = {seed: round(gap, 4) for seed, gap in gaps.items()}
    return Computed(
        of="difference", method=subject, reference=reference, benchmark=benchmark,
        value=value, low=value, high=value, interval_95=interval_95, seeds=seeds,
    )  # fmt: skip
