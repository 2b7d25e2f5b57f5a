"""From a reference to a report: the whole run, top to bottom.

reference → sources → Document → parsers → Paper → extract → claims → witnesses → checks → verdicts
→ Report → render"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from claimcheck import __version__, claimset, reading, reruns, store
from claimcheck.checks import WITNESS_CHECKS
from claimcheck.checks.proposed import CAUTION, tempered
from claimcheck.checks.trace import explained
from claimcheck.checks.verdict import put, put_reading
from claimcheck.errors import ClaimsError, SourceError
from claimcheck.explanation import Explanation
from claimcheck.extract import extract
from claimcheck.reading import read
from claimcheck.record import (
    Claim,
    ClaimSet,
    Finding,
    Measurement,
    Paper,
    Report,
    Summary,
    Verdict,
    Witness,
    WitnessRecord,
)
from claimcheck.reruns import Reruns
from claimcheck.sources.reference import arxiv_id
from claimcheck.surroundings import passages
from claimcheck.witnesses import paper as paper_witness, released as released_witness
from claimcheck.witnesses.align import Alignment, align

if TYPE_CHECKING:
    from claimcheck.llm import Adviser

Origin = Literal["extracted", "file", "shipped"]
MOST_CLAIMS = 2_000
"""Claims taken from one document."""


@dataclass(frozen=True)
class Request(reading.Request):
    """What the reader asked for: a reference, how to read it, and what to put it to."""

    claims: Path | None = None
    """A claims file to use instead of extracting or of `claims/<id>/`."""
    released: Path | None = None
    """Folder or CSV of released results; default: `released.csv` beside the claims."""
    claim: str | None = None
    """Id of the one claim wanted."""
    runs: tuple[Path, ...] | None = None
    """Folders of finished runs that are a witness, too; None asks no runs."""
    published_runs: bool = False
    """Whether runs that lie beside the claims are asked as well."""
    scale: str | None = None
    """Of the runs; None: the largest at which a claim's arms have been run."""
    witnesses: tuple[Witness, ...] = ("paper", "released", "rerun")
    """Those that are asked; without `paper` it is not read where its claims are at hand."""
    adviser: Adviser | None = None
    """A language model that may propose claims and names; None asks nobody."""


@dataclass(frozen=True)
class Claims:
    """The claims to check, and where they came from."""

    set: ClaimSet
    origin: Origin
    folder: Path | None = None


def gather(request: Request) -> tuple[Paper | None, Claims]:
    """The paper and its claims; where the paper cannot be had but claims of it are at hand, those
    alone."""
    return _with_claims(request, *_read(request))


def _read(request: Request) -> tuple[Paper | None, SourceError | None]:
    """The paper, or why there is none; none is read that no witness needs."""
    if "paper" not in request.witnesses and _known(arxiv_id(request.reference) or ""):
        return None, None
    try:
        return read(request), None
    except SourceError as error:
        return None, error


def _with_claims(
    request: Request, paper: Paper | None, failure: SourceError | None
) -> tuple[Paper | None, Claims]:
    identifier = arxiv_id(request.reference) or ""
    if paper is not None:
        identifier = paper.id if paper.format != "synthesis" else ""
    claims = _claims(request, paper, identifier)
    if claims is None:
        raise failure or ClaimsError(
            f"{request.reference}: no claims", remedy="name a file with --claims"
        )
    if failure:
        where = (
            "that ship with claimcheck"
            if claims.origin == "shipped"
            else f"of {claims.folder or request.claims}"
        )
        request.talk(f"{failure}; going on with the claims {where}, without the paper's own tables")
    return paper, claims


def extract_claims(
    request: Request, output: Path | None, *, keep: bool
) -> tuple[Claims, Path | None]:
    """The claims extracted now, those that a person reviewed kept; written where `keep` says so."""
    try:
        paper = read(request)
    except SourceError:
        return gather(request)[1], None
    path = output or Path("claims") / claimset.slug(paper.id) / "claims.yaml"
    known = claimset.folder(paper.id)
    before = path if os.path.isfile(path) else known / "claims.yaml" if known else None
    old = claimset.read(before) if before else None
    if old and before and not arxiv_id(paper.id):
        claimset.check_owner(old, paper, before)
    merged = claimset.merge(old, _extracted(request, paper))
    if keep:
        claimset.write(path, merged)
    return Claims(merged, "extracted", path.parent), path if keep else None


def explain(request: Request, claim: str) -> tuple[Report, Explanation]:
    """One claim put to the witnesses, and how each verdict came about."""
    request = replace(request, claim=claim)
    paper, failure = _read(request)
    if told := _given(request, paper):
        from claimcheck import given

        return told, explained(told.claims[0], told.verdicts, *given.of_work(told, claim))
    gathered = _with_claims(request, paper, failure)
    report = _checked(request, *gathered)
    return report, explained(
        report.claims[0], report.verdicts, report.measurements, gathered[1].set.names
    )


def verify(request: Request, gathered: tuple[Paper | None, Claims] | None = None) -> Report:
    """Every claim put to the witnesses that the request names, of a synthesis to those of the works
    that it cites; `gathered` is what `gather` gave."""
    if gathered is None:
        paper, failure = _read(request)
        if told := _given(request, paper):
            return told
        gathered = _with_claims(request, paper, failure)
    return _checked(request, *gathered)


def _given(request: Request, paper: Paper | None) -> Report | None:
    """The report on a synthesis whose claims are put to what it cites; None for anything else."""
    if paper is None or paper.format != "synthesis" or request.claims:
        return None
    from claimcheck import given

    def check(part: given.Part) -> Report:
        shipped = part.folder is not None and claimset.is_shipped(part.folder)
        origin: Origin = "shipped" if shipped else "file" if part.folder else "extracted"
        gathered = part.paper, Claims(part.claims, origin, part.folder)
        return _checked(replace(request, claim=None), *gathered)

    report = given.verify(paper, request, check)
    return report and given.chosen(report, request.claim)


def _checked(request: Request, paper: Paper | None, claims: Claims) -> Report:
    chosen = claimset.choose(claims.set.claims, request.claim)
    own = paper_witness.measure(paper) if paper else ()
    released, witness = _released(request, claims)
    alignment = align(own, released, text=paper.text if paper else "") if own and released else None
    names = claims.set.names
    reran = _reran(request, claims)
    verdicts = tuple(
        v
        for c in chosen
        for v in (
            *_verdicts(c, paper, own, released, alignment, names),
            reran.verdict(c, released),
        )
        if v is not None and v.witness in request.witnesses
    )
    if request.adviser is not None:
        verdicts = request.adviser.reread(
            chosen, verdicts, own=own, tables=paper.tables if paper else (), alignment=alignment,
            names=names, talk=request.talk, progress=request.progress,
        )  # fmt: skip
    by_id = {c.id: c for c in chosen}
    verdicts = tuple(tempered(by_id[v.claim], v) for v in verdicts)
    used = reran.used(chosen)
    return Report(
        tool=f"claimcheck {__version__}",
        created=store.now(),
        paper=claims.set.paper,
        title=(paper.title if paper else "") or claims.set.title,
        authors=paper.authors if paper else (),
        published=paper.published if paper else "",
        source=paper.source if paper else claims.set.source,
        format=paper.format if paper else "",
        digest=paper.digest if paper else "",
        origin=claims.origin,
        witnesses=tuple(
            w
            for w in (*_witness_records(paper, own, witness), *reran.record(used))
            if w.witness in request.witnesses
        ),
        claims=chosen,
        passages=passages(paper, chosen) if paper else {},
        verdicts=verdicts,
        summary=tuple(_summary(c, verdicts) for c in chosen),
        findings=_witness_findings(own, released, alignment),
        tables=paper.tables if paper else (),
        measurements=tuple(m for m in (*own, *released) if m.witness in request.witnesses),
        runs=tuple(map(reruns.shown, used)),
        warnings=paper.warnings if paper else (),
    )


def _claims(request: Request, paper: Paper | None, identifier: str) -> Claims | None:
    """Named on the command line, kept in `claims/<id>/`, or extracted now; in that order."""
    if request.claims:
        return Claims(claimset.read(request.claims), "file", request.claims.parent)
    if identifier and (known := _known(identifier)):
        if paper is not None and known.folder and not arxiv_id(paper.id):
            claimset.check_owner(known.set, paper, known.folder / "claims.yaml")
        return known
    if paper is None:
        return None
    return Claims(_extracted(request, paper), "extracted")


def _known(identifier: str) -> Claims | None:
    """The claims kept in `claims/<id>/`, or shipped."""
    folder = claimset.folder(identifier)
    if folder is None:
        return None
    origin: Origin = "shipped" if claimset.is_shipped(folder) else "file"
    return Claims(claimset.read(folder / "claims.yaml"), origin, folder)


def _extracted(request: Request, paper: Paper) -> ClaimSet:
    """The claims that the document makes; says so where they are none, or more than are checked."""
    found = extract(paper)
    if request.adviser is not None:
        found += request.adviser.claims(paper, found, talk=request.talk, progress=request.progress)
    if not found:
        request.talk(
            f"no numeric claim was found in {paper.source}; `claimcheck tables` shows what was "
            "read, and --claims names claims of your own"
        )
    if len(found) > MOST_CLAIMS:
        request.talk(f"only the first {MOST_CLAIMS:,} of {len(found):,} claims are checked")
    return ClaimSet(
        paper=paper.id, title=paper.title, source=paper.source, claims=found[:MOST_CLAIMS]
    )


def _released(
    request: Request, claims: Claims
) -> tuple[tuple[Measurement, ...], WitnessRecord | None]:
    """The released results named on the command line, else the ones kept beside the claims."""
    beside = claims.folder / "released.csv" if claims.folder else None
    path = request.released or (beside if beside and os.path.isfile(beside) else None)
    if path is None:
        return (), None
    results = released_witness.read(path)
    for warning in results.warnings:
        request.talk(warning)
    count = len(results.measurements)
    record = WitnessRecord(
        witness="released", source=str(path), digest=results.digest, measurements=count
    )
    return results.measurements, record


def _reran(request: Request, claims: Claims) -> Reruns:
    """The runs that the request names, and those that were published with the claims."""
    folder = claimset.folder(claims.set.paper, "plan.yaml")
    if request.runs is None or not folder:
        return Reruns()
    folders = run_folders(request, claims.set.paper)
    return reruns.gather(claimset.plan(folder), folders, request.scale)


def run_folders(request: Request, paper: str) -> list[Path]:
    """Where runs lie: the folders that the request names, and the one beside the paper's plan."""
    folder = claimset.folder(paper, "plan.yaml")
    published = [folder / "runs"] if folder and request.published_runs else []
    return [*(request.runs or ()), *published]


def _verdicts(
    claim: Claim,
    paper: Paper | None,
    own: tuple[Measurement, ...],
    released: tuple[Measurement, ...],
    alignment: Alignment | None,
    names: dict[str, tuple[str, ...]],
) -> list[Verdict]:
    verdicts: list[Verdict] = []
    reading = None
    if paper is not None and paper.format != "synthesis":
        verdict, reading = put(claim, "paper", own, names=names)
        verdicts.append(verdict)
    if not released:
        return verdicts
    if reading and alignment and verdicts[0].outcome != "undecided":
        worlds = alignment.worlds or (alignment.relabelled,)
        told = put_reading(claim, "released", worlds, reading, doubtful=alignment.doubtful)
        if told.outcome != "undecided":
            return [*verdicts, told]
    return [*verdicts, put(claim, "released", released, names=names)[0]]


def _summary(claim: Claim, verdicts: Iterable[Verdict]) -> Summary:
    mine = [v for v in verdicts if v.claim == claim.id]
    cautions = [c for v in mine for c in v.cautions]
    cautions += [CAUTION] if claim.proposed_by and not claim.reviewed else []
    outcomes = {v.witness: v.outcome for v in mine}
    return Summary(
        claim=claim.id,
        quote=claim.quote,
        kind=claim.kind,
        numbers=claim.numbers,
        paper=outcomes.get("paper"),
        released=outcomes.get("released"),
        rerun=outcomes.get("rerun"),
        cautions=tuple(dict.fromkeys(cautions)),
    )


def _witness_records(
    paper: Paper | None, own: tuple[Measurement, ...], released: WitnessRecord | None
) -> tuple[WitnessRecord, ...]:
    records = [released] if released else []
    if paper is not None and paper.format != "synthesis":
        mine = WitnessRecord(
            witness="paper", source=paper.source, digest=paper.digest, measurements=len(own)
        )
        records.insert(0, mine)
    return tuple(records)


def _witness_findings(
    own: tuple[Measurement, ...], released: tuple[Measurement, ...], alignment: Alignment | None
) -> tuple[Finding, ...]:
    checked = (check(rows) for rows in (own, released) if rows for check in WITNESS_CHECKS.values())
    return (*(f for f in checked if f), *(alignment.findings if alignment else ()))
