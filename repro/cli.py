"""The experiments by themselves: which arms there are, running them, and what came out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimcheck.errors import ClaimcheckError, ReproError
from claimcheck.voice import VOICE, as_json, complain, line, show

if TYPE_CHECKING:
    from claimcheck.record import RunRecord
    from repro.cells import Cell

app = typer.Typer(
    name="repro",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # boxes take as long to load as all the rest
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Trains and probes small Video-JEPA models: the rerun behind claimcheck's third witness.",
    epilog="Exit codes: 0 done, 2 could not run or a run failed, 130 interrupted; the same command "
    "then goes on where it was.",
)
INSTALL = "pip install 'claimcheck-ml[repro]'"
ASKED = "temporal,sequence,appearance,action"
Names = Annotated[str, typer.Option("--arm", metavar="LIST", help="Arms, separated by commas.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Of initialisation, clips and masks.")]
Seeds = Annotated[int, typer.Option("--seeds", min=1, help="Seeds 0 to N − 1 of each arm.")]
Scale = Annotated[str, typer.Option("--scale", help="smoke, cpu, gpu or paper.")]
Changes = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="KEY=VALUE", help="Of the scale, as training.steps=100; may be repeated."
    ),
]
Regime = Annotated[str, typer.Option("--regime", help="mixed or ucf101.")]
Targets = Annotated[str, typer.Option("--targets", help="Their normalisation: layer or batch.")]
Folder = Annotated[Path, typer.Option("--runs", metavar="DIR", help="Where runs are kept.")]
Device = Annotated[str, typer.Option("--device", help="cpu or cuda.")]
Jobs = Annotated[
    int, typer.Option("--jobs", min=0, help="Runs at a time; 0: all cores, on a GPU one.")
]
Backend = Annotated[
    str, typer.Option("--backend", help="local, or ray: the cluster that RAY_ADDRESS names.")
]
Benchmarks = Annotated[
    str, typer.Option("--benchmarks", metavar="LIST", help="Of temporal, sequence, appearance, …")
]
Shift = Annotated[bool, typer.Option("--shift", help="Probe out-of-domain clips too.")]
Split = Annotated[
    str, typer.Option("--split", help="Clips that are asked about: test or validation.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback()
def options(
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="Say nothing but errors on standard error.")
    ] = False,
) -> None:
    VOICE.quiet = quiet


@app.command("arms")
def arms_command(
    name: Annotated[
        str | None, typer.Argument(metavar="ARM", help="Only this arm, with all that it says.")
    ] = None,
    json_: Json = False,
) -> None:
    """List the arms with their differences from the baseline."""
    from repro.arms import BASELINE, arm, differences, load

    chosen = {name: arm(name)} if name else load()
    changes = {name: differences(one, arm(BASELINE)) for name, one in chosen.items()}
    if json_:
        rows = [{"arm": n, "about": chosen[n].about, "differences": changes[n]} for n in chosen]
        as_json("arms", {"arms": rows})
        return
    from repro.tables import arms

    show(arms(list(chosen.values()), changes))


@app.command("train")
def train_command(
    arm: Names,
    seed: Seed = 0,
    scale: Scale = "cpu",
    set_: Changes = None,
    regime: Regime = "mixed",
    targets: Targets = "layer",
    benchmarks: Benchmarks = ASKED,
    shift: Shift = False,
    split: Split = "test",
    runs: Folder = Path("runs"),
    device: Device = "cpu",
    json_: Json = False,
) -> None:
    """Train one arm from one seed and probe it."""
    asked = _asked(scale, set_, regime, targets, benchmarks, shift, split)
    _sweep(_cells(arm, [seed], asked), runs, json_, jobs=1, device=device)


@app.command("sweep")
def sweep_command(
    arm: Names,
    seeds: Seeds = 3,
    scale: Scale = "cpu",
    set_: Changes = None,
    regime: Regime = "mixed",
    targets: Targets = "layer",
    benchmarks: Benchmarks = ASKED,
    shift: Shift = False,
    split: Split = "test",
    backend: Backend = "local",
    jobs: Jobs = 0,
    runs: Folder = Path("runs"),
    device: Device = "cpu",
    json_: Json = False,
) -> None:
    """Run arms and seeds on all cores, the untrained encoder beside them.

    Finished runs are never run again.
    """
    from repro.sweep import with_untrained

    asked = _asked(scale, set_, regime, targets, benchmarks, shift, split)
    cells = with_untrained(_cells(arm, range(seeds), asked))
    _sweep(cells, runs, json_, backend=backend, jobs=jobs, device=device)


@app.command("probe")
def probe_command(
    arm: Names,
    scale: Scale = "cpu",
    set_: Changes = None,
    regime: Regime = "mixed",
    targets: Targets = "layer",
    benchmarks: Benchmarks = ASKED,
    shift: Shift = False,
    split: Split = "test",
    backend: Backend = "local",
    jobs: Jobs = 0,
    runs: Folder = Path("runs"),
    device: Device = "cpu",
    json_: Json = False,
) -> None:
    """Probe every trained seed of arms again, with other benchmarks or shifts, without training."""
    asked = _asked(scale, set_, regime, targets, benchmarks, shift, split)
    cells = [cell for name in arm.split(",") for cell in _trained(name.strip(), runs, asked)]
    _sweep(cells, runs, json_, backend=backend, jobs=jobs, device=device, training=False)


@app.command("show")
def show_command(runs: Folder = Path("runs"), split: Split = "test", json_: Json = False) -> None:
    """Show what the finished runs say, seeds together."""
    from repro.cells import RESULTS
    from repro.sweep import records

    if split not in RESULTS:
        raise ReproError(f"there are no {split} clips", remedy=f"known: {', '.join(RESULTS)}")
    _show(records(runs, split), json_)


def main() -> None:
    """Runs the command line; an error of ours becomes its message and remedy, and exit code 2."""
    try:
        app()
    except ModuleNotFoundError as error:
        missing = ReproError(f"{error.name} is not installed", remedy=INSTALL)
        sys.exit(complain(missing))
    except ClaimcheckError as error:
        sys.exit(complain(error))


def _asked(
    scale: str,
    changes: list[str] | None,
    regime: str,
    targets: str,
    benchmarks: str,
    shift: bool,
    split: str,
) -> dict[str, Any]:
    """All fields of a cell but arm and seed."""
    from repro.data.shifts import SHIFTS

    return {
        "scale": scale,
        "changes": tuple(changes or ()),
        "regime": regime,
        "normalisation": targets,
        "benchmarks": tuple(name.strip() for name in benchmarks.split(",")),
        "shifts": tuple(SHIFTS) if shift else (),
        "split": split,
    }


def _cells(arms: str, seeds: Iterable[int], asked: dict[str, Any]) -> list[Cell]:
    from repro.cells import cell

    names = [name.strip() for name in arms.split(",")]
    return [cell(arm=name, seed=seed, **asked) for seed in seeds for name in names]


def _trained(arm: str, runs: Path, asked: dict[str, Any]) -> Iterator[Cell]:
    """A cell for each seed of the arm that has a checkpoint."""
    from repro.cells import cell
    from repro.train import CHECKPOINT

    any_seed = (runs / cell(arm=arm, seed=0, **asked).name).parent
    found = sorted(int(p.parent.name[5:]) for p in any_seed.glob(f"seed-*/{CHECKPOINT}"))
    if not found:
        raise ReproError(
            f"{any_seed} holds no trained run", remedy=f"train one: repro train --arm {arm}"
        )
    yield from (cell(arm=arm, seed=seed, **asked) for seed in found)


def _sweep(cells: list[Cell], runs: Path, json_: bool, **how: Any) -> None:
    from repro.display import Display
    from repro.sweep import sweep

    _show(sweep(cells, runs, listener=Display(quiet=VOICE.quiet), **how), json_)


def _show(found: list[RunRecord], json_: bool) -> None:
    from repro.tables import rows, tables

    together = rows(found)
    if json_:
        runs = [r.model_dump(mode="json") for r in found]
        as_json("runs", {"table": [row.json() for row in together], "runs": runs})
        return
    for table in tables(together):
        show(table)
    if together:
        line("top-1 accuracy in percent: mean over seeds ± half of its 95 % t interval")
