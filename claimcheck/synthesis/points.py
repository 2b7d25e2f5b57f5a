"""What does each paper state, once, and how does it stand?

A sentence often makes several claims, and a paper often makes one several times: in its abstract,
its results, its conclusion. A `Point` gathers what rests on the same figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from claimcheck import lexicon
from claimcheck.literature import PaperRead, Work
from claimcheck.record import Claim, Measurement, Report, Summary, Verdict
from claimcheck.render.places import Finder
from claimcheck.render.standing import WITNESSES, Standing, standing, summaries
from claimcheck.synthesis import relevance
from claimcheck.synthesis.words import bare, labels

ORDER: tuple[Standing, ...] = ("contradicted", "not-reproduced", "supported", "undecided")
_TELLING = {
    "relative_change": 6, "difference": 6, "ratio": 5, "range": 4, "superlative": 4, "count": 4,
    "comparison": 3, "mean_sd": 3, "value": 2, "trend": 2, "significance": 1, "constant": 0,
}  # fmt: skip
"""Which kind of claim says most of what a change does."""


@dataclass(frozen=True)
class Part:
    """A claim, how it stands, and the verdict that decides it."""

    ref: str
    """`<paper>#<claim>`."""
    claim: Claim
    standing: Standing
    verdict: Verdict | None
    cells: tuple[Measurement, ...] = ()
    """The results that the verdict rests on, where each is found among the report's."""
    cautions: tuple[str, ...] = ()
    rerun: str = ""
    """What a rerun computed that goes against it."""


@dataclass(frozen=True)
class Point:
    """What one paper states: a sentence or a clause of one, with its claims."""

    work: Work
    quote: str
    parts: tuple[Part, ...]
    standing: Standing
    score: float = 0.0
    """How much it bears on the question."""
    who: str = ""
    """The paper, as a sentence names it."""

    @property
    def refs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.ref for p in self.parts))

    @property
    def lead(self) -> Part:
        """The part that says most: of the point's own standing, numbers first."""
        own = [p for p in self.parts if p.standing == self.standing] or list(self.parts)
        return max(own, key=lambda p: (_TELLING.get(p.claim.kind, 0), bool(p.claim.numbers)))

    @property
    def text(self) -> str:
        """All words by which it may be found."""
        named = chain.from_iterable(
            (p.claim.method, p.claim.baseline, p.claim.benchmark, p.claim.metric)
            for p in self.parts
        )
        cells = (f"{m.method} {m.benchmark} {m.metric}" for p in self.parts for m in p.cells[:4])
        return " ".join(dict.fromkeys((self.quote, *named, *cells)))


def ref(work: Work, claim: str) -> str:
    return f"{work.key}#{claim}"


def points(question: str, papers: Iterable[PaperRead]) -> tuple[Point, ...]:
    """Every paper's points, those that bear most on the question first."""
    read = [p for p in papers if p.report]
    names = labels([p.work for p in read])
    found = [
        replace(p, who=names[paper.work.key])
        for paper in read
        if paper.report
        for p in _of(paper.work, paper.report)
    ]
    scores = relevance.scores(question, [f"{p.text} {p.work.title}" for p in found])
    scored = [replace(p, score=s) for p, s in zip(found, scores, strict=True)]
    return tuple(sorted(scored, key=lambda p: -p.score * (1 + 0.1 * _weight(p))))


def _weight(point: Point) -> float:
    """Decided points with numbers say more than others, and what a baseline does says little."""
    cells = point.lead.cells
    alone = len(cells) == 1 and lexicon.is_baseline(cells[0].method)
    share = 0.5 if point.standing == "undecided" or alone else 1
    return _TELLING.get(point.lead.claim.kind, 0) * share - (5 if alone else 0)


def _of(work: Work, report: Report) -> list[Point]:
    parts = _parts(work, report)
    sentences: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        sentences[part.claim.quote].append(part)
    made = [p for quote, own in sentences.items() for p in _split(work, quote, own)]
    return _merged(made)


def _parts(work: Work, report: Report) -> list[Part]:
    known = summaries(report)
    finder = Finder.of(report.measurements, report.tables)
    verdicts: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in sorted(report.verdicts, key=lambda v: WITNESSES.index(v.witness)):
        verdicts[verdict.claim].append(verdict)
    return [
        _part(work, claim, known[claim.id], verdicts[claim.id], finder) for claim in report.claims
    ]


def _part(
    work: Work, claim: Claim, summary: Summary, verdicts: Sequence[Verdict], finder: Finder
) -> Part:
    stands = standing(summary)
    wanted = {"not-reproduced": "supported"}.get(stands, stands)
    verdict = next((v for v in verdicts if v.outcome == wanted), None) or next(iter(verdicts), None)
    found = [finder.measurement(e, verdict.witness) for e in verdict.evidence] if verdict else []
    cells = tuple(finder.measurements[i] for i in found if i is not None)
    whole = cells if len(cells) == len(found) else ()
    against = (v.because for v in verdicts if (v.witness, v.outcome) == ("rerun", "contradicted"))
    rerun = next(against, "")
    return Part(ref(work, claim.id), claim, stands, verdict, whole, summary.cautions, rerun)


def _split(work: Work, quote: str, parts: list[Part]) -> list[Point]:
    """One point for a sentence whose claims stand alike; else one for each standing, in the words
    of its clauses."""
    if len({p.standing for p in parts}) == 1:
        return [Point(work, quote, tuple(parts), parts[0].standing)]
    made = []
    for name in ORDER:
        own = [p for p in parts if p.standing == name]
        clauses = list(dict.fromkeys(_clause(p.claim) for p in own))
        if own:
            made.append(Point(work, " … ".join(clauses), tuple(own), name))
    return made


def _clause(claim: Claim) -> str:
    clause = claim.context[0] if claim.context else ""
    return bare(clause) if clause and clause in claim.quote else claim.quote


def _merged(made: Sequence[Point]) -> list[Point]:
    """Points that stand alike and rest on the same figures with the same numbers are one, in the
    fullest words."""
    by_figures: dict[tuple[object, ...], list[Point]] = defaultdict(list)
    for point in made:
        by_figures[_figures(point)].append(point)
    return [
        replace(
            max(same, key=lambda p: (len(p.lead.claim.numbers), -len(p.quote))),
            parts=tuple({part.ref: part for p in same for part in p.parts}.values()),
        )
        if len(same) > 1
        else same[0]
        for same in by_figures.values()
    ]


def _figures(point: Point) -> tuple[object, ...]:
    lead = point.lead
    cells = frozenset((e.where, e.value) for e in lead.verdict.evidence) if lead.verdict else ()
    if not cells:
        return ("words", point.quote)
    return (point.standing, lead.claim.kind, cells)
