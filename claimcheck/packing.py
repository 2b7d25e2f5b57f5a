"""Which files make a report a research object, and how do they get beside it?

Beside what was rendered stand the claims, all results as one table, the released table and the
records of the runs; `ro-crate-metadata.json` says what each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from claimcheck import claimset, reruns, store
from claimcheck.record import ClaimSet, Report, RunRecord
from claimcheck.render import frame, rocrate
from claimcheck.render.rocrate import Part

NAMES = {
    "index.html": "The report as a page",
    "report.tex": "The report as LaTeX",
    "report.pdf": "The report as PDF",
    "figures.pdf": "The figures of the LaTeX report, one a page",
    "claims-table.tex": "The table of claims, for another LaTeX document",
    "report.json": "The report as data: all that the other files show",
    "report.md": "The report as Markdown",
    "claimreview.jsonld": "Reviews of the claims for search engines",
    "report.sarif": "The claims that fail, for editors and code scanners",
    "annotations.txt": "The claims that fail, for a workflow run",
    "badge.svg": "How many claims add up, as a badge",
    "measurements.csv": "All results of the paper's tables and of the released files, as printed",
    "claims.yaml": "The claims as they were checked",
    "released.csv": "The results that the authors released",
}
ASKED = ("claims.yaml", "released.csv")
_RUN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")


def pack(report: Report, folder: Path, written: Sequence[Path], runs: Iterable[Path]) -> list[Path]:
    """Puts what the report rests on into `folder`, and describes it with the files `written` there.

    `runs` are the folders where records of runs lie. Returns what it wrote. Raises StoreError.
    """
    added = [*_claims(report, folder), *_released(report, folder)]
    records = _records(report, folder, list(runs))
    parts = [_part(folder, path) for path in dict.fromkeys((*written, *added))]
    parts += [_part(folder, path, run, ours) for run, (path, ours) in records.items()]
    metadata = folder / "ro-crate-metadata.json"
    store.write(metadata, rocrate.crate(report, parts))
    return [*added, *(path for path, _ in records.values()), metadata]


def _claims(report: Report, folder: Path) -> list[Path]:
    """The claims, and all measurements where there are any."""
    claims = ClaimSet(
        paper=report.paper, title=report.title, source=report.source, claims=report.claims
    )
    texts = {"claims.yaml": claimset.text(claims), "measurements.csv": frame.render(report)}
    kept = {folder / name: text for name, text in texts.items() if text}
    for path, text in kept.items():
        store.write(path, text)
    return list(kept)


def _released(report: Report, folder: Path) -> list[Path]:
    """The table of released results, where it is one file."""
    for witness in report.witnesses:
        source = Path(witness.source)
        if witness.witness == "released" and source.suffix == ".csv" and source.is_file():
            store.write(folder / "released.csv", source.read_bytes())
            return [folder / "released.csv"]
    return []


def _records(report: Report, folder: Path, sources: list[Path]) -> dict[str, tuple[Path, bool]]:
    """By run, a copy of the file from which the report has it, and whether that ships with us."""
    found: dict[str, tuple[Path, bool]] = {}
    for run in report.runs:
        places = [s / run.id / "result.json" for s in sources if _RUN.fullmatch(run.id)]
        for place in places:
            if place.is_file() and reruns.shown(store.load(place, RunRecord)) == run:
                copy = folder / "runs" / run.id / "result.json"
                store.write(copy, place.read_bytes())
                found[run.id] = copy, claimset.is_shipped(place)
                break
    return found


def _part(folder: Path, path: Path, run: str = "", ours: bool = False) -> Part:
    data = path.read_bytes()
    inside = path.relative_to(folder).as_posix()
    name = f"Record of the run {run}" if run else NAMES.get(inside, inside)
    return Part(inside, name, store.digest(data), len(data), run, inside in ASKED, ours)
