"""What of a paper is sent, in which pieces?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from claimcheck.extract.prose import Passage
from claimcheck.record import Claim, Measurement, Table, Verdict

PART = 9_000
"""Characters of prose in one question."""
TABLES = 12_000
"""Characters of tables in one question."""
CLAIMS = 8
"""Claims in one question."""
WIDEST = 120
"""Characters of a name, and of a cell."""
MOST_CELLS = 2_000
AROUND = 3
"""Sentences before a claim that are sent with it."""


def parts(passages: Iterable[Passage]) -> Iterator[str]:
    """The prose by sections, several in one piece or one section in several."""
    piece, section = "", ""
    for passage in passages:
        text = " ".join(passage.sentence.text.split())[:PART]
        heading = f"\n\n{passage.block.where.section or passage.block.kind}\n"
        added = (heading if heading != section else "") + f"{text} "
        if piece and len(piece) + len(added) > PART:
            yield piece.strip()
            piece, added = "", f"{heading}{text} "
        section = heading
        piece += added
    if piece.strip():
        yield piece.strip()


def grids(tables: Sequence[Table]) -> str:
    """The tables as text, cells parted by bars, as many as there is room for."""
    made: list[str] = []
    room = TABLES
    for table in tables:
        text = _grid(table)
        if len(text) <= room:
            made.append(text)
            room -= len(text)
    return "\n\n".join(made)


def _grid(table: Table) -> str:
    head = f"table {table.id}: {' '.join(table.caption.split())[:600]}"
    if sum(c.rowspan * c.colspan for c in table.cells) > MOST_CELLS:
        return head
    rows = [" | ".join(_short(text) for text in row) for row in table.grid]
    return "\n".join((head, *rows))


def _short(text: str) -> str:
    return " ".join(text.split())[:WIDEST]


def axes(measurements: Sequence[Measurement]) -> str:
    """The names of each table's rows and columns, as a claim may be bound to them."""
    named: dict[str, dict[str, dict[str, None]]] = {}
    for m in measurements:
        own = named.setdefault(m.factors.get("table", ""), {})
        for axis in ("method", "benchmark", "metric"):
            if 0 < len(name := getattr(m, axis)) <= WIDEST:
                own.setdefault(axis, {})[name] = None
    rows: list[str] = []
    room = TABLES
    for table, own in named.items():
        row = _json({"table": table} | {axis: list(names) for axis, names in own.items()})
        if len(row) <= room:
            rows.append(row)
            room -= len(row)
    return "\n".join(rows)


def known(claims: Iterable[Claim], part: str) -> str:
    """The claims that a part makes already, by their clause and numbers."""
    rows = [
        _json({"clause": _short(clause), "kind": c.kind, "numbers": list(c.numbers)})
        for c in claims
        if (clause := c.context[0] if c.context else c.quote)[:40] in part
    ]
    return "\n".join(rows[:60])


def asked(claim: Claim, verdict: Verdict) -> str:
    """A claim with what is open about it."""
    before = [t for t in claim.context[1:] if t != claim.quote][:AROUND]
    row = {
        "claim": claim.id,
        "sentence": claim.quote,
        "clause": claim.context[0] if claim.context else "",
        "before": [t[:400] for t in before],
        "kind": claim.kind,
        "numbers": list(claim.numbers),
        "method": claim.method,
        "baseline": claim.baseline,
        "benchmark": claim.benchmark,
        "metric": claim.metric,
        "could_mean": list(verdict.candidates),
    }
    return _json({k: v for k, v in row.items() if v})


def _json(values: object) -> str:
    return json.dumps(values, ensure_ascii=False)
