"""Predicate in, outcome out: a case for each outcome of each kind."""

import pytest
from results import measured, of

from claimcheck.checks.predicates import PREDICATES, judge, judge_all
from claimcheck.number import parse
from claimcheck.record import (
    Comparison,
    Constant,
    Count,
    Difference,
    MeanSd,
    Predicate,
    Range,
    Ratio,
    RelativeChange,
    Significance,
    Superlative,
    Trend,
    Value,
)

OURS, BASE = of("ours"), of("base")
TABLE = [
    measured("base", "A", "24.86"), measured("ours", "A", "30.78"), measured("other", "A", "20.10"),
    measured("base", "B", "8.68"), measured("ours", "B", "8.38"), measured("other", "B", "8.70"),
    measured("base", "T", "4200.0", metric="steps", better="lower"),
    measured("ours", "T", "1923.3", metric="steps", better="lower"),
    measured("base", "U", "4720.0", metric="steps", better="lower"),
    measured("ours", "U", "2063.3", metric="steps", better="lower"),
    measured("base", "L", "0.090", metric="KL", better="lower"),
    measured("ours", "L", "0.093", metric="KL", better="lower"),
    measured("base", "F", "0.580", metric="AUROC"), measured("ours", "F", "0.944 ± 0.003", metric="AUROC"),
    measured("base", "Z", "0.0", metric="gain"), measured("ours", "Z", "0.3", metric="gain"),
    measured("base", "Q", "1.0", metric="size", better=None), measured("ours", "Q", "2.0", metric="size", better=None),
]  # fmt: skip
A, B, L, F, Q = (of("ours", benchmark=(b,)) for b in "ABLFQ")
STEPS = of("ours", metric=("steps",))
WIDTHS = [
    measured("ours", f"w{w}", v, width=str(w)) for w, v in ((1, "70.1"), (2, "71.0"), (4, "72.5"))
]

CASES: list[tuple[str, Predicate, str, str]] = [
    ("a difference within rounding holds", Difference(subject=A, reference=BASE, claimed=parse("+5.92")), "supported", "30.78 − 24.86 = +5.92; claimed +5.92"),
    ("a coarser difference holds", Difference(subject=A, reference=BASE, claimed=parse("5.9 points")), "supported", "5.9"),
    ("another difference does not", Difference(subject=A, reference=BASE, claimed=parse("+6.92")), "contradicted", "claimed +6.92"),
    ("a difference of the wrong sign does not", Difference(subject=B, reference=BASE, claimed=parse("+0.30")), "contradicted", "−0.30"),
    ("a loss in words has its sign", Difference(subject=B, reference=BASE, claimed=parse("0.30"), direction="worse"), "supported", "−0.30"),
    ("fractions become points", Difference(subject=F, reference=BASE, claimed=parse("+36.4 points")), "supported", "+36.4"),
    ("no row, no verdict", Difference(subject=of("nobody"), reference=BASE, claimed=parse("1")), "undecided", "no result"),
    ("two references, no verdict", Difference(subject=A, reference=of("base", "other"), claimed=parse("1")), "undecided", "several rows"),
    ("up to is the maximum", RelativeChange(subject=STEPS, reference=BASE, claimed=parse("56%"), direction="lower", scope="max"), "supported", "−56.3 %"),
    ("up to more than the maximum is wrong", RelativeChange(subject=STEPS, reference=BASE, claimed=parse("60%"), direction="lower", scope="max"), "contradicted", "−56.3 %"),
    ("an improvement that is a rise of a loss is none", RelativeChange(subject=L, reference=BASE, claimed=parse("3.3%"), direction="better"), "contradicted", "from 0.090 to 0.093: +3.33 %"),
    ("the same rise, called worse, holds", RelativeChange(subject=L, reference=BASE, claimed=parse("3.3%"), direction="worse"), "supported", "+3.33 %"),
    ("better of an unknown metric is open", RelativeChange(subject=Q, reference=BASE, claimed=parse("100%"), direction="better"), "undecided", "not known"),
    ("a wrong operand contradicts", RelativeChange(subject=L, reference=BASE, claimed=parse("3.3%"), before=parse("0.091"), after=parse("0.093")), "contradicted", "the sentence says 0.091"),
    ("nothing is divided by what may be zero", RelativeChange(subject=of("ours", benchmark=("Z",)), reference=BASE, claimed=parse("30%")), "undecided", "zero"),
    ("a speed-up divides the other way", Ratio(subject=of("ours", benchmark=("T",)), reference=BASE, claimed=parse("2.2×"), direction="better"), "supported", "4200.0 / 1923.3"),
    ("a ratio that is not there", Ratio(subject=A, reference=BASE, claimed=parse("2.2×")), "contradicted", "1.24"),
    ("a value is quoted at its precision", Value(select=A, claimed=parse("30.8")), "supported", "30.78"),
    ("a wrong value", Value(select=A, claimed=parse("31.8")), "contradicted", "30.78"),
    ("mean and spread", MeanSd(select=F, claimed=parse("0.944 ± 0.003")), "supported", "0.944 ± 0.003"),
    ("a right mean with a wrong spread", MeanSd(select=F, claimed=parse("0.944 ± 0.030")), "contradicted", "0.944 ± 0.003"),
    ("no spread, no verdict", MeanSd(select=A, claimed=parse("30.78 ± 0.10")), "undecided", "no spread"),
    ("a range holds its members", Range(select=of("ours", benchmark=("A", "B")), low=parse("8.3"), high=parse("31")), "supported", "2 of 2 inside"),
    ("a range leaves one out", Range(select=of("ours", "base", benchmark=("A",)), low=parse("25"), high=parse("31")), "supported", "2 of 2"),
    ("a range misses one", Range(select=of("ours", "other", benchmark=("A",)), low=parse("25"), high=parse("31")), "contradicted", "20.10 lies outside 25 to 31"),
    ("both ends must be reached", Range(select=of("ours", "base", benchmark=("A",)), low=parse("20"), high=parse("31"), attained=True), "contradicted", "not reached"),
    ("a range of differences", Range(select=of("ours", "other", benchmark=("A",)), reference=BASE, low=parse("-5"), high=parse("6")), "supported", "+5.92"),
    ("k of n", Count(select=of(benchmark=("A",)), reference=BASE, direction="better", k=1, of=2), "supported", "1 of 2"),
    ("not k of n", Count(select=of(benchmark=("A",)), reference=BASE, direction="better", k=2, of=2), "contradicted", "1 of 2"),
    ("most is more than half", Count(select=of(benchmark=("A",)), reference=BASE, direction="better"), "contradicted", "claimed most"),
    ("only those with every result are counted", Count(select=of(benchmark=("A",)), reference=BASE, direction="worse", k=1, of=2, complete=("A", "B")), "supported", "other −4.76"),
    ("the best", Superlative(subject=A, among=of(benchmark=("A",))), "supported", "ours is number 1 of 3"),
    ("not the best", Superlative(subject=B, among=of(benchmark=("B",))), "contradicted", "number 3 of 3"),
    ("the lowest of a loss is the best", Superlative(subject=of("base", benchmark=("L",)), among=of(benchmark=("L",))), "supported", "number 1 of 2"),
    ("the best of an unknown metric is open", Superlative(subject=Q, among=of(benchmark=("Q",))), "undecided", "not known"),
    ("the largest gain", Superlative(subject=A, among=of("ours", "other", benchmark=("A",)), reference=BASE, by="difference"), "supported", "ours +5.92"),
    ("the best worst case", Superlative(subject=of("ours"), among=of("ours", "other", benchmark=("A", "B")), reference=BASE, by="worst_difference"), "supported", "ours −0.30, other −4.76"),
    ("higher on both is not so", Comparison(subject=of("ours", benchmark=("A", "B")), reference=BASE, direction="higher"), "contradicted", "higher in 1 of 2"),
    ("higher on one of them is", Comparison(subject=of("ours", benchmark=("A", "B")), reference=BASE, direction="higher", scope="any"), "supported", "1 of 2"),
    ("a printed pair must be that of the cells", Comparison(subject=A, reference=BASE, direction="better", values=(parse("30.78"), parse("24.86"))), "supported", "+5.92"),
    ("a printed pair with one wrong number", Comparison(subject=A, reference=BASE, direction="better", values=(parse("30.78"), parse("25.86"))), "contradicted", "the sentence says 25.86"),
    ("equality is no improvement", Comparison(subject=A, reference=of("twin"), direction="better"), "contradicted", "+0.00"),
    ("but it maintains", Comparison(subject=A, reference=of("twin"), direction="better", strict=False), "supported", "+0.00"),
    ("close needs a yardstick", Comparison(subject=A, reference=BASE, direction="close"), "undecided", "how close"),
    ("a trend that rises", Trend(select=of("ours"), along="width", direction="higher"), "supported", "70.1, 71.0, 72.5"),
    ("a trend that does not fall", Trend(select=of("ours"), along="width", direction="lower"), "contradicted", "70.1"),
    ("a trend of nothing", Trend(select=of("ours"), along="depth", direction="lower"), "undecided", "no series"),
    ("significance needs a test", Significance(subject=A, reference=BASE), "undecided", "neither a test"),
    ("a constant is no result", Constant(name="the width", claimed=parse("768")), "undecided", "the width"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("predicate", "outcome", "because"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_a_predicate_is_answered_with_its_arithmetic(
    predicate: Predicate, outcome: str, because: str
) -> None:
    twin = measured("twin", "A", "30.78")
    rows = (
        WIDTHS
        if isinstance(predicate, Trend)
        else [*TABLE, twin]
        if "twin" in str(predicate)
        else TABLE
    )
    answer = judge(predicate, rows)
    assert (answer.outcome, because in answer.because) == (outcome, True), answer.because


def test_every_kind_has_a_judge_and_a_case_for_each_outcome_it_can_have() -> None:
    seen: dict[str, set[str]] = {}
    for _, predicate, outcome, _ in CASES:
        seen.setdefault(predicate.kind, set()).add(outcome)
    assert set(PREDICATES) == set(seen)
    alone = {"significance": {"undecided"}, "constant": {"undecided"}}
    assert all({"supported", "contradicted"} <= seen[kind] for kind in seen if kind not in alone)


def test_one_failing_part_contradicts_the_sentence_and_an_open_one_leaves_it_open() -> None:
    right = Difference(subject=A, reference=BASE, claimed=parse("+5.92"))
    wrong = Difference(subject=B, reference=BASE, claimed=parse("+0.30"))
    silent = Constant(name="the width", claimed=parse("768"))
    assert judge_all([right, right], TABLE).outcome == "supported"
    assert judge_all([right, wrong], TABLE).outcome == "contradicted"
    assert judge_all([right, silent], TABLE).outcome == "undecided"
    assert judge_all([silent, wrong], TABLE).outcome == "contradicted"


def test_every_verdict_names_the_place_of_its_figures() -> None:
    answer = judge(Difference(subject=A, reference=BASE, claimed=parse("+5.92")), TABLE)
    assert [(e.source, e.value) for e in answer.evidence] == [
        ("ours.json", "30.78"),
        ("base.json", "24.86"),
    ]
