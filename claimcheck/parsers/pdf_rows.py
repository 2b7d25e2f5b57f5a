"""Which lines of a table make one row?

Rules cut the body into bands. Inside a band the fuller lines are rows; what stands half way
between them is a cell that spans several rows and is centred beside them, and what continues a
cell of the line above belongs to it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from claimcheck.parsers.pdf_columns import Entry, Grid
from claimcheck.parsers.pdf_geometry import Rule
from claimcheck.parsers.pdf_regions import Region

WRAP_PITCH = 1.35
WRAP_WIDTH = 8.0
WRAP_SLACK = 1.2
NEAR = 0.36
CLOSEST = 0.8
SAME_MIDDLE = 0.3


@dataclass
class Cell:
    """Text of one or more lines, in one or more columns and rows."""

    first: int
    last: int
    entries: list[Entry] = field(default_factory=list)
    rowspan: int = 1

    @property
    def bold(self) -> bool:
        words = [w for e in self.entries for w in e.words]
        return bool(words) and all(w.bold for w in words)

    @property
    def y(self) -> float:
        ys = [e.y for e in self.entries]
        return (min(ys) + max(ys)) / 2


@dataclass
class Row:
    """One row: the baseline of its main line, and its cells by first column."""

    y: float
    size: float
    cells: dict[int, Cell] = field(default_factory=dict)
    lines: int = 1
    """Lines of text that were joined in it."""

    def add(self, entry: Entry) -> None:
        """Puts an entry in its column, behind what already stands there."""
        cell = next(
            (c for c in self.cells.values() if c.first <= entry.last and entry.first <= c.last),
            None,
        )
        if cell is None:
            self.cells[entry.first] = Cell(entry.first, entry.last, [entry])
            return
        cell.entries = sorted([*cell.entries, entry], key=lambda e: e.y)
        del self.cells[cell.first]
        cell.first, cell.last = min(cell.first, entry.first), max(cell.last, entry.last)
        self.cells[cell.first] = cell

    def get(self, column: int) -> Cell | None:
        return next((c for c in self.cells.values() if c.first <= column <= c.last), None)


@dataclass
class Band:
    """Lines between two full-width rules."""

    lines: list[Row]
    head: bool
    top: float
    bottom: float


def bands(region: Region, lines: Sequence[Row], head_end: float | None) -> list[Band]:
    """The lines of a region between its full-width rules."""
    ys = sorted(r.y for r in region.full())
    edges = [region.top - 100, *ys, region.bottom + 100]
    cut: list[Band] = []
    for a, b in itertools.pairwise(edges):
        inside = [line for line in lines if a < line.y <= b]
        if inside:
            head = head_end is not None and inside[0].y < head_end
            cut.append(Band(inside, head, max(a, region.top), min(b, region.bottom)))
    return cut


def rows(band: Band, grid: Grid, across: Sequence[Rule]) -> tuple[list[Row], list[Entry]]:
    """Rows of a band, and the entries that stand half way between them."""
    lines = unwrapped(band.lines, grid, across)
    if (middle := _common_middle(lines, grid, across)) is not None:
        for line in lines:
            if line is not middle:
                _pour(line, middle)
        return [middle], []
    if band.head:
        return _head_rows(lines)
    main = _main(lines)
    if len(main) == 1 and len(lines) > 1:
        only = main[0]
        for line in lines:
            if line is not only:
                _pour(line, only)
        return [only], []
    usual = _pitch(main, lines)
    loose: list[Entry] = []
    for line in lines:
        if any(line is m for m in main):
            continue
        nearest = min(main, key=lambda m: abs(m.y - line.y))
        if abs(nearest.y - line.y) < NEAR * usual:
            _pour(line, nearest)
        else:
            loose.extend(e for c in line.cells.values() for e in c.entries)
    return main, loose


def _common_middle(lines: Sequence[Row], grid: Grid, across: Sequence[Rule]) -> Row | None:
    """The line in whose middle the cell of one column alone stands on several lines: all are one
    row.
    """
    cells = [c for line in lines for c in line.cells.values()]
    columns = [c.first for c in cells]
    tall = {c for c in columns if columns.count(c) > 1}
    if len(tall) != 1 or any(c.first != c.last for c in cells):
        return None
    (column,) = tall
    ys = [c.y for c in cells if c.first == column]
    beside = [line for line in lines if set(line.cells) - tall]
    centre = (grid.edges[column] + grid.edges[column + 1]) / 2
    ruled = any(ys[0] < r.y < ys[-1] and r.x0 <= centre <= r.x1 for r in across)
    off = SAME_MIDDLE * lines[0].size
    if ruled or any(abs(line.y - (ys[0] + ys[-1]) / 2) > off for line in beside):
        return None
    return beside[0] if beside else None


def _pour(line: Row, into: Row) -> None:
    for cell in line.cells.values():
        for entry in cell.entries:
            into.add(entry)
    into.lines += line.lines


def unwrapped(lines: Sequence[Row], grid: Grid, across: Sequence[Rule]) -> list[Row]:
    """Joins lines whose cells all go on from cells of the line above."""
    kept: list[Row] = []
    for line in lines:
        if kept and _goes_on(kept[-1], line, grid, across):
            _pour(line, kept[-1])
        else:
            kept.append(line)
    return kept


def _goes_on(above: Row, line: Row, grid: Grid, across: Sequence[Rule]) -> bool:
    last = max(e.y for c in above.cells.values() for e in c.entries)
    if len(line.cells) >= len(above.cells) or line.y - last >= WRAP_PITCH * line.size:
        return False
    if any(last < r.y < line.y for r in across):
        return False
    return all(_continues(above, cell, grid) for cell in line.cells.values())


def _continues(above: Row, cell: Cell, grid: Grid) -> bool:
    """Whether a cell is the next line of the cell over it: its first word would not have fitted
    there.
    """
    over = above.get(cell.first)
    entry = cell.entries[0]
    if over is None or cell.first != over.first or cell.last > over.last:
        return False
    left, right = grid.edges[over.first], grid.edges[over.last + 1]
    em = entry.size
    if right - left <= WRAP_WIDTH * em or abs(entry.x0 - over.entries[0].x0) > 1.5 * em:
        return False
    first = entry.words[0]
    end = over.entries[-1].x1 + 0.3 * em + (first.x1 - first.x0)
    widest = max(e.x1 for e in (*over.entries, entry))
    return end > max(widest, right - 2 * em) - WRAP_SLACK * em


def _main(lines: Sequence[Row]) -> list[Row]:
    most = max(len(line.cells) for line in lines)
    full = [ln for ln in lines if 2 * len(ln.cells) >= most and not _between_rows(ln, lines)]
    usual = _pitch(full, lines)
    alone = [
        line for line in lines
        if 2 * len(line.cells) < most and all(abs(line.y - m.y) > 0.8 * usual for m in full)
    ]  # fmt: skip
    return sorted([*full, *alone], key=lambda r: r.y)


def _between_rows(line: Row, lines: Sequence[Row]) -> bool:
    """Whether a fuller line stands so near that both cannot be rows."""
    near = (o for o in lines if o is not line and abs(o.y - line.y) < CLOSEST * line.size)
    return any(len(o.cells) > len(line.cells) for o in near)


def _pitch(main: Sequence[Row], lines: Sequence[Row]) -> float:
    steps = [b.y - a.y for a, b in itertools.pairwise(main)]
    return median(steps) if steps else 1.2 * median(line.size for line in lines)


def _head_rows(lines: Sequence[Row]) -> tuple[list[Row], list[Entry]]:
    """Head lines are rows, save those midway between two others with which they share no column."""
    kept: list[Row] = []
    loose: list[Entry] = []
    for i, line in enumerate(lines):
        if 0 < i < len(lines) - 1 and _midway(lines[i - 1], line, lines[i + 1]):
            loose.extend(e for c in line.cells.values() for e in c.entries)
        else:
            kept.append(line)
    return kept, loose


def _midway(above: Row, line: Row, below: Row) -> bool:
    whole = below.y - above.y
    if not 0.3 < (line.y - above.y) / whole < 0.7 or whole > 2.2 * line.size:
        return False
    shared = [
        c for c in line.cells.values() for r in (above, below) if r.get(c.first) or r.get(c.last)
    ]
    return not shared
