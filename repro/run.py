"""What comes out when one arm is trained from one seed, and probed?

A run has a folder of its own: a checkpoint while it trains and when it has, and at the very end
`result.json`. A folder that holds its result is finished and never run again; one that does not
goes on where it was."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch

from claimcheck import __version__, store
from claimcheck.errors import ReproError
from claimcheck.record import RunRecord
from repro.arms import DESCRIPTIVE, Arm
from repro.asked import Asked, Tell, measured
from repro.cells import BENCHMARKS, RESULTS, Cell, cell
from repro.changes import changed
from repro.curves import curves
from repro.data import DATASETS, REGIMES, Request, mixture
from repro.data.cache import alone
from repro.scales import Scale, scale
from repro.train import CHECKPOINT, SECONDS_BETWEEN_CHECKPOINTS, Trained, train
from repro.watch import inert

__all__ = ["BENCHMARKS", "RESULT", "Cell", "Setting", "cell", "finished", "run"]

RESULT = RESULTS["test"]
COLLAPSED = 2.0
"""Effective rank below which features count as collapsed."""


def silent(stage: str, done: int, whole: int) -> None:
    """Tells nobody; a function with a name travels to other processes."""


@dataclass(frozen=True)
class Setting:
    """Where a cell is run, and who is told."""

    folder: Path = Path("runs")
    device: str = "cpu"
    tell: Tell = silent
    training: bool = True
    """Off, what is not trained yet is refused."""
    seconds_between_checkpoints: float = SECONDS_BETWEEN_CHECKPOINTS


def finished(cell: Cell, folder: Path) -> RunRecord | None:
    """The record of a cell that was run before, with the same arm and scale, and asked at least the
    same on the same split; None where it was not."""
    record = _before(cell, folder)
    if record is None:
        return None
    asked = Cell.model_validate(record.config["cell"])
    enough = set(cell.benchmarks) <= set(asked.benchmarks) and set(cell.shifts) <= set(asked.shifts)
    return record if enough else None


def run(cell: Cell, setting: Setting) -> RunRecord:
    """Trains and probes; returns the record, which is also written, last, as `result.json`.

    A run that was asked something else before is asked that again too, and not trained again.
    """
    if done := finished(cell, setting.folder):
        return done
    here = setting.folder / cell.name
    with alone(here / "run"):
        done = finished(cell, setting.folder)  # another process may have run it meanwhile
        return done or _run(_joined(cell, _before(cell, setting.folder)), here, setting)


def _run(cell: Cell, here: Path, setting: Setting) -> RunRecord:
    size = changed(scale(cell.scale), cell.changes)
    began, clock = store.now(), time.monotonic()
    trained = _train(cell, size, here, setting)
    after = time.monotonic()
    asked = Asked(cell, size, trained, setting.device)
    measurements = tuple(measured(asked, setting.tell))
    record = RunRecord(
        id=cell.name,
        arm=cell.arm,
        seed=cell.seed,
        scale=cell.size,
        config=_config(cell, size)
        | {"moments": [m.model_dump(mode="json") for m in trained.progress.moments]},
        git=_git(),
        packages={name: version(name) for name in ("torch", "timm", "numpy")}
        | {"claimcheck": __version__},
        hardware=_hardware(setting.device),
        started=began,
        seconds={
            "train": round(trained.progress.seconds, 2),
            "probe": round(time.monotonic() - after, 2),
            "all": round(time.monotonic() - clock, 2),
        },
        measurements=measurements,
        terms=_terms(trained),
        curves=curves(trained.progress),
        cautions=tuple(_cautions(cell.trained, trained)),
    )
    store.write(setting.folder / cell.result, record.model_dump_json(exclude_defaults=True))
    for left in here.glob(f".{CHECKPOINT}.*"):  # by runs that were killed while they wrote
        left.unlink(missing_ok=True)
    return record


def _before(cell: Cell, folder: Path) -> RunRecord | None:
    path = folder / cell.result
    if not path.is_file():
        return None
    record = store.load(path, RunRecord)
    size = changed(scale(cell.scale), cell.changes)
    now, then = (_decisive(config) for config in (_config(cell, size), record.config))
    return record if now == then else None


def _config(cell: Cell, size: Scale) -> dict[str, Any]:
    kept = {"cell": cell, "arm": cell.trained, "scale": size}
    return {name: record.model_dump(mode="json") for name, record in kept.items()}


def _decisive(config: dict[str, Any]) -> list[dict[str, Any]]:
    """What of arm and scale decides the result."""
    return [
        {key: value for key, value in config.get(part, {}).items() if key not in DESCRIPTIVE}
        for part in ("arm", "scale")
    ]


def _joined(cell: Cell, before: RunRecord | None) -> Cell:
    """The cell, asked what it was asked before as well."""
    if before is None:
        return cell
    asked = Cell.model_validate(before.config["cell"])
    both = {
        "benchmarks": tuple(dict.fromkeys((*asked.benchmarks, *cell.benchmarks))),
        "shifts": tuple(dict.fromkeys((*asked.shifts, *cell.shifts))),
    }
    return cell.model_copy(update=both)


def _train(cell: Cell, size: Scale, here: Path, setting: Setting) -> Trained:
    request = Request(
        n=size.training.clips,
        seed=cell.seed,
        frames=size.shape.frames,
        resolution=size.shape.resolution,
    )

    def tell(step: int, steps: int, loss: float) -> None:
        if not setting.training:
            raise ReproError(f"{here} is not trained to the end", remedy="`repro train` does that")
        setting.tell("train", step, steps)

    clips = mixture(REGIMES[cell.regime], DATASETS, request)
    return train(
        cell.trained,
        size,
        clips,
        seed=cell.seed,
        folder=here,
        device=setting.device,
        tell=tell,
        seconds_between_checkpoints=setting.seconds_between_checkpoints,
    )


def _terms(trained: Trained) -> dict[str, dict[str, float]]:
    """By objective: its mean share of the loss and of the gradient over the moments looked at."""
    moments = trained.progress.moments
    if not moments:
        return {}
    return {
        name: {
            "loss_share": round(sum(m.loss_share[name] for m in moments) / len(moments), 6),
            "gradient_share": round(sum(m.gradient_share[name] for m in moments) / len(moments), 6),
        }
        for name in moments[0].terms
    }


def _cautions(chosen: Arm, trained: Trained) -> Iterator[str]:
    """What was seen while it ran that a reader of its numbers must know."""
    moments = trained.progress.moments
    if inert(moments, {n for n, o in chosen.objectives.items() if o.coefficient}):
        yield "inert-term"
    if chosen.steps and chosen.target.source != "ema" and chosen.probe.encoder == "target":
        yield "untrained-encoder"
    if moments and moments[-1].effective_rank < COLLAPSED:
        yield "collapse"


def _git() -> str:
    """Commit and whether files were changed since; empty outside a checkout."""
    try:
        done = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=12"],
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            timeout=10,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()


def _hardware(device: str) -> dict[str, str]:
    found = {
        "machine": platform.machine(),
        "processor": platform.processor() or platform.machine(),
        "cores": str(os.cpu_count()),
        "threads": str(torch.get_num_threads()),
        "device": device,
    }
    return found | ({"gpu": torch.cuda.get_device_name()} if device.startswith("cuda") else {})
