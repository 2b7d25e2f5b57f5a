"""Which tables does an HTML page show, and what stands in their cells?

LaTeXML's tables are known by class, not by tag: in inline mode they are made of `span`. A table
inside a cell is the cell's lines, unless the outer one only lays tables out side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from claimcheck.document import Cell, Place, Table
from claimcheck.parsers import grid
from claimcheck.parsers.html_captions import (
    Captions,
    Found,
    figure_of,
    is_caption,
    is_figure,
)
from claimcheck.parsers.html_text import (
    Element,
    Piece,
    classes,
    is_hidden,
    join,
    notes,
    pieces,
    text,
    walk,
)

_NO_TABLES = frozenset({
    "ltx_bibliography", "ltx_eqn_table", "ltx_listing", "ltx_equation", "ltx_equationgroup",
    "ltx_title", "ltx_creator",
})  # fmt: skip
_ABOVE = ("ltx_border_t", "ltx_border_tt")
_BELOW = ("ltx_border_b", "ltx_border_bb")
_SPAN_CLASS = re.compile(r"ltx_(row|col)span_(\d{1,4})(?!\d)")
_WHOLE = re.compile(r"\s*(-?\d{1,5})\d*\s*")
_WORDY = re.compile(r"\w")


def find(root: Element) -> list[Found]:
    """The tables in reading order; layout tables, equations and the page's frame left out."""
    tables = _tables(root)
    found: list[Found] = []
    taken: set[str] = set()
    for (event, element), walker in walk(root):
        if event == "end":
            continue
        if is_hidden(element) or not classes(element).isdisjoint(_NO_TABLES):
            walker.skip_subtree()
        elif element in tables:
            figure = figure_of(element)
            name = _id(element, figure) or f"table-{len(found) + 1}"
            found.append(Found(element, figure, _unique(name, taken)))
            walker.skip_subtree()
    return found


def is_grid(element: Element) -> bool:
    """Whether the element is built of rows and cells."""
    names = classes(element)
    if "ltx_tabular" in names:
        return True
    return element.tag == "table" and names.isdisjoint(_NO_TABLES)


def read(
    found: Sequence[Found],
    *,
    places: Mapping[Element, Place],
    figure_notes: Mapping[Element, Sequence[str]],
) -> tuple[Table, ...]:
    """Tables with captions, headers and notes; `places` and `figure_notes` come from the prose."""
    tables: list[Table] = []
    captions = Captions(found)
    for one in found:
        rows = list(_rows(one.element))
        items = [
            [_item(cell, below=len(rows) - r) for cell in _cells(row)] for r, row in enumerate(rows)
        ]
        kept, rules = grid.tidy(items, _rules(rows))
        cells = grid.build(kept)
        shape = grid.header_shape(cells, rules=rules, guessed=(_guessed(rows), 0))
        around = figure_notes.get(one.figure, ()) if one.figure is not None else ()
        tables.append(
            Table(
                id=one.id,
                caption=captions.of(one),
                cells=cells,
                header_rows=shape[0],
                header_columns=shape[1],
                notes=(*around, *notes(one.element)),
                doubts=tuple(_doubts(one.element, rows, cells)),
                where=places.get(one.element, Place()),
            )
        )
    return tuple(tables)


def _tables(root: Element) -> set[Element]:
    """The grids that are tables: not those that lay out other tables, or hold no grid of texts."""
    tables: set[Element] = set()
    layouts: set[Element] = set()
    for element in reversed([e for e in root.iter("table", "span", "div") if is_grid(e)]):
        if element not in layouts and not _is_table(element):
            continue
        if element not in layouts:
            tables.add(element)
        layouts.update(e for e in element.iterancestors() if is_grid(e))
    return tables


def _is_table(element: Element) -> bool:
    """Whether rows and columns are more than a way to place things."""
    if element.get("role") == "presentation":
        return False
    rows = [cells for row in _rows(element) if (cells := list(_cells(row)))]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    full = sum(any(_WORDY.search(text(cell)) for cell in cells) for cells in rows)
    return full > 1


def _rows(element: Element) -> Iterator[Element]:
    """Rows of this table, not of those inside its cells."""
    for child in element:
        if is_hidden(child) or is_caption(child):
            continue
        if child.tag == "tr" or "ltx_tr" in classes(child):
            yield child
        elif not is_grid(child) and not _is_cell(child):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    return (child for child in row if _is_cell(child))


def _is_cell(element: Element) -> bool:
    return element.tag in ("td", "th") or "ltx_td" in classes(element)


def _item(cell: Element, *, below: int) -> grid.Item:
    found = pieces(cell)
    rowspan = _span(cell, "row")
    return grid.Item(
        text=join(piece.text for piece in found),
        rowspan=below if rowspan == 0 else rowspan,
        colspan=max(_span(cell, "col"), 1),
        bold=_is_bold(found),
    )


def _span(cell: Element, way: str) -> int:
    value = _WHOLE.fullmatch(cell.get(f"{way}span") or "")
    if value:
        return int(value[1])
    named = (m for m in _SPAN_CLASS.finditer(cell.get("class") or "") if m[1] == way)
    return next((int(match[2]) for match in named), 1)


def _is_bold(found: Sequence[Piece]) -> bool:
    """A cell is bold where its first word or number is: what stands behind `±` often is not."""
    return next((piece.bold for piece in found if _WORDY.search(piece.text)), False)


def _rules(rows: Sequence[Element]) -> list[int]:
    """Numbers of the rows above which a line runs over every cell."""
    above = [_all_have(row, _ABOVE) for row in rows]
    below = [_all_have(row, _BELOW) for row in rows]
    return [at for at in range(len(rows)) if above[at] or (at and below[at - 1])]


def _all_have(row: Element, names: Sequence[str]) -> bool:
    cells = list(_cells(row))
    return bool(cells) and not any(classes(cell).isdisjoint(names) for cell in cells)


def _guessed(rows: Sequence[Element]) -> int:
    """Leading rows that the page marks as headers."""
    for at, row in enumerate(rows):
        parent = row.getparent()
        head = parent is not None and (parent.tag == "thead" or "ltx_thead" in classes(parent))
        if not head and not all(cell.tag == "th" for cell in _cells(row)):
            return at
    return len(rows)


def _doubts(element: Element, rows: Sequence[Element], cells: Sequence[Cell]) -> Iterator[str]:
    if len(rows) > grid.MAX_ROWS:
        yield f"only the first {grid.MAX_ROWS} of {len(rows)} rows were read"
    covered: dict[int, int] = {}
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            covered[row] = covered.get(row, 0) + cell.colspan
    width = max(covered.values(), default=0)
    short = [str(row + 1) for row, count in sorted(covered.items()) if count < width]
    if short:
        yield f"rows shorter than the widest: {', '.join(short[:5])}"
    if element.tag == "span" and all(c.rowspan == c.colspan == 1 for c in cells):
        yield "set in inline mode, where spans are lost: headers may stand over the wrong columns"
    if any("ltx_ERROR" in classes(e) for e in element.iter("span")):
        yield "holds macros that the conversion did not know"


def _id(table: Element, figure: Element | None) -> str:
    """The id that the page gives the figure, or the table itself."""
    inside = [] if figure is None else [figure, *filter(is_figure, figure.iterancestors())]
    return next((name for e in (*inside, table) if (name := e.get("id"))), "")


def _unique(name: str, taken: set[str]) -> str:
    number, unique = 2, name
    while unique in taken:
        unique, number = f"{name}-{number}", number + 1
    taken.add(unique)
    return unique
