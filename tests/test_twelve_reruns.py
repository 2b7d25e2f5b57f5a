"""What do the runs that ship with claimcheck say of the twelve claims, with no network and no torch?"""

from functools import cache
from pathlib import Path

import pytest

from claimcheck.pipeline import Request, verify
from claimcheck.record import Report, Verdict

EXPECTED: list[tuple[str, str, str, tuple[str, ...]]] = [
    # claim, outcome, what its verdict says, its cautions
    ("mg-ucf", "no-effect", "motion_guided − baseline on Diving-48 = −0.06", ("small-scale", "low-power")),
    ("kinematic-tradeoff", "undecided", "kinematic − baseline on Diving-48 = −1.01", ("untrained-encoder",)),
    ("fwm-hw-ld-gains", "contradicted", "fwm_hw_ld − baseline on ImageNet-100 = −9.43", ("inert-term", "readout-sensitive")),
    ("ld-ssv2", "undecided", "ld − baseline on SSv2 = +8.38 (95 % interval +5.75 to +11.01, 5 seeds, p 0.0009)", ("no-better-than-untrained",)),
    ("in100-losses", "undecided", "0 of 14 as claimed, 0 the other way", ("inert-term",)),
    ("ld-tradeoff", "undecided", "ld − baseline on SSv2 = +8.38", ("low-power",)),
    ("fwm-tradeoff", "contradicted", "fwm − baseline on ImageNet-100 = −9.92", ("readout-sensitive",)),
    ("fwm-ld-in100", "undecided", "fwm_ld − baseline on ImageNet-100 = −6.22", ("low-power",)),
    ("fwm-hw-ld-balance", "undecided", "by worst difference to baseline: ld −4.24", ("inert-term",)),
    ("kinematic-synthetic", "contradicted", "kinematic − untrained on Synthetic Motion = +0.00", ("untrained-encoder", "untrained-reaches-it")),
    ("embedding-768", "supported", "counted: 768; claimed 768", ()),
    ("temporal-appearance", "undecided", "0 of 14 as claimed", ("association",)),
]  # fmt: skip


@cache
def report() -> Report:
    return verify(
        Request("2605.17165", offline=True, runs=(Path("no such folder"),), published_runs=True)
    )


def verdict(claim: str) -> Verdict:
    (only,) = [v for v in report().verdicts if v.claim == claim and v.witness == "rerun"]
    return only


@pytest.mark.parametrize(
    ("claim", "outcome", "says", "cautions"), EXPECTED, ids=[row[0] for row in EXPECTED]
)
def test_the_runs_decide(claim: str, outcome: str, says: str, cautions: tuple[str, ...]) -> None:
    found = verdict(claim)
    assert found.outcome == outcome
    assert says in found.because
    assert set(cautions) <= set(found.cautions)


def test_every_figure_leads_back_to_its_run() -> None:
    sources = {e.source for c, *_ in EXPECTED for e in verdict(c).evidence}
    ids = {run.id for run in report().runs}
    assert sources
    assert {source.removesuffix("/result.json") for source in sources} <= ids


def test_the_report_names_every_run_and_carries_no_weights() -> None:
    (witness,) = [w for w in report().witnesses if w.witness == "rerun"]
    assert witness.note.startswith(f"{len(report().runs)} runs at scale cpu")
    assert {r.git for r in report().runs if r.git}
    assert all(r.seconds for r in report().runs)
