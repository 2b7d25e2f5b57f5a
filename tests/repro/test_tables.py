"""Do tables say what the runs say, with intervals, controls and shifts?"""

import json
import sys
from pathlib import Path

import pytest
from rich.console import Console

torch = pytest.importorskip("torch")

from claimcheck.number import exact  # noqa: E402
from claimcheck.record import Measurement, RunRecord  # noqa: E402
from repro import cli  # noqa: E402
from repro.arms import arm, differences  # noqa: E402
from repro.tables import Row, Spread, arms, rows, tables  # noqa: E402

# values, mean and half width as printed
SPREADS = [
    ((50.0,), "50.0"),
    ((50.0, 52.0), "51.0 ± 12.7"),
    ((50.0, 52.0, 54.0), "52.0 ± 5.0"),
    ((50.0, 50.0), "50.0 ± 0.0"),
]


@pytest.mark.parametrize(("values", "expected"), SPREADS)
def test_a_mean_has_the_t_interval_of_its_seeds(values: tuple[float, ...], expected: str) -> None:
    assert str(Spread(values)) == expected


def measured(method: str, value: float, seed: int, shift: str = "", **factors: str) -> Measurement:
    shared = {"regime": "mixed", "scale": "smoke", "clips": "temporal"}
    return Measurement(
        witness="rerun", method=method, benchmark="SSv2", metric="top-1 accuracy (%)",
        value=exact(f"{value:.2f}", unit="%"), n=32, seed=seed,
        factors=shared | factors | ({"shift": shift} if shift else {}),
    )  # fmt: skip


def made(method: str, seed: int, plain: float, shifted: float) -> RunRecord:
    probe = {"track": "repaired", "probe": "attentive", "targets": "layer"}
    return RunRecord(
        id=f"smoke/mixed/{method}/seed-{seed}", arm=method, seed=seed, scale="smoke",
        measurements=(
            measured(method, plain, seed, **probe),
            measured("chance", 12.5, seed),
            measured(method, shifted, seed, shift="noise", **probe),
            measured("chance", 12.5, seed, shift="noise"),
        ),
    )  # fmt: skip


RUNS = [
    made("untrained", 0, 20, 10), made("ld", 0, 50, 30), made("ld", 1, 54, 38),
]  # fmt: skip


def found(method: str, shift: str) -> Row:
    (row,) = (r for r in rows(RUNS) if r.method == method and r.shift == shift)
    return row


def test_seeds_stand_together_and_a_shifted_row_beside_its_plain_one() -> None:
    assert found("ld", "").values == {0: 50.0, 1: 54.0}
    shifted = found("ld", "noise")
    assert shifted.plain == {0: 50.0, 1: 54.0}
    assert shifted.change and shifted.change.values == (-20.0, -16.0)
    assert found("ld", "").change is None


def test_json_holds_both_sides_of_a_shift_with_their_intervals() -> None:
    row = found("ld", "noise").json()
    assert (row["mean"], row["seeds"], row["shift"]) == (34.0, 2, "noise")
    assert row["low"] < row["mean"] < row["high"]
    assert row["in_domain"]["mean"] == 52.0
    assert row["change"]["mean"] == -18.0


def test_arms_come_before_controls_and_shifted_clips_have_a_table() -> None:
    console = Console(width=80, no_color=True)
    with console.capture() as capture:
        for table in tables(rows(RUNS)):
            console.print(table)
    lines = [line.split() for line in capture.get().splitlines() if line.strip()]
    first = [line[0] for line in lines]
    named = [name for name in first if not name.startswith("─")]
    below = ["ld", "untrained", "chance"]
    assert named == ["SSv2", "arm", *below, "SSv2", "arm", "noise", *below]
    assert ["ld", "52.0", "±", "25.4"] in lines
    assert ["ld", "34.0", "±", "50.8", "(−18.0)"] in lines
    assert ["chance", "12.5", "±", "0.0"] in lines


def test_every_arm_is_listed_in_a_table_that_folds() -> None:
    chosen = [arm("baseline"), arm("fwm_hw_ld")]
    console = Console(width=80, no_color=True)
    with console.capture() as capture:
        console.print(arms(chosen, {a.name: differences(a, chosen[0]) for a in chosen}))
    shown = capture.get()
    assert "probe.epochs = 50" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_show_prints_tables_and_json_holds_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for record in RUNS:
        path = tmp_path / record.id / "result.json"
        path.parent.mkdir(parents=True)
        path.write_text(record.model_dump_json(exclude_defaults=True), encoding="utf-8")
    for given, holds in (([], "52.0 ± 25.4"), (["--json"], '"change"')):
        monkeypatch.setattr(sys, "argv", ["repro", "show", "--runs", str(tmp_path), *given])
        with pytest.raises(SystemExit) as leave:
            cli.main()
        out = capsys.readouterr().out
        assert leave.value.code == 0
        assert holds in out
    listed = json.loads(out)
    assert listed["schema"] == "claimcheck.runs/1"
    assert {row["method"] for row in listed["table"]} == {"ld", "untrained", "chance"}
    assert len(listed["runs"]) == 3
