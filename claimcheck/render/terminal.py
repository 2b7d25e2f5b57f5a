"""What does a person at a terminal see: the summary, one claim explained, and a table as a grid?

Fields reach the terminal as `Text` without control characters, never as markup.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from claimcheck.errors import ClaimsError
from claimcheck.record import Report, Table
from claimcheck.render.figures import Node
from claimcheck.render.places import sized
from claimcheck.render.plain import line
from claimcheck.render.rows import ClaimView, Fact, FindingView, Mark, Proof, VerdictView, View
from claimcheck.render.standing import WITNESSES
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
            table.add_row(quote, *(_mark(m, narrow) for m in row.marks), Text(codes or "–"))
        if self.shown.rows:
            yield table
        if narrow:
            yield Text(
                "✓ supported  ✗ contradicted  ≈ no effect  ? undecided  – nothing said", "dim"
            )
        yield Text(line(self.shown.tally), "bold")
        yield Text(line(self.shown.notice))
        yield from (Text(f"warning: {line(w)}", "yellow") for w in self.shown.warnings)


def summary(report: Report) -> RenderableType:
    """One row a claim with the outcome for each witness, and how many of each there are."""
    return Overview(view(report))


def explain(report: Report, claim_id: str, *, full: bool = True) -> RenderableType:
    """One claim with its evidence; `full` adds every statistic and how the sentence was read.

    Raises ClaimsError for an id that the report has not.
    """
    claims = {c.row.id: c for c in view(report).claims}
    if claim_id not in claims:
        near = difflib.get_close_matches(claim_id, claims, n=3) or list(claims)[:5]
        known = f"ids are like {', '.join(map(line, near))}" if near else "the report has no claims"
        raise ClaimsError(f"no claim {line(claim_id)} in the report", remedy=known)
    return Group(*_claim(claims[claim_id], full))


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


def _claim(claim: ClaimView, full: bool) -> Iterable[RenderableType]:
    yield Text.assemble((line(claim.row.id), "bold"), "  ", line(claim.row.kind))
    yield Text(f"“{line(claim.row.quote)}”")
    if claim.place:
        yield Text(line(claim.place), "dim")
    for verdict in claim.verdicts:
        yield Text()
        yield from _verdict(verdict, full)
    if claim.absent:
        yield Text()
        yield Text(
            f"no verdict from: {', '.join(f'{m.witness} ({m.word})' for m in claim.absent)}", "dim"
        )
    for title, facts in (
        ("what the synthesis says of it", claim.stated),
        ("how it was read", claim.facts if full else ()),
    ):
        if facts:
            yield from (Text(), Text(title, "bold"), *_facts(facts))


def _verdict(verdict: VerdictView, full: bool) -> Iterable[RenderableType]:
    yield Text.assemble((f"{verdict.mark.witness}: ", "bold"), _mark(verdict.mark))
    said = [verdict.reason, verdict.because]
    said += [f"⚠ {c.code}: {c.means}" if c.means else f"⚠ {c.code}" for c in verdict.cautions]
    said += [f"could mean: {c}" for c in verdict.candidates]
    yield from (_indented(text) for text in said if text)
    if verdict.proofs:
        yield Padding(_evidence(verdict.proofs), (0, 0, 0, 2), expand=False)
    for finding in verdict.findings:
        yield from _finding(finding, full)
    if full:
        yield from _nodes(verdict.statistics, 2)


def _finding(finding: FindingView, full: bool) -> Iterable[RenderableType]:
    code = f" ⚠ {finding.caution.code}" if finding.caution else ""
    yield _indented(f"{finding.check} ({finding.mark}){code}: {finding.says}")
    if full:
        yield from _nodes(finding.statistics, 4)


def _evidence(proofs: Iterable[Proof]) -> RichTable:
    table = RichTable(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("value", "where", "source"):
        table.add_column(name, overflow="fold")
    for proof in proofs:
        table.add_row(*(Text(line(t)) for t in (proof.value, proof.where, proof.source)))
    return table


def _nodes(tree: Iterable[Node], indent: int) -> Iterable[RenderableType]:
    for node in tree:
        yield _indented(f"{node.name}: {node.text}" if not node.below else node.name, indent)
        yield from _nodes(node.below, indent + 2)


def _facts(facts: Iterable[Fact]) -> Iterable[RenderableType]:
    return (_indented(f"{fact.name}: {fact.text}") for fact in facts)


def _indented(text: str, indent: int = 2) -> Padding:
    return Padding(Text(line(text), overflow="fold"), (0, 0, 0, indent), expand=False)


def _mark(mark: Mark, narrow: bool = False) -> Text:
    said = f"{mark.symbol} {mark.word}" if mark.outcome and not narrow else mark.symbol
    return Text(said, STYLES[mark.outcome])
