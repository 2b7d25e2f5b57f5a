"""What does a claim say of one table, with the table's own names in it?

Subject, reference, benchmark and metric are each picked by their phrase, else by the nearest text
that names one, else by convention, else left open. A reading is as weak as its weakest pick.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, product
from typing import Any

from claimcheck import lexicon
from claimcheck.checks import frames as fr
from claimcheck.checks.anchors import (
    Anchor,
    anchor,
    comparable,
    holds,
    is_like,
    operands,
    said_precisely,
)
from claimcheck.checks.frames import Frame, Pick
from claimcheck.checks.pairing import Pair, pair_each, select
from claimcheck.checks.phrases import is_any_other
from claimcheck.checks.scenes import (
    OVER,
    Scene,
    combined,
    contrasts,
    is_stranger,
    phrase_of,
    settled,
    subjects,
)
from claimcheck.number import exact
from claimcheck.record import (
    Difference,
    Predicate,
    Range,
    RelativeChange,
    Reported,
    Select,
    Value,
)

_AREA = re.compile(r"\bAU(?:RO)?C\b|\bROC", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:improvements?|gains?|reductions?|increases?|decreases?|drops?|changes?)\b", re.IGNORECASE
)
_RELATIVE = re.compile(r"\brelative|%", re.IGNORECASE)
_SET = frozenset({"range", "count"})


@dataclass(frozen=True)
class Reading:
    """A claim's predicates with the names of a witness."""

    predicate: Predicate
    also: tuple[Predicate, ...] = ()
    tier: int = 0
    """How far the words stand that it rests on: 0 is the number's own clause."""
    complete: bool = False
    """Whether the words leave no other reading of this sort, so that it may contradict."""
    open: bool = False
    """Whether only the row is open, and every other row has a reading, too."""

    @property
    def predicates(self) -> tuple[Predicate, ...]:
        return (self.predicate, *self.also)


def readings(scene: Scene) -> Iterator[Reading]:
    """The first predicate's readings, each with the best reading of every further one."""
    further = [next(iter(_of(scene, p)), None) for p in scene.claim.also]
    more = [reading for reading in further if reading is not None]
    if len(more) < len(further):
        scene.missing.add("no-cell")
        return
    also = tuple(p for reading in more for p in reading.predicates)
    for first in _of(scene, scene.claim.predicate):
        yield replace(
            first,
            also=(*first.also, *also),
            tier=max(first.tier, *(m.tier for m in more)) if more else first.tier,
            complete=first.complete and all(m.complete for m in more),
        )


def _of(scene: Scene, predicate: Predicate) -> Iterable[Reading]:
    if predicate.kind == "superlative":
        return _extreme(scene, predicate)
    if isinstance(predicate, Difference):
        return chain(_double(scene, predicate), _printed_difference(scene, predicate))
    if getattr(predicate, "reference", None) is not None:
        return _double(scene, predicate)
    return _single(scene, predicate) if hasattr(predicate, "select") else ()


def _single(scene: Scene, predicate: Any) -> Iterator[Reading]:
    """Value, mean ± sd, range, count: one selection of cells."""
    together = predicate.kind in _SET or getattr(predicate, "scope", "each") in OVER
    rows = settled(scene, subjects(scene, phrase_of(predicate.select.method) or scene.claim.method))
    scope = getattr(predicate, "scope", "each")
    guessed = combined(scene, predicate.select, rows, scope=scope)
    for picks in chain.from_iterable(_by_metric(predicate, picks) for picks in guessed):
        made = _select(scene.frame, picks)
        cells = select(scene.frame.measurements, made)
        if not cells or (predicate.kind == "range" and len(cells) < 2):
            scene.missing.add("no-cell")
            continue
        bound = predicate.model_copy(update={"select": made})
        if _tier(picks) == fr.OPEN and not together and not holds(bound, cells):
            scene.passed_over.append(made)
            continue
        narrow = len(cells) > 1 if predicate.kind in _SET else together or len(cells) == 1
        sure = narrow and _is_sure(scene, picks) and comparable(bound, cells)
        if predicate.kind == "range" and not sure:
            # rows that are guessed lie inside a wide range too easily
            bound = bound.model_copy(update={"attained": True})
        yield Reading(bound, (), _tier(picks), sure)
        if predicate.kind == "range" and not sure:
            yield from _spanned(scene, bound, picks)


def _by_metric(predicate: Any, picks: Sequence[Pick]) -> Iterator[tuple[Pick, ...]]:
    """A stated number belongs to one of the metrics that a loose word stands for."""
    stated = predicate.kind in ("value", "mean_sd") or any(operands(predicate))
    if not stated or getattr(predicate, "scope", "each") in OVER:
        yield tuple(picks)
        return
    split = [_each(p) if p.axis == "metric" and not p.whole else [p] for p in picks]
    yield from product(*split)


def _spanned(scene: Scene, bound: Range, picks: Sequence[Pick]) -> Iterator[Reading]:
    """Two precise ends that are just those of a whole column: its rows are meant."""
    rows = scene.frame.method.values
    if len(rows) < 3 or not (_is_exact(bound.low) and _is_exact(bound.high)):
        return
    made = _select(scene.frame, [p for p in picks if p.axis != "method"], Pick("method", rows))
    whole = bound.model_copy(update={"select": made, "attained": True})
    yield Reading(whole, (), fr.OPEN, complete=False)


def _double(scene: Scene, predicate: Any) -> Iterator[Reading]:
    """Difference, change, ratio, comparison, a count against a reference: two selections."""
    main = "subject" if hasattr(predicate, "subject") else "select"
    asked: Select = getattr(predicate, main)
    verbal = predicate.kind == "comparison" and not predicate.values
    scope = "all" if verbal else getattr(predicate, "scope", "each")
    if lexicon.CHANCE.search(phrase_of(predicate.reference.method)):
        yield from _by_chance(scene, predicate, asked)
        return
    counts = predicate.kind == "count"
    scope = "max" if counts and predicate.of else scope
    anyone = all(operands(predicate))
    against = phrase_of(predicate.reference.method)
    if counts and is_any_other(against) and predicate.of not in (None, len(scene.frame.singles)):
        scene.missing.add("no-cell")
        return
    strange = is_stranger(scene, against) and not (counts and is_any_other(against))
    for subject, reference in contrasts(scene, asked, predicate.reference, scope, anyone=anyone):
        guessed = combined(scene, asked, [subject], scope=scope)
        for picks in chain.from_iterable(_by_metric(predicate, picks) for picks in guessed):
            left = _select(scene.frame, picks)
            rights = [
                _select(scene.frame, [p for p in picks if p.axis != reference.axis], one)
                for one in ([reference] if counts else _each(reference))
            ]
            bound = [predicate.model_copy(update={main: left, "reference": r}) for r in rights]
            yield from _paired(scene, bound, picks, reference, main, strange=strange)


def _by_chance(scene: Scene, predicate: Any, asked: Select) -> Iterator[Reading]:
    """Below or above chance, which is 0.5 for an area under the curve."""
    low, high = ("0.5", "1") if predicate.direction in ("higher", "better") else ("0", "0.5")
    ends = {"low": _point(low), "high": _point(high)}
    rows = settled(scene, subjects(scene, phrase_of(asked.method) or scene.claim.method))
    for picks in combined(scene, asked, [r for r in rows if r.level < fr.GUESSED]):
        made = _select(scene.frame, picks)
        cells = select(scene.frame.measurements, made)
        if cells and all(_AREA.search(m.metric) for m in cells):
            sure = _is_sure(scene, picks)
            yield Reading(Range.model_validate({"select": made, **ends}), (), _tier(picks), sure)


def _point(text: str) -> Reported:
    value = exact(text)
    return value.model_copy(update={"low": value.value, "high": value.value})


def _paired(
    scene: Scene,
    bound: Sequence[Any],
    picks: Sequence[Pick],
    reference: Pick,
    main: str,
    *,
    strange: bool = False,
) -> Iterator[Reading]:
    results = scene.frame.measurements
    found = [pair_each(getattr(b, main), b.reference, results) for b in bound]
    if not all(found):
        scene.missing.add("no-cell")
        return
    pairs = [p for each in found for p in each]
    levels = [*picks, reference]
    sure = _is_sure(scene, levels) and _is_scoped(scene, bound[0], picks, len(pairs))
    sure = sure and is_like(bound[0], pairs)
    tier = _tier(levels)
    whichever = scene.every and _is_sure_but_row(scene, picks, reference)
    held = anchor(bound[0], pairs)
    exact_pair = held is Anchor.BOTH and all(map(_is_exact, operands(bound[0])))
    if strange and not exact_pair:
        return
    if held is Anchor.BOTH:
        tier, sure = fr.SAID, not scene.cautious and not strange
    elif held is Anchor.ONE and tier <= fr.GUESSED:
        sure = not scene.cautious
    elif held is Anchor.NONE and tier >= fr.OPEN:
        return
    also = (*bound[1:], *_averages(bound[0], pairs))
    yield Reading(bound[0], also, tier, sure, whichever and not sure)
    if (
        "maybe_points" in scene.claim.flags
        and len(bound) == 1
        and isinstance(bound[0], RelativeChange)
    ):
        yield Reading(_in_points(bound[0]), (), min(tier + 1, fr.OPEN), complete=False)


def _is_exact(number: Reported | None) -> bool:
    """Whether a number has digits enough to show by itself which cell it is."""
    return number is not None and said_precisely([number])


def _averages(predicate: Any, pairs: Sequence[Pair]) -> tuple[Value, ...]:
    """Numbers that a comparison over several benchmarks prints are the means of its two sides."""
    if len(pairs) < 2 or predicate.kind != "comparison":
        return ()
    sides = zip((predicate.subject, predicate.reference), operands(predicate), strict=True)
    return tuple(Value(select=s, claimed=n, scope="mean") for s, n in sides if n is not None)


def _printed_difference(scene: Scene, predicate: Difference) -> Iterator[Reading]:
    """The table may print the difference itself, in a column of its own."""
    frame = scene.frame
    columns = [v for v in frame.metric.values if lexicon.is_change(v)]
    rows = (
        subjects(scene, phrase_of(predicate.subject.method) or scene.claim.method)
        if columns
        else []
    )
    for row, column in product((r for r in rows if r.level < fr.OPEN), columns):
        made = _select(frame, [row, Pick("metric", (column,))])
        if len(select(frame.measurements, made)) == 1:
            value = Value(select=made, claimed=predicate.claimed)
            yield Reading(value, (), max(row.level, fr.GUESSED), complete=False)


def _in_points(change: RelativeChange) -> Difference:
    """A percentage of a share may be meant in points."""
    return Difference(
        subject=change.subject,
        reference=change.reference,
        claimed=change.claimed,
        direction=change.direction,
        scope=change.scope,
    )


def _extreme(scene: Scene, predicate: Any) -> Iterator[Reading]:
    """The best, the lowest, the slowest: a subject among its siblings, on each benchmark."""
    phrase = phrase_of(predicate.subject.method) or scene.claim.method
    if predicate.by != "value":
        yield from _most_changed(scene, predicate, phrase)
        return
    if _CHANGED.search(phrase):
        scene.missing.add("derived")
        return
    for subject in subjects(scene, phrase):
        axis = scene.frame.axis(subject.axis)
        if subject.level > fr.NEAR or not axis or set(subject.values) >= set(axis):
            scene.missing.add("no-cell")
            continue
        group = Pick(subject.axis, axis, subject.level)
        for picks in combined(scene, predicate.subject, [subject], among=predicate.among):
            rest = [p for p in picks if p.axis != subject.axis]
            made = [
                predicate.model_copy(
                    update={
                        "subject": _select(scene.frame, [subject, *one]),
                        "among": _select(scene.frame, [group, *one]),
                    }
                )
                for one in _alone(rest)
            ]
            kept = [m for m in made if select(scene.frame.measurements, m.subject)]
            if kept:
                sure = _is_sure(scene, picks) and len(subject.values) == 1
                yield Reading(kept[0], tuple(kept[1:]), _tier(picks), sure)


def _most_changed(scene: Scene, predicate: Any, phrase: str) -> Iterator[Reading]:
    """`The largest gain over X is on B`: the changes of one row against another, by benchmark."""
    named = scene.frame.benchmark.said(phrase_of(predicate.subject.benchmark)).values
    asked = predicate.reference or Select()
    if not named or _RELATIVE.search(scene.texts[0]):
        scene.missing.add("derived")
        return
    for subject, reference in contrasts(scene, Select(), asked, "each"):
        if len(subject.values) != 1 or len(reference.values) != 1:
            continue
        for metric in fr.metrics(scene.frame, phrase_of(predicate.subject.metric), scene.texts):
            own = [subject, metric]
            if not _is_gain(scene, metric):
                continue
            made = predicate.model_copy(
                update={
                    "subject": _select(scene.frame, [*own, Pick("benchmark", named)]),
                    "among": _select(scene.frame, [*own, fr.whole(scene.frame)]),
                    "reference": _select(scene.frame, [reference, metric]),
                }
            )
            picks = [*own, reference]
            tier = _tier(picks) if _tier(picks) <= fr.NEAR else fr.OPEN
            yield Reading(made, (), tier, _is_sure(scene, picks) and len(named) == 1)


def _is_gain(scene: Scene, metric: Pick) -> bool:
    """Whether the change that the clause ranks is one for the better on these metrics."""
    said = _CHANGED.search(scene.texts[0])
    if said is None or re.match("improve|gain", said.group(), re.IGNORECASE):
        return True
    wanted = {"r": "lower", "d": "lower", "i": "higher"}.get(said.group()[0].lower())
    return wanted is not None and all(scene.frame.better.get(v) == wanted for v in metric.values)


def _select(frame: Frame, picks: Iterable[Pick], *more: Pick) -> Select:
    chosen = {p.axis: p.values for p in (*picks, *more)}
    factors = {"table": frame.table} if frame.table else {}
    factors |= {k: v[0] for k, v in chosen.items() if k in frame.factors and len(v) == 1}
    return Select(
        method=chosen.get("method", ()),
        benchmark=chosen.get("benchmark", ()),
        metric=chosen.get("metric", ()),
        factors=factors,
    )


def _each(pick: Pick) -> list[Pick]:
    return [replace(pick, values=(v,)) for v in pick.values]


def _alone(picks: Sequence[Pick]) -> Iterator[tuple[Pick, ...]]:
    """One benchmark and one metric at a time."""
    return product(*([p] if len(p.values) < 2 else _each(p) for p in picks))


def _tier(picks: Iterable[Pick]) -> int:
    return max(p.level for p in picks)


def _is_sure(scene: Scene, picks: Iterable[Pick]) -> bool:
    """Every name in the clause, or in a sentence of one number; none with a second meaning."""
    limit = fr.NEAR if scene.alone else fr.SAID
    if scene.cautious:
        return False
    return all(p.whole and p.level <= limit for p in picks)


def _is_sure_but_row(scene: Scene, picks: Sequence[Pick], reference: Pick) -> bool:
    """Whether nothing but our own row is a guess, in a claim of all against one baseline."""
    rest = [p for p in picks if p.axis != reference.axis]
    alone = reference.level <= fr.GUESSED and len(reference.values) == 1
    return alone and reference.axis == "method" and _is_sure(scene, rest)


def _is_scoped(scene: Scene, predicate: Any, picks: Sequence[Pick], pairs: int) -> bool:
    """Several pairs may fail a claim only if it speaks of all of them."""
    if pairs == 1 or scene.every:
        return True
    if getattr(predicate, "scope", "each") in ("max", "min"):
        return True
    named = all(len(p.values) < 2 or p.level == fr.SAID for p in picks)
    return named and predicate.kind != "relative_change"
