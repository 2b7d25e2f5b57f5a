"""Is a claim rerun as its plan says, from the command line to the verdict?"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from claimcheck import claimset, cli, reproduce, reruns
from claimcheck.errors import ClaimcheckError, ClaimsError, ReproError, WitnessError
from claimcheck.pipeline import Request, verify
from claimcheck.record import RunRecord

PAPER = "2605.17165"
TWELVE = [c.id for c in claimset.read(Path(str(claimset.folder(PAPER))) / "claims.yaml").claims]

FIVE_SEEDS = ("fwm-hw-ld-gains", "ld-ssv2", "ld-tradeoff", "fwm-tradeoff")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> tuple[int, Any]:
    done = CliRunner().invoke(cli.app, ["-q", *arguments, "--json"])
    if isinstance(done.exception, ClaimcheckError):
        raise done.exception
    return done.exit_code, json.loads(done.stdout)


@pytest.mark.parametrize("claim", TWELVE)
def test_every_claim_has_a_plan_whose_runs_are_listed(claim: str, here: Path) -> None:
    pytest.importorskip("torch")
    code, found = run("reproduce", "--claim", claim, "--dry-run")
    assert code == 0
    assert found["claims"] == [claim]
    names = [row["name"] for row in found["runs"]]
    assert len(names) == len(set(names))
    arms = {row["arm"] for row in found["runs"]}
    if claim != "embedding-768":
        assert {"baseline", "untrained"} < arms
        most = max(row["seed"] for row in found["runs"]) + 1
        assert most == (5 if claim in FIVE_SEEDS else 3)
    assert not (here / "runs").exists()


def test_all_claims_together_run_nothing_twice(here: Path) -> None:
    pytest.importorskip("torch")
    _, found = run("reproduce", "--paper", PAPER, "--dry-run")
    assert found["claims"] == TWELVE
    names = [row["name"] for row in found["runs"]]
    assert len(names) == len(set(names)) > 90
    seeds = [row["seed"] for row in found["runs"]]
    assert seeds == sorted(seeds)


def test_fewer_or_more_can_be_asked_for(here: Path) -> None:
    pytest.importorskip("torch")
    _, found = run("reproduce", "--claim", "ld-ssv2", "--seeds", "1", "--arms", "all", "--dry-run")
    assert {row["seed"] for row in found["runs"]} == {0}
    assert {"fac", "spectral", "ld", "baseline"} <= {row["arm"] for row in found["runs"]}


def test_building_and_counting_decides_the_width_of_the_embedding(here: Path) -> None:
    pytest.importorskip("torch")
    code, found = run("reproduce", "--claim", "embedding-768")
    (verdict,) = found["verdicts"]
    assert verdict["witness"] == "rerun"
    assert (code, verdict["outcome"]) == (0, "supported")
    counted = verdict["statistics"]
    assert verdict["because"].endswith("768; claimed 768")
    assert counted == {}
    (finding,) = verdict["findings"]
    assert finding["statistics"]["the width of a training token, all levels"] == 3072
    assert finding["statistics"]["tokens a clip"] == 1568
    assert (here / "runs/vit-b/build/encoder/result.json").is_file()


def test_a_smoke_rerun_ends_in_a_verdict_and_is_not_run_again(here: Path) -> None:
    pytest.importorskip("torch")
    command = [
        sys.executable, "-m", "claimcheck", "reproduce", "--claim", "ld-ssv2",
        "--scale", "smoke", "--seeds", "2", "--exit-zero", "--json",
    ]  # fmt: skip
    first = subprocess.run(command, cwd=here, capture_output=True, text=True, check=True)
    found = json.loads(first.stdout)
    (verdict,) = found["verdicts"]
    assert verdict["witness"] == "rerun"
    (contrast,) = [c for n, c in verdict["statistics"]["contrasts"].items() if n.startswith("ld")]
    assert contrast["n_pairs"] == 2
    assert len(contrast["interval_95"]) == 2
    assert "small-scale" in verdict["cautions"]
    (summary,) = found["summary"]
    assert summary["rerun"] == verdict["outcome"]
    written = {path: path.stat().st_mtime_ns for path in here.rglob("result.json")}
    assert len(written) == 6  # two arms, and no training; two seeds
    again = subprocess.run(command, cwd=here, capture_output=True, text=True, check=True)
    assert json.loads(again.stdout)["verdicts"] == found["verdicts"]
    assert {path: path.stat().st_mtime_ns for path in here.rglob("result.json")} == written


WRONG: list[tuple[list[str], type[ClaimcheckError], str]] = [
    (["--claim", "nobody"], ClaimsError, "no plan reruns a claim called nobody"),
    (["--paper", "2401.00001"], ClaimsError, "no plan says which runs decide the claims"),
    (["--paper", PAPER, "--claim", "nobody"], ClaimsError, "decide nobody"),
    ([], ClaimsError, "which claim"),
    (["--claim", "ld-ssv2", "--scale", "huge"], ReproError, "no scale is called huge"),
    (["--claim", "ld-ssv2", "--scale", "vit-b"], ReproError, "no scale is called vit-b"),
    (["--claim", "ld-ssv2", "--arms", "nobody"], ClaimsError, "does not range over nobody"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "kind", "says"), WRONG, ids=[w[2] for w in WRONG])
def test_what_cannot_be_run_is_said_with_a_remedy(
    arguments: list[str], kind: type[ClaimcheckError], says: str, here: Path
) -> None:
    pytest.importorskip("torch")
    with pytest.raises(kind, match=says) as caught:
        run("reproduce", *arguments, "--dry-run")
    assert caught.value.remedy


def test_without_torch_it_says_what_to_install(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reproduce, "find_spec", lambda name: None)
    with pytest.raises(ReproError, match="torch and timm not installed") as caught:
        run("reproduce", "--claim", "ld-ssv2", "--dry-run")
    assert "claimcheck-ml[repro]" in caught.value.remedy


def test_a_plan_that_does_not_fit_names_the_field(here: Path) -> None:
    folder = here / "claims" / PAPER
    folder.mkdir(parents=True)
    (folder / "plan.yaml").write_text("paper: x\nclaims: {a: {arms: [b], sedes: 3}}\n")
    with pytest.raises(ClaimsError, match=r"claims\.a\.sedes"):
        claimset.plan(folder)


def test_a_broken_record_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cpu/mixed/ld/seed-0/result.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"id": "x"')
    plan = claimset.plan(Path(str(claimset.folder(PAPER, "plan.yaml"))))
    with pytest.raises(WitnessError, match="not the record of a run"):
        reruns.gather(plan, [tmp_path])


def record(arm: str, seed: int, scale: str, regime: str = "mixed") -> RunRecord:
    return RunRecord(
        id=f"{scale}/{regime}/{arm}/seed-{seed}", arm=arm, seed=seed, scale=scale,
        config={"cell": {"regime": regime}},
    )  # fmt: skip


def write(folder: Path, *records: RunRecord) -> None:
    for one in records:
        path = folder / one.id / "result.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(one.model_dump_json())


SPEAKING: list[tuple[str, list[list[tuple[str, str]]], list[str]]] = [
    ("the largest scale with every arm", [[("baseline", "smoke"), ("ld", "smoke"), ("baseline", "cpu"), ("ld", "cpu")]], ["cpu"]),
    ("a smaller one where the larger is not whole", [[("baseline", "smoke"), ("ld", "smoke"), ("baseline", "cpu")]], ["smoke"]),
    ("the first folder, where both are whole", [[("baseline", "cpu"), ("ld", "cpu")], [("baseline", "cpu"), ("ld", "cpu"), ("fwm", "cpu")]], ["cpu"]),
    ("what there is, where nothing is whole", [[("baseline", "smoke")]], ["smoke"]),
    ("nothing", [[("fac", "cpu")]], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("folders", "scales"), [s[1:] for s in SPEAKING], ids=[s[0] for s in SPEAKING]
)
def test_a_claim_is_put_to_the_runs_of(
    folders: list[list[tuple[str, str]]], scales: list[str], tmp_path: Path
) -> None:
    for index, runs in enumerate(folders):
        write(tmp_path / str(index), *(record(arm, 0, scale) for arm, scale in runs))
    shipped = Path(str(claimset.folder(PAPER, "plan.yaml")))
    document = yaml.safe_load((shipped / "plan.yaml").read_text())
    document["claims"] = {"ld-ssv2": {"arms": ["baseline", "ld"], "benchmarks": ["temporal"]}}
    (tmp_path / "plan.yaml").write_text(yaml.safe_dump(document))
    found = reruns.gather(claimset.plan(tmp_path), [tmp_path / str(i) for i in range(len(folders))])
    (claim,) = [c for c in claimset.read(shipped / "claims.yaml").claims if c.id == "ld-ssv2"]
    runs = found.runs(claim)
    assert sorted({r.scale for r in runs}) == scales
    assert {r.arm for r in runs} <= {"baseline", "ld"}


def test_a_report_holds_the_published_runs_only_where_it_is_asked_to(here: Path) -> None:
    shipped = Path(str(claimset.folder(PAPER)))
    shutil.copytree(shipped, here / "claims" / PAPER, ignore=shutil.ignore_patterns("runs"))
    write(here / "claims" / PAPER / "runs", record("baseline", 0, "cpu"), record("ld", 0, "cpu"))
    plain = verify(Request(PAPER, claim="ld-ssv2", offline=True))
    assert {v.witness for v in plain.verdicts} == {"released"}
    whole = verify(
        Request(PAPER, claim="ld-ssv2", offline=True, runs=(Path("runs"),), published_runs=True)
    )
    assert {v.witness for v in whole.verdicts} == {"released", "rerun"}
    assert [r.id for r in whole.runs] == ["cpu/mixed/baseline/seed-0", "cpu/mixed/ld/seed-0"]
    assert [w.witness for w in whole.witnesses] == ["released", "rerun"]
