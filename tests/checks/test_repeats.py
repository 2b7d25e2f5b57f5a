"""Two tables of one paper in, cells that differ out."""

import pytest

from claimcheck.checks.repeats import check_repeats
from claimcheck.number import parse
from claimcheck.record import Measurement

MAIN = "A: 71.2 60.5 · B: 73.1 61.4 · Ours: 78.9 64.4"
CASES = [
    ("A: 71.2 60.5 · Ours: 78.9 64.4", (4, 0)),
    ("A: 71.2 60.5 · Ours: 78.6 64.4", (4, 1)),
    ("A: 71 60.5 · Ours: 78.9 64.44", (4, 0)),
    ("A: 55.0 40.1 · Ours: 60.0 44.2", None),
    ("A: 71.2 60.5 · Ours: 60.0 44.2", None),
    ("C: 71.2 60.5 · D: 78.9 64.4", None),
]


def cells(table: str, text: str) -> list[Measurement]:
    return [
        Measurement(
            witness="paper",
            method=name,
            benchmark=benchmark,
            metric="Accuracy",
            value=parse(printed),
            factors={"table": table},
        )
        for name, numbers in (row.split(": ") for row in text.split(" · "))
        for benchmark, printed in zip(("Indoor", "Outdoor"), numbers.split(), strict=True)
    ]


@pytest.mark.parametrize(("other", "expected"), CASES)
def test_tables_that_share_their_cells_must_print_the_same(
    other: str, expected: tuple[int, int] | None
) -> None:
    finding = check_repeats([*cells("main", MAIN), *cells("ablation", other)])
    if expected is None:
        assert finding is None
        return
    assert finding is not None
    assert (finding.statistics["shared"], finding.statistics["differ"]) == expected
    assert finding.passed is (expected[1] == 0)


def test_a_slip_is_told_with_both_numbers_and_both_tables() -> None:
    slip = "A: 71.2 60.5 · Ours: 78.6 64.4"
    finding = check_repeats([*cells("main", MAIN), *cells("ablation", slip)])
    assert finding is not None
    assert "Ours on Indoor, Accuracy 78.9 in main and 78.6 in ablation" in finding.says
    assert finding.caution == "printed-twice"


def test_released_results_are_no_table_of_the_paper() -> None:
    twice = [*cells("main", MAIN), *cells("ablation", "A: 71.2 60.5 · Ours: 78.6 64.4")]
    assert check_repeats([m.model_copy(update={"witness": "released"}) for m in twice]) is None
