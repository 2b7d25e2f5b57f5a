"""What is there to review of a given synthesis: its question, the works that it cites, what was
found?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from claimcheck.citations import works
from claimcheck.given.cited import Cited
from claimcheck.literature import Confidence, Dossier, PaperRead, Review, Work
from claimcheck.record import Finding, Given, Paper, Report

_ASKS = re.compile(r"research question[^:]{0,60}:\s*(.{10,600}?\?)", re.IGNORECASE)


def dossier(
    synthesis: Paper,
    cited: Sequence[Cited],
    parts: Mapping[str, Report],
    given: Given,
    confidences: Sequence[Confidence],
) -> Dossier:
    """The records that reviewers judge; `parts` are the reports by `Work.key`."""
    return Dossier(
        question=question(synthesis),
        papers=tuple(
            PaperRead(work=_work(c), report=parts.get(c.key) or _unused(c), unread=c.unread)
            for c in cited
        ),
        confidences=tuple(confidences),
        given=given,
    )


def question(synthesis: Paper) -> str:
    """The question that it says it answers, the longest of those it prints; else its title."""
    found = [m[1] for b in synthesis.blocks for m in _ASKS.finditer(b.text)]
    return max(found, key=len, default=synthesis.title)


def _work(cited: Cited) -> Work:
    paper = cited.paper
    return Work(
        key=cited.key,
        title=cited.title or cited.key,
        authors=paper.authors if paper else (),
        published=paper.published if paper else "",
        doi=works.doi(cited.reference),
        arxiv=cited.key.removeprefix("arxiv:") if cited.key.startswith("arxiv:") else "",
        url=cited.reference.url,
    )


def _unused(cited: Cited) -> Report | None:
    """The report on a work that was read and that no claim rests on."""
    if cited.paper is None:
        return None
    return Report(
        paper=cited.paper.id, title=cited.paper.title, source=cited.paper.source,
        format=cited.paper.format, digest=cited.paper.digest,
    )  # fmt: skip


def reviewed(given: Given, review: Review) -> Finding | None:
    """Our reviewers' score beside the one that it gives itself."""
    own = [s for s in review.scores if s.score is not None and not s.proposed_by]
    if review.mean is None or not own:
        return None
    weakest = next(s for s in own if s.reviewer == review.weakest)
    spread = f" ± {review.sd:g}" if review.sd is not None else ""
    its = f"It scores itself {given.score:g}/10; by" if given.score is not None else "By"
    says = (
        f"{its} {len(own)} published rubrics it has {review.mean:g}/10{spread}. Weakest: "
        f"{weakest.title} ({weakest.score:g})"
        + (f"; to raise it: {weakest.to_raise}." if weakest.to_raise else ".")
    )
    return Finding(
        check="synthesis-review",
        says=says,
        statistics={
            s.title: {
                "score": s.score,
                **{f"reason {i}": r.says for i, r in enumerate(s.reasons, 1)},
            }
            for s in own
        },
    )
