"""Are the figures of several papers laid beside each other where they may be, and only there?"""

from pathlib import Path

import pytest
from pebbles import page, read

from claimcheck.literature import PaperRead
from claimcheck.synthesis import align

SENTENCE = ("On Blocks, SieveNet reaches an accuracy of 71.2%, compared to 41.5% for Shaken.",)


def two(folder: Path, first: tuple[str, str, str], second: tuple[str, str, str]) -> list[PaperRead]:
    """Two papers, each with a method's figure on a benchmark."""
    return [
        read(folder, n, f"Pebbles {n}", page(f"Pebbles {n}", SENTENCE,
             ((method, value, f"1{n}.5"), ("Shaken", f"4{n}.5", f"2{n}.5")), ("Method", benchmark, f"Part {n}")))
        for n, (method, benchmark, value) in enumerate((first, second), 1)
    ]  # fmt: skip


CASES = [
    ("the same figure", ("SieveNet", "Blocks", "71.2"), ("SieveNet", "Blocks", "71.2"), "agree"),
    ("a rounded one", ("SieveNet", "Blocks", "71.24"), ("SieveNet", "Blocks", "71.2"), "agree"),
    ("another one", ("SieveNet", "Blocks", "71.2"), ("SieveNet", "Blocks", "70.9"), "disagree"),
    ("another case", ("SieveNet", "Blocks", "71.2"), ("sievenet", "blocks", "71.2"), "agree"),
    ("each paper's own", ("Ours", "Blocks", "71.2"), ("Ours", "Blocks", "70.9"), "incomparable"),
    ("a baseline", ("Baseline", "Blocks", "71.2"), ("Baseline", "Blocks", "71.2"), "agree"),
    ("a longer name", ("SieveNet", "Wet Blocks", "71.2"), ("SieveNet", "Blocks", "70.9"), "incomparable"),
    ("a longer name that fits", ("SieveNet", "Wet Blocks", "71.2"), ("SieveNet", "Blocks", "71.2"), "agree"),
    ("another method", ("SieveNet", "Blocks", "71.2"), ("SieveNet + L1", "Blocks", "71.2"), ""),
    ("another benchmark", ("SieveNet", "Blocks", "71.2"), ("SieveNet", "Cars", "71.2"), ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "standing"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_figures_stand_beside_each_other(
    tmp_path: Path, first: tuple[str, str, str], second: tuple[str, str, str], standing: str
) -> None:
    found = [q for q in align(two(tmp_path, first, second)) if q.method.lower() != "shaken"]
    assert [q.standing for q in found] == ([standing] if standing else [])


def test_a_disagreement_says_by_how_much_and_what_rounding_allows(tmp_path: Path) -> None:
    (found,) = [
        q
        for q in align(
            two(tmp_path, ("SieveNet", "Blocks", "71.2"), ("SieveNet", "Blocks", "70.9"))
        )
        if q.method == "SieveNet"
    ]
    assert found.says == "71.2 against 70.9: 0.3 apart, rounding allows 0.1"
    assert [e.where.column for e in found.entries] == [1, 1]
    assert found.entries[0].claims


def test_one_paper_alone_has_nothing_to_compare(tmp_path: Path) -> None:
    assert align([read(tmp_path, 1, "Pebbles", page("Pebbles"))]) == ()
