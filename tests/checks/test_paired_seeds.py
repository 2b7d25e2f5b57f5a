"""Do the statistics agree with known values, with scipy, and with each other?"""

from math import inf

import numpy as np
import pytest
from scipy import stats as reference

from claimcheck.checks.paired_seeds import (
    detectable,
    equivalence,
    holm,
    mcnemar,
    paired,
    pairs_needed,
    power,
)
from claimcheck.errors import ReproError

SUBJECT = [30.1, 28.4, 33.0, 29.9, 31.2]
REFERENCE = [27.5, 27.9, 29.8, 28.0, 30.9]


def draws() -> np.random.Generator:
    return np.random.default_rng(0)


def test_the_paired_t_test_is_scipy_s() -> None:
    own = paired(SUBJECT, REFERENCE, draws())
    known = reference.ttest_rel(SUBJECT, REFERENCE)
    interval = known.confidence_interval(0.95)
    assert (own.t, own.p) == pytest.approx((known.statistic, known.pvalue))
    assert (own.low, own.high) == pytest.approx((interval.low, interval.high))
    assert own.n == 5
    assert own.mean == pytest.approx(1.7)


def test_student_s_sleep_data_give_his_t() -> None:
    one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    two = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    own = paired(one, two, draws())
    assert own.t == pytest.approx(-4.0621, abs=1e-4)
    assert own.p == pytest.approx(0.002833, abs=1e-6)
    assert (own.low, own.high) == pytest.approx((-2.4598858, -0.7001142))


@pytest.mark.parametrize("pairs", [2, 3, 5, 12, 60])
@pytest.mark.parametrize("effect", [0.1, 0.7, 1.6])
def test_power_is_the_noncentral_t_s_where_scipy_has_it(effect: float, pairs: int) -> None:
    edge, shift = reference.t.isf(0.025, pairs - 1), effect * pairs**0.5
    known = reference.nct.sf(edge, pairs - 1, shift) + reference.nct.cdf(-edge, pairs - 1, shift)
    if np.isfinite(known):
        assert power(effect, 1.0, pairs) == pytest.approx(known, abs=1e-5)


def test_the_other_way_round_is_the_same_with_the_other_sign() -> None:
    own, other = paired(SUBJECT, REFERENCE, draws()), paired(REFERENCE, SUBJECT, draws())
    assert (own.mean, own.t, own.low) == pytest.approx((-other.mean, -other.t, -other.high))
    assert own.p == pytest.approx(other.p)


def test_what_all_runs_of_a_seed_share_does_not_count() -> None:
    shared = np.array([10.0, -20.0, 5.0, 0.0, 7.0])
    own, moved = (
        paired(SUBJECT, REFERENCE, draws()),
        paired(SUBJECT + shared, REFERENCE + shared, draws()),
    )
    assert (own.t, own.boot_low, own.boot_high) == pytest.approx(
        (moved.t, moved.boot_low, moved.boot_high)
    )


def test_the_bootstrap_interval_lies_among_the_differences_and_follows_the_seed() -> None:
    own = paired(SUBJECT, REFERENCE, draws())
    gaps = np.subtract(SUBJECT, REFERENCE)
    assert gaps.min() <= own.boot_low < own.mean < own.boot_high <= gaps.max()
    assert own == paired(SUBJECT, REFERENCE, draws())


def test_for_many_pairs_bootstrap_and_t_interval_agree() -> None:
    gaps = draws().normal(1, 2, 400)
    own = paired(gaps, np.zeros(400), draws())
    assert (own.boot_low, own.boot_high) == pytest.approx((own.low, own.high), abs=0.03)


EDGES = [([1, 2], [1, 2], 0.0, 1.0), ([2, 3], [1, 2], inf, 0.0), ([0, 1], [1, 2], -inf, 0.0)]


@pytest.mark.parametrize(("subject", "other", "t", "p"), EDGES)
def test_differences_without_spread_have_a_defined_test(
    subject: list[float], other: list[float], t: float, p: float
) -> None:
    own = paired(subject, other, draws())
    assert (own.t, own.p, own.sd) == (t, p, 0)
    assert own.low == own.high == own.boot_low == own.mean


UNPAIRED = [([1.0], [2.0]), ([1, 2], [1, 2, 3]), ([[1, 2]], [[1, 2]]), ([1, float("nan")], [1, 2])]


@pytest.mark.parametrize(("subject", "other"), UNPAIRED)
def test_runs_that_cannot_be_paired_are_refused(subject: list[float], other: list[float]) -> None:
    with pytest.raises(ReproError) as error:
        paired(subject, other, draws())
    assert error.value.remedy


POWERS = [  # effect / sd, pairs, power of a two-sided paired t test at 0.05 (tables; G*Power)
    (0.5, 34, 0.8078),
    (0.8, 15, 0.8213),
    (1.0, 10, 0.8031),
    (0.2, 199, 0.8017),
]


@pytest.mark.parametrize(("effect", "pairs", "known"), POWERS)
def test_power_has_the_tabled_values(effect: float, pairs: int, known: float) -> None:
    assert power(effect, 1.0, pairs) == pytest.approx(known, abs=1e-3)
    assert pairs_needed(effect, 1.0) == pairs


def test_power_is_the_share_of_simulated_studies_that_find_the_effect() -> None:
    gaps = draws().normal(1.5, 1, (4000, 5))
    found = np.asarray(reference.ttest_1samp(gaps, 0, axis=1).pvalue) < 0.05
    assert power(1.5, 1, 5) == pytest.approx(found.mean(), abs=0.02)


@pytest.mark.parametrize("pairs", [2, 3, 4, 5, 10, 40])
@pytest.mark.parametrize("wanted", [0.5, 0.8, 0.95])
def test_the_detectable_effect_has_the_power_wanted(pairs: int, wanted: float) -> None:
    effect = detectable(2.5, pairs, wanted=wanted)
    assert power(effect, 2.5, pairs) == pytest.approx(wanted, abs=1e-6)
    assert power(-effect, 2.5, pairs) == pytest.approx(wanted, abs=1e-6)


def test_more_seeds_detect_less_and_no_spread_detects_all() -> None:
    found = [detectable(1.0, n) for n in (3, 4, 5, 10, 20)]
    assert found == sorted(found, reverse=True)
    assert detectable(0.0, 5) == 0
    assert detectable(3.0, 5) == pytest.approx(3 * detectable(1.0, 5))
    assert power(0.0, 1.0, 5) == pytest.approx(0.05, abs=1e-6)


def test_a_wish_without_an_answer_is_refused() -> None:
    for refused in (
        lambda: detectable(1, 1),
        lambda: pairs_needed(0, 1),
        lambda: pairs_needed(1e-4, 1),
    ):
        with pytest.raises(ReproError) as error:
            refused()
        assert error.value.remedy
    assert pairs_needed(1.0, 0.0) == 2


HOLM = [
    ([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]),
    ([0.5], [0.5]),
    ([], []),
    ([0.9, 0.8], [1.0, 1.0]),
    ([0.02, 0.02, 0.02], [0.06, 0.06, 0.06]),
]


@pytest.mark.parametrize(("given", "expected"), HOLM)
def test_holm_adjusts_step_by_step(given: list[float], expected: list[float]) -> None:
    assert holm(given) == pytest.approx(expected)


def test_holm_lies_between_the_raw_values_and_bonferroni_in_any_order() -> None:
    p = draws().random(20) ** 3
    adjusted = np.array(holm(p.tolist()), float)
    assert ((p <= adjusted) & (adjusted <= np.minimum(1, 20 * p))).all()
    assert holm(p[::-1].tolist()) == pytest.approx(adjusted[::-1])


EQUIVALENT = [
    ([1.0, 1.1, 0.9, 1.05], [1.0, 1.0, 1.0, 1.0], 0.5, True),
    ([1.0, 3.0, -1.0, 1.5], [1.0, 1.0, 1.0, 1.0], 0.5, False),
    ([2.0, 2.1, 1.9, 2.05], [1.0, 1.0, 1.0, 1.0], 0.5, False),
    ([1.0, 1.0], [1.0, 1.0], 0.5, True),
    ([2.0, 2.0], [1.0, 1.0], 0.5, False),
]


@pytest.mark.parametrize(("subject", "other", "margin", "expected"), EQUIVALENT)
def test_no_effect_within_the_margin(
    subject: list[float], other: list[float], margin: float, expected: bool
) -> None:
    own = equivalence(subject, other, margin)
    assert own.equivalent is expected
    assert own.equivalent == (own.p < 0.05)
    assert expected == (-margin < own.low and own.high < margin)


def test_tost_is_the_larger_of_scipy_s_two_one_sided_tests() -> None:
    gaps = np.subtract(SUBJECT, REFERENCE)
    known = max(
        reference.ttest_1samp(gaps, -3, alternative="greater").pvalue,
        reference.ttest_1samp(gaps, 3, alternative="less").pvalue,
    )
    own = equivalence(SUBJECT, REFERENCE, 3)
    assert own.p == pytest.approx(known)
    interval = reference.ttest_rel(SUBJECT, REFERENCE).confidence_interval(0.9)
    assert (own.low, own.high) == pytest.approx((interval.low, interval.high))


def test_equivalence_needs_a_margin() -> None:
    with pytest.raises(ReproError, match="leaves no room"):
        equivalence(SUBJECT, REFERENCE, 0)


MCNEMAR = [  # only the subject right, only the reference right, p, mid p
    (0, 0, 1.0, 1.0),
    (1, 0, 1.0, 0.5),
    (5, 0, 0.0625, 0.03125),
    (6, 1, 0.125, 0.0703125),
    (1, 7, 0.0703125, 0.0390625),
    (3, 3, 1.0, 0.84375),
]


@pytest.mark.parametrize(("gained", "lost", "p", "mid"), MCNEMAR)
def test_mcnemar_counts_the_clips_on_which_the_models_differ(
    gained: int, lost: int, p: float, mid: float
) -> None:
    subject = [True] * gained + [False] * lost + [True, False]
    other = [False] * gained + [True] * lost + [True, False]
    own = mcnemar(subject, other)
    assert (own.gained, own.lost) == (gained, lost)
    assert (own.p, own.mid_p) == pytest.approx((p, mid))
    assert own.p == pytest.approx(
        reference.binomtest(gained, gained + lost).pvalue if gained + lost else 1
    )
    assert mcnemar(other, subject).p == pytest.approx(own.p)


def test_correctness_of_other_clips_is_refused() -> None:
    with pytest.raises(ReproError, match="cannot be paired"):
        mcnemar([True, False], [True])
