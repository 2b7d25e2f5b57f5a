"""What varies in a clip besides its factors, and how does it differ in shifted clips?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from repro.data.clips import PLAIN
from repro.data.sprites import INSTANCES

Range = tuple[float, float]


@dataclass(frozen=True)
class Nuisances:
    """Every range is drawn from uniformly and independently of the factors."""

    place: float = 0.22
    """Resting place: at most so many sides from the centre, in x and in y."""
    tilt: float = 0.3
    """Resting angle, at most, in radians."""
    size: Range = (0.2, 0.26)
    """Half the sprite's side, in sides of the frame."""
    amount: Range = (0.8, 1.2)
    """Length of strokes, and with it speed."""
    bend: float = 0.4
    """How much strokes speed up or slow down, at most."""
    gain: Range = (0.9, 1.1)
    """Brightness of the sprite."""
    tint: float = 0.1
    """How far the channels of a colour may lie apart."""
    ground: Range = (0.1, 0.15)
    """Mean brightness of the background."""
    waves: Range = (0.0, 0.04)
    """Height of the background's waves."""
    fineness: Range = (0.5, 1.5)
    """Waves across the frame."""
    drift: Range = (0.0, 0.25)
    """Waves that pass a point during the clip."""
    edges: float = 0.0
    """0 leaves the background smooth; 1 makes it a pattern of hard edges."""
    noise: float = 0.02
    """Standard deviation of what is added to each pixel of each frame."""
    blur: float = 0.0
    """Standard deviation of a Gaussian blur, in sides of the frame."""
    fade: float = 1.0
    """What is left of the contrast about middle grey."""
    instances: int = INSTANCES
    """How many instances of each sprite are shown."""
    unseen: bool = False
    """Sprites that training never shows."""


NATURAL = Nuisances()
OFF = Nuisances(
    place=0, tilt=0, size=(0.23, 0.23), amount=(1, 1), bend=0, gain=(1, 1), tint=0,
    ground=(0.15, 0.15), waves=(0, 0), fineness=(1, 1), drift=(0, 0), noise=0, instances=1,
)  # fmt: skip
SHIFTS: dict[str, Nuisances] = {
    "noise": replace(NATURAL, noise=0.15),
    "blur": replace(NATURAL, blur=0.05),
    "contrast": replace(NATURAL, fade=0.3),
    "corruption": replace(NATURAL, noise=0.06, blur=0.03, fade=0.5),
    "background": replace(
        NATURAL, ground=(0.2, 0.35), waves=(0.12, 0.2), fineness=(2, 4), drift=(1, 2), edges=0.7
    ),
    "slow": replace(NATURAL, amount=(0.4, 0.6)),
    "fast": replace(NATURAL, amount=(1.5, 1.8)),
    "small": replace(NATURAL, size=(0.12, 0.16)),
    "large": replace(NATURAL, size=(0.32, 0.4)),
    "sprites": replace(NATURAL, unseen=True),
}


def nuisances(shift: str, *, on: bool) -> Nuisances:
    """Those of a shift; with `on` false only what the shift itself changes is left on."""
    chosen = NATURAL if shift == PLAIN else SHIFTS[shift]
    if on:
        return chosen
    changed = {k: v for k, v in vars(chosen).items() if v != getattr(NATURAL, k)}
    return replace(OFF, **changed)
