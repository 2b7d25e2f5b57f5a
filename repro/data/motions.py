"""How do things move?

A motion is one stroke, or two strokes one after the other. A stroke runs along one axis of the
pose through its middle, and running it backwards is running it in reversed time: a motion and its
reverse show the same frames in another order. So do two strokes in either order, for both cross
in the same middle (between them the clip cuts from the end of one to the start of the other)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations, product

import numpy as np
from numpy.typing import NDArray

from claimcheck.errors import ReproError

Array = NDArray[np.floating]

POSE = ("x", "y", "angle", "size", "stretch")
"""Place in sides of the frame, angle in radians, logarithms of size and of width to height."""
AXES: dict[str, tuple[float, ...]] = {
    "x": (0.3, 0, 0, 0, 0),
    "y": (0, 0.3, 0, 0, 0),
    "diagonal": (0.25, 0.25, 0, 0, 0),
    "turn": (0, 0, 1.6, 0, 0),
    "zoom": (0, 0, 0, 0.8, 0),
    "stretch": (0, 0, 0, 0, 1.0),
}
"""From the start of a stroke to its end, in the units of the pose."""


@dataclass(frozen=True)
class Stroke:
    """One movement along one axis."""

    axis: str
    forward: bool

    def __str__(self) -> str:
        return f"{self.axis}{'+' if self.forward else '-'}"


Motion = tuple[Stroke, ...]


def single(*axes: str) -> tuple[Motion, ...]:
    """Each axis forward and backward: 2 × axes motions."""
    return tuple((Stroke(axis, forward),) for axis in axes for forward in (True, False))


def pairs(*axes: str) -> tuple[Motion, ...]:
    """Two strokes along two axes, in both orders and all directions: 4 k (k − 1) motions."""
    return tuple(
        (Stroke(first, a), Stroke(second, b))
        for first, second in permutations(axes, 2)
        for a, b in product((True, False), repeat=2)
    )


def name(motion: Motion) -> str:
    """Such as `x+ y-`; `still` for no motion."""
    return " ".join(map(str, motion)) or "still"


def poses(
    motions: tuple[Motion, ...], which: NDArray[np.int64], frames: int, amount: Array, bend: Array
) -> Array:
    """Displacement from the resting pose, (B, T, 5).

    `which` (B,) picks the motion; `amount` (B,) multiplies the length of its strokes; `bend` (B,)
    in [−1, 1] makes them slow down (> 0) or speed up.
    """
    moved = np.zeros((len(which), frames, len(POSE)), np.float32)
    for index in np.unique(which):
        own = np.flatnonzero(which == index)
        for phase, stroke in enumerate(motions[index]):
            times = phases(frames, len(motions[index]))[phase]  # (t,)
            reach = _progress(len(times), bend[own], stroke.forward) * amount[own, None]  # (b, t)
            axis = np.array(AXES[stroke.axis], np.float32)
            moved[own[:, None], times[None, :]] = reach[:, :, None] * axis
    return moved


def phases(frames: int, strokes: int) -> list[NDArray[np.int64]]:
    """The frame numbers of each stroke, equally many for each.

    Raises ReproError where they do not divide, or a stroke would have less than two frames."""
    if frames % strokes or frames < 2 * strokes:
        raise ReproError(
            f"{frames} frames do not make {strokes} strokes of two frames or more",
            remedy=f"choose a multiple of {strokes}, at least {2 * strokes}",
        )
    return np.split(np.arange(frames), strokes)


def _progress(frames: int, bend: Array, forward: bool) -> Array:
    """From −½ to ½ (backward: the same values, last first), (B, t)."""
    time = np.linspace(0, 1, frames, dtype=np.float32)
    run = time + bend[:, None] * time * (1 - time) - 0.5
    return run if forward else run[:, ::-1]
