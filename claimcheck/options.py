"""What can be said on the command line, whichever the command?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Source = Annotated[
    str, typer.Argument(metavar="SOURCE", help="Paper or synthesis; - reads standard input.")
]
Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE…", help="Papers or syntheses; - alone reads standard input."),
]
Jobs = Annotated[
    int,
    typer.Option("-j", "--jobs", min=0, metavar="N", help="Papers at a time; 0: all cores."),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="FORMAT", help="html, latex, pdf or synthesis, where it must be said."
    ),
]
VerifyFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="html, latex, pdf or synthesis, where it must be said; github prints annotations for "
        "a workflow run, sarif a log for editors and code scanners.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Offline = Annotated[
    bool, typer.Option("--offline", envvar="CLAIMCHECK_OFFLINE", help="Use the cache only.")
]
Refresh = Annotated[bool, typer.Option("--refresh", help="Ask again for what the cache holds.")]
ClaimsFile = Annotated[
    Path | None,
    typer.Option("--claims", metavar="FILE", help="Claims to use instead of extracting."),
]
Released = Annotated[
    Path | None,
    typer.Option(
        "--released", metavar="DIR|CSV", help="Released results: a folder of runs or a table."
    ),
]
ClaimId = Annotated[str | None, typer.Option("--claim", metavar="ID", help="Only this claim.")]
Explain = Annotated[
    str | None,
    typer.Option("--explain", metavar="CLAIM", help="How the verdicts on this claim came about."),
]
ExitZero = Annotated[
    bool, typer.Option("--exit-zero", help="Exit with 0 also where something is contradicted.")
]
Runs = Annotated[
    Path, typer.Option("--runs", metavar="DIR", help="Where the runs of reproduce are kept.")
]
Scale = Annotated[
    str, typer.Option("--scale", help="smoke, cpu, gpu or paper: how large the reruns are.")
]
Output = Annotated[
    Path, typer.Option("--output", metavar="DIR", help="Folder under which reports are written.")
]
Llm = Annotated[
    str | None,
    typer.Option(
        "--llm",
        metavar="URL",
        envvar="CLAIMCHECK_LLM",
        help="An OpenAI-compatible endpoint that may propose claims and names. Its key: "
        "CLAIMCHECK_LLM_KEY.",
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model", metavar="NAME", envvar="CLAIMCHECK_MODEL", help="Model to ask behind --llm."
    ),
]
Brief = Annotated[
    bool, typer.Option("--brief", help="One page for a review: brief.html, .tex, .md, .pdf.")
]
ReportFormats = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="LIST",
        help="Of html, latex, pdf, json, md, csv, claimreview, ro-crate, sarif, github, badge; by "
        "commas.",
    ),
]
