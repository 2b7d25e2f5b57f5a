"""Which clips does pretraining see, and in what proportion?

The study draws a source by weight, then a clip of it uniformly, with replacement: UCF-101 0.2,
SSv2 0.6, ImageNet-100 0.2, or UCF-101 alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claimcheck.errors import ReproError
from repro.data.clips import Clips, DataSet, Request

REGIMES: dict[str, dict[str, float]] = {
    "mixed": {"action": 0.2, "temporal": 0.6, "appearance": 0.2},
    "ucf101": {"action": 1.0},
}
"""Weights of the data sets that play the parts of the study's sources."""


@dataclass(frozen=True)
class Batch:
    """Clips of one step, and where they came from."""

    frames: NDArray[np.uint8]
    """(B, C, T, H, W)"""
    source: NDArray[np.int64]
    """(B,) number of the source, in the order of `Mixture.names`."""


@dataclass(frozen=True)
class Mixture:
    """Several sets of clips, drawn from by weight."""

    names: tuple[str, ...]
    sources: tuple[Clips, ...]
    weights: tuple[float, ...]
    """Sum to 1."""

    def batch(self, size: int, draws: np.random.Generator) -> Batch:
        """`size` clips with replacement. What is drawn depends on the sizes of the sources, not on
        what they show."""
        source = draws.choice(len(self.sources), size=size, p=self.weights)
        place = draws.random(size)
        picked = [
            self.sources[s].frames[int(p * len(self.sources[s]))]
            for s, p in zip(source, place, strict=True)
        ]
        return Batch(np.stack(picked), source)


def mixture(
    weights: Mapping[str, float],
    datasets: Mapping[str, DataSet],
    request: Request,
    folder: Path | None = None,
) -> Mixture:
    """Training clips of each source, `request.n` of each.

    Raises ReproError for an unknown source or weights that are not shares of 1.
    """
    unknown = weights.keys() - datasets.keys()
    if unknown or abs(sum(weights.values()) - 1) > 1e-9 or min(weights.values()) < 0:
        raise ReproError(
            f"no mixture: {dict(weights)}",
            remedy=f"give shares of 1 to some of {', '.join(datasets)}",
        )
    if request.split != "train":
        raise ReproError("pretraining sees training clips alone", remedy="ask for split `train`")
    sources = tuple(datasets[name].clips(request, folder) for name in weights)
    return Mixture(tuple(weights), sources, tuple(weights.values()))
