"""Is every arm of the study there, as a difference from the baseline that is checked?"""

import csv
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from claimcheck.errors import ReproError  # noqa: E402
from repro.arms import ARMS, arm, differences, load  # noqa: E402

RELEASED = Path(__file__).parents[2] / "claims" / "2605.17165" / "released.csv"
STUDIED = {name: a for name, a in load().items() if a.seeds}
CONTROLS = {name: a for name, a in load().items() if not a.seeds}


def test_the_study_has_27_variants_and_a_baseline() -> None:
    assert len(STUDIED) == 28
    assert next(iter(load())) == "baseline"


def test_every_released_result_has_its_arm_with_that_seed_and_probe() -> None:
    with RELEASED.open(encoding="utf-8", newline="") as file:
        released = list(csv.DictReader(file))
    assert {row["arm"] for row in released} == set(STUDIED)
    for row in released:
        found = arm(row["arm"])
        assert int(row["seed"]) in found.seeds[row["regime"]]
        if row["benchmark"] == "Diving-48" and row["probe"] == "attentive probe":
            assert int(row["probe_epochs"]) == found.probe.epochs


# arm, all that it computes differently from the baseline
DIFFERENT = [
    ("baseline", {}),
    ("hw", {"objectives.hw.coefficient": 0.3}),
    ("ld", {"objectives.ld.coefficient": 1.0}),
    (
        "fwm_hw_ld",
        {
            "objectives.fwm_static.coefficient": 0.05,
            "objectives.fwm_orth.coefficient": 0.01,
            "objectives.hw.coefficient": 1.0,
            "objectives.ld.coefficient": 1.0,
            "objectives.ld.options.reads": "motion",
            "objectives.ld.options.hard": "released",
            "probe.epochs": 50,
        },
    ),
    (
        "combo",
        {
            "objectives.delta.coefficient": 0.5,
            "objectives.hw.coefficient": 0.3,
            "masks.motion.strength": 5.0,
            "masks.motion.random_rate": 0.0,
        },
    ),
    (
        "kinematic_anneal",
        {
            "objectives.kinematic.coefficient": 0.1,
            "objectives.kinematic.schedule": "cosine",
            "objectives.kinematic.options.form": "acceleration",
            "target.source": "online",
        },
    ),
    ("untrained", {"steps": 0.0}),
    ("no_ema", {"target.source": "online", "probe.encoder": "online"}),
]


@pytest.mark.parametrize(("name", "expected"), DIFFERENT)
def test_arms_differ_from_the_baseline_in_what_they_say(name: str, expected: dict) -> None:
    found = differences(arm(name), arm("baseline"))
    assert {field: one for field, (one, _) in found.items()} == expected


def test_differences_show_both_sides() -> None:
    found = differences(arm("hw"), arm("hw_1_0"))
    assert found == {"objectives.hw.coefficient": (0.3, 1.0)}
    assert differences(arm("baseline"), arm("hw")) == {"objectives.hw.coefficient": (None, 0.3)}


def test_no_two_arms_are_the_same() -> None:
    arms = list(load().values())
    for number, one in enumerate(arms):
        assert all(differences(one, other) for other in arms[:number])


# control, the arm of the study that it differs from, in these fields alone
PAIRED = [
    ("fwm_hw", "fwm_hw_ld", {"objectives.ld.coefficient", "objectives.ld.options.reads", "objectives.ld.options.hard", "probe.epochs"}),
    ("hw_1_0", "hw", {"objectives.hw.coefficient"}),
    ("hw_ld_intended", "hw_ld", {"objectives.ld.options.hard", "probe.epochs"}),
    ("fwm_hw_ld_intended", "fwm_hw_ld", {"objectives.ld.options.hard", "probe.epochs"}),
    ("fwm_within", "fwm", {"split"}),
    ("no_ema_detached", "no_ema", {"target.source"}),
    ("kinematic_online", "kinematic", {"probe.encoder"}),
    ("kinematic_anneal_online", "kinematic_anneal", {"probe.encoder"}),
    ("kinematic_online", "no_ema", {"objectives.kinematic.coefficient"}),
    ("ld_batch", "ld", {"target.normalisation"}),
]  # fmt: skip


@pytest.mark.parametrize(("control", "studied", "fields"), PAIRED)
def test_controls_change_what_they_are_for(control: str, studied: str, fields: set[str]) -> None:
    assert control in CONTROLS
    assert set(differences(arm(control), arm(studied))) == fields


BROKEN = [
    ("ld: {coefficient: 1.0}", "ld: {coeficient: 1.0}", "objectives.ld.coef"),
    ("options: {margin: 0.5}", "options: {margn: 0.5}", "objective ltc, option margn"),
    ("{delta: {coefficient: 0.5}}", "{dleta: {coefficient: 0.5}}", "no objective is called dleta"),
    ("keep_time: 0.5", "keep_tme: 0.5", "masks.keep_tme"),
    ("source: online_detached", "source: nowhere", "target.source"),
    ("  appearance: 0.5", "  apearance: 0.5", "apearance"),
    ("\ncontrols:", "\ncontrol:", "does not list arms"),
    ("    about: latent dynamics\n", "", "about"),
]


@pytest.mark.parametrize(("found", "wrong", "message"), BROKEN)
def test_unknown_keys_are_errors(tmp_path: Path, found: str, wrong: str, message: str) -> None:
    text = ARMS.read_text(encoding="utf-8")
    assert found in text
    path = tmp_path / "arms.yaml"
    path.write_text(text.replace(found, wrong, 1), encoding="utf-8")
    with pytest.raises(ReproError, match=message):
        load(path)


def test_null_removes_an_objective(tmp_path: Path) -> None:
    path = tmp_path / "arms.yaml"
    text = ARMS.read_text(encoding="utf-8")
    bare = "arms:\n  bare:\n    about: no context loss\n    objectives: {context: null}\n"
    path.write_text(text.replace("arms:\n", bare, 1), encoding="utf-8")
    assert set(load(path)["bare"].objectives) == {"prediction"}


def test_an_unknown_arm_is_refused() -> None:
    with pytest.raises(ReproError, match="no arm is called") as caught:
        arm("mamba")
    assert "fwm_hw_ld" in caught.value.remedy
