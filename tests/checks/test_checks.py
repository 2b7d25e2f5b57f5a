"""Claim and witness in, caution out: how far can an answer be trusted?"""

from collections.abc import Sequence

import pytest
from results import measured, of

from claimcheck.checks import CHECKS
from claimcheck.checks.grim import check_grim, pass_rate, possible
from claimcheck.checks.multiplicity import holm
from claimcheck.checks.sampling import fisher, two_proportions, wilson
from claimcheck.number import parse
from claimcheck.record import (
    Claim,
    Comparison,
    Count,
    Difference,
    Finding,
    Measurement,
    Range,
    Select,
)


def claim(*predicates: object, **fields: object) -> Claim:
    first, *rest = predicates
    return Claim.model_validate(
        {"id": "c", "quote": "q", "predicate": first, "also": tuple(rest)} | fields
    )


def run(name: str, asked: Claim, rows: Sequence[Measurement]) -> list[Finding]:
    found = CHECKS[name](asked, rows)
    return [] if found is None else [found] if isinstance(found, Finding) else list(found)


BASE = of("base", seed="42")
ROWS = [
    measured("base", "SSv2", "8.39", n=24777, seed=42, protocol={"epochs": "100"}),
    measured("base", "SSv2", "6.62", n=24777, seed=239, protocol={"epochs": "100"}),
    measured("ours", "SSv2", "13.41", n=24777, seed=239, protocol={"epochs": "50"}),
    measured("base", "D", "8.68", n=1970, seed=42),
    measured("ours", "D", "8.38", n=1970, seed=239),
    measured("base", "IN", "24.86", n=5000, seed=42),
    measured("base", "IN", "21.26", n=5000, seed=239),
    measured("ours", "IN", "22.80", n=5000, seed=239),
]
SSV2 = Difference(subject=of("ours", benchmark=("SSv2",)), reference=BASE, claimed=parse("+5.02"))
DIVING = Difference(subject=of("ours", benchmark=("D",)), reference=BASE, claimed=parse("-0.30"))
IMAGENET = Difference(subject=of("ours", benchmark=("IN",)), reference=BASE, claimed=parse("-2.06"))


def test_sampling_error_is_that_of_two_proportions() -> None:
    (apart,) = run("sampling", claim(SSV2), ROWS)
    assert apart.passed
    assert apart.statistics["ours/SSv2"]["z"] == pytest.approx(17.93, abs=0.01)
    (within,) = run("sampling", claim(DIVING), ROWS)
    assert (within.passed, within.caution) == (False, "not-distinguishable")
    assert "p 0.73" in within.says
    assert within.statistics["ours/D"]["detectable_80"] == pytest.approx(2.5, abs=0.05)


def test_no_n_no_sampling_error() -> None:
    rows = [measured("base", "A", "1.0"), measured("ours", "A", "2.0")]
    assert (
        run(
            "sampling",
            claim(Difference(subject=of("ours"), reference=of("base"), claimed=parse("1"))),
            rows,
        )
        == []
    )


def test_small_test_sets_are_tested_exactly() -> None:
    pair = two_proportions(measured("a", "S", "67.5", n=40), measured("b", "S", "27.5", n=40))
    assert pair is not None
    assert (pair.test, pair.z) == ("Fisher's exact test", None)
    assert pair.p == pytest.approx(6.8e-4, rel=0.01)
    assert fisher(29, 40, 11, 40) == pytest.approx(1.1e-4, rel=0.05)
    assert [round(100 * x) for x in wilson(27, 40)] == [52, 80]


def test_seed_noise_is_the_spread_of_the_reference_arm() -> None:
    noise, single = run("seeds", claim(SSV2), ROWS)
    assert "2.8 times the gap of 1.77" in noise.says
    assert noise.statistics["ours/SSv2"]["t"] == pytest.approx(3.85, abs=0.01)
    assert noise.caution == "seed-noise"
    assert single.caution == "single-seed"


def test_many_seeds_on_both_sides_leave_no_caution() -> None:
    rows = [measured("base", "A", f"10.{i}", seed=i) for i in range(5)] + [
        measured("ours", "A", f"20.{i}", seed=i) for i in range(5)
    ]
    asked = claim(
        Difference(
            subject=of("ours", seed="0"), reference=of("base", seed="0"), claimed=parse("10")
        )
    )
    (noise,) = run("seeds", asked, rows)
    assert (noise.passed, noise.caution) == (True, "")


def test_unequal_settings_and_seeds_are_named() -> None:
    settings, seeds = run("protocol", claim(SSV2), ROWS)
    assert (settings.caution, settings.says) == (
        "unequal-protocol",
        "ours on SSv2: epochs 50 against 100",
    )
    assert seeds.caution == "unequal-seed"
    same = Difference(subject=of("ours"), reference=of("base", seed="239"), claimed=parse("0"))
    rows = [m.model_copy(update={"protocol": {"epochs": "100"}}) for m in ROWS]
    assert run("protocol", claim(same), rows) == []


def test_another_reference_run_may_turn_the_sign() -> None:
    other = (of("base", seed="239"),)
    (turned,) = run("reference", claim(IMAGENET, alternatives=other), ROWS)
    assert turned.caution == "reference-sensitive"
    assert "ours on IN −2.06 becomes +1.54; the sign changes" in turned.says
    (kept,) = run("reference", claim(SSV2, alternatives=other), ROWS)
    assert (kept.passed, kept.caution) == (True, "")
    assert run("reference", claim(SSV2, alternatives=(of("nobody"),)), ROWS) == []


def test_holm_multiplies_the_smallest_by_all() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])


def test_multiplicity_counts_all_methods_compared_with_the_reference() -> None:
    extra = [measured(f"m{i}", "IN", "24.0", n=5000, seed=239) for i in range(8)]
    (lost,) = run("multiplicity", claim(IMAGENET), ROWS + extra)
    assert (lost.statistics["family"], lost.caution) == (9, "multiplicity")
    (held,) = run("multiplicity", claim(SSV2, IMAGENET), ROWS)
    assert held.caution == ""
    assert run("multiplicity", claim(SSV2), ROWS[:3]) == []


def association(signs: Sequence[float]) -> list[Finding]:
    rows = [measured("base", "X", "50.0"), measured("base", "Y", "50.0")]
    for i, sign in enumerate(signs):
        rows += [
            measured(f"m{i}", "X", f"{50 + i:.1f}"),
            measured(f"m{i}", "Y", f"{50 + sign * i:.1f}"),
        ]
    asked = Count(
        select=of(benchmark=("X",)), reference=of("base"), direction="worse", complete=("X", "Y")
    )
    return run("association", claim(asked, association=("X", "Y")), rows)


def test_gains_that_rise_together_speak_against_a_trade_off() -> None:
    assert association([1, 1.1, 0.9, 1, 1])[0].caution == "association"
    assert association([-1, -1.1, -0.9, -1, -1])[0].caution == ""
    assert association([1, 1]) == []


def test_a_range_over_methods_with_gaps_is_asked_again_of_the_complete_ones() -> None:
    rows = [measured(m, "X", v) for m, v in (("base", "10"), ("a", "12"), ("b", "13"), ("c", "19"))]
    rows += [measured(m, "Y", v) for m, v in (("base", "10"), ("a", "11"), ("b", "11"))]
    ranges = [
        Range(
            select=of("a", "b", "c", benchmark=(x,)),
            reference=of("base"),
            low=parse("1"),
            high=parse("3"),
        )
        for x in "XY"
    ]
    (gap,) = run("coverage", claim(*ranges), rows)
    assert gap.caution == "incomplete"
    assert "the 2 of 3 with every benchmark (a, b) lie inside; c have no Y" in gap.says


GRIM = [
    ("27.50", 40, True),
    ("27.51", 40, False),
    ("8.68", 1970, True),
    ("8.70", 1970, False),
    ("0.00", 7, True),
]


@pytest.mark.parametrize(("value", "n", "whole"), GRIM)
def test_grim_asks_whether_whole_answers_give_the_percentage(
    value: str, n: int, whole: bool
) -> None:
    assert possible(parse(value), n) is whole


def test_grim_says_how_much_power_it_had() -> None:
    assert pass_rate(parse("8.68"), 1970) == pytest.approx(0.197)
    assert pass_rate(parse("8.39"), 24777) == 1.0
    good = check_grim(ROWS)
    assert good is not None
    assert good.passed
    assert "No power at n = 24,777" in good.says
    bad = check_grim([*ROWS, measured("x", "D", "8.70", n=1970)])
    assert bad is not None
    assert (bad.passed, bad.caution, bad.statistics["impossible"]) == (False, "impossible-value", 1)
    assert check_grim([measured("x", "D", "8.70")]) is None


@pytest.mark.parametrize("name", CHECKS)
def test_no_check_fails_where_nothing_was_measured(name: str) -> None:
    asked = claim(
        SSV2,
        Comparison(subject=Select(), reference=Select(), direction="better"),
        alternatives=(BASE,),
    )
    assert run(name, asked, []) == []
