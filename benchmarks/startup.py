"""How long does a short command take, a process each, and what of it is loading?

    python benchmarks/startup.py PAPER… [--repeat 10]

Prints the least processor time in milliseconds of a bare interpreter, `--help`, and `tables --json`
of each paper, and the modules that the last one loads, by package. The least of several, since
other work on the machine only ever adds; bytecode is written before the first is timed."""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
COMMAND = (sys.executable, "-m", "claimcheck")


def run(command: Sequence[str]) -> str:
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    return done.stderr


def processor_time(command: Sequence[str]) -> float:
    """Seconds of user and system time that the command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def tell(name: str, command: Sequence[str], repeat: int) -> None:
    run(command)
    print(f"{1000 * min(processor_time(command) for _ in range(repeat)):6.0f}  {name}")


def loading(command: Sequence[str]) -> Counter[str]:
    """Microseconds spent in the modules of each package."""
    spent: Counter[str] = Counter()
    timed = run((command[0], "-X", "importtime", *command[1:]))
    for own, module in re.findall(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)", timed):
        spent[module.partition(".")[0]] += int(own)
    return spent


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("papers", nargs="+", type=Path)
    options.add_argument("--repeat", type=int, default=10)
    given = options.parse_args()
    print(f"    ms  processor time, least of {given.repeat}")
    tell("python, doing nothing", (sys.executable, "-c", "pass"), given.repeat)
    tell("claimcheck --help", (*COMMAND, "--help"), given.repeat)
    for paper in given.papers:
        tell(
            f"claimcheck tables {paper.name}",
            (*COMMAND, "tables", str(paper), "--json"),
            given.repeat,
        )
    spent = loading((*COMMAND, "tables", str(given.papers[-1]), "--json"))
    print(f"{spent.total() / 1000:6.0f}  in modules, loaded once and timed:")
    for package, time in spent.most_common(12):
        print(f"{time / 1000:6.1f}  {package}")


if __name__ == "__main__":
    main()
