"""How long does a synthesis of 200 found works and 20 read papers take, besides the network?

    python benchmarks/synthesize.py FOLDER [--papers N] [--jobs N]

Takes the HTML papers below the folder, again and again under new titles where there are too few.
The search is answered
from memory: works are merged, ranked and screened elsewhere (`search.py` times that). Once with an
empty cache, once again with what was kept."""

from __future__ import annotations

import argparse
import itertools
import os
import re
import resource
import tempfile
import time
from pathlib import Path

from claimcheck.synthesize import Job, dossier, write, written_down

TITLE = re.compile(r"<h1[^>]*>")


def copies(folder: Path, into: Path, papers: int) -> list[str]:
    """So many papers, each with a number in its title, so that no two are one."""
    sources = sorted(p for p in folder.rglob("*.html"))
    made = []
    for number, source in zip(range(papers), itertools.cycle(sources), strict=False):
        text = source.read_text(encoding="utf-8")
        told = TITLE.sub(lambda m, n=number: f"{m.group()}{n} ", text, count=1)
        path = into / f"paper-{number}.html"
        path.write_text(told, encoding="utf-8")
        made.append(str(path))
    return made


def cpu() -> float:
    """Seconds of this process and of those that it waited for."""
    used = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path)
    options.add_argument("--papers", type=int, default=20)
    options.add_argument("--jobs", type=int, default=0)
    given = options.parse_args()
    question = "How do training choices influence accuracy and speed?"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CLAIMCHECK_CACHE"] = f"{folder}/cache"
        named = tuple(copies(given.folder, Path(folder), given.papers))
        job = Job(question, given=named, offline=True, jobs=given.jobs, output=Path(folder) / "out")
        for name in ("empty cache", "kept reports"):
            times, used = [time.perf_counter()], cpu()
            gathered = dossier(job)
            times.append(time.perf_counter())
            made = written_down(job, gathered)
            times.append(time.perf_counter())
            write(made, job.output)
            times.append(time.perf_counter())
            read, review, written = (b - a for a, b in itertools.pairwise(times))
            claims = sum(len(p.report.claims) for p in gathered.papers if p.report)
            print(
                f"{name:12} {len(named)} papers, {claims} claims: read and compare {read:6.2f} s, "
                f"review and compose {review:6.2f} s, render {written:6.2f} s, "
                f"together {times[-1] - times[0]:6.2f} s, {cpu() - used:6.2f} s CPU"
            )


if __name__ == "__main__":
    main()
