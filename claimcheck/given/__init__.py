"""Is what a given synthesis says true, and are its own flags right?

synthesis → what it claims → what it cites → the work that holds each claim → that work's
witnesses → one report, with what the synthesis says of itself beside what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck import __version__, claimset, store
from claimcheck.confidence import confidence
from claimcheck.given import compared
from claimcheck.given.asked import asked
from claimcheck.given.cited import Cited, bring
from claimcheck.given.dossier import dossier, reviewed
from claimcheck.given.holding import Holding, hold
from claimcheck.given.listed import listed
from claimcheck.reading import Request
from claimcheck.record import (
    Claim,
    ClaimSet,
    Finding,
    Measurement,
    Paper,
    Report,
    Summary,
    Verdict,
)
from claimcheck.review import review


@dataclass(frozen=True)
class Part:
    """The claims that rest on one cited work, for the pipeline to check."""

    paper: Paper | None
    claims: ClaimSet
    folder: Path | None
    """Where claims of that work are at hand: its released results and runs lie there."""


Check = Callable[[Part], Report]


def verify(synthesis: Paper, request: Request, check: Check) -> Report | None:
    """The claims of a synthesis put to the witnesses of the works that it cites, each through
    `check`; None where it states no claim that a cited work could hold."""
    if not synthesis.references:
        return None
    claims = asked(synthesis)
    cited = bring(request, synthesis.references)
    holdings = _distinct([*(hold(c, cited) for c in claims), *listed(synthesis, cited)])
    if not holdings:
        return None
    parts = {key: check(part) for key, part in _parts(synthesis, cited, holdings).items()}
    return _merged(synthesis, cited, holdings, parts)


def chosen(report: Report, wanted: str | None) -> Report:
    """The report on the one claim that is wanted; on all where none is. Raises ClaimsError."""
    if wanted is None:
        return report
    claims = claimset.choose(report.claims, wanted)
    verdicts = tuple(v for v in report.verdicts if v.claim == wanted)
    summary = tuple(s for s in report.summary if s.claim == wanted)
    return report.model_copy(update={"claims": claims, "verdicts": verdicts, "summary": summary})


def of_work(
    report: Report, claim: str
) -> tuple[tuple[Measurement, ...], Mapping[str, Sequence[str]]]:
    """The results of the work that a claim rests on, and further spellings of its names."""
    rows = report.given.rows if report.given else ()
    work = next((r.work.partition(":")[2] for r in rows if claim in r.claims), "")
    own = [m for m in report.measurements if m.where.table.startswith(f"{work}/")]
    folder = claimset.folder(work) if work else None
    names = claimset.read(folder / "claims.yaml").names if folder else {}
    kept = (m for m in report.measurements if not own or m.witness != "paper" or m in own)
    return tuple(kept), names


def _distinct(holdings: Iterable[Holding]) -> list[Holding]:
    """The holdings; a claim at hand that two of them quote is told once."""
    seen: set[str] = set()
    kept = []
    for holding in holdings:
        if not holding.claims or not {c.id for c in holding.claims} & seen:
            kept.append(holding)
        seen |= {c.id for c in holding.claims}
    return kept


def _parts(
    synthesis: Paper, cited: Sequence[Cited], holdings: Sequence[Holding]
) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    for work in cited:
        own = [c for h in holdings if h.work and h.work.key == work.key for c in h.claims]
        if not own:
            continue
        known = work.known or ClaimSet(paper=_id(work), title=work.title, source=synthesis.source)
        claims = known.model_copy(update={"claims": tuple(own)})
        parts[work.key] = Part(work.paper, claims, work.folder)
    return parts


def _id(work: Cited) -> str:
    return work.paper.id if work.paper else work.key.partition(":")[2]


def _merged(
    synthesis: Paper,
    cited: Sequence[Cited],
    holdings: Sequence[Holding],
    parts: dict[str, Report],
) -> Report:
    """One report of all: the works' verdicts, findings and tables."""
    doubts = {claim: doubt for h in holdings for claim, doubt in h.doubts}
    verdicts = [_tempered(v, doubts) for part in parts.values() for v in part.verdicts]
    verdicts += compared.undecided(holdings)
    told = {s.claim: s for part in parts.values() for s in part.summary}
    claims = tuple(c for h in holdings for c in h.claims)
    alone = next(iter(parts.values())) if len(parts) == 1 else None
    known = alone if alone and alone.origin != "extracted" else None
    report = Report(
        tool=f"claimcheck {__version__}",
        created=store.now(),
        paper=known.paper if known else synthesis.id,
        title=synthesis.title or (known.title if known else ""),
        authors=synthesis.authors,
        published=synthesis.published,
        source=synthesis.source,
        format=synthesis.format,
        digest=synthesis.digest,
        origin=known.origin if known else "extracted",
        witnesses=tuple(w for part in parts.values() for w in part.witnesses),
        claims=claims,
        verdicts=tuple(v for c in claims for v in verdicts if v.claim == c.id),
        summary=tuple(_summed(told.get(c.id), c, verdicts) for c in claims),
        findings=tuple(
            _of(key, f, alone is None) for key, part in parts.items() for f in part.findings
        ),
        tables=tuple(t for part in parts.values() for t in part.tables),
        measurements=tuple(m for part in parts.values() for m in part.measurements),
        runs=tuple(r for part in parts.values() for r in part.runs),
        warnings=(*synthesis.warnings, *(w for part in parts.values() for w in part.warnings)),
    )
    return _compared(report, synthesis, cited, holdings, parts)


def _compared(
    report: Report,
    synthesis: Paper,
    cited: Sequence[Cited],
    holdings: Sequence[Holding],
    parts: dict[str, Report],
) -> Report:
    """The report with what the synthesis says of itself, and how it is reviewed."""
    named = {c.id: h.work.key if h.work else synthesis.id for h in holdings for c in h.claims}
    sure = {c.id: confidence(c, report.verdicts, paper=named[c.id]) for c in report.claims}
    given = compared.given(
        synthesis, cited, holdings, report.summary, report.verdicts,
        {name: found.value for name, found in sure.items()},
    )  # fmt: skip
    judged = review(dossier(synthesis, cited, parts, given, list(sure.values())))
    given = given.model_copy(update={"reviewed": judged.mean})
    findings = (*compared.findings(synthesis, given, holdings), reviewed(given, judged))
    made = (*(f for f in findings if f), *report.findings)
    return report.model_copy(update={"given": given, "findings": made})


def _tempered(verdict: Verdict, doubts: dict[str, str]) -> Verdict:
    """A verdict of tables that were found by the claim alone: no doubtful one decides."""
    doubt = doubts.get(verdict.claim)
    if not doubt or verdict.witness != "paper" or verdict.outcome == "undecided":
        return verdict
    if doubt == "misquoted" and verdict.outcome == "contradicted":
        return verdict
    return verdict.model_copy(update={"outcome": "undecided", "reason": doubt, "cautions": ()})


def _summed(told: Summary | None, claim: Claim, verdicts: Sequence[Verdict]) -> Summary:
    mine = {v.witness: v.outcome for v in verdicts if v.claim == claim.id}
    if told is not None:
        return told.model_copy(update={"paper": mine.get("paper")})
    return Summary(
        claim=claim.id, quote=claim.quote, kind=claim.kind, numbers=claim.numbers,
        paper=mine.get("paper"),
    )  # fmt: skip


def _of(key: str, finding: Finding, many: bool) -> Finding:
    """A finding of one work among several, under its name."""
    return finding.model_copy(update={"says": f"{key}: {finding.says}"}) if many else finding
