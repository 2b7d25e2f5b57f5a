"""What does a predicate answer, and in what words?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from claimcheck.checks.pairing import Pair, Pairing, evidence
from claimcheck.number import MINUS, Interval, interval, rescale, show
from claimcheck.record import Direction, Evidence, Measurement, Outcome, Reported

NOTHING = "no result of this witness speaks of it"


@dataclass(frozen=True)
class Judgement:
    """The answer of one predicate to one witness."""

    outcome: Outcome
    reason: str
    because: str
    evidence: tuple[Evidence, ...] = ()
    statistics: dict[str, Any] = field(default_factory=dict)


def decided(holds: bool, because: str, used: Iterable[Measurement]) -> Judgement:
    return Judgement(
        "supported" if holds else "contradicted",
        "agrees" if holds else "disagrees",
        because,
        evidence(used),
    )


def undecided(reason: str, because: str, used: Iterable[Measurement] = ()) -> Judgement:
    return Judgement("undecided", reason, because, evidence(used))


def missing(pairing: Pairing) -> Judgement | None:
    """Why there is nothing to compare, where there is nothing."""
    if pairing.ambiguous:
        names = ", ".join(sorted({f"{m.method} on {m.benchmark}" for m in pairing.ambiguous}))
        return undecided(
            "ambiguous", f"several rows fit as the reference of {names}", pairing.ambiguous
        )
    if not pairing.pairs:
        return undecided("no-cell", NOTHING, pairing.unmatched)
    return None


def sign(direction: Direction | None, pair: Pair) -> int | None:
    """+1 where `direction` means more of the metric, −1 where less; None where the metric's own is
    not known."""
    if direction in ("higher", "lower"):
        return 1 if direction == "higher" else -1
    if direction in ("better", "worse") and pair.subject.better:
        return 1 if (direction == "better") == (pair.subject.better == "higher") else -1
    return None


def in_unit_of(claimed: Reported, cells: Sequence[Reported]) -> tuple[Reported, ...]:
    """Cells in the unit of the claim: fractions become percent where the claim is in percent or
    points."""
    fractions = claimed.unit in ("%", "pp") and all(
        c.unit == "" and abs(c.value) <= 1 for c in cells
    )
    return tuple(rescale(c, 2, unit="%") for c in cells) if fractions else tuple(cells)


def difference(pair: Pair, claimed: Reported | None = None) -> tuple[Decimal, Interval, int, str]:
    """(value, interval, decimals, words) of subject − reference, in the unit of the claim."""
    cells = (pair.subject.value, pair.reference.value)
    s, r = in_unit_of(claimed, cells) if claimed else cells
    digits = max(s.decimals, r.decimals, 0)
    value = s.value - r.value
    words = f"{printed(s)} {MINUS} {printed(r)} = {show(value, digits, signed=True)}"
    return value, interval(s) - interval(r), digits, words


def printed(number: Reported) -> str:
    """The value with as many digits as its witness knows: a file's `11.6` beside `8.39` is
    11.60."""
    return show(number.value, max(number.decimals, 0))


def where(pair: Pair, pairs: Sequence[Pair]) -> str:
    """What tells this pair from the others: its benchmark, its method, or both."""
    benchmark = pair.subject.benchmark if len({p.subject.benchmark for p in pairs}) > 1 else ""
    method = pair.subject.method if len({p.subject.method for p in pairs}) > 1 else ""
    metric = pair.subject.metric if len({p.subject.metric for p in pairs}) > 1 else ""
    said = " ".join(filter(None, (method, benchmark, metric))) or pair.subject.benchmark
    return f"{said}: " if said else ""


def members(pairs: Iterable[Pair]) -> list[Measurement]:
    return [m for p in pairs for m in (p.subject, p.reference)]
