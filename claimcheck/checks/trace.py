"""How did a verdict come about: what was open, what did each meaning compute, which rule decided?

The same binding and the same policy as for the verdict, written down on the way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from claimcheck.checks import frames as fr, scenes
from claimcheck.checks.arithmetic import change
from claimcheck.checks.binding import bind, staged
from claimcheck.checks.frames import Pick
from claimcheck.checks.judgement import Judgement
from claimcheck.checks.pairing import evidence, predicate_pairs, select
from claimcheck.checks.policy import Decision, weigh
from claimcheck.checks.readings import Reading
from claimcheck.checks.scenes import Scene
from claimcheck.explanation import Considered, Explanation, Meaning, Side, Trace
from claimcheck.number import Interval, interval, show
from claimcheck.record import (
    Claim,
    Constant,
    Difference,
    Measurement,
    Predicate,
    Ratio,
    RelativeChange,
    Reported,
    Select,
    Value,
    Verdict,
)

MOST_MEANINGS, MOST_READINGS, MOST_CELLS = 120, 24, 12
SAID = {
    fr.SAID: "in the clause",
    fr.NEAR: "in the sentence or next to it",
    fr.FAR: "in earlier text",
    fr.GUESSED: "by convention",
    fr.OPEN: "not said",
}
CARRIED = (
    "the reading that decided for the paper's tables was put to the released results, each row "
    "renamed to the run that it comes from"
)
BY_RUNS = "the runs of the claim's plan decide, seed by seed; nothing is bound by words"
SET_UP = "a property of the set-up: nothing is bound"


def explained(
    claim: Claim,
    verdicts: Sequence[Verdict],
    measurements: Sequence[Measurement],
    names: Mapping[str, Sequence[str]],
) -> Explanation:
    """The claim as read, and the way to each of its verdicts."""
    first = claim.predicate
    return Explanation(
        claim=claim.id,
        quote=claim.quote,
        kind=claim.kind,
        numbers=tuple(n for p in (first, *claim.also) for n in _numbers(p)),
        subject=claim.method,
        baseline=claim.baseline,
        benchmark=claim.benchmark,
        metric=claim.metric,
        scope=getattr(first, "scope", ""),
        direction=getattr(first, "direction", None) or "",
        hedges=claim.flags,
        witnesses=tuple(
            _trace(claim, v, [m for m in measurements if m.witness == v.witness], names)
            for v in verdicts
            if v.claim == claim.id
        ),
    )


def _numbers(predicate: Predicate) -> tuple[Reported, ...]:
    found: list[Reported] = []
    for name in type(predicate).model_fields:
        value = getattr(predicate, name)
        found += [v for v in (value if isinstance(value, tuple) else (value,)) if _is_number(v)]
    return tuple(found)


def _is_number(value: Any) -> bool:
    return isinstance(value, Reported)


def _trace(
    claim: Claim,
    verdict: Verdict,
    results: Sequence[Measurement],
    names: Mapping[str, Sequence[str]],
) -> Trace:
    if verdict.witness == "rerun" or isinstance(claim.predicate, Constant):
        return _told(verdict, BY_RUNS if verdict.witness == "rerun" else SET_UP)
    decision = weigh(bind(claim, results, names=names), results)
    if decision.judgement.outcome != verdict.outcome or (
        decision.reading and decision.judgement.because != verdict.because
    ):
        return _told(verdict, CARRIED)
    listed = [a for i, a in enumerate(decision.answers) if i < MOST_READINGS or _is(decision, a)]
    return _told(
        verdict,
        decision.rule,
        meanings=tuple(islice(_meanings(claim, results, names), MOST_MEANINGS)),
        considered=tuple(_considered(decision, r, j, results) for r, j in listed),
        more=len(decision.answers) - len(listed),
    )


def _told(verdict: Verdict, rule: str, **more: Any) -> Trace:
    return Trace(
        witness=verdict.witness,
        rule=rule,
        outcome=verdict.outcome,
        reason=verdict.reason,
        because=verdict.because,
        **more,
    )


def _is(decision: Decision, answer: tuple[Reading, Judgement]) -> bool:
    return answer[0] is decision.reading


def _considered(
    decision: Decision, reading: Reading, found: Judgement, results: Sequence[Measurement]
) -> Considered:
    return Considered(
        sides=tuple(s for p in reading.predicates for s in _sides(p, results)),
        said=SAID[min(reading.tier, fr.OPEN)],
        complete=reading.complete,
        outcome=found.outcome,
        because=found.because,
        intervals=tuple(t for p in reading.predicates for t in _intervals(p, results)),
        chosen=reading is decision.reading,
        why=_why(decision, reading, found),
    )


def _sides(predicate: Predicate, results: Sequence[Measurement]) -> Iterator[Side]:
    for role in ("select", "subject", "reference", "among"):
        if isinstance(chosen := getattr(predicate, role, None), Select):
            cells = evidence(select(results, chosen))
            more = max(len(cells) - MOST_CELLS, 0)
            yield Side(role=role, cells=cells[:MOST_CELLS], more=more)


def _intervals(predicate: Predicate, results: Sequence[Measurement]) -> Iterator[str]:
    """What rounding leaves open of what is computed, or of the cells that are quoted."""
    if isinstance(predicate, Difference | RelativeChange | Ratio):
        for pair in predicate_pairs(predicate, results)[:MOST_CELLS]:
            with suppress(ArithmeticError):
                made = change(predicate, pair)
                yield _spelled(made.words, made.interval, made.decimals + 1)
    elif isinstance(predicate, Value):
        for m in select(results, predicate.select)[:MOST_CELLS]:
            yield _spelled(m.value.printed, interval(m.value), max(m.value.decimals, 0) + 1)


def _spelled(words: str, ends: Interval, digits: int) -> str:
    return f"{words}: between {show(ends.low, digits)} and {show(ends.high, digits)}"


def _why(decision: Decision, reading: Reading, found: Judgement) -> str:
    """Why this reading was or was not taken, beside the one that was."""
    taken = decision.reading
    if reading is taken:
        return "taken: the first in order of how near its words stand"
    answer = next((j for r, j in decision.answers if r is taken), None)
    if taken is None or answer is None:
        return "none was taken"
    if found.outcome != answer.outcome:
        return {
            "supported": "a reading that agrees is taken before one that does not",
            "contradicted": "none agrees, so those that disagree are asked first",
        }.get(answer.outcome, "none agrees and none disagrees; the first stands for all")
    if reading.tier > taken.tier:
        return "says the same, but its words stand further from the number"
    if taken.complete and not reading.complete:
        return "says the same, but its words leave other readings"
    return "says the same; an earlier one was taken"


def _meanings(
    claim: Claim, results: Sequence[Measurement], names: Mapping[str, Sequence[str]]
) -> Iterator[Meaning]:
    for scene in staged(claim, results, names):
        for part, picks in _parts(scene, claim.predicate):
            for pick in picks:
                yield Meaning(
                    table=scene.frame.table,
                    part=part if pick.axis in ("method", "metric", "benchmark") else pick.axis,
                    names=pick.values,
                    said=SAID[min(pick.level, fr.OPEN)],
                    only=pick.whole,
                )


def _parts(scene: Scene, predicate: Any) -> Iterator[tuple[str, Sequence[Pick]]]:
    """Each part of the claim with all that it may stand for in this table."""
    own = getattr(predicate, "subject", None) or getattr(predicate, "select", None) or Select()
    named, claim = scenes.phrase_of, scene.claim
    yield "subject", scenes.subjects(scene, named(own.method) or claim.method)
    if (other := getattr(predicate, "reference", None)) is not None:
        scope = getattr(predicate, "scope", "each")
        yield "baseline", scenes.references(scene, named(other.method) or claim.baseline, scope)
    yield "metric", fr.metrics(scene.frame, named(own.metric) or claim.metric, scene.texts)
    where = named(own.benchmark) or claim.benchmark
    yield (
        "benchmark",
        fr.benchmarks(
            scene.frame, where, scene.texts, every=scene.every, elsewhere=scene.elsewhere
        ),
    )
