"""Is the subject above, below, close to or ahead of the others, as the claim says?"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from claimcheck.checks.judgement import (
    NOTHING,
    Judgement,
    decided,
    difference,
    in_unit_of,
    members,
    missing,
    sign,
    undecided,
    where,
)
from claimcheck.checks.pairing import Pair, label, pair, select
from claimcheck.checks.sampling import two_proportions
from claimcheck.number import quotes, show
from claimcheck.record import Comparison, Measurement, Select, Superlative, Trend


def judge_comparison(predicate: Comparison, measurements: Sequence[Measurement]) -> Judgement:
    """The printed values of each pair, in the claimed order; the sentence's own numbers must be
    those of the pair."""
    pairing = pair(predicate.subject, predicate.reference, measurements)
    if nothing := missing(pairing):
        return nothing
    pairs, used = pairing.pairs, members(pairing.pairs)
    if len(pairs) == 1 and (wrong := _misquoted(predicate, pairs[0])):
        return decided(False, wrong, used)
    said = "; ".join(where(p, pairs) + difference(p)[3] for p in pairs)
    if predicate.direction == "close":
        return _close(pairs, said, used)
    if any(_order(predicate, p) is None for p in pairs):
        return undecided(
            "direction-unknown",
            f"whether more of {pairs[0].subject.metric} is better is not known",
            used,
        )
    test = any if predicate.scope in ("any", "max") else all
    holds = test(bool(_order(predicate, p)) for p in pairs)
    met = sum(bool(_order(predicate, p)) for p in pairs)
    return decided(holds, f"{said}; {predicate.direction} in {met} of {len(pairs)}", used)


def judge_superlative(predicate: Superlative, measurements: Sequence[Measurement]) -> Judgement:
    """Every subject stands within the first `rank` places of `among`, on each benchmark that is
    named."""
    scores = contenders(predicate, measurements)
    if isinstance(scores, Judgement):
        return scores
    subjects = {
        label_
        for label_, _, used in scores
        if set(map(id, used)) & _ids(predicate.subject, measurements)
    }
    if not subjects:
        return undecided("no-cell", NOTHING)
    ranked = sorted(
        scores, key=lambda row: (row[1], row[0]), reverse=_descending(predicate, measurements)
    )
    places = {name: 1 + sum(_ahead(other, value, predicate, measurements) for _, other, _ in ranked)
              for name, value, _ in ranked}  # fmt: skip
    held = all(places[name] <= predicate.rank for name in subjects)
    sole = predicate.rank > 1 or sum(place == 1 for place in places.values()) == 1
    order = ", ".join(
        f"{name} {show(value, signed=predicate.by != 'value')}" for name, value, _ in ranked
    )
    stands = ", ".join(
        f"{name} is number {places[name]} of {len(ranked)}" for name in sorted(subjects)
    )
    because = f"{stands} from the {predicate.order}: {order}" + (
        "" if sole else "; the first place is shared"
    )
    return decided(held and sole, because, [m for _, _, used in ranked for m in used])


def judge_trend(predicate: Trend, measurements: Sequence[Measurement]) -> Judgement:
    """The selected values, ordered by the factor they run along, only rise or only fall."""
    steps: list[tuple[Decimal, Measurement]] = []
    for m in select(measurements, predicate.select):
        try:
            steps.append((Decimal(m.factors.get(predicate.along, "")), m))
        except InvalidOperation:
            continue
    used = [m for _, m in sorted(steps, key=lambda step: step[0])]
    if len(used) < 3 or predicate.direction not in ("higher", "lower", "better", "worse"):
        return undecided("no-series", "no series of at least three values along it", used)
    toward = sign(predicate.direction, Pair(used[0], used[0]))
    if toward is None:
        return undecided(
            "direction-unknown", "whether more of the metric is better is not known", used
        )
    values = [m.value.value * toward for m in used]
    said = ", ".join(m.value.printed for m in used)
    return decided(all(a <= b for a, b in pairwise(values)), f"in order: {said}", used)


def _close(pairs: Sequence[Pair], said: str, used: Sequence[Measurement]) -> Judgement:
    """Without a stated tolerance the sampling error of the test set is the only yardstick."""
    tests = [two_proportions(p.subject, p.reference) for p in pairs]
    if any(t is None for t in tests):
        return undecided("no-tolerance", f"{said}; how close counts as close is not said", used)
    apart = [t for t in tests if t is not None and t.p < 0.05]
    if apart:
        return decided(False, f"{said}; more than the sampling error of the test set", used)
    return decided(True, f"{said}; within the sampling error of the test set", used)


def _order(predicate: Comparison, p: Pair) -> bool | None:
    s, r = p.subject.value.value, p.reference.value.value
    if predicate.direction == "same":
        return (
            s == r
            or quotes(p.subject.value, p.reference.value)
            or quotes(p.reference.value, p.subject.value)
        )
    toward = sign(predicate.direction, p)
    if toward is None:
        return None
    return (s - r) * toward > 0 or (s == r and not predicate.strict)


def _misquoted(predicate: Comparison, only: Pair) -> str:
    for said, cell in zip(predicate.values, (only.subject, only.reference), strict=False):
        if not quotes(said, in_unit_of(said, [cell.value])[0]):
            return f"the sentence says {said.printed}; {label(cell)} has {cell.value.printed}"
    return ""


def contenders(
    predicate: Superlative, measurements: Sequence[Measurement]
) -> Judgement | list[tuple[str, Decimal, tuple[Measurement, ...]]]:
    """(name, score, measurements) of each contender."""
    if predicate.by == "value" or predicate.reference is None:
        rows = select(measurements, predicate.among)
        if predicate.order in ("best", "worst") and any(m.better is None for m in rows):
            return undecided(
                "direction-unknown", "whether more of the metric is better is not known", rows
            )
        if len({(m.benchmark, m.metric) for m in rows}) > 1 and len({m.method for m in rows}) > 1:
            return undecided(
                "several-benchmarks", "the rows to rank stand on several benchmarks", rows
            )
        names = "method" if len({m.method for m in rows}) == len(rows) else "benchmark"
        return [(str(getattr(m, names)) or label(m), m.value.value, (m,)) for m in rows]
    found = pair(predicate.among, predicate.reference, measurements).pairs
    unit = "benchmark" if len({p.subject.method for p in found}) == 1 else "method"
    by_name: dict[str, list[Pair]] = {}
    for p in found:
        by_name.setdefault(getattr(p.subject, unit), []).append(p)
    whole = max((len(pairs) for pairs in by_name.values()), default=0)
    contenders = {m: pairs for m, pairs in by_name.items() if len(pairs) == whole}
    return [
        (m, min(_gain(p) for p in pairs), tuple(members(pairs))) for m, pairs in contenders.items()
    ]


def _gain(p: Pair) -> Decimal:
    return difference(p)[0] * (sign("better", p) or 1)


def _descending(predicate: Superlative, measurements: Sequence[Measurement]) -> bool:
    if predicate.order in ("highest", "lowest"):
        return predicate.order == "highest"
    if predicate.by != "value":
        return predicate.order == "best"
    rows = select(measurements, predicate.among)
    return (predicate.order == "best") == (rows[0].better == "higher")


def _ahead(
    other: Decimal, value: Decimal, predicate: Superlative, measurements: Sequence[Measurement]
) -> bool:
    return other > value if _descending(predicate, measurements) else other < value


def _ids(chosen: Select, measurements: Sequence[Measurement]) -> set[int]:
    return {id(m) for m in select(measurements, chosen)}
