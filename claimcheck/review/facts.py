"""What does a dossier say of each claim?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claimcheck.literature import Dossier, PaperRead, Reason
from claimcheck.record import Claim, Finding, Report, Summary, Verdict
from claimcheck.render.standing import Standing, standing, summaries


@dataclass(frozen=True)
class Said:
    """A claim, what the witnesses say of it, and where it comes from."""

    name: str
    """`<paper>#<claim>`."""
    claim: Claim
    summary: Summary
    standing: Standing
    verdicts: tuple[Verdict, ...]
    paper: PaperRead
    report: Report

    @property
    def findings(self) -> Iterator[Finding]:
        return (f for v in self.verdicts for f in v.findings)

    @property
    def published(self) -> bool | None:
        """Whether tables and released results bear it out; None where neither tells."""
        said = {self.summary.paper, self.summary.released}
        if "contradicted" in said:
            return False
        return True if "supported" in said else None


def claims(dossier: Dossier) -> tuple[Said, ...]:
    """Every claim of every paper that was read, in the dossier's order; where a synthesis was
    given, those that it states, if the papers' claims are marked so."""
    found = tuple(one for paper in dossier.papers for one in _of(paper))
    stated = tuple(one for one in found if one.claim.stated)
    return stated if dossier.given and stated else found


def _of(paper: PaperRead) -> Iterator[Said]:
    if paper.report is None:
        return
    verdicts: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in paper.report.verdicts:
        verdicts[verdict.claim].append(verdict)
    lines = summaries(paper.report)
    for claim in paper.report.claims:
        line = lines[claim.id]
        yield Said(
            paper.name(claim.id), claim, line, standing(line), tuple(verdicts[claim.id]), paper,
            paper.report,
        )  # fmt: skip


def reason(says: str, about: Iterable[Said] = ()) -> Reason:
    return Reason(says=says, claims=tuple(one.name for one in about))


def many(count: int, thing: str, plural: str = "") -> str:
    """`1 claim`, `3 claims`, `2 indexes`."""
    return f"{count} {thing if count == 1 else plural or thing + 's'}"


def short(text: str, most: int = 240) -> str:
    """The text, cut at a word where it is longer than `most` characters."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def few(names: Iterable[str], most: int = 6) -> str:
    """`a, b, c and 4 more`."""
    listed = list(dict.fromkeys(names))
    rest = len(listed) - most
    return ", ".join(listed[:most]) + (f" and {rest} more" if rest > 0 else "")
