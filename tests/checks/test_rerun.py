"""Do runs with known differences get the verdict that these differences deserve?"""

from collections.abc import Mapping, Sequence

import pytest

from claimcheck import claimset
from claimcheck.checks.replication import put_rerun
from claimcheck.number import exact, parse
from claimcheck.plan import Ask, Extra, Reading
from claimcheck.record import (
    Claim,
    Comparison,
    Constant,
    Count,
    Difference,
    Measurement,
    Place,
    Predicate,
    Range,
    RunRecord,
    Select,
    Superlative,
    Verdict,
)

BASE = [20.0, 21.0, 19.5, 20.4, 20.8]
LARGE = [26.1, 26.9, 25.0, 26.6, 26.3]
SMALL = [20.2, 21.1, 19.4, 20.5, 20.9]
NOISY = [29.0, 14.0, 26.0, 17.0, 25.0]
LESS = [12.1, 13.3, 11.2, 12.0, 13.0]
ROLES = {"SSv2": "temporal", "ImageNet-100": "appearance", "Diving-48": "sequence"}
DECIDES = {"track": "repaired", "probe": "pooled"}


def runs(
    values: Mapping[str, Mapping[str, Sequence[float]]],
    *,
    cautions: Mapping[str, tuple[str, ...]] | None = None,
    scale: str = "cpu",
    reading: Mapping[str, str] = DECIDES,
) -> list[RunRecord]:
    """By arm and benchmark: top-1 by seed."""
    made = []
    for arm, by_benchmark in values.items():
        for seed in range(max(map(len, by_benchmark.values()))):
            found = [
                Measurement(
                    witness="rerun", method=arm, benchmark=benchmark, metric="top-1 accuracy (%)",
                    value=exact(f"{series[seed]:.2f}", unit="%"), n=2048, seed=seed, better="higher",
                    factors={"regime": "mixed", "scale": scale, "targets": "layer", "clips": ROLES[benchmark], **reading},
                    where=Place(source=f"{arm}/seed-{seed}/result.json"),
                )
                for benchmark, series in by_benchmark.items()
                if seed < len(series)
            ]  # fmt: skip
            made.append(
                RunRecord(
                    id=f"{scale}/mixed/{arm}/seed-{seed}", arm=arm, seed=seed, scale=scale,
                    config={"cell": {"regime": "mixed"}}, measurements=tuple(found),
                    cautions=(cautions or {}).get(arm, ()),
                )
            )  # fmt: skip
    return made


def select(*methods: str, on: Sequence[str] = ("SSv2",)) -> Select:
    return Select(method=methods, benchmark=tuple(on), factors={"regime": "mixed"})


BASELINE = Select(method=("baseline",), factors={"regime": "mixed", "seed": "42"})
GAIN = Difference(subject=select("ld"), reference=BASELINE, claimed=parse("+5.02 pp"))
LOSS = Difference(subject=select("ld"), reference=BASELINE, claimed=parse("-1.39"))
CLOSE = Comparison(subject=select("ld"), reference=BASELINE, direction="close")


def asked(
    predicate: Predicate, made: Sequence[RunRecord], ask: Ask | None = None, **more: object
) -> Verdict:
    claim = Claim(id="c", quote="", predicate=predicate, **more)  # type: ignore[arg-type]
    return put_rerun(claim, ask or Ask(arms=("baseline", "ld")), made, margin=2.0)


CASES: list[tuple[str, Predicate, Sequence[float], str, str]] = [
    ("a gain of six points, claimed", GAIN, LARGE, "supported", "agrees"),
    ("a loss, where a gain is claimed", GAIN, LESS, "contradicted", "disagrees"),
    ("a gain of a tenth, where five points are claimed", GAIN, SMALL, "no-effect", "no-effect"),
    ("seeds that disagree", GAIN, NOISY, "undecided", "not-resolved"),
    ("one seed", GAIN, LARGE[:1], "undecided", "too-few-seeds"),
    ("a loss, claimed", LOSS, LESS, "supported", "agrees"),
    ("a gain, where a loss is claimed", LOSS, LARGE, "contradicted", "disagrees"),
    ("a gain of a tenth, called close", CLOSE, SMALL, "supported", "agrees"),
    ("six points, called close", CLOSE, LARGE, "contradicted", "disagrees"),
    ("seeds that disagree, called close", CLOSE, NOISY, "undecided", "not-resolved"),
    ("no difference at all", GAIN, BASE, "no-effect", "no-effect"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("predicate", "values", "outcome", "reason"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_a_direction_is_decided_by_paired_seeds(
    predicate: Predicate, values: Sequence[float], outcome: str, reason: str
) -> None:
    found = asked(predicate, runs({"baseline": {"SSv2": BASE}, "ld": {"SSv2": values}}))
    assert (found.outcome, found.reason) == (outcome, reason)
    assert found.witness == "rerun"
    assert "small-scale" in found.cautions


def test_the_figures_of_a_contrast_are_all_there() -> None:
    found = asked(GAIN, runs({"baseline": {"SSv2": BASE}, "ld": {"SSv2": LARGE}}))
    (contrast,) = found.statistics["contrasts"].values()
    assert contrast["n_pairs"] == 5
    assert contrast["mean_difference"] == pytest.approx(5.84)
    low, high = contrast["interval_95"]
    assert low < 5.84 < high
    assert contrast["bootstrap_95"][0] < 5.84 < contrast["bootstrap_95"][1]
    assert contrast["detectable_80"] > 0
    assert {e.value for e in found.evidence} >= {"26.10", "20.00"}
    assert "ld − baseline on SSv2 = +5.84" in found.because


def test_all_parts_of_a_sentence_must_hold() -> None:
    worse = Comparison(
        subject=select("ld", on=("ImageNet-100",)), reference=BASELINE, direction="worse"
    )
    made = runs(
        {
            "baseline": {"SSv2": BASE, "ImageNet-100": BASE},
            "ld": {"SSv2": LARGE, "ImageNet-100": LARGE},
        }
    )
    assert asked(GAIN, made).outcome == "supported"
    assert asked(GAIN, made, also=(worse,)).outcome == "contradicted"


COUNTED = ("a", "b", "c", "d", "e")
MOST = Count(
    select=Select(benchmark=("SSv2",), factors={"regime": "mixed", "seed": "239"}),
    reference=BASELINE, direction="worse", threshold=parse("5 points"), k=3, of=5,
)  # fmt: skip


@pytest.mark.parametrize(
    ("worse", "open_", "outcome"),
    [
        (3, 0, "supported"),
        (2, 0, "contradicted"),
        (2, 3, "undecided"),
        (0, 2, "contradicted"),
        (4, 1, "supported"),
    ],
)
def test_a_count_below_scale_asks_for_most(worse: int, open_: int, outcome: str) -> None:
    kinds = [LESS] * worse + [NOISY] * open_ + [LARGE] * (5 - worse - open_)
    values = {
        "baseline": {"SSv2": BASE},
        **{a: {"SSv2": k} for a, k in zip(COUNTED, kinds, strict=True)},
    }
    ask = Ask(arms=("baseline", *COUNTED))
    extra = {"chance": {"SSv2": [1.0] * 5}, "untrained": {"SSv2": [1.0] * 5}}
    assert asked(MOST, runs({**values, **extra}), ask).outcome == outcome


def test_a_range_of_losses_asks_each_arm_for_a_loss() -> None:
    span = Range(
        select=select("ld", "fwm"), reference=BASELINE, low=parse("-2.9"), high=parse("-2.5")
    )
    ask = Ask(arms=("baseline", "ld", "fwm"))
    values = {"baseline": {"SSv2": BASE}, "ld": {"SSv2": LESS}, "fwm": {"SSv2": LESS}}
    assert asked(span, runs(values), ask).outcome == "supported"
    assert asked(span, runs(values | {"fwm": {"SSv2": SMALL}}), ask).outcome == "no-effect"


LARGEST = Superlative(
    subject=select("ld"), among=Select(benchmark=("SSv2",), factors={"seed": "239"}),
    order="best", reference=BASELINE, by="difference",
)  # fmt: skip


def test_the_largest_gain_is_asked_for_only_where_the_whole_table_was_run() -> None:
    ask = Ask(arms=("baseline", "ld"), others=("fwm", "hw"))
    two = {"baseline": {"SSv2": BASE}, "ld": {"SSv2": LARGE}}
    found = asked(GAIN, runs(two), ask, also=(LARGEST,))
    assert (found.outcome, "by difference" in found.because) == ("supported", False)
    whole = {**two, "fwm": {"SSv2": SMALL}, "hw": {"SSv2": LESS}}
    found = asked(GAIN, runs(whole), ask, also=(LARGEST,))
    assert (found.outcome, "by difference" in found.because) == ("supported", True)
    beaten = {**whole, "hw": {"SSv2": [v + 10 for v in LARGE]}}
    assert asked(GAIN, runs(beaten), ask, also=(LARGEST,)).outcome == "contradicted"


def test_the_most_balanced_is_the_best_by_its_worst_difference() -> None:
    balance = Superlative(
        subject=select("ld", on=("SSv2", "ImageNet-100")), among=select("ld", "fwm"),
        order="best", reference=BASELINE, by="worst_difference",
    )  # fmt: skip
    ask = Ask(arms=("baseline", "ld", "fwm"))
    values = {
        "baseline": {"SSv2": BASE, "ImageNet-100": BASE},
        "ld": {"SSv2": SMALL, "ImageNet-100": SMALL},
        "fwm": {"SSv2": LARGE, "ImageNet-100": LESS},
    }
    assert asked(balance, runs(values), ask).outcome == "supported"
    turned = values | {"ld": {"SSv2": [v - 20 for v in BASE], "ImageNet-100": LARGE}}
    assert asked(balance, runs(turned), ask).outcome == "contradicted"


def test_what_a_claim_implies_must_hold_as_well() -> None:
    implied = Comparison(
        subject=select("ld"), reference=Select(method=("untrained",)), direction="better"
    )
    ask = Ask(arms=("baseline", "ld"), implies=(implied,))
    values = {"baseline": {"SSv2": BASE}, "ld": {"SSv2": LARGE}, "untrained": {"SSv2": LESS}}
    assert asked(GAIN, runs(values), ask).outcome == "supported"
    found = asked(GAIN, runs(values | {"untrained": {"SSv2": LARGE}}), ask)
    assert (found.outcome, found.reason) == ("contradicted", "implication-fails")
    assert "no-better-than-untrained" in found.cautions


def test_an_arm_that_reads_no_better_than_no_training_is_warned_of() -> None:
    values = {"baseline": {"SSv2": BASE}, "ld": {"SSv2": LARGE}, "untrained": {"SSv2": NOISY}}
    found = asked(GAIN, runs(values))
    assert "no-better-than-untrained" in found.cautions
    (controls,) = [f for f in found.findings if f.check == "controls"]
    assert "baseline on SSv2" in controls.says


def test_another_probe_that_says_the_opposite_is_warned_of() -> None:
    made = runs({"baseline": {"SSv2": BASE}, "ld": {"SSv2": LARGE}})
    ordered = {"track": "repaired", "probe": "ordered"}
    for values, warned in ((LARGE, False), (LESS, True), (SMALL, True), (NOISY, False)):
        other = runs({"baseline": {"SSv2": BASE}, "ld": {"SSv2": values}}, reading=ordered)
        ask = Ask(arms=("baseline", "ld"), beside=(Reading(track="repaired", probe="ordered"),))
        found = asked(GAIN, [*made, *other], ask)
        assert found.outcome == "supported"
        assert ("readout-sensitive" in found.cautions) is warned


def test_what_was_seen_while_running_is_said() -> None:
    values = {"baseline": {"SSv2": BASE}, "ld": {"SSv2": LARGE}}
    made = runs(values, cautions={"ld": ("inert-term",), "baseline": ("collapse",)})
    found = asked(GAIN, made)
    assert {"inert-term", "collapse"} <= set(found.cautions)


def test_shifted_and_other_clips_do_not_decide() -> None:
    made = runs({"baseline": {"SSv2": BASE}, "ld": {"SSv2": LARGE}})
    shifted = [
        r.model_copy(
            update={
                "measurements": tuple(
                    m.model_copy(update={"factors": {**m.factors, "shift": "noise"}})
                    for m in r.measurements
                )
            }
        )
        for r in runs({"baseline": {"SSv2": LARGE}, "ld": {"SSv2": BASE}})
    ]
    assert asked(GAIN, [*made, *shifted]).outcome == "supported"


def test_nothing_run_is_nothing_said() -> None:
    found = asked(GAIN, runs({"fwm": {"SSv2": BASE}}))
    assert found.outcome == "undecided"


WIDTH = "the width of the encoder's embedding"


@pytest.mark.parametrize(("counted", "outcome"), [("768", "supported"), ("384", "contradicted")])
def test_a_constant_is_counted(counted: str, outcome: str) -> None:
    built = RunRecord(
        id="vit-b/build/encoder", arm="encoder", seed=0, scale="paper",
        config={"cell": {"regime": "build"}},
        measurements=(Measurement(witness="rerun", metric=WIDTH, value=exact(counted)),),
    )  # fmt: skip
    constant = Constant(name=WIDTH, claimed=parse("768"))
    assert asked(constant, [built], Ask(builds=True)).outcome == outcome


def test_a_control_of_the_study_s_size_is_held_against_the_released_numbers() -> None:
    released = [
        Measurement(
            witness="released", method=name, benchmark="SSv2", metric="top-1 accuracy (%)",
            value=parse(value), n=40, seed=239, better="higher", factors={"regime": "mixed"},
        )
        for name, value in (("baseline", "27.50"), ("ld", "67.50"))
    ]  # fmt: skip
    ask = Ask(
        arms=("baseline", "ld"),
        extra=(Extra(arm="untrained", scale="vit-b", seeds=2, benchmarks=("temporal",)),),
    )
    made = runs({"baseline": {"SSv2": BASE}, "ld": {"SSv2": LARGE}})
    span = Range(
        select=select("ld"), reference=Select(method=("baseline",)),
        low=parse("+40 points"), high=parse("+45 points"),
    )  # fmt: skip
    claim = Claim(id="c", quote="", predicate=span)
    for values, reached in (([65.0, 67.0], True), ([30.0, 31.0], False)):
        published = {"track": "as-published", "probe": "as-published"}
        control = runs({"untrained": {"SSv2": values}}, scale="vit-b", reading=published)
        found = put_rerun(claim, ask, [*made, *control], margin=2.0, released=released)
        assert ("untrained-reaches-it" in found.cautions) is reached
        assert found.outcome == "supported"


def test_the_shipped_plan_names_arms_and_clips_that_there_are() -> None:
    pytest.importorskip("torch")
    from repro.arms import load
    from repro.data import DATASETS
    from repro.scales import scale

    folder = claimset.folder("2605.17165", "plan.yaml")
    assert folder is not None
    plan = claimset.plan(folder)
    claims = {c.id for c in claimset.read(folder / "claims.yaml").claims}
    assert set(plan.claims) == claims
    for ask in plan.claims.values():
        assert {*ask.arms, *ask.others, *ask.controls} <= load().keys()
        assert {*ask.benchmarks, *ask.clips.values()} <= DATASETS.keys()
        assert [scale(e.scale).name for e in ask.extra] == [e.scale for e in ask.extra]
