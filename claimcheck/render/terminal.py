"""What does a person at a terminal see: the summary of a report, and a table as a grid?

Fields reach the terminal as `Text` without control characters, never as markup.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from claimcheck.record import Report, Table
from claimcheck.render.given import compared
from claimcheck.render.heading import notice
from claimcheck.render.places import sized
from claimcheck.render.plain import line
from claimcheck.render.rows import Mark, View
from claimcheck.render.standing import WITNESSES, counted, summaries
from claimcheck.render.view import view

STYLES = {
    "supported": "green",
    "contradicted": "bold red",
    "no-effect": "cyan",
    "undecided": "yellow",
    None: "dim",
}
NARROW = 80
"""Below this many columns the outcomes are signs alone, explained once below the table."""

WHOLE = 8
"""Words and numbers of so many letters are never folded in a table; else it runs over the edge."""


@dataclass(frozen=True)
class Overview:
    """The claim table, as wide as the terminal allows."""

    shown: View

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        narrow = options.max_width < NARROW
        table = RichTable(box=box.SIMPLE_HEAD, pad_edge=False)
        table.add_column("claim", overflow="fold", ratio=3)
        for name in WITNESSES:
            table.add_column(name[:3] if narrow else name, no_wrap=True)
        table.add_column("cautions", overflow="fold", ratio=1)
        for row in self.shown.rows:
            quote = Text.assemble((line(row.id), "bold"), " ", line(row.quote))
            codes = line(", ".join(c.code for c in row.cautions))
            table.add_row(quote, *(mark(m, narrow) for m in row.marks), Text(codes or "–"))
        if self.shown.rows:
            yield table
        if narrow:
            yield Text(
                "✓ supported  ✗ contradicted  ≈ no effect  ? undecided  – nothing said", "dim"
            )
        yield Text(line(f"{counted(len(self.shown.rows))} · {self.shown.tally}"), "bold")
        yield Text(line(self.shown.notice))
        yield from (Text(f"warning: {line(w)}", "yellow") for w in self.shown.warnings)


def summary(report: Report) -> RenderableType:
    """One row a claim with the outcome for each witness, and how many of each there are; of a
    synthesis also what it says of itself."""
    rows = {"claims": (), "verdicts": (), "tables": (), "measurements": ()}
    bare = report.model_copy(update=rows | {"summary": tuple(summaries(report).values())})
    return Group(Overview(replace(view(bare), notice=notice(report))), *compared(report))


def grid(table: Table) -> RenderableType:
    """The table in columns, spans written out; where the terminal is narrower, cells are folded,
    numbers are not."""
    title = Text(line(f"{table.id}: {table.caption}" if table.caption else table.id), "bold")
    if not sized(table):
        return Group(title, Text("(too large to be shown)"))
    rows = table.grid
    made = RichTable(box=box.SIMPLE_HEAD, show_header=False, pad_edge=False)
    for column in zip(*rows, strict=True):
        longest = max(len(word) for text in column for word in ("", *line(text).split()))
        made.add_column(overflow="fold", min_width=min(longest, WHOLE))
    for index, row in enumerate(rows):
        last = index == table.header_rows - 1
        made.add_row(*(Text(line(text)) for text in row), end_section=last)
    return Group(title, made) if rows else title


def indented(text: str, indent: int = 2) -> Padding:
    """One line of text, folded where the terminal ends, behind so many blanks."""
    return Padding(Text(line(text), overflow="fold"), (0, 0, 0, indent), expand=False)


def mark(mark: Mark, narrow: bool = False) -> Text:
    said = f"{mark.symbol} {mark.word}" if mark.outcome and not narrow else mark.symbol
    return Text(said, STYLES[mark.outcome])
