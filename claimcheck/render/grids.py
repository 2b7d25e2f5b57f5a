"""How is a table of the paper laid out on a page, with the cells that decide a claim marked?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from claimcheck.record import Cell, Table
from claimcheck.render.places import Spot, anchor, sized, words


@dataclass(frozen=True)
class Link:
    """A claim that a cell decides."""

    id: str
    anchor: str


@dataclass(frozen=True)
class Square:
    """One position of a grid; those that a span covers repeat its text and have `covered` set."""

    text: str
    anchor: str = ""
    header: bool = False
    covered: bool = False
    marked: bool = False
    claims: tuple[Link, ...] = ()
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True)
class TableRows:
    """A table, or those of its rows that decide something."""

    id: str
    anchor: str
    caption: str
    place: str
    rows: tuple[tuple[Square, ...], ...]
    columns: int
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    cut: bool = False
    """Whether rows were left out."""


@dataclass(frozen=True)
class Layout:
    """A table with the cell of each position, found once for all claims that it decides."""

    table: Table
    cells: tuple[tuple[Cell | None, ...], ...]
    """(rows, columns); the last where cells overlap; empty where it is too large to show."""
    owned: Counter[int]
    """Positions that each cell (by identity) really fills."""

    @classmethod
    def of(cls, table: Table) -> Layout:
        if not sized(table):
            return cls(table, (), Counter())
        rows = max((c.row + c.rowspan for c in table.cells), default=0)
        columns = max((c.column + c.colspan for c in table.cells), default=0)
        grid: list[list[Cell | None]] = [[None] * columns for _ in range(rows)]
        for cell in table.cells:
            for row in grid[cell.row : cell.row + cell.rowspan]:
                for c in range(cell.column, cell.column + cell.colspan):
                    row[c] = cell
        owned = Counter(id(cell) for row in grid for cell in row if cell)
        return cls(table, tuple(map(tuple, grid)), owned)

    def whole(self, marked: Mapping[Spot, Sequence[str]]) -> TableRows:
        """All rows, each cell that decides a claim marked with the claims' ids."""
        made = [
            [self._square(r, c, marked.get((self.table.id, r, c), ())) for c in range(len(row))]
            for r, row in enumerate(self.cells)
        ]
        return self._rows(made)

    def excerpt(self, spots: set[tuple[int, int]]) -> TableRows:
        """Header rows and the rows of `spots`, these marked; a cell stands in each row it spans."""
        deciding = {row for row, _ in spots}
        chosen = [r for r in range(len(self.cells)) if r < self.table.header_rows or r in deciding]
        made = [
            [self._flat(r, c, (r, c) in spots) for c in range(len(self.cells[r]))] for r in chosen
        ]
        return self._rows(made, cut=len(chosen) < len(self.cells))

    def _rows(self, made: Iterable[Iterable[Square]], *, cut: bool = False) -> TableRows:
        table = self.table
        unshown = ("it is too large to be shown",) if table.cells and not self.cells else ()
        rows = tuple(map(tuple, made))
        return TableRows(
            table.id, anchor("table", table.id), table.caption, words(table.where), rows,
            max(map(len, rows), default=0), table.notes, table.doubts + unshown, cut,
        )  # fmt: skip

    def _square(self, r: int, c: int, claims: Sequence[str]) -> Square:
        cell, name = self.cells[r][c], f"{anchor('table', self.table.id)}-{r}-{c}"
        links = tuple(Link(claim, anchor("claim", claim)) for claim in claims)
        plain = Square(
            cell.text if cell else "", name, self._heads(r, c), False, bool(claims), links
        )
        if cell is None or not self._free(cell):
            return plain
        return replace(
            plain,
            covered=(r, c) != (cell.row, cell.column),
            rowspan=cell.rowspan,
            colspan=cell.colspan,
        )

    def _flat(self, r: int, c: int, marked: bool) -> Square:
        cell = self.cells[r][c]
        plain = Square(cell.text if cell else "", header=self._heads(r, c), marked=marked)
        if cell is None or not self._free(cell):
            return plain
        return replace(plain, covered=c != cell.column, colspan=cell.colspan)

    def _free(self, cell: Cell) -> bool:
        """Whether no other cell lies in the cell's span."""
        return self.owned[id(cell)] == cell.rowspan * cell.colspan

    def _heads(self, row: int, column: int) -> bool:
        return row < self.table.header_rows or column < self.table.header_columns
