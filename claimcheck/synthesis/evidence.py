"""Everything that the sentences are built from, looked up once."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import fmean

from claimcheck.literature import Dossier, PaperRead, Review
from claimcheck.synthesis.points import Point, points
from claimcheck.synthesis.topics import Topic, divide, silent

BEARING = 0.25
"""A point bears on the question where its score is at least this share of the best one."""
SPEAKING = 0.5
"""A paper speaks to the question where its best points score at least this share, on average, of
those of the paper that speaks to it most."""
FEW = 5
"""Points of a paper by which that is told."""
MOST = 60
"""Points that the results speak of; all stand among the extracted claims."""


@dataclass(frozen=True)
class Evidence:
    dossier: Dossier
    review: Review
    read: tuple[PaperRead, ...]
    points: tuple[Point, ...]
    """All, those that bear most on the question first."""
    bearing: tuple[Point, ...]
    """Those that the results speak of."""
    topics: tuple[Topic, ...]
    rest: tuple[Point, ...]
    """Of `bearing`, those that belong to no sub-question."""
    silent: tuple[str, ...]
    """Phrases of the question of which no claim speaks."""

    @classmethod
    def of(cls, dossier: Dossier, review: Review) -> Evidence:
        every = points(dossier.question, dossier.papers)
        bearing = _bearing(every)[:MOST]
        topics, rest = divide(dossier.question, bearing)
        read = tuple(p for p in dossier.papers if p.report is not None)
        missing = silent(dossier.question, every)
        return cls(dossier, review, read, every, bearing, topics, rest, missing)

    @property
    def counts(self) -> Counter[str]:
        """How the points that bear on the question stand."""
        return Counter(p.standing for p in self.bearing)

    def confidence(self, point: Point) -> float | None:
        """The least of the confidences in what is said of the point's claims."""
        known = {c.claim: c.value for c in self.dossier.confidences}
        values = [known[r] for r in point.refs if r in known]
        return min(values) if values else None


def _bearing(every: tuple[Point, ...]) -> tuple[Point, ...]:
    """The points that bear on the question, of papers that speak to it."""
    scores: dict[str, list[float]] = defaultdict(list)
    for point in every:
        scores[point.work.key].append(point.score)
    means = {k: fmean(sorted(own, reverse=True)[:FEW]) for k, own in scores.items()}
    most = max(means.values(), default=0.0)
    best = max((p.score for p in every), default=0.0)
    return tuple(
        p
        for p in every
        if p.score > 0 and p.score >= BEARING * best and means[p.work.key] >= SPEAKING * most
    )
