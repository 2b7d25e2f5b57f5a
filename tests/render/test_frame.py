"""Measurements in, tidy rows out."""

import csv
import io

import pandas as pd
import pytest

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


FORMULAS = [
    "=HYPERLINK(1)",
    "@SUM(1)",
    "-cmd",
    "+cmd",
    "-1+cmd|' /C calc'!A0",
    "+1*HYPERLINK(1)",
    "  =1",
    "\t=1",
    "\r\n=1",
    "\u200b=1",
    "＝1+1",
    "|cmd",
    "-2.5=1",
    "+5,cmd",
]
NUMBERS = ["-2.5", "+1.0", "-1.2 ± 0.3", "+5.02 pp", "-2.5%", "+1.0e-3", "-1,234.5", "+2.7 points"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_text_is_a_formula(formula: str) -> None:
    rows = (measured(formula, "1.0"),)
    (row,) = csv.DictReader(io.StringIO(render(Report(paper="p", measurements=rows))))
    assert row["method"] == "'" + " ".join(formula.replace("\u200b", "").split())


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_with_a_sign_stays_as_printed(number: str) -> None:
    rows = (measured("x", number),)
    (row,) = csv.DictReader(io.StringIO(render(Report(paper="p", measurements=rows))))
    assert row["value"] == number


def test_a_field_ends_where_it_ends_whatever_the_separator() -> None:
    odd = measured('a","=1;=2\t=3', "1").model_copy(
        update={"factors": {'k",=1\n=2': "v"}, "protocol": {"p\x1b[31m": "=1"}}
    )
    text = render(Report(paper="p", measurements=(odd,)))
    assert len(text.splitlines()) == 2
    assert "\x1b" not in text
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["method"] == 'a","=1;=2 =3'
    assert row['factor.k",=1 =2'] == "v"
    assert row["setting.p[31m"] == "'=1"
    assert all(
        cell.startswith(('"',)) or cell[:1].isdigit() for cell in text.split("\n")[0].split(",")[:5]
    )


def test_no_results_no_rows() -> None:
    assert render(Report(paper="p")) == ""
