"""Does the figure of a claim show what was claimed and found, and say so in words?"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from claimcheck.number import parse
from claimcheck.record import Claim, Computed, Outcome, Select, Value, Verdict, Witness
from claimcheck.render.drawing import Drawing, fitted, wide
from claimcheck.render.forest import forest


def found(value: str, **more: Any) -> Computed:
    number = Decimal(value)
    given: dict[str, Any] = {
        "of": "difference",
        "method": "ours",
        "reference": "base",
        "benchmark": "A",
    }
    return Computed(**{**given, "value": number, "low": number, "high": number, **more})


def said(witness: Witness, *numbers: Computed, outcome: Outcome = "supported") -> Verdict:
    return Verdict(
        claim="c01",
        quote="",
        witness=witness,
        check="difference",
        outcome=outcome,
        computed=numbers,
    )


CLAIM = Claim(id="c01", quote="", predicate=Value(select=Select(), claimed=parse("2.0")))
CLAIMED = {"claimed": (Decimal("1.95"), Decimal("2.05")), "said": "+2.0 points"}
RUNS = {"interval_95": (-0.5, 3.5), "seeds": {0: 1.0, 1: 2.0}}


def drawn(*verdicts: Verdict) -> Drawing:
    figure = forest(CLAIM, verdicts)
    assert figure is not None
    return figure


def texts(figure: Drawing) -> list[str]:
    return [w.text for w in figure.words]


def test_every_witness_has_its_row_shape_and_number() -> None:
    figure = drawn(
        said("rerun", found("1.5", **RUNS)),
        said("paper", found("2.0", metric="accuracy (%)", **CLAIMED)),
        said("released", found("2.1", metric="accuracy (%)", interval_95=(1.0, 3.2))),
    )
    assert texts(figure)[:9] == [
        "ours − base on A", "claimed", "+2.0 pp", "paper", "+2.0", "released", "+2.1 [+1.0, +3.2]",
        "rerun", "+1.5 [−0.5, +3.5]",
    ]  # fmt: skip
    large = [(m.shape, m.ink) for m in figure.marks if m.size > 3]
    assert large == [
        ("diamond", "ink"), ("square", "paper"), ("triangle", "released"), ("circle", "rerun"),
    ]  # fmt: skip
    assert sum(m.hollow and m.ink == "rerun" for m in figure.marks) == 2
    assert "difference in accuracy (%)" in texts(figure)


def test_the_text_alternative_says_all_that_is_drawn() -> None:
    figure = drawn(said("paper", found("2.0", **CLAIMED)), said("rerun", found("1.5", **RUNS)))
    assert figure.title == "Claim c01: claimed against found"
    assert figure.says == (
        "Forest plot. ours − base on A: claimed +2.0 points, paper +2.0, "
        "rerun +1.5 (95 % interval −0.5 to +3.5), seeds +1.00, +2.00."
    )


def test_what_is_larger_stands_further_to_the_right() -> None:
    figure = drawn(said("paper", found("2.0", **CLAIMED)), said("rerun", found("-1.5", **RUNS)))
    at = {m.ink: m.x for m in figure.marks if not m.hollow}
    claimed = next(m.x for m in figure.marks if m.shape == "diamond")
    assert at["paper"] == pytest.approx(claimed)
    assert at["rerun"] < at["paper"]
    zero = next(s for s in figure.strokes if s.dashed).points[0][0]
    assert at["rerun"] < zero < at["paper"]


ALONE: list[tuple[str, tuple[Verdict, ...], bool]] = [
    ("nothing was computed", (said("paper"),), False),
    ("one number, as claimed", (said("paper", found("2.0", **CLAIMED)),), False),
    ("one number, not as claimed", (said("paper", found("9.0", **CLAIMED), outcome="contradicted"),), True),
    ("one number with an interval", (said("released", found("2.0", interval_95=(1.0, 3.0))),), True),
    ("two witnesses", (said("paper", found("2.0")), said("released", found("2.0"))), True),
]  # fmt: skip


@pytest.mark.parametrize(("what", "verdicts", "shown"), ALONE, ids=[row[0] for row in ALONE])
def test_a_figure_is_drawn_where_it_shows_more_than_the_words(
    what: str, verdicts: tuple[Verdict, ...], shown: bool
) -> None:
    assert (forest(CLAIM, verdicts) is not None) == shown


def test_lone_numbers_of_two_witnesses_are_one_whatever_they_call_it() -> None:
    figure = drawn(
        said("paper", found("2.0", method="Ours")), said("released", found("2.1", method="run_3"))
    )
    assert [t for t in texts(figure) if " − " in t] == ["Ours − base on A"]


def test_another_metric_has_an_axis_of_its_own() -> None:
    figure = drawn(said("paper", found("2.0", metric="loss"), found("0.5", metric="KL")))
    assert {"difference in loss", "difference in KL"} <= set(texts(figure))


def test_many_numbers_share_rows_the_highest_first_and_none_is_lost_silently() -> None:
    many = [found(str(i), method=f"m{i}") for i in range(30)]
    figure = drawn(said("released", *many), said("rerun", *many))
    shown = texts(figure)
    assert shown[0] == "− base on A"
    assert shown[1] == "m23"
    assert "and 6 more, which the JSON report holds" in shown
    assert {"released", "rerun"} <= set(shown)


def test_nothing_leaves_the_sheet() -> None:
    long = found("123456789012345678901234567890", method="m" * 300, benchmark="b" * 300)
    figure = drawn(said("paper", long), said("released", found("1e400")), said("rerun", found("0")))
    for words in figure.words:
        assert words.x + wide(words.text, words.size) * (words.align == "left") <= figure.width
    for mark in figure.marks:
        assert 0 <= mark.x <= figure.width
        assert 0 <= mark.y <= figure.height


@pytest.mark.parametrize(("text", "room"), [("word " * 40, 100.0), ("中文" * 40, 60.0), ("", 10.0)])
def test_words_are_cut_to_the_room_that_there_is(text: str, room: float) -> None:
    assert wide(fitted(text, room)) <= room
