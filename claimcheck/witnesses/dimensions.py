"""What do a table's rows and columns stand for: methods, benchmarks, metrics?

A level is one header column or one header row. Each level gets a role from its own words, from the
label in the table's corner, and from what the other levels already are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from claimcheck import lexicon
from claimcheck.number import find
from claimcheck.record import Table

Role = Literal["method", "benchmark", "metric", "split", "attribute", "constant"]
_EMPTY = re.compile(r"^[\s\-–—−/.]*$|^(?:n\.?/?a\.?|oom|nan|tbd)$", re.IGNORECASE)
_SETUP = re.compile(
    r"hyper-?parameters?|statistics of|notation|training (?:details|configuration)"
    r"|architecture details|list of|glossary|symbols|licen[sc]es?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Level:
    """One header column (`axis` row: it names rows) or one header row (`axis` column)."""

    axis: Literal["row", "column"]
    label: str
    """What the corner of the table calls it: `Method`, `Dataset`; empty where it says nothing."""
    names: dict[int, str]
    """Row or column of the grid to its name on this level."""
    role: Role = "attribute"

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(v for v in self.names.values() if v))


@dataclass(frozen=True)
class Layout:
    """The levels of a table and the positions of its body cells."""

    grid: tuple[tuple[str, ...], ...]
    levels: tuple[Level, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]

    def role(self, role: Role) -> tuple[Level, ...]:
        return tuple(level for level in self.levels if level.role == role)


def layout(table: Table) -> Layout | None:
    """The levels of a result table with their roles; None where it is no table of results."""
    grid = table.grid
    if _SETUP.search(table.caption) or len(grid) < 2 or len(grid[0]) < 2:
        return None
    top = _header_rows(grid, table.header_rows)
    left = _header_columns(grid, top, table.header_columns)
    if top >= len(grid) or left >= len(grid[0]):
        return None
    sections = _sections(grid, top)
    rows = tuple(r for r in range(top, len(grid)) if r not in sections)
    columns = tuple(c for c in range(left, len(grid[0])))
    levels = _row_levels(grid, top, left, rows, sections)
    levels += _column_levels(grid, top, columns)
    levels, columns = _take_attributes(grid, levels, rows, columns)
    if not _mostly_numbers(grid, rows, columns):
        return None
    return Layout(grid, _with_roles(levels), rows, columns)


def is_number(text: str) -> bool:
    """Whether a cell is one number, with or without a spread, a mark or a remark in brackets."""
    plain = re.sub(r"\s*[(\[][^)\]]*[)\]]\s*$", "", text.strip()).rstrip("*†‡⋆§¶↑↓%abc ")
    mentions = find(plain)
    return bool(mentions) and mentions[0].start == 0 and mentions[0].end >= len(plain.rstrip("% "))


def is_empty(text: str) -> bool:
    return bool(_EMPTY.match(text.strip()))


def _header_rows(grid: Sequence[Sequence[str]], given: int) -> int:
    """At least the parser's; further leading rows without a number beyond the first column join."""
    top = max(given, 1)
    while top < len(grid) - 1:
        row = grid[top]
        body = [t for t in row[1:] if not is_empty(t)]
        if (
            not body
            or any(is_number(t) for t in body)
            or len(set(row)) == 1
            or row[0] not in ("", grid[0][0])
        ):
            return top
        top += 1
    return top


def _header_columns(grid: Sequence[Sequence[str]], top: int, given: int) -> int:
    """Leading columns whose body is mostly words; never the last column."""
    left = max(given, 1)
    while left < len(grid[0]) - 1:
        body = [row[left] for row in grid[top:] if not is_empty(row[left])]
        if not body or sum(map(is_number, body)) * 2 >= len(body) or _is_interval(body):
            return left
        left += 1
    return left


def _is_interval(body: Sequence[str]) -> bool:
    return all(t.lstrip().startswith(("[", "(")) and find(t) for t in body)


def _sections(grid: Sequence[Sequence[str]], top: int) -> dict[int, str]:
    """Body rows that only carry a heading for the rows below them."""
    found: dict[int, str] = {}
    for r in range(top, len(grid) - 1):
        said = {t for t in grid[r] if not is_empty(t)}
        if len(said) == 1 and not is_number(next(iter(said))) and (grid[r][0] in said):
            found[r] = next(iter(said))
    return found


def _row_levels(
    grid: Sequence[Sequence[str]],
    top: int,
    left: int,
    rows: Sequence[int],
    sections: dict[int, str],
) -> list[Level]:
    levels: list[Level] = []
    for column in range(left):
        names: dict[int, str] = {}
        above = ""
        for r in rows:
            text = grid[r][column].strip()
            # a group's name is often printed once, above blank cells
            above = text or (above if column < left - 1 else "")
            names[r] = above
        labels = [grid[r][column].strip() for r in range(top)]
        levels.append(Level("row", next((t for t in reversed(labels) if t), ""), names))
    if sections:
        heading = {
            r: sections.get(max((s for s in sections if s < r), default=-1), "") for r in rows
        }
        levels.append(Level("row", "", heading))
    return levels


def _column_levels(grid: Sequence[Sequence[str]], top: int, columns: Sequence[int]) -> list[Level]:
    """One level a header row; a corner text that labels the rows does not label the columns too."""
    rows_label = next((grid[r][0].strip() for r in reversed(range(top)) if grid[r][0].strip()), "")
    levels: list[Level] = []
    for r in range(top):
        names = {c: grid[r][c].strip() for c in columns}
        if levels and names == levels[-1].names:
            continue
        corner = grid[r][0].strip()
        levels.append(Level("column", "" if corner == rows_label else corner, names))
    return [_without_repeats(level, levels[:i]) for i, level in enumerate(levels)]


def _without_repeats(level: Level, above: Sequence[Level]) -> Level:
    """A header that spans several rows is named once, on the first level that it stands on."""
    names = {
        c: "" if any(name == upper.names.get(c) for upper in above) else name
        for c, name in level.names.items()
    }
    return replace(level, names=names)


def _take_attributes(
    grid: Sequence[Sequence[str]],
    levels: list[Level],
    rows: Sequence[int],
    columns: tuple[int, ...],
) -> tuple[list[Level], tuple[int, ...]]:
    """Columns of whole numbers such as `Layers`, `Params (M)`, `Seeds` name rows: no results."""
    kept: list[int] = []
    taken: list[Level] = []
    for c in columns:
        over = [level.names[c] for level in levels if level.axis == "column"]
        header = " ".join(dict.fromkeys(filter(None, over)))
        cells = [grid[r][c] for r in rows if not is_empty(grid[r][c])]
        if not _is_attribute(header, cells):
            kept.append(c)
        elif not _is_interval(cells):
            taken.append(Level("row", header, {r: grid[r][c].strip() for r in rows}))
    return _labelled([_only(level, kept) for level in levels]) + taken, tuple(kept)


def _only(level: Level, columns: Sequence[int]) -> Level:
    if level.axis == "row":
        return level
    return replace(level, names={c: level.names[c] for c in columns})


def _labelled(levels: list[Level]) -> list[Level]:
    """A header that spans every column is the label of the level below it."""
    made: list[Level] = []
    for level in levels:
        above = made[-1] if made and made[-1].axis == "column" else None
        if above and len(above.values) == 1 and not level.label and level.axis == "column":
            level = replace(level, label=above.values[0])
        made.append(level)
    return made


def _is_attribute(header: str, cells: Sequence[str]) -> bool:
    bare = lexicon.bare(header)
    if not cells or lexicon.arrow(header) or re.search(r"\bto\b", bare):
        return False
    if not any(is_number(t) for t in cells):
        return True
    kind = lexicon.metric(bare)
    plain = kind is None or kind.group in ("steps", "cost")
    whole = not any("." in t for t in cells)
    return plain and whole and bool(lexicon.ATTRIBUTE_HEADER.search(bare))


def _mostly_numbers(
    grid: Sequence[Sequence[str]], rows: Sequence[int], columns: Sequence[int]
) -> bool:
    body = [grid[r][c] for r in rows for c in columns if not is_empty(grid[r][c])]
    return bool(body) and sum(map(is_number, body)) * 2 >= len(body)


def _with_roles(levels: Sequence[Level]) -> tuple[Level, ...]:
    """Metric levels first, then what labels and words say, then what is left over."""
    made = [replace(level, role=_plain_role(level)) for level in levels]
    made = _one_axis_of_metrics(made)
    made = [_named_role(level) if level.role == "attribute" else level for level in made]
    return tuple(_left_over(made))


def _plain_role(level: Level) -> Role:
    values = [lexicon.bare(v) for v in level.values]
    if not values:
        return "constant"
    if all(lexicon.splits(v) and len(v.split()) <= 2 and not lexicon.metric(v) for v in values):
        return "split"
    named = sum(bool(lexicon.metric(v)) or lexicon.is_change(v) for v in values)
    changes = all(lexicon.is_change(v) for v in values)
    if named * 2 >= len(values) and not changes and not lexicon.METHOD_HEADER.search(level.label):
        return "metric"
    return "attribute"


def _one_axis_of_metrics(levels: list[Level]) -> list[Level]:
    """Metrics stand either above the columns or before the rows; columns win."""
    if not any(level.role == "metric" and level.axis == "column" for level in levels):
        return levels
    return [
        replace(level, role="attribute")
        if level.role == "metric" and level.axis == "row"
        else level
        for level in levels
    ]


def _named_role(level: Level) -> Level:
    if any(lexicon.is_baseline(v) or lexicon.is_ours(v) for v in level.values):
        return replace(level, role="method")
    if lexicon.BENCHMARK_HEADER.search(level.label) and level.axis == "row":
        return replace(level, role="benchmark")
    if lexicon.METHOD_HEADER.search(level.label) and level.axis == "row":
        return replace(level, role="method")
    return level


def _left_over(levels: list[Level]) -> Iterable[Level]:
    """An unnamed first row level names methods, column levels benchmarks, or the reverse."""
    roles = {(level.role, level.axis) for level in levels}
    for i, level in enumerate(levels):
        role: Role = level.role
        if role == "attribute" and level.values and not _is_numeric(level):
            if level.axis == "row" and i == 0 and ("method", "row") not in roles:
                role = "benchmark" if ("method", "column") in roles else "method"
            elif level.axis == "column" and len(level.values) > 1:
                rows_are = {role for role, axis in roles if axis == "row"}
                methods = "benchmark" in rows_are or rows_are == {"metric"}
                role = "method" if methods else "benchmark"
        roles.add((role, level.axis))
        yield replace(level, role=role)


def _is_numeric(level: Level) -> bool:
    return all(is_number(v) for v in level.values)
