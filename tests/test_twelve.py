"""What do the released results say of the twelve claims on arXiv 2605.17165, with no network at all?"""

import json
from functools import cache
from typing import Any

import pytest

from claimcheck import store
from claimcheck.pipeline import Request, verify
from claimcheck.record import Report, Verdict

EXPECTED: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = [
    # claim, outcome, what its verdict says, its cautions
    ("mg-ucf", "supported", ("+0.30", "+0.14", "+1.38", "p 0.73", "p 0.83"), ("not-distinguishable", "single-seed")),
    ("kinematic-tradeoff", "contradicted",
     ("kinematic_huber on Diving-48: −2.39 lies outside −2.9 to −2.5", "4 of 6 with every benchmark", "lie inside",
      "kinematic_anneal, kinematic_huber have no ImageNet-100"), ("incomplete",)),
    ("fwm-hw-ld-gains", "supported",
     ("+5.92", "+3.21", "−0.30", "1.6 times the gap", "1.8 times the gap", "probe epochs 50 against 100"),
     ("unequal-protocol", "single-seed")),
    ("ld-ssv2", "supported", ("13.41 − 8.39 = +5.02", "ld is number 1 of 15"), ("single-seed",)),
    ("in100-losses", "supported",
     ("10 of 14", "11 of 15", "against baseline seed 239: 5 of 14"), ("reference-sensitive",)),
    ("ld-tradeoff", "supported", ("−2.06 becomes +1.54",), ("reference-sensitive",)),
    ("fwm-tradeoff", "supported", ("−1.39 becomes +0.38",), ("reference-sensitive",)),
    ("fwm-ld-in100", "supported", ("−10.14",), ("single-seed",)),
    ("fwm-hw-ld-balance", "supported", ("fwm_hw_ld −0.30", "number 1 of 6"), ("unequal-protocol",)),
    ("kinematic-synthetic", "supported", ("+40.00", "+45.00", "Fisher's exact test"), ("single-seed",)),
    ("embedding-768", "undecided", ("no released number speaks of",), ()),
    ("temporal-appearance", "supported", ("12 of 14", "correlate +0.74"), ("association",)),
]  # fmt: skip


@cache
def report() -> Report:
    return verify(Request("2605.17165", offline=True))


def verdict(claim: str) -> Verdict:
    (only,) = [v for v in report().verdicts if v.claim == claim and v.witness == "released"]
    return only


@pytest.mark.parametrize(
    ("claim", "outcome", "says", "cautions"), EXPECTED, ids=[row[0] for row in EXPECTED]
)
def test_the_released_results_decide(
    claim: str, outcome: str, says: tuple[str, ...], cautions: tuple[str, ...]
) -> None:
    found = verdict(claim)
    everything = " ".join([found.because, *(f.says for f in found.findings)])
    assert found.outcome == outcome
    assert [part for part in says if part not in everything] == []
    assert set(cautions) <= set(found.cautions)


NUMBERS: list[tuple[str, str, str, str, float]] = [
    # claim, check, comparison, statistic, worked by hand
    ("mg-ucf", "sampling-error", "motion_guided/Diving-48", "p", 0.73),
    ("mg-ucf", "sampling-error", "motion_guided/ImageNet-100", "p", 0.83),
    ("fwm-hw-ld-gains", "seed-noise", "fwm_hw_ld/ImageNet-100", "t", 2.48),
    ("fwm-hw-ld-gains", "seed-noise", "fwm_hw_ld/SSv2", "ratio", 1.81),
    ("ld-ssv2", "sampling-error", "ld/SSv2", "z", 17.9),
    ("ld-ssv2", "seed-noise", "ld/SSv2", "p", 0.16),
    ("kinematic-synthetic", "sampling-error", "kinematic/Synthetic Motion", "p", 7e-4),
    ("kinematic-synthetic", "sampling-error", "kinematic_0_1/Synthetic Motion", "p", 1.1e-4),
]


@pytest.mark.parametrize(("claim", "check", "pair", "name", "by_hand"), NUMBERS)
def test_statistics_are_those_worked_by_hand(
    claim: str, check: str, pair: str, name: str, by_hand: float
) -> None:
    found: Any = verdict(claim).statistics[check][pair][name]
    assert float(f"{found:.2g}") == pytest.approx(by_hand, rel=0.03)


def test_grim_passes_all_released_cells_and_names_where_it_is_blind() -> None:
    (grim,) = [f for f in report().findings if f.check == "grim"]
    assert grim.passed
    assert grim.statistics["tested"] == 88
    assert "No power at n = 24,777" in grim.says


def test_without_the_paper_the_report_says_so() -> None:
    assert report().origin == "shipped"
    assert {s.paper for s in report().summary} == {None}
    assert all(v.witness == "released" for v in report().verdicts)


def test_every_figure_leads_to_its_file() -> None:
    for found in report().verdicts:
        assert all(e.source.endswith(".json") and e.value for e in found.evidence)
        assert found.evidence or found.outcome == "undecided"


def test_the_report_is_json_with_the_quotes_as_given() -> None:
    values = json.loads(json.dumps(store.to_json(report())))
    assert values["claims"][3]["quote"].startswith("LD-JEPA achieves +5.02 pp on SSv2")
    assert values["claims"][2]["stated"] == {
        "quote": "",
        "verified": True,
        "confidence": "0.23",
        "truncated": True,
    }
