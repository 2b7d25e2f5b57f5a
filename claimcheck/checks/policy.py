"""Given all readings of a claim and what each answers, what may be said?

One agreeing reading supports, unless so many were open that one agrees by chance. Only a claim
whose words leave a single meaning can be contradicted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
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


def decide(
    binding: Binding, measurements: Sequence[Measurement]
) -> tuple[Judgement, Reading | None]:
    """The verdict and the reading that carries it."""
    if not binding.readings:
        return undecided(binding.reason, _WORDS.get(binding.reason, binding.reason)), None
    tables = _by_table(measurements)
    answers = [
        (
            reading,
            judge_all(reading.predicates, tables.get(_table(reading), measurements)),
        )
        for reading in binding.readings
    ]
    agreeing = [pair for pair in answers if pair[1].outcome == "supported"]
    anyones = bool(agreeing) and _is_anyones(agreeing[0][0].predicate, agreeing[0][0].tier)
    if anyones and not (len(agreeing) == len(answers) > 1):
        words = f"whom it speaks of is not said; one reading: {agreeing[0][1].because}"
        return undecided("ambiguous", words), agreeing[0][0]
    if agreeing:
        return _supported(agreeing[0], binding)
    against = [pair for pair in answers if pair[1].outcome == "contradicted"]
    if not against:
        first, found = answers[0]
        return found, first
    if len(against) == len(answers) and all(r.complete or r.open for r, _ in against):
        return against[0][1], against[0][0]
    return _contradicted(against)


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


def _is_anyones(predicate: Predicate, tier: int) -> bool:
    """Whether a comparison or ranking without a number holds for a row that nothing names."""
    if tier < OPEN:
        return False
    compares = predicate.kind == "comparison" and not predicate.values
    return compares or predicate.kind == "superlative"


def _supported(
    best: tuple[Reading, Judgement], binding: Binding
) -> tuple[Judgement, Reading | None]:
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
) -> tuple[Judgement, Reading | None]:
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
