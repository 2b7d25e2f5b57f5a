"""Measurements in, tidy rows out."""

import io

import pandas as pd

from claimcheck.number import parse
from claimcheck.record import Measurement, Place, Report
from claimcheck.render.frame import frame, render


def measured(method: str, value: str) -> Measurement:
    return Measurement(
        witness="released",
        method=method,
        benchmark="B",
        metric="accuracy (%)",
        value=parse(value),
        n=1000,
        factors={"regime": "mixed"},
        protocol={"epochs": "50"},
        where=Place(source="run.json", path="a.b"),
    )


def test_a_row_a_measurement_with_the_value_as_printed_and_its_interval() -> None:
    table = frame([measured("ours", "63.70"), measured("base", "-1.2 ± 0.3")])
    assert list(table["value"]) == ["63.70", "-1.2 ± 0.3"]
    assert list(table["number"]) == [63.7, -1.2]
    assert list(table["low"]) == [63.695, -1.25]
    assert table["sd"][1] == 0.3
    assert list(table["factor.regime"]) == ["mixed", "mixed"]
    assert list(table["setting.epochs"]) == ["50", "50"]


def test_the_csv_reads_back() -> None:
    text = render(Report(paper="p", measurements=(measured("ours", "63.70"),)))
    table = pd.read_csv(io.StringIO(text), dtype=str)
    assert table["value"][0] == "63.70"
    assert table["source"][0] == "run.json"


def test_no_text_is_a_formula_and_a_negative_number_stays_one() -> None:
    rows = (measured("=HYPERLINK(1)", "-2.5"), measured("@x", "+1.0"), measured("-cmd", "3"))
    table = pd.read_csv(io.StringIO(render(Report(paper="p", measurements=rows))), dtype=str)
    assert list(table["method"]) == ["'=HYPERLINK(1)", "'@x", "'-cmd"]
    assert list(table["value"]) == ["-2.5", "+1.0", "3"]


def test_no_results_no_rows() -> None:
    assert render(Report(paper="p")) == ""
