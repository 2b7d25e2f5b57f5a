"""Are the counts that ship with claimcheck those of the labelled claims, and is the measure right?"""

from pathlib import Path

import pytest
from calibration import brier, calibrated, counted, left_out, measured, reliability
from labelled import Labelled, invented

from claimcheck.confidence import CLASSES, Calibration, calibration, probability
from claimcheck.confidence.classes import Class


def one(paper: str, name: str, true: bool | None, *, verdict: Class = "both-agree") -> Labelled:
    return Labelled(paper, name, "published", verdict, true)


def test_a_claim_counts_once_a_class_however_often_it_was_asked() -> None:
    items = [
        one("a", "1", True),
        one("a", "1", True),
        one("a", "1", True, verdict="tables-agree-alone"),
        one("a", "2", False),
        one("b", "1", None),
    ]
    found = counted(items)
    both = found.classes["both-agree"]
    assert (both.true, both.n, both.undecidable) == (1, 2, 1)
    assert (found.base.true, found.base.n) == (1, 2)
    assert set(found.classes) == set(CLASSES)


def test_a_paper_is_forecast_from_the_others_alone() -> None:
    items = [one("a", str(i), True) for i in range(9)] + [one("b", str(i), False) for i in range(9)]
    found = left_out(items, "published")
    assert {p < 0.01 for p, _, _ in found["a"]} == {True}
    assert {p > 0.99 for p, _, _ in found["b"]} == {True}
    assert measured(found).brier > 0.9
    assert measured(found).ece > 0.9


def test_the_brier_score_is_the_mean_squared_distance() -> None:
    assert brier([(1.0, True), (0.0, False)]) == 0
    assert brier([(0.5, True), (0.5, False)]) == 0.25
    assert brier([(0.0, True)]) == 1


def test_a_reliability_table_keeps_every_forecast_once() -> None:
    forecasts = [(p / 20, bool(p % 3)) for p in range(21)]
    bins = reliability(forecasts)
    assert sum(b.n for b in bins) == len(forecasts)
    assert sum(b.true for b in bins) == sum(t for _, t in forecasts)
    assert all(b.low <= b.mean <= b.high for b in bins)


def test_on_papers_that_were_not_counted_the_number_forecasts_better_than_the_base_rate() -> None:
    rows = [(probability(calibration(), one.verdict), bool(one.true)) for one in invented()]
    base = probability(calibration(), "undecided")
    assert len(rows) > 100
    assert brier(rows) < 0.5 * brier((base, true) for _, true in rows)


@pytest.fixture(scope="module")
def found(data: Path) -> Calibration:
    return calibrated(data)


def test_the_shipped_counts_are_those_of_the_labelled_papers(found: Calibration) -> None:
    assert calibration() == found, "python benchmarks/calibration.py --write"
