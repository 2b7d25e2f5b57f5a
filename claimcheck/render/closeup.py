"""What is there to see of one claim: its sentence, its verdicts, and the evidence for each?

On a terminal, where tables give way to the width, and as plain JSON values."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from claimcheck.errors import ClaimsError
from claimcheck.record import Report
from claimcheck.render.figures import Node, flat
from claimcheck.render.grids import Square, TableRows
from claimcheck.render.plain import line
from claimcheck.render.rows import ClaimView, Fact, FindingView, Proof, VerdictView
from claimcheck.render.standing import WORDS, standings
from claimcheck.render.terminal import NARROW, indented, mark
from claimcheck.render.view import view
from claimcheck.store import to_json

Detail = Literal["brief", "plain", "full"]
READ_AS = "read as"
SHOWN_ROWS = 40
"""Of a deciding table, on a terminal."""
LONGEST = 240
"""Characters of a caption."""
UNBOUNDED = 100_000
"""Columns of a terminal on which every table has its natural width."""


def explain(report: Report, claim_id: str, detail: Detail = "full") -> RenderableType:
    """One claim with its evidence. `plain` adds the deciding tables, how the sentence was read and
    each verdict's statistics on a line; `full` adds every statistic.

    Raises ClaimsError for an id that the report has not.
    """
    return Group(*_claim(_found(report, claim_id), WORDS[standings(report)[claim_id]], detail))


def values(report: Report, claim_id: str) -> dict[str, Any]:
    """The claim's record, its standing and verdicts, and the deciding tables with marked cells."""
    shown = _found(report, claim_id)
    tables = {t.id: t for v in shown.verdicts for t in v.tables}
    return {
        "paper": report.paper,
        "created": report.created,
        "standing": standings(report)[claim_id],
        "claim": next(to_json(c) | {"kind": c.kind} for c in report.claims if c.id == claim_id),
        "summary": [s.model_dump(mode="json") for s in report.summary if s.claim == claim_id],
        "verdicts": [to_json(v) for v in report.verdicts if v.claim == claim_id],
        "tables": [
            {
                "id": t.id,
                "caption": t.caption,
                "rows": [[{"text": s.text, "marked": s.marked} for s in row] for row in t.rows],
            }
            for t in tables.values()
        ],
    }


def _found(report: Report, claim_id: str) -> ClaimView:
    if any(c.id == claim_id for c in report.claims):
        alone = {
            "claims": tuple(c for c in report.claims if c.id == claim_id),
            "summary": tuple(s for s in report.summary if s.claim == claim_id),
            "verdicts": tuple(v for v in report.verdicts if v.claim == claim_id),
        }
        return view(report.model_copy(update=alone)).claims[0]
    claims = [c.id for c in report.claims]
    near = difflib.get_close_matches(claim_id, claims, n=3) or claims[:5]
    known = f"ids are like {', '.join(map(line, near))}" if near else "the report has no claims"
    raise ClaimsError(f"no claim {line(claim_id)} in the report", remedy=known)


def _claim(claim: ClaimView, standing: str, detail: Detail) -> Iterable[RenderableType]:
    yield Text.assemble((line(claim.row.id), "bold"), "  ", line(claim.row.kind))
    yield Text(f"“{line(claim.row.quote)}”")
    if claim.place:
        yield Text(line(claim.place), "dim")
    if detail != "brief":
        yield from _facts(f for f in claim.facts if f.name == READ_AS)
        yield Text(standing, "bold")
    for verdict in claim.verdicts:
        yield Text()
        yield from _verdict(verdict, detail)
    if claim.absent:
        yield Text()
        yield Text(
            f"no verdict from: {', '.join(f'{m.witness} ({m.word})' for m in claim.absent)}", "dim"
        )
    read = tuple(f for f in claim.facts if f.name != READ_AS) if detail != "brief" else ()
    for title, facts in (
        ("what the synthesis says of it", claim.stated),
        ("how it was read", read),
    ):
        if facts:
            yield from (Text(), Text(title, "bold"), *_facts(facts))


def _verdict(verdict: VerdictView, detail: Detail) -> Iterable[RenderableType]:
    yield Text.assemble((f"{verdict.mark.witness}: ", "bold"), mark(verdict.mark))
    said = [verdict.reason, verdict.because]
    said += [f"⚠ {c.code}: {c.means}" if c.means else f"⚠ {c.code}" for c in verdict.cautions]
    said += [f"could mean: {c}" for c in verdict.candidates]
    yield from (indented(text) for text in said if text)
    for table in verdict.tables if detail != "brief" else ():
        yield Padding(Deciding(table), (1, 0, 0, 2), expand=False)
    if verdict.proofs:
        yield Padding(Proofs(verdict.proofs), (0, 0, 0, 2), expand=False)
    for finding in verdict.findings:
        yield from _finding(finding, detail)
    if detail == "full":
        yield from _nodes(verdict.statistics, 2)
    elif detail == "plain":
        yield from (indented(f"{name}: {text}") for name, text in flat(verdict.statistics))


def _finding(finding: FindingView, detail: Detail) -> Iterable[RenderableType]:
    code = f" ⚠ {finding.caution.code}" if finding.caution else ""
    yield indented(f"{finding.check} ({finding.mark}){code}: {finding.says}")
    if detail == "full":
        yield from _nodes(finding.statistics, 4)


def _nodes(tree: Iterable[Node], indent: int) -> Iterable[RenderableType]:
    for node in tree:
        yield indented(f"{node.name}: {node.text}" if not node.below else node.name, indent)
        yield from _nodes(node.below, indent + 2)


def _facts(facts: Iterable[Fact]) -> Iterable[RenderableType]:
    return (indented(f"{fact.name}: {fact.text}") for fact in facts)


@dataclass(frozen=True)
class Proofs:
    """The figures that a verdict rests on: a table, or a list where the terminal is narrow."""

    proofs: tuple[Proof, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if options.max_width < NARROW - 2:
            yield from (Text(text, overflow="fold") for text in self._listed())
            return
        table = RichTable(box=box.SIMPLE_HEAD, pad_edge=False)
        for name in ("value", "where", "source"):
            table.add_column(name, overflow="fold")
        for proof in self.proofs:
            table.add_row(*(Text(line(t)) for t in (proof.value, proof.where, proof.source)))
        yield table

    def _listed(self) -> Iterable[str]:
        """A line each; a source that all of them share is named once."""
        sources = dict.fromkeys(line(p.source) for p in self.proofs)
        shared = len(sources) == 1 < len(self.proofs)
        for proof in self.proofs:
            where = line(proof.where) if shared else f"{line(proof.where)} ({line(proof.source)})"
            yield f"{line(proof.value)}: {where}"
        if shared:
            yield f"all in {next(iter(sources))}"


@dataclass(frozen=True)
class Deciding:
    """The rows of a table that decide a claim, the deciding cells in brackets. Where the terminal
    is too narrow for all columns, those without such a cell are left out; else cells are folded."""

    table: TableRows

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        named = line(
            f"{self.table.id}: {self.table.caption}" if self.table.caption else self.table.id
        )
        yield Text(_start(named), "bold", overflow="fold")
        every = list(range(self.table.columns))
        made = self._drawn(every)
        free = options.update(max_width=UNBOUNDED)
        if Measurement.get(console, free, made).maximum > options.max_width:
            kept = [c for c in every if self._needed(c)]
            made = self._drawn(kept)
            yield from _left_out(len(every) - len(kept), "column")
        yield made
        yield from _left_out(len(self.table.rows) - SHOWN_ROWS, "row")

    def _needed(self, column: int) -> bool:
        squares = [row[column] for row in self.table.rows]
        return any(s.marked for s in squares) or all(s.header for s in squares)

    def _drawn(self, columns: list[int]) -> RichTable:
        made = RichTable(box=box.SIMPLE, show_header=False, pad_edge=False)
        for _ in columns:
            made.add_column(overflow="fold")
        for index, row in enumerate(shown := self.table.rows[:SHOWN_ROWS]):
            below = shown[index + 1] if index + 1 < len(shown) else ()
            ends = _heads(row) and not _heads(below)
            made.add_row(*(_square(row[c]) for c in columns), end_section=ends)
        return made


def _heads(row: tuple[Square, ...]) -> bool:
    return bool(row) and all(square.header for square in row)


def _square(square: Square) -> Text:
    text = line(square.text)
    return Text(f"[{text}]", "bold reverse") if square.marked else Text(text)


def _start(caption: str) -> str:
    """A long caption up to the end of a sentence, or of a word."""
    if len(caption) <= LONGEST:
        return caption
    kept = caption[:LONGEST]
    if (end := kept.rfind(". ")) > 0:
        return kept[: end + 1]
    words = kept.rpartition(" ")[0]
    return f"{words if len(words) > LONGEST // 2 else kept} …"


def _left_out(number: int, what: str) -> Iterable[RenderableType]:
    if number > 0:
        yield Text(f"({number} more {what}{'s' * (number != 1)} not shown)", "dim")
