"""What do the papers say, and does it hold? The command that answers a research question."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli_search import Fields, Indexes, Years, listed
from claimcheck.errors import ClaimsError
from claimcheck.options import ExitZero, Jobs, Json, Model, Offline, Output, Refresh, Runs
from claimcheck.voice import VOICE, as_json, line, say, silent

if TYPE_CHECKING:
    from claimcheck.literature import Synthesis
    from claimcheck.llm import Endpoint
    from claimcheck.synthesize import Job


def synthesize_command(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In words, quoted.")],
    more: Annotated[
        list[str] | None, typer.Argument(metavar="[PAPER]…", help="Further papers of --from.")
    ] = None,
    papers: Annotated[
        int, typer.Option("--papers", min=1, metavar="N", help="Papers to read.")
    ] = 10,
    given: Annotated[
        list[str] | None,
        typer.Option(
            "--from",
            metavar="PAPER",
            help="Papers to read instead of a search: files or arXiv ids, several behind one "
            "another.",
        ),
    ] = None,
    sources: Indexes = None,
    years: Years = None,
    fields: Fields = None,
    output: Output = Path("reports"),
    runs: Runs = Path("runs"),
    llm: Annotated[
        str | None,
        typer.Option(
            "--llm",
            metavar="URL",
            envvar="CLAIMCHECK_LLM",
            help="An OpenAI-compatible endpoint that may add review scores and reword sentences, "
            "each checked and marked. Its key: CLAIMCHECK_LLM_KEY.",
        ),
    ] = None,
    model: Model = None,
    jobs: Jobs = 0,
    json_: Json = False,
    exit_zero: ExitZero = False,
    offline: Offline = False,
    refresh: Refresh = False,
) -> None:
    """Answer a question from papers whose claims are checked first.

    Searches the literature indexes, reads the best papers, puts their claims to the results behind
    them, and writes what holds, what does not, and how sure that is. A killed run goes on where it
    was.
    """
    from claimcheck.sources.query import years_of
    from claimcheck.synthesize import Job, synthesize

    if more and not given:
        raise ClaimsError(
            f"more than one question: {more[0]}",
            remedy="put the question into quotation marks, and --from before papers",
        )
    job = Job(
        question, papers=papers, given=(*(given or ()), *(more or ())), indexes=listed(sources),
        years=years_of(years) if years else None, fields=listed(fields) or (), offline=offline,
        refresh=refresh, jobs=jobs, runs=(runs,), output=output, talk=say,
        progress=say if VOICE.verbose else silent, model=_endpoint(llm, model, offline),
    )  # fmt: skip
    with _watched(job) as watched:
        made, files = synthesize(watched)
    if json_:
        _print(made, files)
    else:
        for statement in made.answer:
            line(statement.text)
        for file in files:
            line(str(file))
    if not exit_zero and _is_contradicted(made):
        raise typer.Exit(1)


def _endpoint(llm: str | None, model: str | None, offline: bool) -> Endpoint | None:
    if not llm:
        return None
    from claimcheck.llm import Endpoint

    return Endpoint.of(llm, model or "", offline=offline)


def _print(made: Synthesis, files: list[Path]) -> None:
    from claimcheck.store import to_json

    as_json("synthesis", to_json(made) | {"files": [str(f) for f in files]})


def _is_contradicted(made: Synthesis) -> bool:
    reports = (p.report for p in made.dossier.papers if p.report)
    return any(v.outcome == "contradicted" for r in reports for v in r.verdicts)


@contextmanager
def _watched(job: Job) -> Iterator[Job]:
    """The job with a bar on standard error for each of its stages, where that is a terminal."""
    if VOICE.quiet or not sys.stderr.isatty():
        yield job
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:

        def stage(name: str, total: int) -> None:
            for task in bar.tasks:
                bar.remove_task(task.id)
            bar.add_task(name, total=total or None)

        def done(steps: int) -> None:
            if bar.tasks:
                bar.advance(bar.tasks[-1].id, steps)

        yield replace(job, stage=stage, done=done, talk=bar.console.out)
