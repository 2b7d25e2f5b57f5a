"""Which cell stands where in a table?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from claimcheck.document import Cell
from claimcheck.parsers.grid_headers import header_shape, is_number

__all__ = ["MAX_COLUMNS", "MAX_ROWS", "Item", "Rows", "build", "header_shape", "is_number", "tidy"]

MAX_ROWS = 5_000
MAX_COLUMNS = 500


@dataclass(frozen=True)
class Item:
    """One cell as its source writes it, before it has a place."""

    text: str
    rowspan: int = 1
    """Rows downwards; a negative span reaches upwards, over empty cells."""
    colspan: int = 1
    bold: bool = False


Rows = Sequence[Sequence[Item]]


def build(rows: Rows, *, flow: bool = True) -> tuple[Cell, ...]:
    """Cells with their places; rows and columns without text of their own are dropped.

    `flow` is HTML's rule: an item moves right past what spans down from above. Without it items
    stand where counting puts them, as between LaTeX's `&`: an empty item under a span is its
    placeholder, one with text cuts the span short. Spans end at the last row; what lies beyond
    `MAX_ROWS` or `MAX_COLUMNS` is left out. Never raises.
    """
    kept, _ = tidy(rows)
    placed = _flow(kept) if flow else _count(kept)
    return tuple(cell.record() for cell in _without_spacers(_lifted(placed)))


def tidy(rows: Rows, rules: Collection[int] = ()) -> tuple[list[list[Item]], tuple[int, ...]]:
    """Rows without those that hold no text, and `rules` renumbered to match.

    A rule is the number of the row that it stands above. `build` does the same, so that rows may
    be tidied first where rules are known.
    """
    rows = rows[:MAX_ROWS]
    full = [any(item.text.strip() for item in row) for row in rows]
    before = [0]
    for keep in full:
        before.append(before[-1] + keep)
    kept = [
        [_shortened(item, before, at) for item in row]
        for at, row in enumerate(rows)
        if full[at]
    ]  # fmt: skip
    return kept, tuple(sorted({before[min(max(rule, 0), len(rows))] for rule in rules}))


@dataclass
class _Placed:
    """An item that has found its place."""

    item: Item
    row: int
    column: int
    rowspan: int
    colspan: int

    def record(self) -> Cell:
        return Cell(
            row=self.row,
            column=self.column,
            text=self.item.text,
            rowspan=self.rowspan,
            colspan=self.colspan,
            bold=self.item.bold,
        )


def _shortened(item: Item, before: Sequence[int], at: int) -> Item:
    """The item without the rows that were dropped; `before` counts the rows kept above each."""
    end = min(at + max(item.rowspan, 1), len(before) - 1)
    rowspan = max(before[end] - before[at], 1)
    if item.rowspan < -1:
        rowspan = before[max(at + 1 + item.rowspan, 0)] - before[at + 1]
    colspan = min(max(item.colspan, 1), MAX_COLUMNS)
    if (rowspan, colspan) == (item.rowspan, item.colspan):
        return item
    return replace(item, rowspan=rowspan, colspan=colspan)


def _flow(rows: Rows) -> list[_Placed]:
    busy = [0] * MAX_COLUMNS
    placed: list[_Placed] = []
    for at, row in enumerate(rows):
        column = 0
        for left, item in zip(range(len(row))[::-1], row, strict=True):
            while column < MAX_COLUMNS and busy[column] > at:
                column += 1
            rowspan, end = max(item.rowspan, 1), column
            while end < _end(column, item, left=left) and busy[end] <= at:
                busy[end] = at + rowspan
                end += 1
            if end > column:
                placed.append(_Placed(item, at, column, rowspan, end - column))
            column = end
    return placed


def _count(rows: Rows) -> list[_Placed]:
    above: list[_Placed | None] = [None] * MAX_COLUMNS
    placed: list[_Placed] = []
    for at, row in enumerate(rows):
        column = 0
        for left, item in zip(range(len(row))[::-1], row, strict=True):
            end = _end(column, item, left=left)
            covering = [c for c in above[column:end] if c and c.row + c.rowspan > at]
            if end > column and (item.text.strip() or not covering):
                for cell in covering:
                    cell.rowspan = at - cell.row
                cell = _Placed(item, at, column, max(item.rowspan, 1), end - column)
                above[column:end] = [cell] * (end - column)
                placed.append(cell)
            column = end
    return placed


def _end(column: int, item: Item, *, left: int) -> int:
    """One past the item's last column: the `left` items behind it need a column each."""
    return min(column + item.colspan, max(MAX_COLUMNS - left, column + 1), MAX_COLUMNS)


def _lifted(placed: list[_Placed]) -> list[_Placed]:
    """Cells whose span reaches upwards take the place of the empty cells above them."""
    upwards = [cell for cell in placed if cell.item.rowspan < -1]
    if not upwards:
        return placed
    empty = {(c.row, c.column): c for c in placed if not c.item.text.strip() and c.rowspan == 1}
    gone: set[int] = set()
    for cell in upwards:
        while cell.rowspan < -cell.item.rowspan:
            over = empty.get((cell.row - 1, cell.column))
            if over is None or over.colspan != cell.colspan:
                break
            gone.add(id(over))
            cell.row, cell.rowspan = cell.row - 1, cell.rowspan + 1
    return [cell for cell in placed if id(cell) not in gone]


def _without_spacers(placed: list[_Placed]) -> list[_Placed]:
    width = max((cell.column + cell.colspan for cell in placed), default=0)
    kept = _own_columns([cell for cell in placed if cell.item.text.strip()], width)
    if len(kept) == width:
        return placed
    before = [0]
    for column in range(width):
        before.append(before[-1] + (column in kept))
    for cell in placed:
        end = before[cell.column + cell.colspan]
        cell.column = before[cell.column]
        cell.colspan = end - cell.column
    return [cell for cell in placed if cell.colspan]


def _own_columns(texts: Sequence[_Placed], width: int) -> set[int]:
    """Columns that some text needs: a span gives up those where nothing else stands, save one."""
    ends: dict[int, list[_Placed]] = {}
    for cell in texts:
        ends.setdefault(cell.column + cell.colspan - 1, []).append(cell)
    kept: set[int] = set()
    for column in range(width):
        closing = ends.get(column, ())
        if any(kept.isdisjoint(range(cell.column, column)) for cell in closing):
            kept.add(column)
    return kept
