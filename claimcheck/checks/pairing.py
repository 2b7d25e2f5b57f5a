"""Which measurements does a predicate speak of, and which two belong together?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimcheck.record import Claim, Evidence, Measurement, Predicate, Select

UNPAIRED = frozenset({"name", "run", "arm"})
"""Factors that name a row and so may differ between the two sides of a comparison."""


@dataclass(frozen=True)
class Pair:
    """A subject and what it is compared with, on the same benchmark and metric."""

    subject: Measurement
    reference: Measurement


@dataclass(frozen=True)
class Pairing:
    """All pairs, the subjects that no reference was found for, and those that several fit."""

    pairs: tuple[Pair, ...]
    unmatched: tuple[Measurement, ...] = ()
    ambiguous: tuple[Measurement, ...] = ()


def select(measurements: Iterable[Measurement], chosen: Select) -> tuple[Measurement, ...]:
    """The measurements whose names are all among those that `chosen` allows."""
    return tuple(m for m in measurements if _allows(chosen, m))


def pair(subject: Select, reference: Select, measurements: Sequence[Measurement]) -> Pairing:
    """Each selected subject with the one reference on its benchmark, its metric and its shared
    factors."""
    references = select(measurements, reference)
    free = UNPAIRED | subject.factors.keys() | reference.factors.keys()
    pairs: list[Pair] = []
    unmatched: list[Measurement] = []
    ambiguous: list[Measurement] = []
    for s in select(measurements, subject):
        fits = [r for r in references if r is not s and _belongs(s, r, reference, free)]
        if not subject.method and any(is_replicate(s, r) for r in fits):
            continue  # another seed of the reference is no method to compare with it
        if len(fits) > 1 and subject.method == reference.method:
            fits = [r for r in fits if r.method == s.method] or fits
        if len(fits) == 1:
            pairs.append(Pair(s, fits[0]))
        else:
            (ambiguous if fits else unmatched).append(s)
    return Pairing(tuple(pairs), tuple(unmatched), tuple(ambiguous))


def pair_each(
    subject: Select, reference: Select, measurements: Sequence[Measurement]
) -> tuple[Pair, ...]:
    """The pairs with each of several reference methods in turn."""
    each = [reference.model_copy(update={"method": (m,)}) for m in reference.method]
    found = (pair(subject, one, measurements).pairs for one in each or [reference])
    return tuple(p for pairs in found for p in pairs)


def is_replicate(a: Measurement, b: Measurement) -> bool:
    """Whether both are the same arm, read on the same benchmark and metric, perhaps from another
    seed."""
    return (
        bool(a.method)
        and (a.method, a.benchmark, a.metric) == (b.method, b.benchmark, b.metric)
        and settings(a) == settings(b)
    )


def settings(m: Measurement) -> dict[str, str]:
    """The factors that tell arms of one name apart."""
    return {k: v for k, v in m.factors.items() if k not in UNPAIRED}


def predicates(claim: Claim) -> tuple[Predicate, ...]:
    """The claim's predicate and the further ones that its sentence states."""
    return (claim.predicate, *claim.also)


def contrasts(claim: Claim, measurements: Sequence[Measurement]) -> tuple[Pair, ...]:
    """Every comparison that the claim rests on, each once, in the order of its predicates."""
    found: dict[tuple[int, int], Pair] = {}
    for predicate in predicates(claim):
        for p in predicate_pairs(predicate, measurements):
            found.setdefault((id(p.subject), id(p.reference)), p)
    return tuple(found.values())


def predicate_pairs(predicate: Predicate, measurements: Sequence[Measurement]) -> tuple[Pair, ...]:
    """The comparisons of one predicate; none for a predicate without a reference."""
    reference = getattr(predicate, "reference", None)
    subject = getattr(predicate, "subject", None) or getattr(predicate, "select", None)
    if reference is None or subject is None:
        return ()
    return pair(subject, reference, measurements).pairs


def listed(items: Iterable[str], most: int = 6) -> str:
    """The first few of many, and how many more there are; the statistics hold all of them."""
    every = list(items)
    rest = f"; and {len(every) - most} more" if len(every) > most else ""
    return "; ".join(every[:most]) + rest


def label(m: Measurement) -> str:
    """A measurement in a reader's words: `ld on SSv2`."""
    return " on ".join(filter(None, (m.method, m.benchmark))) or m.metric or m.where.source


def evidence(measurements: Iterable[Measurement]) -> tuple[Evidence, ...]:
    """Where each figure stands, each place once."""
    rows = {(m.where.source, place(m), m.value.printed): None for m in measurements}
    return tuple(Evidence(source=s, where=w, value=v) for s, w, v in rows)


def place(m: Measurement) -> str:
    """What a measurement is and its place inside its source, in words."""
    at = m.where
    parts = [label(m), m.metric]
    parts += [at.path, f"table {at.table}" if at.table else ""]
    parts.append(
        f"row {at.row + 1}, column {at.column + 1}"
        if at.row is not None and at.column is not None
        else ""
    )
    parts.append(f"page {at.page}" if at.page is not None else "")
    return ", ".join(p for p in parts if p)


def _allows(chosen: Select, m: Measurement) -> bool:
    return (
        (not chosen.method or m.method in chosen.method)
        and (not chosen.benchmark or m.benchmark in chosen.benchmark)
        and (not chosen.metric or m.metric in chosen.metric)
        and all(_factor(m, key) == value for key, value in chosen.factors.items())
    )


def _factor(m: Measurement, key: str) -> str | None:
    if key == "seed" and m.seed is not None:
        return str(m.seed)
    return m.factors.get(key)


def _belongs(s: Measurement, r: Measurement, reference: Select, free: Iterable[str]) -> bool:
    """Same benchmark, metric and shared factors; a reference that is itself another one says so by
    its Select."""
    return (
        _agree(s.benchmark, r.benchmark, reference.benchmark)
        and _agree(s.metric, r.metric, reference.metric)
        and all(
            s.factors[k] == r.factors[k] for k in s.factors.keys() & r.factors.keys() - set(free)
        )
    )


def _agree(own: str, other: str, named: tuple[str, ...]) -> bool:
    return own == other or (bool(named) and own not in named)
