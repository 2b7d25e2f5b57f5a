"""Where do clips come from whose appearance and motion have nothing to do with each other?

They are drawn from a seed. A block of 64 clips has a generator of its own, made from the seed, the
split, the task and the block's number: splits and seeds never share a clip, a larger set begins
with the smaller one, and the same request always gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from repro.data import cache
from repro.data.clips import SPLITS, Clips, Request, check_shift
from repro.data.motions import phases
from repro.data.render import render
from repro.data.shifts import SHIFTS, nuisances
from repro.data.tasks import TASKS, Task, scene

BLOCK = 64
PIXELS_AT_ONCE = 150_000
"""Pixels drawn in one go: few enough to stay in a core's cache."""


@dataclass(frozen=True)
class Synthetic:
    """One of TASKS as a data set."""

    name: str

    @property
    def task(self) -> Task:
        return TASKS[self.name]

    @property
    def role(self) -> str:
        return self.task.role

    @property
    def classes(self) -> tuple[str, ...]:
        return self.task.classes

    @property
    def shifts(self) -> tuple[str, ...]:
        return tuple(SHIFTS)

    def clips(self, request: Request, folder: Path | None = None) -> Clips:
        """The clips asked for; drawn once, then read from `folder`."""
        check_shift(request, self.shifts)
        for strokes in self.task.motions:
            phases(request.frames, max(1, len(strokes)))  # before the disk is touched
        shown = 1 if self.task.still else request.frames
        side = request.resolution
        shape = (request.n, request.channels, shown, side, side)
        stored = request.model_copy(update={"frames": shown})
        frames = cache.kept(self.name, stored, shape, lambda: self.draw(request), folder)
        appearance, motion = self.task.factors(np.arange(request.n))
        return Clips(
            frames=np.broadcast_to(frames, (*shape[:2], request.frames, side, side)),
            labels=self.task.labels(appearance, motion),
            appearance=appearance,
            motion=motion,
            classes=self.classes,
        )

    def draw(self, request: Request) -> Iterator[NDArray[np.uint8]]:
        """Pieces (B, C, T, H, W) in order; T is 1 where nothing moves."""
        vary = nuisances(request.shift, on=request.nuisances)
        frames = 1 if self.task.still else request.frames
        step = max(1, PIXELS_AT_ONCE // (frames * request.resolution**2))
        origin = [request.seed, SPLITS.index(request.split), list(TASKS).index(self.name)]
        for start in range(0, request.n, BLOCK):
            draws = np.random.default_rng([*origin, start // BLOCK])
            block = scene(
                self.task, np.arange(start, start + BLOCK), vary, draws,
                frames=frames, resolution=request.resolution, channels=request.channels,
            )  # fmt: skip
            for first in range(0, min(BLOCK, request.n - start), step):
                last = min(first + step, request.n - start, BLOCK)
                yield render(block.part(slice(first, last)), request.resolution, draws)
