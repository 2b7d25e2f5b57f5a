"""What is asked about a clip, and which factors does it have?

Appearance and motion are crossed: every motion meets every appearance equally often in any
16 × motions clips in a row, so that neither tells anything about the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from repro.data import motions
from repro.data.motions import Motion
from repro.data.render import WAVES, Array, Scene
from repro.data.shifts import Nuisances
from repro.data.sprites import APPEARANCES, bank

Index = NDArray[np.int64]
STRIDE = 5
"""Neighbouring motions start at appearances so far apart: a short set shows many of them."""


@dataclass(frozen=True)
class Task:
    """A question about generated clips."""

    role: str
    """The benchmark of the study whose part it plays."""
    motions: tuple[Motion, ...]
    """What moves how; one empty motion where nothing moves."""
    groups: int
    """Into how many groups the sixteen appearances fall; 1 where appearance does not count."""

    @property
    def classes(self) -> tuple[str, ...]:
        """A name for each label: the group of appearances, then the motion."""
        size = len(APPEARANCES) // self.groups
        groups = ["/".join(APPEARANCES[i * size : (i + 1) * size]) for i in range(self.groups)]
        if self.groups == 1:
            return tuple(map(motions.name, self.motions))
        if self.still:
            return tuple(groups)
        return tuple(f"{group} {motions.name(m)}" for group in groups for m in self.motions)

    @property
    def still(self) -> bool:
        """Whether all frames of a clip are one picture."""
        return self.motions == ((),)

    def factors(self, index: Index) -> tuple[Index, Index]:
        """Appearance and motion of the clips numbered `index`, (N,) each."""
        motion = index % len(self.motions)
        appearance = (index // len(self.motions) + STRIDE * motion) % len(APPEARANCES)
        return appearance, motion

    def labels(self, appearance: Index, motion: Index) -> Index:
        """(N,) from the factors."""
        group = appearance // (len(APPEARANCES) // self.groups)
        return group * len(self.motions) + motion


TASKS: dict[str, Task] = {
    "temporal": Task("SSv2", motions.pairs("x", "y"), groups=1),
    "sequence": Task("Diving-48", motions.pairs("diagonal", "turn", "zoom", "stretch"), groups=1),
    "appearance": Task("ImageNet-100", ((),), groups=len(APPEARANCES)),
    "action": Task("UCF-101", motions.single("x", "y", "turn", "zoom"), groups=4),
}


def scene(
    task: Task,
    index: Index,
    vary: Nuisances,
    draws: np.random.Generator,
    *,
    frames: int,
    resolution: int,
    channels: int,
) -> Scene:
    """The clips numbered `index`; `draws` gives what varies besides the factors."""
    count = len(index)
    appearance, motion = task.factors(index)
    instance = draws.integers(vary.instances, size=count)
    amount, bend = _between(draws, vary.amount, count), _about(draws, vary.bend, count)
    poses = motions.poses(task.motions, motion, frames, amount, bend)
    return Scene(
        plates=bank(resolution // 2, vary.unseen)[appearance, instance],
        poses=poses + _rest(vary, draws, count)[:, None],
        tint=_colour(draws, vary.gain, vary.tint, count, channels),
        ground=_colour(draws, vary.ground, vary.tint, count, channels),
        waves=_waves(draws, vary, count),
        edges=vary.edges,
        noise=vary.noise,
        blur=vary.blur,
        fade=vary.fade,
    )


def _rest(vary: Nuisances, draws: np.random.Generator, count: int) -> Array:
    """(B, 5) the pose about which a sprite moves."""
    x, y = (_about(draws, vary.place, count) for _ in range(2))
    tilt = _about(draws, vary.tilt, count)
    size = np.log(_between(draws, vary.size, count))
    return np.stack((x, y, tilt, size, np.zeros_like(x)), axis=-1)


def _colour(
    draws: np.random.Generator, level: tuple[float, float], tint: float, count: int, channels: int
) -> Array:
    """(B, C) brightness, each channel up to the share `tint` darker; grey has one channel."""
    bright = _between(draws, level, count)[:, None]
    darker = draws.random((count, 3), dtype=np.float32) * tint
    return bright * (1 - darker) if channels == 3 else bright * (1 - darker.mean(1, keepdims=True))


def _waves(draws: np.random.Generator, vary: Nuisances, count: int) -> Array:
    """(B, WAVES, 5) in random directions; relative to the background's mean."""
    shape = (count, WAVES)
    heading = draws.random(shape, dtype=np.float32) * 2 * np.pi
    fineness = _between(draws, vary.fineness, shape)
    drift = _between(draws, vary.drift, shape) * np.where(draws.random(shape) < 0.5, -1, 1)
    mean = sum(vary.ground) / 2
    height = _between(draws, vary.waves, shape) / mean / WAVES * 2
    phase = draws.random(shape, dtype=np.float32)
    parts = (height, fineness * np.cos(heading), fineness * np.sin(heading), drift, phase)
    return np.stack(parts, axis=-1).astype(np.float32)


def _between(
    draws: np.random.Generator, span: tuple[float, float], shape: int | tuple[int, ...]
) -> Array:
    return draws.uniform(*span, size=shape).astype(np.float32)


def _about(draws: np.random.Generator, reach: float, count: int) -> Array:
    return _between(draws, (-reach, reach), count)
