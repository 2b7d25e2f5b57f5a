"""How does a report become files?"""

from __future__ import annotations

from pathlib import Path

from claimcheck import claimset, listing, packing, reports, store, typeset
from claimcheck.errors import ClaimsError
from claimcheck.pipeline import Request, run_folders, verify
from claimcheck.record import Report
from claimcheck.render import BRIEFS, RENDERERS, latex

FILES = {
    "html": "index.html",
    "latex": "report.tex",
    "json": reports.FILE,
    "md": "report.md",
    "csv": "measurements.csv",
    "claimreview": "claimreview.jsonld",
    "ro-crate": "ro-crate-metadata.json",
    "sarif": "report.sarif",
    "github": "annotations.txt",
    "badge": "badge.svg",
}


def write_report(
    request: Request, formats: list[str] | None, output: Path, *, brief: bool = False
) -> tuple[Report, list[Path]]:
    """Verifies, renders and writes; without `formats` all that can be made on this machine. With
    `brief` the one page for a review, in each of its formats. With a report's page, the one that
    lists all reports of `output` is written anew."""
    known = BRIEFS if brief else RENDERERS
    usual = list(BRIEFS) if brief else ["html", "latex", "json"]
    wanted = formats or [*usual, *(["pdf"] if typeset.engine() else [])]
    unknown = [f for f in wanted if f not in (*known, "pdf")]
    if unknown:
        raise ClaimsError(
            f"no such format{' of --brief' if brief else ''}: {', '.join(unknown)}",
            remedy=f"choose of {', '.join([*known, 'pdf'])}",
        )
    report = verify(request)
    folder = output / claimset.slug(report.paper)
    files = _written(report, wanted, folder, brief=brief)
    if "ro-crate" in wanted:
        packed = packing.pack(report, folder, files, run_folders(request, report.paper))
        files += [file for file in packed if file not in files]  # the measurements may be in both
    if "html" in wanted and not brief:
        files.append(listing.refresh(output, talk=request.talk))
    return report, files


def _written(report: Report, wanted: list[str], folder: Path, *, brief: bool) -> list[Path]:
    """The files of a report; beside report.tex its figures and its table."""
    known = BRIEFS if brief else RENDERERS
    made: dict[str, str | bytes] = {}
    beside: dict[str, str | bytes] = {}
    for name in (f for f in wanted if f not in ("pdf", "ro-crate")):
        made[f"brief{Path(FILES[name]).suffix}" if brief else FILES[name]] = known[name](report)
    if not brief and {"latex", "pdf"} & set(wanted):
        beside = latex.beside(report)
    if "latex" in wanted:
        made |= beside
    for file, content in made.items():
        store.write(folder / file, content)
    files = [folder / file for file in made]
    if "pdf" in wanted:
        target = folder / ("brief.pdf" if brief else "report.pdf")
        files.append(typeset.compile_pdf(known["latex"](report), target, beside))
    return files
