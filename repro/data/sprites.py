"""What do the things look like that move through the clips?

Sixteen appearances, drawn from signed distances: eight glyphs and eight textured shapes. Each has
instances that differ in thickness, proportion, slant and texture; those that training never shows
lie outside the ranges of those that it does."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.floating]

GLYPHS: dict[str, tuple[tuple[float, float], ...]] = {
    "one": ((-0.4, -0.5), (0.1, -0.8), (0.1, 0.8)),
    "two": ((-0.5, -0.5), (0.0, -0.8), (0.5, -0.4), (-0.5, 0.8), (0.6, 0.8)),
    "three": ((-0.5, -0.8), (0.5, -0.8), (0.0, -0.1), (0.5, 0.4), (0.0, 0.8), (-0.5, 0.6)),
    "four": ((0.3, 0.8), (0.3, -0.8), (-0.6, 0.3), (0.7, 0.3)),
    "five": (
        (0.5, -0.8), (-0.4, -0.8), (-0.5, -0.1), (0.3, -0.1), (0.5, 0.4), (0.0, 0.8), (-0.5, 0.7),
    ),
    "six": ((0.4, -0.8), (-0.4, 0.1), (-0.3, 0.7), (0.3, 0.7), (0.4, 0.1), (-0.4, 0.2)),
    "seven": ((-0.6, -0.8), (0.6, -0.8), (-0.1, 0.8)),
    "eight": (
        (0.0, 0.0), (-0.4, -0.4), (0.0, -0.8), (0.4, -0.4),
        (-0.5, 0.4), (0.0, 0.8), (0.5, 0.4), (0.0, 0.0),
    ),
}  # fmt: skip
SHAPES: dict[str, Callable[[Plane, Plane, float], Plane]] = {
    "disc": lambda x, y, t: np.hypot(x, y) - 0.8,
    "ring": lambda x, y, t: abs(np.hypot(x, y) - 0.6) - t,
    "square": lambda x, y, t: np.maximum(abs(x), abs(y)) - 0.65,
    "triangle": lambda x, y, t: np.maximum(abs(x) * 1.6 + y * 0.9, -y * 1.2) * 0.7 - 0.5,
    "cross": lambda x, y, t: np.maximum(
        np.minimum(abs(x), abs(y)) - t, np.maximum(abs(x), abs(y)) - 0.8
    ),
    "star": lambda x, y, t: (
        np.hypot(x, y) - 0.6 - 0.25 * np.cos(5 * np.arctan2(x, -y).astype(np.float32))
    ),
    "crescent": lambda x, y, t: np.maximum(np.hypot(x, y) - 0.8, 0.75 - np.hypot(x - 0.7 + t, y)),
    "bars": lambda x, y, t: np.maximum(abs(abs(x) - 0.45) - t, abs(y) - 0.8),
}
TEXTURES: tuple[Callable[[Plane, Plane, float], Plane], ...] = (
    lambda x, y, f: np.sin(f * np.pi * x),
    lambda x, y, f: np.sin(f * np.pi * x) * np.sin(f * np.pi * y),
    lambda x, y, f: np.sin(f * np.pi * (x + y) * 0.7),
    lambda x, y, f: np.zeros_like(x + y),
)
APPEARANCES = (*GLYPHS, *SHAPES)
INSTANCES = 12
"""Instances of an appearance, of those seen in training and of the others alike."""


@lru_cache(maxsize=8)
def bank(side: int, unseen: bool) -> Plane:
    """Every instance of every appearance, (16, INSTANCES, side, side, 2), all in [0, 1].

    The last axis holds brightness times cover, and cover. Every instance is brighter towards its
    top, so that turning it always shows.
    """
    draws = np.random.default_rng([2026, int(unseen)])
    made = [_instance(kind, side, unseen, draws) for kind in APPEARANCES for _ in range(INSTANCES)]
    plates = np.stack(made).reshape(len(APPEARANCES), INSTANCES, side, side, 2)
    plates.setflags(write=False)
    return plates


def _instance(kind: str, side: int, unseen: bool, draws: np.random.Generator) -> Plane:
    thickness, proportion, slant, frequency = _traits(unseen, draws)
    fine = 2 * side
    line = ((np.arange(fine, dtype=np.float32) + 0.5) / side - 1) * 1.05
    y = line[:, None] * proportion**0.5
    x = line[None, :] / proportion**0.5 + slant * line[:, None]
    if kind in GLYPHS:
        distance = _segments(GLYPHS[kind], x, y) - thickness
    else:
        distance = SHAPES[kind](x, y, thickness)
    cover = np.clip(0.5 - distance * side / 2, 0, 1)  # soft over one pixel of the finer grid
    wave = TEXTURES[list(SHAPES).index(kind) % 4](x, y, frequency) if kind in SHAPES else 0.0
    bright = np.clip(0.75 - 0.2 * y + 0.2 * wave, 0, 1)
    both = np.stack(np.broadcast_arrays(bright * cover, cover), axis=-1)
    coarse = both.reshape(side, 2, side, 2, 2).mean(axis=(1, 3))
    return np.asarray(coarse, np.float32)


def _traits(unseen: bool, draws: np.random.Generator) -> tuple[float, float, float, float]:
    """Thickness, proportion, slant, texture frequency; the ranges of seen and unseen are apart."""
    sign = draws.choice([-1, 1])
    if not unseen:
        return (
            draws.uniform(0.15, 0.22), draws.uniform(0.9, 1.1),
            sign * draws.uniform(0, 0.12), draws.uniform(2.5, 3.5),
        )  # fmt: skip
    return (
        draws.uniform(0.25, 0.3), draws.uniform(1.2, 1.35) ** sign,
        sign * draws.uniform(0.2, 0.35), draws.uniform(4.0, 5.0),
    )  # fmt: skip


def _segments(points: tuple[tuple[float, float], ...], x: Plane, y: Plane) -> Plane:
    """Distance to a line through the points."""
    nearest: Plane = np.full(np.broadcast_shapes(x.shape, y.shape), np.inf, np.float32)
    for (ax, ay), (bx, by) in pairwise(points):
        dx, dy = bx - ax, by - ay
        along = np.clip(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy), 0, 1)
        nearest = np.minimum(nearest, np.hypot(x - ax - along * dx, y - ay - along * dy))
    return nearest
