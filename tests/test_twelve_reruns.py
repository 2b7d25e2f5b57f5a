"""What do the runs that ship with claimcheck say of the twelve claims, with no network and no torch?"""

from functools import cache
from pathlib import Path

import pytest

from claimcheck.number import show
from claimcheck.pipeline import Request, verify
from claimcheck.record import Report, Verdict

EXPECTED: list[tuple[str, str, str, tuple[str, ...]]] = [
    # claim, outcome, what its verdict says, its cautions
    ("mg-ucf", "contradicted", "motion_guided − baseline on SSv2 = −6.47", ("readout-sensitive", "low-power")),
    ("kinematic-tradeoff", "undecided", "kinematic − baseline on Diving-48 = −1.11", ("untrained-encoder",)),
    ("fwm-hw-ld-gains", "contradicted", "fwm_hw_ld − baseline on ImageNet-100 = −11.52", ("inert-term", "readout-sensitive")),
    ("ld-ssv2", "contradicted", "ld − baseline on SSv2 = +9.53 (95 % interval +0.80 to +18.26, 5 seeds, p 0.039) [supported]", ()),
    ("ld-ssv2", "contradicted", "from ld, over the seeds that both have: ac +3.55 (3 seeds, p 0.033), ac_hw +4.20", ()),
    ("in100-losses", "undecided", "2 of 14 as claimed, 0 the other way", ("inert-term",)),
    ("ld-tradeoff", "undecided", "ld − baseline on ImageNet-100 = −3.18", ("low-power",)),
    ("fwm-tradeoff", "contradicted", "fwm − baseline on ImageNet-100 = −12.36", ("no-better-than-untrained",)),
    ("fwm-ld-in100", "supported", "fwm_ld − baseline on ImageNet-100 = −9.44", ("no-better-than-untrained",)),
    ("fwm-hw-ld-balance", "contradicted", "from fwm_hw_ld, over the seeds that both have: ld +12.48", ("inert-term",)),
    ("kinematic-synthetic", "contradicted", "kinematic − untrained on Synthetic Motion = +0.00", ("untrained-encoder", "untrained-reaches-it")),
    ("embedding-768", "supported", "counted: 768; claimed 768", ()),
    ("temporal-appearance", "undecided", "2 of 14 as claimed", ("association",)),
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
    ("claim", "outcome", "says", "cautions"),
    EXPECTED,
    ids=[f"{row[0]}: {row[2][:30]}" for row in EXPECTED],
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


def test_what_is_drawn_is_what_the_words_say() -> None:
    drawn = [(v, c) for v in report().verdicts for c in v.computed]
    assert {v.witness for v, _ in drawn} == {"released", "rerun"}
    for v, c in drawn:
        value = show(c.value, 2, signed=c.of == "difference")
        short = show(c.value, signed=True)  # a file's 40.0 stays as it is in a range
        assert value in v.because or short in v.because


def test_every_seed_of_a_difference_is_kept_and_their_mean_is_the_difference() -> None:
    seeded = [c for c, *_ in EXPECTED for c in verdict(c).computed]
    assert any(len(c.seeds) == 5 for c in seeded)
    for c in seeded:
        assert sum(c.seeds.values()) / len(c.seeds) == pytest.approx(float(c.value), abs=0.001)


def test_the_runs_of_the_report_keep_their_curves() -> None:
    trained = [r for r in report().runs if r.arm == "ld"]
    assert trained
    for run in trained:
        assert [step for step, _ in run.curves["effective_rank"]][:2] == [0, 57]
        assert all(rank > 2 for _, rank in run.curves["effective_rank"])
        assert run.config == {}
