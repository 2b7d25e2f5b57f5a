"""From a claim's words to the cells that they speak of, and to a verdict that is right for it."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from binding_cases import ANY, CASES
from sentences import (
    NODES,
    change,
    compare,
    names,
    said,
)

from claimcheck.checks.binding import Binding, bind
from claimcheck.checks.policy import decide
from claimcheck.number import parse
from claimcheck.record import (
    Claim,
    Measurement,
    Value,
)


def verdict(claim: Claim, measurements: Sequence[Measurement]) -> str:
    return decide(bind(claim, measurements), measurements)[0].outcome


@pytest.mark.parametrize("case", CASES)
def test_each_sentence_gets_its_verdict(case: str) -> None:
    claim, measurements, expected = CASES[case]
    binding = bind(claim, measurements)
    found, _ = decide(binding, measurements)
    assert found.outcome == expected, (found, binding.reason, binding.readings[:2])


def test_a_claim_in_the_witness_s_own_names_binds_to_itself_alone() -> None:
    claim = Claim(
        id="c", quote="q", predicate=Value(select=names("GAT", "Cora", "Accuracy"), claimed=parse("83.0"))
    )  # fmt: skip
    found = bind(claim, NODES)
    assert len(found.readings) == 1
    assert found.readings[0].complete
    assert found.readings[0].predicate == claim.predicate


def test_other_spellings_lead_to_the_canonical_names() -> None:
    claim = Claim(
        id="c", quote="q", predicate=Value(select=names("gat", "cora", "acc"), claimed=parse("83.0"))
    )  # fmt: skip
    found = bind(claim, NODES, names={"acc": ("accuracy",)})
    bound = found.readings[0].predicate
    assert isinstance(bound, Value)
    assert (bound.select.method, bound.select.metric) == (("GAT",), ("Accuracy",))


REASONS = [
    (
        said(compare(ANY, ANY, "better"), "its curves look better", flags=("figure",)),
        NODES,
        "figure",
    ),
    (said(compare(ANY, ANY, "better"), "x", flags=("negated",)), NODES, "negated"),
    (said(Value(select=ANY, claimed=parse("1.5")), "x"), (), "no-table"),
    (
        said(change(names("GAT"), names("GraphSAGE"), "5%"), "GAT is 5% better than GraphSAGE"),
        NODES,
        "no-reference",
    ),
    (
        said(
            Value(select=names("GAT"), claimed=parse("1.5")), "GAT has a FID of 1.5", metric="FID"
        ),
        NODES,
        "metric-unknown",
    ),
]


@pytest.mark.parametrize(("claim", "measurements", "reason"), REASONS)
def test_a_claim_without_a_reading_says_why(
    claim: Claim, measurements: tuple[Measurement, ...], reason: str
) -> None:
    found = bind(claim, measurements)
    assert (found.readings, found.reason) == ((), reason)


def test_what_may_be_meant_is_told_in_words() -> None:
    claim = said(Value(select=names("GAT"), claimed=parse("83.0")), "GAT obtains 83.0")
    assert "GAT on Cora, Accuracy" in bind(claim, NODES).candidates


def test_a_changed_number_is_never_supported() -> None:
    """Each supported case once more with its number one fifth larger."""
    for name, (claim, measurements, expected) in CASES.items():
        claimed = getattr(claim.predicate, "claimed", None)
        if expected != "supported" or claimed is None or claim.predicate.kind == "mean_sd":
            continue
        larger = (claimed.value * Decimal("1.2")).quantize(claimed.value)
        wrong = parse(str(larger))
        changed = claimed.model_copy(
            update={k: getattr(wrong, k) for k in ("value", "low", "high", "decimals")}
        )
        predicate = claim.predicate.model_copy(update={"claimed": changed})
        assert verdict(claim.model_copy(update={"predicate": predicate}), measurements) != (
            "supported"
        ), name


def test_the_order_of_measurements_does_not_matter() -> None:
    for claim, measurements, expected in CASES.values():
        assert verdict(claim, tuple(reversed(measurements))) in (expected, "undecided")


def test_an_empty_binding_is_undecided_with_its_reason() -> None:
    found, reading = decide(Binding(reason="no-table"), ())
    assert (found.outcome, found.reason, reading) == ("undecided", "no-table", None)
