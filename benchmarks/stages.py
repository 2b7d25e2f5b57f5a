"""How long does each stage take on a paper, after start-up?

    python benchmarks/stages.py PAPER… [--released DIR] [--repeat 5]

Prints the median milliseconds of parsing, extracting, measuring and judging, and of the whole, one
line a paper. Compare versions in one run on one machine: machines are noisy."""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from claimcheck import pipeline
from claimcheck.extract import extract
from claimcheck.parsers import PARSERS
from claimcheck.sources import fetch
from claimcheck.witnesses import paper as paper_witness


def milliseconds(work: Callable[[], Any], repeat: int) -> float:
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("papers", nargs="+", type=Path)
    options.add_argument("--released", type=Path)
    options.add_argument("--repeat", type=int, default=5)
    given = options.parse_args()
    print(
        f"{'paper':32} {'parse':>8} {'extract':>8} {'measure':>8} {'verify':>8}"
        f"   ms, median of {given.repeat}"
    )
    for path in given.papers:
        document = fetch(str(path))
        paper = PARSERS[document.format](document)
        request = pipeline.Request(str(path), released=given.released)
        stages = (
            lambda d=document: PARSERS[d.format](d),
            lambda p=paper: extract(p),
            lambda p=paper: paper_witness.measure(p),
            lambda r=request: pipeline.verify(r),
        )
        row = " ".join(f"{milliseconds(stage, given.repeat):8.1f}" for stage in stages)
        print(f"{path.name[:32]:32} {row}")
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "claimcheck", "--help"], capture_output=True, check=True)
    print(f"claimcheck --help: {1000 * (time.perf_counter() - start):.0f} ms")


if __name__ == "__main__":
    main()
