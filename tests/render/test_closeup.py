"""What is shown of one claim, on terminals of several widths, and as data?"""

from __future__ import annotations

import io
import json

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from claimcheck.errors import ClaimsError
from claimcheck.record import Cell, Report
from claimcheck.render import closeup

WIDTHS = [24, 40, 60, 80, 120, 200]
CLOSE = [40, 60, 80, 120]
DETAILS: list[closeup.Detail] = ["brief", "plain", "full"]


def shown(view: RenderableType, width: int = 160) -> str:
    screen = Console(file=(out := io.StringIO()), width=width, color_system=None)
    screen.print(view)
    return out.getvalue()


def unfolded(text: str) -> str:
    """The text as if the terminal had no edge."""
    return " ".join(text.split())


@pytest.fixture
def wide(report: Report) -> Report:
    """The report, its table with twelve more columns that decide nothing."""
    (table,) = report.tables
    further = tuple(
        Cell(row=row, column=column, text=f"benchmark {column}" if row < 2 else f"{column}.25")
        for row in range(4)
        for column in range(3, 15)
    )
    return report.model_copy(
        update={"tables": (table.model_copy(update={"cells": (*table.cells, *further)}),)}
    )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("detail", DETAILS)
def test_nothing_is_wider_than_the_terminal_and_nothing_is_cut(
    width: int, detail: closeup.Detail, report: Report, wide: Report
) -> None:
    for given in (report, wide):
        text = shown(closeup.explain(given, "c01", detail), width)
        assert all(cell_len(line) <= width for line in text.splitlines())
        assert "…" not in text


@pytest.mark.parametrize("width", CLOSE)
def test_figures_arithmetic_and_places_are_whole_at_every_width(width: int, report: Report) -> None:
    text = unfolded(shown(closeup.explain(report, "c01", "plain"), width))
    for said in (
        "“Mixing gains +2.50 points on Near.”",
        "read as: a difference (subject: method mixed, benchmark Near; reference: method plain; claimed: 2.50)",
        "63.70 − 61.20 = +2.50; claimed +2.50",
        "results/near.json",
        "[63.70]",
        "[61.20]",
        "could mean: plain, seed 2",
        "seed-noise: Two runs of one and the same method",
        "the gap between two seeds of plain is 2.10",
        "× not verified",
    ):
        assert said in text


def test_a_deciding_cell_stands_in_brackets_in_its_row_and_under_its_heads(report: Report) -> None:
    lines = [x.split() for x in shown(closeup.explain(report, "c01", "plain")).splitlines()]
    assert ["Method", "Accuracy", "Accuracy"] in lines
    assert ["plain", "[61.20]", "40.10"] in lines
    assert ["mixed", "[63.70]", "39.00"] in lines


def test_where_columns_do_not_fit_the_deciding_ones_stay(wide: Report) -> None:
    lines = shown(closeup.explain(wide, "c01", "plain"), 60).splitlines()
    assert ["plain", "[61.20]"] in [line.split() for line in lines]
    assert any("(13 more columns not shown)" in line for line in lines)
    assert "not shown" not in shown(closeup.explain(wide, "c01", "plain"), 250)


def test_each_detail_says_more_than_the_one_before(report: Report) -> None:
    brief, plain, full = (shown(closeup.explain(report, "c01", d)) for d in DETAILS)
    assert "p: 4e-11" not in brief
    assert "z: z: 6.6; p: 4e-11" in plain
    assert "    p: 4e-11" in full
    assert "t: 2.48" in full and "t: 2.48" not in plain
    assert "[63.70]" not in brief


def test_a_narrow_terminal_gets_evidence_as_a_list(report: Report) -> None:
    text = unfolded(shown(closeup.explain(report, "c01", "brief"), 40))
    at = "mixed on Near, accuracy, table tab:main, row 4, column 2"
    assert f"63.70: {at} 61.20:" in text
    assert text.count("all in paper.html") == 1
    assert "mixed.accuracy (results/near.json)" in text


CAPTIONS = [
    ("short", "short"),
    ("One sentence. " + "and more words " * 40, "One sentence."),
    ("word " * 100, "word word …"),
    ("x" * 500, "xxx …"),
]


@pytest.mark.parametrize(("caption", "shown_as"), CAPTIONS)
def test_a_long_caption_ends_with_a_sentence_or_a_word(
    caption: str, shown_as: str, report: Report
) -> None:
    table = report.tables[0].model_copy(update={"caption": caption})
    given = report.model_copy(update={"tables": (table,)})
    text = unfolded(shown(closeup.explain(given, "c01", "plain")))
    assert f"tab:main: {caption[:10]}" in text
    assert f"{shown_as} Method" in text
    assert len(text) < 2500


def test_the_data_are_the_records_of_the_claim_alone(report: Report) -> None:
    values = json.loads(json.dumps(closeup.values(report, "c01")))
    assert values["claim"]["id"] == "c01"
    assert values["standing"] == "supported"
    assert [v["witness"] for v in values["verdicts"]] == ["paper", "released"]
    (table,) = values["tables"]
    marked = [s["text"] for row in table["rows"] for s in row if s["marked"]]
    assert marked == ["61.20", "63.70"]


def test_an_unknown_claim_is_an_error_that_names_those_near(report: Report) -> None:
    for ask in (closeup.explain, closeup.values):
        with pytest.raises(ClaimsError, match="no claim c1 in the report") as caught:
            ask(report, "c1")
        assert "c01" in caught.value.remedy
