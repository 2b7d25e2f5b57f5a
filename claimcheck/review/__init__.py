"""How good is a synthesis, or what could be made of these papers, by eight published rubrics?

Each reviewer is one file: its docstring says how it counts, its `RUBRIC` says the same as data, and
`assess` gives a score from 0 to 10 with reasons, from a dossier alone. Reviewers know nothing of
one another, and the same dossier always gets the same scores. To few claims none gives a 10.
"""

from collections.abc import Callable, Iterable
from statistics import fmean, stdev

from claimcheck.literature import Dossier, Review, Score
from claimcheck.review import (
    benchmarks,
    citations,
    consistency,
    coverage,
    evidence,
    novelty,
    reproducibility,
    uncertainty,
)
from claimcheck.review.rubric import Rubric

REVIEWERS: dict[str, Callable[[Dossier], Score]] = {
    "evidence-strength": evidence.assess,
    "citation-grounding": citations.assess,
    "numerical-consistency": consistency.assess,
    "benchmark-validity": benchmarks.assess,
    "coverage": coverage.assess,
    "uncertainty-disclosure": uncertainty.assess,
    "reproducibility": reproducibility.assess,
    "novelty": novelty.assess,
}
RUBRICS: dict[str, Rubric] = {
    module.RUBRIC.id: module.RUBRIC
    for module in (
        evidence,
        citations,
        consistency,
        benchmarks,
        coverage,
        uncertainty,
        reproducibility,
        novelty,
    )
}


def review(dossier: Dossier, extra: Iterable[Score] = ()) -> Review:
    """All reviewers' scores, then the `extra` ones, which count in no mean where a language model
    proposed them."""
    scores = (*(assess(dossier) for assess in REVIEWERS.values()), *extra)
    own = [s for s in scores if s.score is not None and not s.proposed_by]
    values = [s.score for s in own if s.score is not None]
    return Review(
        scores=scores,
        mean=round(fmean(values), 1) if values else None,
        sd=round(stdev(values), 1) if len(values) > 1 else None,
        weakest=min(own, key=lambda s: s.score or 0.0).reviewer if own else "",
    )


def told(found: Review) -> str:
    """A review as plain text, a line a reviewer with its first reasons below."""
    lines = [headline(found)]
    for score in found.scores:
        value = "–" if score.score is None else f"{score.score:.1f}"
        by = f" (proposed by {score.proposed_by})" if score.proposed_by else ""
        lines.append(f"{value:>4}  {score.title}{by}")
        lines += [f"      {r.says}" for r in score.reasons]
        lines += [f"      to raise it: {score.to_raise}"] if score.to_raise else []
    return "\n".join(lines)


def headline(found: Review) -> str:
    """`6.1/10 ± 2.0 over 8 reviewers; weakest: Reproducibility (2.1)`."""
    own = [s for s in found.scores if s.score is not None and not s.proposed_by]
    if found.mean is None:
        return "no reviewer could judge anything"
    spread = f" ± {found.sd:.1f}" if found.sd is not None else ""
    weakest = next(s for s in own if s.reviewer == found.weakest)
    return (
        f"{found.mean:.1f}/10{spread} over {len(own)} reviewers; weakest: {weakest.title} "
        f"({weakest.score:.1f})"
    )


__all__ = ["REVIEWERS", "RUBRICS", "Rubric", "headline", "review", "told"]
