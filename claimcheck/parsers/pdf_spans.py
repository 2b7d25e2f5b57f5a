"""Which rows does a cell span that is centred beside them?

A cell over n rows stands at their middle. The rows of a zone (between rules that cross the
cell's column) are split into consecutive runs, one for each cell of the column, so that every
cell stands in the middle of its run.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from claimcheck.parsers.pdf_columns import Entry, Grid
from claimcheck.parsers.pdf_geometry import Rule
from claimcheck.parsers.pdf_rows import Cell, Row

OFF = 0.35
OFF_ODD = 0.30
MOST_BLOCKS = 200
FALLBACK = "a cell between rows was given to the rows around it"


def place(rows: list[Row], loose: Sequence[Entry], grid: Grid, across: Sequence[Rule]) -> list[str]:
    """Gives entries that stand half way to the first of the rows they span; returns doubts."""
    doubts: list[str] = []
    for column in sorted({e.first for e in loose}):
        own = sorted((e for e in loose if e.first == column), key=lambda e: e.y)
        for zone in zones(rows, grid, across, column):
            last = zone[-1].y + zone[-1].size if zone is not None else 0.0
            inside = [e for e in own if zone[0].y - zone[0].size < e.y <= last]
            if inside:
                own = [e for e in own if e not in inside]
                doubts.extend(_place_zone(zone, inside, column))
        for entry in own:
            min(rows, key=lambda r: abs(r.y - entry.y)).add(entry)
    return doubts


def zones(rows: list[Row], grid: Grid, across: Sequence[Rule], column: int) -> list[list[Row]]:
    """Rows between the rules that cross a column."""
    middle = (grid.edges[column] + grid.edges[column + 1]) / 2
    cuts = [r.y for r in across if r.x0 <= middle <= r.x1]
    cut: list[list[Row]] = []
    for row in rows:
        if cut and not any(cut[-1][-1].y < y < row.y for y in cuts):
            cut[-1].append(row)
        else:
            cut.append([row])
    return cut


def _place_zone(zone: list[Row], loose: list[Entry], column: int) -> list[str]:
    blocks = _blocks(zone, loose, column)
    middles = [(b[0].y + b[-1].y) / 2 for b in blocks]
    runs = split([r.y for r in zone], middles, OFF)
    if runs is not None:
        _set(zone, blocks, runs, column)
        return []
    for block in _blocks([], loose, column):
        run = _symmetric(zone, (block[0].y + block[-1].y) / 2, column)
        first = zone[run[0]]
        for entry in block:
            first.add(entry)
        if (cell := first.get(column)) is not None:
            cell.rowspan = max(cell.rowspan, run[1] - run[0])
    return [FALLBACK]


def _blocks(zone: list[Row], loose: list[Entry], column: int) -> list[list[Entry]]:
    """All cells of the column in the zone, lines of one cell together."""
    held = [c for row in zone if (c := row.get(column)) is not None]
    pieces = [list(c.entries) for c in held]
    for entry in sorted(loose, key=lambda e: e.y):
        near = [
            p for p in pieces
            if 0 < entry.y - p[-1].y < 1.3 * entry.size or 0 < p[0].y - entry.y < 1.3 * entry.size
        ]  # fmt: skip
        if near:
            near[0].append(entry)
            near[0].sort(key=lambda e: e.y)
        else:
            pieces.append([entry])
    return sorted(pieces, key=lambda p: p[0].y)


def _set(
    zone: list[Row], blocks: list[list[Entry]], runs: list[tuple[int, int]], column: int
) -> None:
    for row in zone:
        cell = row.get(column)
        if cell is not None:
            del row.cells[cell.first]
    for block, (a, b) in zip(blocks, runs, strict=True):
        cell = Cell(min(e.first for e in block), max(e.last for e in block), block, rowspan=b - a)
        zone[a].cells[cell.first] = cell


def split(
    ys: Sequence[float], middles: Sequence[float], off: float
) -> list[tuple[int, int]] | None:
    """Consecutive runs [a, b) of the rows, one a middle, each within `off` row pitches of its
    middle; the closest such split, or None.
    """
    if not middles or len(middles) > min(len(ys), MOST_BLOCKS):
        return None
    steps = [b - a for a, b in pairwise(ys)]
    limit = off * (sorted(steps)[len(steps) // 2] if steps else 12.0)

    @cache
    def best(start: int, block: int) -> tuple[float, tuple[int, ...]] | None:
        if block == len(middles):
            return (0.0, ()) if start == len(ys) else None
        found: tuple[float, tuple[int, ...]] | None = None
        for end in range(start + 1, len(ys) - (len(middles) - block - 1) + 1):
            distance = abs((ys[start] + ys[end - 1]) / 2 - middles[block])
            rest = best(end, block + 1) if distance <= limit else None
            if rest is not None and (found is None or distance + rest[0] < found[0]):
                found = (distance + rest[0], (end, *rest[1]))
        return found

    result = best(0, 0)
    if result is None:
        return None
    ends = (0, *result[1])
    return list(pairwise(ends))


def _symmetric(zone: list[Row], y: float, column: int) -> tuple[int, int]:
    """The largest run of rows around y that are empty in the column."""
    above = max((i for i, r in enumerate(zone) if r.y <= y), default=0)
    below = above if abs(zone[above].y - y) < 0.2 * zone[above].size else above + 1
    a, b = above, below
    if b >= len(zone) or zone[a].y > y:
        return (a, a + 1)
    while a > 0 and b < len(zone) - 1 and not (zone[a - 1].get(column) or zone[b + 1].get(column)):
        a, b = a - 1, b + 1
    return a, b + 1


def odd(rows: list[Row], grid: Grid, across: Sequence[Rule]) -> None:
    """Cells that stand on a row but are centred over 3, 5, … rows go to the first of them."""
    for column in range(grid.width):
        for zone in zones(rows, grid, across, column):
            held = [(i, c) for i, r in enumerate(zone) if (c := r.get(column)) is not None]
            if len(zone) < 3 or not held or 2 * len(held) >= len(zone):
                continue
            if any(c.first != c.last or c.rowspan > 1 for _, c in held):
                continue
            runs = split([r.y for r in zone], [c.y for _, c in held], OFF_ODD)
            if runs is None or _even_from_top([i for i, _ in held], len(zone)):
                continue
            for i, cell in held:
                del zone[i].cells[cell.first]
            for (_, cell), (a, b) in zip(held, runs, strict=True):
                cell.rowspan = b - a
                zone[a].cells[cell.first] = cell


def _even_from_top(at: Sequence[int], rows: int) -> bool:
    """Whether the cells head groups of equal length from their first rows."""
    lengths = {b - a for a, b in pairwise([*at, rows])}
    return at[0] == 0 and len(at) > 1 and len(lengths) == 1
