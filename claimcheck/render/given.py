"""What does a synthesis say of itself, beside what was found?"""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from claimcheck.record import Cell, Finding, Given, Place, Report, Row, Table
from claimcheck.render import glossary
from claimcheck.render.plain import line

TITLE = "What the synthesis says of itself"
PREFIX = "synthesis-"
"""Of the checks that speak of the synthesis itself."""
HEADER = ("claim", "its flag", "its confidence", "found", "our confidence", "held by")
FLAGS = {True: "✓", False: "×", None: "–"}
LONGEST = 60
"""Characters of a quote in a table whose claims have names."""


def own(report: Report) -> tuple[Finding, ...]:
    """The checks of the synthesis itself; none for a paper."""
    return tuple(f for f in report.findings if report.given and f.check.startswith(PREFIX))


def table(given: Given) -> Table:
    """A line a claim: its flag and confidence, what was found, and which work holds it."""
    lines = [HEADER, *(_cells(row) for row in given.rows)]
    cells = (
        Cell(row=r, column=c, text=text)
        for r, line in enumerate(lines)
        for c, text in enumerate(line)
    )
    return Table(
        id="synthesis",
        caption="its flags and confidence, beside what was found",
        cells=tuple(cells),
        header_rows=1,
        header_columns=1,
        where=Place(source=given.source),
    )


def compared(report: Report) -> Iterable[RenderableType]:
    """The same at a terminal; nothing for a paper."""
    if report.given is None:
        return
    yield Text(f"\n{TITLE}", "bold")
    shown = RichTable(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in HEADER:
        shown.add_column(name, overflow="fold")
    for row in report.given.rows:
        shown.add_row(*(Text(line(text)) for text in _cells(row)))
    yield shown
    for finding in own(report):
        mark = {True: "✓", False: "✗", None: "–"}[finding.passed]
        yield Text(f"{mark} {line(finding.says)}")


def _cells(row: Row) -> tuple[str, ...]:
    short = f"“{row.quote[:LONGEST]}{'…' * (len(row.quote) > LONGEST)}”"
    said = row.stated
    confidence = "–" if said is None or said.confidence is None else str(said.confidence)
    flag = FLAGS[said.verified] if said else "in its prose"
    known = "–" if row.confidence is None else f"{row.confidence:.2f}"
    found = f"{glossary.SYMBOLS[row.outcome]} {row.outcome}"
    return (
        ", ".join(row.claims) or short, flag, confidence, found, known,
        row.work or "no work that it cites",
    )  # fmt: skip
