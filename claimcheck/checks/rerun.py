"""What do reruns say of the direction of a claim?

Arms share their seeds: initialisation, clips, masks and probes of one seed are the same for all of
them, so every test is on the differences within a seed. A direction is supported or contradicted
by a paired t test, corrected for all contrasts of the claim (Holm). Where the difference is shown
to be smaller than the plan's margin (two one-sided tests) the answer is `no-effect`; otherwise the
claim stays undecided, and the smallest difference that so many seeds can see is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from claimcheck.checks.directions import Contrast, Directions, Ranking, directions
from claimcheck.checks.judgement import Judgement
from claimcheck.checks.paired_seeds import (
    Difference,
    Equivalence,
    detectable,
    equivalence,
    holm,
    paired,
)
from claimcheck.checks.pairing import evidence
from claimcheck.checks.ranking import ALPHA, ranked
from claimcheck.checks.scores import Scores
from claimcheck.number import fixed
from claimcheck.plan import Ask
from claimcheck.record import Claim, Constant, Measurement, Outcome, Predicate


@dataclass(frozen=True)
class Answer:
    """One contrast over its paired seeds."""

    contrast: Contrast
    outcome: Outcome
    words: str
    test: Difference | None = None
    """None below two pairs of seeds."""
    holm: float = 1.0
    """The p value after Holm's correction over the claim's contrasts."""
    same: Equivalence | None = None

    @property
    def statistics(self) -> dict[str, Any]:
        if self.test is None or self.same is None:
            return {"outcome": self.outcome, "n_pairs": 0 if self.test is None else self.test.n}
        t = self.test
        return {
            "outcome": self.outcome,
            "n_pairs": t.n,
            "mean_difference": round(t.mean, 3),
            "sd": round(t.sd, 3),
            "interval_95": [round(t.low, 2), round(t.high, 2)],
            "bootstrap_95": [round(t.boot_low, 2), round(t.boot_high, 2)],
            "p": float(f"{t.p:.3g}"),
            "holm_p": float(f"{self.holm:.3g}"),
            "detectable_80": round(detectable(t.sd, t.n), 2),
            "equivalence": {"margin": self.same.margin, "p": float(f"{self.same.p:.3g}")},
        }


@dataclass(frozen=True)
class Reply:
    """What one reading of the runs answers."""

    judgement: Judgement
    answers: tuple[Answer, ...] = ()
    benchmarks: tuple[str, ...] = ()
    """Those that it compares on."""


def reply(claim: Claim, ask: Ask, found: Scores, margin: float) -> Reply:
    """What the runs say of the claim's direction, and of what it implies: no effect where an effect
    is implied contradicts the claim."""
    stated = _parts((claim.predicate, *claim.also), ask, found)
    implied = _parts(ask.implies, ask, found)
    if not stated:
        return Reply(Judgement("undecided", "no-direction", "the claim states no direction"))
    answers = _answers([c for p in (*stated, *implied) for c in _contrasts(p)], found, margin)
    told = [_part(part, answers, found) for part in stated]
    must = [_part(part, answers, found) for part in implied]
    fails = any(o in ("contradicted", "no-effect") for o, _ in must)
    outcome = "contradicted" if fails else _together([o for o, _ in (*told, *must)])
    used = _used((*stated, *implied), found)
    judged = Judgement(
        outcome,
        "implication-fails" if fails else _reason(outcome, answers),
        "; ".join(
            [w for (_, w), part in zip(told, stated, strict=True) if _is_new(part, stated)]
            + [f"implied: {w}" for _, w in must]
        ),
        evidence(used),
        {"contrasts": {a.contrast.name: a.statistics for a in answers}, "margin": margin},
    )
    compared = dict.fromkeys(m.benchmark for m in used)
    return Reply(judged, tuple(answers), tuple(compared))


def _is_new(part: Directions | Ranking, parts: Sequence[Directions | Ranking]) -> bool:
    """Whether a part says anything that the parts before it have not said."""
    if isinstance(part, Ranking):
        return True
    before = parts[: next(i for i, p in enumerate(parts) if p is part)]
    return not set(part.contrasts) <= {c for p in before for c in _contrasts(p)}


def _reason(outcome: Outcome, answers: Sequence[Answer]) -> str:
    if outcome == "undecided":
        return "too-few-seeds" if any(a.test is None for a in answers) else "not-resolved"
    reasons = {"supported": "agrees", "contradicted": "disagrees", "no-effect": "no-effect"}
    return reasons[outcome]


def constant(claim: Claim, measurements: Sequence[Measurement]) -> Judgement | None:
    """Whether a model that was built has the property that the claim names; None where the claim
    names none, or no model was built."""
    if not isinstance(claim.predicate, Constant):
        return None
    named = claim.predicate
    counted = [m for m in measurements if m.witness == "rerun" and m.metric == named.name]
    if not counted:
        return None
    holds = all(m.value.value == named.claimed.value for m in counted)
    return Judgement(
        "supported" if holds else "contradicted",
        "agrees" if holds else "disagrees",
        f"{named.name}, counted: {', '.join(m.value.printed for m in counted)}; "
        f"claimed {named.claimed.printed}",
        evidence(m for m in measurements if m.witness == "rerun"),
    )


def _parts(predicates: Iterable[Predicate], ask: Ask, found: Scores) -> list[Directions | Ranking]:
    """The predicates over the arms of the plan that have runs; the rest of a table takes part in a
    ranking alone, and only where all of it has been run."""
    known = {method for method, _ in found}
    arms = [a for a in (*ask.arms, *ask.others) if a in known]
    benchmarks = list(dict.fromkeys(b for _, b in found))
    whole = len(arms) == len(ask.arms) + len(ask.others)
    parts = [directions(p, arms, benchmarks) for p in predicates]
    return [
        p
        for p in parts
        if p is not None
        and (isinstance(p, Directions) or (whole and len(p.among) > len(p.subjects)))
    ]


def _contrasts(part: Directions | Ranking) -> tuple[Contrast, ...]:
    """Those of a direction; a ranking is tested by itself."""
    return part.contrasts if isinstance(part, Directions) else ()


def _answers(wanted: Sequence[Contrast], found: Scores, margin: float) -> list[Answer]:
    each = list(dict.fromkeys(wanted))
    tests = [_tested(c, found) for c in each]
    known = [t.p for t in tests if t is not None]
    corrected = iter(holm(known) if known else ())
    return [
        _answer(c, t, next(corrected) if t is not None else 1.0, found, margin)
        for c, t in zip(each, tests, strict=True)
    ]


def _tested(contrast: Contrast, found: Scores) -> Difference | None:
    own, other = _values(contrast, found)
    if len(own) < 2:
        return None
    return paired(own, other, np.random.default_rng(0))


def _values(contrast: Contrast, found: Scores) -> tuple[list[float], list[float]]:
    """Of both sides, the seeds that they share, in order."""
    one = found.get((contrast.subject, contrast.benchmark), {})
    other = found.get((contrast.reference, contrast.benchmark), {})
    shared = sorted(one.keys() & other.keys())
    return tuple([float(side[s].value.value) for s in shared] for side in (one, other))  # type: ignore[return-value]


def _answer(
    contrast: Contrast, test: Difference | None, adjusted: float, found: Scores, margin: float
) -> Answer:
    if test is None:
        own, other = _values(contrast, found)
        gap = f" = {fixed(own[0] - other[0], 2, signed=True)}, one seed" if own else ": not run"
        return Answer(contrast, "undecided", f"{contrast.name}{gap}")
    own, other = _values(contrast, found)
    same = equivalence(own, other, margin, alpha=ALPHA)
    words = (
        f"{contrast.name} = {fixed(test.mean, 2, signed=True)} "
        f"(95 % interval {fixed(test.low, 2, signed=True)} to {fixed(test.high, 2, signed=True)}, "
        f"{test.n} seeds, p {adjusted:.2g})"
    )
    return Answer(contrast, _outcome(contrast, test, adjusted, same), words, test, adjusted, same)


def _outcome(contrast: Contrast, test: Difference, adjusted: float, same: Equivalence) -> Outcome:
    """Of one contrast."""
    clear = adjusted < ALPHA
    if contrast.wanted == 0:
        beyond = clear and (same.low > same.margin or same.high < -same.margin)
        return "supported" if same.equivalent else "contradicted" if beyond else "undecided"
    if clear and abs(test.mean) > 0 and not same.equivalent:
        return "supported" if test.mean * contrast.wanted > 0 else "contradicted"
    return "no-effect" if same.equivalent else "undecided"


def _part(
    part: Directions | Ranking, answers: Sequence[Answer], found: Scores
) -> tuple[Outcome, str]:
    """One predicate's outcome and its arithmetic."""
    if isinstance(part, Ranking):
        return ranked(part, found)
    mine = [a for a in answers if a.contrast in part.contrasts]
    said = "; ".join(f"{a.words} [{a.outcome}]" for a in mine)
    if part.rule == "most":
        outcome = _majority(mine)
        met = sum(a.outcome == "supported" for a in mine)
        against = sum(a.outcome == "contradicted" for a in mine)
        none = sum(a.outcome == "no-effect" for a in mine)
        tally = f"{met} of {len(mine)} as claimed, {against} the other way, {none} without effect"
        return outcome, f"{tally}, {len(mine) - met - against - none} open: {said}"
    if part.rule == "any" and any(a.outcome == "supported" for a in mine):
        return "supported", said
    return _together([a.outcome for a in mine]), said


def _majority(answers: Sequence[Answer]) -> Outcome:
    """Whether more than half are as claimed, whatever the open ones turn out to be."""
    met = sum(a.outcome == "supported" for a in answers)
    free = sum(a.outcome == "undecided" for a in answers)
    if 2 * met > len(answers):
        return "supported"
    return "contradicted" if 2 * (met + free) <= len(answers) else "undecided"


def _together(outcomes: Sequence[Outcome]) -> Outcome:
    """All must hold: one that fails decides, then one that is open."""
    order: tuple[Outcome, ...] = ("contradicted", "no-effect", "undecided")
    return next((o for o in order if o in outcomes), "supported")


def _used(parts: Iterable[Directions | Ranking], found: Scores) -> list[Measurement]:
    """Every number that a part compares, the seeds in order."""
    keys = dict.fromkeys(key for part in parts for key in part.compares)
    return [found[key][seed] for key in keys if key in found for seed in sorted(found[key])]
