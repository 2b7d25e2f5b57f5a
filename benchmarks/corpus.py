"""How fast is a corpus read and checked: papers a second, peak memory, and each stage's share?

    python benchmarks/corpus.py FOLDER [--limit N] [--jobs N]

Takes every .html, .tex, .tar.gz, .pdf and synthesis file below the folder. First the stages of each
paper in this process (CPU seconds of parse, extract, verify), then the whole corpus with one
process and with all cores, side by side in one run, since machines are noisy. For one paper's
stages with repeats see `stages.py`."""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from claimcheck.corpus import cores, verify_all
from claimcheck.errors import ClaimcheckError
from claimcheck.extract import extract
from claimcheck.parsers import PARSERS
from claimcheck.pipeline import Request, verify
from claimcheck.sources import fetch

SUFFIXES = (".html", ".tex", ".tar.gz", ".pdf", ".txt", ".md")
STAGES = ("parse", "extract", "verify")


def papers(folder: Path) -> list[str]:
    return sorted(str(p) for p in folder.rglob("*") if p.name.endswith(SUFFIXES))


def timed(spent: dict[str, float], stage: str, work: Callable[[], Any]) -> Any:
    start = time.process_time()
    result = work()
    spent[stage] += time.process_time() - start
    return result


def stages(references: list[str]) -> tuple[dict[str, float], int]:
    """CPU seconds of each stage over all papers, and how many papers could not be read. Verifying
    reads and extracts, too: what is left of it is the third stage."""
    spent, failed = dict.fromkeys((*STAGES, "whole"), 0.0), 0
    for reference in references:
        try:
            timed(spent, "whole", lambda r=reference: verify(Request(r, offline=True)))
            document = fetch(reference, offline=True)
            paper = timed(spent, "parse", lambda d=document: PARSERS[d.format](d))
            timed(spent, "extract", lambda p=paper: extract(p))
        except ClaimcheckError as error:
            failed += 1
            print(f"{reference}: {error}", file=sys.stderr)
    spent["verify"] = max(spent["whole"] - spent["parse"] - spent["extract"], 0.0)
    return spent, failed


def whole(references: list[str], jobs: int) -> tuple[float, float]:
    """Wall seconds for the corpus, start of the processes included, and CPU seconds."""
    before, start = cpu(), time.perf_counter()
    for result in verify_all(references, {"offline": True}, jobs=jobs):
        del result
    return time.perf_counter() - start, cpu() - before


def cpu() -> float:
    used = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def megabytes(who: int) -> float:
    """The largest that a process has been."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(who).ru_maxrss * unit / 1e6


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path)
    options.add_argument("--limit", type=int)
    options.add_argument("--jobs", type=int, default=cores(), help="default: all cores")
    given = options.parse_args()
    references = papers(given.folder)[: given.limit]
    stages(references[:1])  # loads everything
    if not references:
        options.error(f"no papers below {given.folder}")
    spent, failed = stages(references)
    count = len(references)
    print(f"{count} papers, {failed} not read")
    for stage in STAGES:
        each = 1000 * spent[stage] / count
        print(f"{stage:8} {spent[stage]:8.2f} s CPU {each:8.0f} ms a paper")
    for jobs in dict.fromkeys((1, given.jobs)):
        wall, used = whole(references, jobs)
        who = resource.RUSAGE_SELF if jobs == 1 else resource.RUSAGE_CHILDREN
        print(
            f"{jobs:2} cores {wall:8.2f} s {count / wall:8.2f} papers a second "
            f"{used:8.2f} s CPU {megabytes(who):8.0f} MB at most in one process"
        )


if __name__ == "__main__":
    main()
