"""Are the numbers that are drawn those that the words say, with what is claimed of each?"""

import pytest
from results import measured, of

from claimcheck.checks.computed import MOST, WORST, computed
from claimcheck.number import parse
from claimcheck.record import (
    Comparison,
    Constant,
    Count,
    Difference,
    Predicate,
    Range,
    Ratio,
    RelativeChange,
    Superlative,
    Trend,
    Value,
)

OURS, BASE = of("ours"), of("base")
TABLE = [
    measured("base", "A", "24.86", n=5000), measured("ours", "A", "30.78", n=5000),
    measured("base", "B", "8.68"), measured("ours", "B", "8.38"),
    measured("base", "T", "4200.0", metric="steps", better="lower"),
    measured("ours", "T", "2100.0", metric="steps", better="lower"),
    measured("base", "F", "0.580", metric="AUROC"), measured("ours", "F", "0.944", metric="AUROC"),
    measured("base", "Z", "0.0", metric="gain"), measured("ours", "Z", "0.3", metric="gain"),
]  # fmt: skip
A, B, T, F, Z = (of("ours", benchmark=(b,)) for b in "ABTFZ")
CASES: list[tuple[str, Predicate, list[tuple[str, str, str, str]]]] = [
    # what, predicate, of each number: kind, benchmark, value, claimed
    ("a difference", Difference(subject=A, reference=BASE, claimed=parse("+5.92")), [("difference", "A", "5.92", "5.915 to 5.925")]),
    ("a loss said in words lies below zero", Difference(subject=B, reference=BASE, claimed=parse("0.30"), direction="worse"), [("difference", "B", "-0.30", "-0.305 to -0.295")]),
    ("a gain claimed of a loss lies above zero", Difference(subject=B, reference=BASE, claimed=parse("+0.30")), [("difference", "B", "-0.30", "0.295 to 0.305")]),
    ("fractions in points", Difference(subject=F, reference=BASE, claimed=parse("+36.4 points")), [("difference", "F", "36.4", "36.35 to 36.45")]),
    ("fewer steps", RelativeChange(subject=T, reference=BASE, claimed=parse("50%"), direction="lower"), [("relative_change", "T", "-50", "-50.5 to -49.5")]),
    ("a speed-up", Ratio(subject=T, reference=BASE, claimed=parse("2.0×"), direction="better"), [("ratio", "T", "2", "1.95 to 2.05")]),
    ("nothing divided by zero", RelativeChange(subject=Z, reference=BASE, claimed=parse("30%")), []),
    ("up to speaks of the largest alone", Difference(subject=of("ours", benchmark=("A", "B")), reference=BASE, claimed=parse("5.9"), scope="max"), [("difference", "A", "5.92", "5.85 to 5.95"), ("difference", "B", "-0.30", "")]),
    ("a value", Value(select=A, claimed=parse("30.8")), [("value", "A", "30.78", "30.75 to 30.85")]),
    ("a range", Range(select=of("ours", benchmark=("A", "B")), reference=BASE, low=parse("-1"), high=parse("6")), [("difference", "A", "5.92", "-1.5 to 6.5"), ("difference", "B", "-0.30", "-1.5 to 6.5")]),
    ("a comparison claims no number", Comparison(subject=A, reference=BASE, direction="better"), [("difference", "A", "5.92", "")]),
    ("a count claims none of its parts", Count(select=of("ours", benchmark=("A", "B")), reference=BASE, direction="higher", k=1), [("difference", "A", "5.92", ""), ("difference", "B", "-0.30", "")]),
    ("a rank by value", Superlative(subject=OURS, among=of("ours", "base", benchmark=("A",))), [("value", "A", "24.86", ""), ("value", "A", "30.78", "")]),
    ("a rank by the worst difference", Superlative(subject=OURS, among=of("ours", benchmark=("A", "B")), reference=BASE, by="worst_difference"), [("difference", "A", "5.92", ""), ("difference", "B", "-0.30", "")]),
    ("a trend", Trend(select=A, along="width"), [("value", "A", "30.78", "")]),
    ("a fixed property has none", Constant(name="width", claimed=parse("768")), []),
    ("no row, no number", Difference(subject=of("nobody"), reference=BASE, claimed=parse("1")), []),
]  # fmt: skip


@pytest.mark.parametrize(("what", "predicate", "expected"), CASES, ids=[c[0] for c in CASES])
def test_a_predicate_has_its_numbers(
    what: str, predicate: Predicate, expected: list[tuple[str, str, str, str]]
) -> None:
    found = [
        (c.of, c.benchmark, str(c.value), " to ".join(map(str, c.claimed or ())))
        for c in computed([predicate], TABLE)
    ]
    assert found == expected


def test_the_rounding_of_both_sides_is_kept() -> None:
    (only,) = computed([Difference(subject=A, reference=BASE, claimed=parse("+5.92"))], TABLE)
    assert (str(only.low), str(only.high), only.said) == ("5.910", "5.930", "+5.92")


def test_a_share_of_known_n_has_its_interval_in_the_unit_of_the_number() -> None:
    (only,) = computed([Comparison(subject=A, reference=BASE, direction="better")], TABLE)
    assert only.interval_95 == pytest.approx((4.165, 7.670), abs=0.001)
    fractions = [measured("base", "A", "0.2486", n=5000, metric="accuracy"),
                 measured("ours", "A", "0.3078", n=5000, metric="accuracy")]  # fmt: skip
    (only,) = computed([Comparison(subject=A, reference=BASE, direction="better")], fractions)
    assert only.interval_95 == pytest.approx((0.04165, 0.07670), abs=0.00001)


def test_the_worst_of_several_benchmarks_says_so() -> None:
    whole = [measured(m, b, v) for m, b, v in (
        ("base", "A", "1.0"), ("base", "B", "1.0"), ("ours", "A", "2.0"), ("ours", "B", "0.5"),
        ("other", "A", "0.8"), ("other", "B", "0.9"))]  # fmt: skip
    rank = Superlative(
        subject=OURS, among=of("ours", "other"), reference=BASE, by="worst_difference"
    )
    found = {c.method: (str(c.value), c.benchmark) for c in computed([rank], whole)}
    assert found == {"ours": ("-0.5", WORST), "other": ("-0.2", WORST)}


def test_a_number_of_two_predicates_stands_once_with_what_is_claimed() -> None:
    one = Comparison(subject=A, reference=BASE, direction="better")
    two = Difference(subject=A, reference=BASE, claimed=parse("+5.92"))
    (only,) = computed([one, two], TABLE)
    assert only.said == "+5.92"


def test_very_many_numbers_are_not_all_kept() -> None:
    many = [measured("ours", f"b{i}", f"{i}.5") for i in range(100)]
    assert len(computed([Value(select=OURS, claimed=parse("1"))], many)) == MOST
