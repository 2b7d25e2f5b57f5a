"""Which measurements does a claim speak of?

Every meaning that the claim's words allow becomes a reading: the claim's own predicate with the
witness's names in it. A reading is data, so the one that decided for the paper's tables can be put
to released results or reruns as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimcheck import lexicon
from claimcheck.checks import limits
from claimcheck.checks.frames import frames
from claimcheck.checks.names import Siblings, same
from claimcheck.checks.pairing import label, select
from claimcheck.checks.readings import Reading, readings
from claimcheck.checks.scenes import Scene
from claimcheck.number import find
from claimcheck.record import Claim, Measurement, Predicate, Select

SHOWN = 6
"""Candidates that a reader is shown."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NOT_BOUND = {"constant": "not-a-result", "trend": "no-series", "significance": "no-test"}
_FLOAT = re.compile(r"\b(?:Figures?|Figs?\.?|Tables?|Sections?|Runs?)\s*\(?[A-Z]?\d+\w?\)?")
_ALL_METHODS = re.compile(r".*\b(?:all|every|each|both|any)\b", re.IGNORECASE)
_ALL_PLACES = re.compile(
    r"\b(?:across|on (?:all|every|each)|in (?:all|every|each)|for (?:all|every|each))\b",
    re.IGNORECASE,
)
_CAUTIOUS = frozenset({"hedged", "some", "negated", "approximately", "further"})
_REASONS = ("ambiguous", "derived", "no-reference", "metric-unknown", "no-cell")


@dataclass(frozen=True)
class Binding:
    """The readings of a claim, best first, or why it has none."""

    readings: tuple[Reading, ...] = ()
    reason: str = ""
    candidates: tuple[str, ...] = ()
    tried: int = 0
    """How many meanings were open: many make an agreement by chance likely."""


def bind(
    claim: Claim,
    measurements: Sequence[Measurement],
    *,
    names: Mapping[str, Sequence[str]] | None = None,
) -> Binding:
    """The readings of `claim` among `measurements`; `names` gives further spellings of names."""
    spellings = names or {}
    if exact := _exact(claim, measurements, spellings):
        return Binding((exact,), tried=1)
    if reason := _NOT_BOUND.get(claim.kind) or _unspoken(claim):
        return Binding(reason=reason)
    scenes = staged(claim, measurements, spellings)
    if not scenes:
        return Binding(reason="no-table")
    found = _distinct(r for scene in scenes for r in readings(scene))
    if not found:
        met = {code for scene in scenes for code in scene.missing}
        return Binding(reason=next((r for r in _REASONS if r in met), "no-cell"))
    tried = len(found) + sum(len(scene.passed_over) for scene in scenes)
    return Binding(found, "", _candidates(found, measurements), tried)


def _unspoken(claim: Claim) -> str:
    """What stands in a figure alone, or is denied, is left to the reader."""
    if "figure" in claim.flags and not claim.numbers and _shown(claim):
        return "figure"
    return "negated" if "negated" in claim.flags and not claim.numbers else ""


def _shown(claim: Claim) -> bool:
    """Whether the words lean on what a figure looks like; a mere `Figure 3 shows` does not."""
    near = " ".join(claim.context[:2]) or claim.quote
    return bool(lexicon.FIGURE.search(_FLOAT.sub("", near)))


def staged(
    claim: Claim, measurements: Sequence[Measurement], spellings: Mapping[str, Sequence[str]]
) -> list[Scene]:
    """Each table as the claim sees it."""
    clause, *around = claim.context or (claim.quote,)
    sentence = claim.quote
    texts = (clause, sentence, *(t for t in around if t != sentence))
    parts = {n for m in measurements for n in _NUMBER.findall(f"{m.metric} {claim.metric}")}
    own = parts | {n for printed in claim.numbers for n in _NUMBER.findall(printed)}
    others = [
        m
        for m in find(_FLOAT.sub("", sentence))
        if not own.issuperset(_NUMBER.findall(m.number.printed))
    ]
    alone = len(claim.numbers) <= 1 and not others
    every = "all" in claim.flags and _is_everywhere(claim)
    tables = frames(measurements, spellings)
    elsewhere = Siblings.of(v for frame in tables for v in frame.singles)
    cautious = not _CAUTIOUS.isdisjoint(claim.flags) or ("figure" in claim.flags and _shown(claim))
    cautious = cautious or limits.is_partial(claim)
    return [
        Scene(
            claim,
            frame,
            texts,
            elsewhere,
            every,
            alone,
            cautious=cautious,
            tables=tables,
        )
        for frame in tables
    ]


def _is_everywhere(claim: Claim) -> bool:
    """Whether "all" speaks of benchmarks; "all strategies" does not, unless it says where, too."""
    clause = claim.context[0] if claim.context else claim.quote
    return not _ALL_METHODS.match(claim.method) or bool(_ALL_PLACES.search(clause))


def _exact(
    claim: Claim, measurements: Sequence[Measurement], spellings: Mapping[str, Sequence[str]]
) -> Reading | None:
    """The claim as it stands, where it was written with the witness's names."""
    if claim.context and not claim.reviewed:
        return None
    kinds = ("method", "benchmark", "metric")
    known = {kind: {getattr(m, kind) for m in measurements} for kind in kinds}
    made: list[Predicate] = []
    for predicate in (claim.predicate, *claim.also):
        update: dict[str, Select] = {}
        for name, chosen in _selects(predicate):
            renamed = {k: _renamed(getattr(chosen, k), known[k], spellings) for k in kinds}
            if any(v is None for v in renamed.values()):
                return None
            update[name] = chosen.model_copy(update=renamed)
        if not any(s.method or s.benchmark or s.metric for s in update.values()):
            return None
        made.append(predicate.model_copy(update=update))
    return Reading(made[0], tuple(made[1:]), 0, complete=True)


def _selects(predicate: Predicate) -> Iterator[tuple[str, Select]]:
    for name in ("select", "subject", "reference", "among"):
        if isinstance(chosen := getattr(predicate, name, None), Select):
            yield name, chosen


def _renamed(
    asked: Sequence[str], known: set[str], spellings: Mapping[str, Sequence[str]]
) -> tuple[str, ...] | None:
    """Each name as the witness writes it; None where it has none such."""
    found: list[str] = []
    for name in asked:
        every = (name, *spellings.get(name, ()))
        fits = [k for k in sorted(known) if k and any(same(k, s) for s in every)]
        hit = name if name in known else next(iter(fits), None)
        if hit is None:
            return None
        found.append(hit)
    return tuple(found)


def _distinct(found: Iterable[Reading]) -> tuple[Reading, ...]:
    """Each reading once, at its best, in the order of their tiers."""
    best: dict[tuple[str, ...], Reading] = {}
    for reading in sorted(found, key=lambda r: (r.tier, not r.complete)):
        best.setdefault(tuple(p.model_dump_json() for p in reading.predicates), reading)
    return tuple(best.values())


def _candidates(found: Sequence[Reading], measurements: Sequence[Measurement]) -> tuple[str, ...]:
    """What the first readings speak of, in words."""
    said = (_words(reading, measurements) for reading in found[: 2 * SHOWN])
    return tuple(dict.fromkeys(filter(None, said)))[:SHOWN]


def _words(reading: Reading, measurements: Sequence[Measurement]) -> str:
    sides: list[str] = []
    for _, chosen in _selects(reading.predicate):
        cells = select(measurements, chosen)
        more = f" and {len(cells) - 1} more" if len(cells) > 1 else ""
        sides += [f"{label(cells[0])}, {cells[0].metric}{more}"] if cells else []
    return " against ".join(sides)
