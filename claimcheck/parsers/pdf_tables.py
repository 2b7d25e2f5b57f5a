"""What tables does a page hold, as grids of cells?

The order of work: regions, columns, rows, spans, heads, captions. Wherever a choice was made
that the page does not force, the table carries a doubt.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from claimcheck.document import Cell, Place, Table
from claimcheck.parsers import (
    grid as grids,
    pdf_captions,
    pdf_columns,
    pdf_extents,
    pdf_heads,
    pdf_regions,
    pdf_rows,
    pdf_spans,
    pdf_unruled,
)
from claimcheck.parsers.pdf_captions import Caption
from claimcheck.parsers.pdf_columns import Entry, Grid
from claimcheck.parsers.pdf_geometry import Line, Sheet, Word, lines
from claimcheck.parsers.pdf_hyphens import flowing
from claimcheck.parsers.pdf_layout import strips
from claimcheck.parsers.pdf_regions import Region
from claimcheck.parsers.pdf_rows import Row
from claimcheck.parsers.pdf_words import clean

FEW_RULES = "fewer than two rules run over the whole width"
TWO_LINES = "cells on several lines were joined into one row"
WIDEST = 60


@dataclass(frozen=True)
class Found:
    """A table and the region that it was read from."""

    region: Region
    table: Table
    note: tuple[Word, ...]
    """The words of its notes."""


@dataclass(frozen=True)
class PageTables:
    tables: tuple[Found, ...]
    captions: tuple[Caption, ...]
    """All captions of the page, those of figures as well."""


def tables(sheet: Sheet, *, source: str, first: int, known: Collection[str] = ()) -> PageTables:
    """The tables of a page, from top to bottom, numbered from `first`."""
    ruled = pdf_extents.extended(pdf_regions.ruled(sheet), sheet)
    regions = sorted([*ruled, *pdf_unruled.regions(sheet, ruled)], key=lambda r: (r.top, r.x0))
    read = [(r, t) for r in regions if (t := table(r, sheet, known)) is not None]
    taken = {w for r, _ in read for w in r.words(sheet)}
    rest = [w for w in sheet.words if w not in taken]
    columns = strips(rest, sheet.width)
    possible = pdf_captions.captions(columns, known)
    given = pdf_captions.assign([r for r, _ in read], possible)
    found: list[Found] = []
    for i, (region, bare) in enumerate(read):
        note = pdf_captions.note(region, columns)
        place = Place(source=source, page=sheet.number, table=f"table-{first + i}")
        found.append(Found(region, _named(bare, place, given.get(i), note, known), note))
    return PageTables(tuple(found), tuple(pdf_captions.certain(possible, given.values())))


def _named(
    bare: Table,
    place: Place,
    caption: Caption | None,
    note: Sequence[Word],
    known: Collection[str],
) -> Table:
    text = flowing([line.text for line in lines(note)], known)
    return bare.model_copy(
        update={
            "id": place.table,
            "caption": caption.text if caption else "",
            "notes": (text,) if text else (),
            "where": place,
        }
    )


def table(region: Region, sheet: Sheet, known: Collection[str] = ()) -> Table | None:
    """The region as a grid, without id and caption; None where it holds less than two rows or
    columns.
    """
    found = lines(region.words(sheet))
    turned = [
        w for w in sheet.turned if region.over(w.x0, w.x1) and region.top <= w.y <= region.bottom
    ]
    grid = pdf_columns.columns(region, [_beside(line, turned) for line in found])
    if not 2 <= grid.width <= WIDEST:
        return None
    head_end = pdf_columns.body_top(region, found)
    rows, doubts = _rows(region, found, turned, grid, head_end)
    heads = pdf_heads.count(rows, head_end)
    doubts += pdf_heads.widen(rows, heads, grid, region, rows[heads:])
    cells = _cells(rows, known)
    if len(rows) < 2 or not any(c.column for c in cells):
        return None
    header_rows, header_columns = grids.header_shape(cells, rules={heads})
    doubts += list(region.doubts)
    if region.across and len(region.full()) < 2:
        doubts.append(FEW_RULES)
    if any(row.lines > 1 for row in rows):
        doubts.append(TWO_LINES)
    return Table(
        id="table", cells=cells, header_rows=header_rows, header_columns=header_columns,
        doubts=tuple(dict.fromkeys(doubts)),
    )  # fmt: skip


def _beside(line: Line, turned: Sequence[Word]) -> Line:
    """The line with the sideways words that run past it: they hold their column's place."""
    beside = [w for w in turned if w.top <= line.y <= w.bottom]
    return Line(tuple(sorted([*line.words, *beside], key=lambda w: w.x0))) if beside else line


def _rows(
    region: Region,
    found: Sequence[Line],
    turned: Sequence[Word],
    grid: Grid,
    head_end: float | None,
) -> tuple[list[Row], list[str]]:
    """All rows from top to bottom, spans placed, and doubts."""
    across = pdf_regions.merged(region.across)
    raw = [_row(line, grid, region) for line in found]
    rows: list[Row] = []
    doubts: list[str] = []
    for band in pdf_rows.bands(region, raw, head_end):
        own, loose = pdf_rows.rows(band, grid, across)
        sideways = [_entry(w, grid) for w in turned if band.top <= w.y <= band.bottom]
        doubts += pdf_spans.place(own, [*loose, *sideways], grid, across)
        if not band.head:
            pdf_spans.odd(own, grid, across)
        rows.extend(own)
    return rows, doubts


def _row(line: Line, grid: Grid, region: Region) -> Row:
    row = Row(line.y, line.size)
    for entry in pdf_columns.entries(line, grid, region.across):
        row.add(entry)
    return row


def _entry(word: Word, grid: Grid) -> Entry:
    column = grid.column((word.x0 + word.x1) / 2)
    return Entry((word,), column, column)


def _cells(rows: Sequence[Row], known: Collection[str]) -> tuple[Cell, ...]:
    """Cells in reading order; a span ends above the next cell of its columns."""
    taken = {
        (r, i)
        for r, row in enumerate(rows)
        for c in row.cells.values()
        for i in range(c.first, c.last + 1)
    }
    made: list[Cell] = []
    for r, row in enumerate(rows):
        for cell in sorted(row.cells.values(), key=lambda c: c.first):
            columns = range(cell.first, cell.last + 1)
            span = _free(taken, r, min(cell.rowspan, len(rows) - r), columns)
            taken |= {(r + k, i) for k in range(1, span) for i in columns}
            text = clean(flowing([e.text for e in cell.entries], known))
            made.append(
                Cell(
                    row=r, column=cell.first, text=text, rowspan=span,
                    colspan=len(columns), bold=cell.bold,
                )
            )  # fmt: skip
    return tuple(made)


def _free(taken: set[tuple[int, int]], row: int, most: int, columns: range) -> int:
    """Rows from `row` down, at most `most`, before another cell stands in the columns."""
    below = (k for k in range(1, most) if any((row + k, i) in taken for i in columns))
    return next(below, most)
