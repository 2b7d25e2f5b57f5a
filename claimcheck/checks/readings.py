"""What does a claim say of one table, with the table's own names in it?

Subject, reference, benchmark and metric are each picked by their phrase, else by the nearest text
that names one, else by convention, else left open. A reading is as weak as its weakest pick.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice, product
from typing import Any

from claimcheck import lexicon
from claimcheck.checks import frames as fr
from claimcheck.checks.anchors import Anchor, anchor, comparable, holds, is_like
from claimcheck.checks.frames import Frame, Pick
from claimcheck.checks.names import Siblings
from claimcheck.checks.pairing import pair, select
from claimcheck.number import exact, find
from claimcheck.record import (
    Claim,
    Difference,
    Predicate,
    Range,
    RelativeChange,
    Reported,
    Select,
    Value,
)

MOST = 120
"""Readings of one predicate in one table beyond which its words leave everything open."""
_REMOVING = re.compile(r"\b(?:remov|disabl|dropp|ablat|omit|exclud)(?:ing|al)\b", re.IGNORECASE)
_NAME = re.compile(r"\w[A-Z]|\d|(?<=\s)[A-Z]")
_PRONOUN = re.compile(
    r"^(?:(?:the|this|these|those|our|all|it|they|we|both|resulting|final|same|other|previous)\b\s*)*"
    r"(?:models?|methods?|results?|approach(?:es)?|networks?|variants?|configurations?)?$",
    re.IGNORECASE,
)
_OUR = re.compile(r"\b(?:our|ours|we)\b", re.IGNORECASE)
_AREA = re.compile(r"\bAU(?:RO)?C\b|\bROC", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:improvements?|gains?|reductions?|increases?|decreases?|drops?|changes?)\b", re.IGNORECASE
)
_SET = frozenset({"range", "count"})
_OVER = frozenset({"max", "min", "mean"})
"""Scopes that speak of several results at once."""


@dataclass(frozen=True)
class Reading:
    """A claim's predicates with the names of a witness."""

    predicate: Predicate
    also: tuple[Predicate, ...] = ()
    tier: int = 0
    """How far the words stand that it rests on: 0 is the number's own clause."""
    complete: bool = False
    """Whether the words leave no other reading of this sort, so that it may contradict."""

    @property
    def predicates(self) -> tuple[Predicate, ...]:
        return (self.predicate, *self.also)


@dataclass(frozen=True)
class Scene:
    """One table as one claim sees it."""

    claim: Claim
    frame: Frame
    texts: tuple[str, ...]
    """The claim's surroundings, nearest first."""
    elsewhere: Siblings
    """The benchmarks of all tables."""
    every: bool
    """Whether the claim is about all benchmarks or methods."""
    alone: bool
    """Whether the sentence has no other number."""
    missing: set[str] = field(default_factory=set, compare=False)
    """Reason codes met on the way."""
    passed_over: list[Select] = field(default_factory=list, compare=False)
    """Cells that nothing but their number could have chosen, and that have another number."""
    cautious: bool = False
    """Whether hedges and half-measures in the words leave it open what would be wrong."""


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
    together = predicate.kind in _SET or getattr(predicate, "scope", "each") in _OVER
    rows = _settled(scene, _rows(scene, _phrase(predicate.select.method) or scene.claim.method))
    scope = getattr(predicate, "scope", "each")
    for picks in _combined(scene, predicate.select, rows, scope=scope):
        made = _select(scene.frame, picks)
        cells = select(scene.frame.measurements, made)
        if not cells:
            scene.missing.add("no-cell")
            continue
        bound = predicate.model_copy(update={"select": made})
        if _tier(picks) == fr.OPEN and not together and not holds(bound, cells):
            scene.passed_over.append(made)
            continue
        narrow = len(cells) > 1 if predicate.kind in _SET else together or len(cells) == 1
        sure = narrow and _is_sure(scene, picks) and comparable(bound, cells)
        yield Reading(bound, (), _tier(picks), sure)


def _settled(scene: Scene, rows: Sequence[Pick]) -> list[Pick]:
    """Where a phrase named a column, the rows are still open; a name beside another number may
    belong to that one."""
    others = tuple(scene.frame.method.values)
    settled = [
        r for p in rows for r in (_unsaid(scene, others, None) if p.axis == "metric" else [p])
    ]
    if scene.claim.method or len(find(scene.texts[0])) < 2:
        return settled
    return [replace(p, whole=False) for p in settled]


def _double(scene: Scene, predicate: Any) -> Iterator[Reading]:
    """Difference, change, ratio, comparison, a count against a reference: two selections."""
    main = "subject" if hasattr(predicate, "subject") else "select"
    asked: Select = getattr(predicate, main)
    scope = getattr(predicate, "scope", "each")
    if lexicon.CHANCE.search(_phrase(predicate.reference.method)):
        yield from _by_chance(scene, predicate, asked)
        return
    for subject, reference in _contrasts(scene, asked, predicate.reference, scope):
        for picks in _combined(scene, asked, [subject], scope=scope):
            left = _select(scene.frame, picks)
            rights = [
                _select(scene.frame, [p for p in picks if p.axis != reference.axis], one)
                for one in _each(reference)
            ]
            bound = [predicate.model_copy(update={main: left, "reference": r}) for r in rights]
            yield from _paired(scene, bound, picks, reference, main)


def _by_chance(scene: Scene, predicate: Any, asked: Select) -> Iterator[Reading]:
    """Below or above chance, which is 0.5 for an area under the curve."""
    low, high = ("0.5", "1") if predicate.direction in ("higher", "better") else ("0", "0.5")
    ends = {"low": _point(low), "high": _point(high)}
    rows = _settled(scene, _rows(scene, _phrase(asked.method) or scene.claim.method))
    for picks in _combined(scene, asked, [r for r in rows if r.level < fr.GUESSED]):
        made = _select(scene.frame, picks)
        cells = select(scene.frame.measurements, made)
        if cells and all(_AREA.search(m.metric) for m in cells):
            sure = _is_sure(scene, picks)
            yield Reading(Range.model_validate({"select": made, **ends}), (), _tier(picks), sure)


def _point(text: str) -> Reported:
    value = exact(text)
    return value.model_copy(update={"low": value.value, "high": value.value})


def _paired(
    scene: Scene, bound: Sequence[Any], picks: Sequence[Pick], reference: Pick, main: str
) -> Iterator[Reading]:
    found = [pair(getattr(b, main), b.reference, scene.frame.measurements) for b in bound]
    if not all(p.pairs for p in found):
        scene.missing.add("no-cell")
        return
    pairs = [p for each in found for p in each.pairs]
    levels = [*picks, reference]
    sure = _is_sure(scene, levels) and _is_scoped(scene, bound[0], picks, len(pairs))
    sure = sure and is_like(bound[0], pairs)
    tier = _tier(levels)
    held = anchor(bound[0], pairs)
    if held is Anchor.BOTH:
        tier, sure = fr.SAID, not scene.cautious
    elif held is Anchor.ONE and tier <= fr.GUESSED:
        sure = not scene.cautious
    elif held is Anchor.NONE and tier >= fr.OPEN:
        return
    yield Reading(bound[0], tuple(bound[1:]), tier, sure)
    if (
        "maybe_points" in scene.claim.flags
        and len(bound) == 1
        and isinstance(bound[0], RelativeChange)
    ):
        yield Reading(_in_points(bound[0]), (), min(tier + 1, fr.OPEN), complete=False)


def _printed_difference(scene: Scene, predicate: Difference) -> Iterator[Reading]:
    """The table may print the difference itself, in a column of its own."""
    frame = scene.frame
    columns = [v for v in frame.metric.values if lexicon.is_change(v)]
    rows = _rows(scene, _phrase(predicate.subject.method) or scene.claim.method) if columns else []
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
    phrase = _phrase(predicate.subject.method) or scene.claim.method
    if predicate.by == "value" and _CHANGED.search(phrase):
        scene.missing.add("derived")
        return
    for subject in _rows(scene, phrase):
        axis = scene.frame.axis(subject.axis)
        if subject.level == fr.OPEN or not axis or set(subject.values) >= set(axis):
            scene.missing.add("no-cell")
            continue
        group = Pick(subject.axis, axis, subject.level)
        for picks in _combined(scene, predicate.subject, [subject], among=predicate.among):
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


def _contrasts(
    scene: Scene, subject: Select, reference: Select, scope: str
) -> Iterator[tuple[Pick, Pick]]:
    """What is compared with what: the two sides stand on one axis."""
    refs = _references(scene, _phrase(reference.method) or scene.claim.baseline, scope)
    if not refs:
        scene.missing.add("no-reference")
    for ref in refs:
        phrase = _phrase(subject.method) or scene.claim.method
        for own in _rows(scene, phrase, against=ref):
            values = tuple(v for v in own.values if v not in ref.values)
            if own.axis == ref.axis and values:
                yield replace(own, values=values), ref


def _references(scene: Scene, phrase: str, scope: str) -> list[Pick]:
    frame = scene.frame
    if _REMOVING.search(scene.texts[0]) and len(frame.ours) == 1:
        return [Pick("method", frame.ours)]
    if phrase and not _PRONOUN.match(phrase):
        named = fr.entity(frame, phrase)
        return [named] if named else []
    if len(frame.baselines) == 1:
        alone = len(frame.method.values) == 2 or scope in _OVER
        return [Pick("method", frame.baselines, fr.SAID if alone else fr.GUESSED)]
    return []


def _rows(scene: Scene, phrase: str, against: Pick | None = None) -> list[Pick]:
    """The subject: by its phrase, by the texts, by convention, else any row."""
    frame = scene.frame
    others = tuple(v for v in frame.method.values if not against or v not in against.values)
    if _REMOVING.search(scene.texts[0]) and against and against.values == frame.ours:
        said = frame.method.said(scene.texts[0]).values
        own = tuple(v for v in said if v in others)
        return [Pick("method", own or others, fr.SAID)]
    if phrase and not _PRONOUN.match(phrase):
        named = fr.entity(frame, phrase)
        if named is not None:
            return _loosened(named, scene)
        if fr.is_generic(phrase) or scene.every:
            return [Pick("method", others, fr.SAID)] if others else []
        if _NAME.search(phrase):
            scene.missing.add("no-cell")
            return []
    return _unsaid(scene, others, against)


def _loosened(named: Pick, scene: Scene) -> list[Pick]:
    """A group by itself, and each of its members as a weaker guess."""
    if named.whole or len(named.values) == 1 or scene.every:
        return [named]
    members = [Pick(named.axis, (v,), fr.GUESSED, whole=False) for v in named.values]
    return [named, *members]


def _unsaid(scene: Scene, others: tuple[str, ...], against: Pick | None) -> list[Pick]:
    for level, text in enumerate(scene.texts):
        if found := _in_text(scene, text, min(level, fr.FAR), others):
            return found
    if len(others) == 1:
        return [Pick("method", others, fr.SAID)]
    if not scene.frame.method.values:
        return [Pick("method", (), fr.SAID)]
    together = Pick("method", others, fr.NEAR if against else fr.GUESSED, whole=bool(against))
    return [together, *(Pick("method", (v,), fr.OPEN, whole=False) for v in others)]


def _in_text(scene: Scene, text: str, level: int, others: tuple[str, ...]) -> list[Pick]:
    """The rows that a text names; our own stands beside others as one more possibility."""
    heard = scene.frame.method.said(text)
    said = tuple(v for v in heard.values if v in others)
    own = fr.ours(scene.frame, level) if level <= fr.NEAR and _OUR.search(text) else None
    if own and not set(own.values) <= set(others):
        own = None
    if own and not set(said) - set(own.values):
        return [own, *_rivals(own, others)]
    found = [Pick("method", said, level, whole=heard.surely and not own)] if said else []
    if len(said) > 1:
        found += [Pick("method", (v,), fr.GUESSED, whole=False) for v in said]
    found += [replace(own, whole=False)] if own else []
    groups = [tuple(v for v in g if v in others) for g in heard.groups] if not found else []
    return found or [Pick("method", g, level, whole=False) for g in groups if g]


def _rivals(own: Pick, others: tuple[str, ...]) -> list[Pick]:
    """Which row is ours may be a guess; then any other may be it, too."""
    if own.whole:
        return []
    rest = (v for v in others if v not in own.values)
    return [Pick("method", (v,), fr.OPEN, whole=False) for v in rest]


def _combined(
    scene: Scene,
    asked: Select,
    rows: Iterable[Pick],
    *,
    among: Select | None = None,
    scope: str = "each",
) -> Iterator[tuple[Pick, ...]]:
    """Every combination of a row, a metric and a benchmark that the words allow."""
    named = asked.metric or (among.metric if among else ()) or _listed(scene.claim.metric)
    where = (
        _phrase(asked.benchmark) or (among and _phrase(among.benchmark)) or scene.claim.benchmark
    )
    metric = _metrics(scene, named)
    if not metric:
        scene.missing.add("metric-unknown")
    places = fr.benchmarks(
        scene.frame, where or "", scene.texts, every=scene.every, elsewhere=scene.elsewhere
    )
    if not places:
        scene.missing.add("no-cell")
    if scope in _OVER and places and (len(places) > 1 or places[0].level >= fr.FAR):
        places = (fr.whole(scene.frame),)
    for row, m, b in islice(product(rows, metric, places), MOST):
        yield (row, *(p for p in (m, b) if p.axis != row.axis))


def _metrics(scene: Scene, phrases: Sequence[str]) -> tuple[Pick, ...]:
    """The metric of each phrase, where several are named any of them may be the one."""
    if len(phrases) < 2:
        return fr.metrics(scene.frame, phrases[0] if phrases else "", scene.texts)
    found = [p for phrase in phrases for p in fr.metrics(scene.frame, phrase, scene.texts)]
    return tuple(replace(p, whole=False) for p in dict.fromkeys(found))


def _listed(names: str) -> tuple[str, ...]:
    return tuple(filter(None, (n.strip() for n in names.split(","))))


def _select(frame: Frame, picks: Iterable[Pick], *more: Pick) -> Select:
    chosen = {p.axis: p.values for p in (*picks, *more)}
    factors = {"table": frame.table} if frame.table else {}
    factors |= {k: v[0] for k, v in chosen.items() if k in frame.factors and v}
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


def _is_scoped(scene: Scene, predicate: Any, picks: Sequence[Pick], pairs: int) -> bool:
    """Several pairs may fail a claim only if it speaks of all of them."""
    if pairs == 1 or scene.every:
        return True
    if getattr(predicate, "scope", "each") in ("max", "min"):
        return True
    named = all(len(p.values) < 2 or p.level == fr.SAID for p in picks)
    return named and predicate.kind != "relative_change"


def _phrase(names: Sequence[str]) -> str:
    return " and ".join(names)
