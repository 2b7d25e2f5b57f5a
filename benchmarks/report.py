"""How long does each format of a report take, on a paper of many claims?

    python benchmarks/report.py [--claims 500] [--repeat 3] [--report report.json]

Writes an invented paper with so many claims about one table, verifies it, and prints the median
milliseconds of processor time of each renderer, of the terminal's summary and of one claim shown.
With `--report`, a report that was written before is rendered instead."""

from __future__ import annotations

import argparse
import io
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console

from claimcheck import reports
from claimcheck.pipeline import Request, verify
from claimcheck.record import Report
from claimcheck.render import RENDERERS, closeup, terminal

BENCHMARKS = 10


def paper(claims: int) -> str:
    """A page with a table of `claims` results and a sentence about each; every fifth is false."""
    rows = -(-claims // BENCHMARKS)
    heads = "".join(f"<th>Bench{b}</th>" for b in range(BENCHMARKS))
    body, said = [], []
    for row in range(rows):
        values = [50 + (37 * row + 11 * b) % 400 / 10 for b in range(BENCHMARKS)]
        body.append(f"<tr><td>Net{row}</td>{''.join(f'<td>{v:.1f}</td>' for v in values)}</tr>")
        for b, value in enumerate(values):
            wrong = 3 if (row + b) % 5 == 0 else 0
            said.append(f"Net{row} reaches an accuracy of {value + wrong:.1f}% on Bench{b}.")
    table = f"<tr><th>Method</th>{heads}</tr>{''.join(body)}"
    text = "".join(f"<p>{s}</p>" for s in said[:claims])
    return (
        "<html><head><title>Many Claims</title></head><body><h1>Many Claims</h1>"
        f"<h2>Results</h2>{text}<table><caption>Table 1: Accuracy (%).</caption>{table}</table>"
        "</body></html>"
    )


def verified(claims: int) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.html"
        path.write_text(paper(claims), encoding="utf-8")
        return verify(Request(str(path)))


def printed(view: Any) -> str:
    screen = Console(file=(out := io.StringIO()), width=120)
    screen.print(view)
    return out.getvalue()


def milliseconds(work: Callable[[], str], repeat: int) -> tuple[float, int]:
    times, size = [], 0
    for _ in range(repeat):
        start = time.process_time()
        size = len(work().encode())
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times), size


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--claims", type=int, default=500)
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--report", type=Path)
    given = options.parse_args()
    start = time.process_time()
    report = reports.read(given.report) if given.report else verified(given.claims)
    print(f"{len(report.claims)} claims, read or verified in {time.process_time() - start:.1f} s")
    first = report.claims[0].id
    works: dict[str, Callable[[], str]] = {
        **{name: lambda r=render: r(report) for name, render in RENDERERS.items()},
        "terminal": lambda: printed(terminal.summary(report)),
        "show": lambda: printed(closeup.explain(report, first)),
    }
    for name, work in works.items():
        took, size = milliseconds(work, given.repeat)
        print(f"{name:12} {took:9.1f} ms {size / 1000:10.1f} kB")


if __name__ == "__main__":
    main()
