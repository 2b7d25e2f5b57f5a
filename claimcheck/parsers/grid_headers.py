"""Which rows and columns of a table are headers?"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from claimcheck.document import Cell

_NUMBER = re.compile(
    r"[\[(~≈<>≤≥=↑↓ ]*[+\-−±]?\s?[$€£]?(?:\d[\d,]*(?P<decimals>\.\d+)?|(?P<bare>\.\d+))"
)
_NO_VALUE = re.compile(r"(?:[-–—−/.…·✗✓×]*|n/?a|none|tbd)", re.IGNORECASE)


def header_shape(
    cells: Sequence[Cell],
    *,
    rules: Collection[int] = (),
    guessed: tuple[int, int] | None = None,
) -> tuple[int, int]:
    """(header rows, header columns), at least one body row left.

    `rules` are the rows above which a line runs over the full width (see `tidy`); `guessed` is
    what the source itself says, used where there are no rules. Header columns are as many leading
    columns as it takes to tell the rows apart.
    """
    grid = _Grid(cells)
    if not grid.rows:
        return 0, 0
    header_rows = min(_header_rows(grid, rules, guessed), grid.height - 1)
    return header_rows, _header_columns(grid, header_rows)


def is_number(text: str) -> bool:
    """Whether a cell shows a value: `0.93`, `+1.2 ± 0.3`, `[0.1, 0.2]`, `7500*`, `240k`."""
    return _NUMBER.match(text) is not None


class _Grid:
    """The cells by row, with what header finding asks about them."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.height = max((cell.row + cell.rowspan for cell in cells), default=0)
        self.width = max((cell.column + cell.colspan for cell in cells), default=0)
        self.rows: list[list[str]] = [[""] * self.width for _ in range(self.height)]
        self.starts: list[list[Cell]] = [[] for _ in range(self.height)]
        self.crossed: set[int] = set()
        """Rows into which a cell reaches from above."""
        for cell in cells:
            end = cell.column + cell.colspan
            self.starts[cell.row].append(cell)
            for row in range(cell.row, cell.row + cell.rowspan):
                self.rows[row][cell.column : end] = [cell.text] * cell.colspan
            self.crossed.update(range(cell.row + 1, cell.row + cell.rowspan))

    def values(self, row: int) -> list[str]:
        """Texts of the row's own cells behind the first column, those without a value left out."""
        cells = (cell for cell in self.starts[row] if cell.column)
        return [cell.text for cell in cells if not _NO_VALUE.fullmatch(cell.text.strip())]

    def is_results(self, row: int) -> bool:
        """Whether most of the row's values are numbers."""
        values = self.values(row)
        return bool(values) and 2 * sum(map(is_number, values)) > len(values)

    def is_section(self, row: int) -> bool:
        """Whether one text alone fills the row: the title of the rows below it."""
        texts = [cell for cell in self.starts[row] if cell.text.strip()]
        if len(texts) != 1 or self.width < 3 or row in self.crossed or is_number(texts[0].text):
            return False
        return texts[0].colspan >= self.width - 1 or texts[0].column == 0

    def has_groups(self, row: int) -> bool:
        """Whether a text spans some of the columns, so that their own names must follow."""
        return any(1 < cell.colspan < self.width and cell.text.strip() for cell in self.starts[row])

    def has_results_from(self, row: int) -> bool:
        return any(map(self.is_results, range(row, self.height)))


def _header_rows(grid: _Grid, rules: Collection[int], guessed: tuple[int, int] | None) -> int:
    inner = sorted(rule for rule in rules if 0 < rule < grid.height and rule not in grid.crossed)
    ruled = next((rule for rule in inner if not all(map(grid.is_section, range(rule)))), 0)
    if ruled and not _swallows_results(grid, ruled):
        return _with_second_level(grid, ruled)
    if guessed and 0 < guessed[0] < grid.height and not _swallows_results(grid, guessed[0]):
        return _with_second_level(grid, guessed[0])
    return _leading_rows(grid)


def _swallows_results(grid: _Grid, end: int) -> bool:
    inside = [row for row in range(1, end) if _has_decimals(grid.values(row))]
    return len(inside) > 1 or (bool(inside) and 2 * end > grid.height)


def _with_second_level(grid: _Grid, end: int) -> int:
    """Header rows where each is ruled off: group titles, then the columns' own names."""
    while end < grid.height - 1 and grid.has_groups(end - 1):
        results = grid.is_results(end) and not _is_scale(grid, end)
        if results or grid.is_section(end) or not grid.has_results_from(end + 1):
            break
        end += 1
    return end


def _leading_rows(grid: _Grid) -> int:
    first = next(filter(grid.is_results, range(grid.height)), None)
    if first is None:
        return _name_rows(grid)
    if first == 0:
        return 1 if _is_scale(grid, 0) else 0
    while first < grid.height - 1 and grid.has_groups(first - 1) and _is_scale(grid, first):
        first += 1
    while first > 1 and grid.is_section(first - 1):
        first -= 1
    return first


def _name_rows(grid: _Grid) -> int:
    """Header rows of a table without numbers."""
    end = 1
    while end < grid.height - 1 and (grid.has_groups(end - 1) or end in grid.crossed):
        end += 1
    return end


def _is_scale(grid: _Grid, row: int) -> bool:
    """Whether the row's numbers name columns (`1 2 5`, years): whole where results are not."""
    below = [text for later in range(row + 1, grid.height) for text in grid.values(later)]
    values = grid.values(row)
    return _has_decimals(below) and not _has_decimals(values) and all(map(is_number, values))


def _has_decimals(values: Sequence[str]) -> bool:
    """Whether at least half of the values are numbers with a decimal point."""
    matches = [_NUMBER.match(text) for text in values]
    found = [match for match in matches if match and (match["decimals"] or match["bare"])]
    return bool(values) and 2 * len(found) >= len(values)


def _header_columns(grid: _Grid, header_rows: int) -> int:
    body = [row for row in range(header_rows, grid.height) if not grid.is_section(row)]
    if grid.width < 2 or not body:
        return 0
    if len(body) == 1 and header_rows and _has_decimals(grid.rows[body[0]][:1]):
        return 0
    columns = 1
    while columns < grid.width - 1 and not _tells_apart(grid, header_rows, columns):
        if not _is_label(grid, body, columns):
            break
        columns += 1
    return columns


def _tells_apart(grid: _Grid, header_rows: int, columns: int) -> bool:
    """Whether no two rows under one section title share their first texts."""
    seen: set[tuple[str, ...]] = set()
    for row in range(header_rows, grid.height):
        key = tuple(grid.rows[row][:columns])
        if grid.is_section(row):
            seen.clear()
        elif key in seen:
            return False
        seen.add(key)
    return True


def _is_label(grid: _Grid, body: Sequence[int], column: int) -> bool:
    """Whether a column names rows: words or whole numbers, not results."""
    texts = [grid.rows[row][column] for row in body]
    return not _has_decimals([text for text in texts if not _NO_VALUE.fullmatch(text.strip())])
