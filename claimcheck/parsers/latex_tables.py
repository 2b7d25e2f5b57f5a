"""Which tables does a stretch of LaTeX hold, and what stands in their cells?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from claimcheck.document import Cell
from claimcheck.parsers import grid
from claimcheck.parsers.latex_commands import TABULARS
from claimcheck.parsers.latex_source import Environment, Source
from claimcheck.parsers.latex_text import Reader

Span = tuple[int, int]

MAX_NESTING = 3
"""Tables that lay out tables that lay out tables."""
MAX_TABLES = 100
"""Tables of one float."""
MAX_CELLS = 20_000
"""Cells of one table, empty ones counted; the largest tables have about a tenth of these."""

_BREAK = re.compile(
    r"\\begin\s*\{|(?:\\\\\*?|\\(?:tabularnewline|cr|crcr)(?![A-Za-z]))"
    r"(?:[ \t]*\[[-+\d. ]{0,20}[A-Za-z\\][^\]\n]{0,40}\])?|\\.|[{&]",
    re.DOTALL,
)
_FULL_RULE = re.compile(
    r"\\(?:(?:toprule|midrule|bottomrule|heavyrule)(?![A-Za-z])(?:\s*\[[^\]\n]{0,40}\])?"
    r"|(?:hline|firsthline|lasthline|hdashline|doublerule)(?![A-Za-z]))"
)
_RULE_WITH_WIDTH = re.compile(r"\\(specialrule|Xhline|hhline|thickhline)(?![A-Za-z])")
_PART_RULE = re.compile(
    r"\\(?:cmidrule|cline|cdashline|Xcline|arrayrulecolor|noalign|rowfont)(?![A-Za-z])"
    r"(?:\s*\([^()\n]{0,40}\))?"
)
_OTHER = re.compile(
    r"\\(?:rowcolors?|rowcolor|caption|label|vspace|addlinespace|morecmidrules|centering|small"
    r"|footnotesize|scriptsize|tiny|raggedright|arraybackslash|noindent|tabucline|pagebreak"
    r"|nopagebreak|bigstrut|strut)(?![A-Za-z])\*?"
)
_SECTION_END = re.compile(r"\\(endfirsthead|endhead|endfoot|endlastfoot)(?![A-Za-z])")
_SPAN = re.compile(r"\\multi(column|row)(?![A-Za-z])")
_BLANK = re.compile(r"\s*")
_SPREAD = re.compile(r"(?<=[\d.])\s*\+/?-\s*(?=[\d.])")
_EMPTY = grid.Item("")
_ARGUMENTS = {"specialrule": 3, "Xhline": 1, "hhline": 1, "thickhline": 0, "Xcline": 2}
_ONE_GROUP = ("rowcolor", "caption", "label", "vspace")


@dataclass
class Grid:
    """A table's cells with its header, as read."""

    cells: tuple[Cell, ...]
    header_rows: int
    header_columns: int
    notes: tuple[Span, ...] = ()
    """Where the insides of footnotes called in its cells stand."""
    doubts: tuple[str, ...] = ()


@dataclass
class _Rows:
    """Rows of cells as stretches of source, with what was said between them."""

    rows: list[list[Span]] = field(default_factory=list)
    rules: list[int] = field(default_factory=list)
    """Rows above which a line runs over the full width."""
    cut: bool = False
    """Whether there are more cells than can be read."""
    parts: dict[str, int] = field(default_factory=dict)
    """Row at which each part of a long table's preamble ends."""


def find(reader: Reader, start: int, end: int, depth: int = 0) -> list[tuple[Environment, Grid]]:
    """The tables between two places; one that only lays out others counts as those others."""
    found: list[tuple[Environment, Grid]] = []
    for table in outermost(reader.source, start, end)[:MAX_TABLES]:
        inner = find(reader, table.start, table.end, depth + 1) if depth < MAX_NESTING else []
        if inner:
            found.extend(inner)
        elif is_table(made := read(reader, table)):
            found.append((table, made))
    return found


def outermost(source: Source, start: int, end: int) -> list[Environment]:
    """The environments of rows and cells between two places that stand in no other such."""
    found: list[Environment] = []
    behind = start
    for environment in source.within(start, end):
        whole = environment.name in TABULARS and environment.after <= end
        if whole and environment.begin >= behind:
            found.append(environment)
            behind = environment.after
    return found


def read(reader: Reader, table: Environment) -> Grid:
    """The cells of one table; never raises."""
    source = reader.source
    start = source.skip(source.optional(table.start), TABULARS[table.name])
    split = _split(source, min(start, table.end), table.end)
    notes: list[Span] = []
    items = [[_item(reader, cell, notes) for cell in row] for row in split.rows]
    _raise_negative(items)
    kept, rules = grid.tidy(*_without(items, split))
    cells = grid.build(kept, flow=False)
    rows, columns = grid.header_shape(cells, rules=rules)
    return Grid(cells, rows, columns, tuple(notes), tuple(_doubts(kept, cut=split.cut)))


def is_table(found: Grid) -> bool:
    """Whether rows and columns are more than a way to place pictures or names."""
    texts = [cell for cell in found.cells if re.search(r"\w", cell.text)]
    rows, columns = {cell.row for cell in texts}, {cell.column for cell in texts}
    return len(rows) > 1 and len(columns) > 1


def _split(source: Source, start: int, end: int) -> _Rows:
    """Rows and cells of the outermost level; braces and inner environments are passed over."""
    found = _Rows()
    row: list[Span] = []
    cell = at = _row_start(source, start, end, found)
    cells = 0
    while at < end and cells < MAX_CELLS and (match := _BREAK.search(source.text, at, end)):
        sign, at = match.group(), match.end()
        if sign == "{":
            at = min(source.pairs.get(match.start(), match.start()) + 1, end)
        elif sign.startswith("\\begin"):
            inner = source.environments.get(match.start())
            at = inner.after if inner and inner.after <= end else at
        elif sign == "&":
            row.append((cell, match.start()))
            cell = at
            cells += 1
        elif sign.startswith(("\\\\", "\\tabularnewline", "\\cr")):
            found.rows.append([*row, (cell, match.start())])
            row = []
            cells += 1
            cell = at = _row_start(source, at, end, found)
    found.cut = cells >= MAX_CELLS
    if not found.cut:
        found.rows.append([*row, (cell, end)])
    return found


def _row_start(source: Source, at: int, end: int, found: _Rows) -> int:
    """Behind rules, colours and captions; notes the rules that run over the full width."""
    while at < end:
        at = min(_BLANK.match(source.text, at).end(), end)  # type: ignore[union-attr]
        if match := _FULL_RULE.match(source.text, at, end):
            found.rules.append(len(found.rows))
            at = match.end()
        elif match := _RULE_WITH_WIDTH.match(source.text, at, end):
            found.rules.append(len(found.rows))
            at = source.skip(match.end(), _ARGUMENTS[match[1]])
        elif match := _PART_RULE.match(source.text, at, end):
            name = match.group().lstrip("\\").split("(")[0].strip()
            at = source.skip(match.end(), _ARGUMENTS.get(name, 1))
        elif match := _OTHER.match(source.text, at, end):
            at = _behind_other(source, match)
        elif match := _SECTION_END.match(source.text, at, end):
            found.parts[match[1]] = len(found.rows)
            at = match.end()
        else:
            break
    return min(at, end)


def _behind_other(source: Source, match: re.Match[str]) -> int:
    name = match.group().lstrip("\\").rstrip("*")
    at = source.skip(match.end(), 3 if name == "rowcolors" else 1 if name in _ONE_GROUP else 0)
    return source.optional(source.optional(at)) if name in ("rowcolor", "addlinespace") else at


def _item(reader: Reader, cell: Span, notes: list[Span]) -> grid.Item:
    if not reader.source.text[slice(*cell)].strip():
        return _EMPTY
    text = reader.text(*cell)
    notes.extend(text.notes)
    spans = {"row": 1, "column": 1}
    for match in _SPAN.finditer(reader.source.text, *cell):
        group = reader.source.group(reader.source.optional(match.end()))
        spans[match[1]] = _count(reader.source.text[slice(*group)] if group else "")
    plain = _SPREAD.sub(" ± ", text.plain)
    return grid.Item(plain, spans["row"], max(spans["column"], 1), text.bold)


def _count(text: str) -> int:
    match = re.match(r"\s*(-?\d{1,4})", text)
    return int(match[1]) or 1 if match else 1


def _raise_negative(items: list[list[grid.Item]]) -> None:
    """`\\multirow{-3}` stands in the last row that it spans: its text moves to the first."""
    for at, row in enumerate(items):
        column = 0
        for n, item in enumerate(row):
            if item.rowspan < 0:
                top = max(at + item.rowspan + 1, 0)
                above = _index(items[top], column)
                if top < at and above is not None and not items[top][above].text:
                    items[top][above] = replace(item, rowspan=at - top + 1)
                    row[n] = replace(item, text="", rowspan=1)
                else:
                    row[n] = replace(item, rowspan=1)
            column += item.colspan


def _index(row: Sequence[grid.Item], column: int) -> int | None:
    """Which item of a row begins at a column."""
    at = 0
    for n, item in enumerate(row):
        if at == column:
            return n
        at += item.colspan
    return None


def _without(items: list[list[grid.Item]], split: _Rows) -> tuple[list[list[grid.Item]], list[int]]:
    """Leaves out what a long table repeats on each page."""
    out = set(_repeated(split.parts))
    kept = [row for n, row in enumerate(items) if n not in out]
    rules = [rule - sum(n < rule for n in out) for rule in split.rules]
    return kept, rules


def _repeated(parts: dict[str, int]) -> Iterator[int]:
    first, head = parts.get("endfirsthead"), parts.get("endhead")
    if first is not None and head is not None:
        yield from range(min(first, head), max(first, head))
    preamble = max(first or 0, head or 0)
    yield from range(preamble, max(parts.get("endfoot", 0), parts.get("endlastfoot", 0)))


def _doubts(rows: Sequence[Sequence[grid.Item]], *, cut: bool) -> Iterator[str]:
    widths = [sum(item.colspan for item in row) for row in rows]
    short = [str(n + 1) for n, width in enumerate(widths) if width < max(widths)]
    if short:
        yield f"rows shorter than the widest: {', '.join(short[:5])}"
    if cut:
        yield f"only the first {MAX_CELLS} cells were read"
