"""Is that number true? Parses the command line, calls the pipeline, prints, and sets the exit
code."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from claimcheck import __version__, answers, cli_search, cli_show, cli_synthesize
from claimcheck.asking import asked, verifying
from claimcheck.errors import ClaimcheckError, ClaimsError
from claimcheck.options import (
    Brief,
    ClaimId,
    ClaimsFile,
    ExitZero,
    Explain,
    Format,
    Jobs,
    Json,
    Llm,
    Model,
    Offline,
    Output,
    Refresh,
    Released,
    ReportFormats,
    Runs,
    Scale,
    Source,
    Sources,
    VerifyFormat,
)
from claimcheck.voice import VOICE, as_json, complain, line, say, show

app = typer.Typer(
    name="claimcheck",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # boxes take as long to load as all the rest
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Puts every numeric claim of a paper to three witnesses: "
    "the paper's own tables, the released results, a rerun.",
    epilog="SOURCE: an arXiv id, the address of a paper, a local .html, .tex, LaTeX folder, "
    "e-print .tar.gz, .pdf, a synthesis .txt or .md, or - for standard input. "
    "Exit codes: 0 nothing contradicted, 1 something contradicted, 2 could not run.",
)


def _version(asked: bool) -> None:
    if asked:
        print(f"claimcheck {__version__}")
        raise typer.Exit


@app.callback()
def options(
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="Say nothing but errors on standard error.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="Say also what is fetched and read.")
    ] = False,
    # Eager, or the command that is not there would be missed first.
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the version and stop."
        ),
    ] = False,
) -> None:
    VOICE.quiet, VOICE.verbose = quiet, verbose


@app.command("fetch")
def fetch_command(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE…", help="Papers or syntheses.")],
    format: Format = None,
    json_: Json = False,
    offline: Offline = False,
    refresh: Refresh = False,
) -> None:
    """Bring papers into the cache: HTML first, then e-print, then PDF.

    Of a synthesis also what it cites.
    """
    from claimcheck.document import Paper
    from claimcheck.reading import Request, fetch_all

    rows: list[dict[str, Any]] = []
    failed = False
    for source in sources:
        for item in fetch_all(
            asked(Request, source, format=format, offline=offline, refresh=refresh)
        ):
            if isinstance(item, Paper):
                rows.append({"id": item.id, "format": item.format, "source": item.source,
                             "digest": item.digest,
                             "title": item.title, "tables": len(item.tables)})  # fmt: skip
                line("" if json_ else f"{item.id}\t{item.format}\t{item.title}\t{item.source}")
            else:
                failed = True
                complain(item)
    if json_:
        as_json("papers", {"papers": rows})
    if failed:
        raise typer.Exit(2)


@app.command("tables")
def tables_command(
    source: Source,
    format: Format = None,
    filled: Annotated[
        bool | None,
        typer.Option(
            "--filled/--once",
            help="In JSON, a spanning cell's text in each of its places, or in the first alone; of "
            "a PDF, where spans are inferred from the layout, the first is the default.",
        ),
    ] = None,
    json_: Json = False,
    offline: Offline = False,
    refresh: Refresh = False,
) -> None:
    """Print every table of a paper as a grid."""
    from claimcheck.reading import Request, read

    paper = read(asked(Request, source, format=format, offline=offline, refresh=refresh))
    if json_:
        filled = paper.format != "pdf" if filled is None else filled
        fields = ("id", "label", "caption", "header_rows", "header_columns", "doubts")
        rows = [
            {n: getattr(t, n) for n in fields} | {"grid": t.grid if filled else t.printed}
            for t in paper.tables
        ]
        as_json("tables", {"source": paper.source, "filled": filled, "tables": rows})
        return
    from claimcheck.render import terminal

    for table in paper.tables:
        show(terminal.grid(table))
    many = len(paper.tables)
    say(f"{many} {'table' if many == 1 else 'tables'} in {paper.source}")


@app.command("extract")
def extract_command(
    source: Source,
    format: Format = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FILE", help="Default: claims/<id>/claims.yaml; - prints it."
        ),
    ] = None,
    llm: Llm = None,
    model: Model = None,
    json_: Json = False,
    offline: Offline = False,
    refresh: Refresh = False,
) -> None:
    """Turn the numeric claims of a paper into records.

    Claims that a person reviewed are never overwritten.
    """
    from claimcheck import claimset, pipeline, store

    printed = str(output) == "-"
    claims, path = pipeline.extract_claims(
        verifying(source, format=format, offline=offline, refresh=refresh, llm=llm, model=model),
        None if printed else output,
        keep=not printed and (not json_ or output is not None),
    )
    if json_:
        rows = [store.to_json(c) | {"kind": c.kind} for c in claims.set.claims]
        as_json("claims", {"paper": claims.set.paper, "origin": claims.origin, "claims": rows})
        return
    if printed:
        line(claimset.text(claims.set))
        return
    for claim in claims.set.claims:
        line(f"{claim.id}\t{claim.kind}\t{claim.quote}")
    say(f"{len(claims.set.claims)} claims{f' in {path}' if path else ''}")


@app.command("verify")
def verify_command(
    sources: Sources,
    format: VerifyFormat = None,
    released: Released = None,
    claims: ClaimsFile = None,
    claim: ClaimId = None,
    explain: Explain = None,
    runs: Runs = Path("runs"),
    llm: Llm = None,
    model: Model = None,
    jobs: Jobs = 0,
    json_: Json = False,
    exit_zero: ExitZero = False,
    offline: Offline = False,
    refresh: Refresh = False,
) -> None:
    """Put the claims to the paper's own tables, to the released results, and to finished reruns.

    Several papers are verified at a time, and one that cannot be read leaves the others alone.
    """
    format, shown = answers.forms(format)
    read: dict[str, Any] = {"format": format, "offline": offline, "refresh": refresh}
    read |= {"runs": (runs,), "published_runs": True}
    if len(sources) > 1:
        answers.refuse_several(
            released=released, claims=claims, claim=claim, explain=explain, llm=llm
        )
        answers.verify_many(
            sources, read, jobs=jobs, shown="json" if json_ else shown, exit_zero=exit_zero
        )
        return
    request = verifying(
        sources[0], released=released, claims=claims, claim=claim, llm=llm, model=model, **read
    )
    if explain:
        answers.leave(answers.explain(request, explain, json_), exit_zero)
        return
    from claimcheck import pipeline

    report = pipeline.verify(request)
    if json_ or shown:
        answers.printed(report, "json" if json_ else shown)
    else:
        from claimcheck.render import closeup, terminal

        one = (
            closeup.explain(report, claim, "full" if VOICE.verbose else "brief") if claim else None
        )
        show(one or terminal.summary(report))
    answers.leave(report, exit_zero)


@app.command("reproduce")
def reproduce_command(
    claim: ClaimId = None,
    paper: Annotated[
        str | None,
        typer.Option("--paper", metavar="ID", help="Default: the paper whose plan has the claim."),
    ] = None,
    scale: Scale = "cpu",
    seeds: Annotated[
        int | None, typer.Option("--seeds", min=1, help="Default: what the plan says.")
    ] = None,
    arms: Annotated[
        str | None,
        typer.Option(
            "--arms", metavar="LIST", help="Arms besides the plan's; all: a whole table's."
        ),
    ] = None,
    runs: Runs = Path("runs"),
    backend: Annotated[
        str, typer.Option("--backend", help="local, or ray: the cluster that RAY_ADDRESS names.")
    ] = "local",
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="Runs at a time; 0: all cores.")] = 0,
    device: Annotated[str, typer.Option("--device", help="cpu or cuda.")] = "cpu",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="List the runs and stop before the first.")
    ] = False,
    json_: Json = False,
    exit_zero: ExitZero = False,
    offline: Offline = False,
) -> None:
    """Run the experiments behind a claim, and put the claim to what comes out.

    Finished runs are never run again; a killed one goes on where it was. Without --claim every
    claim of --paper is rerun.
    """
    from claimcheck import reproduce

    if not claim and not paper:
        raise ClaimsError("which claim?", remedy="name one with --claim, or all with --paper ID")
    job = reproduce.Job(
        claim=claim, paper=paper, scale=scale, seeds=seeds,
        arms=tuple(a.strip() for a in arms.split(",")) if arms else (),
        runs=runs, backend=backend, jobs=jobs, device=device, quiet=VOICE.quiet, talk=say,
    )  # fmt: skip
    if dry_run:
        todo = reproduce.planned(job)
        if json_:
            rows = [c.model_dump(mode="json") | {"name": c.name} for c in todo.cells]
            as_json("plan", {"paper": todo.paper, "claims": todo.claims, "runs": rows})
            return
        for cell in todo.cells:
            line(f"{cell.name}\t{','.join(cell.benchmarks)}")
        say(f"{len(todo.cells)} runs for {', '.join(todo.claims)}")
        return
    report = reproduce.reproduce(job, offline=offline)
    if json_:
        answers.printed(report, "json")
    else:
        from claimcheck.render import closeup, terminal

        if claim:
            show(closeup.explain(report, claim, "full" if VOICE.verbose else "brief"))
        show(terminal.summary(report))
    answers.leave(report, exit_zero)


@app.command("report")
def report_command(
    source: Annotated[str, typer.Argument(metavar="ID", help="Paper, as for verify.")],
    format: ReportFormats = None,
    output: Output = Path("reports"),
    released: Released = None,
    claims: ClaimsFile = None,
    runs: Runs = Path("runs"),
    llm: Llm = None,
    model: Model = None,
    brief: Brief = False,
    open_: Annotated[bool, typer.Option("--open", help="Open the HTML page in a browser.")] = False,
    json_: Json = False,
    offline: Offline = False,
    refresh: Refresh = False,
) -> None:
    """Write reports/<id>/index.html, report.tex and report.json.

    Also report.pdf where a TeX engine is there. Beside report.tex lie figures.pdf and
    claims-table.tex, to input.
    """
    request = verifying(
        source, released=released, claims=claims, offline=offline, refresh=refresh,
        runs=(runs,), published_runs=True, llm=llm, model=model,
    )  # fmt: skip
    answers.report(request, format, output, open_, json_, brief=brief)


app.command("show")(cli_show.show_command)


@app.command("run")
def run_command(
    source: Source,
    format: ReportFormats = None,
    output: Output = Path("reports"),
    released: Released = None,
    claims: ClaimsFile = None,
    scale: Scale = "smoke",
    runs: Runs = Path("runs"),
    skip: Annotated[
        str | None, typer.Option("--skip", metavar="STAGE", help="reproduce: makes no runs.")
    ] = None,
    llm: Llm = None,
    model: Model = None,
    exit_zero: ExitZero = False,
    json_: Json = False,
    offline: Offline = False,
    refresh: Refresh = False,
) -> None:
    """All of it: extract, verify, reproduce where a plan says how, report."""
    if skip not in (None, "reproduce"):
        raise ClaimsError(f"{skip} cannot be skipped", remedy="--skip reproduce is what there is")
    request = verifying(
        source, released=released, claims=claims, offline=offline, refresh=refresh,
        runs=(runs,), published_runs=True, llm=llm, model=model,
    )  # fmt: skip
    if not skip:
        from claimcheck import reproduce

        reproduce.rerun(source, scale, runs, quiet=VOICE.quiet, talk=say)
    answers.leave(answers.report(request, format, output, False, json_), exit_zero)


app.command("search")(cli_search.search_command)
app.command("synthesize")(cli_synthesize.synthesize_command)


@app.command("schema")
def schema_command() -> None:
    """Print the JSON Schemas of all records."""
    from claimcheck import literature, record
    from claimcheck.record import SCHEMA_VERSION

    known = record.RECORDS | literature.RECORDS
    schemas = {name: one.model_json_schema() for name, one in known.items()}
    as_json("schema", {"schema_version": SCHEMA_VERSION, "records": schemas})


def main() -> None:
    """Runs the command line; an error of ours becomes its message and remedy, and exit code 2."""
    # No record has one, and the search reads the metadata of every package that is installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        app()
    except ClaimcheckError as error:
        sys.exit(complain(error))
