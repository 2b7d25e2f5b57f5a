from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from claimcheck.errors import ClaimsError
from claimcheck.record import Cell, Report, Table
from claimcheck.render import terminal


def shown(view: RenderableType, width: int = 160) -> str:
    screen = Console(file=(out := io.StringIO()), width=width, color_system=None)
    screen.print(view)
    return out.getvalue()


@pytest.mark.parametrize("width", [24, 40, 79, 80, 120])
def test_nothing_is_wider_than_the_terminal_and_nothing_is_cut(width: int, report: Report) -> None:
    views = (
        terminal.summary(report),
        terminal.explain(report, "c01"),
        terminal.grid(report.tables[0]),
    )
    for view in views:
        text = shown(view, width)
        assert all(cell_len(line) <= width for line in text.splitlines())
        assert "…" not in text


def test_the_summary_tells_outcomes_in_words_where_there_is_room(report: Report) -> None:
    assert "✓ supported" in shown(terminal.summary(report), 100)
    narrow = shown(terminal.summary(report), 60)
    assert "✓ supported  ✗ contradicted  ≈ no effect  ? undecided" in narrow


def test_one_claim_is_explained_with_its_figures_and_places(report: Report) -> None:
    text = shown(terminal.explain(report, "c01"))
    for said in (
        "63.70 − 61.20 = +2.50; claimed +2.50",
        "mixed on Near, accuracy, table tab:main, row 4, column 2",
        "results/near.json",
        "p: 4e-11",
        "could mean: plain, seed 2",
        "× not verified",
        "no verdict from: rerun (not run)",
    ):
        assert said in text


def test_an_unknown_claim_is_an_error_that_names_those_near(report: Report) -> None:
    with pytest.raises(ClaimsError, match="no claim c1 in the report") as caught:
        terminal.explain(report, "c1")
    assert "c01" in caught.value.remedy


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
