"""Is a confidence a frequency: measured, ordered as the verdicts are, and never certain?"""

from itertools import product
from typing import get_args

import pytest
from hypothesis import given, strategies as st

from claimcheck.confidence import (
    CLASSES,
    Calibration,
    Counted,
    calibration,
    class_of,
    confidence,
    confidences,
    probability,
)
from claimcheck.confidence.classes import Class
from claimcheck.record import Claim, Outcome, Report, Select, Superlative, Verdict, Witness

OUTCOMES: tuple[Outcome | None, ...] = (None, "supported", "contradicted", "undecided")
CLASS_OF: list[tuple[Outcome | None, Outcome | None, Class]] = [
    # the paper's tables, the released results, the class
    ("supported", "supported", "both-agree"),
    ("supported", "undecided", "tables-agree-released-silent"),
    ("supported", None, "tables-agree-alone"),
    ("undecided", "supported", "released-agree"),
    (None, "supported", "released-agree"),
    ("supported", "contradicted", "released-disagree"),
    ("undecided", "contradicted", "released-disagree"),
    (None, "contradicted", "released-disagree"),
    ("contradicted", "supported", "tables-disagree"),
    ("contradicted", "contradicted", "tables-disagree"),
    ("contradicted", None, "tables-disagree"),
    ("undecided", "undecided", "undecided"),
    ("undecided", None, "undecided"),
    (None, None, "undecided"),
]


def claim(name: str = "c") -> Claim:
    method = Select(method=("ours",))
    return Claim(
        id=name,
        quote="Ours is best.",
        predicate=Superlative(subject=method, among=Select()),
    )


def verdict(witness: Witness, outcome: Outcome, name: str = "c") -> Verdict:
    return Verdict(
        claim=name, quote="Ours is best.", witness=witness, check="superlative", outcome=outcome
    )


def value(**said: Outcome | None) -> float:
    verdicts = [verdict(w, said[w]) for w in get_args(Witness) if said.get(w)]  # type: ignore[arg-type]
    return confidence(claim(), verdicts).value


@pytest.mark.parametrize(("paper", "released", "expected"), CLASS_OF)
def test_verdicts_fall_into_classes(
    paper: Outcome | None, released: Outcome | None, expected: Class
) -> None:
    assert class_of(paper, released) == expected


def test_every_class_is_counted_and_said_in_words() -> None:
    assert set(CLASSES) == set(get_args(Class)) == set(calibration().classes)
    assert {class_of(p, r) for p, r in product(OUTCOMES, OUTCOMES)} == set(CLASSES)


def test_what_is_contradicted_is_less_likely_than_what_is_open_and_that_than_what_is_supported() -> (
    None
):
    by = {
        standing: [probability(calibration(), c) for c, (s, _) in CLASSES.items() if s == standing]
        for standing in ("supported", "contradicted", "undecided")
    }
    assert 0 < max(by["contradicted"]) < 0.1
    assert max(by["contradicted"]) < min(by["undecided"]) <= min(by["supported"])
    assert max(by["supported"]) < 1


def test_a_second_witness_that_agrees_makes_it_surer_and_one_that_does_not_turns_it() -> None:
    alone = value(paper="supported")
    assert value(paper="supported", released="supported") > alone
    assert value(paper="supported", released="undecided") > alone
    assert value(paper="supported", released="contradicted") < 0.1


def test_a_claim_that_nothing_decides_has_the_share_of_all_labelled_claims() -> None:
    base = calibration().base
    assert value(paper="undecided") == value() == pytest.approx(base.true / base.n, abs=0.01)


@pytest.mark.parametrize("rerun", ["supported", "contradicted", "no-effect", "undecided"])
def test_a_rerun_changes_nothing_and_that_is_said(rerun: Outcome) -> None:
    with_it = confidence(claim(), [verdict("released", "supported"), verdict("rerun", rerun)])
    assert with_it.value == value(released="supported")
    assert "what a rerun says is not part of it" in with_it.basis


def test_the_record_names_the_claim_the_class_and_the_counts() -> None:
    found = confidence(claim(), [verdict("paper", "contradicted")], paper="arxiv:1234.56789")
    counted = calibration().classes["tables-disagree"]
    assert found.claim == "arxiv:1234.56789#c"
    assert found.n == counted.n
    assert "the paper's tables contradict it" in found.basis
    assert f"of {counted.n} such labelled claims {counted.true} are true of all" in found.basis


def test_only_a_claims_own_verdicts_count() -> None:
    others = [verdict("paper", "contradicted", "other")]
    assert confidence(claim(), others).value == value()
    report = Report(
        paper="p",
        claims=(claim("a"), claim("b")),
        verdicts=(verdict("paper", "supported", "a"), verdict("paper", "contradicted", "b")),
    )
    a, b = confidences(report)
    assert (a.claim, b.claim) == ("p#a", "p#b")
    assert a.value > 0.5 > b.value


COUNTS = st.integers(0, 400).flatmap(
    lambda n: st.integers(0, n).map(lambda true: Counted(true=true, n=n))
)
CALIBRATIONS = st.builds(
    Calibration, base=COUNTS, classes=st.fixed_dictionaries(dict.fromkeys(CLASSES, COUNTS))
)
NAMES: st.SearchStrategy[Class] = st.sampled_from(list(CLASSES))


@given(CALIBRATIONS, NAMES)
def test_whatever_was_counted_nothing_is_certain(found: Calibration, name: Class) -> None:
    assert 0 < probability(found, name) < 1


@given(CALIBRATIONS, NAMES)
def test_one_more_true_claim_never_makes_a_class_less_likely(
    found: Calibration, name: Class
) -> None:
    own = found.classes[name]
    more = own.model_copy(update={"true": own.true + 1, "n": own.n + 1})
    after = found.model_copy(update={"classes": found.classes | {name: more}})
    assert probability(after, name) >= probability(found, name)


def test_a_class_that_was_seldom_seen_stays_near_its_standing() -> None:
    often = Counted(true=90, n=100)
    classes = {
        "both-agree": often,
        "released-agree": Counted(true=0, n=1),
        "tables-agree-alone": Counted(true=0, n=50),
    }
    found = Calibration(base=Counted(true=90, n=151), classes=classes)  # type: ignore[arg-type]
    assert probability(found, "released-agree") > 0.3
    assert probability(found, "tables-agree-alone") < 0.1


def test_the_shipped_figures_say_how_well_papers_left_out_were_forecast() -> None:
    published, tables = (calibration().measured[k] for k in ("published", "tables"))
    assert published.papers == tables.papers >= 6
    assert published.brier < 0.5 * published.base_brier
    assert tables.brier < tables.base_brier
    assert sum(b.n for b in published.bins) == published.n
