"""Do words and rules come back as the table that was set?"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st

from claimcheck.parsers import pdf_regions, pdf_spans, pdf_tables, pdf_unruled
from claimcheck.parsers.pdf_geometry import Rule, Sheet, Word
from claimcheck.record import Table

SIZE = 10.0


def words(x: float, y: float, text: str, *, size: float = SIZE) -> list[Word]:
    """Words of half an em a letter and a third of an em between them."""
    made = []
    for part in text.split():
        end = x + 0.5 * size * len(part)
        made.append(Word(part, x, end, y, size, y - 0.75 * size, y + 0.25 * size))
        x = end + 0.3 * size
    return made


def centred(x: float, y: float, text: str) -> list[Word]:
    width = words(0, y, text)[-1].x1
    return words(x - width / 2, y, text)


def across(x0: float, x1: float, *ys: float) -> list[Rule]:
    return [Rule(x0, x1, y, y) for y in ys]


def down(x: float, top: float, bottom: float) -> Rule:
    return Rule(x, x, top, bottom)


def sheet(found: Sequence[Word], rules: Sequence[Rule] = (), sides: Sequence[Rule] = ()) -> Sheet:
    return Sheet(
        1, 612, 792, tuple(sorted(found, key=lambda w: (w.y, w.x0))),
        across=tuple(sorted(rules, key=lambda r: r.y)), down=tuple(sides),
    )  # fmt: skip


def cells(
    rows: Sequence[Sequence[str]], *, x: float = 100, y: float = 100, step: float = 80
) -> list[Word]:
    return [
        w
        for i, row in enumerate(rows)
        for j, cell in enumerate(row)
        if cell
        for w in words(x + step * j, y + 14 * i, cell)
    ]


def tables(page: Sheet) -> list[Table]:
    return [f.table for f in pdf_tables.tables(page, source="x.pdf", first=1).tables]


def grids(page: Sheet) -> list[list[list[str]]]:
    return [[list(row) for row in t.grid] for t in tables(page)]


PLAIN = [["Model", "Top-1", "Top-5"], ["A", "71.2", "90.1"], ["B", "72.9", "91.4"]]
RULES = across(95, 320, 88, 104, 134)


def test_a_table_with_three_rules_comes_back_whole() -> None:
    page = sheet(cells(PLAIN), RULES)
    assert grids(page) == [PLAIN]
    assert [(t.header_rows, t.header_columns, t.doubts) for t in tables(page)] == [(1, 1, ())]


PARTS = [
    ("tables side by side", sheet([*cells(PLAIN), *cells(PLAIN, x=340)], [*RULES, *across(335, 560, 88, 104, 134)]), 2),
    ("white between two tables", sheet([*cells(PLAIN), *cells(PLAIN, y=400)], [*RULES, *across(95, 320, 388, 404, 434)]), 2),
    ("a wider table below", sheet([*cells(PLAIN), *cells(PLAIN, y=160, step=120)], [*RULES, *across(95, 440, 148, 164, 194)]), 2),
    ("a lone rule", sheet(words(100, 100, "no table here"), across(95, 320, 104)), 0),
    ("a fraction bar", sheet([*words(100, 100, "a"), *words(100, 112, "b")], across(98, 110, 102)), 0),
    ("an algorithm", sheet([*words(100, 100, "Algorithm 1 Training"), *words(100, 114, "for x in y"), *words(250, 114, "do")], across(95, 320, 88, 104, 134)), 0),
]  # fmt: skip


@pytest.mark.parametrize(("name", "page", "count"), PARTS, ids=[p[0] for p in PARTS])
def test_rules_belong_together_until_something_parts_them(
    name: str, page: Sheet, count: int
) -> None:
    assert len(tables(page)) == count


def test_running_text_between_two_tables_parts_them() -> None:
    prose = [
        w
        for i, line in enumerate(["the results of the models show that both of"] * 2)
        for w in words(96, 150 + 12 * i, line)
    ]
    lower = [*cells(PLAIN, y=190)]
    page = sheet([*cells(PLAIN), *prose, *lower], [*RULES, *across(95, 320, 178, 194, 224)])
    assert grids(page) == [PLAIN, PLAIN]


FRAMED = [["One", "7.5"], ["Two", "8.5"]]
FRAME = [down(x, 164, 194) for x in (95, 320)]


def test_a_frame_under_one_line_of_text_is_another_table() -> None:
    found = [*cells(PLAIN), *words(96, 150, "Some words."), *cells(FRAMED, y=176)]
    page = sheet(found, [*RULES, *across(95, 320, 164, 180, 194)], FRAME)
    assert grids(page) == [PLAIN, FRAMED]


UNFRAMED = [
    ("a rule without sides", []),
    ("sides all the way", [down(x, 88, 194) for x in (95, 320)]),
]


@pytest.mark.parametrize(("name", "sides"), UNFRAMED, ids=[c[0] for c in UNFRAMED])
def test_one_line_of_text_between_rules_is_a_row(name: str, sides: list[Rule]) -> None:
    found = [*cells(PLAIN), *words(96, 150, "Some words."), *cells(FRAMED, y=176)]
    (grid,) = grids(sheet(found, [*RULES, *across(95, 320, 164, 180, 194)], sides))
    assert [row[0] for row in grid] == ["Model", "A", "B", "Some words.", "One", "Two"]


LONG = [
    "a driver starts with nine gallons of gas",
    "and adds four gallons more on his way",
    "then adds five more and sells all of it",
]


def test_running_text_inside_a_cell_keeps_the_table_whole() -> None:
    found = [
        *cells([["Set", "Example"], ["A", "short one here"]], step=60),
        *words(100, 128, "B"),
        *(w for i, line in enumerate(LONG) for w in words(160, 128 + 12 * i, line)),
    ]
    (grid,) = grids(sheet(found, across(95, 365, 88, 104, 117, 158)))
    assert grid == [["Set", "Example"], ["A", "short one here"], ["B", " ".join(LONG)]]


def test_a_head_of_cells_on_one_and_two_lines_is_one_row_above_a_lone_rule() -> None:
    found = [
        *words(100, 87, "Name"), *words(200, 80, "Density"), *words(205, 94, "[kg]"),
        *words(300, 87, "Fit"),
    ]  # fmt: skip
    body = [["A", "71.2", "90.1"], ["B", "72.9", "91.4"], ["C", "70.0", "80.0"]]
    (grid,) = grids(sheet([*found, *cells(body, step=100, y=112)], across(95, 330, 98)))
    assert grid == [["Name", "Density [kg]", "Fit"], *body]


def test_rows_beyond_the_last_rule_belong_to_the_table() -> None:
    page = sheet(cells(PLAIN), across(95, 320, 88, 104))
    assert grids(page) == [PLAIN]
    assert pdf_tables.FEW_RULES not in tables(page)[0].doubts


def test_a_table_without_rules_is_found_and_doubted() -> None:
    page = sheet(cells([*PLAIN, ["C", "70.0", "89.9"]]))
    assert grids(page) == [[*PLAIN, ["C", "70.0", "89.9"]]]
    assert pdf_unruled.NO_RULES in tables(page)[0].doubts


def test_displayed_equations_are_no_table() -> None:
    rows = [["a = 1", "b", "(1)"], ["c = 2", "d", "(2)"], ["e = 3", "f", "(3)"]]
    assert tables(sheet(cells(rows))) == []


def test_running_text_is_no_table() -> None:
    prose = [
        w
        for i in range(6)
        for w in words(72, 100 + 12 * i, "the model was trained for 10 of 20 epochs")
    ]
    assert tables(sheet(prose)) == []  # fmt: skip


def test_a_vertical_rule_parts_columns_that_touch() -> None:
    rows = [["Name", "x"], ["long name", "1"], ["longest one", "2"]]
    found = cells(rows, step=58)
    rules = [*across(95, 180, 88, 104, 134)]
    page = sheet(found, rules, [down(156.5, 88, 134)])
    assert [g[0] for g in grids(page)] == [["Name", "x"]]


def test_a_double_rule_under_a_centred_cell_parts_two_columns_once() -> None:
    rows = [["a", "20 J", "e", "30 J"], ["p", "3 W", "q", "4 W"]]
    found = [*cells(rows, step=58), *centred(209, 128, "4m by 4m by 2m")]
    sides = [down(x, 88, 134) for x in (147, 208, 210, 264)]
    (grid,) = grids(sheet(found, across(95, 320, 88, 104, 118, 134), sides))
    assert grid[:2] == rows


def test_a_head_cell_spans_the_columns_over_its_short_rule() -> None:
    head = [*words(100, 100, "Model"), *centred(220, 86, "Accuracy")]
    body = cells([["", "Top-1", "Top-5"], ["A", "71.2", "90.1"], ["B", "72.9", "91.4"]])
    rules = [*across(95, 320, 74, 104, 134), *across(178, 290, 90)]
    (table,) = tables(sheet([*head, *body], rules))
    assert table.grid[0] == ("", "Accuracy", "Accuracy")
    assert table.grid[1] == ("Model", "Top-1", "Top-5")
    assert (table.header_rows, table.header_columns) == (2, 1)


def test_a_cell_on_two_lines_is_one_cell() -> None:
    found = [
        *cells([["Model", "Note"], ["A", "a long note that"]], step=60),
        *words(160, 125, "goes on here"),
        *cells([["B", "short"]], y=139, step=60),
    ]
    page = sheet(found, across(95, 245, 88, 104, 145))
    assert grids(page) == [
        [["Model", "Note"], ["A", "a long note that goes on here"], ["B", "short"]]
    ]
    assert pdf_tables.TWO_LINES in tables(page)[0].doubts


MIDDLES = [
    (
        "a label on two lines beside its values",
        [(100, 112, "Image"), (100, 132, "ranking"), (180, 122, "48.6"), (260, 122, "44.1")],
        [["Image ranking", "48.6", "44.1"]],
    ),
    (
        "a value on two lines beside its label",
        [(100, 121, "Memory"), (180, 114, "64 GB"), (180, 128, "76 GB/s")],
        [["Memory", "64 GB 76 GB/s", ""]],
    ),
    (
        "two columns of two lines beside a label",
        [
            (100, 121, "Set"),
            (180, 114, "1.0"),
            (260, 114, "2.0"),
            (180, 128, "3.0"),
            (260, 128, "4.0"),
        ],
        [["Set", "1.0", "2.0"], ["Set", "3.0", "4.0"]],
    ),
    (
        "a label on the first of two lines",
        [(100, 114, "Set"), (180, 114, "1.0"), (180, 128, "3.0")],
        [["Set", "1.0", ""], ["", "3.0", ""]],
    ),
]


@pytest.mark.parametrize(("name", "found", "expected"), MIDDLES, ids=[c[0] for c in MIDDLES])
def test_lines_are_one_row_where_one_cell_alone_has_several(
    name: str, found: list[tuple[float, float, str]], expected: list[list[str]]
) -> None:
    band = [w for x, y, text in found for w in words(x, y, text)]
    ends = cells([["A", "1.5", "2.5"], ["B", "3.5", "4.5"]], y=149)
    page = sheet([*cells([PLAIN[0]]), *band, *ends], across(95, 320, 88, 104, 135, 168))
    assert grids(page)[0][1:-2] == expected


def test_a_label_centred_beside_two_rows_spans_them() -> None:
    found = [
        *cells([["Set", "Model", "Acc"], ["", "A", "1.0"], ["", "B", "2.0"], ["", "A", "3.0"], ["", "B", "4.0"]]),
        *words(100, 121, "one"),
        *words(100, 149, "two"),
    ]  # fmt: skip
    page = sheet(found, across(95, 320, 88, 104, 165))
    column = [row[0] for row in grids(page)[0]]
    assert column == ["Set", "one", "one", "two", "two"]


def test_a_label_on_the_middle_of_three_rows_spans_them() -> None:
    rows = [["Set", "Model", "Acc"], *(["", name, "1.0"] for name in "ABCABC")]
    rows[2][0], rows[5][0] = "one", "two"
    (grid,) = grids(sheet(cells(rows), across(95, 320, 88, 104, 190)))
    assert [row[0] for row in grid] == ["Set", "one", "one", "one", "two", "two", "two"]


def test_a_label_on_the_first_row_of_its_group_stays_there() -> None:
    rows = [["Set", "Model", "Acc"], *(["", name, "1.0"] for name in "ABCABC")]
    rows[1][0], rows[4][0] = "one", "two"
    (grid,) = grids(sheet(cells(rows), across(95, 320, 88, 104, 190)))
    assert [row[0] for row in grid] == ["Set", "one", "", "", "two", "", ""]


def test_a_sideways_label_spans_the_rows_beside_it() -> None:
    rows = [["", "Model", "Acc"], *(["", name, "1.0"] for name in "ABCD")]
    page = sheet(cells(rows), across(95, 320, 88, 104, 165))
    label = Word("group", 100, 110, 135, 10, 118, 152, turned=True)
    (table,) = tables(Sheet(1, 612, 792, page.words, (label,), page.across))
    assert [row[0] for row in table.grid] == ["", "group", "group", "group", "group"]


@given(st.lists(st.integers(1, 6), min_size=1, max_size=6), st.floats(-0.2, 0.2), st.floats(8, 20))
def test_spans_drawn_at_random_come_back(lengths: list[int], off: float, step: float) -> None:
    ys = [step * i for i in range(sum(lengths))]
    ends = [sum(lengths[: i + 1]) for i in range(len(lengths))]
    runs = list(zip([0, *ends], ends, strict=False))
    middles = [(ys[a] + ys[b - 1]) / 2 + off * step for a, b in runs]
    assert pdf_spans.split(ys, middles, 0.35) == runs


NO_SPLIT = [([0, 10, 20], [], None), ([0, 10], [0, 10, 20], None), ([0, 10, 20, 30], [0], None)]


@pytest.mark.parametrize(("ys", "middles", "expected"), NO_SPLIT)
def test_what_cannot_be_split_evenly_is_not_split(
    ys: list[float], middles: list[float], expected: None
) -> None:
    assert pdf_spans.split(ys, middles, 0.35) is expected


CAPTIONS = [
    ("above", words(100, 76, "Table 3: Accuracy of all."), "Accuracy of all."),
    ("below", words(100, 150, "Table 3: Accuracy of all."), "Accuracy of all."),
    ("no sign behind the number", words(100, 76, "Table 3 Accuracy of all"), "Accuracy of all"),
    ("of a figure", words(100, 150, "Figure 3: Accuracy of all."), ""),
    ("too far away", words(100, 30, "Table 3: Accuracy of all."), ""),
]


@pytest.mark.parametrize(("name", "found", "expected"), CAPTIONS, ids=[c[0] for c in CAPTIONS])
def test_a_table_has_the_caption_beside_it(name: str, found: list[Word], expected: str) -> None:
    assert [t.caption for t in tables(sheet([*cells(PLAIN), *found], RULES))] == [expected]


def test_a_caption_goes_before_a_sentence_that_begins_alike() -> None:
    found = [*words(100, 70, "Table 9 lists what we found."), *words(100, 160, "Table 3: Ours.")]
    assert [t.caption for t in tables(sheet([*cells(PLAIN), *found], RULES))] == ["Ours."]


NOTES = [
    ("a mark", [*words(100, 146, "* without pretraining", size=8), *words(100, 155, "and more", size=8)], ("* without pretraining and more",)),
    ("running text", words(100, 146, "The table shows this.", size=8), ()),
    ("too far below", words(100, 170, "* without pretraining", size=8), ()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "found", "expected"), NOTES, ids=[n[0] for n in NOTES])
def test_what_explains_the_marks_is_the_table_s_note(
    name: str, found: list[Word], expected: tuple[str, ...]
) -> None:
    assert [t.notes for t in tables(sheet([*cells(PLAIN), *found], RULES))] == [expected]


def test_pieces_of_one_rule_are_one() -> None:
    pieces = [*across(100, 150, 50), *across(150.5, 200, 50.3), *across(250, 300, 50)]
    assert [(r.x0, r.x1) for r in pdf_regions.merged(pieces)] == [(100, 200), (250, 300)]
