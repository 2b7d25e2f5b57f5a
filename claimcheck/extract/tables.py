"""What does a table claim by itself? Bold type says that a cell is the best of its group."""

from __future__ import annotations

import re
from collections import defaultdict

from claimcheck import lexicon, number
from claimcheck.record import Cell, Claim, Select, Superlative, Table

Group = tuple[bool, int, str]


def claims(table: Table) -> tuple[Claim, ...]:
    """One superlative a bold result, where its row or column has one bold value and others beside
    it.
    """
    body = [c for c in table.cells if _is_result(table, c)]
    if len(body) < 4 or not _numeric_body(table):
        return ()
    by_column = _columns_are_groups(table, body)
    groups: dict[Group, list[Cell]] = defaultdict(list)
    for cell in body:
        groups[
            (by_column, cell.column if by_column else cell.row, _block(table, cell, by_column))
        ].append(cell)
    best = (_one_bold(cells) for cells in groups.values())
    found = [_claim(table, cell, by_column) for cell in best if cell is not None]
    return tuple(sorted(found, key=lambda c: (c.where.row or 0, c.where.column or 0)))


def _is_result(table: Table, cell: Cell) -> bool:
    if cell.row < table.header_rows or cell.column < table.header_columns:
        return False
    return _value(cell) is not None


def _value(cell: Cell) -> str | None:
    """The number that the cell opens with."""
    found = number.find(cell.text)
    opens = found and found[0].start <= 1 and found[0].high is None
    return found[0].number.printed if opens else None


def _numeric_body(table: Table) -> bool:
    body = [
        c
        for c in table.cells
        if c.row >= table.header_rows and c.column >= table.header_columns and c.text.strip()
    ]
    return 2 * sum(_value(c) is not None for c in body) >= len(body)


def _columns_are_groups(table: Table, body: list[Cell]) -> bool:
    """Whether a column compares methods: its header, or the table's, names a metric and rows name
    none.
    """
    rows = [_header(table, c, across=False) for c in body]
    return not (any(lexicon.metric(r) for r in rows) and not _named_metric(table))


def _named_metric(table: Table) -> bool:
    grid = table.grid
    heads = [text for row in grid[: table.header_rows] for text in row[table.header_columns :]]
    return any(lexicon.metric(h) for h in heads)


def _block(table: Table, cell: Cell, by_column: bool) -> str:
    """Stacked blocks (first of several header columns) are groups of their own."""
    if not by_column or table.header_columns < 2:
        return ""
    return table.grid[cell.row][0]


def _one_bold(cells: list[Cell]) -> Cell | None:
    bold = [c for c in cells if c.bold]
    if not bold or len(cells) < 2 or len(bold) == len(cells):
        return None
    return bold[0] if len({_value(c) for c in bold}) == 1 and len(bold) == 1 else None


def _header(table: Table, cell: Cell, *, across: bool) -> str:
    grid = table.grid
    if across:
        parts = [grid[r][cell.column] for r in range(table.header_rows)]
    else:
        parts = [grid[cell.row][c] for c in range(table.header_columns)]
    return " / ".join(dict.fromkeys(p for p in parts if p.strip()))


def _claim(table: Table, cell: Cell, by_column: bool) -> Claim:
    row, column = (_header(table, cell, across=a) for a in (False, True))
    subject, group = (row, column) if by_column else (column, row)
    metric, benchmark = _roles(table, group)
    among = Select(metric=metric, benchmark=benchmark)
    predicate = Superlative(
        subject=Select(method=(subject,), metric=metric, benchmark=benchmark),
        among=among,
        order="best",
    )
    printed = re.split(r"\s*(?:±|\+/-|\()", _value(cell) or "")[0]
    name = re.sub(r"[^a-z0-9]+", "-", (table.label or table.id).lower()).strip("-")
    return Claim(
        id=f"{name}-r{cell.row}c{cell.column}",
        quote=cell.text,
        where=table.where.model_copy(
            update={"table": table.id, "row": cell.row, "column": cell.column}
        ),
        numbers=(printed,),
        method=subject,
        benchmark=", ".join(benchmark),
        metric=", ".join(metric),
        predicate=predicate,
        context=tuple(t for t in (f"{subject}: {group}", table.caption) if t),
        flags=("bold",),
    )


def _roles(table: Table, group: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which levels of a group's header name a metric and which a benchmark."""
    levels = [level for level in group.split(" / ") if level]
    metric = tuple(level for level in levels if lexicon.metric(level))
    return metric, tuple(level for level in levels if level not in metric)
