"""What does a claim say of the direction alone?

A rerun below the study's scale can speak of a difference's direction, never of its size. So each
predicate is turned into contrasts, one arm against another on one benchmark, with the direction
that it needs; thresholds and sizes are left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from claimcheck.record import (
    Comparison,
    Count,
    Difference,
    Direction,
    Predicate,
    Range,
    Ratio,
    RelativeChange,
    Reported,
    Select,
    Superlative,
)

Rule = Literal["each", "any", "most"]
SIGNS: dict[Direction, int] = {
    "higher": 1, "better": 1, "lower": -1, "worse": -1, "close": 0, "same": 0,
}  # fmt: skip


@dataclass(frozen=True)
class Contrast:
    """Subject against reference on one benchmark."""

    subject: str
    reference: str
    benchmark: str
    wanted: int
    """+1 the subject is better, −1 worse, 0 as good."""

    @property
    def name(self) -> str:
        return f"{self.subject} − {self.reference} on {self.benchmark}"


@dataclass(frozen=True)
class Directions:
    """The contrasts of one predicate, and how many of them must come out as wanted."""

    contrasts: tuple[Contrast, ...]
    rule: Rule = "each"

    @property
    def compares(self) -> list[tuple[str, str]]:
        """Arm and benchmark of every number that takes part."""
        return [(arm, c.benchmark) for c in self.contrasts for arm in (c.subject, c.reference)]


@dataclass(frozen=True)
class Ranking:
    """Every subject is to be the first, or the last, of `among`, by the worst of its differences
    to the reference over the benchmarks (with one benchmark: by that)."""

    subjects: tuple[str, ...]
    among: tuple[str, ...]
    reference: str
    benchmarks: tuple[str, ...]
    descending: bool
    rank: int

    @property
    def compares(self) -> list[tuple[str, str]]:
        """Arm and benchmark of every number that takes part."""
        return [(arm, b) for arm in (*self.among, self.reference) for b in self.benchmarks]


def directions(
    predicate: Predicate, arms: Sequence[str], benchmarks: Sequence[str]
) -> Directions | Ranking | None:
    """The predicate over `arms` and `benchmarks`, those that were run; None where it says nothing
    of a direction. Accuracies are meant: more is better."""
    if isinstance(predicate, Superlative):
        return _ranking(predicate, arms, benchmarks)
    reference = getattr(predicate, "reference", None)
    wanted = _wanted(predicate)
    if reference is None or wanted is None:
        return None
    subject = _subject(predicate)
    found = tuple(
        Contrast(one, other, benchmark, wanted)
        for other in _chosen(reference.method, arms)
        for one in _chosen(subject.method, arms)
        for benchmark in _chosen(subject.benchmark, benchmarks)
        if one != other
    )
    if isinstance(predicate, Count):
        return Directions(found, "most")
    scope = getattr(predicate, "scope", "each")
    return Directions(found, "any" if scope in ("any", "max", "min") else "each")


def _subject(predicate: Predicate) -> Select:
    chosen: Select = getattr(predicate, "subject" if hasattr(predicate, "subject") else "select")
    return chosen


def _wanted(predicate: Predicate) -> int | None:
    if isinstance(predicate, Comparison | Count):
        return SIGNS[predicate.direction]
    if isinstance(predicate, Difference | RelativeChange):
        return SIGNS[predicate.direction] if predicate.direction else _sign(predicate.claimed)
    if isinstance(predicate, Ratio):
        return SIGNS[predicate.direction] if predicate.direction else _sign(predicate.claimed, 1)
    if isinstance(predicate, Range):
        ends = {_sign(predicate.low), _sign(predicate.high)}
        return ends.pop() if len(ends) == 1 else 0
    return None


def _sign(number: Reported, level: int = 0) -> int:
    return (number.value > level) - (number.value < level)


def _ranking(
    predicate: Superlative, arms: Sequence[str], benchmarks: Sequence[str]
) -> Ranking | None:
    if predicate.reference is None or len(predicate.reference.method) != 1:
        return None
    reference = predicate.reference.method[0]
    among = tuple(a for a in _chosen(predicate.among.method, arms) if a != reference)
    return Ranking(
        subjects=tuple(_chosen(predicate.subject.method, arms)),
        among=among,
        reference=reference,
        benchmarks=tuple(_chosen(predicate.subject.benchmark, benchmarks)),
        descending=predicate.order in ("best", "highest"),
        rank=predicate.rank,
    )


def _chosen(named: Iterable[str], known: Sequence[str]) -> list[str]:
    """What is named, in the order of the names; everything known where nothing is."""
    return list(named) or list(known)
