"""How do sprites, poses and backgrounds become pixels?

No matrix product is used: the pixels do not depend on the number of threads, and a second busy
process does not slow the drawing down."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

Array = NDArray[np.floating]
WAVES = 3
"""Plane waves that make up a background."""


@dataclass(frozen=True)
class Scene:
    """B clips before they are drawn. Brightness is in [0, 1], lengths are in sides of the frame."""

    plates: Array
    """(B, S, S, 2) the sprite: brightness times cover, and cover."""
    poses: Array
    """(B, T, 5) x, y, angle, log of half the side, log of width to height."""
    tint: Array
    """(B, C) colour of the sprite."""
    ground: Array
    """(B, C) colour of the background."""
    waves: Array
    """(B, WAVES, 5) height, cycles along x, along y and during the clip, phase in cycles."""
    edges: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    fade: float = 1.0

    def part(self, chosen: slice) -> Scene:
        """Some of its clips."""
        return replace(
            self,
            plates=self.plates[chosen],
            poses=self.poses[chosen],
            tint=self.tint[chosen],
            ground=self.ground[chosen],
            waves=self.waves[chosen],
        )


def render(scene: Scene, resolution: int, draws: np.random.Generator) -> NDArray[np.uint8]:
    """(B, C, T, H, W). `draws` is used for the pixel noise alone."""
    bright, cover = _sprite(scene, resolution)  # (B, T, H, W) each
    left = (1 - cover) * (1 + _background(scene, resolution))
    image = scene.tint[:, :, None, None, None] * bright[:, None]  # (B, C, T, H, W)
    image += scene.ground[:, :, None, None, None] * left[:, None]
    if scene.blur:
        sigma = scene.blur * resolution
        image = gaussian_filter(image, sigma, axes=(-2, -1), mode="nearest")
    if scene.fade != 1:
        image = 0.5 + scene.fade * (image - 0.5)
    if scene.noise:  # the same in all channels
        grain = draws.standard_normal(bright.shape, dtype=np.float32)
        image += scene.noise * grain[:, None]
    image *= 255
    image += 0.5
    return np.clip(image, 0, 255, out=image).astype(np.uint8)


def _sprite(scene: Scene, resolution: int) -> tuple[Array, Array]:
    """Brightness times cover, and cover, (B, T, H, W) each: bilinear samples of the plates."""
    count, side = len(scene.plates), scene.plates.shape[1]
    framed = np.pad(scene.plates, ((0, 0), (1, 1), (1, 1), (0, 0)))  # nothing around the sprite
    across, down = _plate_places(scene.poses, resolution, side)
    column, row = across.astype(np.int32), down.astype(np.int32)
    across -= column
    down -= row
    width = side + 2
    clip = np.arange(count, dtype=np.int32)[:, None, None, None]
    first = (clip * width + row) * width + column  # in all plates as one flat array
    planes = []
    for plane in (framed[..., 0], framed[..., 1]):
        flat = plane.ravel()
        top = flat.take(first)
        top += across * (flat.take(first + 1) - top)
        low = flat.take(first + width)
        low += across * (flat.take(first + width + 1) - low)
        low -= top
        low *= down
        low += top
        planes.append(low)
    return planes[0], planes[1]


def _plate_places(poses: Array, resolution: int, side: int) -> tuple[Array, Array]:
    """Column and row in the framed plate that each pixel shows, (B, T, H, W) each."""
    x, y, angle, size, stretch = (poses[..., i, None, None] for i in range(5))  # (B, T, 1, 1)
    line = (np.arange(resolution, dtype=np.float32) + 0.5) / resolution - 0.5
    east, south = line[None, :] - x, line[:, None] - y
    cosine, sine = np.cos(angle), np.sin(angle)
    half = side / 2
    wide = half / np.exp(size + stretch / 2)
    tall = half / np.exp(size - stretch / 2)
    middle = half + 0.5  # the frame around the plate is one pixel wide
    across = east * (cosine * wide) + (south * (sine * wide) + middle)
    down = south * (cosine * tall) + (middle - east * (sine * tall))
    last = side + 0.999
    return np.clip(across, 0, last, out=across), np.clip(down, 0, last, out=down)


def _background(scene: Scene, resolution: int) -> Array:
    """(B, T, H, W): how far the background is from its mean, relative to it.

    The cosine of a sum is a product of complex waves, so that it needs no cosine a pixel."""
    count, frames = scene.poses.shape[:2]
    height, along, across, passing, phase = np.moveaxis(scene.waves, -1, 0)  # (B, WAVES) each
    line = (np.arange(resolution, dtype=np.float32) + 0.5) / resolution - 0.5
    time = np.arange(frames, dtype=np.float32) / frames
    x = _wave(along[..., None] * line)  # (B, K, W)
    y = _wave(across[..., None] * line)  # (B, K, H)
    t = _wave(passing[..., None] * time + phase[..., None]) * height[..., None]  # (B, K, T)
    pattern = np.zeros((count, frames, resolution, resolution), np.float32)
    for k in range(WAVES):
        column = (t[:, k, :, None] * y[:, k, None])[..., None]  # (B, T, H, 1)
        row = x[:, k, None, None]  # (B, 1, 1, W)
        pattern += column.real * row.real
        pattern -= column.imag * row.imag
    if not scene.edges:
        return pattern
    most = height.sum(1)[:, None, None, None]
    hard = most / 2 * np.sign(pattern)
    return np.asarray((1 - scene.edges) * pattern + scene.edges * hard)


def _wave(cycles: Array) -> NDArray[np.complex64]:
    return np.asarray(np.exp(2j * np.pi * cycles), np.complex64)
