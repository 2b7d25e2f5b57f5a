"""What comes out when one arm is trained from one seed, and probed?

A run has a folder of its own: a checkpoint while it trains, `result.json` at the very end. A folder
that holds its result is finished and never run again; one that does not goes on where it was."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import torch
from pydantic import ValidationError

from claimcheck import __version__, store
from claimcheck.errors import ReproError
from claimcheck.number import exact
from claimcheck.record import Measurement, Place, Record, RunRecord
from repro.arms import Arm, arm
from repro.data import DATASETS, REGIMES, Request, mixture
from repro.model import Encoder
from repro.probe import Features, Result, probe, protocols
from repro.scales import Scale, scale
from repro.train import Trained, prepared, train
from repro.watch import inert

Track = Literal["as-published", "repaired"]
TRACKS: tuple[Track, ...] = ("as-published", "repaired")
BENCHMARKS = ("temporal", "sequence", "appearance", "action")
RESULT = "result.json"
PLAIN = "none"
CLIPS_AT_ONCE = 256
COLLAPSED = 2.0
"""Effective rank below which features count as collapsed."""


class Cell(Record):
    """One run: what is trained, from which seed, how large, and what it is asked."""

    arm: str
    seed: int
    scale: str = "cpu"
    regime: Literal["mixed", "ucf"] = "mixed"
    normalisation: Literal["layer", "batch"] = "layer"
    """Of the targets; `layer` is the study's."""
    benchmarks: tuple[str, ...] = BENCHMARKS
    shifts: tuple[str, ...] = ()
    """Besides the clips as they are: how they are shifted out of domain."""

    @property
    def name(self) -> str:
        """Unique among the runs of a folder; what is asked of a run is no part of it."""
        other = "" if self.normalisation == "layer" else f"-{self.normalisation}"
        return f"{self.scale}/{self.regime}/{self.arm}{other}/seed-{self.seed}"


def cell(**fields: object) -> Cell:
    """A cell from plain values. Raises ReproError for a regime or benchmark that there is not."""
    try:
        made = Cell.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        raise ReproError(f"{first['loc'][0]}: {first['msg']}", remedy="see --help") from error
    unknown = [name for name in made.benchmarks if name not in DATASETS]
    if unknown:
        raise ReproError(
            f"no benchmark is called {', '.join(unknown)}", remedy=f"known: {', '.join(DATASETS)}"
        )
    return made


def silent(stage: str, done: int, whole: int) -> None:
    """Tells nobody; a function with a name travels to other processes."""


@dataclass(frozen=True)
class Setting:
    """Where a cell is run, and who is told."""

    folder: Path = Path("runs")
    device: str = "cpu"
    tell: Callable[[str, int, int], None] = silent


def finished(cell: Cell, folder: Path) -> RunRecord | None:
    """The record of a cell that was run before and asked at least the same; None where it was
    not."""
    path = folder / cell.name / RESULT
    if not path.is_file():
        return None
    record = store.load(path, RunRecord)
    before = Cell.model_validate(record.config["cell"])
    asked = set(cell.benchmarks) <= set(before.benchmarks)
    return record if asked and set(cell.shifts) <= set(before.shifts) else None


def run(cell: Cell, setting: Setting) -> RunRecord:
    """Trains and probes; returns the record, which is also written, last, as `result.json`."""
    if done := finished(cell, setting.folder):
        return done
    chosen, size = _arm(cell), scale(cell.scale)
    here = setting.folder / cell.name
    began, clock = store.now(), time.monotonic()
    trained = _train(cell, chosen, size, here, setting)
    after = time.monotonic()
    measurements = tuple(_measure(cell, chosen, size, trained, setting))
    record = RunRecord(
        id=cell.name,
        arm=cell.arm,
        seed=cell.seed,
        scale=cell.scale,
        config={
            "cell": cell.model_dump(mode="json"),
            "arm": chosen.model_dump(mode="json"),
            "scale": size.model_dump(mode="json"),
            "moments": [m.model_dump(mode="json") for m in trained.progress.moments],
        },
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
        cautions=tuple(_cautions(chosen, trained)),
    )
    store.write(here / RESULT, record.model_dump_json(indent=1))
    return record


def _arm(cell: Cell) -> Arm:
    chosen = arm(cell.arm)
    target = chosen.target.model_copy(update={"normalisation": cell.normalisation})
    return chosen.model_copy(update={"target": target})


def _train(cell: Cell, chosen: Arm, size: Scale, here: Path, setting: Setting) -> Trained:
    request = Request(
        n=size.training.clips, frames=size.shape.frames, resolution=size.shape.resolution
    )
    clips = mixture(REGIMES[cell.regime], DATASETS, request)
    return train(
        chosen,
        size,
        clips,
        seed=cell.seed,
        folder=here,
        device=setting.device,
        tell=lambda step, steps, loss: setting.tell("train", step, steps),
    )


def _measure(
    cell: Cell, chosen: Arm, size: Scale, trained: Trained, setting: Setting
) -> Iterator[Measurement]:
    """Every benchmark in both tracks, then its shifted versions with the same fitted clips."""
    for index, name in enumerate(cell.benchmarks):
        setting.tell("probe", index, len(cell.benchmarks))
        for track in TRACKS:
            encoder = _encoder(chosen, trained, track)
            fitted = _features(encoder, name, "train", size.probe.train, size, PLAIN, setting)
            for shift in (PLAIN, *cell.shifts):
                test = _features(encoder, name, "test", size.probe.test, size, shift, setting)
                yield from _read(cell, size, name, track, shift, fitted, test)


def _encoder(chosen: Arm, trained: Trained, track: Track) -> Encoder:
    """`as-published` reads the weights that the study read; `repaired` those that were trained."""
    model = trained.model
    if track == "as-published":
        return model.probed()
    return model.target if chosen.target.source == "ema" else model.encoder


@torch.no_grad()
def _features(
    encoder: Encoder,
    name: str,
    split: Literal["train", "test"],
    n: int,
    size: Scale,
    shift: str,
    setting: Setting,
) -> Features:
    shape = size.shape
    request = Request(
        split=split, n=n, frames=shape.frames, resolution=shape.resolution, shift=shift
    )
    clips = DATASETS[name].clips(request)
    encoder.eval()
    parts = [
        encoder.features(prepared(clips.frames[i : i + CLIPS_AT_ONCE], setting.device)).cpu()
        for i in range(0, len(clips), CLIPS_AT_ONCE)
    ]
    times = shape.frames // shape.tubelet
    return Features(torch.cat(parts), torch.from_numpy(clips.labels), times)


def _read(
    cell: Cell, size: Scale, name: str, track: Track, shift: str, fitted: Features, test: Features
) -> Iterator[Measurement]:
    data = DATASETS[name]
    for reader, protocol in protocols(track, data.role).items():
        result = probe(
            fitted, test, protocol, classes=len(data.classes), seeds=range(size.probe.seeds)
        )
        factors = {"regime": cell.regime, "track": track, "probe": reader, "scale": cell.scale}
        factors |= {"targets": cell.normalisation} | ({"shift": shift} if shift != PLAIN else {})
        for method, accuracy in _rows(cell, result).items():
            yield Measurement(
                witness="rerun",
                method=method,
                benchmark=data.role,
                metric="top-1 accuracy (%)",
                value=exact(f"{100 * accuracy:.2f}", unit="%"),
                n=result.n,
                seed=cell.seed,
                factors=factors,
                protocol={"probe seeds": str(len(result.accuracies)), "task": name},
                better="higher",
                where=Place(source=f"{cell.name}/{RESULT}", path=f"{name}.{track}.{reader}"),
            )


def _rows(cell: Cell, result: Result) -> Mapping[str, float]:
    return {cell.arm: result.accuracy, "chance": result.chance, "majority": result.majority}


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
