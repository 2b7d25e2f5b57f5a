"""Who does a claim speak of in one table: which rows, against which, by which metric, where?

Each is picked by its phrase, else by the nearest text that names one, else by convention, else it
is left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice, product

from claimcheck import lexicon
from claimcheck.checks import exceptions, frames as fr, headers, limits
from claimcheck.checks.frames import Frame, Pick
from claimcheck.checks.names import Siblings, is_lessened
from claimcheck.checks.phrases import is_any_other, is_generic
from claimcheck.checks.provenance import sides
from claimcheck.number import find
from claimcheck.record import Claim, Select

MOST = 120
"""Readings of one predicate in one table beyond which its words leave everything open."""
_REMOVING = re.compile(
    r"\b(?:remov|disabl|dropp|ablat|omitt|exclud)(?:ing|al)\b|^\W*(?:without|w/o)\s", re.IGNORECASE
)
_ANY = re.compile(r"\b(?:any|each|either|every)\b", re.IGNORECASE)
_TAKEN_FIRST = re.compile(
    r"^\W*(?:(?:and|but|while|when|by|after|upon|if)\s)?"
    r"(?:without|w/o|(?:remov|disabl|dropp|ablat|omitt|exclud)ing)\s[^,]*,",
    re.IGNORECASE,
)
_EVERY_ONE = re.compile(
    r"^(?:all|every|each|both)\s(?:of\s)?(?:the\s|our\s)?[\w-]+$", re.IGNORECASE
)
_IT = re.compile(r"\b(without|w/o|removing|dropping|disabling) (?:it|them|this)\b", re.IGNORECASE)
_NAME = re.compile(r"\w[A-Z]|\d|(?<=\s)[A-Z]")
_PRONOUN = re.compile(
    r"^(?:(?:the|this|these|those|our|all|it|they|we|both|resulting|final|same|other|previous)\b\s*)*"
    r"(?:models?|methods?|results?|approach(?:es)?|networks?|variants?|configurations?)?$",
    re.IGNORECASE,
)
_OUR = re.compile(
    r"\b(?:our|ours)\b|\bwe (?:achiev|obtain|reach|attain|outperform|improve|surpass|reduce)",
    re.IGNORECASE,
)
OVER = frozenset({"max", "min", "mean"})
"""Scopes that speak of several results at once."""


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
    tables: tuple[Frame, ...] = field(default=(), compare=False)
    """All tables, this one included."""

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """The metrics of all tables."""
        return tuple(dict.fromkeys(v for frame in self.tables for v in frame.results))


def contrasts(
    scene: Scene, subject: Select, reference: Select, scope: str, *, anyone: bool = False
) -> Iterator[tuple[Pick, Pick]]:
    """What is compared with what: the two sides stand on one axis. Where the words do not say
    against whom, it may be `anyone` whose number the sentence prints."""
    against = phrase_of(reference.method) or scene.claim.baseline
    asked = phrase_of(subject.method) or scene.claim.method
    if is_any_other(against):
        yield from _against_others(scene, asked, against)
        return
    if (both := sides(scene.frame, against, scene.texts[0])) is not None:
        yield both
        return
    refs = references(scene, against, scope)
    if not refs:
        scene.missing.add("no-reference")
        yield from _over_the_rest(scene, asked, against)
    if anyone and (not against or _PRONOUN.match(against) or is_stranger(scene, against)):
        known = {v for ref in refs for v in ref.values}
        rest = (v for v in scene.frame.method.values if v not in known)
        refs = [*refs, *(Pick("method", (v,), fr.OPEN, whole=False) for v in rest)]
        refs += _siblings(scene, asked)
    for ref in refs:
        for own in subjects(scene, asked, against=ref, scope=scope):
            values = tuple(v for v in own.values if v not in ref.values)
            if own.axis == ref.axis and values:
                yield replace(own, values=values), ref


def is_stranger(scene: Scene, phrase: str) -> bool:
    """Whether no table has a name of this phrase: the text may call a row as it likes."""
    if not phrase or _NAME.search(phrase) or lexicon.is_baseline(phrase) or lexicon.is_ours(phrase):
        return False
    return all(fr.entity(frame, phrase) is None for frame in scene.tables)


def _siblings(scene: Scene, asked: str) -> list[Pick]:
    """The other names beside a subject that is no row but a level of its own: a pooling, a loss."""
    own = fr.entity(scene.frame, asked) if asked else None
    if own is None or own.axis not in scene.frame.factors:
        return []
    rest = (v for v in scene.frame.factors[own.axis].values if v not in own.values)
    return [Pick(own.axis, (v,), fr.OPEN, whole=False) for v in rest]


def _against_others(scene: Scene, asked: str, against: str) -> Iterator[tuple[Pick, Pick]]:
    """`faster than any other method`: the subject first, then all rows but it."""
    for own in subjects(scene, asked):
        rest = fr.others(scene.frame, own.values) if own.axis == "method" else ()
        if rest and own.level <= fr.NEAR:
            yield own, Pick("method", rest, whole=is_any_other(against))


def _over_the_rest(scene: Scene, asked: str, against: str) -> Iterator[tuple[Pick, Pick]]:
    """`Ours improves accuracy` where no row is a baseline: true if it holds against every row."""
    predicate = scene.claim.predicate
    spoken = predicate.kind == "comparison" and not predicate.values
    if against or not spoken or scene.frame.baselines or len(scene.frame.method.values) < 2:
        return
    for own in subjects(scene, asked):
        rest = fr.others(scene.frame, own.values) if own.axis == "method" else ()
        if rest and own.level <= fr.NEAR and own.whole:
            yield own, Pick("method", rest, fr.GUESSED, whole=False)


def references(scene: Scene, phrase: str, scope: str) -> list[Pick]:
    frame = scene.frame
    if phrase and not _PRONOUN.match(phrase):
        named = fr.entity(frame, phrase)
        return [named] if named else []
    if _removed(scene) and len(frame.ours) == 1:
        return [Pick("method", frame.ours)]
    if len(frame.baselines) == 1:
        alone = len(frame.method.values) == 2 or scope in OVER
        return [Pick("method", frame.baselines, fr.SAID if alone else fr.GUESSED)]
    return []


def _removed(scene: Scene) -> str:
    """The words that take a part away: the clause's, or those of its subject."""
    return next((t for t in (scene.texts[0], scene.claim.method) if _REMOVING.search(t)), "")


def subjects(
    scene: Scene, phrase: str, against: Pick | None = None, scope: str = "each"
) -> list[Pick]:
    """The subject: by its phrase, by the texts, by convention, else any row."""
    frame = scene.frame
    others = tuple(v for v in frame.method.values if not against or v not in against.values)
    if against and against.values == frame.ours and (taken := _removed(scene)):
        said = frame.method.said(_IT.sub(rf"\1 {scene.claim.method}", taken)).values
        own = tuple(v for v in said if v in others)
        if own or _ANY.search(taken):
            return [Pick("method", own or others, fr.SAID)]
    if phrase and not _PRONOUN.match(phrase):
        level = fr.NEAR if "pronoun" in scene.claim.flags else fr.SAID
        named = fr.entity(frame, phrase, level)
        if named is not None:
            return _loosened(_lessened(named, scene), scene, phrase)
        if is_generic(phrase) or scene.every:
            return [Pick("method", others, fr.SAID)] if others else []
        if _NAME.search(phrase):
            scene.missing.add("no-cell")
            return []
    over = scope in OVER and not phrase and not _OUR.search(" ".join(scene.texts[:2]))
    if over and others and not scene.frame.method.said(scene.texts[0]).every:
        return [Pick("method", others, fr.SAID)]
    return _unsaid(scene, others, against)


def _lessened(named: Pick, scene: Scene) -> Pick:
    """`Without X, Y drops`: the row of Y that lacks X; else which row is meant is not certain."""
    if named.axis != "method" or not _TAKEN_FIRST.match(scene.texts[0]):
        return named
    if any(map(is_lessened, named.values)):
        return named
    less = tuple(v for v in scene.frame.method.said(scene.texts[0]).values if is_lessened(v))
    return replace(named, values=less) if less else replace(named, whole=False)


def _loosened(named: Pick, scene: Scene, phrase: str) -> list[Pick]:
    """A group by itself, and each of its members as a weaker guess; `every run` means the group."""
    if _EVERY_ONE.match(phrase):
        return [replace(named, whole=True)]
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


def settled(scene: Scene, rows: Sequence[Pick]) -> list[Pick]:
    """Where a phrase named a column, the rows are still open; a name beside another number may
    belong to that one."""
    others = tuple(scene.frame.method.values)
    settled = [
        r for p in rows for r in (_unsaid(scene, others, None) if p.axis == "metric" else [p])
    ]
    if scene.claim.method or len(find(scene.texts[0])) < 2:
        return settled
    return [replace(p, whole=False) for p in settled]


def combined(
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
        phrase_of(asked.benchmark)
        or (among and phrase_of(among.benchmark))
        or scene.claim.benchmark
    )
    metric = _metrics(scene, named)
    if not metric:
        scene.missing.add("metric-unknown")
    bare = not scene.frame.benchmark.values
    every = scene.every and not (bare and exceptions.ranks_methods(scene.texts[0]))
    places = fr.benchmarks(
        scene.frame, where or "", scene.texts, every=every, elsewhere=scene.elsewhere
    )
    if what := exceptions.left_out(scene.claim, scene.texts[0]):
        places = exceptions.rest(scene.frame, what)
    if not places:
        scene.missing.add("no-cell")
    if scope in OVER and places and (len(places) > 1 or places[0].level >= fr.FAR):
        places = (fr.whole(scene.frame),)
    if scope == "all" and places and places[0].level == fr.FAR:
        places = (replace(fr.whole(scene.frame), level=fr.FAR, whole=False),)
    if scene.claim.kind == "comparison" and any(
        limits.are_apart(scene.frame, axis, scene.texts[0]) for axis in scene.frame.factors
    ):
        scene.missing.add("ambiguous")
        return
    further = [fr.levels(scene.frame, axis, scene.texts) for axis in scene.frame.factors]
    hosts = _hosts(scene)
    for row, one, place, *more in islice(product(rows, metric, places, *further), MOST):
        rest = (*_housed(scene.frame, one, place), *more)
        with_it = _beside(scene, row) or (hosts if row.axis in scene.frame.factors else ())
        yield (row, *with_it, *(p for p in rest if p.axis != row.axis))


def _housed(frame: Frame, metric: Pick, place: Pick) -> tuple[Pick, Pick]:
    """A cost beside scores stands on no benchmark; a benchmark that is named wins over a cost that
    is not."""
    homes = {m.benchmark for m in frame.measurements if m.metric in metric.values}
    if homes != {""} or not frame.benchmark.values:
        return metric, place
    if metric.level == fr.SAID or place.level != fr.SAID:
        return metric, Pick("benchmark", ())
    own = {m.metric for m in frame.measurements if m.benchmark in place.values}
    return replace(metric, values=tuple(own), level=fr.SAID) if len(own) == 1 else metric, place


def _hosts(scene: Scene) -> tuple[Pick, ...]:
    """The row that a clause names beside a subject that is a level (`with A, the loss B`), else
    each of them, for certain only where the claim is of all."""
    said = scene.frame.method.said(scene.texts[0]).values
    if len(said) == 1:
        return (Pick("method", said),)
    level = fr.SAID if scene.every else fr.NEAR
    return (Pick("method", scene.frame.method.values, level, whole=scene.every),)


def _beside(scene: Scene, row: Pick) -> tuple[Pick, ...]:
    """The rows that the words name beside levels of another axis: `ours and theirs for X`."""
    if row.axis not in (*scene.frame.factors, "benchmark"):
        return ()
    for level, text in enumerate(scene.texts[:2]):
        heard = scene.frame.method.said(text)
        if heard.values:
            return (Pick("method", heard.values, level, whole=heard.surely),)
    return ()


def _metrics(scene: Scene, phrases: Sequence[str]) -> tuple[Pick, ...]:
    """The metric of each phrase, where several are named any of them may be the one."""
    spelled = () if phrases else headers.spelled(scene.texts[0], scene.headers)
    if names := tuple(n for n in spelled if n not in scene.frame.benchmark.values):
        return headers.metrics(scene.frame, names)
    if len(phrases) < 2:
        return fr.metrics(scene.frame, phrases[0] if phrases else "", scene.texts)
    found = [p for phrase in phrases for p in fr.metrics(scene.frame, phrase, scene.texts)]
    return tuple(replace(p, whole=False) for p in dict.fromkeys(found))


def _listed(names: str) -> tuple[str, ...]:
    return tuple(filter(None, (n.strip() for n in names.split(","))))


def phrase_of(names: Sequence[str]) -> str:
    return " and ".join(names)
