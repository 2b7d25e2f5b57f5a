"""Which of eight directions does a disc move in? The study's Synthetic Motion set, and a larger.

The study's recipe: a flat dark background with grey noise, new each frame; one bright disc of
random colour, radius and start, moving by a constant step of 3 or 4 pixels and held at the
borders; 160 × 160 pixels. Clip i shows direction i mod 8 and has a random generator of its own.
The study has 200 clips, seeds 42 to 241, the first 160 to train on and the last 40 to test on.
Where the study leaves the order of the random draws open, this file fixes it: the distribution is
the study's, the pixels are not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from claimcheck.errors import ReproError
from repro.data import cache
from repro.data.clips import SPLITS, Clips, Request, check_shift

Plane = NDArray[np.floating]

SIDE = 160
"""Pixels a side at which clips are drawn."""
STEPS = {
    "N": (0, -4), "NE": (3, -3), "E": (4, 0), "SE": (3, 3),
    "S": (0, 4), "SW": (-3, 3), "W": (-4, 0), "NW": (-3, -3),
}  # fmt: skip
"""Pixels a frame, to the right and down."""
STUDY_SEED = 42
STUDY_SPLITS = {"train": range(160), "test": range(160, 200)}


@dataclass(frozen=True)
class Recipe:
    """What a shift changes; the defaults are the study's."""

    speed: float = 1.0
    radius: tuple[int, int] = (10, 40)
    """From, and below."""
    grain: int = 30
    """Noise is below this."""
    keep: float = 1.0
    """What is left of the contrast about middle grey."""
    stripes: int = 0
    """Brightness of drifting stripes on the background."""
    square: bool = False
    blur: float = 0.0
    """Standard deviation in pixels of 160."""


SHIFTS = {
    "noise": Recipe(grain=120),
    "blur": Recipe(blur=8),
    "contrast": Recipe(keep=0.3),
    "corruption": Recipe(grain=60, blur=4, keep=0.5),
    "background": Recipe(stripes=80),
    "slow": Recipe(speed=0.5),
    "fast": Recipe(speed=1.75),
    "small": Recipe(radius=(5, 10)),
    "large": Recipe(radius=(40, 60)),
    "sprites": Recipe(square=True),
}


@dataclass(frozen=True)
class Directions:
    """`exact` is the study's set of 200 clips; otherwise any number, for each split and seed."""

    exact: bool

    @property
    def role(self) -> str:
        return "Synthetic Motion"

    @property
    def classes(self) -> tuple[str, ...]:
        return tuple(STEPS)

    @property
    def shifts(self) -> tuple[str, ...]:
        return tuple(SHIFTS)

    def clips(self, request: Request, folder: Path | None = None) -> Clips:
        """The clips asked for. The study's set has no validation clips, ignores the seed and is
        whole where more is asked for."""
        check_shift(request, self.shifts)
        count = len(self._generators(request))
        if self.exact:
            request = request.model_copy(update={"n": count, "seed": 0})
        side = request.resolution
        shape = (count, request.channels, request.frames, side, side)
        name = "directions-200" if self.exact else "directions"
        frames = cache.kept(name, request, shape, lambda: self.draw(request), folder)
        labels = np.arange(count) % len(STEPS)
        unknown = np.full(count, -1)
        return Clips(frames, labels, appearance=unknown, motion=labels, classes=self.classes)

    def draw(self, request: Request) -> Iterator[NDArray[np.uint8]]:
        """Pieces (1, C, T, H, W) in order."""
        recipe = SHIFTS.get(request.shift, Recipe())
        for i, generator in enumerate(self._generators(request)):
            draws = np.random.default_rng(generator)
            image = clip(recipe, i % len(STEPS), request.frames, request.resolution, draws)
            if request.channels == 1:
                image = image.mean(0, keepdims=True)
            yield np.clip(image + 0.5, 0, 255).astype(np.uint8)[None]

    def _generators(self, request: Request) -> list[list[int]]:
        """The seed of each clip's generator."""
        if not self.exact:
            origin = [request.seed, SPLITS.index(request.split), 8]
            return [[*origin, i] for i in range(request.n)]
        if request.split not in STUDY_SPLITS:
            raise ReproError(
                f"the study's set has no {request.split} clips", remedy="use the large set"
            )
        numbers = STUDY_SPLITS[request.split]
        return [[STUDY_SEED + i] for i in numbers[: request.n]]


def clip(
    recipe: Recipe, direction: int, frames: int, side: int, draws: np.random.Generator
) -> Plane:
    """One clip (3, T, H, W), brightness 0 to 255; `side` is H and W."""
    ground = draws.integers(0, 80, size=3)
    colour = draws.integers(120, 256, size=3)
    radius = draws.integers(*recipe.radius)
    start = draws.integers(0, SIDE, size=2)
    time = np.arange(frames)[:, None]
    step = np.array(list(STEPS.values())[direction]) * recipe.speed
    centre = np.clip(start + time * step, 0, SIDE - 1)  # (T, 2)
    away = abs(np.arange(SIDE) - centre[..., None]).astype(np.float32)  # (T, 2, 160)
    x, y = away[:, 0, None, :], away[:, 1, :, None]
    inside = np.maximum(x, y) <= radius if recipe.square else x**2 + y**2 <= radius**2
    grain = draws.integers(0, recipe.grain, size=inside.shape, dtype=np.uint8)
    rest: Plane = grain.astype(np.float32)
    if recipe.stripes:
        rest += recipe.stripes * _stripes(frames, draws)
    rest *= ~inside
    share, rest = (_shown(p, recipe, side) for p in (inside.astype(np.float32), rest))  # (T, H, W)
    flat, bright = (c[:, None, None, None].astype(np.float32) for c in (ground, colour - ground))
    return 127.5 + recipe.keep * (flat + bright * share + rest - 127.5)


def _shown(planes: Plane, recipe: Recipe, side: int) -> Plane:
    """Planes (T, 160, 160), blurred and resized to (T, side, side)."""
    if recipe.blur:
        planes = gaussian_filter(planes, recipe.blur, axes=(-2, -1), mode="nearest")
    return np.asarray(resized(resized(planes, side, -2), side, -1), np.float32)


def _stripes(frames: int, draws: np.random.Generator) -> Plane:
    """(T, 160, 160) of 0 and 1: stripes that move across themselves."""
    heading, width, speed = draws.uniform((0, 10, -5), (np.pi, 30, 5))
    place = np.arange(SIDE)
    across = np.cos(heading) * place[None, :] + np.sin(heading) * place[:, None]
    moved = across + speed * np.arange(frames)[:, None, None]
    return np.asarray(np.floor(moved / width) % 2, np.float32)


def resized(planes: Plane, side: int, axis: int) -> Plane:
    """Along `axis`: each new pixel is the mean of the old ones by the length that they share.

    The differences of the running sum, read off between pixels by interpolation.
    """
    if side == planes.shape[axis]:
        return planes
    lines = np.moveaxis(planes, axis, -1)
    running = np.zeros((*lines.shape[:-1], lines.shape[-1] + 1))
    np.cumsum(lines, axis=-1, out=running[..., 1:])
    edge = np.arange(side + 1) * lines.shape[-1] / side
    low = np.minimum(edge.astype(int), lines.shape[-1] - 1)
    sums = running[..., low] + (edge - low) * lines[..., low]
    return np.moveaxis(np.diff(sums, axis=-1) * side / lines.shape[-1], -1, axis)
