"""Do runs leave their record last, are they never run twice, and is what they say theirs?"""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from claimcheck.errors import ReproError  # noqa: E402
from claimcheck.record import RunRecord  # noqa: E402
from repro import cli, probe, run  # noqa: E402
from repro.data import Clips, Request  # noqa: E402
from repro.data.synthetic import Synthetic  # noqa: E402
from repro.model import Shape  # noqa: E402
from repro.run import RESULT, Cell, Setting, cell, finished  # noqa: E402
from repro.scales import ProbeSizes, Scale, Training  # noqa: E402
from repro.sweep import records, sweep, with_untrained  # noqa: E402
from repro.train import CHECKPOINT  # noqa: E402

TINY = Scale(
    name="smoke",
    about="",
    shape=Shape(
        frames=8, resolution=16, patch=4, width=16, depth=4, heads=2,
        predictor_width=8, predictor_depth=1, predictor_heads=1,
    ),
    training=Training(steps=3, batch=4, clips=16, learning_rate=1e-3, watched=2),
    probe=ProbeSizes(train=32, test=32, seeds=1),
)  # fmt: skip


class Killed(Exception):
    """What the tests end a run with."""


@pytest.fixture(autouse=True)
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    torch.set_num_threads(1)
    monkeypatch.setattr(run, "scale", lambda name: TINY)


def asked(arm: str = "ld", seed: int = 0, **more: object) -> Cell:
    return cell(**{"arm": arm, "seed": seed, "scale": "smoke", "benchmarks": ("temporal",), **more})


def test_a_run_leaves_everything_a_reader_needs(tmp_path: Path) -> None:
    record = run.run(asked(), Setting(tmp_path))
    written = RunRecord.model_validate_json((tmp_path / asked().name / RESULT).read_bytes())
    assert written == record
    assert {"torch", "timm", "numpy", "claimcheck"} == set(record.packages)
    assert record.config["arm"]["objectives"]["ld"]["coefficient"] == 1.0
    assert record.terms["ld"]["gradient_share"] > 0
    own = [m for m in record.measurements if m.method == "ld"]
    tracks = [(m.factors["track"], m.factors["probe"]) for m in own]
    assert tracks[0] == ("as-published", "as-published")
    assert tracks[1:] == [("repaired", p) for p in ("attentive", "ordered", "pooled")]
    assert all(m.witness == "rerun" and m.n == 32 for m in record.measurements)
    assert own[0].factors == {
        "regime": "mixed", "scale": "smoke", "clips": "temporal", "targets": "layer",
        "track": "as-published", "probe": "as-published",
    }  # fmt: skip
    assert own[0].protocol == {
        "train_clips": "16", "probe_train": "32", "probe_epochs": "100", "probe_seeds": "1",
    }  # fmt: skip


def test_chance_and_the_most_frequent_class_stand_once_a_set_of_clips(tmp_path: Path) -> None:
    record = run.run(asked(shifts=("noise",)), Setting(tmp_path))
    for control in ("chance", "majority"):
        found = [m for m in record.measurements if m.method == control]
        assert [m.factors.get("shift") for m in found] == [None, "noise"]
        assert {m.value.printed for m in found} == {"12.50"}
        assert not {"track", "probe", "targets"} & set(found[0].factors)


def test_a_record_is_small(tmp_path: Path) -> None:
    run.run(asked("combo", benchmarks=("temporal", "sequence", "appearance")), Setting(tmp_path))
    assert (tmp_path / asked("combo").result).stat().st_size < 20_000


def test_a_probe_is_fitted_once_whatever_the_shifts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fitted = []
    monkeypatch.setattr(
        "repro.asked.fit", lambda *given, **more: fitted.append(1) or probe.fit(*given, **more)
    )
    run.run(asked(shifts=("noise", "blur")), Setting(tmp_path))
    assert len(fitted) == 4


def test_seeds_see_other_clips_and_arms_of_a_seed_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Request] = []
    drawn = Synthetic.clips

    def clips(self: Synthetic, request: Request, folder: Path | None = None) -> Clips:
        seen.append(request)
        return drawn(self, request, folder)

    def asks(one: Cell) -> list[Request]:
        seen.clear()
        run.run(one, Setting(tmp_path))
        return list(seen)

    monkeypatch.setattr(Synthetic, "clips", clips)
    first, other, later = asks(asked()), asks(asked("hw")), asks(asked(seed=1))
    assert first == other
    assert {request.seed for request in first} == {0}
    assert later == [request.model_copy(update={"seed": 1}) for request in first]


# data set, arm, probe epochs as published
EPOCHS = [
    ("temporal", "fwm_ld", "50"),
    ("temporal", "fwm", "100"),
    ("directions-200", "fwm_ld", "100"),
]


@pytest.mark.parametrize(("clips", "arm", "epochs"), EPOCHS)
def test_as_published_an_arm_gets_the_probe_epochs_that_the_study_gave_it(
    clips: str, arm: str, epochs: str, tmp_path: Path
) -> None:
    record = run.run(asked(arm, benchmarks=(clips,)), Setting(tmp_path))
    used = {
        m.factors["probe"]: m.protocol.get("probe_epochs")
        for m in record.measurements
        if m.protocol
    }
    assert used == {"as-published": epochs, "attentive": "40", "ordered": None, "pooled": None}


def test_a_finished_run_is_not_run_again_and_a_larger_question_is(tmp_path: Path) -> None:
    first = run.run(asked(), Setting(tmp_path))
    assert run.run(asked(), Setting(tmp_path)) == first
    assert finished(asked(shifts=("noise",)), tmp_path) is None
    assert finished(asked(seed=1), tmp_path) is None
    assert finished(asked(changes=("training.steps=4",)), tmp_path) is None


def test_a_run_asked_something_else_answers_all_and_is_not_trained_again(tmp_path: Path) -> None:
    first = run.run(asked(), Setting(tmp_path))
    more = run.run(asked(benchmarks=("directions-200",)), Setting(tmp_path, training=False))
    assert first.measurements == more.measurements[: len(first.measurements)]
    assert {m.factors["clips"] for m in more.measurements} == {"temporal", "directions-200"}
    assert finished(asked(), tmp_path) == more


def test_what_is_not_trained_is_not_probed_without_training(tmp_path: Path) -> None:
    with pytest.raises(ReproError, match="not trained to the end"):
        run.run(asked(), Setting(tmp_path, training=False))


def test_a_result_on_validation_clips_never_passes_for_one_on_test_clips(tmp_path: Path) -> None:
    validation = asked(split="validation")
    before = run.run(validation, Setting(tmp_path))
    assert finished(asked(), tmp_path) is None
    after = run.run(asked(), Setting(tmp_path, training=False))
    assert {m.factors.get("split") for m in before.measurements} == {"validation"}
    assert {m.factors.get("split") for m in after.measurements} == {None}
    assert finished(validation, tmp_path) == before
    assert records(tmp_path) == [after]
    assert records(tmp_path, "validation") == [before]


def test_a_result_of_another_recipe_is_not_taken_for_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.run(asked(), Setting(tmp_path))
    longer = TINY.model_copy(update={"training": TINY.training.model_copy(update={"steps": 4})})
    monkeypatch.setattr(run, "scale", lambda name: longer)
    assert finished(asked(), tmp_path) is None


def test_a_run_killed_while_probing_has_no_record_and_ends_the_same(tmp_path: Path) -> None:
    def die(stage: str, done: int, whole: int) -> None:
        if stage == "probe":
            raise Killed

    whole = run.run(asked(), Setting(tmp_path / "whole"))
    with pytest.raises(Killed):
        run.run(asked(), Setting(tmp_path / "cut", tell=die))
    assert finished(asked(), tmp_path / "cut") is None
    resumed = run.run(asked(), Setting(tmp_path / "cut"))
    assert resumed.measurements == whole.measurements


CAUTIONS = [("hw_ld", "inert-term"), ("kinematic", "untrained-encoder")]


@pytest.mark.parametrize(("arm", "caution"), CAUTIONS)
def test_what_the_study_overlooked_is_found_by_running(
    arm: str, caution: str, tmp_path: Path
) -> None:
    assert caution in run.run(asked(arm), Setting(tmp_path)).cautions
    assert caution not in run.run(asked("ld"), Setting(tmp_path)).cautions


def test_kinematic_arms_are_read_from_untrained_weights_as_published(tmp_path: Path) -> None:
    def published(record: RunRecord) -> list[str]:
        own = [m for m in record.measurements if m.method == record.arm]
        return [m.value.printed for m in own if m.factors["track"] == "as-published"]

    untrained = run.run(asked("untrained"), Setting(tmp_path))
    kinematic = run.run(asked("kinematic"), Setting(tmp_path))
    assert published(untrained) == published(kinematic)


BAD = [
    ({"regime": "moon"}, "regime"),
    ({"seed": -1}, "seed"),
    ({"arm": "moon"}, "no arm is called moon"),
    ({"scale": "moon"}, "no scale is called moon"),
    ({"split": "train"}, "split"),
    ({"benchmarks": ("x",)}, "no benchmark is called x"),
    ({"shifts": ("fog",)}, "no shift of temporal is called fog"),
]


@pytest.mark.parametrize(("fields", "says"), BAD)
def test_a_cell_that_cannot_be_run_is_named(fields: dict[str, object], says: str) -> None:
    with pytest.raises(ReproError, match=says):
        cell(**({"arm": "ld", "seed": 0} | fields))


def test_a_finished_sweep_needs_no_process(tmp_path: Path) -> None:
    record = run.run(asked(), Setting(tmp_path))
    assert sweep([asked()], tmp_path) == [record]
    assert records(tmp_path) == [record]


def test_a_failed_run_is_named_after_the_others_have_ended(tmp_path: Path) -> None:
    good, bad = asked(), asked("hw")
    broken = tmp_path / bad.name / CHECKPOINT
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"half")
    with pytest.raises(
        ReproError, match=r"1 of 2 runs failed: smoke/mixed/hw/seed-0: .* broken"
    ) as error:
        sweep([bad, good], tmp_path, jobs=1)
    assert "delete it" in error.value.remedy
    assert finished(good, tmp_path)


def test_the_untrained_encoder_stands_beside_every_seed_once() -> None:
    cells = with_untrained([asked(), asked("hw"), asked(seed=1), asked(normalisation="batch")])
    assert [c.name for c in cells[4:]] == [f"smoke/mixed/untrained/seed-{s}" for s in (0, 1)]
    assert with_untrained(cells) == cells


SWEEP = ["-m", "repro", "sweep", "--arm", "ld", "--scale", "smoke", "--benchmarks", "temporal"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_a_sweep_with_130_and_says_how_to_go_on(jobs: str, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, *SWEEP, "--jobs", jobs, "--runs", str(tmp_path / "runs")],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    end = time.monotonic() + 300
    while not list(tmp_path.rglob("run.lock")) and time.monotonic() < end:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=300)
    assert process.returncode == 130
    assert (out, err) == ("", "interrupted: the same command goes on where it was\n")


def test_the_arms_are_listed_with_their_differences(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["repro", "arms", "--json"])
    with pytest.raises(SystemExit) as leave:
        cli.main()
    assert leave.value.code == 0
    listed = {row["arm"]: row for row in json.loads(capsys.readouterr().out)["arms"]}
    assert listed["baseline"]["differences"] == {}
    assert listed["ld"]["differences"]["objectives.ld.coefficient"] == [1.0, None]


def test_an_unknown_arm_ends_with_2(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["repro", "train", "--arm", "nothing"])
    with pytest.raises(SystemExit) as leave:
        cli.main()
    assert leave.value.code == 2
    assert "no arm is called nothing" in capsys.readouterr().err
