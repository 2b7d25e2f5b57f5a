"""Does a crate name what lies in it, and nothing else?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from claimcheck import claimset, packing, store
from claimcheck.number import parse
from claimcheck.pipeline import Request
from claimcheck.publishing import write_report
from claimcheck.record import Measurement, Place, Report, RunRecord, WitnessRecord
from claimcheck.render import rocrate

RUN = RunRecord(
    id="smoke/mixed/ld/seed-0",
    arm="ld",
    seed=0,
    scale="smoke",
    started="2026-01-02T03:04:05+00:00",
    seconds={"train": 60.2, "probe": 10.0, "all": 71.4},
    git="abc123",
    packages={"torch": "2.13.0"},
    hardware={"cores": "2"},
    cautions=("inert-term",),
    config={"cell": {"arm": "ld"}},
)
BARE = RUN.model_copy(update={"config": {}})
"""As a report holds it."""


def report(*runs: RunRecord, **more: Any) -> Report:
    return Report(
        paper="x", title="A Paper", created="2026-01-02T03:04:05+00:00", runs=runs, **more
    )


def keep(run: RunRecord, folder: Path, name: str | None = None) -> Path:
    path = folder / (name or run.id) / "result.json"
    path.parent.mkdir(parents=True)
    path.write_text(run.model_dump_json(), encoding="utf-8")
    return folder


def crate(folder: Path) -> dict[str, dict[str, Any]]:
    values = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    return {e["@id"]: e for e in values["@graph"]}


def references(value: Any) -> list[str]:
    if isinstance(value, list):
        return [r for v in value for r in references(v)]
    return [value["@id"]] if isinstance(value, dict) else []


def check(folder: Path) -> dict[str, dict[str, Any]]:
    """The crate of a folder: each entity once and on one level, each reference leads to one, each
    file is there with its size and digest, and no file is left out."""
    found = crate(folder)
    outside = (rocrate.SPECIFICATION,)
    for entity in found.values():
        for name, value in entity.items():
            if name == "@id":
                continue
            assert set(references(value)) <= {*found, *outside}
            items = value if isinstance(value, list) else [value]
            assert all(set(v) == {"@id"} for v in items if isinstance(v, dict))
    files = {unquote(k): e for k, e in found.items() if e["@type"] == "File"}
    for path, entity in files.items():
        data = (folder / path).read_bytes()
        assert (entity["sha256"], entity["contentSize"]) == (store.digest(data), str(len(data)))
    lying = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert lying == {*files, "ro-crate-metadata.json"}
    parts = references(found["./"]["hasPart"])
    assert {unquote(p) for p in parts} == set(files)
    return found


def test_the_crate_of_the_shipped_claims_holds_their_runs_and_results(tmp_path: Path) -> None:
    request = Request("2605.17165", offline=True, runs=(), published_runs=True)
    made, files = write_report(request, ["json", "sarif", "badge", "ro-crate"], tmp_path)
    found = check(tmp_path / "2605.17165")
    assert {f.name for f in files} >= {"claims.yaml", "released.csv", "measurements.csv"}
    runs = [e for e in found.values() if e["@type"] == "CreateAction" and e["@id"] != "#check"]
    assert len(runs) == len(made.runs) > 100
    assert all(e["result"]["@id"] in found for e in runs)
    assert all(found[e["result"]["@id"]]["license"] for e in runs)
    claims = claimset.read(tmp_path / "2605.17165" / "claims.yaml").claims
    assert claims == made.claims
    kinds = [e["@type"] for e in found.values()]
    assert kinds.count("Claim") == 12
    assert kinds.count("ClaimReview") == sum(
        e.get("itemReviewed") is not None for e in found.values()
    )


def test_a_rerun_says_with_what_from_what_to_what_and_when(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    packing.pack(report(BARE), folder, [], [keep(RUN, tmp_path / "runs")])
    found = check(folder)
    (run,) = (e for e in found.values() if e.get("name") == "ld, seed 0, scale smoke")
    assert run["result"] == {"@id": "runs/smoke/mixed/ld/seed-0/result.json"}
    assert (run["startTime"], run["endTime"]) == (
        "2026-01-02T03:04:05+00:00",
        "2026-01-02T03:05:16+00:00",
    )
    program = found[run["instrument"]["@id"]]
    assert (program["name"], program["softwareVersion"]) == ("repro", "abc123")
    assert found[program["softwareRequirements"]["@id"]]["softwareVersion"] == "2.13.0"
    settings = {found[r]["name"]: found[r]["value"] for r in references(run["object"])}
    assert settings == {"arm": "ld", "seed": "0", "scale": "smoke"}
    assert "inert-term" in run["description"]
    assert "license" not in found[run["result"]["@id"]]


def test_of_two_records_the_one_that_the_report_has_is_packed(tmp_path: Path) -> None:
    other = keep(RUN.model_copy(update={"git": "other"}), tmp_path / "a")
    same = keep(RUN, tmp_path / "b")
    packing.pack(report(BARE), folder := tmp_path / "out", [], [other, same])
    check(folder)
    packed = store.load(folder / "runs" / RUN.id / "result.json", RunRecord)
    assert packed.git == "abc123"


IDS = ["../../secret", "/etc", "a/../../b", "a//b", "", ".hidden/x", "a b", "C:\\x"]


@pytest.mark.parametrize("odd", IDS)
def test_a_runs_name_leads_nowhere_else(odd: str, tmp_path: Path) -> None:
    keep(RUN, tmp_path / "runs" / "in", "x")
    packing.pack(
        report(BARE.model_copy(update={"id": odd})),
        folder := tmp_path / "out",
        [],
        [tmp_path / "runs"],
    )
    found = check(folder)
    assert not (folder / "runs").exists()
    assert [e for e in found.values() if e.get("name") == "ld, seed 0, scale smoke"]


def test_a_table_of_released_results_lies_beside_and_a_folder_does_not(tmp_path: Path) -> None:
    table = tmp_path / "my results.csv"
    table.write_text("method,value\nx,1\n", encoding="utf-8")
    for source, held in ((table, True), (tmp_path, False)):
        given = report(witnesses=(WitnessRecord(witness="released", source=str(source)),))
        packing.pack(given, folder := tmp_path / f"out-{held}", [], [])
        assert ("released.csv" in check(folder)) == held


def test_the_results_are_one_table_that_runs_nothing(tmp_path: Path) -> None:
    row = Measurement(
        witness="paper", method="=1+1", benchmark="B", value=parse("1.0"), where=Place(source="p")
    )
    packing.pack(report(measurements=(row,)), folder := tmp_path / "out", [], [])
    assert "measurements.csv" in check(folder)
    assert '"\'=1+1"' in (folder / "measurements.csv").read_text(encoding="utf-8")


def test_the_same_report_gives_the_same_crate(tmp_path: Path) -> None:
    for name in ("a", "b"):
        packing.pack(report(BARE), tmp_path / name, [], [keep(RUN, tmp_path / f"runs-{name}")])
    texts = [(tmp_path / n / "ro-crate-metadata.json").read_text() for n in ("a", "b")]
    assert texts[0] == texts[1]
