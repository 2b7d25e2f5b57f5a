"""The experiments by themselves: which arms there are, running them, and what came out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimcheck.errors import ClaimcheckError

if TYPE_CHECKING:
    from claimcheck.record import RunRecord
    from repro.run import Cell

app = typer.Typer(
    name="repro",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Trains and probes small Video-JEPA models: the rerun behind claimcheck's third witness.",
)
Names = Annotated[str, typer.Option("--arm", metavar="LIST", help="Arms, separated by commas.")]
Scale = Annotated[str, typer.Option("--scale", help="smoke, cpu, gpu or paper.")]
Regime = Annotated[str, typer.Option("--regime", help="mixed or ucf101.")]
Folder = Annotated[Path, typer.Option("--runs", metavar="DIR", help="Where runs are kept.")]
Device = Annotated[str, typer.Option("--device", help="cpu or cuda.")]
Benchmarks = Annotated[
    str, typer.Option("--benchmarks", metavar="LIST", help="Of temporal, sequence, appearance, …")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("arms")
def arms_command(json_: Json = False) -> None:
    """List the arms with their differences from the baseline."""
    from repro.arms import BASELINE, arm, differences, load

    every = load()
    rows = {name: differences(every[name], arm(BASELINE)) for name in every}
    if json_:
        found = [{"arm": n, "about": every[n].about, "differences": d} for n, d in rows.items()]
        _json("arms", {"arms": found})
        return
    for name, changes in rows.items():
        print(f"{name:20} {every[name].about}")
        for field, (own, base) in changes.items():
            print(f"{'':20}   {field}: {own} (baseline: {base})")


@app.command("train")
def train_command(
    arm: Names,
    seed: Annotated[int, typer.Option("--seed", help="Of initialisation, clips and masks.")] = 0,
    scale: Scale = "cpu",
    regime: Regime = "mixed",
    benchmarks: Benchmarks = "temporal,sequence,appearance,action",
    runs: Folder = Path("runs"),
    device: Device = "cpu",
    json_: Json = False,
) -> None:
    """Train one arm from one seed and probe it."""
    _sweep(_cells(arm, [seed], scale, regime, benchmarks, ()), runs, 1, device, json_)


@app.command("sweep")
def sweep_command(
    arm: Names,
    seeds: Annotated[int, typer.Option("--seeds", help="Seeds 0 to N − 1 of each arm.")] = 3,
    scale: Scale = "cpu",
    regime: Regime = "mixed",
    benchmarks: Benchmarks = "temporal,sequence,appearance,action",
    shift: Annotated[bool, typer.Option("--shift", help="Probe out-of-domain clips too.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", help="Runs at a time; 0: all cores.")] = 0,
    runs: Folder = Path("runs"),
    device: Device = "cpu",
    json_: Json = False,
) -> None:
    """Run arms and seeds on all cores; finished runs are never run again."""
    from repro.data.shifts import SHIFTS

    shifts = tuple(SHIFTS) if shift else ()
    _sweep(_cells(arm, range(seeds), scale, regime, benchmarks, shifts), runs, jobs, device, json_)


@app.command("show")
def show_command(runs: Folder = Path("runs"), json_: Json = False) -> None:
    """Show what the finished runs say, seeds together."""
    from repro.sweep import records

    _show(records(runs), json_)


def main() -> None:
    """Runs the command line; an error of ours becomes its message and remedy, and exit code 2."""
    try:
        app()
    except ModuleNotFoundError as error:
        print(f"error: {error.name} is not installed", file=sys.stderr)
        print("  try: pip install 'claimcheck-ml[repro]'", file=sys.stderr)
        sys.exit(2)
    except ClaimcheckError as error:
        print(f"error: {error}", file=sys.stderr)
        if error.remedy:
            print(f"  try: {error.remedy}", file=sys.stderr)
        sys.exit(2)


def _cells(
    arms: str, seeds: Iterable[int], scale: str, regime: str, asked: str, shifts: tuple[str, ...]
) -> list[Cell]:
    from repro.arms import arm
    from repro.run import cell
    from repro.scales import scale as size

    names = [arm(name.strip()).name for name in arms.split(",")]
    benchmarks = tuple(name.strip() for name in asked.split(","))
    return [
        cell(
            arm=a, seed=s, scale=size(scale).name, regime=regime,
            benchmarks=benchmarks, shifts=shifts,
        )
        for s in seeds
        for a in names
    ]  # fmt: skip


def _sweep(cells: list[Cell], runs: Path, jobs: int, device: str, json_: bool) -> None:
    from repro.sweep import sweep

    def tell(cell: Cell, record: RunRecord, done: int, whole: int) -> None:
        notes = f" ({', '.join(record.cautions)})" if record.cautions else ""
        print(f"{done}/{whole} {cell.name} {record.seconds['all']:.0f} s{notes}", file=sys.stderr)

    _show(sweep(cells, runs, jobs=jobs, device=device, tell=tell), json_)


def _show(found: list[RunRecord], json_: bool) -> None:
    from repro.sweep import table

    if json_:
        _json("runs", {"runs": [r.model_dump(mode="json") for r in found]})
        return
    for row in table(found):
        spread = f" ± {row.sd:.2f}" if row.sd is not None else ""
        names = " ".join(f"{k}={v}" for k, v in sorted(row.factors.items()))
        seeds = f"{len(row.values)} seed{'s' if len(row.values) > 1 else ''}"
        print(f"{row.method:20} {row.benchmark:14} {row.mean:6.2f}{spread:8} {seeds:8} {names}")


def _json(kind: str, values: dict[str, Any]) -> None:
    print(json.dumps({"schema": f"claimcheck.{kind}/1"} | values, indent=1, default=str))
