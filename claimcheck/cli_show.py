"""What is there to see of one claim, and where does it come from? The command `show`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimcheck.asking import verifying
from claimcheck.errors import ClaimsError
from claimcheck.options import ClaimsFile, Json, Offline, Released, Runs
from claimcheck.voice import VOICE, as_json, say, show

if TYPE_CHECKING:
    from claimcheck.record import Report


def show_command(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="Id of the claim.")],
    source: Annotated[
        str | None,
        typer.Argument(metavar="[SOURCE]", help="Paper as for verify, or a report.json."),
    ] = None,
    paper: Annotated[
        str | None,
        typer.Option(
            "--paper", metavar="ID", help="Default: the one whose report, else plan, has the claim."
        ),
    ] = None,
    reports: Annotated[
        Path, typer.Option("--reports", metavar="DIR", help="Where finished reports are kept.")
    ] = Path("reports"),
    released: Released = None,
    claims: ClaimsFile = None,
    runs: Runs = Path("runs"),
    json_: Json = False,
    offline: Offline = False,
) -> None:
    """Show one claim with its evidence: the deciding cells, the arithmetic, the statistics.

    A finished report is read where there is one; else the claim is verified now.
    """
    if source and paper:
        raise ClaimsError("a SOURCE and --paper name two papers", remedy="leave one of them out")
    afresh = released is not None or claims is not None
    file = None if afresh else _report(claim, source, paper, reports)
    if file is not None:
        from claimcheck import reports as shelf

        report = shelf.read(file)
        say(f"as of {report.created or 'an unknown time'}, from {file}")
    else:
        report = _verified(
            claim, source or paper or _planned(claim),
            released=released, claims=claims, runs=(runs,), published_runs=True, offline=offline,
        )  # fmt: skip
    _print(report, claim, json_)


def _report(claim: str, source: str | None, paper: str | None, folder: Path) -> Path | None:
    """The finished report that is to be read; None where the claim has to be verified."""
    from claimcheck import reports

    if source is not None:
        return Path(source) if source.endswith(".json") else None
    return reports.of(paper, folder) if paper else reports.holding(claim, folder)


def _planned(claim: str) -> str:
    """The paper whose plan of reruns names the claim."""
    from claimcheck import claimset

    for folder in claimset.planned():
        plan = claimset.plan(folder)
        if claim in plan.claims:
            return plan.paper
    raise ClaimsError(
        f"no report and no plan has a claim {claim}",
        remedy="name its paper: claimcheck show CLAIM SOURCE",
    )


def _verified(claim: str, source: str, **options: Any) -> Report:
    from claimcheck import pipeline

    return pipeline.verify(verifying(source, claim=claim, **options))


def _print(report: Report, claim: str, json_: bool) -> None:
    from claimcheck.render import closeup

    if json_:
        as_json("claim", closeup.values(report, claim))
    else:
        show(closeup.explain(report, claim, "full" if VOICE.verbose else "plain"))
