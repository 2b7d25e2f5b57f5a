"""Do the claimed difference, relative change and ratio follow from the witness's own numbers?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.checks.judgement import (
    Judgement,
    decided,
    difference,
    in_unit_of,
    members,
    missing,
    printed,
    sign,
    undecided,
    where,
)
from claimcheck.checks.pairing import Pair, pair
from claimcheck.number import Interval, interval, quotes, relative_change, show
from claimcheck.record import (
    Difference,
    Direction,
    Measurement,
    Ratio,
    RelativeChange,
    Reported,
    Scope,
)


@dataclass(frozen=True)
class Change:
    """What was computed for one pair: exact value, interval that rounding allows, and the sum
    written out."""

    pair: Pair
    value: Decimal
    interval: Interval
    decimals: int
    words: str


def judge_difference(predicate: Difference, measurements: Sequence[Measurement]) -> Judgement:
    """subject − reference against the claimed difference."""
    return _judge(predicate, measurements)


def judge_relative_change(
    predicate: RelativeChange, measurements: Sequence[Measurement]
) -> Judgement:
    """100 · (subject − reference) / reference against the claimed percentage, and the operands that
    are printed."""
    return _judge(predicate, measurements)


def judge_ratio(predicate: Ratio, measurements: Sequence[Measurement]) -> Judgement:
    """The larger by the smaller of subject and reference, and that the right one is larger."""
    return _judge(predicate, measurements, signed=False)


def change(predicate: Difference | RelativeChange | Ratio, p: Pair) -> Change:
    """What one pair gives, to be held against the claim. Raises ArithmeticError by zero."""
    if isinstance(predicate, Difference):
        return Change(p, *difference(p, predicate.claimed))
    decimals = max(predicate.claimed.decimals, 0) + 1
    s, r = p.subject.value, p.reference.value
    if isinstance(predicate, RelativeChange):
        value = 100 * (s.value - r.value) / r.value
        words = f"from {printed(r)} to {printed(s)}: {show(value, decimals, signed=True)} %"
        return Change(p, value, relative_change(s, r), decimals, words)
    top, bottom = (r, s) if _inverted(predicate, p) else (s, r)
    value = top.value / bottom.value
    words = f"{printed(top)} / {printed(bottom)} = {show(value, decimals)}"
    return Change(p, value, interval(top) / interval(bottom), decimals, words)


def _judge(
    predicate: Difference | RelativeChange | Ratio,
    measurements: Sequence[Measurement],
    *,
    signed: bool = True,
) -> Judgement:
    pairing = pair(predicate.subject, predicate.reference, measurements)
    if nothing := missing(pairing):
        return nothing
    used = members(pairing.pairs)
    try:
        changes = [change(predicate, p) for p in pairing.pairs]
    except ArithmeticError:
        return undecided("zero-reference", "the reference may be zero, so no ratio follows", used)
    if (
        signed
        and predicate.direction
        and any(sign(predicate.direction, c.pair) is None for c in changes)
    ):
        return undecided(
            "direction-unknown", f"whether more of {_metrics(changes)} is better is not known", used
        )
    if isinstance(predicate, RelativeChange) and (wrong := _wrong_operand(predicate, changes)):
        return decided(False, wrong, used)
    direction = predicate.direction if signed else None
    holds, considered = _quantify(predicate.scope, changes, predicate.claimed, direction)
    said = "; ".join(where(c.pair, pairing.pairs) + c.words for c in considered)
    return decided(
        holds,
        f"{said}; claimed {_claimed(predicate.scope, predicate.claimed, direction)}",
        used,
    )


def _quantify(
    scope: Scope, changes: Sequence[Change], claimed: Reported, direction: Direction | None
) -> tuple[bool, Sequence[Change]]:
    def size(c: Change) -> Decimal:
        return (
            c.value * (sign(direction, c.pair) or 1)
            if direction or claimed.signed
            else abs(c.value)
        )

    if scope == "mean":
        return _mean_agrees(changes, claimed, direction), changes
    if scope in ("max", "min"):
        extreme = (max if scope == "max" else min)(changes, key=size)
        return _agrees(extreme, claimed, direction), changes
    test = all if scope == "each" else any
    return test(_agrees(c, claimed, direction) for c in changes), changes


def _agrees(c: Change, claimed: Reported, direction: Direction | None) -> bool:
    target = interval(claimed)
    if direction:
        toward = sign(direction, c.pair) or 1
        return abs(target).meets(c.interval if toward > 0 else -c.interval)
    if claimed.signed:
        return target.meets(c.interval)
    return abs(target).meets(abs(c.interval))


def _mean_agrees(changes: Sequence[Change], claimed: Reported, direction: Direction | None) -> bool:
    low, value, high = (
        sum(ends, Decimal(0)) / len(changes)
        for ends in zip(*((c.interval.low, c.value, c.interval.high) for c in changes), strict=True)
    )
    mean = Change(changes[0].pair, value, Interval(low, high), 0, "")
    return _agrees(mean, claimed, direction)


def _wrong_operand(predicate: RelativeChange, changes: Sequence[Change]) -> str:
    """A printed operand ("from 0.354 to 0.345") that the cell does not hold."""
    if len(changes) != 1:
        return ""
    only = changes[0].pair
    for said, cell in ((predicate.before, only.reference), (predicate.after, only.subject)):
        if said and not quotes(said, in_unit_of(said, [cell.value])[0]):
            name = cell.method or cell.benchmark
            return f"the sentence says {said.printed}; {name} has {cell.value.printed}"
    return ""


def _inverted(predicate: Ratio, p: Pair) -> bool:
    """Whether "k times" divides the reference by the subject: "2× faster" of a time, "half the
    loss" is not."""
    if predicate.claimed.value < 1:
        return False
    toward = sign(predicate.direction, p)
    return toward == -1 if toward is not None else False


def _claimed(scope: Scope, claimed: Reported, direction: Direction | None) -> str:
    limit = {"max": "at most ", "min": "at least ", "mean": "on average "}.get(scope, "")
    return f"{limit}{claimed.printed}" + (f" {direction}" if direction else "")


def _metrics(changes: Sequence[Change]) -> str:
    return ", ".join(sorted({c.pair.subject.metric or "the metric" for c in changes}))
