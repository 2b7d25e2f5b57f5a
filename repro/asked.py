"""What do probes read off a trained encoder, on every benchmark and under every shift?

A probe is fitted once and asked about the plain clips and every shifted set; an encoder that both
tracks read is run once. Clips and probes follow the run's seed, so that all arms of a seed are
asked about the same clips and other seeds about others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch

from claimcheck.number import exact
from claimcheck.record import Measurement, Place
from repro.cells import Cell
from repro.data import DATASETS, Request
from repro.data.clips import PLAIN, Split
from repro.model import Encoder
from repro.probe import TRACKS, Features, Protocol, Result, Track, fit, protocols
from repro.scales import Scale
from repro.train import Trained, prepared

CLIPS_AT_ONCE = 256
Tell = Callable[[str, int, int], None]
"""Hears the stage, how much of it is done, and the whole of it."""


@dataclass(frozen=True)
class Asked:
    """A trained run that is to be probed."""

    cell: Cell
    size: Scale
    trained: Trained
    device: str

    @property
    def encoders(self) -> dict[Encoder, list[Track]]:
        """The tracks that read each encoder: `as-published` the weights that the study read,
        `repaired` those that were trained."""
        model = self.trained.model
        repaired = model.target if model.arm.target.source == "ema" else model.encoder
        found: dict[Encoder, list[Track]] = {}
        for track, encoder in zip(TRACKS, (model.probed(), repaired), strict=True):
            found.setdefault(encoder, []).append(track)
        return found

    @property
    def seeds(self) -> range:
        """The probes' own: no two runs of a scale share one, all arms of a seed do."""
        count = self.size.probe.seeds
        return range(self.cell.seed * count, (self.cell.seed + 1) * count)

    @torch.no_grad()
    def features(self, encoder: Encoder, name: str, split: Split, n: int, shift: str) -> Features:
        """Of the clips of a data set."""
        shape = self.size.shape
        clips = DATASETS[name].clips(
            Request(
                split=split, n=n, seed=self.cell.seed, frames=shape.frames,
                resolution=shape.resolution, shift=shift,
            )
        )  # fmt: skip
        encoder.eval()
        parts = [
            encoder.features(prepared(clips.frames[i : i + CLIPS_AT_ONCE], self.device))
            for i in range(0, len(clips), CLIPS_AT_ONCE)
        ]
        labels = torch.from_numpy(clips.labels).to(self.device)
        return Features(torch.cat(parts), labels, shape.frames // shape.tubelet)


@dataclass(frozen=True)
class Reading:
    """A probe, fitted."""

    encoder: Encoder
    track: Track
    probe: str
    protocol: Protocol
    clips: int
    """That it was fitted on."""
    ask: Callable[[Features], Result]


def measured(asked: Asked, tell: Tell) -> Iterator[Measurement]:
    """Every benchmark in both tracks, plain and shifted, with what chance and the most frequent
    class would reach."""
    names, done = asked.cell.benchmarks, 0
    whole = sum(len(protocols(track, DATASETS[n].role)) for n in names for track in TRACKS)
    tell("probe", done, whole)
    for name in names:
        readings = []
        for reading in _fitted(asked, name):
            readings.append(reading)
            done += 1
            tell("probe", done, whole)
        for shift in (PLAIN, *asked.cell.shifts):
            yield from _answers(asked, name, shift, readings)


def _fitted(asked: Asked, name: str) -> Iterator[Reading]:
    data, epochs = DATASETS[name], asked.trained.model.arm.probe.epochs
    for encoder, tracks in asked.encoders.items():
        train = asked.features(encoder, name, "train", asked.size.probe.train, PLAIN)
        for track in tracks:
            for probe, protocol in protocols(track, data.role, epochs=epochs).items():
                ask = fit(train, protocol, classes=len(data.classes), seeds=asked.seeds)
                yield Reading(encoder, track, probe, protocol, len(train.labels), ask)


def _answers(asked: Asked, name: str, shift: str, readings: list[Reading]) -> Iterator[Measurement]:
    cell, n = asked.cell, asked.size.probe.test
    tests = {e: asked.features(e, name, cell.split, n, shift) for e in asked.encoders}
    for reading in readings:
        result = reading.ask(tests[reading.encoder])
        factors = {"track": reading.track, "probe": reading.probe, "targets": cell.normalisation}
        row = _Row(cell.arm, result.accuracy, result.n, factors, _protocol(asked, reading))
        yield _measurement(cell, name, shift, row)
    for control, accuracy in (("chance", result.chance), ("majority", result.majority)):
        yield _measurement(cell, name, shift, _Row(control, accuracy, result.n, {}, {}))


@dataclass(frozen=True)
class _Row:
    method: str
    accuracy: float
    n: int
    factors: dict[str, str]
    protocol: dict[str, str]


def _measurement(cell: Cell, name: str, shift: str, row: _Row) -> Measurement:
    shared = {"regime": cell.regime, "scale": cell.size, "clips": name}
    if shift != PLAIN:
        shared["shift"] = shift
    if cell.split != "test":
        shared["split"] = cell.split
    told = (row.factors.get("track", row.method), row.factors.get("probe"), shared.get("shift"))
    return Measurement(
        witness="rerun",
        method=row.method,
        benchmark=DATASETS[name].role,
        metric="top-1 accuracy (%)",
        value=exact(f"{100 * row.accuracy:.2f}", unit="%"),
        n=row.n,
        seed=cell.seed,
        factors=shared | row.factors,
        protocol=row.protocol,
        better="higher",
        where=Place(source=cell.result, path=".".join([name, *filter(None, told)])),
    )


def _protocol(asked: Asked, reading: Reading) -> dict[str, str]:
    """Settings of training and probe, under the names that the released results use."""
    own = {"train_clips": asked.size.training.clips, "probe_train": reading.clips}
    if reading.protocol.kind != "ridge":
        own |= {"probe_epochs": reading.protocol.epochs, "probe_seeds": len(asked.seeds)}
    return {key: str(value) for key, value in own.items()}
