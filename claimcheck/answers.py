"""What does a command say in the end, and with which exit code?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from claimcheck.errors import ClaimsError
from claimcheck.voice import FAILED, VOICE, as_json, complain, line, say, show

if TYPE_CHECKING:
    from pathlib import Path

    from claimcheck.pipeline import Request
    from claimcheck.record import Report

PRINTED = ("github", "sarif")
"""Forms in which `verify` prints for other programs."""
KEPT = (
    "paper",
    "title",
    "origin",
    "source",
    "witnesses",
    "verdicts",
    "findings",
    "given",
    "warnings",
)


def told(report: Report) -> dict[str, Any]:
    """A report's verdicts and summary, as plain JSON values."""
    from claimcheck import store

    answer = store.to_json(report)
    rows = [s.model_dump(mode="json") for s in report.summary]
    return {name: answer[name] for name in KEPT if name in answer} | {"summary": rows}


def forms(format: str | None) -> tuple[str | None, str]:
    """What `verify --format` names: the form of the source, or the one to print."""
    return (None, format) if format in PRINTED else (format, "")


def printed(report: Report, form: str) -> None:
    """Prints the verdicts on one paper as `json`, or in one of the forms of `PRINTED`."""
    if form == "json":
        as_json("verdicts", told(report))
        return
    from claimcheck.render import RENDERERS

    line(RENDERERS[form](report).rstrip())


def leave(report: Report, exit_zero: bool) -> None:
    if not exit_zero and _is_contradicted(report):
        raise typer.Exit(1)


def _is_contradicted(report: Report) -> bool:
    return any(v.outcome == "contradicted" for v in report.verdicts)


def explain(request: Request, claim: str, json_: bool) -> Report:
    """Tells how the verdicts on one claim came about."""
    from claimcheck import pipeline, store

    report, way = pipeline.explain(request, claim)
    if json_:
        as_json("explanation", {"paper": report.paper} | store.to_json(way))
    else:
        from claimcheck.render import trace

        show(trace.explanation(way))
    return report


def report(
    request: Request,
    formats: str | None,
    output: Path,
    open_: bool,
    json_: bool,
    *,
    brief: bool = False,
) -> Report:
    """Writes a report, names its files and opens its page where that is asked for."""
    from claimcheck import publishing, store

    chosen = formats.split(",") if formats else None
    report, files = publishing.write_report(request, chosen, output, brief=brief)
    if json_:
        as_json("report", store.to_json(report) | {"files": [str(f) for f in files]})
    else:
        from claimcheck.render import terminal

        show(terminal.summary(report))
        for file in files:
            line(str(file))
    page = next((f for f in files if f.suffix == ".html"), None)
    if open_ and page:
        import webbrowser

        webbrowser.open(page.resolve().as_uri())
    return report


def refuse_several(**given: Any) -> None:
    """Options that belong to one paper. Raises ClaimsError."""
    for name, value in given.items():
        if value:
            raise ClaimsError(
                f"--{name} belongs to one paper", remedy="verify that paper by itself"
            )


def verify_many(
    sources: list[str], options: dict[str, Any], *, jobs: int, shown: str, exit_zero: bool
) -> None:
    """Verifies many papers on all cores and tells each; exits with 2 where one could not be had."""
    from claimcheck import corpus

    if "-" in sources:
        raise ClaimsError("standard input is one paper", remedy="name files, or - alone")
    refuse_several(**{"format sarif": shown == "sarif"})
    papers: list[dict[str, Any]] = []
    errors: list[dict[str, str]] = []
    contradicted = False
    with _progress(len(sources)) as done:
        for result in corpus.verify_all(sources, options, jobs=jobs, done=done):
            for notice in result.notices:
                say(notice)
            if result.report is None:
                assert result.error is not None
                complain(result.error)
                errors.append(
                    {
                        "source": result.reference,
                        "error": str(result.error),
                        "remedy": result.error.remedy,
                    }
                )
                continue
            contradicted = contradicted or _is_contradicted(result.report)
            if shown == "json":
                papers.append(told(result.report))
            elif shown:
                printed(result.report, shown)
            else:
                _shown(result.reference, result.report)
    if shown == "json":
        as_json("verdicts", {"papers": papers, "errors": errors})
    if errors:
        raise typer.Exit(FAILED)
    if contradicted and not exit_zero:
        raise typer.Exit(1)


def _shown(reference: str, report: Report) -> None:
    from claimcheck.render import terminal

    line(reference)
    show(terminal.summary(report))


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error, where that is a terminal."""
    if VOICE.quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("papers", total=total)
        yield lambda: bar.advance(task)
