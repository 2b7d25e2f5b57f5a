"""Given all readings of a claim and what each answers, what may be said?

One agreeing reading supports, unless so many were open that one agrees by chance. Only a claim
whose words leave a single meaning can be contradicted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claimcheck.checks.anchors import digits
from claimcheck.checks.binding import Binding
from claimcheck.checks.frames import OPEN
from claimcheck.checks.judgement import Judgement, undecided
from claimcheck.checks.predicates import judge_all
from claimcheck.checks.readings import Reading
from claimcheck.record import Measurement, Predicate, Reported, Select

CHANCES = {1: 6, 2: 40}
"""By significant digits of a number: readings beyond which one agrees by chance."""
DERIVED = {1: 6, 2: 24, 3: 120}
"""The same for numbers that are computed from two cells."""
RULES = {
    "unbound": "nothing among the results fits its words, so it stays open",
    "anyone": "a comparison that holds for a row which nothing names stays open",
    "disputed": "a direction in words that one table shows and another denies, both as near, "
    "stays open",
    "agrees": "one reading that agrees supports, unless so many were open that one agrees by "
    "chance",
    "chance": "so many readings were open that one agrees by chance",
    "open": "no reading agrees and none disagrees",
    "all-disagree": "every reading disagrees, and the words leave no other",
    "disagrees": "none agrees, and the nearest reading disagrees and leaves no second meaning",
    "ambiguous": "none agrees, and those that disagree leave a second meaning open: that is never "
    "called a contradiction",
}
"""The rules of this policy, in the order in which they are asked."""
_WORDS = {
    "no-cell": "no result of this witness speaks of it",
    "no-table": "the witness has no table of results",
    "no-reference": "what it is compared with is not among the results",
    "metric-unknown": "its metric is not among the results",
    "derived": "it ranks changes, and the witness holds values",
    "negated": "it denies something, and what would be the opposite is not certain",
    "figure": "a figure shows it, and no table does",
    "no-test": "the witness gives neither a test nor an interval for it",
    "no-series": "the witness gives no series for it",
    "not-a-result": "it is a property of the set-up, no result",
}


Answer = tuple[Reading, Judgement]


@dataclass(frozen=True)
class Decision:
    """The verdict, the reading that carries it, every reading's answer, and the rule that chose."""

    judgement: Judgement
    reading: Reading | None
    answers: tuple[Answer, ...] = ()
    rule: str = ""


def decide(
    binding: Binding, measurements: Sequence[Measurement]
) -> tuple[Judgement, Reading | None]:
    """The verdict and the reading that carries it."""
    decision = weigh(binding, measurements)
    return decision.judgement, decision.reading


def weigh(binding: Binding, measurements: Sequence[Measurement]) -> Decision:
    """The verdict, and how it came about."""
    if not binding.readings:
        words = _WORDS.get(binding.reason, binding.reason)
        return Decision(undecided(binding.reason, words), None, (), RULES["unbound"])
    tables = _by_table(measurements)
    answers = tuple(
        (
            reading,
            judge_all(reading.predicates, tables.get(_table(reading), measurements)),
        )
        for reading in binding.readings
    )
    rule, judgement, reading = _chosen(answers, binding)
    return Decision(judgement, reading, answers, RULES[rule])


def _chosen(answers: Sequence[Answer], binding: Binding) -> tuple[str, Judgement, Reading]:
    """The rule that applies, its verdict, and the reading that carries it."""
    agreeing = [pair for pair in answers if pair[1].outcome == "supported"]
    anyones = bool(agreeing) and _is_anyones(agreeing[0][0].predicate, agreeing[0][0].tier)
    if anyones and not (len(agreeing) == len(answers) > 1):
        words = f"whom it speaks of is not said; one reading: {agreeing[0][1].because}"
        return "anyone", undecided("ambiguous", words), agreeing[0][0]
    if agreeing and _is_disputed(agreeing[0][0], answers):
        words = f"tables differ on it; one reading: {agreeing[0][1].because}"
        return "disputed", undecided("ambiguous", words), agreeing[0][0]
    if agreeing:
        found, reading = _supported(agreeing[0], binding)
        return "agrees" if found is agreeing[0][1] else "chance", found, reading
    against = [pair for pair in answers if pair[1].outcome == "contradicted"]
    if not against:
        first, found = answers[0]
        return "open", found, first
    if len(against) == len(answers) and all(r.complete or r.open for r, _ in against):
        return "all-disagree", against[0][1], against[0][0]
    found, reading = _contradicted(against)
    return "disagrees" if found.outcome == "contradicted" else "ambiguous", found, reading


def _by_table(measurements: Sequence[Measurement]) -> Mapping[str, Sequence[Measurement]]:
    tables: defaultdict[str, list[Measurement]] = defaultdict(list)
    for m in measurements:
        tables[m.factors.get("table", "")].append(m)
    return tables


def _table(reading: Reading) -> str:
    """The one table that a reading speaks of; empty where it names none or several."""
    found = {
        chosen.factors.get("table", "")
        for predicate in reading.predicates
        for chosen in (getattr(predicate, k, None) for k in ("select", "subject", "reference"))
        if isinstance(chosen, Select)
    }
    return found.pop() if len(found) == 1 else ""


def _is_disputed(reading: Reading, answers: Sequence[Answer]) -> bool:
    """Whether a claim without a number fails in another table, by a reading as near and sure."""
    compares = reading.predicate.kind == "comparison" and not reading.predicate.values
    if not compares and reading.predicate.kind != "superlative":
        return False
    return any(
        found.outcome == "contradicted"
        and other.complete
        and other.tier <= reading.tier
        and _table(other) != _table(reading)
        for other, found in answers
    )


def _is_anyones(predicate: Predicate, tier: int) -> bool:
    """Whether a comparison or ranking without a number holds for a row that nothing names."""
    if tier < OPEN:
        return False
    compares = predicate.kind == "comparison" and not predicate.values
    return compares or predicate.kind == "superlative"


def _supported(best: tuple[Reading, Judgement], binding: Binding) -> tuple[Judgement, Reading]:
    reading, found = best
    limit = _limit(reading.predicate)
    rivals = sum(other.tier <= reading.tier for other in binding.readings)
    rivals = max(rivals, binding.tried) if reading.tier >= OPEN else rivals
    if limit is not None and not reading.complete and rivals > limit:
        words = f"{rivals} results may be meant, so that one agrees by chance: {found.because}"
        return undecided("chance", words), reading
    return found, reading


def _limit(predicate: Any) -> int | None:
    claimed = getattr(predicate, "claimed", None)
    if not isinstance(claimed, Reported):
        return None
    return (DERIVED if hasattr(predicate, "reference") else CHANCES).get(digits(claimed))


def _contradicted(
    against: Sequence[tuple[Reading, Judgement]],
) -> tuple[Judgement, Reading]:
    """Contradicted where the best readings are all complete and the words leave no second one."""
    tier = against[0][0].tier
    best = [pair for pair in against if pair[0].tier == tier]
    reading, found = best[0]
    if all(r.complete for r, _ in best) and (len(best) == 1 or _is_repeated(best)):
        return found, reading
    words = f"what it speaks of is not certain; one reading: {found.because}"
    return undecided("ambiguous", words), reading


def _is_repeated(best: Sequence[tuple[Reading, Judgement]]) -> bool:
    """Whether the readings are one and the same in several tables."""
    return len({f.because for _, f in best}) == 1
