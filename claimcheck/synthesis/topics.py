"""Into which sub-questions does the question fall, as the claims speak of it?

Candidates are the question's own phrases, the kinds of result that claims speak of, and their
benchmarks. Those are taken that gather most of what bears on the question and was not gathered yet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from claimcheck import lexicon
from claimcheck.synthesis.names import fold, initials, phrases, stem, terms
from claimcheck.synthesis.points import Point
from claimcheck.synthesis.words import measured

MOST = 5
"""Sub-questions."""
WHOLE = 0.75
"""A topic that gathers a larger share of all points divides nothing."""
FEWEST = 2
"""Points of a sub-question."""
ASKED: dict[str, tuple[str, str]] = {
    "quality": ("How good are the results?", "the quality of results"),
    "steps": ("How many steps does learning take?", "the steps that learning takes"),
    "time": ("How long does it take?", "time"),
    "cost": ("What does it cost?", "cost"),
    "spread": ("How far do results spread?", "the spread of results"),
}
_WEIGHT = {"group": 1.3, "phrase": 1.1, "benchmark": 1.0}
_UNDECIDED = 0.3
"""What an open point weighs beside a decided one."""


@dataclass(frozen=True)
class Topic:
    """A sub-question, and the points that speak of it."""

    title: str
    about: str
    """As the object of a sentence: `accuracy`."""
    points: tuple[Point, ...]


def divide(question: str, points: Sequence[Point]) -> tuple[tuple[Topic, ...], tuple[Point, ...]]:
    """The sub-questions, those that bear most on the question first; and the points of none."""
    left = list(points)
    found: list[Topic] = []
    candidates = _candidates(question, points)
    while candidates and len(found) < MOST:
        best = max(candidates, key=lambda c: _worth(c, left))
        title, about, _, _ = best
        own = tuple(p for p in left if _speaks(best, p))
        candidates.remove(best)
        if len(own) < FEWEST or not any(p.standing != "undecided" for p in own):
            continue
        found.append(Topic(title, about, own))
        left = [p for p in left if p not in own]
    return tuple(found), tuple(left)


def silent(question: str, points: Sequence[Point]) -> tuple[str, ...]:
    """The question's phrases of which no point has a word that is its own, nor its initials."""
    spoken = {t for p in points for t in terms(f"{p.text} {p.work.title}")}
    return tuple(
        p for p in phrases(question) if (own := terms(p)) and not spoken & {*own, stem(initials(p))}
    )


_Candidate = tuple[str, str, str, frozenset[int]]
"""Title, object of a sentence, kind, and the ids of the points that speak of it."""


def _candidates(question: str, points: Sequence[Point]) -> list[_Candidate]:
    made: list[_Candidate] = []
    groups: dict[str, list[Point]] = defaultdict(list)
    metrics: dict[str, list[Point]] = defaultdict(list)
    benchmarks: dict[str, list[Point]] = defaultdict(list)
    printed: dict[str, Counter[str]] = defaultdict(Counter)
    for p in points:
        for group in dict.fromkeys(_groups(p)):
            groups[group].append(p)
        for kind, names in (("metric", _metrics(p)), ("benchmark", _benchmarks(p))):
            for name in dict.fromkeys(names):
                (metrics if kind == "metric" else benchmarks)[fold(name)].append(p)
                printed[fold(name)][name] += 1
    for group, own in groups.items():
        title, about = ASKED[group]
        made.append((title, about, "group", _ids(own)))
    for name, own in metrics.items():
        shown = printed[name].most_common(1)[0][0]
        made.append((f"What happens to {shown}?", shown, "group", _ids(own)))
    for name, own in benchmarks.items():
        shown = printed[name].most_common(1)[0][0]
        made.append((f"What is found on {shown}?", shown, "benchmark", _ids(own)))
    for phrase in phrases(question):
        wanted = set(terms(phrase))
        own = [p for p in points if wanted and wanted <= set(terms(p.text))]
        made.append((f"What is said of {phrase}?", phrase, "phrase", _ids(own)))
    most = max(WHOLE * len(points), FEWEST + 1)
    return [c for c in made if FEWEST <= len(c[3]) <= most]


def _ids(points: Sequence[Point]) -> frozenset[int]:
    return frozenset(map(id, points))


def _speaks(candidate: _Candidate, point: Point) -> bool:
    return id(point) in candidate[3]


def _worth(candidate: _Candidate, left: Sequence[Point]) -> float:
    own = [p for p in left if _speaks(candidate, p)]
    papers = len({p.work.key for p in own})
    total = sum(p.score * (_UNDECIDED if p.standing == "undecided" else 1) for p in own)
    return total * _WEIGHT[candidate[2]] * (1 + 0.2 * (papers - 1))


def _groups(point: Point) -> list[str]:
    kinds = (lexicon.metric(name) for name in _metrics(point))
    return [kind.group for kind in kinds if kind]


def _metrics(point: Point) -> list[str]:
    """Of the cells that the lead rests on; else as the claim words it, where that is a metric."""
    metrics = (m.metric for m in point.lead.cells if lexicon.metric(m.metric))
    cells = [measured(name) for name in metrics if not lexicon.is_change(name)]
    worded = [p.claim.metric for p in point.parts if lexicon.metric(p.claim.metric)]
    return cells or [w for w in worded if len(w.split()) <= 4]


def _benchmarks(point: Point) -> list[str]:
    cells = [m.benchmark for m in point.lead.cells if m.benchmark]
    return cells if len({fold(b) for b in cells}) == 1 else []
