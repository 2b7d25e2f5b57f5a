"""What may a verdict say where a language model proposed the claim, or how to read it?

A proposal adds names and nothing else: the claim is put to the results as any other is, with these
names in the places that its words leave open. What then agrees counts, marked; what disagrees may
be the model's misreading and stays undecided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from math import prod
from typing import Any

from claimcheck import lexicon
from claimcheck.checks import frames as fr
from claimcheck.checks.anchors import digits
from claimcheck.checks.binding import SHOWN
from claimcheck.checks.frames import Frame, frames
from claimcheck.checks.policy import CHANCES, DERIVED
from claimcheck.checks.readings import Reading
from claimcheck.checks.scenes import phrase_of
from claimcheck.checks.verdict import put
from claimcheck.record import Claim, Measurement, Predicate, Reported, Select, Verdict

CAUTION, UNCONFIRMED = "model-proposed", "model-unconfirmed"
OPEN = frozenset({"ambiguous", "no-cell", "no-reference", "metric-unknown"})
"""Reasons for which other names may give an answer."""
KINDS = frozenset({"value", "mean_sd", "difference", "relative_change", "ratio", "comparison"})
"""Predicates whose printed number stands or falls with the cells that are named."""
_BOUNDS = frozenset({"at_least", "at_most"})


@dataclass(frozen=True)
class Names:
    """Names of a witness that a claim may speak of; an empty field proposes nothing."""

    method: tuple[str, ...] = ()
    baseline: tuple[str, ...] = ()
    benchmark: tuple[str, ...] = ()
    metric: tuple[str, ...] = ()
    table: str = ""

    @property
    def given(self) -> dict[str, tuple[str, ...]]:
        """The fields that propose something, without the table."""
        named = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "table"}
        return {field: names for field, names in named.items() if names}


def tempered(claim: Claim, verdict: Verdict) -> Verdict:
    """The verdict of a claim that a model proposed carries its mark, and contradicts nothing until
    a person has reviewed the claim."""
    if not claim.proposed_by or claim.reviewed:
        return verdict
    told = marked(verdict, claim.proposed_by)
    if told.outcome in ("supported", "undecided"):
        return told
    return _unconfirmed(told, f"as it is read, {told.because}", told)


def is_open(claim: Claim, verdict: Verdict) -> bool:
    """Whether a claim with a printed number is undecided for want of names."""
    return (
        verdict.outcome == "undecided"
        and verdict.reason in OPEN
        and claim.kind in KINDS
        and not claim.also
        and _BOUNDS.isdisjoint(claim.flags)
        and bool(_printed(claim.predicate))
    )


def confirm(
    claim: Claim,
    verdict: Verdict,
    proposal: Names,
    measurements: Sequence[Measurement],
    *,
    model: str,
    names: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Verdict, Reading | None] | str:
    """The verdict as it stands with the proposed names, and the reading that carries it where the
    numbers confirm it; else in a word why the proposal does not hold."""
    tables = frames(measurements, names or {})
    known = [frame for frame in tables if _has(frame, proposal)]
    if not proposal.given or not known:
        return "names that no one table has"
    fitting = [frame for frame in known if _fits(frame, claim, proposal)]
    if not fitting:
        return "other names than the sentence says"
    answers = [_put(claim, proposal, frame, names) for frame in fitting]
    used = [(told, reading) for told, reading in answers if _is_used(reading, proposal)]
    for told, reading in used:
        if told.outcome == "supported":
            if _by_chance(claim, proposal, tables):
                return "names among so many that one agrees by chance"
            return marked(told, model), reading
    for told, _ in used:
        if told.outcome == "contradicted":
            read = f"{verdict.because}; as {model} reads it, {told.because}"
            return _unconfirmed(verdict.model_copy(update={"proposed_by": model}), read, told), None
    return "names that leave it undecided"


def _put(
    claim: Claim, proposal: Names, frame: Frame, names: Mapping[str, Sequence[str]] | None
) -> tuple[Verdict, Reading | None]:
    return put(_renamed(claim, proposal), "paper", frame.measurements, names=names)


def marked(verdict: Verdict, model: str) -> Verdict:
    """The verdict with the mark that a model has a part in it."""
    cautions = tuple(dict.fromkeys((*verdict.cautions, CAUTION)))
    return verdict.model_copy(update={"proposed_by": model, "cautions": cautions})


def _unconfirmed(verdict: Verdict, because: str, told: Verdict) -> Verdict:
    """Undecided, with what the model's reading would have rested on among the candidates."""
    meant = dict.fromkeys((*verdict.candidates, *(e.where for e in told.evidence)))
    return verdict.model_copy(
        update={
            "outcome": "undecided",
            "reason": UNCONFIRMED,
            "because": because,
            "candidates": tuple(meant)[: 2 * SHOWN],
        }
    )


def _printed(predicate: Predicate) -> tuple[Reported, ...]:
    """The numbers that the proposed cells have to give."""
    claimed = getattr(predicate, "claimed", None)
    values = tuple(getattr(predicate, "values", ()))
    return (claimed,) if isinstance(claimed, Reported) else values


def _selects(predicate: Any) -> Iterator[tuple[str, str, Select]]:
    """Each selection of a predicate, with the proposal's field that names its rows."""
    for name in ("select", "subject", "reference"):
        if isinstance(chosen := getattr(predicate, name, None), Select):
            yield name, "baseline" if name == "reference" else "method", chosen


def _renamed(claim: Claim, proposal: Names) -> Claim:
    """The claim with the proposed names in the place of its own words."""
    given = proposal.given
    selects: dict[str, Select] = {}
    for name, rows, chosen in _selects(claim.predicate):
        asked = {"method": rows, "benchmark": "benchmark", "metric": "metric"}
        update = {k: given[field] for k, field in asked.items() if field in given}
        selects[name] = chosen.model_copy(update=update)
    said = {field: ", ".join(names) for field, names in given.items()}
    return claim.model_copy(update={"predicate": claim.predicate.model_copy(update=selects)} | said)


def _axes(frame: Frame) -> dict[str, tuple[str, ...]]:
    return {
        "method": frame.method.values,
        "baseline": frame.method.values,
        "benchmark": frame.benchmark.values,
        "metric": frame.metric.values,
    }


def _has(frame: Frame, proposal: Names) -> bool:
    """Whether one table has every name that is proposed, spelled just so."""
    axes = _axes(frame)
    named = all(set(names) <= set(axes[field]) for field, names in proposal.given.items())
    return named and proposal.table in ("", frame.table)


def _fits(frame: Frame, claim: Claim, proposal: Names) -> bool:
    """Whether the proposal only fills in what the claim's words leave open in this table."""
    said = _said(frame, claim)
    if set(proposal.method) & set(proposal.baseline):
        return False
    agrees = all(
        not said.get(field) or set(names) <= set(said[field])
        for field, names in proposal.given.items()
    )
    return agrees and _is_of_kind(claim, proposal)


def _said(frame: Frame, claim: Claim) -> dict[str, tuple[str, ...]]:
    """What the words themselves name in this table, by field: their phrase, else their clause."""
    clause = claim.context[0] if claim.context else claim.quote
    found: dict[str, tuple[str, ...]] = {}
    for name, rows, chosen in _selects(claim.predicate):
        phrase = phrase_of(chosen.method) or getattr(claim, rows)
        pick = fr.entity(frame, phrase) if phrase else None
        if pick and pick.axis == "method" and pick.whole and pick.level <= fr.NEAR:
            found[rows] = pick.values
        if name != "reference":
            phrase = phrase_of(chosen.benchmark) or claim.benchmark or clause
            found["benchmark"] = frame.benchmark.said(phrase).every
            phrase = phrase_of(chosen.metric) or claim.metric or clause
            found["metric"] = frame.metric.said(phrase).values
    if "method" not in found and not claim.method:
        heard = frame.method.said(clause).values
        found["method"] = tuple(v for v in heard if v not in found.get("baseline", ()))
    return found


def _is_of_kind(claim: Claim, proposal: Names) -> bool:
    """An accuracy is no loss: the metric is of the kind that the sentence's metric is."""
    own = lexicon.metric(claim.metric) if claim.metric else None
    kinds = [lexicon.metric(name) for name in proposal.metric]
    return own is None or all(k is None or k.group == own.group for k in kinds)


def _is_used(reading: Reading | None, proposal: Names) -> bool:
    """Whether the deciding reading rests on every name that was proposed."""
    if reading is None:
        return False
    found: dict[str, set[str]] = {field: set() for field in proposal.given}
    for predicate in reading.predicates:
        for _, rows, chosen in _selects(predicate):
            own = {rows: chosen.method, "benchmark": chosen.benchmark, "metric": chosen.metric}
            for field, names in own.items():
                found.setdefault(field, set()).update(names)
    return all(set(names) <= found[field] for field, names in proposal.given.items())


def _by_chance(claim: Claim, proposal: Names, tables: Sequence[Frame]) -> bool:
    """Whether so many names could have been proposed that one of them gives the number anyway."""
    choices = sum(_choices(claim, proposal, frame) for frame in tables)
    limits = DERIVED if hasattr(claim.predicate, "reference") else CHANCES
    limit = limits.get(sum(digits(number) for number in _printed(claim.predicate)))
    return limit is not None and choices > limit


def _choices(claim: Claim, proposal: Names, frame: Frame) -> int:
    """How many proposals of the same sort the words allow in one table."""
    said, axes = _said(frame, claim), _axes(frame)
    free = {field: len(said.get(field) or axes[field]) for field in proposal.given}
    if free.get("method", 0) > 1 and free.get("method") == free.get("baseline"):
        free["baseline"] -= 1
    return prod(free.values())
