"""Does every cell find its place, whatever the spans say, and are the headers found?"""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from claimcheck import store
from claimcheck.parsers import grid
from claimcheck.parsers.grid import Item
from claimcheck.record import Table


def filled(rows: list[list[Item]], *, flow: bool = True) -> list[list[str]]:
    cells = grid.build(rows, flow=flow)
    return [list(row) for row in Table(id="t", cells=cells).grid]


def items(*rows: str) -> list[list[Item]]:
    """Rows of words divided by `|`; `a^2` spans two rows, `a>2` two columns, `a^-2` upwards."""
    return [[_item(word.strip()) for word in row.split("|")] for row in rows]


def _item(word: str) -> Item:
    text, _, down = word.partition("^")
    if down:
        return Item(text, rowspan=int(down))
    text, _, right = word.partition(">")
    return Item(text, colspan=int(right or 1))


PLACES = [
    ("rows and columns", items("a|b", "c|d"), ["ab", "cd"]),
    ("a span to the right", items("a>2", "b|c"), ["aa", "bc"]),
    ("a span downwards pushes the next row's cells", items("a^2|b", "c"), ["ab", "ac"]),
    ("a span beyond the last row ends there", items("a^9|b", "c"), ["ab", "ac"]),
    ("a span of no rows is one row", items("a^0|b", "c|d"), ["ab", "cd"]),
    ("a span upwards takes the empty cells above", items("x|y", "|b", "a^-2|c"), ["xy", "ab", "ac"]),
    ("a span upwards stops below a text", items("x|b", "a^-2|c"), ["xb", "ac"]),
    ("a wide span stops where another cell stands", items("a|b^2|c", "d>3"), ["abc", "db "]),
    ("a short row leaves its end empty", items("a|b", "c"), ["ab", "c "]),
    ("an empty row is dropped", items("a|b", "|", "c|d"), ["ab", "cd"]),
    ("an empty row under a span shortens it", items("a^3|b", "", "c", "d|e"), ["ab", "ac", "de"]),
    ("an empty column is dropped", items("a||b", "c||d"), ["ab", "cd"]),
    ("a span gives up the column where nothing stands", items("a>3", "b||c"), ["aa", "bc"]),
    ("a span over nothing else keeps one column", items("a>999999|b", "c>999999|d"), ["ab", "cd"]),
]  # fmt: skip


@pytest.mark.parametrize(("says", "rows", "expected"), PLACES, ids=[c[0] for c in PLACES])
def test_each_cell_stands_where_its_spans_put_it(says: str, rows: Any, expected: list[str]) -> None:
    assert filled(rows) == [[c.strip() for c in row] for row in expected]


COUNTED = [
    ("placeholders under a span vanish", items("a^2|b", "|c"), ["ab", "ac"]),
    ("a text under a span cuts it short", items("a^3|b", "|c", "d|e"), ["ab", "ac", "de"]),
    ("a span beyond the last row ends there", items("a^9|b", "|c"), ["ab", "ac"]),
    ("a span upwards", items("x|y", "|b", "a^-2|c"), ["xy", "ab", "ac"]),
]  # fmt: skip


@pytest.mark.parametrize(("says", "rows", "expected"), COUNTED, ids=[c[0] for c in COUNTED])
def test_counted_cells_stay_in_their_column(says: str, rows: Any, expected: list[str]) -> None:
    assert filled(rows, flow=False) == [list(row) for row in expected]


item = st.builds(
    Item,
    text=st.sampled_from(["", " ", "a", "0.5"]),
    rowspan=st.integers(-5, 9),
    colspan=st.integers(-5, 9),
)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.lists(item, max_size=6), max_size=8), flow=st.booleans())
def test_no_rows_make_it_fail_or_let_cells_overlap(rows: list[list[Item]], flow: bool) -> None:
    cells = grid.build(rows, flow=flow)
    places = [
        (row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    ]
    assert len(places) == len(set(places))
    assert max((row for row, _ in places), default=-1) < len(rows)
    header_rows, header_columns = grid.header_shape(cells)
    assert header_rows >= 0
    assert header_columns >= 0


def test_a_table_of_any_size_stays_within_bounds() -> None:
    cells = grid.build([[Item("x", rowspan=10**6, colspan=10**6)] * 3] * (grid.MAX_ROWS + 9))
    assert max(c.row + c.rowspan for c in cells) <= grid.MAX_ROWS
    assert max(c.column + c.colspan for c in cells) <= grid.MAX_COLUMNS


def test_rules_keep_their_rows_when_empty_rows_go() -> None:
    kept, rules = grid.tidy(items("a|b", "|", "c|d", "e|f"), [0, 2, 4])
    assert len(kept) == 3
    assert rules == (0, 1, 3)


SHAPES = [
    ("names over numbers", items("M|Acc", "a|0.5", "b|0.6"), (), None, (1, 1)),
    ("a rule under two rows", items("|G>2", "M|x|y", "a|0.1|0.2"), [0, 2, 3], None, (2, 1)),
    ("two levels without rules", items("|G>2", "M|x|y", "a|0.1|0.2"), (), None, (2, 1)),
    ("every row ruled off", items("M|G>2|H", "|x|y|z", "a|1.0|2.0|3.0"), range(4), None, (2, 1)),
    ("whole numbers name columns", items("|G>2", "M|1|5", "a|0.1|0.2", "b|0.1|0.2"), (), None, (2, 1)),
    ("a rule inside the results", items("M|x", "a|0.1", "b|0.2", "c|0.3"), [3], None, (1, 1)),
    ("a title over all columns", items("Title>3", "M|x|y", "a|0.1|0.2"), [1, 2], None, (2, 1)),
    ("words only", items("Family|Operations", "strong|blur", "weak|noise"), (), None, (1, 1)),
    ("what the page says, without rules", items("Name|x", "kind|y", "a|b", "c|d"), (), (2, 0), (2, 1)),
    ("no header at all", items("a|0.1", "b|0.2"), (), None, (0, 1)),
    ("two columns tell rows apart", items("M|Data|Acc", "a^2|x|0.1", "y|0.2", "b|x|0.3"), (), None, (1, 2)),
    ("names alone tell rows apart", items("M|Net|Acc", "a|x|0.1", "b|x|0.2"), (), None, (1, 1)),
    ("results never name rows", items("M|x|y", "a|0.1|0.2", "a|0.3|0.4"), (), None, (1, 1)),
    ("a section title starts the names anew", items("M|x|y", "S>3", "a|0.1|0.2", "T>3", "a|0.3|0.4"), (), None, (1, 1)),
    ("a row of results only", items("x|y", "0.1|0.2"), (), None, (1, 0)),
    ("nothing", [], (), None, (0, 0)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("says", "rows", "rules", "guessed", "expected"), SHAPES, ids=[c[0] for c in SHAPES]
)
def test_headers_are_told_from_results(
    says: str, rows: Any, rules: Any, guessed: tuple[int, int] | None, expected: tuple[int, int]
) -> None:
    assert grid.header_shape(grid.build(rows), rules=rules, guessed=guessed) == expected


def gold_tables(data: Path) -> list[dict[str, Any]]:
    tables: list[dict[str, Any]] = store.read_yaml(data / "gold" / "tables.yaml")
    return tables


def gold_rows(table: dict[str, Any]) -> list[list[Item]]:
    spans = {(s.get("row", s.get("r")), s.get("col", s.get("c"))): s for s in table["spans"]}
    return [
        [
            Item(text, **{k: spans.get((r, c), {}).get(k, 1) for k in ("rowspan", "colspan")})
            for c, text in enumerate(row)
            if text is not None
        ]
        for r, row in enumerate(table["grid"])
    ]


def gold_shape(table: dict[str, Any]) -> tuple[int, int]:
    rows = table["header_rows"]
    columns = table.get("header_cols", table.get("row_header_cols"))
    return (rows if isinstance(rows, int) else len(rows)), columns


def test_grids_read_by_hand_come_out_filled(data: Path) -> None:
    for table in gold_tables(data):
        assert filled(gold_rows(table)) == table["grid_filled"], table["id"]


def test_headers_agree_with_tables_read_by_hand_with_and_without_rules(data: Path) -> None:
    for table in gold_tables(data):
        cells = grid.build(gold_rows(table))
        assert grid.header_shape(cells) == gold_shape(table), table["id"]
        for rules in (table.get("rules_before_rows", ()), range(len(table["grid"]) + 1)):
            assert grid.header_shape(cells, rules=rules) == gold_shape(table), table["id"]
