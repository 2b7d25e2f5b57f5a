"""What do methods change against their paper's baseline, over all figures behind the claims?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from claimcheck import lexicon
from claimcheck.record import Measurement
from claimcheck.synthesis.names import fold, terms
from claimcheck.synthesis.points import Point

NAMED = 5
"""How much more a metric that the question names says of it."""


@dataclass(frozen=True)
class Contrast:
    """A method's figure beside its baseline's."""

    subject: Measurement
    reference: Measurement

    @property
    def sign(self) -> int:
        """1 where the method is better by more than rounding, −1 where it is worse."""
        a, b = self.subject.value, self.reference.value
        if a.low <= b.high and b.low <= a.high:
            return 0
        upwards = _better(self.subject) == "higher"
        return 1 if (a.value > b.value) == upwards else -1

    @property
    def percent(self) -> float | None:
        """Change in percent of the baseline's figure; None for shares, and near zero."""
        kind = lexicon.metric(self.subject.metric)
        base = self.reference.value
        if base.low <= 0 or (kind and kind.share):
            return None
        return float(100 * (self.subject.value.value - base.value) / base.value)


@dataclass(frozen=True)
class Effect:
    """The contrasts of all papers by one metric."""

    metric: str
    contrasts: dict[str, tuple[Contrast, ...]]
    """By `Work.key`, the paper that bears most on the question first."""
    names: dict[str, str]
    """What a sentence calls these papers."""
    refs: tuple[str, ...]
    weight: float
    """How much the statements behind it bear on the question."""

    @property
    def all(self) -> tuple[Contrast, ...]:
        return tuple(c for own in self.contrasts.values() for c in own)

    @property
    def percents(self) -> tuple[float, float, float] | None:
        """Least, median and greatest change in percent, where each has one."""
        found = [p for c in self.all if (p := c.percent) is not None]
        if len(found) < len(self.all) or not found:
            return None
        return min(found), median(found), max(found)


@dataclass
class _Gathered:
    """What is known of a metric while points are read."""

    metric: str
    contrasts: dict[str, dict[object, Contrast]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    refs: dict[str, None] = field(default_factory=dict)
    weight: float = 0.0


def signs(contrasts: Sequence[Contrast]) -> tuple[int, int, int]:
    """How many are better, equal and worse."""
    found = [c.sign for c in contrasts]
    return found.count(1), found.count(0), found.count(-1)


def effects(question: str, bearing: Iterable[Point]) -> tuple[Effect, ...]:
    """By metric; those whose statements bear most on the question first, the metrics that it names
    before all."""
    found: dict[str, _Gathered] = {}
    for point in bearing:
        for part in point.parts:
            for c in _contrasts(part.cells):
                own = found.setdefault(fold(c.subject.metric), _Gathered(c.subject.metric))
                paper = own.contrasts.setdefault(point.work.key, {})
                paper[_at(c.subject), _at(c.reference)] = c
                own.names[point.work.key] = point.who
                own.refs[part.ref] = None
                own.weight += point.score
    made = [_effect(question, own) for own in found.values()]
    return tuple(sorted(made, key=lambda e: -e.weight))


def _effect(question: str, own: _Gathered) -> Effect:
    kind = lexicon.metric(own.metric)
    asked = set(terms(own.metric)) <= set(terms(question))
    meant = bool(kind and kind.group in lexicon.groups(question)[:1])
    return Effect(
        own.metric,
        {paper: tuple(contrasts.values()) for paper, contrasts in own.contrasts.items()},
        own.names,
        tuple(own.refs),
        own.weight * (NAMED if asked or meant else 1),
    )


def _at(m: Measurement) -> tuple[object, ...]:
    return m.where.source, m.where.table, m.where.row, m.where.column, m.where.path


def _better(m: Measurement) -> str | None:
    return m.better or lexicon.better(m.metric)


def _contrasts(cells: Sequence[Measurement]) -> list[Contrast]:
    """Pairs of a method's cell and a baseline's, on one benchmark by one metric."""
    return [
        Contrast(a, b)
        for a in cells
        for b in cells
        if lexicon.is_baseline(b.method)
        and not lexicon.is_baseline(a.method)
        and (a.benchmark, a.metric, a.witness) == (b.benchmark, b.metric, b.witness)
        and _better(a)
    ]
