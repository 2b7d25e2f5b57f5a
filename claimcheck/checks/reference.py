"""Would the claim stand against another run of the reference?"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from claimcheck.checks.judgement import Judgement, difference
from claimcheck.checks.pairing import Pair, label, predicate_pairs, predicates, select
from claimcheck.checks.predicates import judge, judge_all
from claimcheck.number import show
from claimcheck.record import Claim, Finding, Measurement, Predicate, Select


def check_reference(claim: Claim, measurements: Sequence[Measurement]) -> tuple[Finding, ...]:
    """The same claim against each other row that may stand for the reference, one finding each."""
    return tuple(
        finding
        for other in claim.alternatives
        if select(measurements, other) and (finding := _against(claim, other, measurements))
    )


def _against(claim: Claim, other: Select, measurements: Sequence[Measurement]) -> Finding | None:
    before = [p for p in predicates(claim) if getattr(p, "reference", None)]
    after = [p.model_copy(update={"reference": other}) for p in before]
    if not after:
        return None
    moves = _moves(before, after, measurements)
    now = judge_all(after, measurements)
    flips = [move for move in moves if move[1] * move[2] < 0]
    counts = [judge(p, measurements).because.split(":")[0] for p in after if p.kind == "count"]
    name = _name(other)
    said = f"against {name}: " + "; ".join(
        counts + [_words(move) for move in moves[:6]] * (not counts)
    )
    if flips:
        said += f"; the sign changes for {', '.join(name for name, *_ in flips)}"
    return Finding(
        check="reference-sensitivity",
        says=said,
        passed=not flips and not _fails(now, claim),
        statistics={
            name: {"outcome": now.outcome} | _numbers(moves) | _counted(after, measurements)
        },
        caution="reference-sensitive" if flips or _fails(now, claim) else "",
    )


def _moves(
    before: Sequence[Predicate], after: Sequence[Predicate], measurements: Sequence[Measurement]
) -> list[tuple[str, Decimal, Decimal, int]]:
    """(label, difference, difference against the other reference, digits) of each comparison that
    both allow."""
    found: dict[str, tuple[str, Decimal, Decimal, int]] = {}
    for one, two in zip(before, after, strict=True):
        first, second = _pairs(one, measurements), _pairs(two, measurements)
        for key, p in first.items():
            if key in second:
                value, _, digits, _ = difference(p)
                found[key] = (key, value, difference(second[key])[0], digits)
    return list(found.values())


def _pairs(predicate: Predicate, measurements: Sequence[Measurement]) -> dict[str, Pair]:
    return {label(p.subject): p for p in predicate_pairs(predicate, measurements)}


def _words(move: tuple[str, Decimal, Decimal, int]) -> str:
    name, value, other, digits = move
    return f"{name} {show(value, digits, signed=True)} becomes {show(other, digits, signed=True)}"


def _numbers(moves: Sequence[tuple[str, Decimal, Decimal, int]]) -> dict[str, list[float]]:
    return {name: [float(value), float(other)] for name, value, other, _ in moves}


def _counted(after: Sequence[Predicate], measurements: Sequence[Measurement]) -> dict[str, str]:
    counts = [judge(p, measurements).because for p in after if p.kind == "count"]
    return {"count": counts[0].split(":")[0]} if counts else {}


def _fails(now: Judgement, claim: Claim) -> bool:
    """A count that another reference does not give; a single difference is allowed another size."""
    return now.outcome == "contradicted" and claim.predicate.kind in (
        "count",
        "superlative",
        "comparison",
    )


def _name(other: Select) -> str:
    named = [
        " ".join(other.method),
        *(f"{k} {v}" for k, v in other.factors.items() if k != "regime"),
    ]
    return " ".join(filter(None, named))
