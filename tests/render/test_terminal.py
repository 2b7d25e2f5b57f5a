from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from claimcheck.record import Cell, Report, Table
from claimcheck.render import terminal


def shown(view: RenderableType, width: int = 160) -> str:
    screen = Console(file=(out := io.StringIO()), width=width, color_system=None)
    screen.print(view)
    return out.getvalue()


@pytest.mark.parametrize("width", [24, 40, 79, 80, 120])
def test_nothing_is_wider_than_the_terminal_and_nothing_is_cut(width: int, report: Report) -> None:
    for view in (terminal.summary(report), terminal.grid(report.tables[0])):
        text = shown(view, width)
        assert all(cell_len(line) <= width for line in text.splitlines())
        assert "…" not in text


def test_the_summary_tells_outcomes_in_words_where_there_is_room(report: Report) -> None:
    assert "✓ supported" in shown(terminal.summary(report), 100)
    narrow = shown(terminal.summary(report), 60)
    assert "✓ supported  ✗ contradicted  ≈ no effect  ? undecided" in narrow


def test_a_grid_keeps_each_cell_in_its_row(report: Report) -> None:
    lines = shown(terminal.grid(report.tables[0])).splitlines()
    assert [line.split() for line in lines if "." in line] == [
        ["plain", "61.20", "40.10"],
        ["mixed", "63.70", "39.00"],
    ]


def test_grids_without_cells_or_beyond_size_are_named_alone() -> None:
    huge = Cell(row=0, column=0, text="x", rowspan=10**9, colspan=10**9)
    assert shown(terminal.grid(Table(id="t"))).strip() == "t"
    assert "too large to be shown" in shown(terminal.grid(Table(id="t", cells=(huge,))))
