"""Which tables does an HTML page show, and what stands in their cells?

LaTeXML's tables are known by class, not by tag: in inline mode they are made of `span`. A table
inside a cell is the cell's lines, unless the outer one only lays tables out side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from claimcheck.parsers import grid
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
from claimcheck.record import Cell, Place, Table

FIGURES = frozenset(("ltx_table", "ltx_figure", "ltx_float", "ltx_figure_panel"))
_NO_TABLES = frozenset({
    "ltx_bibliography", "ltx_eqn_table", "ltx_listing", "ltx_equation", "ltx_equationgroup",
    "ltx_title", "ltx_creator",
})  # fmt: skip
_ABOVE = ("ltx_border_t", "ltx_border_tt")
_BELOW = ("ltx_border_b", "ltx_border_bb")
_SPAN_CLASS = re.compile(r"ltx_(row|col)span_(\d{1,4})(?!\d)")
_NUMBERED = re.compile(r"Table\s+[A-Z]?[\dIVX]+(?:\.\d+)*\s*[.:]\s*(.+)", re.DOTALL)
_WORDY = re.compile(r"\w")


@dataclass(frozen=True)
class Found:
    """A table of the page, with its id there and the figure that holds it where there is one."""

    element: Element
    figure: Element | None
    id: str


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


def figure_of(element: Element) -> Element | None:
    """The nearest figure around an element."""
    return next((e for e in element.iterancestors() if is_figure(e)), None)


def is_figure(element: Element) -> bool:
    """Whether the element floats: a figure or table with its caption."""
    return element.tag == "figure" or not classes(element).isdisjoint(FIGURES)


def is_caption(element: Element) -> bool:
    """Whether the element is the caption of a figure or table."""
    return element.tag in ("figcaption", "caption") or "ltx_caption" in classes(element)


def read(
    found: Sequence[Found],
    *,
    places: Mapping[Element, Place],
    figure_notes: Mapping[Element, Sequence[str]],
) -> tuple[Table, ...]:
    """Tables with captions, headers and notes; `places` and `figure_notes` come from the prose."""
    tables: list[Table] = []
    captions = _Captions(found)
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


def caption_text(element: Element) -> str:
    """A caption without its `Table 1:`."""
    return text(element, skip=[e for e in element.iter("span") if "ltx_tag" in classes(e)])


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
    value = (cell.get(f"{way}span") or "").strip()
    if value.isascii() and value.isdigit():
        return int(value[:5])
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
    named = figure.get("id") if figure is not None else None
    return named or table.get("id") or ""


def _unique(name: str, taken: set[str]) -> str:
    number, unique = 2, name
    while unique in taken:
        unique, number = f"{name}-{number}", number + 1
    taken.add(unique)
    return unique


class _Captions:
    """Which caption belongs to which table, where a figure holds several of either."""

    def __init__(self, found: Sequence[Found]) -> None:
        self._members: dict[Element, list[Element]] = {}
        self._read: dict[Element, list[tuple[str, str]]] = {}
        for one in found:
            if one.figure is not None:
                self._members.setdefault(one.figure, []).append(one.element)

    def of(self, one: Found) -> str:
        inside = next((e for e in one.element if is_caption(e)), None)
        if inside is not None:
            return caption_text(inside)
        if one.figure is None:
            return self._beside(one.element)
        own = self._among(one.figure, one.element)
        outer = figure_of(one.figure)
        over = self._main(outer) if outer is not None else ""
        return f"{over} {own}".strip()

    def _among(self, figure: Element, table: Element) -> str:
        texts = [caption for _, caption in self._captions(figure)]
        tables = self._members[figure]
        if len(texts) == len(tables):
            return texts[tables.index(table)]
        main = self._main(figure)
        others = [caption for caption in texts if caption != main]
        if len(others) == len(tables):
            return f"{main} {others[tables.index(table)]}"
        return main

    def _main(self, figure: Element) -> str:
        """The caption whose number the figure's id carries, else the last one."""
        captions = self._captions(figure)
        number = re.search(r"\d+$", figure.get("id") or "")
        for tag, caption in captions:
            if number and re.search(rf"\b{number.group()}\b", tag):
                return caption
        return captions[-1][1] if captions else ""

    def _captions(self, figure: Element) -> list[tuple[str, str]]:
        """Tag and text of each caption of the figure, not of the figures inside it."""
        if figure not in self._read:
            own = [e for e in figure.iter() if is_caption(e) and figure_of(e) is figure]
            tagged = [(_tag(e), caption_text(e)) for e in own]
            self._read[figure] = list(dict.fromkeys(tagged))
        return self._read[figure]

    def _beside(self, table: Element) -> str:
        """The caption of a table that does not float: in the same box, or the next paragraph."""
        for box in islice(table.iterancestors("div", "span", "center"), 3):
            found = [e for e in box.iter() if is_caption(e) and figure_of(e) is None]
            if len(found) == 1:
                return caption_text(found[0])
            if found or "ltx_para" in classes(box):
                break
        for line in (table.getprevious(), table.getnext()):
            named = _NUMBERED.match(text(line)) if line is not None else None
            if named:
                return named[1]
        return ""


def _tag(caption: Element) -> str:
    tag = next((e for e in caption.iter("span") if "ltx_tag" in classes(e)), None)
    return text(tag) if tag is not None else ""
