"""Do evidence and tables fit on a printed page, with nothing lost?"""

import pytest

from claimcheck.record import Report
from claimcheck.render.grids import Layout
from claimcheck.render.printed import LONG, gathered, laid, together
from claimcheck.render.rows import Proof

NAMES = [
    (["a/b.json"], "a/b.json"),
    (["a/b.json", "a/b.json"], "a/b.json"),
    (["cpu/ld/seed-0/r.json", "cpu/ld/seed-12/r.json"], "cpu/ld/seed-{0, 12}/r.json"),
    (["seed-1", "seed-11"], "seed-1{, 1}"),
    (["x", "y"], "{x, y}"),
    (["", "y"], "{, y}"),
]


@pytest.mark.parametrize(("names", "expected"), NAMES)
def test_names_of_files_stand_together(names: list[str], expected: str) -> None:
    assert together(names) == expected


def test_the_seeds_of_one_quantity_stand_on_one_line() -> None:
    lines = gathered(
        [
            Proof("cpu/ld/seed-0/r.json", "ld on A", "1.0"),
            Proof("cpu/fwm/seed-0/r.json", "fwm on A", "3.0"),
            Proof("cpu/ld/seed-1/r.json", "ld on A", "2.0"),
            Proof("paper.html", "ld on A", "9.0"),
        ]
    )
    assert [(p.where, p.value, p.source) for p in lines] == [
        ("ld on A", "1.0, 2.0", "cpu/ld/seed-{0, 1}/r.json"),
        ("fwm on A", "3.0", "cpu/fwm/seed-0/r.json"),
        ("ld on A", "9.0", "paper.html"),
    ]


def test_a_table_keeps_its_spans_its_heads_and_its_cells(report: Report) -> None:
    table = laid(Layout.of(report.tables[0]).excerpt({(3, 1)}))
    assert [[(s.text, s.colspan) for s in row] for row in table.rows] == [
        [("Method", 1), ("Accuracy", 2)],
        [("Method", 1), ("Near", 1), ("Far", 1)],
        [("mixed", 1), ("63.70", 1), ("39.00", 1)],
    ]
    assert (table.spec, table.heads, table.breaks) == ("lll", 2, False)


def test_a_column_of_long_texts_breaks_its_lines(report: Report) -> None:
    long = report.tables[0]
    cells = tuple(
        c.model_copy(update={"text": "w" * (LONG + 1)}) if (c.row, c.column) == (3, 0) else c
        for c in long.cells
    )
    table = laid(Layout.of(long.model_copy(update={"cells": cells})).excerpt({(3, 1)}))
    assert table.spec == "p{3.6cm}ll"
