"""Do runs leave their record last, are they never run twice, and does killing them change nothing?"""

import json
import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from claimcheck.errors import ReproError  # noqa: E402
from claimcheck.record import RunRecord  # noqa: E402
from repro import cli, run  # noqa: E402
from repro.model import Shape  # noqa: E402
from repro.run import RESULT, Cell, Setting, cell, finished  # noqa: E402
from repro.scales import ProbeSizes, Scale, Training  # noqa: E402
from repro.sweep import records, sweep, table  # noqa: E402

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
    return cell(arm=arm, seed=seed, scale="smoke", benchmarks=("temporal",), **more)


def test_a_run_leaves_everything_a_reader_needs(tmp_path: Path) -> None:
    record = run.run(asked(), Setting(tmp_path))
    written = RunRecord.model_validate_json((tmp_path / asked().name / RESULT).read_bytes())
    assert written == record
    assert {"torch", "timm", "numpy", "claimcheck"} == set(record.packages)
    assert record.config["arm"]["objectives"]["ld"]["coefficient"] == 1.0
    assert record.terms["ld"]["gradient_share"] > 0
    methods = {m.method for m in record.measurements}
    assert methods == {"ld", "chance", "majority"}
    own = [m for m in record.measurements if m.method == "ld"]
    tracks = {(m.factors["track"], m.factors["probe"]) for m in own}
    assert ("as-published", "as-published") in tracks
    assert {("repaired", p) for p in ("attentive", "ordered", "pooled")} <= tracks
    assert all(m.witness == "rerun" and m.n == 32 for m in record.measurements)


def test_a_finished_run_is_not_run_again_and_a_larger_question_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run.run(asked(), Setting(tmp_path))
    assert run.run(asked(), Setting(tmp_path)) == first
    assert finished(asked(shifts=("noise",)), tmp_path) is None
    assert finished(asked(seed=1), tmp_path) is None


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


def test_seeds_stand_together_in_the_table(tmp_path: Path) -> None:
    found = [run.run(asked(seed=s), Setting(tmp_path)) for s in (0, 1)]
    assert records(tmp_path) == found
    rows = [r for r in table(found) if r.method == "ld"]
    assert {len(r.values) for r in rows} == {2}
    assert all(r.sd is not None for r in rows)


BAD = [({"regime": "moon"}, "regime"), ({"benchmarks": ("x",)}, "no benchmark is called x")]


@pytest.mark.parametrize(("fields", "says"), BAD)
def test_a_cell_that_cannot_be_run_is_named(fields: dict[str, object], says: str) -> None:
    with pytest.raises(ReproError, match=says):
        cell(**({"arm": "ld", "seed": 0} | fields))


def test_a_finished_sweep_needs_no_process(tmp_path: Path) -> None:
    record = run.run(asked(), Setting(tmp_path))
    assert sweep([asked()], tmp_path) == [record]


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
