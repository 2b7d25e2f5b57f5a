"""How many rows of a table are its head, and which columns does each head cell span?"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from claimcheck.parsers.pdf_columns import Grid
from claimcheck.parsers.pdf_geometry import Rule, is_number
from claimcheck.parsers.pdf_regions import FULL, Region
from claimcheck.parsers.pdf_rows import Cell, Row

BENEATH = 1.3
BY_MIDDLE = "head cells without a rule were given the columns that they stand in the middle of"


def count(rows: Sequence[Row], head_end: float | None) -> int:
    """Rows above the first full-width rule that has text above it, else one."""
    if len(rows) < 2:
        return 0
    above = sum(head_end is not None and row.y < head_end for row in rows)
    return min(above, len(rows) - 1) if above else 1


def widen(
    rows: Sequence[Row], heads: int, grid: Grid, region: Region, body: Sequence[Row]
) -> list[str]:
    """Gives head cells their spans: by the short rule beneath, else by their middle. Returns
    doubts.
    """
    centres = _centres(grid, body)
    short = [r for r in region.across if r.width < FULL * region.width]
    guessed = False
    for i, row in reversed(list(enumerate(rows[:heads]))):
        for cell in sorted(row.cells.values(), key=lambda c: c.first):
            rule = _beneath(cell, short)
            if rule is not None:
                _spread(row, cell, _over(rule, centres, cell))
            elif i < heads - 1 and cell.first > 0:
                run = _like_below(cell, rows[i + 1]) or _by_middle(cell, row, centres, grid)
                guessed = guessed or run is not None
                _spread(row, cell, run)
    return [BY_MIDDLE] if guessed else []


def _centres(grid: Grid, body: Sequence[Row]) -> list[float]:
    """The middle of what each column prints."""
    centres: list[float] = []
    for column in range(grid.width):
        held = [
            e.middle
            for row in body
            for c in row.cells.values()
            if c.first == c.last == column
            for e in c.entries
        ]
        centres.append(median(held) if held else (grid.edges[column] + grid.edges[column + 1]) / 2)
    return centres


def _beneath(cell: Cell, short: Sequence[Rule]) -> Rule | None:
    last = cell.entries[-1]
    for rule in short:
        near = 0 < rule.y - last.y < BENEATH * last.size
        if (
            near
            and rule.x0 - 3 <= last.middle <= rule.x1 + 3
            and rule.width > last.x1 - last.x0 - 6
        ):
            return rule
    return None


def _over(rule: Rule, centres: Sequence[float], cell: Cell) -> tuple[int, int] | None:
    held = [i for i, x in enumerate(centres) if rule.x0 - 1 <= x <= rule.x1 + 1]
    if not held or held[0] > cell.last or held[-1] < cell.first:
        return None
    return held[0], held[-1]


def _like_below(cell: Cell, below: Row) -> tuple[int, int] | None:
    """The columns of the spanning cell beneath, where both have the same middle."""
    under = below.get(cell.first)
    if under is None or under.first == under.last:
        return None
    apart = abs(under.entries[0].middle - cell.entries[0].middle)
    return (under.first, under.last) if apart < 0.6 * cell.entries[0].size else None


def _by_middle(
    cell: Cell, row: Row, centres: Sequence[float], grid: Grid
) -> tuple[int, int] | None:
    """The run of columns whose middle is the cell's, where its own column's is not."""
    entry = cell.entries[0]
    own = (centres[cell.first] + centres[cell.last]) / 2
    if abs(entry.middle - own) <= 0.6 * entry.size or is_number(entry.text):
        return None
    left = max((c.last + 1 for c in row.cells.values() if c.last < cell.first), default=1)
    right = min(
        (c.first - 1 for c in row.cells.values() if c.first > cell.last), default=grid.width - 1
    )
    runs = [
        (a, b)
        for a in range(left, cell.first + 1)
        for b in range(cell.last, right + 1)
        if b > a
    ]  # fmt: skip
    if not runs:
        return None
    best = min(runs, key=lambda r: abs((centres[r[0]] + centres[r[1]]) / 2 - entry.middle))
    off = abs((centres[best[0]] + centres[best[1]]) / 2 - entry.middle)
    return best if off < min(abs(entry.middle - own), 1.5 * entry.size) else None


def _spread(row: Row, cell: Cell, run: tuple[int, int] | None) -> None:
    """Widens a cell as far as its neighbours allow."""
    if run is None:
        return
    first, last = min(run[0], cell.first), max(run[1], cell.last)
    taken = {i for c in row.cells.values() if c is not cell for i in range(c.first, c.last + 1)}
    while first < cell.first and taken & set(range(first, cell.first)):
        first += 1
    while last > cell.last and taken & set(range(cell.last + 1, last + 1)):
        last -= 1
    del row.cells[cell.first]
    cell.first, cell.last = first, last
    row.cells[first] = cell
